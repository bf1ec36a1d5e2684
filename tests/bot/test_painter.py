import asyncio
import datetime as dtm
import os
import time
from collections.abc import AsyncIterator
from pathlib import Path

import docx
import pytest
import structlog

from bot.painter import WHOLE, Document, Page, Painter, PictureFailedError, draw
from bot.paper_kinds import view_of
from bot.pictures import Pictures
from charts import recipe
from charts.views import BoardView, CardView
from papers.ledger import FilledLedger, NoLedger
from papers.ledger_workbook import xlsx_of
from papers.warning_letter import docx_of
from rules.notice import Recipe, ShownAs
from storage.engine import Storage
from tests.charts.township import board, cards
from tests.papers.applications import lines
from tests.papers.ledgers import PAPER
from tests.papers.letters import RED

PNG = b"\x89PNG"
AT = dtm.datetime(2023, 7, 6, 9, tzinfo=dtm.UTC)


def slow_or_fatal(page: Page) -> bytes:
    """Take a moment, or die: `die` always, `die once` only where no mark was left."""
    if page.view == "die" or (page.view.startswith("/") and not _left_mark(page.view)):
        os._exit(1)
    time.sleep(60 if page.view == "hang" else 0.05)  # a stand-in for drawing
    return page.view.encode()


def _left_mark(path: str) -> bool:
    """Leave a mark; tell whether it was there."""
    was_there = Path(path).exists()
    Path(path).touch()
    return was_there


def page(view: str, number: int = 1) -> Page:
    return Page("card", view, number, "png")


def album(view: str) -> Recipe:
    """Return a picture of three pages."""
    return Recipe("card", view, (1, 2, 3), ShownAs.ALBUM, "图.png")


@pytest.fixture
async def painter() -> AsyncIterator[Painter]:
    painter = Painter(slow_or_fatal)
    yield painter
    await painter.close()


async def test_the_lowest_priority_number_is_drawn_first(painter: Painter) -> None:
    drawn: list[str] = []

    async def paint(name: str, priority: int) -> None:
        await painter.paint(page(name), priority=priority)
        drawn.append(name)

    names = [("大图1", 5), ("大图2", 5), ("卡片", 0), ("大图3", 5)]
    await asyncio.gather(*(paint(name, priority) for name, priority in names))
    assert drawn == ["卡片", "大图1", "大图2", "大图3"]


async def test_a_picture_that_was_begun_is_ready_before_the_next_one(
    painter: Painter, tmp_path: Path
) -> None:
    storage = Storage(f"sqlite:///{tmp_path}/guatu.db")
    storage.upgrade()
    pictures, drawn = Pictures(storage, painter), list[str]()
    painter.ended = lambda page, _: drawn.append(f"{page.view}{page.number}")
    asked = [("大图", 5), ("长图", 5), ("卡片", 0)]
    await asyncio.gather(
        *(pictures.of(album(view), priority=priority, at=AT) for view, priority in asked)
    )
    storage.close()
    assert drawn.index("卡片1") <= 1  # behind what is being drawn
    without = [name for name in drawn if not name.startswith("卡片")]
    assert without in (
        ["大图1", "大图2", "大图3", "长图1", "长图2", "长图3"],
        ["长图1", "长图2", "长图3", "大图1", "大图2", "大图3"],
    )


async def test_a_card_waits_for_a_page_of_a_wall_and_not_for_all() -> None:
    painter = Painter()
    view = board()
    wall = Page("wall", recipe.to_json(view), WHOLE, "pdf")
    asked = asyncio.create_task(painter.paint(wall, priority=5))
    await asyncio.sleep(0)
    card = next(iter(cards().values()))
    drawn = await painter.paint(Page("card", recipe.to_json(card), 1, "png"))
    assert (drawn[:4], asked.done()) == (PNG, False)
    assert (await asked,) == recipe.draw("wall", view, "pdf")
    await painter.close()


async def test_a_wall_that_nobody_waits_for_any_more_holds_nobody_up() -> None:
    painter = Painter()
    wall = Page("wall", recipe.to_json(board()), WHOLE, "pdf")
    gone = asyncio.create_task(painter.paint(wall))
    await asyncio.sleep(0)
    gone.cancel()
    again = await painter.paint(wall)
    assert (again,) == recipe.draw("wall", board(), "pdf")
    await painter.close()


async def test_drawing_stands_back_behind_everybody_else(painter: Painter) -> None:
    """On a small machine those who wait for words would wait for pictures."""
    await painter.paint(page("卡片"))
    (worker,) = painter._pool._processes
    assert os.getpriority(os.PRIO_PROCESS, worker) > os.getpriority(os.PRIO_PROCESS, 0)


async def test_the_loop_goes_on_while_a_page_is_drawn(painter: Painter) -> None:
    drawing = asyncio.create_task(painter.paint(page("大图")))
    longest, last = 0.0, time.perf_counter()
    while not drawing.done():
        await asyncio.sleep(0.001)
        longest, last = max(longest, time.perf_counter() - last), time.perf_counter()
    assert await drawing == "大图".encode()
    assert longest < 0.5


async def test_a_worker_that_dies_is_replaced(painter: Painter, tmp_path: Path) -> None:
    mark = str(tmp_path / "mark")
    assert await painter.paint(page(mark)) == mark.encode()


async def test_a_page_that_kills_twice_is_given_up_and_others_are_drawn(
    painter: Painter,
) -> None:
    with pytest.raises(PictureFailedError, match="twice"):
        await painter.paint(page("die"))
    assert await painter.paint(page("卡片")) == "卡片".encode()


async def test_who_asked_and_went_away_holds_nobody_up(painter: Painter) -> None:
    gone = asyncio.create_task(painter.paint(page("没人要")))
    await asyncio.sleep(0)
    gone.cancel()
    assert await painter.paint(page("卡片")) == "卡片".encode()


@pytest.mark.parametrize(
    ("kind", "view", "number", "written", "begins"),
    [
        pytest.param("card", next(iter(cards().values())), 1, "png", PNG, id="a card"),
        pytest.param("progress", board(), 2, "png", PNG, id="a page of the set"),
        pytest.param("wall", board(), WHOLE, "pdf", b"%PDF", id="the whole wall"),
    ],
)
def test_recipes_are_drawn(
    kind: str, view: BoardView | CardView, number: int, written: str, begins: bytes
) -> None:
    drawn = draw(Page(kind, recipe.to_json(view), number, written))
    assert drawn.startswith(begins)


async def test_a_recipe_that_is_none_is_told_across_the_processes() -> None:
    painter = Painter()
    painter.warm()
    with pytest.raises(PictureFailedError, match="RecipeError: no picture 'pigeon'"):
        await painter.paint(Page("pigeon", "{}", 1, "png"))
    await painter.close()


async def test_a_broken_template_gives_way_to_ours_and_the_log_says_so(tmp_path: Path) -> None:
    """A misplaced brace keeps no publication back."""
    document = docx.Document()
    document.add_paragraph("自己的 {{ 编号 }}")
    document.save(str(tmp_path / "warning_red.docx"))
    page = Page("warning_red", view_of(RED), WHOLE, "docx")
    painter = Painter(templates=tmp_path)
    own = await painter.paint(page)
    document.add_paragraph("{% if %}")
    document.save(str(tmp_path / "warning_red.docx"))
    with structlog.testing.capture_logs() as told:
        ours = await painter.paint(page)
    with pytest.raises(PictureFailedError, match="TypeError"):
        await painter.paint(page._replace(view="{}"))
    await painter.close()
    assert lines(own)[0] == "自己的 禾挂督红〔2023〕3号"
    assert lines(ours) == lines(docx_of(RED))
    assert [(one["log_level"], one["do"]) for one in told] == [("warning", "guatu doctor")]
    assert "warning_red.docx" in told[0]["because"]


async def test_a_drawing_that_hangs_gives_way_to_the_next(painter: Painter) -> None:
    patience = painter.longest
    await painter.paint(page("卡片"))  # the worker has started
    painter.longest = 0.5
    with pytest.raises(PictureFailedError, match="did not end"):
        await painter.paint(page("hang"))
    painter.longest = patience
    assert await painter.paint(page("大图")) == "大图".encode()


async def test_a_document_is_read_in_the_worker() -> None:
    painter = Painter()
    found = await painter.read(Document("认定表.xlsx", xlsx_of(PAPER)))
    nothing = await painter.read(Document("认定表.xlsx", b"nothing"))
    await painter.close()
    assert isinstance(found, FilledLedger)
    assert found.codes == ("JT01", "JT03", "MS01", "MS03")
    assert isinstance(nothing, NoLedger)


async def test_reading_counts_as_no_picture(painter: Painter) -> None:
    ended: list[Page] = []
    painter.ended = lambda page, _: ended.append(page)
    await painter.read(Document("认定表.xlsx", b"nothing"))
    await painter.paint(page("卡片"))
    assert [one.view for one in ended] == ["卡片"]
