import dataclasses

from rules.cycle import Cycle
from rules.month import Month
from rules.notice import Address
from rules.schedule import Phase
from storage.engine import Storage
from storage.questions import Question
from tests.storage.samples import DAY, GROUP, JUNE, MINUTE, NOON, prompt

KEY = "2023-06/ask/JT01"
ASKED = Question(JUNE, "JT01", "谢玉洁", KEY, NOON)
UNREACHED = Question(JUNE, "SL01", "谢玉洁", None, NOON)


def test_a_question_comes_back_as_it_was_asked(storage: Storage) -> None:
    with storage.work() as work:
        work.questions.put(UNREACHED)
        work.questions.put(ASKED)
        assert work.questions.get(JUNE, "JT01") == ASKED
        assert work.questions.get(JUNE, "XX99") is None
        assert work.questions.of(JUNE) == (ASKED, UNREACHED)
        assert work.questions.of_notice(KEY) == ASKED
        assert work.questions.of_notice("another") is None


def test_a_question_tells_when_and_where_it_arrived(storage: Storage) -> None:
    with storage.work() as work:
        work.questions.put(ASKED)
        work.outbox.put(prompt(KEY), NOON)
    with storage.work() as work:
        (claimed,) = work.outbox.claim(NOON, 1)
        work.outbox.sent(claimed.id, (70,), NOON + MINUTE)
    with storage.look() as look:
        found = look.questions.get(JUNE, "JT01")
    there = Address(GROUP, 3)
    assert found == dataclasses.replace(ASKED, delivered_at=NOON + MINUTE, address=there)


def test_a_question_that_waits_is_not_delivered(storage: Storage) -> None:
    with storage.work() as work:
        work.questions.put(ASKED)
        work.outbox.put(prompt(KEY), NOON)
        found = work.questions.get(JUNE, "JT01")
        assert found is not None
        assert found.delivered_at is None


def test_a_question_is_open_until_its_month_is_closed(storage: Storage) -> None:
    july = Question(Month(2023, 7), "JT01", "谢玉洁", "july", NOON + 30 * DAY)
    with storage.work() as work:
        for question in (ASKED, july, dataclasses.replace(UNREACHED, person="云慧敏")):
            work.questions.put(question)
        assert work.questions.open_to("谢玉洁") == (ASKED, july)
        work.cycles.put(Cycle(JUNE).ran(Phase.ASK, NOON).ran(Phase.CLOSE, NOON + DAY))
        assert work.questions.open_to("谢玉洁") == (july,)


def test_a_question_sent_back_is_open_again_until_it_is_decided(storage: Storage) -> None:
    with storage.work() as work:
        work.questions.put(ASKED)
        work.cycles.put(Cycle(JUNE).ran(Phase.ASK, NOON).ran(Phase.CLOSE, NOON + DAY))
        work.questions.reopen(JUNE, "JT01", "again", NOON + 2 * DAY)
        again = Question(JUNE, "JT01", "谢玉洁", "again", NOON + 2 * DAY, is_reopened=True)
        assert work.questions.open_to("谢玉洁") == (again,)
        work.questions.close_again(JUNE, "JT01")
        assert work.questions.open_to("谢玉洁") == ()


def test_the_latest_question_about_a_project_is_that_of_the_latest_month(
    storage: Storage,
) -> None:
    may = Question(Month(2023, 5), "JT01", "云慧敏", "may", NOON + 9 * DAY)
    with storage.work() as work:
        work.questions.put(ASKED)
        work.questions.put(may)
        assert work.questions.latest("JT01") == ASKED
        assert work.questions.latest("SL01") is None


def test_of_a_number_it_is_that_of_the_latest_such_month(storage: Storage) -> None:
    last_may, may, december = Month(2022, 5), Month(2023, 5), Month(2022, 12)
    with storage.work() as work:
        work.questions.put(ASKED)
        for month in (may, december, last_may):
            work.questions.put(Question(month, "JT01", "谢玉洁", None, NOON))
        found = [work.questions.latest("JT01", number=each) for each in (5, 6, 12, 7)]
    assert [one and one.month for one in found] == [may, JUNE, december, None]


def test_open_about_a_project_are_the_latest_and_what_still_waits(storage: Storage) -> None:
    march, april, may = (
        Question(Month(2023, number), "JT01", "云慧敏", None, NOON) for number in (3, 4, 5)
    )
    with storage.work() as work:
        for question in (march, april, may, ASKED):
            work.questions.put(question)
            work.cycles.put(Cycle(question.month).ran(Phase.ASK, NOON))
        for question in (march, april, ASKED):
            closed = work.cycles.get(question.month).ran(Phase.CLOSE, NOON + DAY)
            work.cycles.put(closed)
        work.questions.reopen(march.month, "JT01", None, NOON + DAY)
        found = work.questions.open_about("JT01")
        assert [one.month for one in found] == [JUNE, may.month, march.month]
        assert work.questions.open_about("SL01") == ()
