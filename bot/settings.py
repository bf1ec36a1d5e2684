"""The operator's choices: from `GUATU_…` in the environment, then from `.env`."""

import datetime as dtm
import difflib
import os
import re
import zoneinfo
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, NamedTuple, Self
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import BeforeValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.days_off import HolidaysError, days_off_of
from rules.days_off import DaysOff
from rules.issued import Series
from rules.plates import Rules
from rules.schedule import Instant, Schedule

PREFIX = "GUATU_"
_SPAN = re.compile(r"([0-9]+)([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


class SettingsError(Exception):
    """A setting is unknown or cannot be read; the message names it and what to do."""


class Undetermined(StrEnum):
    """What publishing does with what the office has not determined (E1)."""

    ACCEPT = "accept"
    HOLD = "hold"


class YearBoundary(StrEnum):
    """Whether a streak crosses 1 January (E19)."""

    RESET = "reset"
    CARRY = "carry"


class NoTarget(StrEnum):
    """Whether a month without a target breaks a streak (E10, E11)."""

    SKIP = "skip"
    BREAK = "break"


class Signature(StrEnum):
    """Whether a press is the signature, or says that the paper is signed."""

    CHAT = "chat"
    PAPER = "paper"


def _span(written: Any) -> Any:
    """Read `30m`, `48h` or `2d`."""
    if not isinstance(written, str):
        return written
    found = _SPAN.fullmatch(written.strip())
    if found is None:
        raise ValueError("write a time span like 30m, 48h or 0h")
    return dtm.timedelta(**{_UNITS[found[2]]: int(found[1])})


def _instant(written: Any) -> Any:
    return Instant.parse(written) if isinstance(written, str) else written


def _instants(written: Any) -> Any:
    if not isinstance(written, str):
        return written
    return tuple(Instant.parse(part) for part in written.split(",") if part.strip())


def _flag(written: Any) -> Any:
    """Take `true` and `false` alone; pydantic would take 1, yes and on as well."""
    known = {"true": True, "false": False}
    if isinstance(written, str):
        if written.lower() not in known:
            raise ValueError("write true or false")
        return known[written.lower()]
    return written


class LastNumbers(NamedTuple):
    """The numbers that were given last on paper in a year, before the papers came from here."""

    year: int
    bulletin: int
    yellow: int
    red: int


def _last_numbers(written: Any) -> Any:
    """Read `2023 5 7 2`: a year, its last bulletin, its last yellow letter, its last red one."""
    if not isinstance(written, str):
        return written
    parts = written.split()
    if len(parts) != 4 or not all(part.isascii() and part.isdecimal() for part in parts):
        raise ValueError("write a year and its last bulletin, yellow and red letter: 2023 5 7 2")
    return LastNumbers(*map(int, parts))


_SECRET = re.compile("[A-Za-z0-9_-]{1,256}")
When = Annotated[Instant, NoDecode, BeforeValidator(_instant)]
Whens = Annotated[tuple[Instant, ...], NoDecode, BeforeValidator(_instants)]
Span = Annotated[dtm.timedelta, NoDecode, BeforeValidator(_span)]
Numbers = Annotated[LastNumbers, NoDecode, BeforeValidator(_last_numbers)]
Flag = Annotated[bool, BeforeValidator(_flag)]


class Settings(BaseSettings):
    """Every setting; `docs/settings.md` says what each means."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", frozen=True, extra="ignore", env_ignore_empty=True
    )

    telegram_token: SecretStr | None = None
    telegram_api: str = "https://api.telegram.org"
    database_url: str = "sqlite:///guatu.db"
    timezone: str = "Asia/Shanghai"
    scope: str = Field("全镇", min_length=1, max_length=20)
    organisation: str | None = Field(None, max_length=30)
    symbol: str | None = Field(None, max_length=10)
    last_numbers: Numbers | None = None
    templates: Path | None = None
    pdf: Flag = True
    webhook_url: str | None = None
    webhook_listen: str = "127.0.0.1:8443"
    webhook_secret: SecretStr | None = None
    undetermined: Undetermined = Undetermined.ACCEPT
    ask: When = Instant.parse("last 09:00")
    remind: Whens = _instants("+1 09:00, +2 09:00, +3 09:00")
    close: When = Instant.parse("+3 17:00")
    brief: When = Instant.parse("+5 09:00")
    publish: When = Instant.parse("+6 09:00")
    answer_time: Span = dtm.timedelta(hours=48)
    holidays: Path | None = None
    log_format: str = Field("console", pattern="^(console|json)$")
    metrics_listen: str | None = None
    rule_year_boundary: YearBoundary = YearBoundary.RESET
    rule_no_target: NoTarget = NoTarget.SKIP
    rule_adjust_resets_streak: Flag = False
    rule_ranking: Flag = False
    signature: Signature = Signature.CHAT

    @classmethod
    def read(cls, **given: Any) -> Self:
        """Read them all; SettingsError names the setting, the fault and the nearest known name."""
        _refuse_unknown(cls)
        try:
            found = cls(**given)
            found.days_off  # noqa: B018 - a holiday file that cannot be read stops here too
        except ValidationError as error:
            raise SettingsError(_told(error)) from error
        except HolidaysError as error:
            raise SettingsError(f"{PREFIX}HOLIDAYS: {error}") from error
        return found

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            zoneinfo.ZoneInfo(name)
        except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError) as error:
            raise ValueError("no such time zone; write one like Asia/Shanghai") from error
        return name

    @field_validator("telegram_api", "webhook_url")
    @classmethod
    def _web_address(cls, url: str | None) -> str | None:
        if url is None:
            return None
        if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).netloc:
            raise ValueError("write an address that begins with https:// or http://")
        return url.rstrip("/")

    @field_validator("webhook_secret")
    @classmethod
    def _telegrams_letters(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not _SECRET.fullmatch(secret.get_secret_value()):
            raise ValueError("write 1 to 256 letters, digits, _ and -; Telegram takes no others")
        return secret

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("write sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME")
        return url

    @field_validator("webhook_listen", "metrics_listen")
    @classmethod
    def _host_and_port(cls, listen: str | None) -> str | None:
        if listen is None:
            return None
        host, _, port = listen.rpartition(":")
        if not host or not port.isdecimal() or int(port) > 65535:
            raise ValueError("write a host and a port like 127.0.0.1:8443")
        return listen

    @property
    def name(self) -> str:
        """What stands in the heads of pictures and papers."""
        return self.organisation or self.scope

    def symbol_of(self, series: Series) -> str:
        """Return what stands before the year in the numbers of a series: `禾挂督黄`."""
        return f"{self.symbol or self.name[0]}{series.chinese}"

    def on_paper(self, series: Series, year: int) -> int | None:
        """Return the last number of a series that was given on paper in a year, None: not told."""
        last = self.last_numbers
        return None if last is None or last.year != year else getattr(last, series.value)

    @cached_property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The time zone of all days and hours (E40)."""
        return zoneinfo.ZoneInfo(self.timezone)

    @cached_property
    def days_off(self) -> DaysOff:
        """The built-in days off, with the operator's file over them."""
        return days_off_of(self.holidays)

    @property
    def schedule(self) -> Schedule:
        """When a month's phases are due."""
        return Schedule(self.ask, self.remind, self.close, self.brief, self.publish, self.zone)

    @property
    def rules(self) -> Rules:
        """The readings that decide colours."""
        return Rules(
            carries_over_new_year=self.rule_year_boundary is YearBoundary.CARRY,
            no_target_breaks=self.rule_no_target is NoTarget.BREAK,
            change_resets_streak=self.rule_adjust_resets_streak,
        )

    def local(self, at: dtm.datetime) -> dtm.datetime:
        """Return an instant in the township's zone."""
        return at.astimezone(self.zone)

    def day(self, at: dtm.datetime) -> dtm.date:
        """Return the township's day of an instant."""
        return at.astimezone(self.zone).date()


def _refuse_unknown(settings: type[BaseSettings]) -> None:
    known = {f"{PREFIX}{name}".upper() for name in settings.model_fields}
    for name in [*os.environ, *_file()]:
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            near = difflib.get_close_matches(name.upper(), sorted(known), n=1, cutoff=0)
            raise SettingsError(f"{name} is no setting of guatu; did you mean {near[0]}?")


def _file() -> dict[str, str | None]:
    """Return what stands in `.env`."""
    try:
        return dotenv_values(".env")
    except UnicodeDecodeError as error:
        raise SettingsError(".env cannot be read; save it as UTF-8") from error


def _told(error: ValidationError) -> str:
    """Say which setting is at fault; a secret's value is not repeated."""
    fault = error.errors(include_url=False, include_input=False)[0]
    name = PREFIX + str(fault["loc"][0]).upper()
    value = os.environ.get(name) or _file().get(name)
    is_secret = "TOKEN" in name or "SECRET" in name or "DATABASE" in name
    shown = f" = {value!r}" if value and not is_secret else ""
    return f"{name}{shown}: {fault['msg'].removeprefix('Value error, ')}"
