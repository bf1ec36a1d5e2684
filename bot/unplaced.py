"""Answers that wait for their project: which one they are for was asked, each by itself."""

import datetime as dtm
import json
from collections.abc import Collection
from typing import NamedTuple

from bot.ports import Content, Heard
from storage.drafts import Draft
from storage.work import Look, Work

FORM = "which_project"
_MOST = 20  # of a chat; who writes more without choosing means nothing by it


class Unplaced(NamedTuple):
    """What somebody said, and the file that came with it, as text that a draft can hold."""

    text: str
    message: str
    said_at: str
    file: str
    file_name: str
    is_photo: str

    @property
    def minute(self) -> str:
        """When it was said, to the minute."""
        return self.said_at[: len("2023-06-30T09:00")]


def keep(heard: Heard, *, work: Work, at: dtm.datetime) -> None:
    """Keep an answer beside those of its chat that wait already."""
    one = Unplaced(
        text=heard.text,
        message=str(heard.message_id),
        said_at=heard.said_at.isoformat(),
        file=heard.file or "",
        file_name=heard.file_name,
        is_photo="yes" if heard.content is Content.PHOTO else "",
    )
    earlier = waiting(heard.account, heard.chat.chat_id, look=work)
    others = [each for each in earlier if each.message != one.message]
    _put(heard.account, heard.chat.chat_id, [*others, one], work=work, at=at)


def waiting(account: int, chat_id: int, *, look: Look) -> list[Unplaced]:
    """Return the answers of an account that wait in a chat, in the order in which they came."""
    draft = look.drafts.get(account, chat_id)
    return unplaced_in(draft) if draft is not None else []


def unplaced_in(draft: Draft) -> list[Unplaced]:
    """Return what a draft keeps; earlier versions kept one answer as the draft's own facts."""
    if draft.form != FORM:
        return []
    if "said" not in draft.facts:
        return [Unplaced(*(draft.facts.get(name, "") for name in Unplaced._fields))]
    return [Unplaced(*each) for each in json.loads(draft.facts["said"])]


def let_go(
    placed: Collection[Unplaced], account: int, chat_id: int, *, work: Work, at: dtm.datetime
) -> None:
    """Let answers go whose project was chosen; the others wait on."""
    left = [each for each in waiting(account, chat_id, look=work) if each not in placed]
    if left:
        _put(account, chat_id, left, work=work, at=at)
    else:
        work.drafts.drop(account, chat_id)


def _put(
    account: int, chat_id: int, found: list[Unplaced], *, work: Work, at: dtm.datetime
) -> None:
    facts = {"said": json.dumps(found[-_MOST:], ensure_ascii=False)}
    work.drafts.put(Draft(account, chat_id, FORM, facts, at))
