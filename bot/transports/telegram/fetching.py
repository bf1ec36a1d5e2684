"""What came with a message: a file is fetched over HTTP, part by part, up to a bound."""

import asyncio

import httpx
from telegram import Bot, File
from telegram.error import TelegramError

from bot.ports import FileTooLargeError, NotFetchedError, NotSentError
from bot.transports.telegram.calls import downloader
from bot.transports.telegram.verdicts import verdict

_LONGEST = 15.0  # seconds for a file: within the lease of its message
_TOO_LARGE = "file is too big"
_OK = 200


class TelegramFiles:
    """Fetches files through a bot; a `bot.ports.Files`."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def fetch(self, file: str, *, most: int) -> bytes:
        """Return a file of at most so many bytes; NotFetchedError, FileTooLargeError.

        No error carries the address, in which the bot's token stands.
        """
        try:
            async with asyncio.timeout(_LONGEST):
                found = await self._bot.get_file(file)
                if (found.file_size or 0) > most:
                    raise FileTooLargeError
                return await _load(found, most)
        except TelegramError as error:
            raise _failure(error) from None
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            raise NotFetchedError(type(error).__name__) from None


async def _load(found: File, most: int) -> bytes:
    content = bytearray()
    async with downloader() as client, client.stream("GET", found.file_path or "") as response:
        if response.status_code != _OK:
            raise NotFetchedError(f"HTTP {response.status_code}")
        async for part in response.aiter_raw():
            content += part
            if len(content) > most:
                raise FileTooLargeError
    return bytes(content)


def _failure(error: TelegramError) -> Exception:
    if _TOO_LARGE in error.message.lower():
        return FileTooLargeError()
    means = verdict(error)
    wait = means.wait if isinstance(means, NotSentError) else None
    return NotFetchedError(type(error).__name__, wait=wait)
