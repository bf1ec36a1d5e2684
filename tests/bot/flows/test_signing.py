"""The chain of a target change: a wrong hand at any step changes nothing, and is told why."""

import datetime as dtm
from decimal import Decimal

import pytest

from bot.compose import press
from bot.flows.remind_signers import remind_signers
from bot.wording import refusals
from rules.approval import Stage, Step, Word
from rules.plates import Flag
from rules.refusal import RefusalError
from rules.schedule import Phase
from tests.bot.flows import applying
from tests.bot.flows.applying import (
    APPLICANT,
    CHIEF,
    COLLEAGUE,
    COMMANDER,
    FIRST_CHIEF,
    REVIEWER,
    request,
    stage,
)
from tests.bot.flows.forging import forged, pressing
from tests.bot.stage import JULY, PICTURE, Township
from tests.bot.stage_book import PEOPLE

OFFICE = {"秦振邦", REVIEWER, COLLEAGUE}
MAY_TAKE = {
    Stage.SIGNING: {COMMANDER},
    Stage.REVIEWING: OFFICE,
    Stage.APPROVING: {CHIEF, FIRST_CHIEF},
}
REACHED = {
    Stage.SIGNING: applying.file,
    Stage.REVIEWING: applying.sign,
    Stage.APPROVING: applying.review,
}


@pytest.mark.parametrize("reached", MAY_TAKE)
async def test_every_wrong_person_is_refused_at_every_step(june: Township, reached: Stage) -> None:
    asked = await REACHED[reached](june)
    for label in asked.labels[:-1]:
        for person in PEOPLE:
            if person.name in MAY_TAKE[reached]:
                continue
            assert "没有记录" in forged(june, person.name, asked, label), person.name
            assert (stage(june), len(request(june).signatures)) == (
                reached,
                list(MAY_TAKE).index(reached) + 1,
            )
    june.server.reading.read_all()


@pytest.mark.parametrize("reached", MAY_TAKE)
async def test_a_step_is_taken_once_whoever_presses_again(june: Township, reached: Stage) -> None:
    asked = await REACHED[reached](june)
    label = asked.labels[0]
    first, *others = sorted(MAY_TAKE[reached])
    assert forged(june, first, asked, label) == "已记录"
    taken = stage(june)
    for name in (first, *others):
        words = forged(june, name, asked, label)
        assert first in words or "同一人" in words or "没有记录" in words
        assert stage(june) is taken
    june.server.reading.read_all()


async def test_a_step_cannot_come_before_the_one_before_it(june: Township) -> None:
    await applying.file(june)
    subject = f"{request(june).id}/{Step.APPROVE}/{Word.AGREE}"
    with june.storage.work() as work:
        token = work.buttons.put(
            "say_to_change", subject, at_state=request(june).application.digest
        )
    event = pressing(june, CHIEF, token)
    with (
        pytest.raises(RefusalError) as refused,
        june.storage.work() as work,
    ):
        press(event, work=work, at=june.clock.at, settings=june.settings)
    assert "待指挥长签字" in refusals.told(refused.value)
    assert stage(june) is Stage.SIGNING


async def test_a_forged_token_does_nothing(june: Township) -> None:
    await applying.file(june)
    event = pressing(june, COMMANDER, "forged" * 4)
    with june.storage.work() as work:
        alert = press(event, work=work, at=june.clock.at, settings=june.settings)
    assert alert is not None
    assert stage(june) is Stage.SIGNING


async def test_what_was_returned_comes_back_with_every_signature_void(june: Township) -> None:
    old = await applying.file(june)
    await june.press(COMMANDER, old, "签字")
    asked = await june.next(june.office)
    await june.press(REVIEWER, asked, "退回")
    why = await june.next(june.office)
    await june.say(REVIEWER, "缺少气象证明", june.office, reply_to=why)
    told = next(one for one in june.server.reading.read_all() if "补正" in one.labels)
    assert "缺少气象证明" in told.text
    assert stage(june) is Stage.RETURNED
    await june.press(APPLICANT, told, "补正")
    shown = await june.next(APPLICANT)
    await june.press(APPLICANT, shown, "重发材料")
    await june.next(APPLICANT)
    await applying.send_photo(june, APPLICANT)
    await june.press(APPLICANT, await june.next(APPLICANT), "材料齐了")
    await june.press(APPLICANT, await june.next(APPLICANT), "确认")
    again = await applying.asked_to_sign(june, COMMANDER)
    assert "第2稿，以前的签字作废" in again.text
    found = request(june)
    assert (found.stage, found.number, found.application.revision) == (Stage.SIGNING, 1, 2)
    assert "已经改过" in forged(june, REVIEWER, asked, "审核通过")
    await june.press(COMMANDER, again, "签字")
    assert stage(june) is Stage.REVIEWING
    june.server.reading.read_all()


async def test_the_unit_takes_its_request_back(june: Township) -> None:
    asked = await applying.sign(june)
    told = next(one for one in june.server.reading.read_all() if "撤回" in one.labels)
    await june.press(APPLICANT, told, "撤回")
    assert stage(june) is Stage.WITHDRAWN
    assert "撤回" in forged(june, REVIEWER, asked, "审核通过")
    june.server.reading.read_all()


async def test_headquarters_declines_with_a_reason(june: Township) -> None:
    asked = await applying.review(june)
    await june.press(FIRST_CHIEF, asked, "驳回")
    why = await june.next(june.headquarters)
    await june.say(FIRST_CHIEF, "不", june.headquarters, reply_to=why)
    assert "写清原因" in await june.told(june.headquarters)
    await june.say(FIRST_CHIEF, "汛期影响不到全年目标", june.headquarters, reply_to=why)
    assert stage(june) is Stage.REJECTED
    told = [one.text for one in june.server.reading.read_all()]
    assert sum("汛期影响不到全年目标" in one and "仍按原目标" in one for one in told) >= 3


async def test_minutes_stand_for_headquarters_and_another_of_the_office_enters_them(
    june: Township,
) -> None:
    await applying.review(june)
    offered = next(one for one in june.server.reading.read_all() if "录入会议纪要" in one.labels)
    assert "没有记录" in forged(june, COMMANDER, offered, "录入会议纪要")
    assert "同一人" in forged(june, REVIEWER, offered, "录入会议纪要")
    await june.press(COLLEAGUE, offered, "录入会议纪要")
    how = await june.next(june.office)
    await june.say(COLLEAGUE, "开会同意了", june.office, reply_to=how)
    assert "没有看懂" in await june.told(june.office)
    await june.say(COLLEAGUE, "禾政会〔2023〕5号 6月29日", june.office, reply_to=how)
    found = request(june)
    assert (found.stage, found.approved_on) == (Stage.APPROVED, dtm.date(2023, 6, 29))
    assert found.signatures[-1].minutes == "禾政会〔2023〕5号"
    june.server.reading.read_all()


async def test_a_step_that_waits_is_reminded_of_every_third_day_in_working_hours(
    june: Township,
) -> None:
    await applying.file(june)
    reminded = []
    for day in range(10):
        for hour in (8, 10, 16):
            at = dtm.datetime(2023, 7, 1 + day, hour, tzinfo=june.settings.zone)
            with june.storage.work() as work:
                remind_signers(work=work, at=at, settings=june.settings)
                queued = work.outbox.queued
            reminded += [(at.day, at.hour)] * queued
    assert reminded == [(3, 10), (6, 10), (10, 10)]


async def test_what_waits_is_on_the_list_of_who_must_act(june: Township) -> None:
    await applying.file(june)
    june.server.reading.read_all()
    for name, waits in ((COMMANDER, True), (REVIEWER, False), (CHIEF, False)):
        await june.say(name, "/todo")
        assert ("待指挥长签字" in await june.told(name)) is waits, name


async def test_a_request_that_is_not_decided_at_the_publication_is_shown_there(
    closed: Township,
) -> None:
    await applying.file(closed)
    closed.server.reading.read_all()
    closed.phase(Phase.PUBLISH)
    assert Flag.ADJUSTMENT_PENDING in closed.line("JT01").rated.flags
    assert Flag.ADJUSTMENT_PENDING not in closed.line("JT02").rated.flags


async def test_minutes_that_are_entered_late_correct_what_is_public(closed: Township) -> None:
    town = closed
    await applying.review(town)
    offered = next(one for one in town.server.reading.read_all() if "录入会议纪要" in one.labels)
    await town.until("08-09 10:00")
    town.server.reading.read_all()
    assert town.line("JT01", JULY).published is not None
    before = town.line("JT01", JULY).rated
    await town.press(COLLEAGUE, offered, "录入会议纪要")
    how = await town.next(town.office)
    await town.say(COLLEAGUE, "禾政会〔2023〕7号 7月20日", town.office, reply_to=how)
    told = "\n".join(one.text for one in town.server.reading.read_all())
    after = town.line("JT01", JULY).rated
    assert (before.goal, after.goal) == (Decimal(8), Decimal("7.2"))
    assert "更正第1号" in told
    assert "按调整后的目标认定" in told


async def test_who_judges_sees_what_was_handed_in(june: Township) -> None:
    asked = await applying.sign(june)
    june.server.reading.read_all()
    await june.press(REVIEWER, asked, "看佐证材料")
    shown = await june.next(june.office)
    assert shown.text == "JT01佐证材料 1/1：照片1"
    assert shown.file is not None
    assert (shown.file.kind, shown.file.data) == ("photo", PICTURE)
    assert "没有记录" in forged(june, APPLICANT, asked, "看佐证材料")
    june.server.reading.read_all()


async def test_why_tells_of_a_request_that_is_not_decided(june: Township) -> None:
    await june.say(APPLICANT, "/why JT01")
    assert "目标调整申请" not in await june.told(APPLICANT)
    await applying.sign(june)
    june.server.reading.read_all()
    await june.say(APPLICANT, "/why JT01")
    told = await june.told(APPLICANT)
    assert "目标：5.8公里（年初计划）\n目标调整申请：待督考办审核（" in told
    assert "起），禾源镇挂图调〔2023〕1号，批准前按原目标\n" in told
