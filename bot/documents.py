"""Documents: a file that a flow wants is fetched and read before it, outside any transaction."""

import datetime as dtm
from collections import Counter

from bot.painter import Document, Painter, PictureFailedError
from bot.patience import backoff
from bot.ports import Brought, Files, FileTooLargeError, Heard, NotFetchedError, Unread
from papers.ledger import MOST_BYTES

FETCHES = 5  # attempts at a file before it is asked for again, so that its chat goes on


class Documents:
    """Fetches files from the platform, and reads them beside us."""

    def __init__(self, files: Files, painter: Painter) -> None:
        self._files = files
        self._painter = painter
        self._failed: Counter[int] = Counter()

    async def of(self, heard: Heard, *, row: int) -> Brought:
        """Return what the file of a message held; `row` is the message's number in the inbox.

        NotFetchedError, with how long to wait, where it is to be tried again.
        """
        try:
            content = await self._fetched(heard)
        except FileTooLargeError:
            return Unread.TOO_LARGE
        except NotFetchedError as error:
            self._failed[row] += 1
            if self._failed[row] >= FETCHES:
                del self._failed[row]
                return Unread.NOT_FETCHED
            raise NotFetchedError(str(error), wait=self._wait(row, error)) from error
        self._failed.pop(row, None)
        try:
            return await self._painter.read(Document(heard.file_name, content))
        except PictureFailedError:
            return Unread.NOT_READ

    async def _fetched(self, heard: Heard) -> bytes:
        if heard.file_size > MOST_BYTES:
            raise FileTooLargeError
        return await self._files.fetch(heard.file or "", most=MOST_BYTES)

    def _wait(self, row: int, error: NotFetchedError) -> dtm.timedelta:
        return max(error.wait or dtm.timedelta(), backoff(self._failed[row]))
