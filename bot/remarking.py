"""What comes beside a figure is kept with its project: a cause in words, a photo, a file."""

import datetime as dtm
from dataclasses import replace

from bot.entrance import Present
from bot.ports import Content, Heard, Pressed
from bot.questions import Question, Said
from bot.speech import answer
from bot.wording import replying
from rules.remark import Remark, RemarkKind, read_cause
from storage.work import Work


def keep_cause(said: Said, question: Question, here: Present, *, work: Work) -> str:
    """Keep what an answer says of why, and return it; empty where it says nothing."""
    cause = read_cause(said.text)
    if cause:
        work.remarks.put(
            Remark(
                question.about.month,
                question.about.project,
                here.person,
                RemarkKind.CAUSE,
                said.source,
                text=cause,
            )
        )
    return cause


def keep_file(
    event: Heard | Pressed, said: Said, question: Question, here: Present, *, work: Work
) -> None:
    """Keep the photo or file that came with an answer, where there was one."""
    if isinstance(event, Heard) and event.file:
        is_photo = event.content is Content.PHOTO
        put_file(event.file, event.file_name, said, question, here, is_photo=is_photo, work=work)


def tell_file(
    event: Heard | Pressed, question: Question, *, key: str, work: Work, at: dtm.datetime
) -> None:
    """Confirm what came without words, once a key, and ask for the figure that is missing."""
    stands = question.stands
    value = stands.value if stands else None
    words = replying.file_kept(question.project, question.about.month, value)
    work.outbox.put(replace(answer(event, words, about=question.about), key=key), at)


def put_file(
    file: str,
    name: str,
    said: Said,
    question: Question,
    here: Present,
    *,
    is_photo: bool,
    work: Work,
) -> None:
    """Keep a photo or a file; `file` is how the platform knows it."""
    kind = RemarkKind.PHOTO if is_photo else RemarkKind.FILE
    about = question.about
    work.remarks.put(
        Remark(about.month, about.project, here.person, kind, said.source, file=file, name=name)
    )
