"""`/correct`: step by step or in one line; what would change is shown, and issued once."""

from decimal import Decimal

import pytest

from rules.determination import Ground
from rules.plates import Flag, Plate
from tests.bot.flows.correcting import FALSE, correct, editions, plate, preview, propose
from tests.bot.stage import JUNE, MAY, Township

NOT_YOURS = "这件事由督考办来办，您的操作没有记录。"
GONE = "这个按钮已经失效，请看后面的新消息。"
JT02 = "青龙河大桥改建工程（JT02）"
MS03 = "综合养老服务中心项目（MS03）"
CAUSE = (
    f"{MS03}5月拟更正认定15%，依据：现场核查。\n"
    "请选更正的原因，只作督考办内部记录，对外一律写更正认定："
)
PREVIEW = (
    f"【拟更正】{MS03}5月，依据：现场核查。\n"
    f"2023年5月（更正第1号）：\n· {MS03}　黄牌→蓝牌：更正认定10%→15%；目标15%\n"
    f"2023年6月（更正第1号）：\n· {MS03}　红牌（连续2个月）→黄牌：目标28%，认定未报\n"
    "将告知：禾源镇民生事业作战群、总指挥部工作群、全镇挂图作战工作群、"
    "私聊接收通报的5人。点「确认」才发出更正。"
)


def untouched(town: Township) -> bool:
    """Tell whether nothing is corrected, and nothing found that would be."""
    found = town.line("MS03", MAY).determination
    figures = found.value if found else None
    return figures == Decimal(10) and all(len(editions(town, one)) == 1 for one in (MAY, JUNE))


async def test_from_the_menu_the_office_is_led_to_the_preview(public: Township) -> None:
    await public.say("岑春林", "/correct", public.office)
    asked = await public.next(public.office)
    assert (asked.text, asked.labels) == ("请选要更正的月份：", ("2023年6月", "2023年5月"))
    await public.press("岑春林", asked, "2023年5月")
    asked = await public.next(public.office)
    assert asked.text == "5月已公布。请选要更正的项目："
    assert [label[:4] for label in asked.labels] == ["JT01", "JT02", "JT03", "MS02", "MS03"]
    await public.press("岑春林", asked, "MS03 综合养老服务中心项目")
    asked = await public.next(public.office)
    assert asked.text == (
        f"{MS03}5月已公布：黄牌，认定10%，目标15%。\n请回复更正后的认定数和依据，"
        "如：15% 现场核查；应按未报认定的，如：未报 查无报送。依据会随更正公布。"
        "不改了请发 /cancel。"
    )
    await public.say("岑春林", "15 现场核查", public.office, reply_to=asked)
    asked = await public.next(public.office)
    assert (asked.text, asked.labels) == (CAUSE, ("更正认定", FALSE))
    assert await public.press("岑春林", asked, "更正认定") == ""
    assert (asked.text, asked.labels) == (PREVIEW, ("确认", "取消"))
    assert untouched(public)


@pytest.mark.parametrize(
    "words",
    ["MS03 5月 15 现场核查", "5月 MS03 15% 现场核查", "养老 2023-05 15 现场核查"],
    ids=["project first", "month first", "by name"],
)
async def test_one_line_says_it_all(public: Township, words: str) -> None:
    shown = await preview(public, words)
    assert shown.text == PREVIEW
    assert await public.press("柳艳玲", shown, "确认") == ""
    assert (shown.text, shown.labels) == (
        f"{MS03}已更正（柳艳玲），已发出：5月更正第1号、6月更正第1号。",
        (),
    )
    assert (plate(public, "MS03", MAY), plate(public, "MS03")) == (Plate.BLUE, Plate.YELLOW)
    public.server.reading.read_all()


@pytest.mark.parametrize("word", ["未报", "未报送，依据："])
async def test_a_published_figure_is_corrected_to_not_reported(
    public: Township, word: str
) -> None:
    asked = await propose(public, f"JT02 6月 {word} 查无报送")
    assert asked.text.startswith(f"{JT02}6月拟更正认定未报，依据：查无报送。\n")
    await public.press("岑春林", asked, "更正认定")
    assert f"· {JT02}　蓝牌→红牌（连续2个月）：更正认定1530万元→未报；" in asked.text
    await public.press("柳艳玲", asked, "确认")
    line = public.line("JT02")
    found = line.determination
    assert found is not None
    assert (found.value, found.ground, found.by) == (None, Ground.SILENCE, "柳艳玲")
    assert (line.rated.plate, line.rated.flags) == (Plate.RED, (Flag.UNREPORTED,))
    public.server.reading.read_all()
    await public.say("俞振邦", "/why JT02 6月")
    told = await public.told("俞振邦")
    assert (
        "\n督考办认定为未报，没有达到6月目标1530万元；5月、6月连续2个月未完成，标红牌。\n" in told
    )
    assert "\n认定：未报，按未完成认定（柳艳玲，7月6日09:04），依据：查无报送\n" in told


async def test_a_stage_is_corrected_to_not_reported_step_by_step(public: Township) -> None:
    await correct(public, "MS01 6月 已完成 现场核查")
    public.server.reading.read_all()
    await public.say("岑春林", "/correct MS01 6月", public.office)
    asked = await public.next(public.office)
    await public.say("岑春林", "未报 查无报送", public.office, reply_to=asked)
    asked = await public.next(public.office)
    await public.press("岑春林", asked, "更正认定")
    await public.press("岑春林", asked, "确认")
    assert plate(public, "MS01") is Plate.YELLOW
    public.server.reading.read_all()


async def test_where_no_month_is_said_it_is_asked_for_and_the_words_are_kept(
    public: Township,
) -> None:
    await public.say("秦振邦", "/correct MS03 15 现场核查")
    asked = await public.next("秦振邦")
    assert asked.labels == ("2023年6月", "2023年5月")
    await public.press("秦振邦", asked, "2023年5月")
    assert await public.told("秦振邦") == CAUSE


async def test_a_name_that_fits_several_is_chosen_from(public: Township) -> None:
    await public.say("岑春林", "/correct 项目 6月")
    asked = await public.next("岑春林")
    assert [label[:4] for label in asked.labels] == ["MS01", "MS02", "MS03"]


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("XX99 6月", "没有找到项目「XX99」。"),
        ("MS04 6月", "清洁取暖改造工作（MS04）6月没有目标任务，不用认定。"),
        ("MS03 7月", "7月还没有公布。"),
        ("MS03 13月", "没有看懂月份「13月」，请写成 2023-06 或 6月。"),
        ("MS03 5月 大概15", f"没有看懂{MS03}的更正数。"),
        ("MS03 5月 15", "更正要写明依据，请把数和依据一起再写一遍，如：15% 现场核查。"),
        ("MS03 5月 未报", "更正要写明依据，请把未报和依据一起再写一遍，如：未报 查无报送。"),
        ("MS03 5月 未报 系瞒报", "依据会随更正公布，请只写查实的方式，"),
        ("MS03 6月 未报 查无报送", f"照此{MS03}6月和以后各月公布的内容都不变，不用更正。"),
        ("MS03 5月 10 现场核查", f"照此{MS03}5月和以后各月公布的内容都不变，不用更正。"),
        ("MS03 5月 9 经查系虚报", "依据会随更正公布，请只写查实的方式，"),
    ],
    ids=[
        "unknown",
        "no goal",
        "not public",
        "no month",
        "unclear",
        "no ground",
        "no ground for silence",
        "accuses of silence",
        "silent already",
        "same",
        "accuses",
    ],
)
async def test_what_is_wrong_is_said(public: Township, written: str, answer: str) -> None:
    await public.say("岑春林", f"/correct {written}", public.office)
    assert (await public.told(public.office)).startswith(answer)
    assert untouched(public)


async def test_before_anything_is_public_there_is_nothing_to_correct(new_town: Township) -> None:
    with new_town.storage.work() as work:
        work.bindings.bind_person("岑春林", new_town.user("岑春林").id, new_town.clock.at)
    new_town.server.talk.say(
        new_town.user("岑春林"),
        new_town.server.room.private(new_town.user("岑春林")),
        "/start",
    )
    await new_town.passes(minutes=1)
    new_town.server.reading.read_all()
    await new_town.say("岑春林", "/correct")
    assert await new_town.told("岑春林") == "还没有公布过的月份，公布后再来看。"


@pytest.mark.parametrize("name", ["赵文博", "卫宏伟", "昌宏伟", "余明辉"])
async def test_nobody_else_may_correct(public: Township, name: str) -> None:
    public.office.members[public.user(name).id] = "member"
    for words in ("/correct", "/correct MS03 5月 15 现场核查"):
        await public.say(name, words)
        assert await public.told(name) == NOT_YOURS
    asked = await propose(public, "MS03 5月 15 现场核查")
    assert await public.press(name, asked, "更正认定") == NOT_YOURS
    await public.press("岑春林", asked, "更正认定")
    for label in ("确认", "取消"):
        assert await public.press(name, asked, label) == NOT_YOURS
    assert untouched(public)


async def test_nothing_is_corrected_in_other_groups(public: Township) -> None:
    for group in (public.welfare, public.headquarters, public.township):
        group.members[public.user("岑春林").id] = "member"
        await public.say("岑春林", "/correct MS03 5月 15 现场核查", group)
        assert await public.told(group) == "这件事不在本群办理，请到督考办群、与我的私聊办理。"


async def test_who_has_left_the_office_confirms_nothing(public: Township) -> None:
    shown = await preview(public, "MS03 5月 15 现场核查")
    with public.storage.work() as work:
        work.bindings.unbind("岑春林")
    assert (await public.press("岑春林", shown, "确认")).startswith("您的账号还没有绑定")
    assert untouched(public)


async def test_a_correction_may_be_dropped(public: Township) -> None:
    shown = await preview(public, "MS03 5月 15 现场核查")
    await public.press("柳艳玲", shown, "取消")
    assert (shown.text, shown.labels) == (f"{MS03}5月没有更正。", ())
    for label in ("确认", "取消", "更正认定", FALSE):
        assert await public.press("岑春林", shown, label, stale=True) == GONE
    assert untouched(public)


async def test_cancel_ends_the_dialogue(public: Township) -> None:
    await public.say("岑春林", "/correct MS03 5月")
    asked = await public.next("岑春林")
    await public.say("岑春林", "/cancel")
    assert await public.told("岑春林") == "已取消，刚才填写的内容没有提交。"
    await public.say("岑春林", "15 现场核查", reply_to=asked)
    await public.told("岑春林")
    assert untouched(public)


async def test_a_second_press_is_told_who_corrected_and_when(public: Township) -> None:
    shown = await correct(public, "MS03 5月 15 现场核查")
    public.server.reading.read_all()
    told = (
        f"{MS03}5月已由柳艳玲于7月6日09:04更正认定15%。"
        "要再更正请重新发 /correct MS03 5月 数字 依据"
    )
    for label in ("确认", "取消", "更正认定", FALSE):
        assert await public.press("岑春林", shown, label, stale=True) == told
    assert [len(editions(public, one)) for one in (MAY, JUNE)] == [2, 2]


async def test_of_two_proposals_the_first_confirmed_one_holds(public: Township) -> None:
    one = await preview(public, "MS03 5月 15 现场核查")
    other = await preview(public, "MS03 5月 12 监理月报")
    await public.press("岑春林", one, "确认")
    public.server.reading.read_all()
    told = f"{MS03}5月已由岑春林于7月6日09:06更正认定15%。"
    assert (await public.press("柳艳玲", other, "确认")).startswith(told)
    assert plate(public, "MS03", MAY) is Plate.BLUE


async def test_what_has_changed_since_the_preview_is_not_confirmed_unseen(
    public: Township,
) -> None:
    """Another project's correction makes this one the month's second."""
    waits = await preview(public, "MS03 6月 28 现场核查")
    await correct(public, "JT01 6月 5.8 现场核查")
    public.server.reading.read_all()
    assert await public.press("岑春林", waits, "确认") == (
        "6月或以后月份公布的内容刚有变化，没有更正。请重新发 /correct MS03 6月 核对。"
    )
    assert plate(public, "MS03") is Plate.RED
    await correct(public, "MS03 6月 28 现场核查")
    assert [edition.correction for edition in editions(public)] == [0, 1, 2]
    assert plate(public, "MS03") is Plate.BLUE
    public.server.reading.read_all()


async def test_what_was_published_as_undecided_is_decided_by_a_correction(
    june: Township,
) -> None:
    await june.answer("俞振邦", "JT02", "1530")
    await june.next(june.roads)
    await june.close()
    await june.until("07-06 09:02")
    june.server.reading.read_all()
    await june.say("岑春林", "/correct 6月", june.office)
    asked = await june.next(june.office)
    assert asked.text == "6月已公布，待认定的1个排在前面。请选要更正的项目："
    assert asked.labels[0] == "JT02 青龙河大桥改建工程"
    shown = await correct(june, "JT02 6月 1500 监理月报")
    assert shown.text.startswith("青龙河大桥改建工程（JT02）已更正（柳艳玲）")
    warned, letter = june.server.reading.read_all(june.roads)
    assert letter.text == "【红牌警告通知书】公路站，禾挂督红〔2023〕2号"
    assert warned.labels == ("签收", "JT02 为什么")
    assert warned.text == (
        "【更正第1号】6月 公路站：红牌警告。\n· 青龙河大桥改建工程（JT02）　"
        "无牌（待认定）→红牌（连续2个月）：更正认定1500万元；5月目标1190万元，认定1080万元，"
        "差110万元；6月目标1530万元，认定1500万元，差30万元\n其余2个项目的警告不变。\n"
        "依据：监理月报。\n请主责单位点「签收」。对认定有异议的，请向督考办提出。"
    )
    circular = june.server.reading.read_all(june.township)[0].text
    assert circular.endswith("更正后：6月 蓝牌 0 黄牌 4 红牌 2 无牌 1")
    june.server.reading.read_all()


async def test_a_late_report_counts_by_a_correction(public: Township) -> None:
    """E13: after the publication it can only lead to one."""
    await public.answer("唐旭东", "JT03", "累计8公里")
    await public.next(public.roads)
    assert plate(public, "JT03") is Plate.YELLOW
    await public.say("岑春林", "/correct JT03 6月")
    assert "已公布：黄牌，未报，目标8公里；自报8公里（迟报）。" in await public.told("岑春林")
    await public.say("岑春林", "8 核对迟报资料")
    asked = await public.next("岑春林")
    await public.press("岑春林", asked, "更正认定")
    await public.press("岑春林", asked, "确认")
    row = editions(public)[-1].row("JT03")
    assert row is not None
    assert (row.reported, row.reported_late, row.rated.plate) == (Decimal(8), True, Plate.BLUE)
    public.server.reading.read_all()
