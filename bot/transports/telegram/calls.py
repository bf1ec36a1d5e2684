"""The Bot as we call it: which server, and how long each part of a call may take."""

import datetime as dtm
import functools
import ssl

import httpx
from telegram import Bot
from telegram.request import HTTPXRequest

POLL = dtm.timedelta(seconds=25)  # how long Telegram holds a question for updates open
_POOL = 64
_DOWNLOAD = 10.0  # seconds for a part of a call; the whole has its own limit


def bot_at(api: str, token: str) -> Bot:
    """Return the bot of a token on a Bot API server.

    Five seconds, the library's own limit, make "was it sent?" of many a slow answer.
    """
    return Bot(
        token,
        base_url=f"{api}/bot",
        base_file_url=f"{api}/file/bot",
        request=HTTPXRequest(
            connection_pool_size=_POOL,
            connect_timeout=10,
            read_timeout=30,
            write_timeout=30,
            pool_timeout=30,
            media_write_timeout=60,
            httpx_kwargs={"verify": _trust()},
        ),
        get_updates_request=poller(),
    )


def poller() -> HTTPXRequest:
    """Return the request object that asks for updates and does nothing else."""
    return HTTPXRequest(
        connection_pool_size=2,
        connect_timeout=10,
        read_timeout=POLL.total_seconds() + 10,
        httpx_kwargs={"verify": _trust()},
    )


def downloader() -> httpx.AsyncClient:
    """Return the client that fetches files; what it gets is not unpacked on the way."""
    return httpx.AsyncClient(
        verify=_trust(), timeout=_DOWNLOAD, headers={"Accept-Encoding": "identity"}
    )


@functools.cache
def _trust() -> ssl.SSLContext:
    """Return whom we trust, read once: the file of all authorities is long."""
    return httpx.create_ssl_context()
