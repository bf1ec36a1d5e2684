"""The publication of a month: its edition, and what is said to whom because of it."""

import datetime as dtm
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.settings import Settings
from bot.sheet import Line, MonthSheet
from bot.speech import Choice, buttons
from bot.subjects import subject_of
from bot.subscribers import to_leaders
from bot.support_view import support_caption, support_key, support_recipe, support_view
from bot.wording import captions, publication
from bot.wording.publication import Counts, Miss
from charts import recipe
from charts.views import BoardView
from rules.edition import Edition, EditionRow
from rules.month import Month
from rules.notice import About, Address, Notice, Policy, Recipe, ShownAs
from rules.plates import Flag, NoPlate, Plate, Rated
from rules.posts import Room
from rules.project import CommandNo, Goal, ProjectCode, UnitName, Value
from rules.subscription import Pushed
from storage.work import Work

MOST_IN_ALBUM = 10
MOST_EXPLAINED = 8  # buttons under one warning; the worst misses stand first
_EXPLAINED_A_ROW = 2
Missed = tuple[Month, Goal, Value | None]


@dataclass(frozen=True, slots=True)
class Warned:
    """A unit with what it missed in a month."""

    unit: UnitName
    misses: tuple[Miss, ...]

    @property
    def codes(self) -> tuple[ProjectCode, ...]:
        """The projects of the misses."""
        return tuple(miss.project.code for miss in self.misses)


def counts_of(sheet: MonthSheet) -> Counts:
    """Count the plates of the projects that are in; they add up to all of them."""
    lines = [line for line in sheet.lines if line.standing.is_in]
    plates = [line.rated.plate for line in lines]
    return Counts(
        blue=plates.count(Plate.BLUE),
        yellow=plates.count(Plate.YELLOW),
        red=plates.count(Plate.RED),
        none=plates.count(None),
        pending=sum(line.rated.no_plate is NoPlate.PENDING for line in lines),
    )


def misses_of(sheet: MonthSheet) -> tuple[Miss, ...]:
    """Return what was missed: red by length of streak, then yellow, then in order."""
    found = [miss for line in sheet.lines if (miss := _miss(line)) is not None]
    return tuple(sorted(found, key=lambda one: -one.streak))


def _miss(line: Line) -> Miss | None:
    rated = line.rated
    if rated.plate not in {Plate.YELLOW, Plate.RED} or rated.plate is None or rated.goal is None:
        return None
    return Miss(
        project=line.as_published,
        plate=rated.plate,
        streak=rated.streak,
        goal=rated.goal,
        value=rated.value,
        earlier=_streak_before(line.months, rated),
        is_determined=line.published is not None or line.determination_made is not None,
    )


def _streak_before(months: Sequence[Rated], rated: Rated) -> tuple[Missed, ...]:
    """Return the earlier months of a streak, oldest first (C70)."""
    missed = [
        (one.month, one.goal, one.value)
        for one in months
        if one.month < rated.month and one.plate is not None and one.goal is not None
    ]
    return tuple(missed[max(0, len(missed) - rated.streak + 1) :]) if rated.streak > 1 else ()


def edition_of(sheet: MonthSheet, settings: Settings) -> Edition:
    """Freeze a month as it stands, for the first time; later only a correction changes it."""
    rows = tuple(
        EditionRow(
            project=line.project,
            rated=_with_pending(line),
            reported=line.report.value if line.report else None,
            reported_late=line.report is not None and line.report.is_late,
        )
        for line in sheet.lines
        if line.standing.is_in
    )
    return Edition(month=sheet.month, correction=0, rules=settings.rules, rows=rows)


def _with_pending(line: Line) -> Rated:
    """Return a line as it is rated, with what waits for approval at this moment (E6)."""
    if not line.has_pending_change:
        return line.rated
    flags = {*line.rated.flags, Flag.ADJUSTMENT_PENDING}
    return line.rated._replace(flags=tuple(sorted(flags)))


def township_notices(
    sheet: MonthSheet, view: BoardView, *, work: Work, settings: Settings
) -> tuple[Notice, ...]:
    """Return what the whole township sees: the pictures, the board, a warning for each unit.

    `view` is the board of the sheet.
    """
    group = work.bindings.group(Room.TOWNSHIP)
    if group is None:
        return ()
    month = sheet.month
    shown = (
        Notice(key=key, to=group.address, words=said, recipe=drawn, policy=Policy.HOLD)
        for key, said, drawn in _pictures(view, month)
    )
    warnings = (
        Notice(
            key=warning_key(month, warned.unit, "township"),
            to=group.address,
            words=_warning_words(warned, month),
            buttons=buttons(work, *explaining(month, warned.codes)),
            policy=Policy.HOLD,
        )
        for warned in warned_units(misses_of(sheet))
    )
    return (*shown, *_support(sheet, group.address, work=work, settings=settings), *warnings)


def _support(
    sheet: MonthSheet, to: Address, *, work: Work, settings: Settings
) -> tuple[Notice, ...]:
    """Return the support picture, where there is any item (C26, C45)."""
    view = support_view(sheet, look=work, settings=settings)
    if not view.rows and not view.closed:
        return ()
    key, words = support_key(sheet.month), support_caption(view)
    drawn = support_recipe(view)
    return (Notice(key=key, to=to, words=words, recipe=drawn, policy=Policy.HOLD),)


def _pictures(view: BoardView, month: Month) -> list[tuple[str, str, Recipe]]:
    """Return the overview, the other pages as albums, the board as a file, with their captions."""
    written = recipe.to_json(view)
    name = f"{month}作战进度图"
    parts = recipe.pages("progress", view)
    rest = list(range(2, len(parts) + 1))
    albums = [rest[i : i + MOST_IN_ALBUM] for i in range(0, len(rest), MOST_IN_ALBUM)]
    found = [(f"{month}/publish/overview", captions.overview(view), overview(view, month))]
    for number, pages in enumerate(albums, start=1):
        shown = ShownAs.ALBUM if len(pages) > 1 else ShownAs.PHOTO
        album = Recipe("progress", written, tuple(pages), shown, f"{name}.png")
        words = captions.album(view, pages, parts)
        found.append((f"{month}/publish/album/{number}", words, album))
    words = captions.wall(view, len(recipe.pages("wall", view)))
    board = Recipe("wall", written, (), ShownAs.FILE, f"{name}（挂图）.pdf")
    found.append((f"{month}/publish/board", words, board))
    return found


def overview(view: BoardView, month: Month) -> Recipe:
    """Return the first page of a month; who gets it anywhere gets it as drawn once."""
    name = f"{month}作战进度图-1.png"
    return Recipe("progress", recipe.to_json(view), (1,), ShownAs.PHOTO, name)


def leaders_notices(
    sheet: MonthSheet, view: BoardView, bulletin: Recipe, *, work: Work, on: dtm.date
) -> tuple[Notice, ...]:
    """Return what each leader gets privately: the overview of the township, the bulletin."""
    month = sheet.month
    words = captions.overview(view)
    recipes = [overview(view, month), bulletin]
    return to_leaders(month, Pushed.BULLETIN, words, recipes, work=work, on=on)


def warning_key(month: Month, unit: UnitName, where: str, *, correction: int = 0) -> str:
    """Return the key of what a unit is told in a command's group or the township's (`where`)."""
    what = f"correction/{correction}" if correction else "warning"
    return f"{month}/{what}/{unit}/{where}"


def explaining(month: Month, codes: Sequence[ProjectCode]) -> list[list[Choice]]:
    """Return rows of buttons that tell how the colours of some projects came about (C44)."""
    choices = [
        Choice(publication.why(code), "explain", subject_of(About(month, code)))
        for code in codes[:MOST_EXPLAINED]
    ]
    starts = range(0, len(choices), _EXPLAINED_A_ROW)
    return [choices[at : at + _EXPLAINED_A_ROW] for at in starts]


def warned_units(misses: Iterable[Miss]) -> tuple[Warned, ...]:
    """Return each unit with its misses (E27)."""
    by_unit: dict[UnitName, list[Miss]] = {}
    for miss in misses:
        by_unit.setdefault(miss.project.lead_unit, []).append(miss)
    return tuple(Warned(unit, tuple(misses)) for unit, misses in by_unit.items())


def _warning_words(warned: Warned, month: Month) -> str:
    return publication.warning(warned.unit, month, warned.misses)


def command_notices(sheet: MonthSheet, *, work: Work) -> tuple[Notice, ...]:
    """Return each warned unit's own warning in its command's group, 「签收」 above all else."""
    notices = []
    month = sheet.month
    by_command: defaultdict[CommandNo | None, list[Miss]] = defaultdict(list)
    for miss in misses_of(sheet):
        by_command[miss.project.command].append(miss)
    for group in work.bindings.groups():
        if group.room is not Room.COMMAND:
            continue
        for warned in warned_units(by_command.get(group.command, ())):
            words = f"{_warning_words(warned, month)}\n{publication.please_receive()}"
            receive = Choice("签收", "receive_warning", f"{month}/{group.command}/{warned.unit}")
            rows = [[receive], *explaining(month, warned.codes)]
            notices.append(
                Notice(
                    key=warning_key(month, warned.unit, group.command or ""),
                    to=group.address,
                    words=words,
                    buttons=buttons(work, *rows),
                    policy=Policy.HOLD,
                )
            )
    return tuple(notices)


def headquarters_notices(sheet: MonthSheet, *, work: Work) -> tuple[Notice, ...]:
    """Return the one message with all red ones (C70)."""
    group = work.bindings.group(Room.HEADQUARTERS)
    reds = [miss for miss in misses_of(sheet) if miss.plate is Plate.RED]
    if group is None or not reds:
        return ()
    rows = explaining(sheet.month, [miss.project.code for miss in reds])
    return (
        Notice(
            key=f"{sheet.month}/publish/headquarters",
            to=group.address,
            words=publication.red_ones(sheet.month, reds),
            buttons=buttons(work, *rows),
            policy=Policy.HOLD,
        ),
    )
