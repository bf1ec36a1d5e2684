"""`/enter`, `/exit` and their like: forms on a phone, their chains, what comes of them."""

import datetime as dtm
from decimal import Decimal

import pytest

from bot.rehearsal.messages import Message
from bot.replay import replay
from rules.approval import Matter, Stage
from rules.cycle import Cycle
from rules.lifecycle import LifecycleEvent, Step, standing
from rules.lifecycle_application import LifecycleApplication
from rules.month import Month
from rules.plates import NoPlate
from rules.project import in_force
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
from tests.bot.flows.forging import forged
from tests.bot.stage import JULY, JUNE, MAY, Township
from tests.bot.stage_book import PEOPLE

WHY = "征地遗留纠纷已进入诉讼程序，短期内无法复工"
OFFICE = {"秦振邦", REVIEWER, COLLEAGUE}
CHIEFS = {CHIEF, FIRST_CHIEF}


async def apply_for(
    town: Township, label: str, *, since: str, name: str = APPLICANT, code: str = "JT01"
) -> None:
    """Begin with a project's step, and choose the month."""
    await town.say(name, f"/exit {code}")
    await town.press(name, await town.next(name), label)
    await town.press(name, await town.next(name), since)


async def leave(town: Township, since: str = "6月", name: str = APPLICANT) -> Message:
    """Fill in the exit of JT01, without evidence; return the preview."""
    await apply_for(town, "申请退出", since=since, name=name)
    await town.next(name)
    await town.say(name, WHY)
    await town.press(name, await town.next(name), "没有材料")
    return await town.next(name)


async def filed_exit(town: Township, since: str = "6月") -> Message:
    """File it; return the message that asks the commander."""
    assert await town.press(APPLICANT, await leave(town, since), "确认") == ""
    return await town.next(COMMANDER)


async def signed_exit(town: Township, since: str = "6月") -> Message:
    await town.press(COMMANDER, await filed_exit(town, since), "签字")
    return await town.next(town.office)


async def reviewed_exit(town: Township, since: str = "6月") -> Message:
    await town.press(REVIEWER, await signed_exit(town, since), "审核通过")
    return await town.next(town.headquarters)


async def approved_exit(town: Township, since: str = "6月") -> list[str]:
    await town.press(CHIEF, await reviewed_exit(town, since), "批准")
    return [one.text for one in town.server.reading.read_all()]


async def nominated(town: Township, name: str = "云慧敏") -> Message:
    """Nominate a project for the command of roads; return the preview."""
    await town.say(name, "/enter")
    await town.press(name, await town.next(name), "新签约")
    await town.press(name, await town.next(name), "06 交通建设指挥部")
    for words in ("禾石路停车场工程", "新建停车位二百个，含充电设施和绿化"):
        await town.next(name)
        await town.say(name, words)
    await town.press(name, await town.next(name), "公路站")
    for words in ("谢玉洁", "新来人"):
        await town.next(name)
        await town.say(name, words)
    await town.press(name, await town.next(name), "个")
    for words in ("200个", "12月31日"):
        await town.next(name)
        await town.say(name, words)
    await town.press(name, await town.next(name), "7月")
    await town.next(name)
    await town.say(name, "7月20 8月50")
    await town.press(name, await town.next(name), "按此计划")
    await town.next(name)
    await town.say(name, "省里新批的民生项目，牵动集镇停车难问题")
    return await town.next(name)


async def entered(town: Township) -> list[str]:
    await town.press("云慧敏", await nominated(town), "确认")
    await town.press(REVIEWER, await town.next(town.office), "审核通过")
    await town.press(FIRST_CHIEF, await town.next(town.headquarters), "批准")
    return [one.text for one in town.server.reading.read_all()]


def rated(town: Township, code: str, month: Month) -> tuple[object, ...]:
    one = town.line(code, month).rated
    return one.plate, one.no_plate


def borne_out(town: Township) -> bool:
    """Tell whether the journal gives what was published of JT01 in June."""
    with town.storage.look() as look:
        return not any((one.month, one.project) == (JUNE, "JT01") for one in replay(look))


async def test_the_exit_is_written_out_before_it_is_filed(town: Township) -> None:
    shown = await leave(town)
    assert shown.text == (
        "【项目退出申请预览】禾石路大中修工程（JT01）　申请单位：公路站\n"
        "从2023年6月起退出\n"
        f"原因：{WHY}\n"
        "批准后不再填报、不再标牌，以前已公布的标识不变。\n"
        "核对无误请点「确认」，送指挥长签字。"
    )


async def test_a_project_that_left_is_asked_and_rated_no_more(town: Township) -> None:
    told = await approved_exit(town)
    assert any("自2023年6月起退出" in words for words in told)
    await town.until("06-30 09:02")
    assert not any("（JT01）" in one.text for one in town.server.reading.read_all())
    assert rated(town, "JT01", JUNE) == (None, NoPlate.NOT_ACTIVE)
    assert town.line("JT01", MAY).rated.plate is not None


async def test_an_exit_approved_before_the_close_spares_the_month(june: Township) -> None:
    """E21: no rating for the exit month when the approval is before its close."""
    await approved_exit(june)
    await june.until("07-06 09:02")
    june.server.reading.read_all()
    assert rated(june, "JT01", JUNE) == (None, NoPlate.NOT_ACTIVE)
    assert borne_out(june)


async def test_an_exit_approved_after_the_close_comes_a_month_later(june: Township) -> None:
    asked = await reviewed_exit(june)
    await june.until("07-03 17:02")
    june.server.reading.read_all()
    await june.press(CHIEF, asked, "批准")
    told = [one.text for one in june.server.reading.read_all()]
    assert any("自2023年7月起退出" in words for words in told)
    assert june.line("JT01", JUNE).standing.is_in
    assert not june.line("JT01", JULY).standing.is_in


async def test_an_exit_by_minutes_entered_late_corrects_what_is_public(june: Township) -> None:
    """E6 likewise: the minutes are of before the close, entered after the publication."""
    await reviewed_exit(june)
    offered = next(one for one in june.server.reading.read_all() if "录入会议纪要" in one.labels)
    await june.until("07-06 09:02")
    june.server.reading.read_all()
    await june.press(COLLEAGUE, offered, "录入会议纪要")
    why = await june.next(june.office)
    await june.say(COLLEAGUE, "禾政会〔2023〕5号 7月2日", june.office, reply_to=why)
    told = [one.text for one in june.server.reading.read_all()]
    assert any("更正第1号" in words and "JT01" in words for words in told)
    assert rated(june, "JT01", JUNE) == (None, NoPlate.NOT_ACTIVE)
    assert borne_out(june)


REACHED = {
    Stage.SIGNING: (filed_exit, {COMMANDER}),
    Stage.REVIEWING: (signed_exit, OFFICE),
    Stage.APPROVING: (reviewed_exit, CHIEFS),
}


@pytest.mark.parametrize("reached", REACHED)
async def test_every_wrong_person_is_refused_at_every_step(town: Township, reached: Stage) -> None:
    walk, allowed = REACHED[reached]
    asked = await walk(town)
    said = len(request(town).signatures)
    for label in asked.labels:
        for person in PEOPLE:
            if person.name not in allowed:
                assert "没有记录" in forged(town, person.name, asked, label), person.name
                assert (stage(town), len(request(town).signatures)) == (reached, said)
    town.server.reading.read_all()


async def test_a_pause_needs_an_objective_cause(town: Township) -> None:
    """A pause must be no way round a plate (E10, E11)."""
    await apply_for(town, "申请暂停", since="6月")
    await town.press(APPLICANT, await town.next(APPLICANT), "9月")
    await town.next(APPLICANT)
    await town.say(APPLICANT, "我们单位人手不足，工程推进慢，先停一停")
    assert "主观原因" in await town.told(APPLICANT)
    await town.say(APPLICANT, "汛期河道水位高于施工水位，监理下达停工令")
    await town.press(APPLICANT, await town.next(APPLICANT), "没有材料")
    assert "预计恢复：9月" in await town.told(APPLICANT)


async def test_a_pause_keeps_the_streak_and_ends_by_the_office(town: Township) -> None:
    await apply_for(town, "申请暂停", since="6月")
    await town.press(APPLICANT, await town.next(APPLICANT), "本年度不恢复")
    await town.next(APPLICANT)
    await town.say(APPLICANT, "汛期河道水位高于施工水位，监理下达停工令")
    await town.press(APPLICANT, await town.next(APPLICANT), "没有材料")
    await town.press(APPLICANT, await town.next(APPLICANT), "确认")
    await town.press(COMMANDER, await town.next(COMMANDER), "签字")
    await town.press(REVIEWER, await town.next(town.office), "审核通过")
    await town.press(CHIEF, await town.next(town.headquarters), "批准")
    assert any("自2023年6月起暂停" in one.text for one in town.server.reading.read_all())
    assert rated(town, "JT01", JUNE) == (None, NoPlate.NOT_ACTIVE)
    await town.say(APPLICANT, "/exit JT01")
    asked = await town.next(APPLICANT)
    assert asked.labels == ("申请退出", "申请恢复", "申请完工", "拆分、合并")
    await town.press(APPLICANT, asked, "申请恢复")
    await town.press(APPLICANT, await town.next(APPLICANT), "6月")
    await town.next(APPLICANT)
    await town.say(APPLICANT, "水位已退到施工水位以下，人员机械已经到位")
    await town.press(APPLICANT, await town.next(APPLICANT), "没有材料")
    shown = await town.next(APPLICANT)
    assert "送督考办审核" in shown.text
    await town.press(APPLICANT, shown, "确认")
    await town.press(REVIEWER, await town.next(town.office), "审核通过")
    assert any("自2023年6月起恢复" in one.text for one in town.server.reading.read_all())
    assert town.line("JT01", JUNE).standing.is_active


async def test_what_is_done_is_verified_by_the_office_and_asked_no_more(town: Township) -> None:
    """E20: later months are compared by the verified value."""
    await apply_for(town, "申请完工", since="6月")
    await town.next(APPLICANT)
    await town.say(APPLICANT, "大概12公里左右")
    assert "没有看懂" in await town.told(APPLICANT)
    await town.say(APPLICANT, "12.4公里")
    await town.next(APPLICANT)
    await town.say(APPLICANT, "6月20日全线贯通，交工验收合格，无尾工")
    await town.press(APPLICANT, await town.next(APPLICANT), "没有材料")
    shown = await town.next(APPLICANT)
    assert "累计完成：12.4公里" in shown.text
    await town.press(APPLICANT, shown, "确认")
    asked = await town.next(town.office)
    assert "到场核实" in asked.text
    await town.press(REVIEWER, asked, "审核通过")
    town.server.reading.read_all()
    assert request(town).stage is Stage.APPROVED
    await town.until("07-06 09:02")
    assert not any("【6月填报】禾石路" in one.text for one in town.server.reading.read_all())
    line = town.line("JT01", JUNE)
    assert (line.rated.plate, line.rated.value) == ("blue", Decimal("12.4"))


async def test_a_project_of_stages_is_done_as_a_whole(town: Township) -> None:
    await town.say("柏如意", "/complete MS01")
    await town.press("柏如意", await town.next("柏如意"), "6月")
    await town.next("柏如意")
    await town.say("柏如意", "主体已经封顶并通过验收，达到年度目标")
    await town.press("柏如意", await town.next("柏如意"), "没有材料")
    assert "累计完成：已完成" in await town.told("柏如意")
    with town.storage.look() as look:
        assert look.requests.open() == ()


async def test_who_leads_nothing_is_told_who_may(town: Township) -> None:
    await town.say("赵文博", "/exit")
    assert "没有可以申请的项目" in await town.told("赵文博")
    await town.say("赵文博", "/exit JT01")
    assert "没有记录" in await town.told("赵文博")


@pytest.mark.parametrize("command", ["/split", "/merge"])
async def test_projects_are_neither_split_nor_merged(town: Township, command: str) -> None:
    await town.say(APPLICANT, command)
    told = await town.told(APPLICANT)
    assert "不能直接拆分或合并" in told
    assert "/exit" in told
    assert "/enter" in told


async def test_a_group_leads_to_the_private_chat(town: Township) -> None:
    for command in ("/exit", "/enter", "/suspend", "/complete"):
        await town.say(APPLICANT, command, town.roads)
        assert f"发 {command}" in await town.told(town.roads)


async def test_one_request_at_a_time_for_a_project(town: Township) -> None:
    await filed_exit(town)
    await town.say(APPLICANT, "/adjust JT01")
    assert "已有一件项目退出申请" in await town.told(APPLICANT)
    await town.say(APPLICANT, "/exit JT01")
    shown = await town.next(APPLICANT)
    await town.press(APPLICANT, shown, "撤回")
    assert stage(town) is Stage.WITHDRAWN
    town.server.reading.read_all()


async def test_what_was_returned_is_completed_and_signed_anew(town: Township) -> None:
    asked = await filed_exit(town)
    await town.press(COMMANDER, asked, "退回")
    why = await town.next(COMMANDER)
    await town.say(COMMANDER, "请写明遗留问题怎么处理", reply_to=why)
    told = next(one for one in town.server.reading.read_all() if "补正" in one.labels)
    await town.press(APPLICANT, told, "补正")
    await town.press(APPLICANT, await town.next(APPLICANT), "改原因")
    await town.next(APPLICANT)
    await town.say(APPLICANT, f"{WHY}，遗留围挡由公路站拆除")
    await town.press(APPLICANT, await town.next(APPLICANT), "确认")
    again = await town.next(COMMANDER)
    assert "第2稿，以前的签字作废" in again.text
    assert "已经改过" in forged(town, COMMANDER, asked, "签字")
    town.server.reading.read_all()


async def test_a_pending_exit_is_no_pending_change_of_target(town: Township) -> None:
    await filed_exit(town)
    assert not town.line("JT01", JUNE).has_pending_change


async def test_a_nomination_is_written_out_before_it_is_filed(town: Township) -> None:
    shown = await nominated(town)
    assert shown.text == (
        "【项目纳入申请预览】禾石路停车场工程（JT04）　申请单位：公路站\n"
        "类别：新签约　指挥部：06\n"
        "内容：新建停车位二百个，含充电设施和绿化\n"
        "主责单位：公路站　责任人：新来人\n"
        "责任领导：谢玉洁\n"
        "年度目标：200个，12月31日前完成\n"
        "月度计划：7月20个、8月50个、9月100个、10月133个、11月167个、12月200个\n"
        "从2023年7月起纳入\n"
        "原因：省里新批的民生项目，牵动集镇停车难问题\n"
        "（新来人不在人员表里，批准后按公路站人员登记，请另发绑定码）\n"
        "批准前不填报、不标牌；从生效月份起填报、标牌。\n"
        "核对无误请点「确认」，送督考办审核。"
    )


async def test_what_enters_is_rated_from_its_month_on(town: Township) -> None:
    """C53, E9: no plate before the effective month."""
    told = await entered(town)
    assert any("自2023年7月起纳入挂图作战" in words for words in told)
    with town.storage.look() as look:
        project = look.book.project(2023, "JT04")
        assert project is not None
        assert (project.responsible_person, project.command) == ("新来人", "06")
        assert in_force(look.book.plan(2023, "JT04"), JULY).goal == Decimal(20)
        person = look.book.person("新来人")
        assert person is not None
        assert person.unit == "公路站"
        events = look.book.lifecycle_events(2023, "JT04")
    assert standing(events, JULY).has_just_entered
    assert rated(town, "JT04", JUNE) == (None, NoPlate.NOT_ACTIVE)
    await town.until("07-31 09:02")
    heard = [one.text for one in town.server.reading.read_all()]
    assert any("【7月填报】禾石路停车场工程（JT04）" in words for words in heard)
    assert not any("【6月填报】禾石路停车场工程" in words for words in heard)


async def test_who_nominates_does_not_review(town: Township) -> None:
    shown = await nominated(town, name=REVIEWER)
    await town.press(REVIEWER, shown, "确认")
    asked = await town.next(town.office)
    assert "同一人不能办两个环节" in await town.press(REVIEWER, asked, "审核通过")
    await town.press(COLLEAGUE, asked, "审核通过")
    assert request(town).stage is Stage.APPROVING
    assert request(town).matter is Matter.ENTER
    town.server.reading.read_all()


async def test_only_office_and_command_nominate(town: Township) -> None:
    await town.say(APPLICANT, "/enter")
    assert "督考办或本指挥部" in await town.told(APPLICANT)
    await town.say("余明辉", "/enter")
    await town.press("余明辉", await town.next("余明辉"), "新部署")
    assert (await town.next("余明辉")).labels == ("10 民生事业指挥部",)


async def test_a_name_that_is_in_the_book_is_not_nominated_again(town: Township) -> None:
    await town.say("云慧敏", "/enter")
    await town.press("云慧敏", await town.next("云慧敏"), "新开工")
    await town.press("云慧敏", await town.next("云慧敏"), "06 交通建设指挥部")
    await town.next("云慧敏")
    await town.say("云慧敏", "禾石路大中修工程")
    assert "已经有禾石路大中修工程（JT01）" in await town.told("云慧敏")


async def test_an_entry_approved_late_misses_nothing_that_was_asked(town: Township) -> None:
    await town.press("云慧敏", await nominated(town), "确认")
    await town.press(REVIEWER, await town.next(town.office), "审核通过")
    asked = await town.next(town.headquarters)
    for at in ("06-30 09:02", "07-31 09:02"):
        await town.until(at)
        town.server.reading.read_all()
    await town.press(CHIEF, asked, "批准")
    told = [one.text for one in town.server.reading.read_all()]
    assert any("自2023年8月起纳入" in words for words in told)
    assert rated(town, "JT04", JULY) == (None, NoPlate.NOT_ACTIVE)


async def test_two_nominations_get_two_codes(town: Township) -> None:
    await town.press("云慧敏", await nominated(town), "确认")
    await town.press("彭宗耀", await nominated(town, name="彭宗耀"), "确认")
    assert [request(town, n).application.project for n in (1, 2)] == ["JT04", "JT05"]
    town.server.reading.read_all()


async def test_a_stage_project_is_nominated_with_named_months(town: Township) -> None:
    name = "余明辉"
    await town.say(name, "/enter")
    await town.press(name, await town.next(name), "新部署")
    await town.press(name, await town.next(name), "10 民生事业指挥部")
    for words in ("敬老院改造", "改造床位五十张，更换消防设施"):
        await town.next(name)
        await town.say(name, words)
    await town.press(name, await town.next(name), "卫生院")
    for words in ("时保国", "昌宏伟"):
        await town.next(name)
        await town.say(name, words)
    await town.press(name, await town.next(name), "按形象进度考核")
    await town.next(name)
    await town.say(name, "2023年12月20日")
    await town.press(name, await town.next(name), "8月")
    await town.next(name)
    await town.say(name, "8月完成设计 12月竣工验收")
    await town.next(name)
    await town.say(name, "党委会部署的民生实事，群众反映强烈")
    shown = await town.next(name)
    assert "月度计划：8月「完成设计」、12月「竣工验收」" in shown.text
    await town.press(name, shown, "确认")
    application = request(town).application
    assert isinstance(application, LifecycleApplication)
    assert application.entry is not None
    assert application.entry.project.annual_target is None
    town.server.reading.read_all()


async def test_what_was_decided_stays_with_its_day(town: Township) -> None:
    await approved_exit(town)
    with town.storage.look() as look:
        events = look.book.lifecycle_events(2023, "JT01")
    assert [(one.step, one.effective) for one in events] == [(Step.EXIT, JUNE)]
    assert events[0].decided_on == dtm.date(2023, 6, 30)


async def test_a_target_of_what_left_cannot_change(town: Township) -> None:
    await approved_exit(town)
    await town.say(APPLICANT, "/adjust JT01")
    assert "没有还可以调整的月份" in await town.told(APPLICANT)
    await town.say(APPLICANT, "/exit JT01")
    assert "它已经退出" in await town.told(APPLICANT)


async def test_a_pause_that_lasts_too_long_stands_in_the_offices_todo(town: Township) -> None:
    pause = LifecycleEvent(Step.SUSPEND, JUNE, reason="汛期", until=JULY)
    with town.storage.work() as work:
        work.book.put_lifecycle_event(2023, "JT01", pause)
    await town.say(REVIEWER, "/todo")
    assert "暂停已过" not in await town.told(REVIEWER)
    await town.until("08-01 09:02")
    town.server.reading.read_all()
    await town.say(REVIEWER, "/todo")
    assert "禾石路大中修工程（JT01）暂停已过预计恢复的7月" in await town.told(REVIEWER)
    await town.say(APPLICANT, "/todo")
    assert "暂停已过" not in await town.told(APPLICANT)


async def test_what_has_no_month_left_does_not_enter(town: Township) -> None:
    """Its only stage was July's, and July has been asked: it would enter without a target."""
    name = "云慧敏"
    shown = await nominated(town)
    await town.press(name, shown, "改计量单位")
    await town.press(name, await town.next(name), "按形象进度考核")
    await town.next(name)
    await town.say(name, "7月完成设计")
    await town.press(name, await town.next(name), "确认")
    await town.press(REVIEWER, await town.next(town.office), "审核通过")
    asked = await town.next(town.headquarters)
    with town.storage.work() as work:
        work.cycles.put(Cycle(JULY, asked_at=town.clock.at, closes_at=town.clock.at))
    assert "没有可以调整的月份" in await town.press(CHIEF, asked, "批准")
    with town.storage.look() as look:
        assert look.book.project(2023, "JT04") is None
    town.server.reading.read_all()
