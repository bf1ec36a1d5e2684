import dataclasses
from decimal import Decimal

import pytest

from rules.month import Month
from rules.project import Stage, Value
from rules.report import ReportState
from storage.engine import Storage
from tests.storage.samples import GROUP, JUNE, report


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(Decimal("5.80"), id="a figure"),
        pytest.param(Decimal("-0.5"), id="a figure below zero"),
        pytest.param(Stage.UNMET, id="a stage"),
        pytest.param(None, id="no figure"),
    ],
)
def test_a_report_comes_back_as_it_was(storage: Storage, value: Value | None) -> None:
    said = report("5.8", value=value, is_late=True, asks="decrease", state=ReportState.WAITING)
    with storage.work() as work:
        number = work.reports.put(said)
        assert work.reports.get(number) == dataclasses.replace(said, id=number)
        assert work.reports.get(number + 1) is None


def test_versions_are_kept_beside_each_other_in_order(storage: Storage) -> None:
    with storage.work() as work:
        numbers = [work.reports.put(report(said)) for said in ("5.8", "5.2", "6.1")]
        work.reports.put(report("1", month=Month(2023, 5)))
        work.reports.put(report("2", project="SL01"))
        versions = work.reports.versions(JUNE, "JT01")
        assert [one.id for one in versions] == numbers
        assert [one.text for one in versions] == ["5.8公里", "5.2公里", "6.1公里"]
        by_project = work.reports.of(JUNE)
        assert {code: len(found) for code, found in by_project.items()} == {"JT01": 3, "SL01": 1}


def test_what_became_of_a_version_is_kept(storage: Storage) -> None:
    with storage.work() as work:
        number = work.reports.put(report("5.8"))
        work.reports.set_state(number, ReportState.REPLACED)
        found = work.reports.get(number)
        assert found is not None
        assert (found.state, found.value) == (ReportState.REPLACED, Decimal("5.8"))


@pytest.mark.parametrize("value", [Decimal(6), Stage.MET, None])
def test_a_confirmed_version_takes_its_value(storage: Storage, value: Value | None) -> None:
    with storage.work() as work:
        number = work.reports.put(report("5.8", state=ReportState.WAITING))
        work.reports.set_state(number, ReportState.KEPT, value=value)
        found = work.reports.get(number)
        assert found is not None
        assert (found.state, found.value) == (ReportState.KEPT, value)


def test_what_waits_for_its_sender_is_found(storage: Storage) -> None:
    with storage.work() as work:
        work.reports.put(report("5.8"))
        waits = work.reports.put(report("6", state=ReportState.WAITING))
        work.reports.put(report("7", state=ReportState.WAITING, by="云慧敏"))
        assert [one.id for one in work.reports.waiting_of("谢玉洁")] == [waits]


def test_an_edit_finds_what_its_message_made(storage: Storage) -> None:
    with storage.work() as work:
        first = work.reports.put(report("5.8", message=7))
        work.reports.put(report("5.9", message=8))
        edited = work.reports.put(report("6.0", message=7))
        assert [one.id for one in work.reports.by_source(GROUP, 7)] == [first, edited]
        assert work.reports.by_source(GROUP + 1, 7) == ()
