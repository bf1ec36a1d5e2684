"""Every refusal has words, for the person in the chat and for the operator on the line."""

import datetime as dtm
import re
from decimal import Decimal

import pytest

from bot import compose, refusals
from bot.wording import refusals as words
from rules.approval import (
    NotItsTurnError,
    NotToBeSaidError,
    RequestOverError,
    SamePersonError,
    Step,
    TextChangedError,
)
from rules.cycle import WrongOrderError
from rules.determination import Determination, Ground
from rules.lifecycle import Step as LifeStep
from rules.month import Month
from rules.posts import Act, NotHereError, NotYoursError, Room
from rules.refusal import RefusalError
from rules.report import ReportState
from rules.schedule import Phase
from rules.support import OwnSupportError, SupportDecidedError, SupportDeed, SupportWord
from tests.bot.stage_book import PROJECTS, SUPPORT_ITEMS
from tests.rules.test_approval import after

JUNE = Month(2023, 6)
JT01, JT02 = PROJECTS[:2]
REQUEST = after()
(ITEM,) = SUPPORT_ITEMS
NOON = dtm.datetime(2023, 7, 3, 12, 0, tzinfo=dtm.UTC)
_SAID_ON_PURPOSE = re.compile(r"/[a-z]+|JT0[0-9]|ABCD2345EF|2023-06")

SAMPLES: tuple[RefusalError, ...] = (
    refusals.NothingAskedError(),
    SupportDecidedError(ITEM, None),
    *(
        SupportDecidedError(ITEM, SupportWord("BZ001", "JT01", deed, "云慧敏", NOON))
        for deed in SupportDeed
    ),
    OwnSupportError(ITEM),
    refusals.NothingAskedError(JUNE),
    refusals.SeveralMonthsError(JT01, [Month(2023, 7), JUNE]),
    refusals.AnonymousError(),
    refusals.NeverAskedError(JUNE),
    refusals.GroupNotBoundError(),
    refusals.NothingToDetermineError(),
    refusals.PublishedAlreadyError(JUNE),
    refusals.PublishedAlreadyError(JUNE, at=NOON, by="岑春林"),
    refusals.DraftIsOutError(JUNE),
    refusals.DraftIsOutError(JUNE, at=NOON),
    refusals.CorrectedAlreadyError(
        JUNE, JT01, Determination(Decimal("5.8"), Ground.OFFICE, "岑春林", NOON)
    ),
    refusals.CorrectedAlreadyError(JUNE, JT01, Determination(None, Ground.SILENCE)),
    refusals.UnknownMonthError("十三月"),
    refusals.UnknownYearError("明年"),
    refusals.UnknownProjectError("桥"),
    refusals.UnknownProjectError("JT09", (JT01, JT02)),
    refusals.NoBookError(),
    refusals.SeveralProjectsError((JT01, JT02)),
    refusals.YearNotLoadedError(JUNE),
    refusals.NotYourQuestionError(JT01),
    refusals.NotYourButtonError("韦长河"),
    refusals.NotYourAnswerError("韦长河"),
    refusals.NotAllDeterminedError(JUNE, ("JT01", "JT02")),
    refusals.NothingPublishedError(),
    refusals.NothingPublishedError(JUNE),
    refusals.NotBoundError(),
    refusals.NotClosedYetError(JUNE),
    refusals.AlreadyDecidedError(
        JT01, Determination(Decimal("5.8"), Ground.OFFICE, "岑春林", NOON)
    ),
    refusals.AlreadyDecidedError(JT01, Determination(None, Ground.SILENCE)),
    refusals.ElsewhereError(JT01),
    *(refusals.AnswerSettledError(state) for state in ReportState),
    refusals.NotRatedError(JUNE, JT01),
    *(WrongOrderError(JUNE, phase, needs=Phase.ASK) for phase in Phase),
    *(WrongOrderError(JUNE, Phase.ASK, after=phase) for phase in Phase),
    *(NotYoursError(act, ("韦长河",)) for act in Act),
    *(NotYoursError(act) for act in Act),
    *(NotHereError(act, list(Room)) for act in Act),
    refusals.NothingToAdjustError("韦长河"),
    refusals.NoMonthLeftError(JT01),
    refusals.CommanderAppliesError(JT01),
    refusals.ExceptionNeededError((NOON.date(),)),
    refusals.TooLateInYearError(),
    refusals.CodeTakenError("JT04"),
    refusals.NotOpenError(JT01, LifeStep.RESUME, (LifeStep.EXIT, LifeStep.SUSPEND)),
    refusals.NotOpenError(JT01, LifeStep.EXIT, ()),
    refusals.NothingToApplyForError("韦长河"),
    RequestOverError(REQUEST),
    *(NotItsTurnError(REQUEST, step) for step in Step),
    TextChangedError(REQUEST),
    SamePersonError(REQUEST, REQUEST.counting[-1]),
    NotToBeSaidError(),
)


def kinds(base: type[RefusalError]) -> set[type[RefusalError]]:
    """Return all refusals of the house; the flows are imported, so that all are known."""
    assert compose.COMMANDS
    found = {one for kind in base.__subclasses__() for one in ({kind} | kinds(kind))}
    return {kind for kind in found if kind.__module__.split(".")[0] in {"bot", "rules"}}


def test_every_refusal_has_its_words() -> None:
    assert {type(sample) for sample in SAMPLES} == kinds(RefusalError)
    assert set(words.WORDS) == kinds(RefusalError)


@pytest.mark.parametrize("refusal", SAMPLES, ids=lambda one: f"{type(one).__name__}{one.args}")
def test_a_refusal_is_told_in_chinese_sentences_without_jargon(refusal: RefusalError) -> None:
    told = words.told(refusal)
    assert told.endswith(("。", "？", "需要时请他们另发一个。", "依据"))
    assert re.findall("[A-Za-z]{2,}", _SAID_ON_PURPOSE.sub("", told)) == []
    assert "None" not in told


@pytest.mark.parametrize("refusal", SAMPLES, ids=lambda one: f"{type(one).__name__}{one.args}")
def test_a_refusal_fits_into_an_alert(refusal: RefusalError) -> None:
    assert len(words.told(refusal)) <= 200


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        (
            WrongOrderError(JUNE, Phase.PUBLISH, needs=Phase.CLOSE),
            "2023-06: publish comes after close; run `guatu month close 2023-06` first",
        ),
        (
            WrongOrderError(JUNE, Phase.ASK, after=Phase.CLOSE),
            "2023-06: close has run already, so ask is refused",
        ),
        (
            refusals.YearNotLoadedError(JUNE),
            "2023-06: no workbook of 2023 is loaded; run `guatu load FILE.xlsx`",
        ),
        (
            refusals.NotAllDeterminedError(JUNE, ("JT01", "JT02")),
            "2023-06: not determined yet: JT01, JT02; use /determine in the chat",
        ),
        (
            refusals.UnknownProjectError("桥"),
            "no project 桥; `guatu ratings YYYY-MM` lists the codes",
        ),
        (
            refusals.NotClosedYetError(JUNE),
            "2023-06 is not closed yet; run `guatu month close 2023-06` first",
        ),
        (refusals.NoBookError(), "no workbook is loaded; run `guatu load FILE.xlsx`"),
    ],
    ids=lambda one: type(one).__name__,
)
def test_the_operator_is_told_what_to_do(refusal: RefusalError, told: str) -> None:
    assert words.on_the_line(refusal) == told
