import dataclasses
import threading
from collections.abc import Callable
from decimal import Decimal

import pytest

from rules.cycle import Cycle
from rules.determination import OPEN, Determination, Ground
from rules.edition import Edition, EditionRow
from rules.month import Month
from rules.notice import Address
from rules.plates import Facts, Filed, Rules, rate
from rules.posts import Post, Role, Room
from rules.project import ProjectCode
from rules.schedule import Phase
from storage.drafts import Draft
from storage.engine import Storage
from storage.journal import Line
from storage.questions import Question
from storage.work import Look, Work
from tests.storage.samples import (
    DAY,
    GROUP,
    JANUARY,
    JUNE,
    NOON,
    PRIVATE,
    PROJECTS,
    book,
    plan,
    project,
    report,
)

ROADS, VILLAGE, WATER = PROJECTS
SILENCE = Determination(None, Ground.SILENCE, by="岑春林", at=NOON)


@pytest.fixture
def loaded(storage: Storage) -> Storage:
    with storage.work() as work:
        work.book.put(book(), NOON)
    return storage


def published(month: Month, *done: str, correction: int = 0) -> Edition:
    """Return an edition of the three projects, each with a goal of 2."""
    rows = []
    for one, value in zip(PROJECTS, done, strict=True):
        facts = Facts(month, (plan("2", since=month),), {month: Filed(Decimal(value))})
        rated = rate(facts, through=month, rules=Rules())[0]
        rows.append(EditionRow(one, rated, Decimal(value)))
    return Edition(month, correction, Rules(), tuple(rows))


def test_projects_are_named_by_code_or_by_command(loaded: Storage) -> None:
    with loaded.look() as look:
        assert look.book.projects(2023, codes=["SL01", "JT01", "XX99"]) == (ROADS, WATER)
        assert look.book.projects(2023, commands=["01"]) == (ROADS, VILLAGE)
        assert look.book.projects(2023, codes=[]) == ()
        assert look.book.names(2023) == {one.code: one.name for one in PROJECTS}
        assert look.book.names(2023, "02") == {"SL01": WATER.name}


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        pytest.param("JT01 5.8公里", ("JT01",), id="at the beginning"),
        pytest.param("项目（sl01）完成8", ("SL01",), id="in small letters"),
        pytest.param("SL01和JT02都完成", ("JT02", "SL01"), id="two, in the book's order"),
        pytest.param("5.8公里", (), id="none"),
        pytest.param("JT_1 50%", (), id="nothing is a pattern in the words"),
        pytest.param("", (), id="no words"),
    ],
)
def test_codes_are_found_in_words(
    loaded: Storage, words: str, codes: tuple[ProjectCode, ...]
) -> None:
    with loaded.look() as look:
        assert look.book.codes_in(2023, words) == codes


def test_a_code_with_an_underscore_is_found(loaded: Storage) -> None:
    with loaded.work() as work:
        work.book.put_project(2023, project("A_1"))
        assert work.book.codes_in(2023, "A_1 完成") == ("A_1",)


def test_holders_are_told_by_command(loaded: Storage) -> None:
    with loaded.look() as look:
        assert look.book.holders_by_command(Role.COMMANDER) == {
            "01": ("卫宏伟",),
            "02": ("尤亚楠",),
        }
        assert look.book.holders_by_command(Role.CHIEF) == {}


def test_who_acts_for_a_time_holds_a_role_on_its_days_alone(loaded: Storage) -> None:
    first, last = NOON.date(), (NOON + DAY).date()
    post = Post("彭宗耀", Role.COMMANDER, "01", since=first, until=last, acting_for="卫宏伟")
    with loaded.work() as work:
        work.book.put_post(2023, post)
        held = [
            work.book.holders_by_command(Role.COMMANDER, on=day)["01"]
            for day in (last, last + DAY)
        ]
    assert held == [("卫宏伟", "彭宗耀"), ("卫宏伟",)]


def test_what_is_known_of_a_month_is_told_of_some_projects(storage: Storage) -> None:
    asked = [Question(JUNE, code, "谢玉洁", None, NOON) for code in ("JT01", "JT02", "SL01")]
    with storage.work() as work:
        work.questions.put_all(JUNE, asked)
        work.reports.put(report("5.8"))
        work.reports.put(report("3", project="SL01"))
        work.determinations.put_all(JUNE, {"JT01": SILENCE, "SL01": OPEN})
        assert work.questions.of(JUNE, ["SL01", "XX99"]) == (asked[2],)
        assert list(work.reports.of(JUNE, ["SL01"])) == ["SL01"]
        assert work.determinations.of(JUNE, ["SL01"]) == {"SL01": OPEN}
        assert work.determinations.of(JUNE) == {"JT01": SILENCE, "SL01": OPEN}


def test_a_month_that_is_asked_anew_has_the_new_questions(storage: Storage) -> None:
    first = Question(JUNE, "JT01", "谢玉洁", None, NOON)
    other = dataclasses.replace(first, month=JANUARY)
    again = dataclasses.replace(first, person="云慧敏", asked_at=NOON + DAY)
    with storage.work() as work:
        work.questions.put(other)
        work.questions.put_all(JUNE, [first, dataclasses.replace(first, project="JT02")])
        work.questions.put_all(JUNE, [again])
        assert work.questions.of(JUNE) == (again,)
        assert work.questions.of(JANUARY) == (other,)


def test_accounts_and_groups_are_found_however_many_are_asked_for(storage: Storage) -> None:
    many = [f"人{n}" for n in range(70_000)]  # more values than either engine takes
    with storage.work() as work:
        work.bindings.bind_person("人7", PRIVATE, NOON)
        work.bindings.bind_person("韦长河", PRIVATE + 1, NOON)
        work.bindings.bind_group(Room.COMMAND, "01", Address(GROUP), "交通群", NOON)
        work.bindings.bind_group(Room.TOWNSHIP, None, Address(GROUP - 1), "全镇群", NOON)
        assert work.bindings.accounts(many) == work.bindings.accounts(["人7"]) == {"人7": PRIVATE}
        assert work.bindings.all_accounts() == {"人7": PRIVATE, "韦长河": PRIVATE + 1}
        group = work.bindings.group(Room.COMMAND, "01")
        assert work.bindings.groups_of(["01", "02"]) == {"01": group}
        assert work.bindings.groups_of(map(str, range(70_000))) == {}


def test_drafts_are_told_by_their_form(storage: Storage) -> None:
    waiting = Draft(PRIVATE, PRIVATE, "which_project", {"text": "5.8"}, NOON)
    with storage.work() as work:
        work.drafts.put(waiting)
        work.drafts.put(Draft(PRIVATE, GROUP, "report", {}, NOON))
        assert work.drafts.of_form("which_project") == (waiting,)
        assert work.drafts.of_form("finding") == ()


def test_the_journal_tells_when_something_happened(storage: Storage) -> None:
    with storage.work() as work:
        for what in ("month.asked", "month.closed"):
            work.journal.write(Line(at=NOON, actor="", what=what, month=JUNE))
    with storage.look() as look:
        found = look.journal.entries(month=JUNE, what="month.closed")
        assert [one.number for one in found] == [2]
        assert look.journal.entries(month=JANUARY, what="month.closed") == ()


def test_an_edition_is_told_in_parts(storage: Storage) -> None:
    first, second = published(JUNE, "1", "2", "3"), published(JUNE, "1", "1", "3", correction=1)
    with storage.work() as work:
        work.editions.put(published(JANUARY, "2", "2", "2"), NOON)
        work.editions.put(first, NOON)
        work.editions.put(second, NOON + DAY)
    with storage.look() as look:
        head = look.editions.head(JUNE)
        assert head is not None
        assert (head.month, head.correction, head.rules) == (JUNE, 1, second.rules)
        assert (head.digest, head.published_at) == (second.digest, NOON + DAY)
        assert look.editions.months(2023) == (JANUARY, JUNE)
        assert look.editions.rows(JUNE, ["JT02", "XX99"]) == {"JT02": second.rows[1]}
        assert tuple(look.editions.rows(JUNE).values()) == second.rows


def test_an_edition_tells_who_answers_for_what(storage: Storage) -> None:
    edition = published(JUNE, "1", "2", "3")
    roads, village, water = edition.rows
    with storage.work() as work:
        work.editions.put(edition, NOON)
        assert work.editions.answered_for(JUNE, units=["水利站"]) == (water,)
        assert work.editions.answered_for(JUNE, units=[], person="云慧敏") == (village,)
        of_both = work.editions.answered_for(JUNE, units={"公路站"}, person="云慧敏")
        assert of_both == (roads, village)
        assert work.editions.answered_for(JUNE, units=[]) == ()


def test_a_month_that_is_not_out_has_no_parts(storage: Storage) -> None:
    with storage.look() as look:
        assert look.editions.head(JUNE) is None
        assert look.editions.rows(JUNE) == {}
        assert look.editions.answered_for(JUNE, units=["公路站"]) == ()
        assert look.editions.months(2023) == ()


def see(work: Work) -> Cycle:
    return work.cycles.seen(JUNE)


def hold(work: Work) -> Cycle:
    return work.cycles.get(JUNE)


@pytest.mark.parametrize(
    ("first", "second", "waits"),
    [
        pytest.param(see, see, False, id="two answers"),
        pytest.param(see, hold, True, id="a phase waits for an answer"),
        pytest.param(hold, see, True, id="an answer waits for a phase"),
    ],
)
def test_answers_of_a_month_wait_for_its_phases_alone(
    postgresql_url: str,
    first: Callable[[Work], Cycle],
    second: Callable[[Work], Cycle],
    waits: bool,  # noqa: FBT001
) -> None:
    storage, done = Storage(postgresql_url), threading.Event()

    def other() -> None:
        with storage.work() as work:
            second(work)
        done.set()

    with storage.work() as work:
        first(work)
        thread = threading.Thread(target=other)
        thread.start()
        assert done.wait(0.5 if waits else 20) is not waits
    thread.join(20)
    storage.close()
    assert done.is_set()


def test_what_is_seen_of_a_cycle_is_what_ran(storage: Storage) -> None:
    asked = Cycle(JUNE).ran(Phase.ASK, NOON)

    def seen(look: Look) -> Cycle:
        return look.cycles.seen(JUNE)

    with storage.work() as work:
        assert seen(work) == Cycle(JUNE)
        work.cycles.put(asked)
    with storage.look() as look:
        assert seen(look) == asked
