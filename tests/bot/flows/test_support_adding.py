"""`/support`: what projects wait for is listed, shown and added to (C48)."""

import pytest

from rules.support import SupportDeed
from tests.bot.flows.forging import forged
from tests.bot.flows.supporting import (
    CABLE,
    COMMANDER,
    LIAISON,
    OFFICE,
    POWER,
    fill,
    labels,
    show,
    words,
)
from tests.bot.stage import Township


async def test_the_list_is_paged_and_shows_what_is_overdue_first(waiting: Township) -> None:
    shown = await show(waiting, OFFICE, waiting.office)
    assert shown.text.startswith(
        f"【保障事项】未办结6项，其中逾期4项（第1页，共2页）：\n1. {CABLE}办理中，逾期30天\n2. 镇"
    )
    assert labels(shown)[-2:] == [("下一页",), ("新增", "看图")]
    await waiting.press(OFFICE, shown, "下一页")
    assert shown.text == (
        "【保障事项】未办结6项，其中逾期4项（第2页，共2页）：\n6. 综合养老服务中心项目（MS03）\n"
        "　水电路气讯：接通用水\n　水利站，未定时限，办理中"
    )
    assert labels(shown) == [("6 MS03 接通用水",), ("上一页",), ("新增", "看图")]


async def test_everybody_is_shown_what_concerns_him(waiting: Township) -> None:
    mine = await show(waiting, POWER)
    assert labels(mine) == [("1 JT01 光缆迁改",), ("2 MS02 接通用电",), ("看图", "看全部")]
    led = await show(waiting, LIAISON)
    assert led.text.startswith("【保障事项】未办结3项，其中逾期3项：")
    assert labels(led)[-1] == ("新增", "看图", "看全部")
    assert "未办结2项" in (await show(waiting, "韦长河")).text
    assert "未办结6项" in (await show(waiting, "赵文博", waiting.headquarters)).text
    assert "没有未办结" in (await show(waiting, OFFICE, what="JT03")).text
    await waiting.press(POWER, mine, "看全部")
    assert mine.text.startswith("【保障事项】未办结6项")


async def test_a_command_s_group_sees_its_own_alone(waiting: Township) -> None:
    shown = await show(waiting, LIAISON, waiting.roads)
    assert labels(shown)[:-1] == [
        ("1 JT01 光缆迁改",),
        ("2 JT02 拨付进度款",),
        ("3 JT01 线路迁改",),
    ]
    assert "不属于本指挥部" in (await show(waiting, LIAISON, waiting.roads, "MS02")).text
    await waiting.press(LIAISON, shown, "看图")
    drawn = await waiting.next(waiting.roads)
    assert drawn.text == (
        "作战保障图（截至6月30日，标识为5月）：共4项，已办结1项，未办结3项，其中逾期3项。\n"
        "· 黄牌项目青龙河大桥改建工程（JT02）：拨付进度款，财政所许万里，办理中，逾期20天"
    )


async def test_an_item_is_added_and_all_whom_it_concerns_are_told(waiting: Township) -> None:
    shown = await fill(waiting)
    line = (
        "青龙河大桥改建工程（JT02）\n　用地：办理临时用地审批手续\n"
        "　自然资源所萧艳玲，7月31日到期，未启动"
    )
    assert shown.text == (
        f"【新增保障事项预览】{line}\n"
        "萧艳玲不在人员表里，确认后登记，请另发绑定码。\n核对无误请点「确认」。"
    )
    assert await waiting.press(LIAISON, shown, "确认") == ""
    assert shown.text == f"【新增保障事项增001】{line}\n登记：云慧敏"
    assert await waiting.told(waiting.roads) == shown.text
    assert "失效" in await waiting.press(LIAISON, shown, "确认", stale=True)
    assert words(waiting, "增001") == [(SupportDeed.ADDED, LIAISON, "")]
    with waiting.storage.look() as look:
        assert look.book.person("萧艳玲") is not None
        (line_written,) = look.journal.entries(what="support.added")
    assert (line_written.actor, line_written.post, line_written.project) == (
        LIAISON, "联络员", "JT02",
    )  # fmt: skip
    again = await fill(waiting)
    await waiting.press(LIAISON, again, "确认")
    assert "已经登记过" in again.text
    assert words(waiting, "增002") == []


async def test_words_that_do_not_answer_are_asked_again(waiting: Township) -> None:
    await waiting.press(LIAISON, await show(waiting, LIAISON), "新增")
    asked = await waiting.next(LIAISON)
    assert asked.labels == (
        "JT01 禾石路大中修工程",
        "JT02 青龙河大桥改建工程",
        "JT03 农村公路安防设施提升工程",
    )
    for wrong in ("MS01", "没有这个", "工程"):
        await waiting.say(LIAISON, wrong)
        assert "本指挥部的项目" in await waiting.told(LIAISON)
    for right, wrongs in (
        ("大中修", ("别的",)),
        ("水电路气讯", ("电", "长" * 61)),
        ("架设临时用电线路", ("供", "部门" * 11)),
        ("供电所", ("马", "马景行所长兼任供电所副站长")),
        (POWER, ("6月29日", "7月32日", "2024年1月1日")),
    ):
        await waiting.say(LIAISON, right)
        await waiting.next(LIAISON)
        for wrong in wrongs:
            await waiting.say(LIAISON, wrong)
            assert len(await waiting.told(LIAISON)) < 60
    await waiting.say(LIAISON, "7月1日")
    shown = await waiting.next(LIAISON)
    await waiting.say(LIAISON, "好的好的")
    assert "「确认」" in await waiting.told(LIAISON)
    await waiting.press(LIAISON, shown, "确认")
    told = await waiting.next(POWER)
    assert told.text.endswith("由您负责。有进展请点按钮，或回复这条消息说明。")
    await waiting.say(POWER, "下周进场", reply_to=told)
    assert "下周进场" in await waiting.told(POWER)
    waiting.server.reading.read_all()


@pytest.mark.parametrize("name", [POWER, "韦长河", "赵文博", "昌宏伟"])
async def test_only_office_and_command_add_items(waiting: Township, name: str) -> None:
    shown = await show(waiting, OFFICE)
    assert "没有记录" in forged(waiting, name, shown, "新增")
    assert "新增" not in (await show(waiting, name)).labels


async def test_a_form_is_its_own_person_s(waiting: Township) -> None:
    shown = await fill(waiting, LIAISON, waiting.roads)
    assert "失效" in await waiting.press(COMMANDER, shown, "确认")
    assert words(waiting, "增001") == []
