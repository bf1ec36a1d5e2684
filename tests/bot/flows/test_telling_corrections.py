"""What a correction says, to whom, as a reply to what; and that its cause is said nowhere."""

import json
from dataclasses import replace

from bot.flows.explain import MOST_CORRECTIONS
from bot.flows.load_book import load_book
from bot.rehearsal.chats import Chat
from bot.rehearsal.messages import Message
from bot.transports.telegram.lengths import MESSAGE
from rules.notice import Policy
from rules.plates import Plate
from rules.posts import Room
from rules.schedule import Phase
from storage.values import dump
from storage.work import Look
from tests.bot.flows.correcting import FALSE, correct, editions, plate
from tests.bot.stage import JUNE, MAY, Township
from tests.bot.stage_book import TOWNSHIP

MS03 = "综合养老服务中心项目（MS03）"
BECAUSE_OF_MAY = "依据：5月更正认定，此后各月重新计算。"
MS03_IN_JUNE = f"· {MS03}　红牌（连续2个月）→黄牌：6月目标28%，未报，按未完成认定"
PLEASE = "请主责单位点「签收」。对认定有异议的，请向督考办提出。"
MAYS_BULLETIN = "【5月更正通报】禾政督〔2023〕7号（更正第1号）"
JUNES_BULLETIN = "【6月更正通报】禾政督〔2023〕8号（更正第1号）"
TO_SIGN = "。文件是草稿，请核对后打印、签发、盖章。"
RESTRICTED = ("虚报", "falsified", "作假", "造假")


def said(messages: list[Message]) -> list[tuple[str, str]]:
    """Return messages with the beginning of what each replies to."""
    return [(one.text, one.reply_to.text[:6] if one.reply_to else "") for one in messages]


async def test_who_saw_the_first_sees_the_correction_of_it_and_of_the_month_after(
    public: Township,
) -> None:
    """E15: a red plate becomes yellow by the month before; May was published to nobody."""
    await correct(public, "MS03 5月 15 现场核查")
    may = f"· {MS03}　黄牌→蓝牌：更正认定10%→15%；目标15%\n依据：现场核查。"
    june = f"{MS03_IN_JUNE}\n{BECAUSE_OF_MAY}"
    withdrawn = f"【更正第1号】5月 民政办公室：警告撤销。\n{may}"
    changed = f"【更正第1号】6月 民政办公室：警告更正为黄牌警告。\n{june}"
    township = public.server.reading.read_all(public.township)
    assert said(township) == [
        (f"【更正第1号】5月 更正1个项目：\n{may}\n更正后：5月 蓝牌 4 黄牌 1 红牌 0 无牌 2", ""),
        (withdrawn, ""),
        (MAYS_BULLETIN, ""),
        (
            f"【更正第1号】6月 更正1个项目：\n{june}\n更正后：6月 蓝牌 2 黄牌 4 红牌 0 无牌 1",
            "6月 蓝牌 ",
        ),
        (changed, "【红牌警告】"),
        (JUNES_BULLETIN, "【6月通报】"),
    ]
    assert [one.kind for one in township] == ["photo", "text", "document"] * 2
    welfare = public.server.reading.read_all(public.welfare)
    assert said(welfare) == [
        (f"{withdrawn}\n禾挂督黄〔2023〕2号作废。", ""),
        (f"{changed}\n禾挂督红〔2023〕1号作废。\n{PLEASE}", "【红牌警告】"),
        ("【黄牌警告通知书】民政办公室，禾挂督黄〔2023〕5号", ""),
    ]
    assert [one.labels for one in township] == [(), ("MS03 为什么",), ()] * 2
    assert [one.labels for one in welfare] == [("MS03 为什么",), ("签收", "MS03 为什么"), ()]
    headquarters = public.server.reading.read_all(public.headquarters)
    assert said(headquarters) == [
        (MAYS_BULLETIN, ""),
        (f"【更正第1号】6月 红牌有更正：\n{june}", "【6月红牌】"),
        (JUNES_BULLETIN, "【6月通报】"),
    ]
    assert headquarters[1].labels == ("MS03 为什么",)
    assert public.heard(public.roads) == []
    office = public.server.reading.read_all(public.office)
    assert said(office) == [
        (f"{MAYS_BULLETIN}{TO_SIGN}", ""),
        (f"{JUNES_BULLETIN}{TO_SIGN}", "【6月通报】"),
    ]
    private = public.server.reading.read_all()
    circulars = {one.text for one in township if one.kind == "photo"}
    assert {one.text for one in private} == circulars | {""}  # the bulletin follows each


async def test_a_units_other_warnings_stand(public: Township) -> None:
    await correct(public, "JT01 6月 5.8 现场核查")
    told, letter = public.server.reading.read_all(public.roads)
    assert (told.text, told.labels) == (
        (
            "【更正第1号】6月 公路站：部分警告撤销。\n· 禾石路大中修工程（JT01）　黄牌→蓝牌："
            "更正认定5公里→5.8公里；目标5.8公里\n其余1个项目的警告不变。\n依据：现场核查。\n"
            "禾挂督黄〔2023〕3号作废，以禾挂督黄〔2023〕5号为准。"
        ),
        ("JT01 为什么",),
    )
    assert letter.text == "【黄牌警告通知书】公路站，禾挂督黄〔2023〕5号"
    assert public.heard(public.headquarters) == ["【6月更正通报】禾政督〔2023〕7号（更正第1号）"]
    public.server.reading.read_all()


async def test_a_new_warning_is_signed_for_and_a_corrected_one_anew(public: Township) -> None:
    (first,) = [one for one in _messages(public) if "签收" in one.labels]
    await public.press("谢玉洁", first, "签收")
    await correct(public, "JT02 6月 1500 监理月报")
    warned, letter = public.server.reading.read_all(public.roads)
    assert letter.text == "【红牌警告通知书】公路站，禾挂督红〔2023〕2号"
    assert warned.text.startswith("【更正第1号】6月 公路站：红牌警告。")
    red, _ = public.heard(public.headquarters)
    assert red.endswith("主责单位公路站，责任领导卫宏伟，责任人俞振邦\n依据：监理月报。")
    await public.say("俞振邦", "/todo")
    assert "公路站6月的警告待签收，7月6日09:05发出" in await public.told("俞振邦")
    assert await public.press("俞振邦", warned, "签收") == "已签收"
    assert await public.press("谢玉洁", warned, "签收", stale=True) == (
        "已由俞振邦于7月6日09:07签收，不用再签。"
    )
    with public.storage.look() as look:
        signed = [(one.correction, one.by) for one in look.receipts.of(JUNE)]
    assert signed == [(0, "谢玉洁"), (1, "俞振邦")]
    public.server.reading.read_all()
    await public.say("俞振邦", "/todo")
    assert await public.told("俞振邦") == "现在没有等您办的事。"


def _messages(town: Township) -> list[Message]:
    logs = town.server.room.record().chats
    return [one for log in logs if log.chat is town.roads for one in log.messages]


async def test_where_the_township_is_not_bound_leaders_alone_hear_of_the_correction(
    public: Township,
) -> None:
    with public.storage.work() as work:
        for group in work.bindings.groups():
            if group.room is not Room.OFFICE:
                work.bindings.unbind_group(group.address.chat_id)
    shown = await correct(public, "JT01 6月 5.8 现场核查")
    assert shown.text.endswith("已更正（柳艳玲），已发出：6月更正第1号。")
    assert plate(public, "JT01") is Plate.BLUE
    assert {one.kind for one in public.server.reading.read_all()} == {"photo", "document"}


async def test_what_corrects_a_message_that_never_arrived_stands_for_itself(
    closed: Township,
) -> None:
    await closed.until("07-06 08:59")
    closed.phase(Phase.PUBLISH)
    with closed.storage.work() as work:
        number = _number(work, "2023-06/publish/overview")
        work.outbox.dead(number, "the bot was kicked", closed.clock.at)
        work.outbox.told([number])
    await closed.passes(minutes=1)
    closed.server.reading.read_all()
    await correct(closed, "JT01 6月 5.8 现场核查")
    circular = closed.server.reading.read_all(closed.township)[0]
    assert (circular.text.partition("：")[0], circular.reply_to) == (
        "【更正第1号】6月 更正1个项目",
        None,
    )
    closed.server.reading.read_all()
    with closed.storage.work() as work:
        assert work.outbox.drop(number)


async def test_a_correction_waits_while_nobody_knows_whether_the_first_arrived(
    closed: Township,
) -> None:
    await closed.until("07-06 08:59")
    closed.phase(Phase.PUBLISH)
    with closed.storage.work() as work:
        work.outbox.doubt()
    await closed.passes(minutes=1)
    await correct(closed, "JT01 6月 5.8 现场核查")
    closed.server.reading.read_all()
    key = "2023-06/correction/1/overview"
    with closed.storage.work() as work:
        assert work.outbox.state(key) == "queued"
        for one in work.outbox.open():
            work.outbox.drop(one.id)
    await closed.passes(minutes=1)
    with closed.storage.look() as look:
        assert look.outbox.state(key) == "sent"
    closed.server.reading.read_all()


def _number(look: Look, key: str) -> int:
    found = (look.outbox.get(number) for number in range(1, 100))
    return next(one.id for one in found if one is not None and one.notice.key == key)


async def test_what_is_corrected_is_never_said_twice_by_itself(public: Township) -> None:
    await correct(public, "MS03 5月 15 现场核查")
    public.server.reading.read_all()
    for where in ("overview", "民政办公室/township", "民政办公室/10", "headquarters"):
        with public.storage.look() as look:
            notice = look.outbox.notice(f"2023-06/correction/1/{where}")
        assert notice is not None
        assert (notice.policy, notice.follows is None) == (Policy.HOLD, False)


async def test_the_new_picture_is_marked_and_the_old_one_stays(public: Township) -> None:
    with public.storage.look() as look:
        old = look.outbox.notice("2023-06/publish/overview")
    await correct(public, "MS03 5月 15 现场核查")
    public.server.reading.read_all()
    with public.storage.look() as look:
        new = look.outbox.notice("2023-06/correction/1/overview")
        assert look.outbox.notice("2023-06/publish/overview") == old
    assert old is not None
    assert old.recipe is not None
    assert new is not None
    assert new.recipe is not None
    first, second = editions(public)
    assert json.loads(old.recipe.view)["stamp"]["digest"] == first.digest
    stamp = json.loads(new.recipe.view)["stamp"]
    assert (stamp["digest"], stamp["version"]) == (second.digest, 2)
    assert stamp["correction"] == "更正第1号：MS03 6月 红→黄"
    rows = [row for command in json.loads(new.recipe.view)["commands"] for row in command["rows"]]
    tagged = {row["code"]: row["tags"] for row in rows if "更正1" in row["tags"]}
    assert list(tagged) == ["MS03"]
    (row,) = [row for row in rows if row["code"] == "MS03"]
    assert [row["months"][number - 1]["flag"] for number in (5, 6)] == ["更正1", "更正1"]


async def test_a_project_is_corrected_as_it_was_published(public: Township) -> None:
    """Another workbook gave it another name, unit and person since."""
    first, *others = TOWNSHIP.projects
    new = replace(first, name="新名工程", lead_unit="派出所", responsible_person="唐旭东")
    with public.storage.work() as work:
        book = replace(TOWNSHIP, projects=(new, *others))
        load_book(book, work=work, at=public.clock.at, settings=public.settings)
    shown = await correct(public, "JT01 6月 5.8 现场核查")
    assert shown.text.startswith("禾石路大中修工程（JT01）已更正")
    told, _ = public.heard(public.roads)
    assert told.startswith("【更正第1号】6月 公路站：部分警告撤销。\n· 禾石路大中修工程（JT01）")
    with public.storage.look() as look:
        notice = look.outbox.notice("2023-06/correction/1/overview")
    assert notice is not None
    assert notice.recipe is not None
    assert ("禾石路大中修工程" in notice.recipe.view, "新名工程" in notice.recipe.view) == (
        True,
        False,
    )
    public.server.reading.read_all()


async def test_a_commands_group_is_shown_no_other_commands_correction(public: Township) -> None:
    await correct(public, "MS03 5月 15 现场核查")
    public.server.reading.read_all()
    await public.say("云慧敏", "/chart 6月", public.roads)
    offered = await public.next(public.roads)
    await public.press("云慧敏", offered, offered.labels[0])
    public.server.reading.read_all()
    shown = [page.view for page in public.painter.painted]  # type: ignore[attr-defined]
    assert "MS03" not in shown[-1]


async def test_a_chart_says_what_was_corrected_where_it_is_shown(public: Township) -> None:
    """A command's group is told of its own projects alone."""
    await correct(public, "MS03 6月 28 监理月报")
    await correct(public, "JT01 6月 5.8 现场核查")
    line = "更正第1号：MS03 6月 红→蓝"
    assert line in await _overview(public, "余明辉", public.welfare)
    told = await _overview(public, "云慧敏", public.roads)
    assert "更正第2号：JT01 6月 黄→蓝" in told
    assert "MS03" not in told


async def _overview(town: Township, name: str, group: Chat) -> str:
    """Ask for June's overview in a command's group, and return its caption."""
    town.server.reading.read_all()
    await town.say(name, "/chart 6月", group)
    await town.press(name, await town.next(group), "总览")
    return (await town.next(group)).text


async def test_why_tells_both_and_status_says_so(public: Township) -> None:
    await correct(public, "MS03 5月 15 现场核查")
    await correct(public, "MS03 6月 28 监理月报")
    public.server.reading.read_all()
    await public.say("昌宏伟", "/why MS03 6月")
    assert (await public.told("昌宏伟")).endswith(
        "\n首次公布（7月6日09:00）：红牌（连续2个月），未报，目标28%"
        f"\n更正第1号（7月6日09:04）：黄牌，未报，目标28%，{BECAUSE_OF_MAY}"
        "\n更正第2号（7月6日09:07）：蓝牌，认定28%，目标28%，依据：监理月报。"
    )
    await public.say("昌宏伟", "/status MS03")
    assert (await public.told("昌宏伟")).startswith(
        f"{MS03}　6月：蓝牌，更正第2号\n目标：28%\n认定：28%\n完成率100.0%，如期\n"
    )
    await public.say("昌宏伟", "/why JT01 6月")
    assert "首次公布" not in await public.told("昌宏伟")


async def test_why_tells_the_first_and_the_latest_of_very_many_corrections(
    public: Township,
) -> None:
    for number in range(1, MOST_CORRECTIONS + 3):
        await correct(public, f"JT01 6月 5.{number} {'核' * 500}")
    public.server.reading.read_all()
    await public.say("昌宏伟", "/why JT01 6月")
    told = await public.told("昌宏伟")
    assert len(told) < MESSAGE
    assert "首次公布（7月6日09:00）：黄牌" in told
    assert "更正第2号" not in told
    assert ["更正第3号" in told, "更正第8号" in told] == [True, True]
    assert told.endswith("\n（其间另有2次更正，不一一列出）")


async def test_that_a_report_was_false_is_said_nowhere(public: Township) -> None:
    """E16, E39: the public text says 更正认定 alone."""
    queued = _queued(public)
    await correct(public, "MS03 5月 15 现场核查", FALSE)
    for name, words in (
        ("昌宏伟", "/why MS03 5月"),
        ("昌宏伟", "/why MS03 6月"),
        ("赵文博", "/status MS03"),
        ("岑春林", "/why MS03 5月"),
        ("岑春林", "/todo"),
    ):
        await public.say(name, words)
    public.server.reading.read_all()
    new = [one for one in _queued(public) if one not in queued]
    assert len(new) > 10
    offers = f'"label": "{FALSE}"'
    leaks = [one for one in new if any(w in one.replace(offers, "") for w in RESTRICTED)]
    assert leaks == []
    with public.storage.look() as look:
        (line,) = look.journal.entries(what="correction.cause")
        assert (line.actor, line.project, line.facts) == (
            *("柳艳玲", "MS03"),
            {"restricted": "falsified"},
        )
        assert look.journal.verify() is None


def _queued(town: Township) -> list[str]:
    """Return all that was ever to be said, whole: words, buttons, the recipes of pictures."""
    with town.storage.look() as look:
        count = sum(look.outbox.counts().values())
        found = (look.outbox.get(number) for number in range(1, count + 1))
        written = [dump(one.notice) for one in found if one is not None]
    return [json.dumps(one, ensure_ascii=False) for one in written]


async def test_each_correction_leaves_its_lines_in_the_journal(public: Township) -> None:
    await correct(public, "MS03 5月 15 现场核查")
    public.server.reading.read_all()
    with public.storage.look() as look:
        (found,) = look.journal.entries(what="project.determined", month=MAY, project="MS03")[-1:]
        lines = look.journal.entries(what="month.corrected")
        causes = look.journal.entries(what="correction.cause")
    assert (found.actor, found.post, found.figure) == ("柳艳玲", "督考办成员", "15")
    assert found.facts == {"ground": "office", "note": "现场核查"}
    assert [(one.month, one.facts["number"], one.facts["cards"]) for one in lines] == [
        (MAY, 1, [{"project": "MS03", "before": "yellow", "after": "blue"}]),
        (JUNE, 1, [{"project": "MS03", "before": "red", "after": "yellow"}]),
    ]
    assert [one.facts["digest"] for one in lines] == [
        editions(public, month)[-1].digest for month in (MAY, JUNE)
    ]
    assert causes == ()
