"""Papers are issued with a month: numbered, frozen and sent to whom they concern (C68 to C70)."""

import datetime as dtm
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from bot.bulletin import bulletin_of
from bot.paper_kinds import paper_recipe, read_view, view_of
from bot.publication import warning_key
from bot.settings import Settings
from bot.sheet import MonthSheet
from bot.warning_letters import Numbered, Warns, projects_to_warn_of, warning_letter
from bot.wording import issued
from papers import pdf
from papers.bulletin import BulletinPaper
from papers.warning_letter import MissedProject, WarningLetter
from rules.correction import Correction
from rules.issued import IssuedPaper, Series, full_number
from rules.month import Month
from rules.notice import Address, Notice, Policy, Recipe
from rules.posts import Room
from rules.project import CommandNo, ProjectCode, UnitName
from storage.work import Look, Work

_KINDS = {
    Series.BULLETIN: "bulletin",
    Series.YELLOW: "warning_yellow",
    Series.RED: "warning_red",
}


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A letter that was taken back, and the one in its place, if any."""

    letter: IssuedPaper
    instead: IssuedPaper | None


@dataclass(frozen=True, slots=True)
class Issued:
    """What a publication or a correction issued, and which letters it took back."""

    bulletin: IssuedPaper
    letters: tuple[IssuedPaper, ...]
    withdrawn: tuple[Withdrawn, ...] = ()

    def void(self, unit: UnitName, command: CommandNo) -> tuple[tuple[str, str], ...]:
        """Return the numbers of a unit's letters that are void, each with the one instead."""
        return tuple(
            (one.letter.full_number, one.instead.full_number if one.instead else "")
            for one in self.withdrawn
            if (one.letter.unit, one.letter.command) == (unit, command)
        )


def issue_papers(sheet: MonthSheet, *, work: Work, at: dtm.datetime, settings: Settings) -> Issued:
    """Issue the bulletin and the letters of a month that is being published."""
    desk = _Desk(sheet, None, work, at, settings)
    bulletin = desk.issue_bulletin()
    due = projects_to_warn_of(sheet)
    letters = tuple(desk.issue_letter(whom, projects) for whom, projects in due.items())
    return Issued(bulletin, letters)


def issue_corrected_papers(
    correction: Correction, sheet: MonthSheet, *, work: Work, at: dtm.datetime, settings: Settings
) -> Issued | None:
    """Issue what a correction changes: its bulletin, letters that say otherwise now or are new.

    A letter whose projects or figures changed is taken back, and another is issued in its place
    where one is due. None where the month was published before papers were issued.
    """
    if work.issued_papers.bulletin(sheet.month) is None:
        return None
    desk = _Desk(sheet, correction, work, at, settings)
    bulletin = desk.issue_bulletin()
    due, stand = projects_to_warn_of(sheet), _standing(sheet.month, look=work)
    touched = {
        (card.before.command, card.before.lead_unit)
        for card in correction.cards
        if card.touches_warning
    }
    letters, withdrawn = [], []
    for whom in dict.fromkeys((*due, *stand)):
        letter, projects = stand.get(whom), due.get(whom)
        listed = _letter(letter).projects if letter else None
        if whom[:2] not in touched or listed == projects:
            continue
        new = desk.issue_letter(whom, projects, instead_of=letter) if projects else None
        letters += [new] if new else []
        if letter is not None:
            work.issued_papers.withdraw(letter, by=correction.number)
            withdrawn.append(Withdrawn(letter, new))
    return Issued(bulletin, tuple(letters), tuple(withdrawn))


def _standing(month: Month, *, look: Look) -> dict[Warns, IssuedPaper]:
    """Return the letters of a month that were not taken back."""
    return {
        Warns(one.command, one.unit, one.series): one
        for one in look.issued_papers.of(month)
        if one.series is not Series.BULLETIN and not one.withdrawn_by
    }


def _letter(paper: IssuedPaper) -> WarningLetter:
    view: WarningLetter = read_view(kind_of(paper), paper.view)
    return view


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where a month's papers are numbered and kept, all in one transaction."""

    sheet: MonthSheet
    correction: Correction | None
    work: Work
    at: dtm.datetime
    settings: Settings

    def issue_bulletin(self) -> IssuedPaper:
        """Issue the bulletin; the first one of a year has its month's number (C68).

        The months before it had theirs on paper, one a month, unless the operator tells.
        """
        number = self._next(Series.BULLETIN, first=self.sheet.month.number)
        view = bulletin_of(
            self.sheet,
            look=self.work,
            at=self.at,
            settings=self.settings,
            symbol=self.settings.symbol_of(Series.BULLETIN),
            number=number,
            correction=self.correction,
        )
        return self._kept(Series.BULLETIN, number, view)

    def issue_letter(
        self,
        whom: Warns,
        projects: Sequence[MissedProject],
        *,
        instead_of: IssuedPaper | None = None,
    ) -> IssuedPaper:
        """Issue a letter about some projects, numbered from 1 in its year."""
        year, series = self.sheet.month.year, whom.series
        number = self._next(series)
        numbered = Numbered(
            full_number(self.settings.symbol_of(series), year, number),
            self._correction,
            instead_of.full_number if instead_of else "",
        )
        view = warning_letter(
            whom,
            projects,
            numbered,
            self.sheet,
            look=self.work,
            at=self.at,
            settings=self.settings,
        )
        return self._kept(series, number, view, command=whom.command, unit=whom.unit)

    @property
    def _correction(self) -> int:
        return self.correction.number if self.correction else 0

    def _next(self, series: Series, *, first: int = 1) -> int:
        """Return the next number; after those that the operator tells of, `first` has no say."""
        year = self.sheet.month.year
        on_paper = self.settings.on_paper(series, year)
        begins = first if on_paper is None else 1
        return self.work.issued_papers.next_number(series, year, first=begins, after=on_paper or 0)

    def _kept(
        self,
        series: Series,
        number: int,
        view: object,
        *,
        command: CommandNo = "",
        unit: UnitName = "",
    ) -> IssuedPaper:
        paper = IssuedPaper(
            series=series,
            number=number,
            symbol=self.settings.symbol_of(series),
            month=self.sheet.month,
            correction=self._correction,
            command=command,
            unit=unit,
            view=view_of(view),
            issued_at=self.at,
        )
        self.work.issued_papers.put(paper)
        return paper


def bulletin_notices(paper: IssuedPaper, *, look: Look, settings: Settings) -> tuple[Notice, ...]:
    """Return the bulletin as a file: for groups that read it, and for the office that signs it."""
    editions = {
        Room.TOWNSHIP: (issued.bulletin(paper), for_readers(paper, settings)),
        Room.HEADQUARTERS: (issued.bulletin(paper), for_readers(paper, settings)),
        Room.OFFICE: (issued.to_be_signed(paper), recipe_of(paper)),
    }
    return tuple(
        Notice(
            key=bulletin_key(paper.month, room, correction=paper.correction),
            to=group.address,
            words=words,
            recipe=recipe,
            policy=Policy.HOLD,
        )
        for room, (words, recipe) in editions.items()
        if (group := look.bindings.group(room)) is not None
    )


def bulletin_key(month: Month, room: Room, *, correction: int = 0) -> str:
    """Return the key of the bulletin's file in a group."""
    what = f"correction/{correction}" if correction else "publish"
    return f"{month}/{what}/bulletin/{room}"


def letter_notices(letters: Collection[IssuedPaper], *, look: Look) -> tuple[Notice, ...]:
    """Return each letter as a file for its command's group, where one is bound."""
    return tuple(
        _letter_notice(letter, group.address)
        for letter in letters
        if (group := look.bindings.group(Room.COMMAND, letter.command)) is not None
    )


def _letter_notice(letter: IssuedPaper, to: Address) -> Notice:
    warning = warning_key(letter.month, letter.unit, letter.command, correction=letter.correction)
    return Notice(
        key=f"{warning}/{letter.series}",
        to=to,
        words=issued.letter(letter),
        recipe=recipe_of(letter),
        policy=Policy.HOLD,
    )


def kind_of(paper: IssuedPaper) -> str:
    """Return the kind of its recipe."""
    return _KINDS[paper.series]


def recipe_of(paper: IssuedPaper) -> Recipe:
    """Return the recipe of an issued paper: it is written as it was frozen."""
    kind = kind_of(paper)
    view: BulletinPaper | WarningLetter = read_view(kind, paper.view)
    return paper_recipe(kind, view, view.file_name)


def for_readers(paper: IssuedPaper, settings: Settings) -> Recipe:
    """Return the recipe of a bulletin's PDF edition, which a phone shows; else of its .docx."""
    recipe = recipe_of(paper)
    if not (settings.pdf and pdf.is_installed()):
        return recipe
    return replace(recipe, file_name=str(PurePath(recipe.file_name).with_suffix(".pdf")))


def bulletin_recipe(month: Month, *, look: Look) -> Recipe | None:
    """Return the recipe of a month's bulletin, the last correction's if there is one.

    None where the month is not published, or was before papers were issued.
    """
    paper = look.issued_papers.bulletin(month)
    return None if paper is None else recipe_of(paper)


def letters_about(month: Month, project: ProjectCode, *, look: Look) -> Iterator[IssuedPaper]:
    """Yield the letters of a month that list a project, withdrawn or not, as they were issued."""
    for paper in look.issued_papers.of(month):
        if paper.series is Series.BULLETIN:
            continue
        if any(one.code == project for one in _letter(paper).projects):
            yield paper
