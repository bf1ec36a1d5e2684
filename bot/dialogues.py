"""Dialogues of one question: words that quote it are its answer, whatever was asked since."""

import datetime as dtm
from collections.abc import Mapping

from bot.ports import Heard, Pressed
from bot.speech import answer
from bot.subjects import about_of, subject_of
from bot.wording import dialogues
from bot.wording.figures import project_month
from rules.notice import About, Dialogue
from rules.project import Project
from storage.drafts import Draft
from storage.work import Look, Work

NAMED = "named"  # the fact of a draft that tells in words what is asked about


def begin(
    form: str,
    facts: Mapping[str, str],
    words: str,
    *,
    named: str,
    event: Heard | Pressed,
    hint: str,
    work: Work,
    at: dtm.datetime,
) -> None:
    """Ask for words; those that quote the question are its answer, and so are the next ones.

    Where another question still waits in the chat, that is said; `named` tells it apart then.
    """
    draft = Draft(event.account, event.chat.chat_id, form, {**facts, NAMED: named}, at)
    asked = Dialogue(form, event.account, tuple(draft.facts.items()))
    words = f"{words}{left_open(draft, look=work)}"
    work.drafts.put(draft)
    work.outbox.put(answer(event, words, asks_reply=hint, dialogue=asked), at)


def begin_about(
    form: str,
    about: About,
    project: Project,
    words: str,
    *,
    event: Heard | Pressed,
    hint: str,
    work: Work,
    at: dtm.datetime,
) -> None:
    """Ask for words about a project's month, as `begin` does."""
    facts, named = {"about": subject_of(about)}, project_month(project, about.month)
    begin(form, facts, words, named=named, event=event, hint=hint, work=work, at=at)


def left_open(draft: Draft, *, look: Look) -> str:
    """Say what is still open in the chat where a draft takes its place; empty where nothing is."""
    earlier = look.drafts.get(draft.account, draft.chat_id)
    if earlier is None or _is_same(earlier, draft):
        return ""
    named = earlier.facts.get(NAMED)
    return f"\n{dialogues.still_open(named) if named else dialogues.put_aside()}"


def meant(heard: Heard, *, look: Look) -> Draft | None:
    """Return the form that words are for: that of the question they quote, or else the open one.

    To quote what somebody else was asked is to answer nothing.
    """
    asked = _asked_by(heard, look)
    if asked is None:
        return look.drafts.get(heard.account, heard.chat.chat_id)
    if asked.account != heard.account:
        return None
    facts = dict(asked.facts)
    return Draft(heard.account, heard.chat.chat_id, asked.form, facts, heard.said_at)


def end(draft: Draft, *, work: Work) -> None:
    """Let a dialogue go that was answered; one that was opened since stays."""
    open_one = work.drafts.get(draft.account, draft.chat_id)
    if open_one is not None and _is_same(open_one, draft):
        work.drafts.drop(draft.account, draft.chat_id)


def about_in(draft: Draft) -> About:
    """Return the project's month that a dialogue asks about; earlier versions kept it in parts."""
    facts = draft.facts
    return about_of(facts.get("about") or f"{facts['month']}/{facts['project']}")


def _asked_by(heard: Heard, look: Look) -> Dialogue | None:
    quoted = heard.quoted
    if quoted is None or not quoted.is_ours:
        return None
    key = look.outbox.key_of(heard.chat.chat_id, quoted.message_id)
    notice = look.outbox.notice(key) if key else None
    return notice.dialogue if notice else None


def _is_same(one: Draft, other: Draft) -> bool:
    return (one.form, dict(one.facts)) == (other.form, dict(other.facts))
