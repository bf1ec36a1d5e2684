"""`/adjust`: the form on a phone, and the request that it makes."""

from decimal import Decimal

import pytest

from rules.approval import Stage, Step
from rules.month import Month
from rules.project import in_force
from tests.bot.flows import applying
from tests.bot.flows.applying import APPLICANT, CHIEF, COMMANDER, REVIEWER, request
from tests.bot.stage import JULY, JUNE, Township

CODE = "JT01"
PREVIEW = (
    "【目标调整申请预览】禾石路大中修工程（JT01）　申请单位：公路站\n"
    "年度目标：12.4公里 → 10公里\n"
    "月度计划：7月8公里→7.2公里\n"
    "生效月份：7月\n"
    f"原因：自然灾害。{applying.REASON}\n"
    "佐证材料：照片1\n"
    "按此计划，剩余1个月月均需完成4.2公里。\n"
    "不改变已公布的标识，也不清除以前连续未完成的月数；批准之前仍按原目标考核。\n"
    "核对无误请点「确认」，送指挥长签字。"
)


def goal(town: Township, month: Month = JULY) -> object:
    with town.storage.look() as look:
        return in_force(look.book.plan(2023, CODE), month).goal


async def test_the_preview_shows_old_beside_new_and_what_does_not_change(june: Township) -> None:
    shown = await applying.preview(june)
    assert shown.text == PREVIEW
    assert shown.labels[0] == "确认"


async def test_the_chain_is_walked_to_its_end(june: Township) -> None:
    await applying.approve(june)
    found = request(june)
    assert found.stage is Stage.APPROVED
    assert [(one.step, one.person) for one in found.signatures] == [
        (Step.FILE, APPLICANT),
        (Step.SIGN, COMMANDER),
        (Step.REVIEW, REVIEWER),
        (Step.APPROVE, CHIEF),
    ]
    assert (goal(june), goal(june, JUNE)) == (Decimal("7.2"), Decimal("5.8"))


async def test_until_it_is_approved_the_old_target_holds(june: Township) -> None:
    await applying.review(june)
    assert goal(june) == Decimal(8)
    june.server.reading.read_all()


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        pytest.param("下雨", "写得太短", id="too short"),
        pytest.param("今年人手不足，工程推进慢，完不成", "人手不足", id="the unit's own"),
        pytest.param("怕红牌，想把目标调低一点好看些", "怕红牌", id="afraid of the plate"),
    ],
)
async def test_a_reason_that_is_none_is_asked_again(
    june: Township, reason: str, told: str
) -> None:
    await june.say(APPLICANT, "/adjust JT01")
    await june.press(APPLICANT, await june.next(APPLICANT), "7月")
    await june.press(APPLICANT, await june.next(APPLICANT), "年度目标不变")
    await june.next(APPLICANT)
    await june.say(APPLICANT, "7月7.5")
    await june.press(APPLICANT, await june.next(APPLICANT), "按此计划")
    kinds = await june.next(APPLICANT)
    await june.press(APPLICANT, kinds, "单位自身原因")
    assert "单位自身原因不能调整目标" in await june.told(APPLICANT)
    await june.press(APPLICANT, kinds, "其他客观原因")
    await june.next(APPLICANT)
    await june.say(APPLICANT, reason)
    assert told in await june.told(APPLICANT)
    await june.say(APPLICANT, applying.REASON)
    evidence = await june.next(APPLICANT)
    assert "请发佐证材料" in evidence.text
    await june.press(APPLICANT, evidence, "材料齐了")
    assert "至少发一份" in await june.told(APPLICANT)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        pytest.param("大概10公里左右", "没有看懂", id="a hedge"),
        pytest.param("0", "没有看懂", id="nothing"),
        pytest.param("-3", "没有看懂", id="below nothing"),
        pytest.param("十公里", "月度计划", id="in words"),
        pytest.param("１０公里", "月度计划", id="full width"),
        pytest.param("10000米", "月度计划", id="another unit"),
    ],
)
async def test_the_annual_target_is_read_or_asked_again(
    june: Township, written: str, told: str
) -> None:
    await june.say(APPLICANT, "/adjust JT01")
    await june.press(APPLICANT, await june.next(APPLICANT), "7月")
    await june.next(APPLICANT)
    await june.say(APPLICANT, written)
    assert told in await june.told(APPLICANT)


async def test_months_that_cannot_be_are_refused_with_why(june: Township) -> None:
    await june.say(APPLICANT, "/adjust JT01")
    await june.press(APPLICANT, await june.next(APPLICANT), "6月")
    await june.next(APPLICANT)
    await june.say(APPLICANT, "10")
    months = await june.next(APPLICANT)
    await june.press(APPLICANT, months, "7月")
    assert "7月" in await june.told(APPLICANT)
    await june.say(APPLICANT, "3")
    months = await june.next(APPLICANT)
    await june.press(APPLICANT, months, "按此计划")
    assert "不能比前一个月" in await june.told(APPLICANT)
    await june.say(APPLICANT, "6月4 7月6")
    assert "7月：8公里 → 6公里" in await june.told(APPLICANT)


async def test_an_application_that_changes_nothing_is_refused(june: Township) -> None:
    await june.say(APPLICANT, "/adjust JT01")
    await june.press(APPLICANT, await june.next(APPLICANT), "7月")
    await june.press(APPLICANT, await june.next(APPLICANT), "年度目标不变")
    await june.press(APPLICANT, await june.next(APPLICANT), "按此计划")
    assert "没有变化" in await june.told(APPLICANT)


async def test_a_group_leads_to_the_private_chat(june: Township) -> None:
    await june.say(APPLICANT, "/adjust JT01", june.roads)
    assert "私聊" in await june.told(june.roads)


async def test_the_project_is_chosen_by_button_where_there_are_several(june: Township) -> None:
    await june.say("唐旭东", "/adjust")
    shown = await june.next("唐旭东")
    assert [label[:4] for label in shown.labels] == ["JT01", "JT02", "JT03"]
    await june.press("唐旭东", shown, shown.labels[2])
    assert "农村公路安防设施提升工程（JT03）" in await june.told("唐旭东")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        pytest.param("柏如意", "由主责单位人员或责任人", id="another unit"),
        pytest.param(COMMANDER, "由主责单位人员或责任人", id="the commander"),
        pytest.param("赵文博", "由主责单位人员或责任人", id="the first chief"),
    ],
)
async def test_only_the_unit_applies(june: Township, name: str, told: str) -> None:
    await june.say(name, "/adjust JT01")
    assert told in await june.told(name)


async def test_a_project_has_one_open_request(june: Township) -> None:
    await applying.file(june)
    await june.say("唐旭东", "/adjust JT01")
    shown = await june.next("唐旭东")
    assert "待指挥长签字" in shown.text
    assert shown.labels == ("撤回",)


async def test_a_second_one_in_the_year_needs_a_reason_and_headquarters_word(
    june: Township,
) -> None:
    await applying.approve(june)
    asked = await applying.review(june, annual="9公里")
    assert "【特批】" in asked.text
    await june.press(CHIEF, asked, "批准")
    why = await june.next(june.headquarters)
    assert "特批理由" in why.text
    june.server.reading.read_all()
    assert request(june, 2).stage is Stage.APPROVING
    await june.say(CHIEF, "再次受灾情况属实，同意特批", june.headquarters, reply_to=why)
    june.server.reading.read_all()
    assert request(june, 2).stage is Stage.APPROVED


async def test_an_old_button_of_the_form_takes_nothing_wrong(june: Township) -> None:
    """What rests on another answer is asked again; what is not reached yet is not taken."""
    await june.say(APPLICANT, "/adjust JT01")
    months = await june.next(APPLICANT)
    await june.press(APPLICANT, months, "7月")
    await june.next(APPLICANT)
    await june.say(APPLICANT, "10公里")
    plan = await june.next(APPLICANT)
    await june.press(APPLICANT, plan, "按此计划")
    await june.next(APPLICANT)
    await june.press(APPLICANT, months, "6月")
    assert "年度目标" in await june.told(APPLICANT)
    for label in ("按此计划", "7月"):
        assert "失效" in await june.press(APPLICANT, plan, label)
    await june.say(APPLICANT, "10公里")
    assert "6月：5.8公里 →" in await june.told(APPLICANT)


async def test_a_month_that_closed_while_the_form_lay_open_is_asked_for_again(
    june: Township,
) -> None:
    await june.say(APPLICANT, "/adjust JT01")
    await june.press(APPLICANT, await june.next(APPLICANT), "6月")
    await june.next(APPLICANT)
    await june.until("07-04 10:00")
    june.server.reading.read_all()
    await june.say(APPLICANT, "10公里")
    asked = await june.next(APPLICANT)
    assert asked.labels == ("7月",)
    assert "请选生效月份" in asked.text


async def test_what_was_signed_stays_above_the_signature(june: Township) -> None:
    asked = await applying.file(june)
    before = asked.text
    await june.press(COMMANDER, asked, "签字")
    assert asked.text.startswith(before)
    assert "卫宏伟（指挥长）" in asked.text
    assert asked.labels == ()
    june.server.reading.read_all()
