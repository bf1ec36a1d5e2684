"""`/plan`: what is left and what it needs a month, the next dates, the table (C06, C36, C37)."""

import json
from dataclasses import replace

import pytest

from papers.allotment import AllotmentPaper
from rules.book import DatedMilestone
from rules.lifecycle import LifecycleEvent, Step
from storage.tables.book import MilestoneRow
from storage.values import load
from tests.bot.stage import JUNE, Sketcher, Township, moment
from tests.bot.stage_book import SUPPORT_ITEMS

ASKED = "看哪个项目的路线图、时间表和倒排"
TABLE = "；要看全部的，点「配档表」"
NODES = (
    DatedMilestone("N1", "JT02", "桥墩完成", moment("06-20 00:00").date(), "俞振邦", None),
    DatedMilestone("N2", "JT02", "架梁", moment("07-06 00:00").date(), "俞振邦", None),
)
JT02 = (
    "青龙河大桥改建工程（JT02）　7月6日\n"
    "年度目标：年内完成2750万元\n"
    "倒排：截至6月底认定1530万元，还差1220万元，剩1个月，月均需1220万元。\n"
    "逾期：\n· 6月20日　节点　桥墩完成（逾期16天）\n"
    "接下来：\n· 7月6日　节点　架梁（今天到期）\n"
    "· 7月31日　月度目标　累计1860万元（余25天）\n"
    "· 11月30日　完成时限　年内完成2750万元（余147天）\n"
    "路线图、时间表、倒排和配档表见附件。"
)
WHOLE = (
    "2023年配档表　7月6日\n"
    "共7个项目，6个还有年度任务，未来30天到期的节点、保障事项、完成时限1项，逾期2项：\n"
    "· JT02 6月20日　节点　桥墩完成（逾期16天）　公路站、俞振邦\n"
    "· JT01 6月21日　保障事项　水电路气讯：线路迁改（逾期15天）　供电所、时保国\n"
    "路线图、时间表、倒排都在附件里。"
)


def table(town: Township) -> AllotmentPaper:
    """Return the table that was written last."""
    assert isinstance(town.painter, Sketcher)
    page = town.painter.painted[-1]
    assert (page.kind, page.format) == ("allotment", "xlsx")
    return load(AllotmentPaper, json.loads(page.view))


@pytest.fixture
def dated(public: Township) -> Township:
    """Give JT02 two dated 节点, and let JT01 wait for an item that is overdue."""
    with public.storage.work() as work:
        rows = (
            MilestoneRow(
                year=2023,
                position=place,
                number=one.number,
                project=one.project,
                name=one.name,
                due_date=one.due_date,
                person=one.person,
                done_on=one.done_on,
                state=one.state,
            )
            for place, one in enumerate(NODES)
        )
        work.book._add(*rows)
        (item,) = SUPPORT_ITEMS
        overdue = replace(item, due_date=moment("06-21 00:00").date())
        work.book.put_support_item(2023, overdue)
    return public


async def test_a_project_that_is_named_is_told_at_once(dated: Township) -> None:
    await dated.say("俞振邦", "/plan jt02")
    told = await dated.next("俞振邦")
    assert (told.text, told.kind) == (JT02, "document")
    assert told.file is not None
    assert told.file.name == "禾源镇2023年配档表（JT02 青龙河大桥改建工程）.xlsx"
    assert [row.project.code for row in table(dated).rows] == ["JT02"]


async def test_only_what_was_published_counts_as_done(closed: Township) -> None:
    await closed.press("岑春林", await closed.desk("JT02"), "按自报认定")
    closed.server.reading.read_all()
    await closed.say("昌宏伟", "/plan JT02", closed.welfare)
    assert "不属于本指挥部" in await closed.told(closed.welfare)
    await closed.say("俞振邦", "/plan JT02")
    assert "倒排：截至5月底认定1080万元，还差1670万元，剩1个月，" in await closed.told("俞振邦")


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        pytest.param("俞振邦", ("JT02 青龙河大桥改建工程", "JT01 禾石路大中修工程"), id="own"),
        pytest.param("岑春林", ("配档表", "JT01 禾石路大中修工程"), id="the office"),
        pytest.param("赵文博", ("配档表", "JT01 禾石路大中修工程"), id="headquarters"),
        pytest.param(
            "卫宏伟", ("配档表", "配档表　交通建设指挥部"), id="a deputy chief who commands"
        ),
        pytest.param("云慧敏", ("JT01 禾石路大中修工程", "JT02 青龙河大桥改建工程"), id="liaison"),
    ],
)
async def test_without_a_name_what_may_be_seen_is_offered(
    public: Township, name: str, labels: tuple[str, ...]
) -> None:
    await public.say(name, "/plan")
    asked = await public.next(name)
    assert asked.labels[:2] == labels
    assert asked.text == f"{ASKED}{TABLE if labels[0] == '配档表' else ''}："


async def test_in_a_commands_group_its_own_projects_and_its_own_table(dated: Township) -> None:
    await dated.say("卫宏伟", "/plan", dated.roads)
    asked = await dated.next(dated.roads)
    assert [label[:4] for label in asked.labels] == ["配档表　", "JT01", "JT02", "JT03"]
    await dated.press("卫宏伟", asked, asked.labels[0])
    told = await dated.next(dated.roads)
    assert told.text.startswith("2023年配档表（交通建设指挥部）　7月6日\n共3个项目，")
    assert {row.project.command for row in table(dated).rows} == {"06"}
    assert await dated.press("云慧敏", asked, asked.labels[0]) == (
        "这件事由督考办、总指挥部和本指挥部指挥长来办，您的操作没有记录。"
    )
    await dated.press("云慧敏", asked, asked.labels[2])
    assert (await dated.told(dated.roads)) == JT02


async def test_the_whole_table_counts_and_names_what_is_overdue(dated: Township) -> None:
    await dated.say("岑春林", "/plan", dated.office)
    asked = await dated.next(dated.office)
    await dated.press("柳艳玲", asked, "配档表")
    told = await dated.next(dated.office)
    assert told.text == WHOLE
    assert told.file is not None
    assert told.file.name == "禾源镇2023年配档表.xlsx"
    assert len(table(dated).rows) == 7


async def test_a_commanders_button_gives_no_more_than_his_command(dated: Township) -> None:
    """Who lost the office keeps his old buttons, and they do nothing."""
    await dated.say("卫宏伟", "/plan")
    asked = await dated.next("卫宏伟")
    with dated.storage.work() as work:
        posts = [one for one in work.book.posts_of("卫宏伟") if one.command is None]
        work.book.hand_over(2023, posts, [], last=moment("07-05 00:00").date())
    assert "您的操作没有记录" in await dated.press("卫宏伟", asked, "配档表")
    await dated.press("卫宏伟", asked, "配档表　交通建设指挥部")
    assert (await dated.told("卫宏伟")).startswith("2023年配档表（交通建设指挥部）")


async def test_it_is_offered_in_no_township_group(public: Township) -> None:
    public.township.members[public.user("岑春林").id] = "member"
    await public.say("岑春林", "/plan", public.township)
    assert (await public.next(public.township)).labels[0] == "JT01 禾石路大中修工程"


@pytest.mark.parametrize(
    ("step", "said"),
    [
        pytest.param(Step.SUSPEND, "暂停中，恢复以后再算月均", id="suspended"),
        pytest.param(Step.EXIT, "已退出，不再评定", id="exited"),
        pytest.param(Step.COMPLETED, "自7月起已完工", id="completed"),
    ],
)
async def test_of_a_project_at_rest_it_is_said_why_nothing_is_reckoned(
    public: Township, step: Step, said: str
) -> None:
    with public.storage.work() as work:
        work.book.put_lifecycle_event(2023, "JT01", LifecycleEvent(step, JUNE.next))
    await public.say("赵文博", "/plan JT01")
    assert f"\n倒排：{said}。\n" in await public.told("赵文博")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("MS01", "按节点推进，没有数量目标，不算月均"),
        ("MS04", "还没有认定数，还差1500户，剩1个月，月均需1500户"),
    ],
)
async def test_what_has_no_figure_is_said_too(public: Township, code: str, said: str) -> None:
    await public.say("赵文博", f"/plan {code}")
    assert f"\n倒排：{said}。\n" in await public.told("赵文博")


async def test_who_is_not_bound_sees_nothing(new_town: Township) -> None:
    await new_town.say("赵文博", "/plan JT01")
    assert "JT01" not in await new_town.told("赵文博")
