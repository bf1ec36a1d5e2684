"""The drawing process: one worker beside us draws page by page, so that nothing here stalls.

It reads what people send as well: a workbook may keep a processor busy for seconds.
"""

import asyncio
import functools
import itertools
import logging
import multiprocessing
import os
import signal
import threading
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import structlog

from bot.paper_kinds import KINDS, write
from papers.returned import Returned

if TYPE_CHECKING:
    from charts.views import View

LONGEST = 120.0  # seconds for a page, or for reading a file
WHOLE = 0  # in place of a page's number: all pages as one document
_BEHIND = 5  # steps by which the worker stands back where a processor is wanted by others
_MOST_BEGUN = 4
_begun: dict["Page", Iterator[bytes]] = {}  # documents that this process is drawing
log = structlog.get_logger()


class PictureFailedError(Exception):
    """A page could not be drawn, or a file not be read; the message says why."""


class TemplateFailedError(PictureFailedError):
    """A template of the office's own cannot be filled; the message says where."""


class Page(NamedTuple):
    """A page to be drawn: its recipe's kind and view, its number from 1 or WHOLE, `png`, `pdf`.

    A paper is filled into the office's own template where `templates`, a folder, has one.
    """

    kind: str
    view: str
    number: int
    format: str
    templates: Path | None = None


class Document(NamedTuple):
    """A file to be read, with the name that it has in sentences."""

    name: str
    content: bytes


class _Job(NamedTuple):
    """What the worker is to do, and with what; how many seconds it has spent on it."""

    do: Callable[[Any], Any]
    what: Page | Document
    spent: float = 0.0


Draw = Callable[[Page], bytes | None]  # None: more of it is to be drawn
Ended = Callable[[Page, float | None], None]
_Queued = tuple[int, int, _Job, "asyncio.Future[Any]"]


def draw(page: Page) -> bytes:
    """Draw a page, in whatever process; PictureFailedError, which survives the way back."""
    if page.kind in KINDS:
        return _write(page)
    from charts import recipe

    written = cast("recipe.Format", page.format)
    try:
        view = _view(page.kind, page.view)
        if page.number == WHOLE:
            return recipe.draw(page.kind, view, written)[0]
        return recipe.draw_page(page.kind, view, page.number, written)
    except Exception as error:
        raise PictureFailedError(f"{type(error).__name__}: {error}") from error


def draw_on(page: Page) -> bytes | None:
    """Draw a page, or one more page of a document: None until it is whole.

    PictureFailedError, as above.
    """
    if page.number != WHOLE or page.kind in KINDS:
        return draw(page)
    from charts import recipe

    try:
        steps = _begun.pop(page, None) or recipe.document(page.kind, _view(page.kind, page.view))
        drawn = next(steps)
    except Exception as error:
        raise PictureFailedError(f"{type(error).__name__}: {error}") from error
    if drawn:
        return drawn
    _begun[page] = steps
    if len(_begun) > _MOST_BEGUN:  # who asked for the first one may have gone away
        del _begun[next(iter(_begun))]
    return None


@functools.lru_cache(maxsize=1)
def _view(kind: str, text: str) -> "View":
    """Return a recipe's view; the pages of a set have the same one, one after the other."""
    from charts import recipe

    return recipe.from_json(kind, text)


def _write(page: Page) -> bytes:
    from papers.filling import BrokenTemplateError

    try:
        return write(page.kind, page.view, page.format, templates=page.templates)
    except BrokenTemplateError as error:
        broken = TemplateFailedError if page.templates else PictureFailedError
        raise broken(str(error)) from error
    except Exception as error:
        raise PictureFailedError(f"{type(error).__name__}: {error}") from error


def read(document: Document) -> Returned:
    """Read a document, in whatever process; PictureFailedError, which survives the way back."""
    from papers.returned_reading import read_returned

    try:
        return read_returned(document.content, name=document.name)
    except Exception as error:
        raise PictureFailedError(f"{type(error).__name__}: {error}") from error


class Painter:
    """Draws one page at a time, the lowest priority number first; begin it inside a loop.

    The pages of a document are drawn one by one as well, and none of another before its last one
    but by a lower number.

    `ended` is called after each page with the seconds that it took, None where it was not drawn;
    `longest` is how many a page may take before its worker is taken for hanging; `templates` is
    the folder of the office's own templates.
    """

    def __init__(self, draw: Draw = draw_on, *, templates: Path | None = None) -> None:
        self.ended: Ended = _nobody_counts
        self._templates = templates
        self._draw = draw
        self.longest = LONGEST
        self._pool = _pool()
        self._jobs: asyncio.PriorityQueue[_Queued] = asyncio.PriorityQueue()
        self._count = itertools.count()
        self._at_work: asyncio.Task[None] | None = None

    def warm(self) -> None:
        """Let the worker start and load its fonts now: the first picture would wait seconds."""
        self._pool.submit(_load)

    async def paint(self, page: Page, *, priority: int = 0) -> bytes:
        """Return a page's bytes; PictureFailedError where it cannot be drawn.

        A paper whose own template is broken is filled into ours: better plain than lost.
        """
        own = page._replace(templates=self._templates) if page.kind in KINDS else page
        try:
            painted: bytes = await self._done(_Job(self._draw, own), priority)
        except TemplateFailedError as error:
            log.warning(
                "a template is broken, ours is taken", because=str(error), do="guatu doctor"
            )
            painted = await self._done(_Job(self._draw, page), priority)
        return painted

    async def read(self, document: Document) -> Returned:
        """Return what a document holds; PictureFailedError where reading it does not end."""
        found: Returned = await self._done(_Job(read, document), 0)
        return found

    async def close(self) -> None:
        """Draw nothing more; a page that is being drawn is not waited for."""
        if self._at_work is not None:
            self._at_work.cancel()
            await asyncio.wait({self._at_work})
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _done(self, job: _Job, priority: int) -> Any:
        if self._at_work is None:
            self._at_work = asyncio.create_task(self._work())
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._jobs.put_nowait((priority, next(self._count), job, done))
        return await done

    async def _work(self) -> None:
        while True:
            priority, number, job, done = await self._jobs.get()
            if done.cancelled():
                continue
            began = asyncio.get_running_loop().time()
            try:
                made = await self._made(job)
            except Exception as error:  # noqa: BLE001 - it is told to whoever asked
                self._end(job, None)
                if not done.cancelled():
                    done.set_exception(error)
            else:
                spent = job.spent + asyncio.get_running_loop().time() - began
                if made is None:
                    self._jobs.put_nowait((priority, number, job._replace(spent=spent), done))
                    continue
                self._end(job, spent)
                if not done.cancelled():
                    done.set_result(made)

    def _end(self, job: _Job, seconds: float | None) -> None:
        if isinstance(job.what, Page):
            self.ended(job.what, seconds)

    async def _made(self, job: _Job) -> Any:
        """Do a job; when the worker dies over it, once more with a new one."""
        for _ in range(2):
            try:
                future = self._pool.submit(job.do, job.what)
                async with asyncio.timeout(self.longest):
                    return await asyncio.wrap_future(future)
            except BrokenProcessPool:
                self._begin_anew()
            except TimeoutError:
                self._begin_anew()
                raise PictureFailedError("drawing it did not end") from None
        raise PictureFailedError("the drawing process died over it, twice")

    def _begin_anew(self) -> None:
        """Take another worker in the place of one that died or hangs."""
        for worker in list(self._pool._processes.values()):  # noqa: SLF001 - it offers no way
            worker.kill()
        self._pool.shutdown(wait=False)
        self._pool = _pool()


def _nobody_counts(page: Page, seconds: float | None) -> None:
    """Count nothing."""


def _pool() -> ProcessPoolExecutor:
    spawn = multiprocessing.get_context("spawn")  # a fork would copy our threads' locks
    return ProcessPoolExecutor(1, mp_context=spawn, initializer=_begin)


def _begin() -> None:
    """Set a worker up: it ends with its parent and with nothing else, and who talks goes first."""
    os.nice(_BEHIND)
    logging.disable(logging.CRITICAL)  # the log is its parent's, and a library may repeat
    warnings.simplefilter("ignore")  # the words in a picture
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Wait for the parent's end, which may be a kill -9 that closes nothing in order."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def _load() -> None:
    """Draw a word in each weight: what every picture needs is loaded then."""
    from charts import canvas, fonts, render, sets  # noqa: F401 - the last one to be loaded alone

    sheet = canvas.Sheet(72, 72)
    for weight in (fonts.REGULAR, fonts.MEDIUM, fonts.BOLD):
        sheet.text("挂图", 36, 36, canvas.Style(24, weight))
    render.png(sheet)
