from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from rules.issued import IssuedPaper, Series
from rules.month import Month
from storage.engine import Storage
from tests.storage.samples import JUNE, NOON

BULLETIN = IssuedPaper(Series.BULLETIN, 6, "禾政督", JUNE, 0, "", "", '{"月": 6}', NOON)
LETTER = IssuedPaper(Series.YELLOW, 1, "禾挂督黄", JUNE, 0, "01", "公路站", "{}", NOON)


def test_what_was_issued_comes_back_as_it_was_issued(storage: Storage) -> None:
    with storage.work() as work:
        work.issued_papers.put(LETTER)
        work.issued_papers.put(BULLETIN)
    with storage.look() as look:
        assert look.issued_papers.of(JUNE) == (BULLETIN, LETTER)
        assert look.issued_papers.of(JUNE.next) == ()
        assert [one.full_number for one in look.issued_papers.of(JUNE)] == [
            "禾政督〔2023〕6号",
            "禾挂督黄〔2023〕1号",
        ]


def test_numbers_go_on_by_themselves_in_each_series_and_year(storage: Storage) -> None:
    with storage.work() as work:
        papers = work.issued_papers
        assert papers.next_number(Series.BULLETIN, 2023, first=6) == 6
        papers.put(BULLETIN)
        assert papers.next_number(Series.BULLETIN, 2023, first=6) == 7
        assert papers.next_number(Series.BULLETIN, 2023) == 7
        assert papers.next_number(Series.BULLETIN, 2023, first=8) == 7  # July was left out
        assert papers.next_number(Series.BULLETIN, 2023, after=9) == 10
        assert papers.next_number(Series.BULLETIN, 2024) == 1
        assert papers.next_number(Series.YELLOW, 2023) == 1
        assert papers.next_number(Series.RED, 2023, after=3) == 4


def test_numbers_have_no_gaps_whoever_issues_at_once(storage: Storage) -> None:
    def issue(_: int) -> int:
        with storage.work() as work:
            number = work.issued_papers.next_number(Series.YELLOW, 2023)
            work.issued_papers.put(replace(LETTER, number=number))
        return number

    with ThreadPoolExecutor(8) as threads:
        numbers = threads.map(issue, range(24))
    assert sorted(numbers) == list(range(1, 25))


def put_and_fail(storage: Storage) -> None:
    with storage.work() as work:
        work.issued_papers.put(BULLETIN)
        raise ZeroDivisionError


def test_a_unit_that_fails_gives_its_number_back(storage: Storage) -> None:
    with pytest.raises(ZeroDivisionError):
        put_and_fail(storage)
    with storage.work() as work:
        assert work.issued_papers.next_number(Series.BULLETIN, 2023, first=6) == 6


def test_a_months_bulletin_is_that_of_its_last_correction(storage: Storage) -> None:
    corrected = replace(BULLETIN, number=8, correction=1)
    of_july = replace(BULLETIN, number=7, month=Month(2023, 7))
    with storage.work() as work:
        for paper in (BULLETIN, of_july, corrected, LETTER):
            work.issued_papers.put(paper)
        assert work.issued_papers.bulletin(JUNE) == corrected
        assert work.issued_papers.bulletin(Month(2023, 5)) is None


def test_a_letter_that_is_taken_back_stays_as_it_was_issued(storage: Storage) -> None:
    others = [replace(LETTER, number=2), replace(LETTER, series=Series.RED)]
    with storage.work() as work:
        for paper in (LETTER, *others):
            work.issued_papers.put(paper)
        work.issued_papers.withdraw(LETTER, by=3)
        red, first, second = work.issued_papers.of(JUNE)
    assert first == replace(LETTER, withdrawn_by=3)
    assert (red.withdrawn_by, second.withdrawn_by) == (0, 0)
