"""Three processes do the same thing at the same moment, through the real flows."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from multiprocessing.pool import Pool

import pytest

from bot.compose import by_hand
from bot.ledger import stands
from bot.rehearsal.play import StageClock
from bot.rehearsal.stage import Stage
from bot.settings import Settings
from bot.sheet import sheet_of
from bot.subjects import subject_of
from rules.correction import corrections
from rules.determination import Determination, Ground
from rules.notice import About
from rules.posts import Room
from rules.project import Value
from rules.schedule import Due, Phase
from storage.engine import Storage
from storage.journal import Entry
from storage.work import Work
from tests.bot import racers
from tests.bot.conftest import JUNE_IS_ASKED_NEXT
from tests.bot.stage import JUNE, MAY, moment
from tests.storage.children import PROCESSES
from tests.storage.samples import DAY, report

ASKED, CLOSED, AT = moment("06-30 09:00"), moment("07-03 17:00"), moment("07-04 10:00")


@pytest.fixture(scope="module")
def three_processes() -> Iterator[Pool]:
    barrier = PROCESSES.Barrier(3)
    with PROCESSES.Pool(3, racers.meet, (barrier,)) as pool:
        yield pool


@dataclass
class Shared:
    """A township in a database that several processes work on."""

    url: str
    storage: Storage
    stage: Stage
    settings: Settings

    def pressed(self, pool: Pool, chat: int, token: str, names: tuple[str, ...]) -> list[str]:
        """Let each press a button in a process of his own; return what they are shown."""
        presses = [
            racers.Press(self.url, self.stage.people[name].id, token, chat, AT) for name in names
        ]
        return pool.map(racers.press, presses, chunksize=1)

    def written(self, what: str) -> list[Entry]:
        with self.storage.look() as look:
            return list(look.journal.entries(what=what))


@pytest.fixture
def shared(url: str, storage: Storage, settings: Settings) -> Shared:
    JUNE_IS_ASKED_NEXT.prepare(storage, settings)
    stage = JUNE_IS_ASKED_NEXT.stage(StageClock(AT))
    return Shared(url, storage, stage, settings)


def offer_report(work: Work, settings: Settings) -> str:
    """Ask and close June with one report; return the button that determines by it."""
    by_hand(Phase.ASK, JUNE, work=work, at=ASKED, settings=settings)
    work.reports.put(report("5", by="韦长河"))
    by_hand(Phase.CLOSE, JUNE, work=work, at=CLOSED, settings=settings)
    (kept,) = work.reports.of(JUNE)["JT01"]
    about = About(JUNE, "JT01")
    return work.buttons.put("accept_report", subject_of(about), at_state=str(kept.id))


def test_of_three_who_determine_a_project_one_does(shared: Shared, three_processes: Pool) -> None:
    with shared.storage.work() as work:
        token = offer_report(work, shared.settings)
    office = shared.stage.rooms[Room.OFFICE].id
    shown = shared.pressed(three_processes, office, token, ("岑春林", "柳艳玲", "秦振邦"))
    assert shown.count("AlreadyDecidedError") == 2
    (line,) = shared.written("project.determined")
    assert any(line.actor in words for words in shown)


def offer_ledger(work: Work, settings: Settings) -> str:
    """Show a ledger that came back after June was closed; return its 「确认」."""
    by_hand(Phase.ASK, JUNE, work=work, at=ASKED, settings=settings)
    by_hand(Phase.CLOSE, JUNE, work=work, at=CLOSED, settings=settings)
    asked: dict[str, tuple[Value, str]] = {
        "JT01": (Decimal(5), "核查"),
        "JT02": (Decimal(1500), "核查"),
    }
    ids = work.determinations.propose_all(JUNE, asked, by="岑春林", at=CLOSED)
    sheet = sheet_of(work, JUNE, settings)
    states = {
        line.project.code: stands(line) for line in sheet.lines if line.project.code in asked
    }
    subject = f"{JUNE}/{','.join(map(str, ids))}"
    return work.buttons.put("confirm_ledger", subject, at_state=json.dumps(states))


def test_of_three_who_confirm_a_ledger_one_takes_all_of_it(
    shared: Shared, three_processes: Pool
) -> None:
    with shared.storage.work() as work:
        token = offer_ledger(work, shared.settings)
    office = shared.stage.rooms[Room.OFFICE].id
    shown = shared.pressed(three_processes, office, token, ("岑春林", "柳艳玲", "秦振邦"))
    assert sorted(shown) == ["", "AlreadyDecidedError", "AlreadyDecidedError"]
    lines = shared.written("project.determined")
    assert [line.project for line in lines] == ["JT01", "JT02"]
    assert len({line.actor for line in lines}) == 1


def offer_correction(work: Work) -> str:
    """Propose another figure for May, which is public; return the button that issues it."""
    number = work.determinations.propose(
        MAY, "MS03", Decimal(15), note="现场核查", by="岑春林", at=CLOSED
    )
    found = Determination(Decimal(15), Ground.OFFICE, "岑春林", CLOSED, "现场核查")
    facts = work.facts.of(MAY.year, ["MS03"])["MS03"]
    findings = {**facts.determinations, MAY: found}
    made = corrections(work.editions.since(MAY), {"MS03": replace(facts, determinations=findings)})
    state = "/".join(one.edition.digest for one in made)
    return work.buttons.put("confirm_correction", f"{number}/found_otherwise", at_state=state)


def test_of_three_who_issue_a_correction_one_does(shared: Shared, three_processes: Pool) -> None:
    with shared.storage.work() as work:
        token = offer_correction(work)
    office = shared.stage.rooms[Room.OFFICE].id
    shown = shared.pressed(three_processes, office, token, ("岑春林", "柳艳玲", "秦振邦"))
    assert sorted(shown) == ["", "CorrectedAlreadyError", "CorrectedAlreadyError"]
    assert len(shared.written("month.corrected")) == 1
    with shared.storage.look() as look:
        assert [edition.correction for edition in look.editions.history(MAY)] == [0, 1]


def test_what_is_published_beside_a_correction_rests_on_it_or_is_corrected(
    shared: Shared, three_processes: Pool
) -> None:
    with shared.storage.work() as work:
        token = offer_correction(work)
        for phase, at in ((Phase.ASK, ASKED), (Phase.CLOSE, CLOSED)):
            by_hand(phase, JUNE, work=work, at=at, settings=shared.settings)
        work.determinations.put(JUNE, "MS03", Determination(None, Ground.SILENCE, at=CLOSED))
    office = shared.stage.rooms[Room.OFFICE].id
    presses = [
        racers.Press(shared.url, shared.stage.people[name].id, token, office, AT)
        for name in ("岑春林", "柳艳玲")
    ]
    pressing = [three_processes.apply_async(racers.press, (one,)) for one in presses]
    three_processes.apply_async(racers.publish, ((shared.url, JUNE, AT),)).get(120)
    for one in pressing:
        one.get(120)
    with shared.storage.look() as look:
        holds = look.editions.since(MAY)
        assert corrections(holds, look.facts.of(MAY.year)) == ()
        may, june = (edition.row("MS03") for edition in holds)
    assert may is not None
    assert june is not None
    assert (may.rated.streak, june.rated.streak) in {(0, 1), (1, 2)}


def test_of_three_who_sign_for_a_warning_one_does(shared: Shared, three_processes: Pool) -> None:
    with shared.storage.work() as work:
        token = work.buttons.put("receive_warning", "2023-05/06/公路站")
    roads = shared.stage.commands["06"].id
    shown = shared.pressed(three_processes, roads, token, ("谢玉洁", "云慧敏", "卫宏伟"))
    assert shown.count("已签收") == 1
    (line,) = shared.written("warning.received")
    first = f"已由{line.actor}于7月4日10:00签收，不用再签。"
    assert sorted(shown) == sorted(["已签收", first, first])


def test_a_phase_that_is_due_to_three_has_one_effect(
    url: str, storage: Storage, three_processes: Pool
) -> None:
    with storage.work() as work:
        work.due.plan([Due(AT, JUNE, Phase.ASK)])
    ran = three_processes.map(racers.fall_due, [(url, AT)] * 3, chunksize=1)
    assert sorted(ran) == [0, 0, 1]
    with storage.look() as look:
        assert look.outbox.counts()["queued"] == 1
        assert [line.what for line in look.journal.entries()] == ["asked"]


def test_three_who_come_back_after_a_gap_ask_again_once(
    url: str, storage: Storage, three_processes: Pool
) -> None:
    with storage.work() as work:
        work.watch.heard(AT - 3 * DAY)
    three_processes.map(racers.come_back, [(url, AT)] * 3, chunksize=1)
    with storage.look() as look:
        assert [line.what for line in look.journal.entries()] == ["asked again"]
        assert look.watch.heard_until() == AT
