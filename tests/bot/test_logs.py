import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot import logs

TOKEN = "8000001:AAE-secret_secret_secret_secret_secr"
SHORT = "42:TEST"


@pytest.fixture(autouse=True)
def clean() -> Iterator[None]:
    """Leave logging as it was."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


def said(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def test_json_is_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("json")
    structlog.get_logger().warning("works again", after="锁住")
    logging.getLogger("storage").error("by the library's %s", "way")
    first, second = map(json.loads, said(capsys).splitlines())
    assert (first["event"], first["after"], first["level"]) == ("works again", "锁住", "warning")
    assert second["event"] == "by the library's way"


def test_the_console_is_one_readable_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("console")
    structlog.get_logger().info("works again", row=7)
    (line,) = said(capsys).splitlines()
    assert "works again" in line
    assert "row=7" in line


@pytest.mark.parametrize("log_format", ["console", "json"])
@pytest.mark.parametrize("secret", [TOKEN, SHORT], ids=["any token", "the given one"])
def test_no_line_has_a_token(
    log_format: str, secret: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(log_format, secrets=(SHORT, ""))
    url = f"https://api.telegram.org/bot{secret}/getMe"
    structlog.get_logger().error("away", url=url)
    logging.getLogger("anything").error("POST %s", url)
    try:
        int(url)
    except ValueError:
        logging.getLogger("anything").exception("broke")
    found = said(capsys)
    assert secret not in found
    assert found.count("***") >= 3


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


def test_a_fault_names_kind_and_place_and_no_words() -> None:
    try:
        int("韦长河")
    except ValueError as error:
        told = logs.fault(error)
    assert told.startswith("ValueError at test_logs.py:")
    assert "韦长河" not in told
