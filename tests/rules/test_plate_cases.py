"""Every case of `cases/plates.yaml`, which a clerk may add to, by each reading of the rules."""

import datetime as dtm
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from rules.cases import read_case
from rules.plates import NoPlate, Plate, Rated, Rules

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "plates.yaml").read_text("utf-8")
)
READINGS = {
    "应为": Rules(),
    "跨年连续计算时应为": Rules(carries_over_new_year=True),
    "无目标中断连续时应为": Rules(no_target_breaks=True),
    "调整后重新计算时应为": Rules(change_resets_streak=True),
}
STAGES = {"已完成": "met", "未完成": "unmet"}
EVENTS = {"纳入": "enter", "退出": "exit", "暂停": "suspend", "恢复": "resume"}
STEPS = {
    "申请": "application",
    "指挥长签字": "commander_signed",
    "督考办审核": "office_reviewed",
    "总指挥部批准": "hq_approved",
}
WORDS = {NoPlate.NO_TARGET: "无任务", NoPlate.NOT_ACTIVE: "不在册", NoPlate.PENDING: "待认定"}


def goal(written: Any) -> str | None:
    """Write a goal as a case has it."""
    if written in {None, "无"}:
        return None
    return str(written) if isinstance(written, int | float) else f"M:{written}"


def value(written: Any) -> str:
    return STAGES.get(str(written), str(written))


def month_of(case: dict[str, Any], month: str, target: Any) -> dict[str, Any]:
    """Return a month of a case in the program's own form."""
    on_time, late = case.get("报数", {}).get(month), case.get("迟报", {}).get(month)
    found = case.get("认定", {}).get(month)
    said = on_time if on_time is not None else late
    word = "on_time" if on_time is not None else "none" if late is None else "late"
    determined = (
        "pending" if found == "待认定" else None if found is None else {"value": value(found)}
    )
    return {
        "month": month,
        "target": goal(target),
        "report": word,
        "actual": None if said is None else value(said),
        "determination": determined,
    }


def events_of(case: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for event in case.get("变动", []):
        ((word, since),) = event.items()
        if word == "完工":
            month, done = since
            yield {"type": "completed", "effective": month, "value": str(done)}
        else:
            yield {"type": EVENTS[word], "effective": since}
    for change in case.get("调整", []):
        day: dtm.date = change["批准"]
        yield {
            "type": "adjust",
            "approved_on": day.isoformat(),
            "requested_effective": change["生效"],
            "targets": {month: goal(target) for month, target in change["目标"].items()},
            "steps": {step: word != change.get("缺") for word, step in STEPS.items()},
            "hq_exception": change.get("特批", False),
        }


def shown(rated: Rated) -> str:
    """Write a rating as the cases do."""
    if rated.no_plate is not None:
        return WORDS[rated.no_plate]
    assert rated.plate is not None
    return f"{rated.plate.chinese}{rated.streak if rated.plate is Plate.RED else ''}"


@pytest.mark.parametrize(
    ("case", "reading"),
    [
        pytest.param(case, reading, id=f"{case['名称']}（{reading}）")
        for case in CASES
        for reading in READINGS
        if reading in case
    ],
)
def test_the_case_is_rated_as_the_clerk_wrote_it(case: dict[str, Any], reading: str) -> None:
    months = [month_of(case, month, target) for month, target in case["目标"].items()]
    written = {"id": case["名称"], "months": months, "events": list(events_of(case))}
    ratings = read_case(written).ratings(READINGS[reading])
    assert {str(one.month): shown(one) for one in ratings} == case[reading]


def test_every_reading_of_the_rules_has_a_case() -> None:
    assert {reading for case in CASES for reading in READINGS if reading in case} == set(READINGS)
