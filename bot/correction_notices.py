"""What a correction says: to whom the first was said, as replies to it (E15, C68)."""

import datetime as dtm
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.issued_papers import (
    Issued,
    bulletin_key,
    bulletin_notices,
    for_readers,
    letter_notices,
)
from bot.posts_held import group_name
from bot.publication import counts_of, explaining, misses_of, warning_key
from bot.settings import Settings
from bot.sheet import MonthSheet
from bot.speech import Choice, buttons
from bot.subscribers import subscribers, to_leaders
from bot.views import board_view
from bot.wording import correcting, issued, publication
from bot.wording.correcting import Corrected, Why
from charts import recipe
from rules.correction import ChangedCard, Correction, is_miss
from rules.notice import Notice, Policy, Recipe, ShownAs
from rules.posts import Room
from rules.project import CommandNo, ProjectCode, UnitName
from rules.subscription import Pushed
from storage.bindings import Group
from storage.work import Look, Work


class Shown(NamedTuple):
    """The corrected overview: whoever gets it anywhere gets the same."""

    words: str
    drawn: Recipe


def correction_notices(
    correction: Correction,
    sheet: MonthSheet,
    why: Why,
    papers: Issued | None,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> tuple[Notice, ...]:
    """Return what a month's correction says, of which `sheet` is the month as corrected.

    `papers` are those that it issued, None where the month was published without.
    """
    shown = _overview(correction, sheet, why, look=work, settings=settings)
    return (
        *_to_the_township(correction, sheet, why, shown, work=work),
        *_to_commands(correction, sheet, why, papers, work=work),
        *_to_headquarters(correction, sheet, why, work=work),
        *(_files(papers, look=work, settings=settings) if papers else ()),
        *_to_leaders(correction, shown, papers, work=work, at=at, settings=settings),
    )


def _to_leaders(
    correction: Correction,
    shown: Shown,
    papers: Issued | None,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> tuple[Notice, ...]:
    """Return what each leader gets privately: the corrected overview, and the bulletin anew."""
    recipes = [shown.drawn, *([for_readers(papers.bulletin, settings)] if papers else [])]
    month, nth, on = correction.month, correction.number, settings.day(at)
    return to_leaders(
        month, Pushed.BULLETIN, shown.words, recipes, work=work, on=on, correction=nth
    )


def _overview(
    correction: Correction, sheet: MonthSheet, why: Why, *, look: Look, settings: Settings
) -> Shown:
    """Return the words and the picture of a corrected month."""
    month, number = correction.month, correction.number
    cards = corrected_cards(correction, sheet)
    counted = publication.counted(month, counts_of(sheet))
    view = recipe.to_json(board_view(sheet, look=look, settings=settings))
    name = f"{month}作战进度图（更正第{number}号）.png"
    words = correcting.circular(month, number, cards, why, counted=counted)
    return Shown(words, Recipe("progress", view, (1,), ShownAs.PHOTO, name))


def _files(papers: Issued, *, look: Look, settings: Settings) -> Iterator[Notice]:
    """Yield the corrected bulletin as a reply to the one before it, and the letters."""
    paper = papers.bulletin
    for notice in bulletin_notices(paper, look=look, settings=settings):
        room = Room(notice.key.rpartition("/")[2])
        before = reversed(range(paper.correction))
        keys = [bulletin_key(paper.month, room, correction=number) for number in before]
        yield _in_reply(notice, keys, look=look)
    yield from letter_notices(papers.letters, look=look)


def told_of(found: Sequence[Correction], *, look: Look, on: dtm.date) -> tuple[str, ...]:
    """Name the groups that corrections would be told to, and how many get them privately."""
    cards = [card for correction in found for card in correction.cards]
    commands = {card.before.command for card in cards if card.touches_warning}
    is_red = any(card.touches_reds for card in cards)
    has_paper = any(look.issued_papers.bulletin(one.month) for one in found)
    wanted = {Room.TOWNSHIP: True, Room.HEADQUARTERS: is_red or has_paper}
    groups = [
        group.title or group_name(group.room, group.command, look=look)
        for group in look.bindings.groups()
        if wanted.get(group.room, group.room is Room.COMMAND and group.command in commands)
    ]
    private = len(subscribers(Pushed.BULLETIN, look=look, on=on))
    return (*groups, *([correcting.privately(private)] if private else []))


def corrected_cards(
    correction: Correction, sheet: MonthSheet | None = None
) -> tuple[Corrected, ...]:
    """Return the cards as they are told; with the corrected month's sheet, misses in full."""
    misses = {miss.project.code: miss for miss in misses_of(sheet)} if sheet else {}
    return tuple(
        Corrected(
            project=card.before.project,
            month=correction.month,
            before=card.before.rated,
            after=card.after.rated,
            miss=misses.get(card.before.project.code),
        )
        for card in correction.cards
    )


def _to_the_township(
    correction: Correction, sheet: MonthSheet, why: Why, shown: Shown, *, work: Work
) -> tuple[Notice, ...]:
    """Return the corrected overview, and for each unit what became of its warning."""
    group = work.bindings.group(Room.TOWNSHIP)
    if group is None:
        return ()
    month, number = correction.month, correction.number
    overview = Notice(
        key=f"{_key(correction)}/overview",
        to=group.address,
        words=shown.words,
        recipe=shown.drawn,
        policy=Policy.HOLD,
    )
    found = [_in_reply(overview, [f"{month}/publish/overview"], look=work)]
    for unit, touched in _by_unit(correction.cards).items():
        words = _unit_words(correction, sheet, unit, touched, why)
        notice = Notice(
            key=warning_key(month, unit, "township", correction=number),
            to=group.address,
            words=words,
            buttons=buttons(work, *explaining(month, _codes(touched))),
            policy=Policy.HOLD,
        )
        found.append(_in_reply(notice, _warnings(correction, unit, "township"), look=work))
    return tuple(found)


def _to_commands(
    correction: Correction, sheet: MonthSheet, why: Why, papers: Issued | None, *, work: Work
) -> tuple[Notice, ...]:
    """Return each unit's own in its command's group; what is warned of now can be received."""
    by_command: defaultdict[CommandNo, list[ChangedCard]] = defaultdict(list)
    for card in correction.cards:
        by_command[card.before.command].append(card)
    groups = {group.command: group for group in work.bindings.groups() if group.command}
    return tuple(
        _to_command(correction, sheet, groups[command], unit, touched, why, papers, work=work)
        for command, cards in by_command.items()
        if command in groups
        for unit, touched in _by_unit(cards).items()
    )


def _to_command(
    correction: Correction,
    sheet: MonthSheet,
    group: Group,
    unit: UnitName,
    cards: Sequence[ChangedCard],
    why: Why,
    papers: Issued | None,
    *,
    work: Work,
) -> Notice:
    month, command = correction.month, group.command
    words = _unit_words(correction, sheet, unit, cards, why, command=command)
    if papers and (void := papers.void(unit, command or "")):
        words = f"{words}\n{issued.void(void)}"
    receive = []
    if any(is_miss(card.after.rated) for card in cards):
        subject = f"{month}/{command}/{unit}"
        receive = [Choice("签收", "receive_warning", subject, at_state=str(correction.number))]
        words = f"{words}\n{publication.please_receive()}"
    notice = Notice(
        key=warning_key(month, unit, command or "", correction=correction.number),
        to=group.address,
        words=words,
        buttons=buttons(work, receive, *explaining(month, _codes(cards))),
        policy=Policy.HOLD,
    )
    return _in_reply(notice, _warnings(correction, unit, command or ""), look=work)


def _to_headquarters(
    correction: Correction, sheet: MonthSheet, why: Why, *, work: Work
) -> tuple[Notice, ...]:
    """Return the one message about the reds that changed (C70)."""
    group = work.bindings.group(Room.HEADQUARTERS)
    reds = _codes(card for card in correction.cards if card.touches_reds)
    if group is None or not reds:
        return ()
    cards = [one for one in corrected_cards(correction, sheet) if one.project.code in reds]
    notice = Notice(
        key=f"{_key(correction)}/headquarters",
        to=group.address,
        words=correcting.to_headquarters(correction.month, correction.number, cards, why),
        buttons=buttons(work, *explaining(correction.month, reds)),
        policy=Policy.HOLD,
    )
    return (_in_reply(notice, [f"{correction.month}/publish/headquarters"], look=work),)


def _unit_words(
    correction: Correction,
    sheet: MonthSheet,
    unit: UnitName,
    cards: Sequence[ChangedCard],
    why: Why,
    *,
    command: CommandNo | None = None,
) -> str:
    """Tell a unit its changed cards, and how many of its others are warned of as before."""
    codes = _codes(cards)
    shown = [one for one in corrected_cards(correction, sheet) if one.project.code in codes]
    stand = sum(
        miss.project.lead_unit == unit
        and miss.project.code not in codes
        and command in {None, miss.project.command}
        for miss in misses_of(sheet)
    )
    return correcting.to_unit(unit, correction.month, correction.number, shown, why, stand=stand)


def _codes(cards: Iterable[ChangedCard]) -> list[ProjectCode]:
    return [card.before.project.code for card in cards]


def _by_unit(cards: Iterable[ChangedCard]) -> dict[UnitName, list[ChangedCard]]:
    """Return the cards that concern a warning by the unit that was warned, or is now (E27)."""
    found: dict[UnitName, list[ChangedCard]] = {}
    for card in cards:
        if card.touches_warning:
            found.setdefault(card.before.lead_unit, []).append(card)
    return found


def _key(correction: Correction) -> str:
    return f"{correction.month}/correction/{correction.number}"


def _warnings(correction: Correction, unit: UnitName, where: str) -> list[str]:
    """Return the keys of what a unit was told of a month before, the latest first."""
    return [
        warning_key(correction.month, unit, where, correction=number)
        for number in reversed(range(correction.number))
    ]


def _in_reply(notice: Notice, earlier: Sequence[str], *, look: Look) -> Notice:
    """Let a notice follow the latest of some others that was said, and quote it where it stands.

    What never arrived, or stands in another chat by now, cannot be quoted.
    """
    key = next((one for one in earlier if look.outbox.state(one) is not None), None)
    if key is None:
        return notice
    sent = look.outbox.sent_of(key)
    is_here = sent is not None and sent.address.chat_id == notice.to.chat_id
    quoted = next(iter(sent.message_ids), None) if sent is not None and is_here else None
    return replace(notice, follows=key, reply_to=quoted)
