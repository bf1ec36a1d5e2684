import io
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from rules.schedule import Phase
from tests.bot.commands.conftest import Terminal, determine, run


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
