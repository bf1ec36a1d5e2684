"""`/assess`: the year-end assessment as a workbook, for the office and headquarters (C25, C62)."""

import datetime as dtm

from bot.assessing import assessment_of
from bot.entrance import enter
from bot.paper_kinds import paper_recipe
from bot.ports import Heard
from bot.refusals import UnknownYearError
from bot.settings import Settings
from bot.speech import answer
from bot.wording import assessing
from rules.posts import Act, acting_post
from storage.work import Work

_YEARS = range(1900, 2200)


def assess_year(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Send the assessment of a year: the one in force, or the one that is written."""
    here = enter(heard, look=work)
    acting_post(Act.ASSESS, here.posts, room=here.room, on=settings.day(at))
    written = heard.arguments.strip().removesuffix("年")
    year = work.book.year_in_force() if not written else _year(written)
    paper = assessment_of(year, look=work, settings=settings)
    name = assessing.file_name(settings.name, year)
    words = assessing.caption(paper.projects, year)
    notice = answer(heard, words, recipe=paper_recipe("assessment", paper, name))
    work.outbox.put(notice, at)


def _year(written: str) -> int:
    if not (written.isascii() and written.isdecimal() and int(written) in _YEARS):
        raise UnknownYearError(written)
    return int(written)
