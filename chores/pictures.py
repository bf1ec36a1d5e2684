"""`make pictures`: the README's pictures, taken from a rehearsal and made small."""

import io
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

REHEARSAL = Path("rehearsal")
OUT = Path("docs/pictures")
_WINDOW = {"width": 1200, "height": 800}
_COLOURS = 128  # plates, ink and paper need few; the edges of letters take the rest


def shot(page: Path) -> bytes:
    """Return what Debian's chromium shows of a page."""
    with sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        window = browser.new_page(viewport=_WINDOW)  # type: ignore[arg-type]
        window.goto(page.absolute().as_uri())
        taken = window.screenshot()
        browser.close()
    return taken


def small(picture: bytes) -> bytes:
    """Return a PNG with few colours, as small as it gets."""
    written = io.BytesIO()
    reduced = Image.open(io.BytesIO(picture)).convert("RGB").quantize(_COLOURS)
    reduced.save(written, format="PNG", optimize=True)
    return written.getvalue()


def pictures(rehearsal: Path) -> Iterator[tuple[str, bytes]]:
    """Name each picture: the last month's overview, a card, the page itself."""
    files = rehearsal / "files"
    yield "overview.png", max(files.glob("*作战进度图-1.png")).read_bytes()
    yield "card.png", min(files.glob("[A-Z]*.png")).read_bytes()
    yield "rehearsal.png", shot(rehearsal / "index.html")


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    for name, picture in pictures(Path(sys.argv[1]) if sys.argv[1:] else REHEARSAL):
        (OUT / name).write_bytes(small(picture))
