"""The picture praises whom the bulletin praises, and for the same (C15, E17, E36)."""

import pytest

from bot.settings import Settings
from bot.sheet import sheet_of
from bot.views import board_view
from bot.wording import captions
from charts.views import BoardView
from papers.bulletin import docx_of
from rules.bulletin import Praise
from rules.month import Month
from storage.engine import Storage
from tests.bot.bulletin_months import bulletin
from tests.bot.bulletin_recount import read
from tests.bot.test_bulletin import SETTINGS, STORIES

HEADS = {
    Praise.SURPLUS: "（一）超额完成月度目标",
    Praise.AHEAD: "（二）率先完成年度目标",
    Praise.TURNED_BLUE: "（三）由红转蓝",
}


def board(storage: Storage, settings: Settings, month: Month) -> BoardView:
    with storage.look() as look:
        return board_view(sheet_of(look, month, settings), look=look, settings=settings)


@pytest.mark.parametrize("name", STORIES)
def test_the_picture_praises_as_the_bulletin_does(name: str, sqlite_storage: Storage) -> None:
    story = STORIES[name]
    story.tell(sqlite_storage, SETTINGS)
    paper = read(docx_of(bulletin(sqlite_storage, SETTINGS, story.month)))
    told = {what: {code for code, _ in paper.named(h, "表扬情况")} for what, h in HEADS.items()}
    rows = board(sqlite_storage, SETTINGS, story.month).rows
    assert {what: {row.code for row in rows if what in row.praise} for what in HEADS} == told


def test_every_kind_of_praise_is_met_in_these_months(sqlite_storage: Storage) -> None:
    story = STORIES["red to blue"]
    story.tell(sqlite_storage, SETTINGS)
    found = [row.praise for row in board(sqlite_storage, SETTINGS, story.month).rows]
    assert {what for praise in found for what in praise} == set(Praise)


def test_the_caption_praises_beside_the_misses(sqlite_storage: Storage) -> None:
    story = STORIES["usual"]
    story.tell(sqlite_storage, SETTINGS)
    said = captions.overview(board(sqlite_storage, SETTINGS, story.month)).splitlines()
    assert said[0] == "6月 蓝牌 2 黄牌 2 红牌 1 无牌 2 待认定 1"
    assert said[-1] == "表扬：禾石路大中修工程（JT01）超额完成"


def test_before_the_publication_nobody_is_praised(sqlite_storage: Storage) -> None:
    story = STORIES["usual"]
    story.tell(sqlite_storage, SETTINGS)
    rows = board(sqlite_storage, SETTINGS, story.month.next).rows
    assert [row.praise for row in rows] == [()] * len(rows)
