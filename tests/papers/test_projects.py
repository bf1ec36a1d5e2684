"""Projects: who answers, for what, in which command; what is missing is named (C01, C38, C39)."""

import pytest

from rules.project import Kind
from tests.papers.small_book import Changes, changed, only, read, small_workbook, told

ERROR, WARNING, INFO = "error", "warning", "info"


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        pytest.param("A2", "项目编号", id="code"),
        pytest.param("B2", "项目名称", id="name"),
        pytest.param("C2", "所属指挥部", id="command"),
        pytest.param("D2", "项目类别", id="kind"),
        pytest.param("K2", "主责单位", id="lead unit"),
        pytest.param("L2", "责任领导", id="leader"),
        pytest.param("M2", "责任人", id="the person who answers"),
    ],
)
def test_a_project_needs_all_who_answer(cell: str, name: str) -> None:
    found = changed({f"项目!{cell}": None})
    anomaly = only(found)
    assert (anomaly.sheet, anomaly.cell, anomaly.severity) == ("项目", cell, ERROR)
    assert f"缺少{name}" in anomaly.says
    assert [one.code for one in found.book.projects] == ["JT02", "SL01"]


def test_what_hangs_on_a_project_that_is_left_out_is_left_out_too() -> None:
    book = changed({"项目!M2": None}).book
    assert [one.project for one in book.support_items] == ["JT02"]
    assert book.milestones == ()
    assert set(book.plans) == {"JT02", "SL01"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"M2": "韦长河、俞振邦"}, [("M2", ERROR)], id="two who answer"),
        pytest.param({"M2": "公路站"}, [("M2", ERROR)], id="a unit answers"),
        pytest.param({"L2": "周某某"}, [("L2", ERROR)], id="an unknown leader"),
        pytest.param({"K2": "县公路局"}, [("K2", WARNING)], id="a unit nobody is in"),
        pytest.param({"C2": "水利"}, [("C2", WARNING)], id="a short name of a command"),
        pytest.param({"C2": 2}, [("C2", WARNING)], id="a command by its number"),
        pytest.param({"C2": "文旅指挥部"}, [("C2", ERROR)], id="an unknown command"),
        pytest.param({"C3": None}, [("C3", WARNING)], id="a blank command below another"),
        pytest.param({"D2": "在建"}, [("D2", ERROR)], id="an unknown kind"),
        pytest.param({"F2": None}, [("F2", WARNING)], id="no words for the target"),
        pytest.param({"A3": "JT01"}, [("A3", ERROR)], id="a code twice"),
        pytest.param({"G2": "Km"}, [("G2", INFO)], id="a unit by another name"),
        pytest.param({"G2": None}, [("G2", ERROR)], id="no unit"),
        pytest.param({"G3": "万"}, [("G3", WARNING)], id="so much of no unit is money"),
        pytest.param({"C2": "水利工程 指挥部"}, [("C2", INFO)], id="a space in a command"),
        pytest.param({"E2": "路面\n宽7米"}, [("E2", INFO)], id="a line break"),
    ],
)
def test_a_projects_cells_are_checked(changes: Changes, expected: list[tuple[str, str]]) -> None:
    found = changed({f"项目!{cell}": value for cell, value in changes.items()})
    here = [(one.cell, one.severity) for one in found.anomalies if one.sheet == "项目"]
    assert here == expected


def test_of_two_projects_with_a_code_both_are_left_out() -> None:
    assert [one.code for one in changed({"项目!A3": "JT01"}).book.projects] == ["SL01"]


def test_of_two_projects_with_a_name_both_are_kept() -> None:
    found = changed({"项目!B3": "禾石路大中修工程"})
    assert told(found)[0] == ("项目!B3", WARNING)
    assert [one.code for one in found.book.projects] == ["JT01", "JT02", "SL01"]


def test_a_blank_command_is_that_above() -> None:
    found = changed({"项目!C3": None})
    assert only(found).taken == "交通建设指挥部"
    assert [one.command for one in found.book.projects] == ["01", "01", "02"]


def test_a_kind_with_a_space_is_that_kind() -> None:
    assert changed({"项目!D4": "重点 工作"}).book.projects[2].kind is Kind.KEY_TASK


def test_a_row_is_read_on_after_a_fault() -> None:
    found = changed({"项目!H2": "约12", "项目!J2": "年底前", "项目!L2": "卫 宏伟"})
    assert told(found) == [("项目!H2", ERROR), ("项目!J2", WARNING), ("项目!L2", WARNING)]
    assert found.book.projects[0].responsible_leader == "卫宏伟"


def test_one_more_project_is_one_more_row() -> None:
    book = small_workbook()
    line = [cell.value for cell in book["项目"][4]]
    book["项目"].append(["SL02", "塘坝除险加固工程", *line[2:]])
    assert [one.code for one in read(book).book.projects][-1] == "SL02"
