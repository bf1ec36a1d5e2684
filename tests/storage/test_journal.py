import datetime as dtm
from typing import Any

import pytest
from sqlalchemy import text

from rules.month import Month
from storage.engine import Storage
from storage.journal import Line
from tests.storage.samples import DAY, JUNE, NOON

WHOLE = Line(
    at=NOON,
    actor="谢玉洁",
    what="report",
    post="责任人",
    month=JUNE,
    project="JT01",
    figure="5.8",
    facts={"is_late": False, "unit": "公里"},
    source="-1001/7",
)


def write(storage: Storage, *lines: Line) -> None:
    with storage.work() as work:
        for line in lines:
            work.journal.write(line)


def line(number: int, **parts: Any) -> Line:
    return Line(at=NOON + DAY * number, actor=f"人{number}", what="seen", **parts)


def tamper(storage: Storage, statement: str) -> None:
    with storage._engine.begin() as connection:
        connection.execute(text(statement))


def test_a_line_comes_back_in_its_place(storage: Storage) -> None:
    write(storage, WHOLE, line(2))
    with storage.look() as look:
        first, second = look.journal.entries()
    assert {name: getattr(first, name) for name in Line.__slots__} == {
        name: getattr(WHOLE, name) for name in Line.__slots__
    }
    assert (first.number, second.number) == (1, 2)
    assert second.previous_hash == first.hash


def test_an_instant_is_one_whatever_its_zone(storage: Storage) -> None:
    shanghai = dtm.timezone(dtm.timedelta(hours=8))
    write(storage, Line(at=NOON.astimezone(shanghai), actor="谢玉洁", what="report"))
    with storage.look() as look:
        assert look.journal.verify() is None
        assert look.journal.entries()[0].at == NOON


def test_lines_are_found_by_project_and_month(storage: Storage) -> None:
    may = Month(2023, 5)
    about = [("JT01", JUNE), ("JT01", may), ("SL01", JUNE), (None, None)]
    write(storage, *(line(n, project=p, month=m) for n, (p, m) in enumerate(about)))

    def numbers(**wanted: Any) -> list[int]:
        with storage.look() as look:
            return [entry.number for entry in look.journal.entries(**wanted)]

    assert numbers() == [1, 2, 3, 4]
    assert numbers(project="JT01") == [1, 2]
    assert numbers(month=JUNE) == [1, 3]
    assert numbers(project="JT01", month=JUNE) == [1]


def test_an_empty_journal_is_whole(storage: Storage) -> None:
    with storage.look() as look:
        assert look.journal.verify() is None


def test_a_unit_that_fails_leaves_no_line(storage: Storage) -> None:
    def write_and_fail() -> None:
        with storage.work() as work:
            work.journal.write(WHOLE)
            raise LookupError

    with pytest.raises(LookupError):
        write_and_fail()
    with storage.look() as look:
        assert look.journal.entries() == ()


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        pytest.param("UPDATE journal SET figure = '9' WHERE number = 2", 2, id="a figure"),
        pytest.param("UPDATE journal SET actor = '别人' WHERE number = 3", 3, id="a name"),
        pytest.param("UPDATE journal SET facts = '{}' WHERE number = 1", 1, id="facts"),
        pytest.param("UPDATE journal SET at = '2023-01-01' WHERE number = 4", 4, id="an instant"),
        pytest.param("DELETE FROM journal WHERE number = 3", 3, id="a line taken out"),
        pytest.param("DELETE FROM journal WHERE number = 1", 1, id="the first one taken out"),
        pytest.param("UPDATE journal SET number = 9 WHERE number = 4", 4, id="moved"),
        pytest.param(
            "UPDATE journal SET previous_hash = 'x' WHERE number = 2", 2, id="a chain untied"
        ),
    ],
)
def test_the_first_line_that_was_tampered_with_is_named(
    storage: Storage, statement: str, broken: int
) -> None:
    write(storage, *(line(n, figure=str(n), facts={"n": n}) for n in range(1, 6)))
    with storage.look() as look:
        assert look.journal.verify() is None
    if "SET at" in statement and storage._engine.dialect.name == "sqlite":
        statement = statement.replace("2023-01-01", "2023-01-01 00:00:00.000000")
    tamper(storage, statement)
    with storage.look() as look:
        assert look.journal.verify() == broken
