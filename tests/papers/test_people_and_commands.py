"""People and commands: everybody once, and both sheets say the same of who commands what."""

import pytest

from papers.anomaly import Severity
from rules.posts import Post, Role
from tests.papers.small_book import Changes, changed, only, read, small_workbook, told

ERROR, WARNING, INFO = "error", "warning", "info"


@pytest.mark.parametrize(
    ("line", "cell", "severity"),
    [
        pytest.param(("韦长河", "公路站", "站长", "责任人"), "A16", WARNING, id="the same again"),
        pytest.param(("韦长河", "财政所", "干事", "责任人"), "A16", ERROR, id="another unit"),
        pytest.param(("韦长河", None, None, "责任人"), "A16", ERROR, id="no unit"),
        pytest.param(
            ("褚长河", "镇政府", "镇长", "第一总指挥"), "D16", ERROR, id="a second chief"
        ),
        pytest.param(("褚长河", None, "镇长", "总指挥"), "B16", WARNING, id="somebody of no unit"),
        pytest.param(("褚长河", "镇政府", "镇长", "总顾问"), "D16", WARNING, id="no such role"),
        pytest.param((None, "镇政府", "镇长", "总指挥"), "A16", ERROR, id="nobody"),
    ],
)
def test_a_line_of_the_people_is_checked(
    line: tuple[str | None, ...], cell: str, severity: str
) -> None:
    book = small_workbook()
    book["人员"].append(line)
    assert told(read(book)) == [(f"人员!{cell}", severity)]


def test_who_comes_twice_has_both_lines_roles() -> None:
    book = small_workbook()
    book["人员"].append(("韦长河", "公路站", "站长", "督考办成员"))
    found = read(book)
    assert Post("韦长河", Role.OFFICE_MEMBER) in found.book.posts
    assert found.counts.people == 14


@pytest.mark.parametrize(
    ("cells", "word"),
    [
        pytest.param(("D3", "D4"), "督考办", id="no office"),
        pytest.param(("D2", "D3", "D5"), "总指挥部", id="no headquarters"),
    ],
)
def test_posts_without_anybody_are_told(cells: tuple[str, ...], word: str) -> None:
    sheet = small_workbook()["人员"]
    left = {cell: str(sheet[cell].value).split("；", maxsplit=1)[0] for cell in cells}
    kept = {cell: "指挥长" if "指挥长" in role else None for cell, role in left.items()}
    kept |= {"D3": "副总指挥"} if word == "督考办" else {"D3": "督考办主任"}
    found = changed({f"人员!{cell}": value for cell, value in kept.items()})
    assert any(one.cell is None and word in one.says for one in found.anomalies)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"A2": 1}, [("指挥部!A2", INFO)], id="a number as a number"),
        pytest.param({"A2": None}, [("指挥部!A2", ERROR)], id="no number"),
        pytest.param({"A3": "01"}, [("指挥部!A3", ERROR)], id="a number twice"),
        pytest.param({"B2": None}, [("指挥部!B2", ERROR)], id="no name"),
        pytest.param({"C2": None}, [("指挥部!C2", ERROR)], id="no commander"),
        pytest.param({"C2": "周某某"}, [("指挥部!C2", ERROR)], id="an unknown commander"),
        pytest.param({"C2": "卫宏伟（兼）"}, [("指挥部!C2", WARNING)], id="also elsewhere"),
        pytest.param({"D2": "彭宗耀、周某某"}, [("指挥部!D2", ERROR)], id="an unknown deputy"),
        pytest.param({"F2": None}, [("指挥部!F2", WARNING)], id="no liaison"),
        pytest.param({"F2": "云慧敏、花立新"}, [("指挥部!F2", ERROR)], id="two liaisons"),
        pytest.param({"G2": None}, [], id="no name for the group"),
    ],
)
def test_a_command_is_checked(changes: Changes, expected: list[tuple[str, str]]) -> None:
    found = changed({f"指挥部!{cell}": value for cell, value in changes.items()})
    assert [one for one in told(found) if one[0].startswith("指挥部")] == expected


def test_a_command_by_a_plain_number_is_the_same() -> None:
    assert [one.number for one in changed({"指挥部!A2": 1}).book.commands] == ["01", "02"]


def test_projects_of_a_command_that_is_left_out_are_left_out() -> None:
    book = changed({"指挥部!C2": None}).book
    assert [one.number for one in book.commands] == ["02"]
    assert [one.code for one in book.projects] == ["SL01"]


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        pytest.param({"指挥部!C2": "彭宗耀"}, ["指挥部!D2", "人员!D5"], id="another commander"),
        pytest.param({"人员!D5": "副总指挥"}, ["指挥部!C2"], id="a commander without the role"),
        pytest.param({"指挥部!D3": None}, ["人员!D9"], id="a deputy on one sheet only"),
        pytest.param({"指挥部!F3": "云慧敏"}, ["人员!D11"], id="another liaison"),
        pytest.param({"人员!E5": "文旅融合指挥部"}, ["人员!E5"], id="an unknown command"),
    ],
)
def test_where_the_sheets_disagree_a_warning_is_given(changes: Changes, places: list[str]) -> None:
    found = changed(changes)
    assert told(found) == [(one, WARNING) for one in places]
    assert not found.is_refused


def test_where_the_sheets_disagree_the_commands_sheet_holds() -> None:
    found = changed({"指挥部!F3": "云慧敏"})
    assert Post("云慧敏", Role.LIAISON, command="02") in found.book.posts
    assert Post("花立新", Role.LIAISON, command="02") not in found.book.posts


def test_without_a_sheet_of_people_nobody_is_called_unknown() -> None:
    book = small_workbook()
    book.remove(book["人员"])
    found = read(book)
    assert [one.severity for one in found.anomalies] == [Severity.ERROR]
    assert len(found.book.projects) == 3


def test_a_telephone_number_that_is_too_short_is_told() -> None:
    anomaly = only(changed({"人员!F2": "1390000000"}))
    assert (anomaly.cell, anomaly.severity, anomaly.found) == ("F2", ERROR, "1390000000")
