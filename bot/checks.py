"""What the operator should know before the township notices: settings, database, book, queues."""

import datetime as dtm
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.paper_kinds import templates_in, wrong_templates
from bot.posts_held import group_name
from bot.settings import PREFIX, Settings
from charts import fonts
from papers import pdf
from rules.posts import Room
from rules.schedule import Instant
from storage.bindings import Group
from storage.engine import BusyError, Storage
from storage.standing import Standing, standing
from storage.work import Look

_FEW = 8  # names that a line lists before it counts the others
_LATE = dtm.timedelta(minutes=10)
_ROOMS = (Room.TOWNSHIP, Room.HEADQUARTERS, Room.OFFICE)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `do` says what to do where it is not ok."""

    check: str
    ok: bool
    found: str
    do: str = ""


def check_settings(settings: Settings) -> Check:
    """Return the choices in force, without what is secret."""
    chosen = (
        f"{PREFIX}{name.upper()}={_shown(name, value)}"
        for name, value in settings
        if name in settings.model_fields_set
    )
    return Check("settings", ok=True, found="; ".join(chosen) or "all at their defaults")


def _shown(name: str, value: object) -> str:
    if isinstance(value, SecretStr):
        return "(set)"
    if name == "database_url":
        address = urlsplit(str(value))
        return f"{address.scheme}://{address.hostname or ''}{address.path}"
    if isinstance(value, tuple):
        return ", ".join(_shown(name, part) for part in value)
    if isinstance(value, Instant):
        return f"{'+' if value.in_next_month else ''}{value.day} {value.hour:%H:%M}"
    return str(value)


def check_database(settings: Settings) -> Check:
    """Tell whether the database can be used as it is."""
    try:
        found = standing(settings.database_url)
    except BusyError as error:
        do = "start the database, or mend GUATU_DATABASE_URL"
        return Check("database", ok=False, found=f"cannot be opened: {error}", do=do)
    told, do = _STANDINGS[found]
    return Check("database", ok=found is Standing.CURRENT, found=told, do=do)


_STANDINGS = {
    Standing.CURRENT: ("it has the schema of this version", ""),
    Standing.MISSING: ("there is none yet", "run `guatu load FILE.xlsx`"),
    Standing.BEHIND: ("its schema is older", "run `guatu db upgrade`, or `guatu run`"),
    Standing.NEWER: ("its schema is newer", "install the version of guatu that wrote it"),
}


def check_papers() -> Check:
    """Tell whether papers can be had as PDF; without LibreOffice they come as .docx, which do."""
    if pdf.is_installed():
        return Check("papers", ok=True, found="LibreOffice is installed: as .docx and as PDF")
    found = "LibreOffice is not installed: as .docx alone, without PDF"
    return Check("papers", ok=True, found=found)


def check_templates(settings: Settings) -> Check:
    """Tell whether the office's own templates can be filled; without a folder ours are used."""
    folder = settings.templates
    if folder is None:
        return Check("templates", ok=True, found="ours")
    if not folder.is_dir():
        do = "make it, or mend GUATU_TEMPLATES; ours are used until then"
        return Check("templates", ok=False, found=f"{folder} is no folder", do=do)
    wrong = list(wrong_templates(folder))
    if wrong:
        do = "mend it in Word or WPS, see docs/office.md; ours is used until then"
        return Check("templates", ok=False, found=" ".join(wrong), do=do)
    names = _few(f"{kind}.docx" for kind in templates_in(folder))
    return Check("templates", ok=True, found=f"{names or 'none'} in {folder}, else ours")


def check_stored(settings: Settings, storage: Storage, at: dtm.datetime) -> Iterator[Check]:
    """Yield what the database tells; it must be current."""
    with storage.look() as look:
        years = look.book.years()
        found = f"years {_few(map(str, years))}" if years else "no workbook is loaded"
        yield Check("book", bool(years), found, "" if years else "run `guatu load FILE.xlsx`")
        yield _days_off(settings, years)
        if years:
            yield _people(look)
            yield _groups(look, years[-1])
            yield _fonts(look, years[-1])
        yield _inbox(look)
        yield _outbox(look, at)


def bound_groups(storage: Storage) -> tuple[Group, ...]:
    """Return the groups that the bot must be in."""
    with storage.look() as look:
        return look.bindings.groups()


def _days_off(settings: Settings, years: Collection[int]) -> Check:
    unknown = [year for year in years if not settings.days_off.knows(year)]
    if not unknown:
        return Check("days off", ok=True, found="known for every loaded year")
    found = f"no table for {_few(map(str, unknown))}: only weekends count as days off"
    do = "write the days into a file and name it in GUATU_HOLIDAYS"
    return Check("days off", ok=False, found=found, do=do)


def _people(look: Look) -> Check:
    named = list(dict.fromkeys(post.person for post in look.book.posts()))
    bound = look.bindings.accounts(named)
    missing = [name for name in named if name not in bound]
    found = f"{len(bound)} of {len(named)} who hold posts are bound"
    if not missing:
        return Check("people", ok=True, found=found)
    do = "give them their codes, see `guatu invite`"
    return Check("people", ok=False, found=f"{found}; not {_few(missing)}", do=do)


def _groups(look: Look, year: int) -> Check:
    rooms = [(Room.COMMAND, command.number) for command in look.book.commands(year)]
    wanted = [*rooms, *((room, None) for room in _ROOMS)]
    missing = [
        group_name(room, number, look=look)
        for room, number in wanted
        if look.bindings.group(room, number) is None
    ]
    found = f"{len(wanted) - len(missing)} of {len(wanted)} are bound"
    if not missing:
        return Check("groups", ok=True, found=found)
    do = "add the bot to them and send /bind with the code, see `guatu invite`"
    return Check("groups", ok=False, found=f"{found}; not {_few(missing)}", do=do)


def _fonts(look: Look, year: int) -> Check:
    """Tell whether every name of the book can be drawn."""
    book = look.book.of(year)
    words = repr(book) if book else ""
    try:
        missing = fonts.missing(words)
    except fonts.FontsMissingError as error:
        return Check("fonts", ok=False, found=str(error), do="run `make install` again")
    if not missing:
        return Check("fonts", ok=True, found="every character of the book can be drawn")
    do = "write these otherwise in the workbook: pictures show 〓 in their place"
    return Check("fonts", ok=False, found=f"not in the font: {_few(sorted(missing))}", do=do)


def _inbox(look: Look) -> Check:
    counts = look.inbox.counts()
    found = ", ".join(f"{counts[state]} {state}" for state in ("new", "failed", "poison"))
    is_ok = not counts["failed"] and not counts["poison"]
    do = "" if is_ok else "see `guatu inbox`; take them up again with --retry ID"
    return Check("inbox", is_ok, found, do)


def _outbox(look: Look, at: dtm.datetime) -> Check:
    counts = look.outbox.counts()
    late = [row for row in look.outbox.open() if at - row.queued_at > _LATE]
    found = ", ".join(f"{counts[state]} {state}" for state in ("queued", "unknown", "dead"))
    is_ok = not counts["unknown"] and not counts["dead"] and not late
    do = (
        "" if is_ok else "see `guatu outbox`; send again with --retry ID, or let go with --drop ID"
    )
    return Check("outbox", is_ok, found, do)


def _few(names: Iterable[str]) -> str:
    listed = list(names)
    more = f" and {len(listed) - _FEW} more" if len(listed) > _FEW else ""
    return "、".join(listed[:_FEW]) + more
