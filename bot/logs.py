"""The log: an event a line on stderr, for people or as JSON; no secret, and nobody's words."""

import logging
import re
import sys
import traceback
from collections.abc import Collection
from pathlib import PurePath

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{30,}")
_HIDDEN = "***"
_FIRST: tuple[Processor, ...] = (
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)
_QUIET = {
    "httpx": logging.WARNING,  # at INFO it writes addresses, and the token is a part of them
    "httpcore": logging.WARNING,
    "alembic": logging.WARNING,
    "apscheduler": logging.WARNING,
    "telegram": logging.CRITICAL + 1,  # whatever it has to say reaches us as an error
}


def set_up(log_format: str, *, secrets: Collection[str] = ()) -> None:
    """Send all logs to stderr as `console` or `json`; `secrets` never appear in them."""
    structlog.configure(
        processors=[*_FIRST, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    is_json = log_format == "json"
    renderer = structlog.processors.JSONRenderer(ensure_ascii=False) if is_json else _console()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(_without(frozenset(secrets) - {""}, renderer)))
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    for name, level in _QUIET.items():
        logging.getLogger(name).setLevel(level)


def _formatter(renderer: Processor) -> logging.Formatter:
    """Return what writes our events and the libraries' in the same way."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_FIRST,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            renderer,
        ],
    )


def fault(error: BaseException) -> str:
    """Return an error's kind and place; its words may repeat what people wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"


def _console() -> Processor:
    return structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
    )


def _without(secrets: Collection[str], renderer: Processor) -> Processor:
    """Return a renderer whose lines have no secret, whoever wrote it into them."""

    def render(logger: WrappedLogger, name: str, event: EventDict) -> str:
        line = str(renderer(logger, name, event))
        for secret in secrets:
            line = line.replace(secret, _HIDDEN)
        return _TOKEN.sub(_HIDDEN, line)

    return render
