"""Whatever stands anywhere: the workbook is read or refused, and what is read holds together."""

import datetime as dtm
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from papers.workbook import NotAWorkbookError, Read, read_workbook
from tests.papers.small_book import SHEETS, saved, small_workbook

WORDS = (
    *(
        "",
        " ",
        "/",
        "—",
        "合计",
        "注：略",
        "项目编号",
        "姓名",
        "十二月",
        "99月",
        "M:封顶",
        "#REF!",
    ),
    *("=1/0", "=A1", "约3", "3-5", "2千1", "1.2亿元", "２０", "三百", "≥95%", "100%", "-5", "½"),
    *("3月底前", "4月5日至", "至4月5日", "2月30日", "0月底", "9999年12月31日", "同上", "13.45"),
    *("JT01", "jt01", "卫宏伟、彭宗耀", "公路站", "<b>x</b>", "a\nb", "汉" * 3000, "万元", "%"),
)
VALUES = st.one_of(
    st.none(),
    st.sampled_from(WORDS),
    st.booleans(),
    st.integers(-(10**6), 10**9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(dtm.date(1900, 3, 1), dtm.date(9999, 12, 31)),
    st.times(),
    st.text(st.characters(min_codepoint=32, max_codepoint=0xFFFD, exclude_categories=["Cs"])),
)
PLACES = st.tuples(st.sampled_from(list(SHEETS)), st.integers(1, 6), st.integers(1, 29))
BOXES = st.tuples(*(st.integers(1, 6) for _ in range(4)))
SOUND = saved(small_workbook())
THOROUGH = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def holds_together(found: Read) -> bool:
    book = found.book
    codes = {one.code for one in book.projects}
    goals = [goal for plan in book.plans.values() for goal in plan.goals.values()]
    return (
        {one.project for one in book.support_items} <= codes
        and {one.project for one in book.milestones} <= codes
        and set(book.plans) == codes
        and {one.command for one in book.projects} <= {one.number for one in book.commands}
        and all(one.responsible_person for one in book.projects)
        and all(not isinstance(one, Decimal) or one > 0 for one in goals)
    )


def outcome(content: bytes) -> Read | str:
    """Return what was read, or the sentence of the refusal."""
    try:
        return read_workbook(content, name="作战表.xlsx", year=2023)
    except NotAWorkbookError as refusal:
        return str(refusal)


@THOROUGH
@given(st.dictionaries(PLACES, VALUES, max_size=12))
def test_any_value_anywhere_is_read(values: dict[tuple[str, int, int], object]) -> None:
    book = small_workbook()
    for (title, row, column), value in values.items():
        book[title].cell(row, column).value = value  # type: ignore[assignment]
    assert holds_together(read_workbook(saved(book), name="作战表.xlsx", year=2023))


@THOROUGH
@given(st.sampled_from(list(SHEETS)), st.lists(BOXES, max_size=3), st.integers(1, 8))
def test_any_shape_is_read(title: str, boxes: list[tuple[int, ...]], cut: int) -> None:
    book = small_workbook()
    sheet = book[title]
    sheet.delete_cols(cut)
    for row, column, height, width in boxes:
        last = f"{get_column_letter(column + width)}{row + height}"
        sheet.merge_cells(f"{get_column_letter(column)}{row}:{last}")
    assert holds_together(read_workbook(saved(book), name="作战表.xlsx", year=2023))


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_in_a_sentence(content: bytes) -> None:
    found = outcome(content)
    assert isinstance(found, str)
    assert found.endswith("。")


@THOROUGH
@given(st.integers(0, 9000), st.binary(min_size=1, max_size=20))
def test_a_damaged_file_is_read_or_refused(at: int, junk: bytes) -> None:
    damaged = SOUND[:at] + junk + SOUND[at + len(junk) :]
    found = outcome(damaged)
    assert found.endswith("。") if isinstance(found, str) else holds_together(found)
