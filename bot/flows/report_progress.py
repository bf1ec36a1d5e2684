"""`/report JT01 5.8公里`: the same as a reply to the question."""

import datetime as dtm

from bot.answering import take_answer
from bot.entrance import Present, enter
from bot.open_questions import ask_answer, candidates, the_question
from bot.ports import Alert, Heard, Pressed
from bot.questions import check_may_answer, question_about, said_in
from bot.search import find_project
from bot.settings import Settings
from bot.speech import Choice, answer, buttons
from bot.subjects import about_of, subject_of
from bot.wording import replying
from storage.buttons import Button
from storage.drafts import Draft
from storage.work import Work


def report_progress(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Take a figure for the project that is named; without one, ask for which project."""
    here = enter(heard, look=work)
    code, *said = heard.arguments.split(maxsplit=1) or [""]
    if not code:
        _ask_which(heard, here, work=work, at=at, settings=settings)
        return
    project = find_project(code, here, look=work)
    question = the_question(project.code, look=work)
    check_may_answer(question, here, on=settings.day(at))
    if said:
        words = said_in(heard, said[0])
        take_answer(words, question, event=heard, here=here, work=work, at=at, settings=settings)
        return
    ask_answer(heard, question, work=work, at=at)


def choose_report(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Ask for the figure of the project that was chosen."""
    here = enter(pressed, look=work)
    question = question_about(about_of(button.subject), look=work)
    check_may_answer(question, here, on=settings.day(at))
    ask_answer(pressed, question, work=work, at=at)
    return None


def take_figure(
    heard: Heard, draft: Draft, *, work: Work, at: dtm.datetime, settings: Settings
) -> None:
    """Take the words that answer the question for a figure."""
    here = enter(heard, look=work)
    question = question_about(about_of(draft.facts["about"]), look=work)
    work.drafts.drop(heard.account, heard.chat.chat_id)
    said = said_in(heard)
    take_answer(said, question, event=heard, here=here, work=work, at=at, settings=settings)


def _ask_which(
    heard: Heard, here: Present, *, work: Work, at: dtm.datetime, settings: Settings
) -> None:
    found = candidates(here, look=work, on=settings.day(at))
    if here.command is not None:
        found = tuple(one for one in found if one.project.command == here.command)
    if not found:
        work.outbox.put(answer(heard, replying.nothing_asked()), at)
        return
    shown = [(one.project, one.about.month) for one in found[:30]]
    rows = [
        [Choice(label, "choose_report", subject_of(one.about))]
        for one, label in zip(found, replying.choices_of(shown), strict=False)
    ]
    words = replying.report_which(shown)
    work.outbox.put(answer(heard, words, rows=buttons(work, *rows)), at)
