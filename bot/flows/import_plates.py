"""`/import`: the office confirms the plates of months before the first one asked (E38)."""

import datetime as dtm
import json
import re
import unicodedata

from bot.entrance import Present, enter
from bot.ports import Alert, Heard, Pressed
from bot.settings import Settings
from bot.speech import Choice, answer, buttons, replaced
from bot.wording import alerts, importing
from rules.lifecycle import standing
from rules.month import Month, year_of
from rules.plates import Plate
from rules.posts import Act, acting_post
from rules.project import ProjectCode, in_force
from storage import journal
from storage.buttons import Button
from storage.drafts import Draft
from storage.work import Look, Work

FORM = "import"
_MONTHS_A_ROW = 4
_COLOURS = {"黄": Plate.YELLOW, "红": Plate.RED}
_HEAD = re.compile(r"(黄|红)牌?[:：]?")
_ALL_BLUE = "全部蓝牌"
Plates = dict[ProjectCode, Plate | None]


def start_import(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Let the month be chosen, the one before the first first."""
    here = _enter(heard, work, settings.day(at))
    if work.editions.published():
        work.outbox.put(answer(heard, importing.too_late()), at)
        return
    months = _months(work, settings.day(at))
    if not months:
        work.outbox.put(answer(heard, importing.nothing_before()), at)
        return
    choices = [
        Choice(month.chinese, "choose_import", str(month), owner=here.person)
        for month in reversed(months)
    ]
    rows = [choices[i : i + _MONTHS_A_ROW] for i in range(0, len(choices), _MONTHS_A_ROW)]
    words = importing.ask_month(work.imported.months())
    work.outbox.put(answer(heard, words, rows=buttons(work, *rows)), at)


def choose_import(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Ask for the plates of the month that was chosen."""
    _enter(pressed, work, settings.day(at))
    facts = {"id": pressed.key, "month": button.subject}
    work.drafts.put(Draft(pressed.account, pressed.chat.chat_id, FORM, facts, at))
    words = importing.ask_plates(Month.parse(button.subject))
    work.outbox.put(answer(pressed, words, asks_reply="黄牌 JT01 红牌 NY03"), at)
    return None


def take_import(
    heard: Heard, draft: Draft, *, work: Work, at: dtm.datetime, settings: Settings
) -> None:
    """Read the plates, and show what would be kept."""
    here = _enter(heard, work, settings.day(at))
    month = Month.parse(draft.facts["month"])
    plates, refusal = _read(heard.text, month, look=work)
    if refusal:
        work.outbox.put(answer(heard, refusal), at)
        return
    facts = dict(draft.facts) | {"plates": json.dumps(plates)}
    work.drafts.put(Draft(heard.account, heard.chat.chat_id, FORM, facts, at))
    confirm = Choice("确认", "confirm_import", facts["plates"], facts["id"], here.person)
    words = importing.preview(month, plates)
    work.outbox.put(answer(heard, words, rows=buttons(work, [confirm])), at)


def confirm_import(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Keep what the preview showed; it counts for the streak from now on."""
    draft = work.drafts.get(pressed.account, pressed.chat.chat_id)
    if draft is None or draft.form != FORM or draft.facts["id"] != button.at_state:
        return Alert(alerts.no_longer_open())
    here, month = _enter(pressed, work, settings.day(at)), Month.parse(draft.facts["month"])
    if draft.facts.get("plates") != button.subject:
        return Alert(alerts.no_longer_open())
    work.cycles.get(month.next)  # nothing is published on what is about to change
    if work.editions.published() or month not in _months(work, settings.day(at)):
        return Alert(importing.too_late())
    read = json.loads(button.subject).items()
    plates = {code: Plate(plate) if plate else None for code, plate in read}
    work.drafts.drop(pressed.account, pressed.chat.chat_id)
    work.imported.put(month, plates, by=here.person, at=at)
    post = acting_post(Act.IMPORT, here.posts, room=here.room, on=settings.day(at))
    facts = {"plates": json.loads(button.subject)}
    work.journal.write(
        journal.Line(
            at=at,
            actor=here.person,
            post=post.role.chinese,
            what="month.imported",
            month=month,
            facts=facts,
        )
    )
    work.outbox.put(replaced(pressed, importing.kept(month, here.person)), at)
    return None


def _enter(event: Heard | Pressed, work: Work, on: dtm.date) -> Present:
    here = enter(event, look=work)
    acting_post(Act.IMPORT, here.posts, room=here.room, on=on)
    return here


def _months(look: Look, today: dtm.date) -> tuple[Month, ...]:
    """Return the months of the year that lie before the first one asked, or before this one."""
    first = look.cycles.first_asked() or Month.of(today)
    return tuple(month for month in year_of(look.book.year_in_force()) if month < first)


def _read(written: str, month: Month, *, look: Look) -> tuple[Plates, str]:
    """Read `黄牌 JT01 SL02 红牌 NY03`; all others that had a target are blue."""
    plates = _all_blue(month, look=look)
    text = unicodedata.normalize("NFKC", written).strip().upper()
    if text == _ALL_BLUE:
        return plates, ""
    parts = _HEAD.split(text)
    if len(parts) < 3 or parts[0].strip():
        return {}, importing.unclear(text)
    named: set[ProjectCode] = set()
    for colour, words in zip(parts[1::2], parts[2::2], strict=True):
        for code in re.findall(r"[^\s,;、，；。]+", words):
            project = look.book.project(month.year, code)
            if project is None:
                return {}, importing.unclear(code)
            if code in named:
                return {}, importing.twice(code)
            if plates[code] is None:
                return {}, importing.no_goal(project, month)
            named.add(code)
            plates[code] = _COLOURS[colour]
    return (plates, "") if named else ({}, importing.unclear(text))


def _all_blue(month: Month, *, look: Look) -> Plates:
    """Return the plate of each project that had a target in the month: blue; None of others."""
    year = month.year
    plans = look.book.plans(year)
    return {
        one.code: Plate.BLUE
        if in_force(plans.get(one.code, ()), month).goal
        and standing(look.book.lifecycle_events(year, one.code), month).is_active
        else None
        for one in look.book.projects(year)
    }
