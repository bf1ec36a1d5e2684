"""An answer comes in: it finds its question and is kept, or asked back."""

import datetime as dtm
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot import unplaced
from bot.answering import take_answer
from bot.entrance import Present, enter
from bot.naming import mentions
from bot.open_questions import candidates, projects_of, the_question, waiting_about
from bot.ports import Content, Heard
from bot.questions import Question, check_may_answer, question_about, said_in, understood
from bot.refusals import NothingAskedError
from bot.remarking import keep_file, tell_file
from bot.settings import Settings
from bot.several import parts_of
from bot.speech import Choice, answer, buttons
from bot.subjects import subject_of
from bot.wording import refusals, replying
from rules.month import Month
from rules.notice import About
from rules.posts import Room
from rules.project import ProjectCode
from rules.refusal import RefusalError
from rules.report import Report, ReportState, Source
from storage.work import Look, Work

_CODE = re.compile(r"（([^（）\s]{1,20})）")
_MONTH = re.compile(r"(?<![0-9])(1[0-2]|[1-9])月(?![0-9]{1,2}日)")  # 6月, and not 6月30日
_STAGE = re.compile("「[^」]*」")  # the words of a goal, which may name a month of their own


def take_reply(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Keep what a responsible person answered, or ask back.

    In a group only what quotes a question is an answer; talk is left alone.
    """
    earlier = work.reports.by_source(heard.chat.chat_id, heard.message_id)
    about_several = {one.project for one in earlier if heard.is_edit}
    if len(about_several) == 1 and not _names_several(heard, work=work, on=settings.day(at)):
        _take_edit(heard, earlier[-1], work=work, at=at, settings=settings)
        return
    if earlier and earlier[-1].source.said_at >= heard.said_at:
        return  # it was edited since, and the edit came in before it
    about = quoted_question(heard, look=work)
    if not heard.is_private and about is None and not _quotes_a_reminder(heard, work):
        return
    here = enter(heard, look=work)
    parts = _parts(heard, here, work=work, on=settings.day(at))
    if heard.content in {Content.VOICE, Content.STICKER, Content.OTHER}:
        work.outbox.put(answer(heard, replying.not_for_files(), about=about), at)
    elif heard.content is not Content.TEXT and not heard.text.strip():
        _take_file(heard, about, here, work=work, at=at, settings=settings)
    elif parts:
        _take_parts(heard, parts, here, work=work, at=at, settings=settings)
    elif about is not None:
        question = question_about(about, look=work)
        said = said_in(heard)
        take_answer(said, question, event=heard, here=here, work=work, at=at, settings=settings)
    else:
        _take_unaddressed(heard, here, work=work, at=at, settings=settings)


def _names_several(heard: Heard, *, work: Work, on: dtm.date) -> bool:
    """Tell whether an edit of an answer for one project has become one for several."""
    return bool(_parts(heard, enter(heard, look=work), work=work, on=on))


def _parts(heard: Heard, here: Present, *, work: Work, on: dtm.date) -> dict[ProjectCode, str]:
    """Return what a message says of each of several projects; empty where it is about one."""
    names = {one.name: one.code for one in projects_of(here, look=work, on=on)}
    return parts_of(heard.text, names, look=work)


def _take_parts(
    heard: Heard,
    parts: Mapping[ProjectCode, str],
    here: Present,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> None:
    """Take each part as an answer of its own; one that is declined does not touch the others."""
    for code, text in parts.items():
        part = replace(heard, text=text, part=f"/{code}")
        try:
            question = the_question(code, look=work)
            before = [one for one in question.versions if _is_of(one, heard)]
            if before and before[-1].text != text:
                _take_edit(part, before[-1], work=work, at=at, settings=settings)
            elif not before:
                take_answer(
                    said_in(part),
                    question,
                    event=part,
                    here=here,
                    work=work,
                    at=at,
                    settings=settings,
                )
        except RefusalError as refusal:
            work.outbox.put(answer(part, refusals.told(refusal)), at)


def _is_of(version: Report, heard: Heard) -> bool:
    source = version.source
    return (source.chat_id, source.message_id) == (heard.chat.chat_id, heard.message_id)


def _take_file(
    heard: Heard,
    about: About | None,
    here: Present,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> None:
    """Keep a photo or a file that came without words, and ask for the figure that is missing.

    Of an album each picture is a message; one answer a minute is enough. Where it may be about
    several projects it waits until one is chosen.
    """
    found = candidates(here, look=work, on=settings.day(at))
    question = question_about(about, look=work) if about else None
    question = found[0] if question is None and len(found) == 1 else question
    minute = f"{heard.chat.chat_id}/{heard.account}/{heard.said_at:%Y%m%d%H%M}"
    if question is not None:
        check_may_answer(question, here, on=settings.day(at))
        keep_file(heard, said_in(heard), question, here, work=work)
        tell_file(heard, question, key=f"file/{question.project.code}/{minute}", work=work, at=at)
    elif found:
        _ask_which(heard, found, here, work=work, at=at, key=f"file/which/{minute}")
    else:
        raise NothingAskedError


def quoted_question(heard: Heard, *, look: Look) -> About | None:
    """Return what the quoted message of ours asks about; failing its id, what its text names."""
    quoted = heard.quoted
    if quoted is None or not quoted.is_ours:
        return None
    about = look.outbox.about(heard.chat.chat_id, quoted.message_id)
    if about is not None or look.outbox.key_of(heard.chat.chat_id, quoted.message_id):
        return about
    return _named_in(quoted.text, look)


def _named_in(words: str, look: Look) -> About | None:
    """Return which project's month words of ours name: the latest of its number, of any year.

    A copy that was restored may not know that it was asked; the year is never that of the reply,
    since December is answered in January. Without a month it is the latest that was asked.
    """
    numbers = {int(number) for number in _MONTH.findall(_STAGE.sub("", words))}
    number = numbers.pop() if len(numbers) == 1 else None
    codes, year = set(_CODE.findall(words)), look.book.year_in_force()
    known = {code for code in codes if look.questions.latest(code) is not None}
    known = known or {code for code in codes if look.book.project(year, code) is not None}
    if len(known) != 1:
        return None
    code = known.pop()
    asked = look.questions.latest(code, number=number)
    if asked is not None:
        return About(asked.month, code)
    return About(Month(year, number), code) if number is not None and year else None


def _quotes_a_reminder(heard: Heard, look: Look) -> bool:
    """Tell whether a command's group answers a reminder, which names several projects."""
    quoted = heard.quoted
    key = look.outbox.key_of(heard.chat.chat_id, quoted.message_id) if quoted else None
    group = look.bindings.group_of(heard.chat.chat_id)
    is_theirs = group is not None and group.room is Room.COMMAND
    return is_theirs and key is not None and "/remind/" in key


def _take_unaddressed(
    heard: Heard, here: Present, *, work: Work, at: dtm.datetime, settings: Settings
) -> None:
    """Find the question of an answer that quotes none: by a code in it, or the only open one."""
    found = candidates(here, look=work, on=settings.day(at))
    code = _named(heard, here, look=work, on=settings.day(at))
    if code is not None:
        about_it = waiting_about(code, look=work)
        if not about_it:
            raise NothingAskedError
        check_may_answer(about_it[0], here, on=settings.day(at))
        if len(about_it) > 1:
            _ask_which(heard, about_it, here, work=work, at=at)
            return
        question, said = about_it[0], said_in(heard)
        take_answer(said, question, event=heard, here=here, work=work, at=at, settings=settings)
    elif not found:
        raise NothingAskedError
    elif len(found) == 1:
        _take_for_the_only(heard, found[0], here, work=work, at=at, settings=settings)
    else:
        _ask_which(heard, found, here, work=work, at=at)


def _named(heard: Heard, here: Present, *, look: Look, on: dtm.date) -> ProjectCode | None:
    """Return the one project that the words name; others than one's own are named by code."""
    names = {one.name: one.code for one in projects_of(here, look=look, on=on)}
    codes = {code for _, code in mentions(heard.text, names, look=look)}
    return codes.pop() if len(codes) == 1 else None


def _take_for_the_only(
    heard: Heard,
    question: Question,
    here: Present,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> None:
    """Take an answer for the only question there is; thanks after an answer are left as such."""
    said = said_in(heard)
    is_answered = question.stands is not None or question.cycle.closed_at is not None
    if is_answered and not question.is_reopened:
        check_may_answer(question, here, on=settings.day(at))
        if understood(said, question, look=work) is None:
            raise NothingAskedError
    take_answer(said, question, event=heard, here=here, work=work, at=at, settings=settings)


def _ask_which(
    heard: Heard,
    found: Sequence[Question],
    here: Present,
    *,
    work: Work,
    at: dtm.datetime,
    key: str = "",
) -> None:
    """Keep what was said or sent, and ask which of several projects it is for, once a key."""
    unplaced.keep(heard, work=work, at=at)
    shown = [(one.project, one.about.month) for one in found]
    rows = [
        [
            Choice(
                label,
                "choose_project",
                subject_of(one.about),
                at_state=str(heard.message_id),
                owner=here.person,
            )
        ]
        for one, label in zip(found[:20], replying.choices_of(shown), strict=False)
    ]
    words = replying.file_for_which() if key else replying.which_project(shown)
    notice = answer(heard, words, rows=buttons(work, *rows))
    work.outbox.put(replace(notice, key=key or notice.key), at)


def _take_edit(
    heard: Heard, earlier: Report, *, work: Work, at: dtm.datetime, settings: Settings
) -> None:
    """Let an edit before the close replace what the message said; after it, say why not (E14)."""
    if heard.text == earlier.text:
        return
    here = enter(heard, look=work)
    question = question_about(About(earlier.month, earlier.project), look=work)
    check_may_answer(question, here, on=settings.day(at))
    if question.is_reopened or question.cycle.is_on_time(heard.said_at):
        said = said_in(heard)
        take_answer(said, question, event=heard, here=here, work=work, at=at, settings=settings)
        return
    _keep_unapplied(heard, earlier, here, work=work)
    stands = question.stands
    words = replying.edit_too_late(
        question.project, earlier.month, stands.value if stands else None
    )
    work.outbox.put(answer(heard, words, about=question.about), at)


def _keep_unapplied(heard: Heard, earlier: Report, here: Present, *, work: Work) -> None:
    source = Source(heard.chat.chat_id, heard.message_id, heard.said_at)
    work.reports.put(
        Report(
            month=earlier.month,
            project=earlier.project,
            by=here.person,
            source=source,
            text=heard.text,
            value=None,
            state=ReportState.CANCELLED,
            is_late=True,
        )
    )
