"""What comes beside a figure is kept with its project: a cause in words, a photo, a file."""

from bot.entrance import Present
from bot.ports import Content, Heard, Pressed
from bot.questions import Question, Said
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
) -> bool:
    """Keep the photo or file that came with an answer; tell whether there was one."""
    if not isinstance(event, Heard) or not event.file:
        return False
    kind = RemarkKind.PHOTO if event.content is Content.PHOTO else RemarkKind.FILE
    work.remarks.put(
        Remark(
            question.about.month,
            question.about.project,
            here.person,
            kind,
            said.source,
            file=event.file,
            name=event.file_name,
        )
    )
    return True
