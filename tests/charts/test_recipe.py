"""Recipes: a view travels as JSON, and the same one gives the same bytes in any process."""

import hashlib
import pickle
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from PIL import Image
from pypdf import PdfReader

from charts import codec, recipe
from charts.recipe import Format
from charts.views import BoardView, CardView, MonthCell, MonthsMissingError, View
from tests.charts import township
from tests.charts.artists import laid_out, words
from tests.charts.states import boards, pictures
from tests.charts.strategies import CARDS

PRAISED = boards()["praised"]
SVG = "{http://www.w3.org/2000/svg}"
COUNTED = """
import sys
from charts import recipe
kind, *text = sys.stdin.buffer.read().decode().partition(" ")
print(len(recipe.pages(kind, recipe.from_json(kind, text[1]))), *sys.modules)
"""
GROWTH = """
import sys
from pathlib import Path
from charts import recipe
views = [line.partition(" ")[::2] for line in sys.stdin.buffer.read().decode().splitlines()]
views = [(kind, recipe.from_json(kind, text)) for kind, text in views]
for turn in range(30):
    for kind, view in views:
        recipe.draw(kind, view, "pdf" if kind == "wall" else "png")
    if turn in (4, 29):
        status = Path("/proc/self/status").read_text()
        print(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])
"""
ELSEWHERE = """
import hashlib, sys
from charts import recipe
view = recipe.from_json("card", sys.stdin.buffer.read().decode())
print(hashlib.sha256(recipe.draw("card", view, "png")[0]).hexdigest())
"""


@pytest.mark.parametrize(
    ("kind", "view"),
    [
        ("progress", township.board()),
        ("progress", PRAISED),
        ("card", township.cards()["JT02"]),
        ("support", township.support()),
        ("trend", township.trend()),
    ],
)
def test_a_view_comes_back_from_json_and_pickle(kind: str, view: View) -> None:
    assert recipe.from_json(kind, recipe.to_json(view)) == view
    assert pickle.loads(pickle.dumps(view)) == view  # noqa: S301 - it is our own


@settings(max_examples=25, deadline=None)
@given(card=CARDS)
def test_any_card_comes_back(card: CardView) -> None:
    written = recipe.to_json(card)
    again = recipe.from_json("card", written)
    assert again == card
    assert recipe.to_json(again) == written


@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [
        pytest.param("carton", "{}", "unknown kind", id="no such kind"),
        pytest.param("card", "{", "JSONDecodeError", id="no JSON"),
        pytest.param("card", "[]", "AttributeError", id="no object"),
        pytest.param("card", "{}", "TypeError", id="fields missing"),
        pytest.param("wall", '{"stamp":1}', "AttributeError", id="no stamp"),
    ],
)
def test_what_is_no_recipe_is_refused(kind: str, text: str, why: str) -> None:
    with pytest.raises(codec.RecipeError, match=why) as refused:
        recipe.from_json(kind, text)
    assert refused.value.kind == kind


def test_a_kind_wants_its_own_view() -> None:
    with pytest.raises(codec.RecipeError, match="not drawn from a CardView"):
        recipe.draw("wall", township.cards()["JT02"], "png")


def test_a_project_has_twelve_months() -> None:
    with pytest.raises(MonthsMissingError, match="JT02 has 3 months, not 12"):
        replace(township.cards()["JT02"].project, months=(MonthCell(),) * 3)


@pytest.mark.parametrize("format_", ["png", "pdf", "svg"])
@pytest.mark.parametrize(
    ("kind", "view"),
    [
        ("overview", township.board()),
        ("progress", replace(PRAISED, commands=PRAISED.commands[:2])),
        ("card", township.cards()["JT02"]),
        ("support", township.support()),
        ("trend", township.trend()),
    ],
)
def test_the_same_view_gives_the_same_bytes(kind: str, view: View, format_: Format) -> None:
    again = recipe.from_json(kind, recipe.to_json(view))
    assert recipe.draw(kind, view, format_) == recipe.draw(kind, again, format_)


def test_the_same_large_wall_gives_the_same_bytes() -> None:
    board = BoardView(township.STAMP, township.board().commands[:2])
    again = recipe.from_json("wall-a0", recipe.to_json(board))
    assert recipe.draw("wall-a0", board, "pdf") == recipe.draw("wall-a0", again, "pdf")


def test_another_process_draws_the_same_bytes() -> None:
    view = township.cards()["JT02"]
    here = hashlib.sha256(recipe.draw("card", view, "png")[0]).hexdigest()
    there = subprocess.run(  # noqa: S603 - the interpreter that runs this test
        [sys.executable, "-c", ELSEWHERE],
        input=recipe.to_json(view).encode(),
        capture_output=True,
        check=True,
    )
    assert there.stdout.decode().strip() == here


@pytest.mark.parametrize(
    ("kind", "view"),
    [
        ("overview", township.board()),
        ("support", township.support()),
        ("trend", township.trend()),
    ],
)
def test_a_phone_picture_is_720_by_1280_and_unsigned(kind: str, view: View) -> None:
    with Image.open(BytesIO(recipe.draw_page(kind, view, 1, "png"))) as picture:
        assert picture.size == (720, 1280)
        assert "Software" not in picture.info


ASKED = {
    "progress": ("published", "every-state", "praised", "rare-characters", "no-projects"),
    "wall": ("every-state", "rare-characters"),
    "wall-a0": ("every-state",),
    "card": ("red", "milestone", "rare-characters"),
    "support": ("published", "draft", "rare-characters"),
    "trend": ("six-months", "rare-characters"),
}
SHOWN = [
    pytest.param(kind, view, id=f"{kind}-{state}")
    for kind, state, view in pictures()
    if state in ASKED[kind]
]


@pytest.mark.parametrize(("kind", "view"), SHOWN)
def test_an_svg_carries_every_text_as_text(kind: str, view: View) -> None:
    for number in range(1, min(2, len(recipe.pages(kind, view))) + 1):
        drawn = ET.fromstring(recipe.draw_page(kind, view, number, "svg"))  # noqa: S314 - it is our own
        found = [text.text for text in drawn.iter(f"{SVG}text")]
        assert Counter(found) == Counter(words(recipe.sheet(kind, view, number)))


@pytest.mark.parametrize(("kind", "view"), SHOWN)
def test_a_pdf_carries_every_text_as_text(kind: str, view: View) -> None:
    """What is copied out of a document may have other gaps between words."""
    for number in range(1, min(2, len(recipe.pages(kind, view))) + 1):
        read = PdfReader(BytesIO(recipe.draw_page(kind, view, number, "pdf")))
        text = without_gaps(read.pages[0].extract_text())
        wanted = words(recipe.sheet(kind, view, number))
        assert [word for word in wanted if without_gaps(word) not in text] == []


def without_gaps(words: str) -> str:
    """Return words without any spaces."""
    return re.sub(r"\s", "", words)


def test_a_text_of_an_svg_keeps_its_width_in_any_font() -> None:
    """Where our font is missing, no text grows into another: each has the width it was given."""
    sheet = recipe.sheet("card", township.cards()["JT02"], 1)
    drawn = ET.fromstring(recipe.draw("card", township.cards()["JT02"], "svg")[0])  # noqa: S314
    widths = [float(text.get("textLength", 0)) for text in drawn.iter(f"{SVG}text")]
    laid = [text.extent.width for text in laid_out(sheet)]
    assert sorted(widths) == pytest.approx(sorted(laid), abs=0.01)
    families = {
        text.get("style", "").partition("font-family: ")[2] for text in drawn.iter(f"{SVG}text")
    }
    assert all("'Noto Sans CJK SC', " in each and "sans-serif" in each for each in families)


@pytest.mark.parametrize(
    ("kind", "view", "title"),
    [
        ("overview", township.board(), "禾源镇重点项目挂图作战：2023年6月作战进度图"),
        (
            "card",
            township.cards()["JT02"],
            "禾源镇重点项目挂图作战：2023年6月项目卡片 青龙河大桥改建工程",
        ),
        ("trend", township.trend(), "禾源镇重点项目挂图作战：2023年6月各月走势"),
    ],
)
def test_an_svg_is_named_for_who_cannot_see_it(kind: str, view: View, title: str) -> None:
    drawn = ET.fromstring(recipe.draw(kind, view, "svg")[0])  # noqa: S314
    assert drawn.findtext(f"{SVG}title") == title


def test_the_wall_is_a_searchable_a3_document() -> None:
    (document,) = recipe.draw("wall", township.board(), "pdf")
    read = PdfReader(BytesIO(document))
    assert len(read.pages) == 4
    assert [round(float(side)) for side in read.pages[0].mediabox[2:]] == [1191, 842]
    text = "".join(page.extract_text() for page in read.pages)
    assert all(row.name in text for row in township.board().rows)
    assert read.metadata is None or "/CreationDate" not in read.metadata


def test_a_page_can_be_drawn_by_its_number() -> None:
    board = BoardView(township.STAMP, township.board().commands[:3])
    pages = recipe.draw("progress", board, "png")
    assert recipe.draw_page("progress", board, 2, "png") == pages[1]
    assert len(pages) == len(recipe.pages("progress", board))


def test_decimals_keep_every_digit() -> None:
    exact = Decimal("12345678901234567890.123456789")
    card = township.cards()["JT02"]
    cells = (MonthCell(exact, exact), *card.project.months[1:])
    wide = replace(card, project=replace(card.project, months=cells))
    again = recipe.from_json("card", recipe.to_json(wide))
    assert isinstance(again, CardView)
    assert again.project.at(1) == MonthCell(exact, exact)


@pytest.mark.parametrize(
    ("kind", "view", "count"),
    [
        ("progress", township.board(), 6),
        ("overview", township.board(), 1),
        ("wall", township.board(), 4),
        ("wall-a0", township.board(), 1),
        ("card", township.cards()["JT02"], 1),
        ("support", township.support(), 4),
        ("trend", township.trend(), 1),
    ],
)
def test_who_counts_pages_does_not_wait_for_what_draws_them(
    kind: str, view: View, count: int
) -> None:
    """They are counted in the transaction of a publication."""
    printed = subprocess.run(  # noqa: S603 - the interpreter that runs this test
        [sys.executable, "-c", COUNTED],
        input=f"{kind} {recipe.to_json(view)}".encode(),
        capture_output=True,
        check=True,
    )
    found, *loaded = printed.stdout.decode().split()
    assert int(found) == count
    assert not {"matplotlib", "numpy", "PIL"} & set(loaded)


def test_many_pictures_of_a_process_leave_its_memory_level() -> None:
    small = BoardView(township.STAMP, township.board().commands[:2])
    views: dict[str, View] = {"overview": small, "card": township.cards()["JT02"], "wall": small}
    written = "\n".join(f"{kind} {recipe.to_json(view)}" for kind, view in views.items())
    printed = subprocess.run(  # noqa: S603 - the interpreter that runs this test
        [sys.executable, "-c", GROWTH], input=written.encode(), capture_output=True, check=True
    )
    some, all_ = map(int, printed.stdout.split())
    assert all_ - some < 2_000  # kB: if the shape of each letter stays, ten times that
