"""The bulletin's two tables: every command with its counts, every project with its figures."""

from collections.abc import Iterator, Mapping, Sequence

from bot.wording import bulletin as words
from bot.wording.figures import amount
from papers.bulletin import AnnexRow, CommandRow
from rules.book import Command
from rules.bulletin import Item, Tally, tally
from rules.project import CommandNo, Goal, Milestone, Value, plain


def command_rows(
    items: Sequence[Item], commands: Mapping[CommandNo, Command]
) -> Iterator[CommandRow]:
    """Yield every command, also one whose month asks nothing, and the sum (E43)."""
    numbers = sorted({*commands, *(one.row.command for one in items)})
    for number in numbers:
        counts = tally(one for one in items if one.row.command == number)
        command = commands.get(number)
        yield _command_row(
            command.name if command else number, command.commander if command else "", counts
        )
    yield _command_row(words.TOTAL, "", tally(items))


def _command_row(name: str, commander: str, counts: Tally) -> CommandRow:
    return CommandRow(
        name=name,
        commander=commander,
        projects=counts.projects,
        rated=counts.rated,
        blue=counts.blue,
        yellow=counts.yellow,
        red=counts.red,
        pending=counts.pending,
        silent=counts.silent,
        share=words.percent(counts.share) if counts.has_task else words.NO_TASK,
    )


def annex_rows(items: Sequence[Item], commands: Mapping[CommandNo, Command]) -> Iterator[AnnexRow]:
    """Yield every project of the bulletin, in order."""
    for place, one in enumerate(items, 1):
        yield _annex_row(place, one, commands.get(one.row.command))


def _annex_row(place: int, one: Item, command: Command | None) -> AnnexRow:
    project, rated = one.project, one.rated
    return AnnexRow(
        number=place,
        code=project.code,
        name=project.name,
        command=command.name if command else one.row.command,
        commander=command.commander if command else "",
        lead_unit=project.lead_unit,
        person=project.responsible_person,
        unit=project.unit,
        annual=project.annual_target_text if one.annual is None else plain(one.annual),
        goal=_figure(rated.goal),
        reported=_figure(one.row.reported),
        found=_figure(rated.value),
        completion=words.percent(one.completion),
        plate=words.mark(rated),
        streak=str(rated.streak) if rated.plate else words.NONE,
        remarks=words.remarks(one),
    )


def _figure(figure: Goal | Value | None) -> str:
    """Write a goal or a value without its unit, which has a column of its own."""
    if figure is None:
        return words.NONE
    return str(figure) if isinstance(figure, Milestone) else amount(figure, "")
