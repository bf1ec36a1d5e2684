"""What stands beside the pictures: the view's own counts and figures, in what a caption holds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.wording import captions, cards
from bot.wording.captions import CAPTION, Group, fitted, units
from charts import recipe
from charts.marks import misses, praised, tally
from charts.trend_facts import counts
from charts.views import BoardView, CardView, ProjectRow, Stamp, TrendView
from tests.charts import states, township
from tests.charts.artists import words
from tests.charts.strategies import CARDS, NAMES, ROWS, SIZES, STAMPS, TRENDS, board_of

LONG = states.LONG
BOARDS = states.boards()
QUICK = settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def albums(view: BoardView) -> Iterator[str]:
    """Yield the captions of a month's albums, as they are published."""
    parts = recipe.pages("progress", view)
    pages = list(range(2, len(parts) + 1))
    for first in range(0, len(pages), 10):
        yield captions.album(view, pages[first : first + 10], parts)


def all_of(view: BoardView) -> list[str]:
    """Return every caption of a board."""
    return [captions.overview(view), *albums(view), captions.wall(view, 4)]


def named_and_left(said: str, title: str) -> int:
    """Return how many projects a line names, and how many more it counts."""
    line = next((one for one in said.splitlines() if one.startswith(f"{title}：")), "")
    left = re.search(r"另(\d+)个$", line)
    return len(re.findall(r"（\w+）", line)) + (int(left[1]) if left else 0)


@pytest.mark.parametrize("state", BOARDS)
def test_an_overviews_caption_counts_as_the_picture_does(state: str) -> None:
    view = BOARDS[state]
    count, said = tally(view.rows, view.stamp), captions.overview(view)
    numbers = [int(number) for number in re.findall(r"\d+", said.splitlines()[0])[1:]]
    if view.stamp.is_draft:
        shown = [count.blue, count.yellow, count.red, count.undecided, count.idle]
    else:
        waits = [count.undecided] if count.undecided else []
        none = count.idle + count.undecided
        shown = [count.blue, count.yellow, count.red, none, *waits]
    assert numbers == shown
    colours = ("拟红", "拟黄") if view.stamp.is_draft else ("红牌", "黄牌")
    told = [named_and_left(said, title) for title in colours]
    assert told == [count.red, count.yellow]
    assert named_and_left(said, "表扬") == len(praised(view))


@pytest.mark.parametrize("state", BOARDS)
def test_every_caption_of_a_board_fits(state: str) -> None:
    assert [said for said in all_of(BOARDS[state]) if units(said) > CAPTION] == []


def test_the_caption_of_a_month_begins_as_the_interface_writes_it() -> None:
    said = captions.overview(township.board()).splitlines()
    assert said[0] == "6月 蓝牌 34 黄牌 6 红牌 3 无牌 5"
    assert said[1] == (
        "红牌：农村供水管网改造工程（SL03）连3月、青龙河大桥改建工程（JT02）连2月、"
        "工业园区扩区征地工作（ZQ01）连2月"
    )
    assert [line[:3] for line in said[1:]] == ["红牌：", "黄牌："]


@pytest.mark.parametrize(
    ("state", "line"),
    [
        ("all-met", "6月参评项目全部完成。"),
        ("no-tasks", "6月无考核任务。"),
        ("no-projects", "6月无考核任务。"),
        ("every-state", "6月 蓝牌 7 黄牌 2 红牌 1 无牌 5 待认定 1"),
        ("corrected", states.CORRECTION),
        ("draft", "6月草稿，尚未公布：拟蓝34个，拟黄6个，拟红3个，未认定0个，无牌5个"),
    ],
)
def test_a_caption_says_what_the_picture_says_in_a_sentence(state: str, line: str) -> None:
    assert line in captions.overview(BOARDS[state]).splitlines()


def test_praise_is_told_as_the_misses_are() -> None:
    """Praise as loud as warning: names, codes, and what for."""
    view = BOARDS["praised"]
    said = captions.overview(view).splitlines()
    assert [line[:3] for line in said[1:]] == ["红牌：", "黄牌：", "表扬："]
    assert said[3].startswith("表扬：恒泰精密铸件智能化生产线项目（GY01）率先完成并超额完成、")
    assert "由红转蓝" in said[3]


def test_a_draft_praises_nobody_and_names_no_plate() -> None:
    view = township.as_draft(BOARDS["praised"])
    said = "\n".join(all_of(view))
    assert not re.search("表扬|[蓝黄红]牌", said)


def test_an_album_tells_each_miss_with_its_figures_and_all_projects_by_command() -> None:
    said = next(albums(township.board())).splitlines()
    assert said[0] == "6月作战进度图第2—6页"
    assert "红2 青龙河大桥改建工程（JT02）：认定1310，目标1530万元，差220万元" in said
    assert "黄 综合养老服务中心项目（MS03）：未报，按未完成认定（5月认定15%，目标28%）" in said
    assert "06 交通建设指挥部 蓝0 黄2 红1 无0" in said


def test_a_later_album_goes_on_where_the_first_one_ends() -> None:
    """More than ten pages of misses are several albums: each tells of its own pages."""
    view = replace(BOARDS["300-projects"], commands=BOARDS["300-projects"].commands * 2)
    codes = [row.code for row in misses(view)]
    first, *_, last = albums(view)
    assert re.findall(r"（([A-Z]{2}\d\d)）", first)[0] == codes[0]
    assert f"{len(codes)}个项目" in first
    assert f"{len(codes)}个项目" in last
    assert "第12—" in last.splitlines()[0]


@pytest.mark.parametrize(
    "state", ["published", "every-state", "praised", "300-projects", "one-project"]
)
def test_every_figure_of_an_albums_caption_stands_in_the_picture(state: str) -> None:
    view = BOARDS[state]
    parts = recipe.pages("progress", view)
    drawn = {
        word
        for number, part in enumerate(parts, start=1)
        if part in {"misses", "praise"}
        for word in words(recipe.sheet("progress", view, number))
    }
    lines = [line for said in albums(view) for line in said.splitlines() if "，目标" in line]
    told = [line.partition("）：")[2].split("，") for line in lines if "）：" in line]
    for figures in told:
        assert {"，".join(figures), "，".join(figures[:-1])} & drawn


def test_a_board_without_projects_has_a_caption() -> None:
    assert captions.wall(BOARDS["no-projects"], 1).endswith("6月无考核任务。")


@pytest.mark.parametrize("state", states.trends())
def test_a_trends_caption_counts_every_month(state: str) -> None:
    view = states.trends()[state]
    said = captions.trend(view)
    assert units(said) <= CAPTION
    months = [
        f"{month}月 蓝{one.blue} 黄{one.yellow} 红{one.red} 无{one.none}，"
        for month, one in zip(view.months, counts(view), strict=True)
    ]
    assert [month for month in months if month not in said] == []


def test_a_trends_caption_says_what_the_picture_found() -> None:
    finding = "6月蓝牌率79.1%，比5月低14.0个百分点；红牌3个，今年最多"
    assert finding in words(recipe.sheet("trend", township.trend(), 1))
    assert captions.trend(township.trend()).startswith(f"2023年1—6月各月挂牌：{finding}。")


@pytest.mark.parametrize("state", states.cards())
def test_a_cards_caption_names_nobody_whom_the_card_does_not_show(state: str) -> None:
    card = states.cards()[state]
    drawn = "".join(words(recipe.sheet("card", card, 1)))
    said = cards.details(card, "")
    project = card.project
    people = {project.responsible_person, project.responsible_leader}
    people |= {project.overdue.person} if project.overdue else set()
    assert [name for name in people if name in said and name not in drawn] == []
    assert units(said) <= CAPTION


@pytest.mark.parametrize(
    ("state", "line"),
    [
        ("red", "完成率85.6%，差220万元"),
        ("red", "此前：1—4月蓝、5月黄"),
        ("late", "注：迟报"),
        ("left", "年度目标：完成年度投资2750万元，主桥合龙通车；已于2023-07-12退出，不再评定"),
        ("suspended", "暂停原因：汛期停工"),
        ("adjusted-twice", "7月起按调整后目标，第2次（特批）"),
        ("completed", "年度目标：完成分配入住240户；已完成年度目标，不再提示填报"),
        ("milestone", "节点：1月「施工图审查」已完成、2月「桩基完成」已完成、"),
    ],
)
def test_a_cards_caption_tells_each_state(state: str, line: str) -> None:
    assert f"\n{line}" in cards.details(states.cards()[state], "")


@given(sizes=st.lists(st.integers(0, 80), max_size=4), most=st.integers(60, 300))
def test_groups_fit_and_lose_nobody(sizes: list[int], most: int) -> None:
    groups = [Group(f"第{n}组", [f"甲{n}"] * size) for n, size in enumerate(sizes)]
    said = fitted("头", groups, most=most)
    assert units(said) <= most
    for number, size in enumerate(sizes):
        line = next((one for one in said.splitlines() if one.startswith(f"第{number}组")), "")
        left = re.search(r"另(\d+)个$", line)
        assert line.count(f"甲{number}") + (int(left[1]) if left else 0) == size


def test_no_group_takes_the_others_share() -> None:
    """Very many red ones do not keep a yellow one, or one that is praised, from being named."""
    many = Group("红牌", [f"工程{number:03}" for number in range(300)])
    yellows = ["禾石路大中修工程", "农村公路安防设施提升工程"]
    said = fitted("头", [many, Group("黄牌", yellows), Group("表扬", [LONG, LONG])])
    assert said.splitlines()[2:] == [f"黄牌：{'、'.join(yellows)}", f"表扬：{LONG}、{LONG}"]
    assert CAPTION - 12 < units(said) <= CAPTION


def test_rare_characters_count_twice() -> None:
    """The platform counts UTF-16 units: a 𠮷 has two."""
    said = fitted("头", [Group("红牌", ["𠮷" * 20] * 60)])
    assert CAPTION - 41 < units(said) <= CAPTION
    assert len(said) < CAPTION * 2 / 3


@QUICK
@given(stamp=STAMPS, rows=st.lists(ROWS, min_size=1, max_size=4), sizes=SIZES, name=NAMES)
def test_the_captions_of_any_board_fit_and_count(
    stamp: Stamp, rows: Sequence[ProjectRow], sizes: list[int], name: str
) -> None:
    view = board_of(stamp, list(rows), sizes, name)
    assert [said for said in all_of(view) if units(said) > CAPTION] == []


@QUICK
@given(card=CARDS)
def test_the_caption_of_any_card_fits(card: CardView) -> None:
    assert units(cards.details(card, "头" * 200)) <= CAPTION


@QUICK
@given(view=TRENDS)
def test_the_caption_of_any_trend_fits(view: TrendView) -> None:
    assert units(captions.trend(view)) <= CAPTION
