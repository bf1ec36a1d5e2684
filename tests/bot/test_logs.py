import json
import logging
import threading
import warnings
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
import structlog

from bot import logs
from tests.bot.quiet_logs import logging_as_it_was

TOKEN = "8000001:AAE-secret_secret_secret_secret_secr"
OTHER = "7000002:BBF-another_another_another_anothe"
SHORT = "42:TEST"
NAME = "韦长河"


@pytest.fixture(autouse=True)
def clean() -> Iterator[None]:
    with logging_as_it_was():
        yield


def ours() -> Any:
    """Return a logger as our modules have it."""
    return structlog.get_logger("bot.tests")


def said(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def line(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Return the one line that was said."""
    (found,) = map(json.loads, said(capsys).splitlines())
    assert isinstance(found, dict)
    return found


def test_json_is_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("json")
    ours().warning("works again", after="锁住\n了")
    logging.getLogger("storage").error("by the library's %s", "way")
    first, second = map(json.loads, said(capsys).splitlines())
    assert (first["event"], first["after"], first["level"]) == (
        "works again", "锁住\n了", "warning",
    )  # fmt: skip
    assert (second["level"], second["library"]) == ("error", "storage")


def test_the_console_is_one_readable_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("console")
    ours().info("works again", row=7)
    (found,) = said(capsys).splitlines()
    assert "works again" in found
    assert "row=7" in found


@pytest.mark.parametrize("log_format", ["console", "json"])
@pytest.mark.parametrize(
    "written",
    [
        pytest.param(f"https://api.telegram.org/bot{TOKEN}/getMe", id="in an address"),
        pytest.param(quote(TOKEN, safe=""), id="percent-encoded"),
        pytest.param(quote(TOKEN, safe="").lower(), id="percent-encoded in small letters"),
        pytest.param(TOKEN.partition(":")[2], id="its secret half"),
        pytest.param(repr(TOKEN.encode()), id="as bytes"),
        pytest.param(OTHER, id="another bot's"),
        pytest.param(quote(OTHER, safe=""), id="another bot's, percent-encoded"),
        pytest.param(f"x{SHORT}x", id="a short one"),
        pytest.param("postgresql+psycopg://guatu:geheim7@127.0.0.1/guatu", id="a password"),
    ],
)
def test_no_line_has_a_secret(
    log_format: str, written: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(log_format, secrets=(TOKEN, SHORT, ""))
    ours().error(f"to {written}", url=written, more=[{"url": written}])
    found = said(capsys)
    assert found.count("***") == 3
    for secret in (TOKEN[8:], OTHER[8:], SHORT, "geheim7"):
        assert secret.lower() not in found.lower()


@pytest.mark.parametrize(
    ("name", "level"),
    [
        pytest.param("httpx", logging.INFO, id="httpx writes addresses"),
        pytest.param("telegram.ext.Application", logging.CRITICAL, id="telegram writes updates"),
        pytest.param("apscheduler.executors", logging.INFO, id="apscheduler writes ticks"),
    ],
)
def test_talkative_libraries_are_quiet(
    name: str, level: int, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up("console")
    logging.getLogger(name).log(level, "https://api.telegram.org/bot")
    assert said(capsys) == ""


@pytest.mark.parametrize(
    ("words", "filling", "shown"),
    [
        pytest.param("sent %s to %s", (NAME, "501"), "a library's line", id="gaps"),
        pytest.param(f"sent to {NAME}", (), "a library's line", id="already filled"),
        pytest.param("%s", (NAME, "too", "many"), "a library's line", id="gaps that do not fit"),
        pytest.param(ValueError(NAME), (), "a library's line", id="an error in place of words"),
        pytest.param(
            'Job "%s" raised an exception', (NAME,), 'Job "%s" raised an exception', id="known"
        ),
        pytest.param(
            f"Task exception was never retrieved\nfuture: {NAME}",
            (),
            "Task exception was never retrieved",
            id="known in its first line",
        ),
    ],
)
def test_of_a_library_only_known_words_are_shown(
    words: Any, filling: tuple[str, ...], shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up("json")
    logging.getLogger("library").warning(words, *filling, stack_info=True)
    found = line(capsys)
    assert found.pop("timestamp")
    assert found.pop("place").startswith("test_logs.py:")
    assert found == {"event": shown, "level": "warning", "library": "library"}


def broken(words: str) -> Exception:
    """Return an error with its place, that came from another one."""
    try:
        try:
            int(words)
        except ValueError as first:
            raise LookupError(words) from first
    except LookupError as second:
        return second
    raise AssertionError("a name is no number")


@pytest.mark.parametrize("log_format", ["console", "json"])
@pytest.mark.parametrize(
    "tell",
    [
        pytest.param(lambda e: logging.getLogger("library").error("x", exc_info=e), id="library"),
        pytest.param(lambda e: ours().error("x", exc_info=e), id="ours"),
        pytest.param(
            lambda e: ours().error("x", exc_info=(type(e), e, e.__traceback__)), id="as three"
        ),
    ],
)
def test_of_an_error_kind_and_place_are_shown_and_no_words(
    tell: Callable[[Exception], None], log_format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(log_format)
    tell(broken(NAME))
    (found,) = said(capsys).splitlines()
    assert "LookupError at test_logs.py:" in found
    assert " from ValueError at test_logs.py:" in found
    assert NAME not in found


def test_the_error_in_hand_is_the_one_that_is_meant(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("json")
    try:
        int(NAME)
    except ValueError:
        ours().exception("x")
    assert line(capsys)["fault"].startswith("ValueError at test_logs.py:")


def test_errors_that_come_from_each_other_in_a_ring_are_told() -> None:
    first, second = ValueError(NAME), KeyError(NAME)
    first.__cause__, second.__cause__ = second, first
    assert logs.fault(first).startswith("ValueError from KeyError from ValueError")


def test_an_error_whose_origin_is_hidden_on_purpose_keeps_it_hidden() -> None:
    error = broken(NAME)
    error.__cause__, error.__suppress_context__ = None, True
    assert " from " not in logs.fault(error)


def warn() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = logs._on_warning
        warnings.warn(NAME, UserWarning, stacklevel=1)


def in_a_thread() -> None:
    thread = threading.Thread(target=lambda: int(NAME), name=NAME)
    thread.start()
    thread.join()


def unraisable() -> None:
    class Last:
        def __del__(self) -> None:
            int(NAME)

    Last()


@pytest.mark.parametrize(
    ("happens", "event"),
    [
        pytest.param(warn, "a warning", id="warning"),
        pytest.param(in_a_thread, "a thread broke off", id="thread"),
        pytest.param(unraisable, "an error that nobody took", id="destructor"),
    ],
)
def test_what_nobody_takes_is_a_line_without_words(
    happens: Callable[[], None], event: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up("json")
    happens()
    found = line(capsys)
    assert found["event"] == event
    assert "test_logs.py:" in found.get("place", "") + found.get("fault", "")
    assert NAME not in str(found)


def test_a_line_that_cannot_be_written_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    class Unspeakable:
        def __repr__(self) -> str:
            raise ValueError(NAME)

    logs.set_up("json")
    ours().error("x", what=Unspeakable())
    assert NAME not in said(capsys)
