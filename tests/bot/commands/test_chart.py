import datetime as dtm
import io
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from rules.lifecycle import LifecycleEvent, Step
from rules.month import Month
from rules.schedule import Phase
from tests.bot.commands.conftest import JUNE, Terminal, determine, run
from tests.bot.stage_book import SUPPORT_ITEMS


def size(terminal: Terminal, name: str) -> tuple[int, int]:
    """Return a picture's width and height."""
    with Image.open(terminal.folder / name) as picture:
        return picture.size


def document(out: str, width: int, height: int, *, pages: int = 1, version: int = 1) -> Any:
    """Return what a command prints."""
    return {"out": out, "width": width, "height": height, "pages": pages, "version": version}


def test_a_card_is_one_picture(loaded: Terminal) -> None:
    told = loaded("chart", "card", "2023-06", "--project", "JT01", "--out", "F.png", "--json")
    assert (told.status, told.err) == (0, "")
    assert told.document == document("F.png", *size(loaded, "F.png"))


def test_several_pages_are_several_files(loaded: Terminal) -> None:
    told = loaded("chart", "progress", "2023-06", "--out", "F.png", "--json").document
    names = sorted(path.name for path in loaded.folder.iterdir())
    assert names == [f"F-{number}.png" for number in range(1, told["pages"] + 1)]
    assert told["pages"] > 1
    assert (told["width"], told["height"]) == size(loaded, "F-1.png")


def test_a_pdf_holds_all_pages(loaded: Terminal) -> None:
    told = loaded("chart", "wall", "2023-06", "--out", "F.pdf", "--json").document
    pages = PdfReader(io.BytesIO((loaded.folder / "F.pdf").read_bytes())).pages
    box = pages[0].mediabox
    assert told == document("F.pdf", round(box.width), round(box.height), pages=len(pages))
    assert "禾石路大中修工程" in "".join(page.extract_text() for page in pages)


@pytest.mark.parametrize(("paper", "size"), [("a3", (1191, 842)), ("a0", (3370, 2384))])
def test_a_wall_board_is_drawn_for_its_paper(
    paper: str, size: tuple[int, int], loaded: Terminal
) -> None:
    words = ("chart", "wall", "2023-06", "--paper", paper, "--out", "F.pdf", "--json")
    told = loaded(*words).document
    assert told == document("F.pdf", *size)
    (page,) = PdfReader(loaded.folder / "F.pdf").pages
    assert "禾石路大中修工程" in page.extract_text()


def test_a_support_picture_tells_what_blocks_a_project(loaded: Terminal) -> None:
    (item,) = SUPPORT_ITEMS
    with loaded.storage.work() as work:
        overdue = replace(item, due_date=dtm.date(2023, 6, 21))
        work.book.put_support_item(2023, overdue)
    told = loaded("chart", "support", "2023-06", "--out", "F.pdf", "--json").document
    assert told == document("F.pdf", 720, 1280)
    (page,) = PdfReader(loaded.folder / "F.pdf").pages
    text = page.extract_text()
    expected = {"6月作战保障图", "水电路气讯·线路迁改", "禾石路大中修工程", "供电所 时保国 办理中"}
    assert {word for word in expected if word not in text} == set()
    assert ("6月21日 逾期" in text, "草稿" in text) == (True, True)


def test_a_support_picture_has_the_plates_that_were_published(loaded: Terminal) -> None:
    storage = loaded.storage
    run(storage, Phase.ASK, Phase.CLOSE)
    determine(storage, JT01="5")
    run(storage, Phase.PUBLISH)
    storage.close()
    loaded("chart", "support", "2023-06", "--out", "F.pdf")
    text = PdfReader(loaded.folder / "F.pdf").pages[0].extract_text()
    assert ("草稿" in text, "黄" in text) == (False, True)


def test_items_of_a_project_that_has_left_are_not_shown(loaded: Terminal) -> None:
    with loaded.storage.work() as work:
        work.book.put_lifecycle_event(2023, "JT01", LifecycleEvent(Step.EXIT, JUNE))
    loaded("chart", "support", "2023-06", "--out", "F.pdf")
    text = PdfReader(loaded.folder / "F.pdf").pages[0].extract_text()
    assert "没有登记保障事项" in text


def card_in_july(loaded: Terminal, event: LifecycleEvent) -> str:
    """Return what JT01's card says in July after an event."""
    with loaded.storage.work() as work:
        work.book.put_lifecycle_event(2023, "JT01", event)
    loaded("chart", "card", "2023-07", "--project", "JT01", "--out", "F.pdf")
    return PdfReader(loaded.folder / "F.pdf").pages[0].extract_text()


@pytest.mark.parametrize(
    ("until", "words"),
    [
        pytest.param(Month(2023, 9), "暂停至9月", id="in the year"),
        pytest.param(Month(2024, 3), "暂停至2024年3月", id="over new year"),
    ],
)
def test_a_suspended_project_tells_until_when_and_why(
    until: Month, words: str, loaded: Terminal
) -> None:
    event = LifecycleEvent(Step.SUSPEND, JUNE, reason="汛期停工", until=until)
    text = card_in_july(loaded, event)
    assert (words in text, "汛期停工" in text) == (True, True)
    loaded("chart", "wall", "2023-07", "--out", "F.pdf")
    text = PdfReader(loaded.folder / "F.pdf").pages[0].extract_text()
    assert words in "".join(text.split())  # two lines, which a reader parts as it likes


def test_the_card_of_a_project_that_has_left_tells_since_when(loaded: Terminal) -> None:
    event = LifecycleEvent(Step.EXIT, JUNE.next, decided_on=dtm.date(2023, 7, 12))
    text = card_in_july(loaded, event)
    expected = {"已退出2023-07-12", "已于2023-07-12退出，不再评定"}
    assert {word for word in expected if word not in text} == set()


def test_a_suspension_without_an_end_tells_none(loaded: Terminal) -> None:
    text = card_in_july(loaded, LifecycleEvent(Step.SUSPEND, JUNE))
    assert ("暂停" in text, "暂停至" in text, "暂停原因" in text) == (True, False, False)


def test_a_trend_has_the_published_months_alone(loaded: Terminal) -> None:
    words = ("chart", "trend", "2023-06", "--out", "F.pdf", "--json")
    assert loaded(*words).document == document("F.pdf", 720, 1280)
    text = PdfReader(loaded.folder / "F.pdf").pages[0].extract_text()
    assert "2023年尚无已公布的月份" in text
    storage = loaded.storage
    run(storage, Phase.ASK, Phase.CLOSE)
    determine(storage, JT01="6", JT02="1", JT03="1", MS01="met", MS02="1530", MS03="28")
    run(storage, Phase.PUBLISH)
    with storage.work() as work:
        work.book.put_lifecycle_event(2023, "JT01", LifecycleEvent(Step.EXIT, JUNE.next))
    storage.close()
    loaded("chart", "trend", "2023-08", "--out", "F.pdf")
    text = PdfReader(loaded.folder / "F.pdf").pages[0].extract_text()
    expected = {"6月挂牌", "6月蓝牌率66.7%；无红牌", "交通建设", "JT01", "数据截至2023-06-30"}
    assert {word for word in expected if word not in text} == set()
    loaded("chart", "trend", "2023-05", "--out", "F.pdf")
    text = PdfReader(loaded.folder / "F.pdf").pages[0].extract_text()
    assert "2023年尚无已公布的月份" in text


@pytest.mark.parametrize(
    ("words", "why"),
    [
        pytest.param(["card", "--paper", "a0"], "a card is of one project", id="no project"),
        pytest.param(["progress", "--paper", "a0"], "--paper goes with wall", id="paper"),
        pytest.param(["wall", "--paper", "a4"], "'a4' is not one of 'a3', 'a0'", id="a4"),
        pytest.param(["trend", "--command", "06"], "goes with progress and wall", id="trend"),
        pytest.param(["support", "--command", "06"], "goes with progress and wall", id="support"),
        pytest.param(["support", "--project", "JT01"], "--project goes with card", id="project"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(
    words: list[str], why: str, loaded: Terminal
) -> None:
    told = loaded("chart", words[0], "2023-06", *words[1:], "--out", "F.pdf")
    assert (told.status, list(loaded.folder.iterdir())) == (2, [])
    assert why in " ".join(told.err.replace("│", " ").split())


def test_the_suffix_may_be_written_large(loaded: Terminal) -> None:
    told = loaded("chart", "card", "2023-06", "--project", "JT01", "--out", "F.SVG")
    assert (told.status, told.out) == (0, "F.SVG: 1 page\n")
    assert (loaded.folder / "F.SVG").read_text("utf-8").startswith("<?xml")


@pytest.mark.parametrize("number", ["06", "6"])
def test_one_command_alone_may_be_drawn(number: str, loaded: Terminal) -> None:
    words = ("chart", "wall", "2023-06", "--command", number, "--out", "F.pdf")
    assert loaded(*words).status == 0
    text = PdfReader(loaded.folder / "F.pdf").pages[0].extract_text()
    assert ("禾石路大中修工程" in text, "中心小学综合教学楼项目" in text) == (True, False)


def test_a_published_month_is_drawn_with_its_colours(loaded: Terminal) -> None:
    storage = loaded.storage
    run(storage, Phase.ASK, Phase.CLOSE)
    determine(storage, JT01="6", JT02="1")
    words = ("chart", "progress", "2023-06", "--out", "F.pdf", "--json")
    loaded(*words)
    before = PdfReader(loaded.folder / "F.pdf").pages[0].extract_text()
    run(storage, Phase.PUBLISH)
    storage.close()
    loaded(*words)
    after = PdfReader(loaded.folder / "F.pdf").pages[0].extract_text()
    assert ("草稿" in before, "拟蓝" in before, "蓝牌" in before) == (True, True, False)
    assert ("草稿" in after, "拟蓝" in after, "蓝牌" in after) == (False, False, True)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        pytest.param(
            ["wall", "2023-06", "--out", "F.gif"],
            "F.gif: the file's name must end in .png, .pdf or .svg",
            id="an unknown suffix",
        ),
        pytest.param(
            ["wall", "2023-06", "--out", "F"],
            "F: the file's name must end in .png, .pdf or .svg",
            id="no suffix",
        ),
        pytest.param(
            ["wall", "2023-06", "--out", "there/F.png"],
            "there is no folder; make it first",
            id="a folder that is not there",
        ),
        pytest.param(
            ["card", "2023-06", "--project", "XX01", "--out", "F.png"],
            "no project XX01; `guatu ratings YYYY-MM` lists the codes",
            id="a project that is not there",
        ),
        pytest.param(
            ["wall", "2023-06", "--command", "07", "--out", "F.png"],
            "no command 07 has projects in this month; there are 06, 10",
            id="a command that is not there",
        ),
        pytest.param(
            ["wall", "2024-06", "--out", "F.png"],
            "2024-06: no workbook of 2024 is loaded; run `guatu load FILE.xlsx`",
            id="a year that is not loaded",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused(
    words: list[str], sentence: str, loaded: Terminal
) -> None:
    told = loaded("chart", *words, "--json")
    assert (told.status, told.err.strip()) == (1, sentence)
    assert told.document == {"error": sentence}
    assert list(loaded.folder.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told(loaded: Terminal) -> None:
    (loaded.folder / "F.svg").mkdir()
    told = loaded("chart", "card", "2023-06", "--project", "JT01", "--out", "F.svg")
    assert (told.status, told.out) == (1, "")
    assert told.err == "F.svg: Is a directory; check the path and its permissions\n"
