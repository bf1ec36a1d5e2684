"""A request goes a step on: signed, reviewed, approved, or sent back (C58 to C61)."""

import datetime as dtm
import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from bot import dialogues
from bot.applying import post_of_applicant
from bot.change_notices import change_number, journal_line, project_of, step_notices, who_may
from bot.entrance import Present, enter
from bot.ports import Alert, Heard, Pressed
from bot.refusals import UnknownProjectError
from bot.settings import Settings
from bot.settings import Signature as SignedOn
from bot.speech import answer, replaced
from bot.taking_effect import take_effect
from bot.wording import alerts, signing
from rules.approval import (
    ChangeRequest,
    RequestOverError,
    Signature,
    Stage,
    Step,
    Word,
    check_step,
    signed,
)
from rules.notice import Notice
from rules.posts import Act, Post, acting_post
from rules.project import Project
from storage.buttons import Button
from storage.drafts import Draft
from storage.work import Work

FORM = "change_note"
_ACTS = {
    Step.SIGN: Act.SIGN_CHANGE,
    Step.REVIEW: Act.REVIEW_CHANGE,
    Step.APPROVE: Act.APPROVE_CHANGE,
}
_SHORTEST_NOTE, _LONGEST_NOTE = 4, 500
_MINUTES = re.compile(
    r"(?P<number>\S.{2,38}?)\s+(?:(?P<year>[0-9]{4})[-年./])?(?P<month>[0-9]{1,2})[-月./](?P<day>[0-9]{1,2})日?"
)


class _Wish(NamedTuple):
    """What somebody wants to say to a request, in which text."""

    request: int
    step: Step
    word: Word
    digest: str
    by_minutes: bool = False


class _Said(NamedTuple):
    """What goes with a word: its reason, the minutes that decided, the photo of the page."""

    note: str = ""
    minutes: tuple[str, dtm.date] | None = None
    page: str | None = None


_NOTHING = _Said()


@dataclass(frozen=True, slots=True)
class _AtTheStep:
    """Somebody who may say it, in his post, before the request as it stands."""

    here: Present
    post: Post
    request: ChangeRequest
    project: Project


def say_to_change(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Say the word of a button, whose subject is `request/step/word`; some need a reason first."""
    id_, step, word = button.subject.split("/")
    wish = _Wish(int(id_), Step(step), Word(word), button.at_state)
    table = _at_the_step(pressed, wish, work=work, at=at, settings=settings)
    if _needs_page(wish, settings):
        _ask(pressed, wish, table, signing.ask_page(wish.step), "照片", work=work, at=at)
        return None
    if _needs_note(wish, table.request):
        is_exception = table.request.is_exception
        words = signing.ask_note(wish.step, wish.word, is_exception=is_exception)
        _ask(pressed, wish, table, words, "原因", work=work, at=at)
        return None
    _say(pressed, wish, table, work=work, at=at, settings=settings)
    return Alert(alerts.recorded(), is_box=False)


def record_minutes(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Ask the office for the minutes in which headquarters approved (E8)."""
    id_, digest = int(button.subject), button.at_state
    wish = _Wish(id_, Step.APPROVE, Word.AGREE, digest, by_minutes=True)
    table = _at_the_step(pressed, wish, work=work, at=at, settings=settings)
    _ask(pressed, wish, table, signing.ask_minutes(), "文号 日期", work=work, at=at)
    return None


def take_note(
    heard: Heard, draft: Draft, *, work: Work, at: dtm.datetime, settings: Settings
) -> None:
    """Take the reason, or the minutes, and say the word with it."""
    wish = _Wish(
        int(draft.facts["request"]),
        Step(draft.facts["step"]),
        Word(draft.facts["word"]),
        draft.facts["digest"],
        by_minutes=draft.facts["by_minutes"] == "yes",
    )
    table = _at_the_step(heard, wish, work=work, at=at, settings=settings)
    if _needs_page(wish, settings) and heard.file is None:
        work.outbox.put(answer(heard, signing.ask_page(wish.step)), at)
        return
    note = heard.text.strip()[:_LONGEST_NOTE]
    minutes = _read_minutes(note, settings.day(at)) if wish.by_minutes else None
    if wish.by_minutes and minutes is None:
        work.outbox.put(answer(heard, signing.unclear_minutes()), at)
        return
    if _needs_note(wish, table.request) and len(note) < _SHORTEST_NOTE:
        work.outbox.put(answer(heard, signing.note_needed()), at)
        return
    dialogues.end(draft, work=work)
    said = _Said("", minutes) if minutes else _Said(note, page=heard.file)
    _say(heard, wish, table, work=work, at=at, settings=settings, said=said)


def _ask(
    pressed: Pressed,
    wish: _Wish,
    table: _AtTheStep,
    words: str,
    hint: str,
    *,
    work: Work,
    at: dtm.datetime,
) -> None:
    """Ask for words; the next ones of the presser are it."""
    facts = {
        "request": str(wish.request),
        "step": wish.step.value,
        "word": wish.word.value,
        "digest": wish.digest,
        "by_minutes": "yes" if wish.by_minutes else "",
    }
    named = signing.request_of(table.project)
    dialogues.begin(FORM, facts, words, named=named, event=pressed, hint=hint, work=work, at=at)


def _at_the_step(
    event: Heard | Pressed, wish: _Wish, *, work: Work, at: dtm.datetime, settings: Settings
) -> _AtTheStep:
    """Check person, post, place and state; the request is held until the end of the unit."""
    here, on = enter(event, look=work), settings.day(at)
    request = work.requests.get(wish.request)
    project = project_of(request, look=work) if request else None
    if request is None or project is None:
        raise UnknownProjectError(str(wish.request))
    post = _post(here, wish, request, project, work=work, on=on)
    if wish.word is Word.WITHDRAW:
        if request.stage.is_over:
            raise RequestOverError(request)
    else:
        for person in sorted({here.person, post.acting_for or here.person}):
            check_step(request, wish.step, digest=wish.digest, person=person)
    return _AtTheStep(here, post, request, project)


def _post(
    here: Present,
    wish: _Wish,
    request: ChangeRequest,
    project: Project,
    *,
    work: Work,
    on: dtm.date,
) -> Post:
    if wish.step is Step.FILE:
        return post_of_applicant(here, project, request.matter, look=work, on=on)
    act = Act.RECORD_MINUTES if wish.by_minutes else _ACTS[wish.step]
    owners = () if wish.by_minutes else who_may(request, project, look=work, on=on)
    return acting_post(act, here.posts, room=here.room, on=on, project=project, owners=owners)


def _needs_page(wish: _Wish, settings: Settings) -> bool:
    """Tell whether the paper is signed, so that its page is to be shown (FORMS.md 4)."""
    is_agreed = wish.word is Word.AGREE and not wish.by_minutes
    return settings.signature is SignedOn.PAPER and is_agreed


def _needs_note(wish: _Wish, request: ChangeRequest) -> bool:
    """Tell whether a reason is needed: to decline, and for a second one in the year (E7)."""
    if wish.word in {Word.RETURN, Word.REJECT}:
        return True
    return wish.step is Step.APPROVE and request.is_exception


def _say(
    event: Heard | Pressed,
    wish: _Wish,
    table: _AtTheStep,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
    said: _Said = _NOTHING,
) -> None:
    """Keep the word, carry out what follows from an approval, and tell everybody in the chain."""
    number, on = said.minutes or ("", settings.day(at))
    signature = Signature(
        step=wish.step,
        word=wish.word,
        person=table.here.person,
        role=table.post.role,
        on=on,
        at=at,
        digest=wish.digest,
        note=said.note,
        page=said.page,
        acting_for=table.post.acting_for,
        minutes=number,
    )
    request = signed(table.request, signature)
    work.requests.put(request)
    work.journal.write(journal_line(request))  # before the corrections that follow from it
    effect = ""
    if request.stage is Stage.APPROVED:
        effect = take_effect(request, work=work, at=at, settings=settings)
    work.outbox.put(_shown(event, table, signature, settings), at)
    notices = step_notices(request, table.project, effect=effect, work=work, settings=settings)
    work.outbox.put_all(notices, at)


def _shown(
    event: Heard | Pressed, table: _AtTheStep, signature: Signature, settings: Settings
) -> Notice:
    """Return what was said: under the text that was signed, which stays, or as an answer."""
    said = signing.said(signature, settings.zone)
    if isinstance(event, Heard):
        return answer(event, said)
    if signature.step is Step.FILE:
        return replaced(event, said)
    number = change_number(table.request, settings)
    text = signing.asked(table.request, table.project, number=number, zone=settings.zone)
    return replaced(event, signing.done(text, signature, settings.zone))


def _read_minutes(written: str, today: dtm.date) -> tuple[str, dtm.date] | None:
    """Read `禾政会〔2023〕5号 7月3日`; None where it is unclear, or in the future."""
    found = _MINUTES.fullmatch(unicodedata.normalize("NFKC", written))
    if found is None:
        return None
    try:
        day = dtm.date(int(found["year"] or today.year), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
    return (found["number"], day) if day <= today else None
