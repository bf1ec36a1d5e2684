import dataclasses
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from multiprocessing.pool import Pool

import pytest

from rules.determination import Determination, Ground
from rules.schedule import Due, Phase
from storage.bindings import PersonSubject
from storage.drafts import Draft
from storage.engine import Storage
from storage.journal import Line
from storage.work import Work
from tests.storage import children
from tests.storage.children import PROCESSES, Attempt
from tests.storage.naive_mail import assert_keeps_pace
from tests.storage.samples import GROUP, JUNE, MINUTE, NOON, notice, report, update

TIMES = 40
PERSON = PersonSubject("谢玉洁")


@pytest.fixture(scope="module")
def three_processes() -> Iterator[Pool]:
    with PROCESSES.Pool(3) as pool:
        yield pool


def offer_due(work: Work) -> str:
    work.due.plan([Due(NOON, JUNE, Phase.ASK)])
    return ""


def offer_notice(work: Work) -> str:
    work.outbox.put_all([notice("a"), notice("b")], NOON)
    return ""


def offer_update(work: Work) -> str:
    work.inbox.take_in("bot", [update(1), update(2)], NOON)
    return ""


RACES = [
    pytest.param(children.claim_due, offer_due, id="a due phase"),
    pytest.param(children.press, lambda work: work.buttons.put("keep", "17"), id="a button"),
    pytest.param(children.sign, lambda _: "公路站", id="a receipt"),
    pytest.param(
        children.redeem,
        lambda work: work.bindings.invitation(PersonSubject("谢玉洁")),
        id="a code",
    ),
    pytest.param(children.ask, lambda _: "", id="a month that has no row yet"),
    pytest.param(children.claim_notices, offer_notice, id="a chat's next message"),
    pytest.param(children.take_up, offer_update, id="a chat's next update"),
]


@pytest.mark.parametrize(("attempt", "offer"), RACES)
def test_of_three_processes_one_has_an_effect(
    storage: Storage,
    url: str,
    three_processes: Pool,
    attempt: Attempt,
    offer: Callable[[Work], str],
) -> None:
    with storage.work() as work:
        subject = offer(work)
    won = three_processes.map(children.try_once, [(attempt, url, subject)] * 3, chunksize=1)
    assert sorted(won) == [False, False, True]


def add_to_a_draft(work: Work, _: int) -> None:
    draft = work.drafts.get(501, GROUP) or Draft(501, GROUP, "count", {"n": "0"}, NOON)
    number = int(draft.facts["n"]) + 1
    work.drafts.put(dataclasses.replace(draft, facts={"n": str(number)}))


def add_to_a_cycle(work: Work, number: int) -> None:
    work.cycles.put(work.cycles.get(JUNE).ran(Phase.REMIND, NOON + MINUTE * number))


def add_to_a_finding(work: Work, _: int) -> None:
    found = work.determinations.get(JUNE, "JT01")
    value = Decimal(0) if found is None else found.value
    assert isinstance(value, Decimal)
    work.determinations.put(JUNE, "JT01", Determination(value + 1, Ground.OFFICE))


def add_to_the_reports(work: Work, number: int) -> None:
    versions = work.reports.versions(JUNE, "JT01")
    work.reports.put(report(str(len(versions) + 1), message=number))


def last_reported(work: Work) -> object:
    return work.reports.versions(JUNE, "JT01")[-1].value


def counted_in_a_finding(work: Work) -> object:
    found = work.determinations.get(JUNE, "JT01")
    return None if found is None else found.value


@pytest.mark.parametrize(
    ("add", "count"),
    [
        pytest.param(
            add_to_a_draft, lambda work: int(work.drafts.get(501, GROUP).facts["n"]), id="a draft"
        ),
        pytest.param(
            add_to_a_cycle, lambda work: len(work.cycles.get(JUNE).reminded_at), id="a cycle"
        ),
        pytest.param(add_to_the_reports, last_reported, id="reports"),
        pytest.param(add_to_a_finding, counted_in_a_finding, id="a finding"),
    ],
)
def test_no_edit_is_lost(
    storage: Storage, add: Callable[[Work, int], None], count: Callable[[Work], object]
) -> None:
    def edit(number: int) -> None:
        with storage.work() as work:
            add(work, number)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(edit, range(TIMES)))
    with storage.work() as work:
        assert count(work) == TIMES


def test_the_journal_of_many_writers_is_one_chain(storage: Storage) -> None:
    def write(number: int) -> None:
        with storage.work() as work:
            work.journal.write(Line(at=NOON, actor=str(number), what="put"))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(TIMES)))
    with storage.look() as look:
        entries = look.journal.entries()
        assert [entry.number for entry in entries] == list(range(1, TIMES + 1))
        assert {entry.actor for entry in entries} == set(map(str, range(TIMES)))
        assert look.journal.verify() is None


def test_no_two_claims_spend_one_pace_twice(storage: Storage) -> None:
    with storage.work() as work:
        work.outbox.put_all([notice(str(n), n) for n in range(1, 61)], NOON)

    def claim(_: int) -> int:
        with storage.work() as work:
            return len(work.outbox.claim(NOON, 10))

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(claim, range(6))) == 25


@pytest.mark.parametrize(
    "batches",
    [
        pytest.param([[1, 2, 3]] * 3, id="the same"),
        pytest.param([[1, 2, 3, 4], [4, 3, 2, 1], [2, 4, 1, 3]], id="in another order"),
        pytest.param([[1, 2], [2, 3], [3, 4]], id="that overlap"),
    ],
)
def test_updates_that_three_bring_at_once_are_kept_once(
    storage: Storage, url: str, three_processes: Pool, batches: list[list[int]]
) -> None:
    new = three_processes.map(children.bring, [(url, batch) for batch in batches], chunksize=1)
    brought = {number for batch in batches for number in batch}
    assert sum(new) == len(brought)
    with storage.look() as look:
        assert look.inbox.counts()["new"] == len(brought)


def test_three_senders_keep_one_pace_and_every_chats_order(
    storage: Storage, url: str, three_processes: Pool
) -> None:
    chats = [*range(1, 21), GROUP]
    with storage.work() as work:
        for number in range(2):
            work.outbox.put_all([notice(f"{chat}/{number}", chat) for chat in chats], NOON)
    jobs = [(url, time.perf_counter())] * 3
    sent = [
        one for found in three_processes.map(children.send_all, jobs, chunksize=1) for one in found
    ]
    places = {key: place for key, _, place in sent}
    assert len(sent) == len(places) == 2 * len(chats)
    assert all(places[f"{chat}/0"] < places[f"{chat}/1"] for chat in chats)
    assert_keeps_pace([(int(key.split("/")[0]), slot, 1) for key, slot, _ in sent])
