"""The log as a test reads it, and what may never stand in it."""

import json
import logging
import re
import sys
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import quote

import pytest
import structlog

from bot import logs

TOKEN = "8000001:AAE-secret_secret_secret_secret_secr"
SECRET = "geheim-webhook-secret-2023"
NAME, FIGURE, ACCOUNT, CHAT = "韦长河", "5.8公里", "5550001234", "-1005550009876"
WORDS = f"{NAME} {FIGURE} {ACCOUNT} {CHAT} {TOKEN} {quote(TOKEN)} {TOKEN[8:]} {SECRET}"
_NEVER = (NAME, FIGURE, ACCOUNT, CHAT, TOKEN, quote(TOKEN, safe=""), TOKEN[8:], SECRET)


@contextmanager
def logging_as_it_was() -> Iterator[None]:
    """Put back the handlers, the levels and the hooks of this process."""
    root, hooks = logging.getLogger(), (threading.excepthook, sys.unraisablehook)
    handlers, level, warned = root.handlers[:], root.level, warnings.showwarning
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.raiseExceptions = True
    for name in ("bot", "telegram"):
        logging.getLogger(name).setLevel(logging.NOTSET)
    threading.excepthook, sys.unraisablehook = hooks
    warnings.showwarning = warned
    structlog.reset_defaults()


class HostileLog:
    """What stands on stderr, of this process and of those that it started."""

    def __init__(self, capfd: pytest.CaptureFixture[str]) -> None:
        self._capfd = capfd

    def begin(self) -> None:
        """Let everything be written as JSON from now on; a fixture's stderr is not a test's."""
        logs.set_up("json", secrets=(TOKEN, SECRET))

    def events(self, *never: str) -> list[str]:
        """Return the events since the last call; fail where a line has what none may have."""
        captured = self._capfd.readouterr()
        assert captured.out == ""
        return events_of(captured.err.splitlines(), *never)


def events_of(lines: Sequence[str], *never: str) -> list[str]:
    """Return the events of a log; each line must be one object, and clean."""
    found = []
    for line in lines:
        told = json.loads(line)
        assert isinstance(told, dict)
        del told["timestamp"]
        shown = json.dumps(told, ensure_ascii=False)
        for one in (*_NEVER, *never):
            assert not re.search(rf"(?<!\d){re.escape(one)}(?!\d)", shown), (one, shown)
        found.append(told["event"])
    return found
