import contextlib
import datetime as dtm
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.settings import PREFIX, Settings, SettingsError, Undetermined
from rules.issued import Series
from rules.plates import Rules
from rules.schedule import Instant

SECRETS = ("TELEGRAM_TOKEN", "WEBHOOK_SECRET")
NINE, FIVE = dtm.time(9), dtm.time(17)


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path) -> Iterator[None]:
    """Read no `.env` but the test's own, and nothing from the environment."""
    before = dict(os.environ)
    for name in [name for name in before if name.startswith(PREFIX)]:
        del os.environ[name]
    with contextlib.chdir(tmp_path):
        yield
    os.environ.clear()
    os.environ.update(before)


def given(**values: str) -> Settings:
    """Read the settings with some in the environment."""
    os.environ.update({f"{PREFIX}{name}": value for name, value in values.items()})
    return Settings.read()


def refused(**values: str) -> str:
    """Return what is told of settings that cannot be read."""
    with pytest.raises(SettingsError) as error:
        given(**values)
    return str(error.value)


def test_the_defaults_are_the_documented_ones() -> None:
    found = Settings.read()
    assert {name: getattr(found, name) for name in Settings.model_fields} == {
        "telegram_token": None,
        "telegram_api": "https://api.telegram.org",
        "database_url": "sqlite:///guatu.db",
        "timezone": "Asia/Shanghai",
        "scope": "全镇",
        "organisation": None,
        "symbol": None,
        "last_numbers": None,
        "templates": None,
        "pdf": True,
        "webhook_url": None,
        "webhook_listen": "127.0.0.1:8443",
        "webhook_secret": None,
        "undetermined": "accept",
        "ask": Instant("last", NINE),
        "remind": tuple(Instant(day, NINE, in_next_month=True) for day in (1, 2, 3)),
        "close": Instant(3, FIVE, in_next_month=True),
        "brief": Instant(5, NINE, in_next_month=True),
        "publish": Instant(6, NINE, in_next_month=True),
        "answer_time": dtm.timedelta(hours=48),
        "holidays": None,
        "log_format": "console",
        "metrics_listen": None,
        "rule_year_boundary": "reset",
        "rule_no_target": "skip",
        "rule_adjust_resets_streak": False,
        "rule_ranking": False,
        "signature": "chat",
    }
    assert (found.name, found.rules) == ("全镇", Rules())


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        pytest.param("ASK", "28 09:00", Instant(28, NINE), id="a day of the month"),
        pytest.param("CLOSE", " +3 17:00 ", Instant(3, FIVE, in_next_month=True), id="blanks"),
        pytest.param("REMIND", "+1 09:00,+2 09:00", "2", id="several"),
        pytest.param("REMIND", "+1 09:00", "1", id="one"),
        pytest.param("ANSWER_TIME", "30m", dtm.timedelta(minutes=30), id="minutes"),
        pytest.param("ANSWER_TIME", "0h", dtm.timedelta(), id="no time at all"),
        pytest.param("ANSWER_TIME", "2d", dtm.timedelta(days=2), id="days"),
        pytest.param("TELEGRAM_API", "http://127.0.0.1:8081/", "http://127.0.0.1:8081", id="api"),
        pytest.param("UNDETERMINED", "hold", Undetermined.HOLD, id="a word"),
        pytest.param("RULE_RANKING", "True", True, id="true"),
        pytest.param(
            "DATABASE_URL", "postgresql+psycopg://h/g", "postgresql+psycopg://h/g", id="db"
        ),
        pytest.param("SCOPE", "", "全镇", id="an empty one is none"),
    ],
)
def test_a_setting_is_read(name: str, written: str, value: Any) -> None:
    found = getattr(given(**{name: written}), name.lower())
    assert (str(len(found)) if name == "REMIND" else found) == value


@pytest.mark.parametrize(
    ("name", "written", "told"),
    [
        pytest.param("ASK", "31st 09:00", "'31st 09:00' is no due instant", id="no day"),
        pytest.param("CLOSE", "+3 25:00", "no due instant", id="no hour"),
        pytest.param("CLOSE", "+32 09:00", "no due instant", id="no day of any month"),
        pytest.param("REMIND", "+1 09:00; +2 09:00", "no due instant", id="not commas"),
        pytest.param("ANSWER_TIME", "two days", "write a time span like 30m, 48h", id="no span"),
        pytest.param("TIMEZONE", "Asia/Hangzhou", "no such time zone", id="no zone"),
        pytest.param("TIMEZONE", "../../etc/passwd", "no such time zone", id="no zone, a path"),
        pytest.param("TELEGRAM_API", "api.telegram.org", "begins with https://", id="no address"),
        pytest.param("WEBHOOK_URL", "ftp://x", "begins with https://", id="another scheme"),
        pytest.param("WEBHOOK_LISTEN", "8443", "write a host and a port", id="no host"),
        pytest.param(
            "WEBHOOK_SECRET", "公路站", "write 1 to 256 letters", id="no secret of Telegram's"
        ),
        pytest.param("METRICS_LISTEN", "127.0.0.1:99999", "a host and a port", id="no port"),
        pytest.param("DATABASE_URL", "mysql://x", "write sqlite:///FILE", id="another database"),
        pytest.param("UNDETERMINED", "wait", "'accept' or 'hold'", id="no such word"),
        pytest.param("RULE_RANKING", "1", "write true or false", id="no flag"),
        pytest.param("LOG_FORMAT", "xml", "console|json", id="no such format"),
    ],
)
def test_a_value_that_cannot_be_read_is_told_with_its_name(
    name: str, written: str, told: str
) -> None:
    sentence = refused(**{name: written})
    assert sentence.startswith(f"{PREFIX}{name}")
    assert told in sentence


@pytest.mark.parametrize(
    ("name", "near"),
    [
        pytest.param("TELEGRAM_TOKN", "TELEGRAM_TOKEN", id="a letter is missing"),
        pytest.param("RULE_YEAR", "RULE_YEAR_BOUNDARY", id="half a name"),
        pytest.param("HOLIDAY", "HOLIDAYS", id="one for several"),
    ],
)
def test_an_unknown_name_is_told_the_nearest(name: str, near: str) -> None:
    assert refused(**{name: "x"}) == (
        f"{PREFIX}{name} is no setting of guatu; did you mean {PREFIX}{near}?"
    )


def test_a_name_in_small_letters_is_known_too() -> None:
    os.environ["guatu_scope"] = "全县"  # noqa: SIM112 - as somebody may write it
    assert Settings.read().scope == "全县"


def test_the_environment_goes_before_the_file() -> None:
    Path(".env").write_text("GUATU_SCOPE=全县\nGUATU_ORGANISATION=禾源镇\nOTHER=1\n", "utf-8")
    found = given(SCOPE="全市")
    assert (found.scope, found.organisation) == ("全市", "禾源镇")


@pytest.mark.parametrize("line", ["GUATU_SKOPE=全县", "GUATU_TIMEZONE=Mars"])
def test_a_fault_in_the_file_is_told_too(line: str) -> None:
    Path(".env").write_text(line, "utf-8")
    assert refused().startswith(line.partition("=")[0])


def test_a_file_that_is_no_text_is_told() -> None:
    Path(".env").write_bytes("GUATU_SCOPE=全镇".encode("utf-16"))
    assert refused() == ".env cannot be read; save it as UTF-8"


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_is_never_printed(name: str) -> None:
    found = given(**{name: "123456-geheim"})
    assert "geheim" not in f"{found} {found!r} {found.model_dump()}"


def test_a_database_that_cannot_be_read_is_told_without_its_password() -> None:
    sentence = refused(DATABASE_URL="postgres://guatu:geheim@h/g")
    assert sentence.startswith("GUATU_DATABASE_URL: write sqlite:///FILE")
    assert "geheim" not in sentence


def test_a_file_of_days_off_that_cannot_be_read_stops_too() -> None:
    Path("days.txt").write_text("2027-10-01 off\n2027-13-01 off\n", "utf-8")
    assert refused(HOLIDAYS="days.txt") == (
        "GUATU_HOLIDAYS: days.txt line 2: write lines like 2027-10-01 off"
    )
    assert "cannot be read" in refused(HOLIDAYS="nowhere.txt")


def test_days_off_from_a_file_go_over_the_table() -> None:
    Path("days.txt").write_text("2026-10-01 work\n", "utf-8")
    found = given(HOLIDAYS="days.txt").days_off
    assert not found.is_off(dtm.date(2026, 10, 1))


def test_days_and_hours_are_the_townships() -> None:
    late = dtm.datetime(2023, 6, 30, 16, 30, tzinfo=dtm.UTC)
    found = Settings.read()
    assert found.day(late) == dtm.date(2023, 7, 1)
    assert f"{found.local(late):%H:%M}" == "00:30"


def test_the_rules_follow_the_settings() -> None:
    found = given(
        RULE_YEAR_BOUNDARY="carry", RULE_NO_TARGET="break", RULE_ADJUST_RESETS_STREAK="true"
    )
    assert found.rules == Rules(
        carries_over_new_year=True, no_target_breaks=True, change_resets_streak=True
    )


def test_a_symbol_begins_with_the_first_character_of_the_name_unless_it_is_told() -> None:
    named = given(ORGANISATION="禾源镇")
    assert [named.symbol_of(series) for series in Series] == ["禾政督", "禾挂督黄", "禾挂督红"]
    assert given(SYMBOL="青禾").symbol_of(Series.BULLETIN) == "青禾政督"


def test_the_last_numbers_on_paper_are_those_of_one_year() -> None:
    found = given(LAST_NUMBERS=" 2023 5 7 2 ")
    assert [found.on_paper(series, 2023) for series in Series] == [5, 7, 2]
    assert found.on_paper(Series.BULLETIN, 2024) is None
    for written in ("2023 5 7", "2023-5-7-2", "2023 5 7 二", "2023 5 7 2 1"):
        assert "2023 5 7 2" in refused(LAST_NUMBERS=written)
