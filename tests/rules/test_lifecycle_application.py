"""What is applied for is hashed word for word; it holds from a month that it can concern."""

import datetime as dtm
from dataclasses import replace
from decimal import Decimal

import pytest

from rules.application import Evidence
from rules.approval import ChangeRequest, Matter, Stage, Word, signed
from rules.approval import Step as ChainStep
from rules.lifecycle import LifecycleEvent, Step
from rules.lifecycle_application import (
    Entry,
    LifecycleApplication,
    Occasion,
    effective_month,
    steps_open_to,
)
from rules.month import Month
from rules.project import Stage as Reached
from tests.bot.stage_book import PROJECTS
from tests.rules.test_approval import said

MAY, JUNE, JULY = (Month(2023, number) for number in (5, 6, 7))
TODAY = dtm.date(2023, 6, 30)
EXIT = LifecycleApplication(Step.EXIT, "JT01", 1, "公路站", "韦长河", TODAY, JUNE, "无法推进")
ENTRY = Entry(Occasion.SIGNED, PROJECTS[0], {JULY: Decimal(2)})


@pytest.mark.parametrize(
    "other",
    [
        {"what": Step.SUSPEND},
        {"project": "JT02"},
        {"revision": 2},
        {"unit": "水利站"},
        {"applicant": "俞振邦"},
        {"filed_on": dtm.date(2023, 7, 1)},
        {"since": JULY},
        {"reason": "无法推进了"},
        {"evidence": (Evidence("停工令", "file"),)},
        {"value": Decimal(1)},
        {"value": Reached.MET},
        {"until": JULY},
        {"entry": ENTRY},
    ],
    ids=str,
)
def test_every_part_is_signed(other: dict[str, object]) -> None:
    assert replace(EXIT, **other).digest != EXIT.digest  # type: ignore[arg-type]
    assert replace(EXIT).digest == EXIT.digest


@pytest.mark.parametrize(
    "other",
    [
        replace(ENTRY, occasion=Occasion.DEPLOYED),
        replace(ENTRY, goals={JULY: Decimal(3)}),
        *(replace(ENTRY, project=replace(PROJECTS[0], name=name)) for name in ("甲", "乙")),
    ],
    ids=lambda one: f"{one.occasion} {one.project.name} {one.goals}",
)
def test_every_part_of_an_entry_is_signed(other: Entry) -> None:
    assert replace(EXIT, entry=other).digest != replace(EXIT, entry=ENTRY).digest


@pytest.mark.parametrize(
    ("what", "chain"),
    [
        (Step.ENTER, (Stage.REVIEWING, Stage.APPROVING, Stage.APPROVED)),
        (Step.EXIT, (Stage.SIGNING, Stage.REVIEWING, Stage.APPROVING, Stage.APPROVED)),
        (Step.SUSPEND, (Stage.SIGNING, Stage.REVIEWING, Stage.APPROVING, Stage.APPROVED)),
        (Step.RESUME, (Stage.REVIEWING, Stage.APPROVED)),
        (Step.COMPLETED, (Stage.REVIEWING, Stage.APPROVED)),
    ],
)
def test_each_matter_has_its_chain(what: Step, chain: tuple[Stage, ...]) -> None:
    application = replace(EXIT, what=what)
    first = replace(said(ChainStep.FILE, Word.AGREE), digest=application.digest)
    request = ChangeRequest(1, 2023, 1, application, (first,))
    assert request.matter is Matter(what.value)
    stages = [request.stage]
    while request.waits_for is not None:
        agreed = replace(said(request.waits_for), digest=application.digest)
        request = signed(request, agreed)
        stages.append(request.stage)
    assert tuple(stages) == chain


@pytest.mark.parametrize("what", Step)
def test_it_holds_from_the_first_month_that_it_can_concern(what: Step) -> None:
    """May is closed, June is asked and open: E9, E21."""
    found = effective_month(
        what,
        MAY,
        is_past=lambda month: month <= MAY,
        is_asked=lambda month: month <= JUNE,
    )
    assert found == (JULY if what in {Step.ENTER, Step.RESUME} else JUNE)
    later = Month(2023, 10)
    never = effective_month(what, later, is_past=lambda _: False, is_asked=lambda _: False)
    assert never == later


@pytest.mark.parametrize(
    ("events", "open_to"),
    [
        pytest.param([], (Step.EXIT, Step.SUSPEND, Step.COMPLETED), id="at work"),
        pytest.param([Step.SUSPEND], (Step.EXIT, Step.RESUME, Step.COMPLETED), id="paused"),
        pytest.param([Step.COMPLETED], (Step.EXIT,), id="finished"),
        pytest.param([Step.EXIT], (), id="gone"),
    ],
)
def test_only_what_a_project_can_do_is_offered(
    events: list[Step], open_to: tuple[Step, ...]
) -> None:
    happened = [LifecycleEvent(step, MAY, Decimal(1)) for step in events]
    assert steps_open_to(happened, JUNE) == open_to


def test_a_step_keeps_what_a_card_shows_of_it() -> None:
    pause = replace(EXIT, what=Step.SUSPEND, until=Month(2023, 9))
    event = pause.event(JUNE, TODAY)
    expected = LifecycleEvent(Step.SUSPEND, JUNE, None, "无法推进", Month(2023, 9), TODAY)
    assert event == expected
