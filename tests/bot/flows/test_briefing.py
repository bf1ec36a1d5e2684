"""The draft is briefed on one page: what is known, and nothing else (C20, C67)."""

import datetime as dtm
import json
from dataclasses import replace

import pytest

from papers.briefing import BriefingPaper
from rules.approval import Signature, Step, Word, signed
from rules.countersign import Countersign
from rules.posts import Role
from storage.values import load
from tests.bot.stage import JUNE, Sketcher, Township
from tests.bot.stage_book import SUPPORT_ITEMS
from tests.rules.test_application import APPLICATION

HEADS = (
    "一、拟红牌1个（连续两个月及以上未完成）",
    "二、拟黄牌3个（本月未完成）",
    "三、逾期保障事项1项",
)
OVERVIEW = (
    "本月应报6个。拟蓝2个，拟黄3个，拟红1个，未认定0个，无牌1个。"
    "其中督考办还没有认定、暂按自报的6个：JT01、JT02、JT03、MS01、MS02、MS03。"
)


def page_of(town: Township) -> BriefingPaper:
    """Return the briefing that was written last."""
    assert isinstance(town.painter, Sketcher)
    found = [one for one in town.painter.painted if one.kind == "briefing"]
    return load(BriefingPaper, json.loads(found[-1].view))


async def brief(town: Township) -> BriefingPaper:
    await town.until("07-05 09:02")
    town.server.reading.read_all()
    return page_of(town)


async def test_headquarters_group_alone_gets_the_page_after_the_draft(closed: Township) -> None:
    await closed.until("07-05 09:02")
    draft, page = closed.server.reading.read_all(closed.headquarters)
    rest = closed.server.reading.read_all()
    assert (draft.kind, page.kind) == ("photo", "document")
    assert page.text == "【6月简报】一页，草稿，尚未公布，请勿转发。"
    assert page.file is not None
    assert page.file.name == "禾源镇2023-06挂图作战情况简报（草稿）.docx"
    assert [one for one in rest if one.kind == "document"] == []


async def test_it_counts_and_tells_reds_then_yellows_with_their_causes(closed: Township) -> None:
    asked = closed.questions["JT01"]
    await closed.say("韦长河", "因连日降雨停工8天", asked.chat, reply_to=asked)
    closed.server.reading.read_all()
    with closed.storage.work() as work:
        (item,) = SUPPORT_ITEMS
        work.book.put_support_item(2023, replace(item, due_date=dtm.date(2023, 6, 21)))
    page = await brief(closed)
    assert (page.overview, page.made_on) == (OVERVIEW, dtm.date(2023, 7, 5))
    assert tuple(one.title for one in page.sections[:3]) == HEADS
    reds, yellows, supports, approvals, objections = page.sections
    (red,) = reds.items
    assert red == (
        "1．综合养老服务中心项目（MS03），将连续2个月：6月目标28%，未报。"
        "民政办公室，昌宏伟。单位没有说明原因。"
    )
    assert yellows.items[0] == (
        "1．禾石路大中修工程（JT01）：6月目标5.8公里，自报5公里，差0.8公里。"
        "公路站，韦长河。单位自述：因连日降雨停工8天。"
    )
    assert supports.items == ("1．JT01　水电路气讯·线路迁改（供电所、时保国），逾期14天。",)
    assert (approvals.items, objections.items) == ((), ())


def _said(step: Step, person: str, role: Role, at: dtm.datetime, digest: str) -> Signature:
    return Signature(step, Word.AGREE, person, role, at.date(), at, digest)


async def test_what_waits_for_headquarters_is_named_with_its_day(closed: Township) -> None:
    application = replace(APPLICATION, project="JT02", unit="公路站", applicant="俞振邦")
    steps = (
        (Step.SIGN, "卫宏伟", Role.COMMANDER),
        (Step.REVIEW, "岑春林", Role.OFFICE_MEMBER),
    )
    at, digest = closed.clock.at, application.digest
    with closed.storage.work() as work:
        filed = _said(Step.FILE, "俞振邦", Role.RESPONSIBLE_PERSON, at, digest)
        request = work.requests.file(2023, application, filed)
        for step, person, role in steps:
            request = signed(request, _said(step, person, role, at, digest))
            work.requests.put(request)
    page = await brief(closed)
    assert page.sections[3].title == "四、提请总指挥部批准1件"
    assert page.sections[3].items == (
        "1．目标调整　青龙河大桥改建工程（JT02），禾源镇挂图调〔2023〕1号，7月3日审核通过后待批。",
    )


async def test_an_objection_stands_in_the_commanders_words_until_it_is_answered(
    closed: Township,
) -> None:
    said = Countersign(
        JUNE, "06", "JT01", "彭宗耀", closed.clock.at, "卫宏伟", "监理月报是5.8公里"
    )
    with closed.storage.work() as work:
        work.countersigns.put(said)
    page = await brief(closed)
    assert page.sections[4].items == (
        "1．禾石路大中修工程（JT01）：彭宗耀（代卫宏伟）提出，监理月报是5.8公里。",
    )


@pytest.mark.parametrize("words", ["=1+1", "{{ 单位名称 }}"])
async def test_nobodys_words_become_anything_else(closed: Township, words: str) -> None:
    said = Countersign(JUNE, "06", "JT01", "卫宏伟", closed.clock.at, None, words)
    with closed.storage.work() as work:
        work.countersigns.put(said)
    assert words in (await brief(closed)).sections[4].items[0]
