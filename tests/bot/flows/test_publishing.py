"""The publication: pictures and warnings, by the schedule or at the office's word."""

import pytest

from bot.phases import ALREADY
from bot.rehearsal.messages import Message
from rules.edition import Edition
from rules.notice import Policy
from rules.plates import Flag, Plate
from rules.posts import Room
from rules.schedule import Phase
from tests.bot.stage import JUNE, MAY, Township, moment

CAPTION = (
    "6月 蓝牌 2 黄牌 3 红牌 1 无牌 1\n红牌：综合养老服务中心项目（MS03）连2月\n"
    "黄牌：禾石路大中修工程（JT01）、农村公路安防设施提升工程（JT03）、中心小学综合教学楼项目（MS01）"
)
MISSES = (
    "未完成月度目标的4个项目：\n"
    "红2 综合养老服务中心项目（MS03）：未报，按未完成认定（5月认定10%，目标28%）\n"
    "黄 禾石路大中修工程（JT01）：认定5，目标5.8公里，差0.8公里\n"
    "黄 农村公路安防设施提升工程（JT03）：未报，按未完成认定（5月认定4.5公里，目标8公里）\n"
    "黄 中心小学综合教学楼项目（MS01）：未报，按未完成认定（目标主体封顶）"
)
BY_COMMAND = (
    "全部项目7个，按指挥部：\n06 交通建设指挥部 蓝1 黄2 红0 无0\n10 民生事业指挥部 蓝1 黄1 红1 无1"
)
BOARD = "6月作战进度图（挂图）：PDF，A3横版共1页，可打印，全部项目各月计划、认定和标识都在上面。"
JT01 = "· 禾石路大中修工程（JT01）　黄牌：6月目标5.8公里，认定5公里，差0.8公里"
JT03 = "· 农村公路安防设施提升工程（JT03）　黄牌：6月目标8公里，未报，按未完成认定"
MS01 = "· 中心小学综合教学楼项目（MS01）　黄牌：6月节点「主体封顶」，未报，按未完成认定"
MS03 = (
    "· 综合养老服务中心项目（MS03）　红牌（连续2个月）：5月目标15%，认定10%，差5%；"
    "6月目标28%，未报，按未完成认定"
)
TO_ROADS = f"【黄牌警告】公路站：6月以下项目未完成月度目标。\n{JT01}\n{JT03}"
TO_CARE = f"【红牌警告】民政办公室：6月以下项目未完成月度目标。\n{MS03}"
TO_SCHOOL = f"【黄牌警告】中心学校：6月以下项目未完成月度目标。\n{MS01}"
PLEASE = "请主责单位点「签收」。对认定有异议的，请向督考办提出。"
ASKED = (
    "【6月拟公布】蓝牌2个，黄牌3个，红牌1个，无牌1个（其中待认定0个）。\n"
    "还有6个没有认定：JT01、JT02、JT03、MS01、MS02、MS03。现在公布的话，按时报送的按自报认定，"
    "没有报送的按未报处理，有疑问的先按待认定公布。\n点「确认」后发到全镇群。"
)

DOUBTED = (
    "【6月是否已公布】系统恢复过数据，6月可能已经公布过。"
    "请先到全镇群核对：没有公布过的，核对认定后点「确认」公布；已经公布过的，不要点。"
)


def kinds(messages: list[Message]) -> list[str]:
    return [message.kind for message in messages]


def edition(town: Township) -> Edition:
    with town.storage.look() as look:
        found = look.editions.latest(JUNE)
    assert found is not None
    return found


@pytest.fixture
async def published(closed: Township) -> Township:
    """Publish June by the schedule; headquarters' draft is read."""
    await closed.until("07-06 08:59")
    closed.heard(closed.headquarters)
    await closed.until("07-06 09:02")
    return closed


async def test_headquarters_is_briefed_in_words_and_without_colours(closed: Township) -> None:
    await closed.until("07-05 09:02")
    draft = await closed.next(closed.headquarters)
    closed.server.reading.read_all()
    assert draft.text == (
        "【6月草稿，尚未公布】拟蓝2个，拟黄3个，拟红1个，无牌1个。\n"
        "拟红　综合养老服务中心项目（MS03）（将连续2个月）：5月目标15%，认定10%，差5%；"
        "6月目标28%，未报\n"
        "拟黄　禾石路大中修工程（JT01）：6月目标5.8公里，自报5公里，差0.8公里\n"
        "拟黄　农村公路安防设施提升工程（JT03）：6月目标8公里，未报\n"
        "拟黄　中心小学综合教学楼项目（MS01）：6月节点「主体封顶」，未报\n"
        "督考办还没有认定的6个：JT01、JT02、JT03、MS01、MS02、MS03。"
    )
    assert (draft.kind, closed.phase(Phase.BRIEF)) == ("photo", ALREADY)


async def test_the_township_sees_pictures_the_board_and_one_warning_a_unit(
    published: Township,
) -> None:
    township = published.server.reading.read_all(published.township)
    published.server.reading.read_all()
    assert kinds(township)[-6:] == ["document", "photo", "text", "text", "text", "document"]
    assert set(kinds(township)[:-6]) == {"photo"}
    assert township[0].text == CAPTION
    assert township[1].text == f"6月作战进度图第2—3页\n{MISSES}\n{BY_COMMAND}"
    assert township[-6].text == f"{BOARD}\n6月 蓝牌 2 黄牌 3 红牌 1 无牌 1\n{BY_COMMAND}"
    assert [(one.text, one.labels) for one in township[-4:-1]] == [
        (TO_CARE, ("MS03 为什么",)),
        (TO_ROADS, ("JT01 为什么", "JT03 为什么")),
        (TO_SCHOOL, ("MS01 为什么",)),
    ]
    assert township[-5].text == "6月作战保障图：共1项，已办结0项，未办结1项，没有逾期。"
    assert township[-6].file is not None
    assert township[-6].file.name == "2023-06作战进度图（挂图）.pdf"


async def test_a_commands_group_sees_its_own_units_warnings_alone(published: Township) -> None:
    roads = published.server.reading.read_all(published.roads)
    welfare = published.server.reading.read_all(published.welfare)
    published.server.reading.read_all()
    assert kinds([*roads, *welfare]) == [
        "text",
        "document",
        "text",
        "text",
        "document",
        "document",
    ]
    warnings = [one for one in (*roads, *welfare) if one.kind == "text"]
    assert [one.text for one in warnings] == [
        f"{TO_ROADS}\n{PLEASE}",
        f"{TO_CARE}\n{PLEASE}",
        f"{TO_SCHOOL}\n{PLEASE}",
    ]
    assert [one.labels for one in warnings] == [
        ("签收", "JT01 为什么", "JT03 为什么"),
        ("签收", "MS03 为什么"),
        ("签收", "MS01 为什么"),
    ]


async def test_headquarters_gets_one_message_with_all_the_red_ones(published: Township) -> None:
    people = "主责单位民政办公室，责任领导章少华，责任人昌宏伟"
    head = "【6月红牌】共1个项目连续两个月及以上未完成："
    told, bulletin = published.server.reading.read_all(published.headquarters)
    assert bulletin.text == "【6月通报】禾政督〔2023〕6号"
    assert (told.text, told.labels) == (f"{head}\n{MS03}　{people}", ("MS03 为什么",))
    published.server.reading.read_all()


async def test_the_captions_counts_are_those_of_the_ratings(published: Township) -> None:
    published.server.reading.read_all()
    plates = [row.rated.plate for row in edition(published).rows]
    counts = [plates.count(plate) for plate in (*Plate, None)]
    assert counts == [2, 3, 1, 1]
    flags = {row.project.code: row.rated.flags for row in edition(published).rows}
    assert flags["JT02"] == (Flag.BY_REPORT,)
    assert flags["JT03"] == (Flag.UNREPORTED,)


async def test_a_month_is_published_once(published: Township) -> None:
    published.server.reading.read_all()
    assert published.phase(Phase.PUBLISH) == ALREADY
    assert published.phase(Phase.BRIEF) == ALREADY
    await published.passes(hours=30)


async def test_what_is_published_is_never_sent_twice_by_itself(published: Township) -> None:
    published.server.reading.read_all()
    with published.storage.look() as look:
        notice = look.outbox.notice("2023-06/warning/公路站/township")
    assert notice is not None
    assert notice.policy is Policy.HOLD


async def test_the_offices_word_publishes(closed: Township) -> None:
    await closed.say("岑春林", "/publish", closed.office)
    shown = await closed.next(closed.office)
    assert (shown.text, shown.labels) == (ASKED, ("确认",))
    await closed.press("柳艳玲", shown, "确认")
    assert shown.text == "6月已公布：蓝牌2个，黄牌3个，红牌1个，无牌1个。"
    assert closed.heard(closed.township)[0] == CAPTION
    closed.server.reading.read_all()
    await closed.until("07-08 12:00")  # the schedule has nothing left of it


async def test_a_second_word_is_told_who_gave_the_first_and_when(closed: Township) -> None:
    await closed.say("岑春林", "/publish", closed.office)
    shown = await closed.next(closed.office)
    await closed.press("柳艳玲", shown, "确认")
    told = (
        "6月已由柳艳玲于7月3日17:02公布，不能再改认定数；确需更改的，请发 /correct 6月 办理更正。"
    )
    assert await closed.press("岑春林", shown, "确认", stale=True) == told
    await closed.say("岑春林", "/publish 2023年6月")
    assert await closed.told("岑春林") == told
    closed.server.reading.read_all()


@pytest.mark.parametrize("name", ["赵文博", "卫宏伟", "韦长河"])
async def test_nobody_else_may_publish(closed: Township, name: str) -> None:
    await closed.say(name, "/publish")
    assert await closed.told(name) == "这件事由督考办来办，您的操作没有记录。"
    closed.office.members[closed.user(name).id] = "member"
    await closed.say("岑春林", "/publish", closed.office)
    shown = await closed.next(closed.office)
    assert await closed.press(name, shown, "确认") == "这件事由督考办来办，您的操作没有记录。"


@pytest.mark.parametrize(
    ("month", "answer"),
    [
        ("", "现在没有已截止、还没公布的月份。月份截止后我会把待认定的项目发到督考办群。"),
        ("6月", "6月还没有截止，截止后再认定。"),
        ("十三月", "没有看懂月份「十三月」，请写成 2023-06 或 6月。"),
    ],
)
async def test_what_is_not_closed_is_not_published(
    june: Township, month: str, answer: str
) -> None:
    await june.say("岑春林", f"/publish {month}")
    assert await june.told("岑春林") == answer


async def test_what_is_put_to_the_office_is_published_as_undecided(june: Township) -> None:
    await june.answer("俞振邦", "JT02", "1530")
    await june.next(june.roads)
    await june.close()
    await june.until("07-06 09:02")
    caption = june.heard(june.township)[0].partition("\n")[0]
    june.server.reading.read_all()
    assert caption == "6月 蓝牌 0 黄牌 4 红牌 1 无牌 2 待认定 1"
    row = edition(june).row("JT02")
    assert row is not None
    assert row.rated.no_plate == "pending"


async def test_an_answer_after_the_publication_changes_nothing_of_it(published: Township) -> None:
    published.server.reading.read_all()
    before = edition(published).digest
    await published.answer("唐旭东", "JT03", "累计8公里")
    assert await published.told(published.roads) == (
        "已记录，按迟报处理：农村公路安防设施提升工程（JT03）6月累计完成8公里。"
        "6月已经公布，如需更正请与督考办联系。"
    )
    assert edition(published).digest == before
    assert published.line("JT03").rated.plate == "yellow"


LEADERS = {"赵文博", "褚长河", "秦振邦", "卫宏伟", "章少华"}


async def test_where_no_group_is_bound_leaders_alone_are_told(
    closed: Township,
) -> None:
    with closed.storage.work() as work:
        for group in work.bindings.groups():
            work.bindings.unbind_group(group.address.chat_id)
    await closed.until("07-06 09:02")
    told = {one.chat.title for one in closed.server.reading.read_all()}
    assert told == LEADERS
    assert edition(closed).correction == 0


async def test_only_the_bound_group_of_each_kind_is_told(closed: Township) -> None:
    with closed.storage.work() as work:
        for room in (Room.TOWNSHIP, Room.HEADQUARTERS):
            group = work.bindings.group(room)
            assert group is not None
            work.bindings.unbind_group(group.address.chat_id)
    await closed.until("07-06 09:02")
    assert (len(closed.heard(closed.roads)), len(closed.heard(closed.welfare))) == (2, 4)
    (to_sign,) = closed.heard(closed.office)
    assert to_sign.endswith("文件是草稿，请核对后打印、签发、盖章。")
    assert {one.chat.title for one in closed.server.reading.read_all()} == LEADERS


async def test_a_publication_that_may_have_been_made_waits_for_the_offices_word(
    closed: Township,
) -> None:
    await closed.until("07-06 08:59")
    closed.server.reading.read_all()
    closed.clock.at = moment("07-06 09:05")
    with closed.storage.work() as work:
        work.due.doubt(closed.clock.at)
    await closed.passes(minutes=2)
    asked_for = await closed.next(closed.office)
    assert (asked_for.text, asked_for.labels) == (DOUBTED, ("确认",))
    await closed.until("07-09 09:00")  # it is not asked for again, and not published by itself
    await closed.press("岑春林", asked_for, "确认")
    assert closed.heard(closed.township)[0] == CAPTION
    closed.server.reading.read_all()


async def test_may_is_what_it_was(published: Township) -> None:
    published.server.reading.read_all()
    with published.storage.look() as look:
        may = look.editions.latest(MAY)
    assert may is not None
    assert {row.project.code for row in may.rows if row.rated.plate == "yellow"} == {
        "JT02",
        "MS03",
    }
