"""The log: an event a line on stderr, for people or as JSON; no secret, and nobody's words."""

import json
import logging
import re
import sys
import threading
import traceback
import warnings
from collections.abc import Collection, Iterator
from pathlib import PurePath
from typing import Any, TextIO
from urllib.parse import quote

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# What is a token by its looks, also in an address, and who logs in where.
_BY_LOOKS = (r"\d{5,}(?::|%3A)[A-Za-z0-9_-]{30,}", r"(?<=://)[^\s/@\"]+(?=@)")
_HIDDEN = "***"
_SECRET_PART = 8  # characters; a shorter part of a secret may well be a word
_LONGEST_CHAIN = 8  # of errors that came from each other
_FIRST: tuple[Processor, ...] = (
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)
_LEVELS = {
    "bot": logging.INFO,
    "telegram": logging.CRITICAL + 1,  # whatever it has to say reaches us as an error
}
_A_LIBRARYS = "a library's line"
# The words of libraries that may stand in a line: they have no gaps, or their gaps stay empty.
_KNOWN_WORDS = frozenset(
    {
        "Error handling request from %s",
        'Execution of job "%s" skipped: maximum number of running instances reached (%d)',
        "Future exception was never retrieved",
        'Job "%s" raised an exception',
        "Task exception was never retrieved",
        "Task was destroyed but it is pending!",
        "Unclosed client session",
        "Unclosed connection",
        "Unhandled exception",
        'Run time of job "%s" was missed by %s',
        "socket.send() raised exception.",
    }
)
log = structlog.get_logger()


def set_up(log_format: str, *, secrets: Collection[str] = ()) -> None:
    """Send all logs to stderr as `console` or `json`; `secrets` never appear in them.

    Warnings, and errors that nobody takes, are lines of it too.
    """
    structlog.configure(
        processors=[*_FIRST, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    is_json = log_format == "json"
    renderer = structlog.processors.JSONRenderer(ensure_ascii=False) if is_json else _console()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(_without(secrets, renderer)))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.raiseExceptions = False  # a line that cannot be written would be printed as it is
    for name, level in _LEVELS.items():
        logging.getLogger(name).setLevel(level)
    warnings.showwarning = _on_warning
    threading.excepthook = _on_thread_end
    sys.unraisablehook = _on_unraisable


def fault(error: BaseException) -> str:
    """Return the kind and place of an error, and of those that it came from.

    Its words are left out: they may repeat what people wrote.
    """
    return " from ".join(map(_kind_and_place, _chain(error)))


def _chain(error: BaseException) -> Iterator[BaseException]:
    following: BaseException | None = error
    for _ in range(_LONGEST_CHAIN):
        if following is None:
            return
        yield following
        context = None if following.__suppress_context__ else following.__context__
        following = following.__cause__ or context


def _kind_and_place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"


def _formatter(renderer: Processor) -> logging.Formatter:
    """Return what writes our events, and what may be said of the libraries'."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=(*_FIRST, _cut),
        use_get_message=False,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _name_fault,
            renderer,
        ],
    )


def _cut(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Leave of a library's line where it is from: its words may be made of anything."""
    record: logging.LogRecord = event["_record"]
    words = record.msg.partition("\n")[0] if isinstance(record.msg, str) else ""
    event["event"] = words if words in _KNOWN_WORDS else _A_LIBRARYS
    event["library"] = record.name
    event["place"] = f"{record.filename}:{record.lineno}"
    return event


def _name_fault(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Put an error's kind and place where its words and its frames would be written."""
    error = _error_of(event.pop("exc_info", None))
    event.pop("stack_info", None)
    return {**event, "fault": fault(error)} if error else event


def _error_of(exc_info: Any) -> BaseException | None:
    """Return the error that a logger was given, in whatever way."""
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple):
        return _error_of(exc_info[1])
    return sys.exc_info()[1] if exc_info else None


def _on_warning(
    message: Warning | str,  # noqa: ARG001 - it may repeat what people wrote
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001
    line: str | None = None,  # noqa: ARG001
) -> None:
    log.warning("a warning", kind=category.__name__, place=f"{PurePath(filename).name}:{lineno}")


def _on_thread_end(ended: threading.ExceptHookArgs) -> None:
    told = fault(ended.exc_value) if ended.exc_value else ended.exc_type.__name__
    log.error("a thread broke off", fault=told)


def _on_unraisable(left: "sys.UnraisableHookArgs") -> None:
    told = fault(left.exc_value) if left.exc_value else left.exc_type.__name__
    log.error("an error that nobody took", fault=told)


def _console() -> Processor:
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())


def _without(secrets: Collection[str], renderer: Processor) -> Processor:
    """Return a renderer whose lines have no secret, whoever wrote it into them."""
    forms = {form for secret in secrets for form in _forms(secret)}
    known = [re.escape(form) for form in sorted(forms, key=len, reverse=True)]
    hidden = re.compile("|".join([*known, *_BY_LOOKS]), re.IGNORECASE)

    def render(logger: WrappedLogger, name: str, event: EventDict) -> str:
        return hidden.sub(_HIDDEN, str(renderer(logger, name, event)))

    return render


def _forms(secret: str) -> Iterator[str]:
    """Return how a secret may stand in a line: as it is, escaped, or a part of it alone."""
    parts = [part for part in secret.split(":") if len(part) >= _SECRET_PART]
    for form in (secret, *parts):
        if form and not form.isdecimal():
            yield form
            yield quote(form, safe="")
            yield json.dumps(form, ensure_ascii=False)[1:-1]
