"""What anybody who is bound may ask: `/status` `/why` `/chart` `/org` `/todo` `/help`."""

import json

import pytest

from bot.rehearsal.messages import Message
from bot.wording.permissions import ACTS
from rules.schedule import Phase
from tests.bot.flows.test_lifecycle import filed_exit
from tests.bot.stage import Sketcher, Township

ROADS_PEOPLE = "主责单位公路站，责任人{}，责任领导卫宏伟，完成时限2023-11-30（余153天）"
JT01_OPEN = (
    "禾石路大中修工程（JT01）　6月：未认定\n上月：蓝牌\n目标：5.8公里\n认定：暂无\n"
    "年度目标：年内完成12.4公里；还差8.7公里，剩余1个月，月均需8.7公里\n此前：5月蓝\n"
    + ROADS_PEOPLE.format("韦长河")
)
NOT_FOUND = "没有找到项目「{}」。请核对项目编号或名称，也可以只发 /status 从列表里选。"
MS03_IS_RED = "综合养老服务中心项目（MS03）　6月：红牌（连续2个月）"
HOW_TO_REPORT = "报进展不用记命令：直接回复我的问题，写上累计完成数和单位就行。"
ALL = (
    *("JT01 禾石路大中修工程", "JT02 青龙河大桥改建工程", "JT03 农村公路安防设施提升工程"),
    *("MS01 中心小学综合教学楼项目", "MS02 镇卫生院病房综合楼项目", "MS03 综合养老服务中心项目"),
    "MS04 清洁取暖改造工作",
)
RULES = (
    "适用规则：按累计数比较，等于目标即完成，不四舍五入；每年1月重新计算连续月数；"
    "无目标的月份不计入也不中断连续；调整目标不清除以前的未完成；到公布时未认定的按自报认定。"
)
ROADS_POSTS = "06 交通建设指挥部：指挥长卫宏伟，副指挥长彭宗耀、谢玉洁，联络员云慧敏"


def card(town: Township) -> dict[str, object]:
    """Return the project of the card that was painted last."""
    assert isinstance(town.painter, Sketcher)
    drawn: dict[str, object] = json.loads(town.painter.painted[-1].view)["project"]
    return drawn


@pytest.fixture
async def published(closed: Township) -> Township:
    """Publish June; what was said is read."""
    await closed.until("07-06 09:05")
    closed.server.reading.read_all()
    return closed


@pytest.mark.parametrize("named", ["JT01", "jt01", "（JT01）", "ＪＴ０１", "禾石路", "大中修"])
async def test_a_card_is_found_by_its_code_or_a_part_of_its_name(
    june: Township, named: str
) -> None:
    await june.say("赵文博", f"/status {named}")
    shown = await june.next("赵文博")
    assert (shown.kind, shown.text) == ("photo", JT01_OPEN)
    assert shown.labels == ("这个颜色怎么来的",)


@pytest.mark.parametrize(
    ("code", "caption"),
    [
        (
            "JT01",
            "禾石路大中修工程（JT01）　6月：黄牌\n目标：5.8公里\n认定：5公里\n"
            "完成率86.2%，差0.8公里\n注：按自报认定\n"
            "年度目标：年内完成12.4公里；还差7.4公里，剩余1个月，月均需7.4公里\n此前：5月蓝\n"
            + ROADS_PEOPLE.format("韦长河"),
        ),
        (
            "MS03",
            (
                f"{MS03_IS_RED}\n目标：28%\n认定：未报，按未完成认定\n"
                "年度目标：年内完成100%；还差90%，剩余1个月，月均需90%\n此前：5月黄\n"
                "主责单位民政办公室，责任人昌宏伟，责任领导章少华，完成时限2023-11-30（余153天）"
            ),
        ),
        (
            "MS04",
            (
                "清洁取暖改造工作（MS04）　6月：无牌（本月无目标任务）\n目标：无\n认定：暂无\n"
                "年度目标：年内完成1500户；还差1500户，剩余1个月，月均需1500户\n"
                "主责单位社会事务办公室，责任人柏如意，责任领导章少华，完成时限2023-11-30（余153天）"
            ),
        ),
    ],
)
async def test_a_published_cards_caption_says_what_the_card_shows(
    published: Township, code: str, caption: str
) -> None:
    await published.say("赵文博", f"/status {code}")
    assert await published.told("赵文博") == caption


@pytest.mark.parametrize(
    ("command", "offered"), [("/status", (*ALL[4:6], *ALL[:4], ALL[6])), ("/why", ALL)]
)
async def test_without_a_name_a_project_is_chosen(
    june: Township, command: str, offered: tuple[str, ...]
) -> None:
    await june.say("昌宏伟", command)
    asked = await june.next("昌宏伟")
    assert (asked.text, asked.labels) == ("请选一个项目：", offered)
    await june.press("昌宏伟", asked, ALL[5])
    assert (await june.told("昌宏伟")).startswith("综合养老服务中心项目（MS03）　6月：未认定")


async def test_of_several_that_fit_one_is_chosen(june: Township) -> None:
    await june.say("韦长河", "/status 工程")
    asked = await june.next("韦长河")
    assert asked.labels == ALL[:3]
    await june.press("韦长河", asked, ALL[0])
    assert await june.told("韦长河") == JT01_OPEN


@pytest.mark.parametrize("named", ["XX99", "不存在的项目", "%", "' OR 1=1", "（）", "x" * 30])
async def test_a_name_that_fits_nothing_is_told_so(june: Township, named: str) -> None:
    await june.say("韦长河", f"/status {named}")
    assert await june.told("韦长河") == NOT_FOUND.format(named)


async def test_a_commands_group_sees_only_its_own_projects(june: Township) -> None:
    await june.say("韦长河", "/status", june.roads)
    assert (await june.next(june.roads)).labels == ALL[:3]
    for command in ("/status MS01", "/why MS01"):
        await june.say("韦长河", command, june.roads)
        assert await june.told(june.roads) == (
            "中心小学综合教学楼项目（MS01）不属于本指挥部，请在与我的私聊里查看。"
        )
    await june.say("韦长河", "/status 综合", june.roads)
    assert await june.told(june.roads) == NOT_FOUND.format("综合")
    await june.say("韦长河", "/org", june.roads)
    assert await june.told(june.roads) == ROADS_POSTS


async def test_the_group_decides_what_is_shown_and_not_the_person(june: Township) -> None:
    june.welfare.members[june.user("韦长河").id] = "member"
    await june.say("韦长河", "/status", june.welfare)
    assert (await june.next(june.welfare)).labels == ALL[3:]


@pytest.mark.parametrize(
    ("name", "plate"),
    [
        pytest.param("韦长河", None, id="the responsible person"),
        pytest.param("云慧敏", None, id="the liaison"),
        pytest.param("岑春林", "yellow", id="the office"),
        pytest.param("褚长河", "yellow", id="headquarters"),
        pytest.param("卫宏伟", "yellow", id="the commander"),
    ],
)
async def test_a_plate_that_is_only_proposed_is_not_for_everybody(
    closed: Township, name: str, plate: str | None
) -> None:
    await closed.say(name, "/status JT01")
    await closed.next(name)
    assert card(closed)["proposal"] == plate


async def test_a_proposed_plate_is_not_shown_in_a_commands_group(closed: Township) -> None:
    await closed.say("卫宏伟", "/status JT01", closed.roads)
    await closed.next(closed.roads)
    assert card(closed)["proposal"] is None


async def test_a_month_that_is_not_published_stands_on_no_card_in_colour(
    closed: Township,
) -> None:
    await closed.until("07-05 12:00")
    closed.server.reading.read_all()
    closed.phase(Phase.ASK, month=closed.line("JT01").rated.month.next)
    await closed.passes(minutes=1)
    closed.server.reading.read_all()
    await closed.say("岑春林", "/status JT01")
    assert (await closed.told("岑春林")).startswith("禾石路大中修工程（JT01）　7月：未认定")
    months = card(closed)["months"]
    assert isinstance(months, list)
    assert [one["plate"] for one in months[4:7]] == ["blue", None, None]


async def test_why_tells_all_that_a_plate_rests_on(published: Township) -> None:
    await published.say("韦长河", "/why JT01")
    assert await published.told("韦长河") == (
        "禾石路大中修工程（JT01）　6月：黄牌\n认定5公里，比6月目标5.8公里少0.8公里，标黄牌。\n"
        "目标：5.8公里（年初计划）\n"
        "自报：5公里，韦长河，6月30日09:02\n认定：5公里（督考办，7月6日09:00，按自报认定）\n"
        f"标牌依据：未完成月度目标，黄牌（实施意见三（二），C51）\n{RULES}"
    )


async def test_why_tells_the_months_of_a_red_plate(published: Township) -> None:
    await published.say("韦长河", "/why MS03 6月")
    assert await published.told("韦长河") == (
        f"{MS03_IS_RED}\n到截止（7月3日17:00）没有收到自报，按未报认定，没有达到6月目标28%；"
        "5月、6月连续2个月未完成，标红牌。\n目标：28%（年初计划）\n"
        "自报：没有收到（6月30日09:00询问）\n认定：未报，按未完成认定（督考办，7月6日09:00）\n"
        "标牌依据：连续2个月未完成，红牌（实施意见三（二），C52）\n连续未完成：\n"
        "· 5月黄：目标15%，认定10%，差5%\n· 6月红：目标28%，未报，按未完成认定\n"
        f"{RULES}"
    )


async def test_why_tells_of_late_answers_and_of_findings(closed: Township) -> None:
    await closed.answer("唐旭东", "JT03", "累计8公里")
    await closed.next(closed.roads)
    await closed.say("岑春林", "/determine JT03 8.1 现场核查", closed.office)
    await closed.press("岑春林", await closed.next(closed.office), "确认")
    await closed.say("唐旭东", "/why JT03")
    assert await closed.told("唐旭东") == (
        "农村公路安防设施提升工程（JT03）　6月：未认定（还没有公布）\n"
        "填报已截止，督考办认定、公布以后才有颜色。\n目标：8公里（年初计划）\n"
        "自报：8公里，唐旭东，7月3日17:01，迟报\n"
        f"认定：8.1公里（岑春林，7月3日17:03），依据：现场核查\n{RULES}"
    )


async def test_before_the_publication_a_finding_is_not_told_where_all_may_read_it(
    closed: Township,
) -> None:
    await closed.say("岑春林", "/determine JT01 5.5 现场核查", closed.office)
    await closed.press("岑春林", await closed.next(closed.office), "确认")
    await closed.say("韦长河", "/why JT01", closed.township)
    assert "\n认定：公布后可见\n" in await closed.told(closed.township)
    await closed.say("韦长河", "/why JT01", closed.roads)
    assert "\n认定：5.5公里（岑春林，" in await closed.told(closed.roads)


async def test_why_tells_of_an_exit_that_is_not_decided(june: Township) -> None:
    await filed_exit(june)
    june.server.reading.read_all()
    await june.say("韦长河", "/why JT01")
    assert (
        "\n项目退出申请：待指挥长签字（6月30日09:07起），禾源镇挂图调〔2023〕1号，"
        "批准前项目照常填报、标牌\n"
    ) in await june.told("韦长河")


@pytest.mark.parametrize("written", ["5月", "2023-05", "2023年5月", "5"])
async def test_a_month_may_be_written_in_several_ways(june: Township, written: str) -> None:
    await june.say("韦长河", f"/why JT02 {written}")
    assert (await june.told("韦长河")).startswith("青龙河大桥改建工程（JT02）　5月：黄牌\n")


async def test_a_year_without_a_book_is_told_so(june: Township) -> None:
    await june.say("韦长河", "/why JT01 2022-05")
    assert await june.told("韦长河") == (
        "2022年没有禾石路大中修工程（JT01）的计划，请换一个月份，如：2023-06。"
    )


async def test_the_card_leads_to_its_explanation(june: Township) -> None:
    await june.say("韦长河", "/status JT02")
    shown = await june.next("韦长河")
    await june.press("韦长河", shown, "这个颜色怎么来的")
    assert (await june.told("韦长河")).startswith(
        "青龙河大桥改建工程（JT02）　6月：未认定（还没有公布）\n"
    )


COUNTED = "6月 蓝牌 2 黄牌 3 红牌 1 无牌 1"
MISSED = (
    "红牌：综合养老服务中心项目（MS03）连2月\n"
    "黄牌：禾石路大中修工程（JT01）、农村公路安防设施提升工程（JT03）、"
    "中心小学综合教学楼项目（MS01）"
)
ROADS_MISSES = (
    "黄 禾石路大中修工程（JT01）：认定5，目标5.8公里，差0.8公里",
    "黄 农村公路安防设施提升工程（JT03）：未报，按未完成认定（5月认定4.5公里，目标8公里）",
)
MISSES = "\n".join(
    (
        "未完成月度目标的4个项目：",
        "红2 综合养老服务中心项目（MS03）：未报，按未完成认定（5月认定10%，目标28%）",
        *ROADS_MISSES,
        "黄 中心小学综合教学楼项目（MS01）：未报，按未完成认定（目标主体封顶）",
    )
)
BY_COMMAND = (
    "全部项目7个，按指挥部：\n06 交通建设指挥部 蓝1 黄2 红0 无0\n10 民生事业指挥部 蓝1 黄1 红1 无1"
)


async def pictures(town: Township, name: str, asked: Message) -> dict[str, tuple[str, str]]:
    """Press every button, and return what each one shows."""
    shown: dict[str, tuple[str, str]] = {}
    for label in ("总览", "未完成项目", "全部项目", "挂图A3", "挂图A0", "保障图", "各月走势"):
        await town.press(name, asked, label)
        first, *_ = town.server.reading.read_all(town.user(name))
        shown[label] = (first.kind, first.text)
    return shown


async def test_the_published_months_pictures_are_shown_by_button(published: Township) -> None:
    await published.say("韦长河", "/chart")
    asked = await published.next("韦长河")
    assert (asked.text, asked.labels[-1]) == ("2023年6月作战进度图，请选：", "5月")
    assert await pictures(published, "韦长河", asked) == {
        "总览": ("photo", f"2023年6月作战进度图：总览\n{COUNTED}\n{MISSED}"),
        "未完成项目": ("photo", f"2023年6月作战进度图：未完成项目\n{MISSES}"),
        "全部项目": ("photo", f"2023年6月作战进度图：全部项目\n{BY_COMMAND}"),
        **{
            f"挂图{paper}": (
                "document",
                (
                    f"2023年6月作战进度图：挂图{paper}：PDF，{paper}横版共1页，可打印，"
                    f"全部项目各月计划、认定和标识都在上面。\n{COUNTED}\n{BY_COMMAND}"
                ),
            )
            for paper in ("A3", "A0")
        },
        "保障图": ("photo", "2023年6月作战保障图：共1项，已办结0项，未办结1项，没有逾期。"),
        "各月走势": (
            "photo",
            (
                "2023年5—6月各月挂牌：6月蓝牌率33.3%，比5月低26.7个百分点；红牌1个，今年最多。\n"
                "各月：\n5月 蓝3 黄2 红0 无2，蓝牌率60.0%\n6月 蓝2 黄3 红1 无1，蓝牌率33.3%\n"
                "6月未完成：交通建设指挥部2个、民生事业指挥部2个"
            ),
        ),
    }
    await published.press("韦长河", asked, "5月")
    assert await published.told("韦长河") == "2023年5月作战进度图，请选："


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("", "2023年5月作战进度图，请选："),
        ("5月", "2023年5月作战进度图，请选："),
        ("6月", "6月还没有公布。"),
        ("2022-12", "12月还没有公布。"),
        ("最近", "没有看懂月份「最近」，请写成 2023-06 或 6月。"),
    ],
)
async def test_only_what_is_published_has_a_chart(
    june: Township, written: str, answer: str
) -> None:
    await june.say("韦长河", f"/chart {written}")
    assert await june.told("韦长河") == answer


async def test_before_the_first_publication_there_is_no_chart(new_town: Township) -> None:
    with new_town.storage.work() as work:
        work.bindings.bind_person("韦长河", new_town.user("韦长河").id, new_town.clock.at)
    await new_town.say("韦长河", "/chart")
    assert await new_town.told("韦长河") == "还没有公布过的月份，公布后再来看。"


async def test_a_commands_group_gets_a_chart_of_its_own_projects(published: Township) -> None:
    await published.say("韦长河", "/chart", published.roads)
    asked = await published.next(published.roads)
    assert not {"保障图", "各月走势"} & set(asked.labels)
    await published.press("韦长河", asked, "总览")
    await published.next(published.roads)
    assert isinstance(published.painter, Sketcher)
    view = json.loads(published.painter.painted[-1].view)
    assert [one["number"] for one in view["commands"]] == ["06"]


@pytest.mark.parametrize(
    ("label", "caption"),
    [
        (
            "总览",
            (
                "2023年6月作战进度图：总览\n6月 蓝牌 1 黄牌 2 红牌 0 无牌 0\n"
                "黄牌：禾石路大中修工程（JT01）、农村公路安防设施提升工程（JT03）"
            ),
        ),
        (
            "未完成项目",
            "\n".join(
                (
                    "2023年6月作战进度图：未完成项目",
                    "未完成月度目标的2个项目：",
                    *ROADS_MISSES,
                )
            ),
        ),
        (
            "全部项目",
            (
                "2023年6月作战进度图：全部项目\n交通建设指挥部全部项目3个：\n"
                "禾石路大中修工程（JT01）：黄，5/5.8公里\n青龙河大桥改建工程（JT02）：蓝，1530/1530万元\n"
                "农村公路安防设施提升工程（JT03）：黄，未报 / 8公里"
            ),
        ),
    ],
)
async def test_in_a_commands_group_a_caption_tells_of_its_own_projects_alone(
    published: Township, label: str, caption: str
) -> None:
    await published.say("韦长河", "/chart", published.roads)
    asked = await published.next(published.roads)
    await published.press("韦长河", asked, label)
    assert (await published.next(published.roads)).text == caption


async def test_org_prints_who_holds_which_post(june: Township) -> None:
    await june.say("韦长河", "/org")
    assert await june.told("韦长河") == (
        "禾源镇重点项目挂图作战 组织体系\n第一总指挥：赵文博\n总指挥：褚长河\n"
        "副总指挥：秦振邦、卫宏伟、章少华\n督考办主任：秦振邦\n督考办成员：岑春林、柳艳玲\n"
        f"{ROADS_POSTS}\n10 民生事业指挥部：指挥长章少华，副指挥长时保国，联络员余明辉"
    )


async def test_todo_names_what_waits_and_since_when(june: Township) -> None:
    await june.answer("柏如意", "MS01", "快了")
    await june.next(june.welfare)
    await june.say("柏如意", "/todo")
    assert await june.told("柏如意") == (
        "等您办的事（1件）：\n1. 中心小学综合教学楼项目（MS01）6月的回复待您确认，6月30日09:02发出"
    )
    await june.say("唐旭东", "/todo")
    assert await june.told("唐旭东") == (
        "等您办的事（2件）：\n"
        "1. 农村公路安防设施提升工程（JT03）6月进展待回复，6月30日09:00提出，7月3日17:00截止。"
        "可直接回复：JT03 累计10公里\n"
        "2. 公路站5月的警告待签收，6月7日09:00发出，请到指挥部群里点「签收」"
    )
    await june.say("赵文博", "/todo")
    assert await june.told("赵文博") == "现在没有等您办的事。"


async def test_the_offices_own_delay_stands_in_its_todo(closed: Township) -> None:
    await closed.until("07-05 12:00")
    closed.server.reading.read_all()
    await closed.say("岑春林", "/todo")
    assert await closed.told("岑春林") == (
        "等您办的事（1件）：\n1. 6月有6个项目没有认定，7月3日17:00截止，已过2天。请发 /determine"
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "韦长河",
            (
                f"韦长河（责任人·禾石路大中修工程）\n{HOW_TO_REPORT}\n/report　报送项目进展\n"
                "/adjust　申请调整目标\n/exit　申请退出、暂停、恢复、完工\n"
                "/leave　请假，由别人代报\n"
            ),
        ),
        (
            "岑春林",
            (
                "岑春林（督考办成员）\n/determine　认定各项目完成数\n"
                "/ledger　取认定表，填好发回\n/inspect　登记现场核查\n/publish　公布本月进度图\n"
                "/correct　更正已公布的月份\n/burden　看每人收到几条消息\n"
                "/assess　看年终认定表\n/handover　变更责任人、单位、指挥长\n"
                "/import　导入启用以前的标识\n/enter　提名纳入新项目\n"
            ),
        ),
        ("赵文博", "赵文博（第一总指挥）\n/assess　看年终认定表\n"),
    ],
)
async def test_help_names_my_posts_and_what_i_may_do_here(
    june: Township, name: str, words: str
) -> None:
    await june.say(name, "/help")
    assert await june.told(name) == (
        f"{words}/subscribe　选择哪些材料私聊发给我\n/todo　等我办的事\n/status　看项目卡片\n"
        "/why　这个颜色怎么来的\n/chart　看本月挂图\n/plan　看倒排、时间表、配档表\n"
        "/org　看谁担任什么职务\n/support　看保障事项，答复、办结\n/help　我能做什么\n"
        "/cancel　结束正在填写的内容"
    )


async def test_an_unknown_command_is_answered_in_private_alone(june: Township) -> None:
    await june.say("韦长河", "/nothing")
    assert await june.told("韦长河") == (
        "没有这个命令。直接回复数字可以报进展，要看能做什么请发 /help。"
    )
    await june.say("韦长河", "/nothing", june.roads)


@pytest.mark.parametrize(
    "command", ["status", "why", "chart", "org", "todo", "help", "cancel", "report"]
)
async def test_each_command_works_from_its_menu_entry_with_no_argument(
    june: Township, command: str
) -> None:
    await june.say("韦长河", f"/{command}@guatu_bot", june.roads)
    assert len(june.heard(june.roads)) == 1


async def test_who_may_do_what_is_one_press_away(june: Township) -> None:
    await june.say("韦长河", "/org")
    shown = await june.next("韦长河")
    await june.press("韦长河", shown, "谁可以办什么")
    told = await june.told("韦长河")
    assert [words for words in ACTS.values() if words not in told] == []
    assert len(told) < 4096


async def test_why_says_that_a_miss_was_made_up_later(public: Township) -> None:
    """E18: the plate stays, the credit is given."""
    await public.say("俞振邦", "/why JT02 5月")
    told = await public.told("俞振邦")
    assert "5月：黄牌" in told
    assert told.endswith("6月已补齐（累计数达到当月目标），原来的标识不变。")
    await public.say("昌宏伟", "/why MS03 5月")
    assert "已补齐" not in await public.told("昌宏伟")
