"""Names, codes, units, kinds and states: cleaned, recognised, or asked back."""

from typing import Any

import pytest

from papers.anomaly import Reading
from papers.cells.choices import read_kind, read_roles, read_state
from papers.cells.people import read_people, read_person, read_units
from papers.cells.phones import read_phone
from papers.cells.text import read_code, read_name, read_text
from papers.cells.units import read_unit
from papers.grid import Cell
from papers.matching import match
from rules.book import SupportState
from rules.posts import Role
from rules.project import Kind

ERROR, WARNING, INFO = "error", "warning", "info"
KNOWN = frozenset({"平如意", "殷雪松", "冯建业", "陈春林", "和丽娜"})


def both(reading: Reading[Any]) -> tuple[Any, str | None]:
    return reading.value, reading.finding.severity.value if reading.finding else None


@pytest.mark.parametrize(
    ("written", "name", "severity"),
    [
        ("平如意", "平如意", None),
        ("和丽娜", "和丽娜", None),
        ("平  如意", "平如意", WARNING),
        ("殷雪松（兼）", "殷雪松", WARNING),
        ("殷雪松 ", "殷雪松", INFO),
        ("殷雪松\u200b", "殷雪松", INFO),
        ("<b>殷雪松</b>", "殷雪松", WARNING),
        ("冯建业、陈春林", None, ERROR),
        ("冯建业 陈春林", None, ERROR),
        ("冯建业\n陈春林", None, ERROR),
        ("冯建业和陈春林", None, ERROR),
        ("周某某", None, ERROR),
        ("公路站", None, ERROR),
        (123, None, ERROR),
        ("、", None, ERROR),
    ],
)
def test_one_person_answers(written: object, name: str | None, severity: str | None) -> None:
    cell = Cell(1, 1, written)  # type: ignore[arg-type]
    assert both(read_person(cell, known=KNOWN, name="责任人")) == (name, severity)


def test_a_unit_is_no_person() -> None:
    finding = read_person(Cell(1, 1, "公路站"), known=KNOWN, name="责任人").finding
    assert finding is not None
    assert "细化到人" in finding.says


def test_of_several_people_the_unknown_are_left_out() -> None:
    found = read_people(Cell(1, 1, "平如意、周某某，冯建业"), known=KNOWN, name="副指挥长")
    assert both(found) == (("平如意", "冯建业"), ERROR)


def test_units_are_split_as_people_write_them() -> None:
    assert read_units(Cell(1, 1, "公路站、派出所，财政所;水利站")).value == (
        *("公路站", "派出所", "财政所", "水利站"),
    )


@pytest.mark.parametrize(
    ("written", "code", "severity"),
    [
        ("GY01", "GY01", None),
        (101, "101", None),
        (101.0, "101", None),
        ("ＧＹ０１", "GY01", INFO),
        ("gy 01", "GY01", INFO),
        ("GY—01", "GY-01", INFO),
        ("GY（01）", None, ERROR),
        ("X" * 21, None, ERROR),
    ],
)
def test_a_code_is_read(written: object, code: str | None, severity: str | None) -> None:
    assert both(read_code(Cell(1, 1, written))) == (code, severity)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "name", "severity"),
    [
        pytest.param("高标准农田建设项目  ", "高标准农田建设项目", INFO, id="spaces behind"),
        pytest.param('"户户通"工程', "“户户通”工程", INFO, id="quotes"),
        pytest.param("户户通\n工程", "户户通工程", INFO, id="a line break"),
        pytest.param("户户通\x07工程", "户户通工程", INFO, id="a control character"),
        pytest.param("户户通\u202e工程", "户户通工程", INFO, id="a mark that turns the text"),
        pytest.param("户户通<script>工程", "户户通工程", WARNING, id="markup"),
        pytest.param("汉" * 500, "汉" * 60, WARNING, id="too long"),
    ],
)
def test_a_name_is_cleaned(written: str, name: str, severity: str) -> None:
    assert both(read_name(Cell(1, 1, written))) == (name, severity)


def test_a_very_long_text_is_cut() -> None:
    assert both(read_text(Cell(1, 1, "汉" * 5000))) == ("汉" * 1000, WARNING)


@pytest.mark.parametrize(
    ("written", "unit", "severity"),
    [
        ("万元", "万元", None),
        ("Km", "公里", INFO),
        ("％", "%", INFO),
        ("㎡", "平方米", INFO),
        ("眼", "眼", None),
        ("12", None, ERROR),
        ("立方米每日每户平均", "立方米每日每户平均", WARNING),
    ],
)
def test_a_unit_is_read(written: str, unit: str | None, severity: str | None) -> None:
    assert both(read_unit(Cell(1, 1, written))) == (unit, severity)


@pytest.mark.parametrize(
    ("written", "kind", "severity"),
    [
        ("续建", Kind.CONTINUING, None),
        ("重点 工作", Kind.KEY_TASK, INFO),
        ("新建项目", Kind.NEW, WARNING),
        ("在建", None, ERROR),
    ],
)
def test_a_kind_is_recognised(written: str, kind: Kind | None, severity: str | None) -> None:
    assert both(read_kind(Cell(1, 1, written))) == (kind, severity)


@pytest.mark.parametrize(
    ("written", "state", "severity"),
    [
        ("已办结", SupportState.CLOSED, None),
        ("办理中（逾期）", SupportState.IN_PROGRESS, None),
        ("办 理中", SupportState.IN_PROGRESS, INFO),
        ("ok", SupportState.CLOSED, WARNING),
        ("√", SupportState.CLOSED, WARNING),
        ("完成80%", SupportState.IN_PROGRESS, WARNING),
        ("正在办理", SupportState.IN_PROGRESS, WARNING),
        ("尚未启动", SupportState.NOT_STARTED, WARNING),
        ("基本完成", None, ERROR),
        ("很快", None, ERROR),
    ],
)
def test_a_state_is_recognised(
    written: str, state: SupportState | None, severity: str | None
) -> None:
    assert both(read_state(Cell(1, 1, written))) == (state, severity)


@pytest.mark.parametrize(
    ("written", "roles", "severity"),
    [
        ("督考办主任；副总指挥", (Role.OFFICE_DIRECTOR, Role.DEPUTY_CHIEF), None),
        ("督考办成员（数据汇总）", (Role.OFFICE_MEMBER,), None),
        ("责任人;联络员", (Role.RESPONSIBLE_PERSON, Role.LIAISON), None),
        ("总指挥；总顾问", (Role.CHIEF,), WARNING),
    ],
)
def test_roles_are_split(written: str, roles: tuple[Role, ...], severity: str | None) -> None:
    assert both(read_roles(Cell(1, 1, written))) == (roles, severity)


@pytest.mark.parametrize(
    ("written", "number", "severity"),
    [
        ("13900000001", "13900000001", None),
        ("139 0000 0001", "13900000001", INFO),
        (13900000001.0, "13900000001", WARNING),
        ("0000-0000000转801", "0000-0000000转801", WARNING),
        ("1390000000", None, ERROR),
        ("问村里", None, ERROR),
    ],
)
def test_a_telephone_number_is_checked(
    written: object, number: str | None, severity: str | None
) -> None:
    assert both(read_phone(Cell(1, 1, written))) == (number, severity)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        pytest.param("小微企业创业园二期项目", "小微企业创业园二期项目", id="the same"),
        pytest.param("小微企业园二期", "小微企业创业园二期项目", id="a short form"),
        pytest.param("小微企业园", None, id="short for two"),
        pytest.param("某某道路项目", None, id="nobody's"),
        pytest.param("园", None, id="too short"),
    ],
)
def test_a_short_form_means_exactly_one(name: str, meant: str | None) -> None:
    known = ("小微企业创业园一期项目", "小微企业创业园二期项目")
    found = match(name, known)
    assert (found.name if found else None) == meant
