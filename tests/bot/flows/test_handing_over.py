"""`/handover`: who answers from a day on; what was done stays under the name of who did it."""

import datetime as dtm
from dataclasses import replace

import pytest

from bot.flows.load_book import load_book
from rules.approval import Stage
from rules.difference import Need
from rules.posts import Post, Role
from tests.bot.flows import applying
from tests.bot.flows.applying import APPLICANT, COLLEAGUE, COMMANDER, REVIEWER, request
from tests.bot.stage import MAY, Township
from tests.bot.stage_book import TOWNSHIP


async def begin(town: Township, seat: str, *, where: str, name: str = REVIEWER) -> None:
    """Choose what is handed over, and where."""
    await town.say(name, "/handover")
    await town.press(name, await town.next(name), seat)
    asked = await town.next(name)
    if asked.labels:
        await town.press(name, asked, where)
    else:
        await town.say(name, where)


async def hand_over(
    town: Township, seat: str, *, where: str, after: str, since: str = "今天"
) -> list[str]:
    """Hand over privately, and return what everybody was told."""
    await begin(town, seat, where=where)
    await town.next(REVIEWER)
    await town.say(REVIEWER, after)
    asked = await town.next(REVIEWER)
    if since in asked.labels:
        await town.press(REVIEWER, asked, since)
    else:
        await town.say(REVIEWER, since)
    await town.press(REVIEWER, await town.next(REVIEWER), "确认")
    return [one.text for one in town.server.reading.read_all()]


async def test_the_preview_says_what_changes_and_what_does_not(june: Township) -> None:
    await begin(june, "责任人", where="大中修")
    assert "现在的责任人是韦长河" in await june.told(REVIEWER)
    await june.say(REVIEWER, "新来人")
    await june.press(REVIEWER, await june.next(REVIEWER), "本月1日")
    assert await june.told(REVIEWER) == (
        "【变更预览】禾石路大中修工程（JT01）的责任人自2023年6月1日起由韦长河变更为新来人。\n"
        "以后由新责任人报进展；已公布的不变，连续未完成的月数跟着项目走，年终按任期分列。\n"
        "新来人不在人员表里，确认后登记，请另发绑定码。\n"
        "核对无误请点「确认」。"
    )


async def test_the_new_person_answers_and_the_old_one_no_more(june: Township) -> None:
    told = await hand_over(june, "责任人", where="JT01", after="谢玉洁")
    assert sum("由韦长河变更为谢玉洁" in words for words in told) >= 3
    await june.answer("韦长河", "JT01", "累计5公里")
    assert "谢玉洁" in await june.told(june.roads)
    await june.answer("谢玉洁", "JT01", "累计6公里")
    assert "已记录" in await june.told(june.roads)
    line = june.line("JT01", MAY)
    assert line.as_published.responsible_person == "韦长河"
    with june.storage.look() as look:
        (former,) = look.book.former_posts(2023)
        entries = look.journal.entries(what="handover")
    assert former == Post(
        "韦长河",
        Role.RESPONSIBLE_PERSON,
        "06",
        "JT01",
        "公路站",
        until=dtm.date(2023, 6, 29),
    )
    assert [(one.actor, one.project, one.facts["after"]) for one in entries] == [
        (REVIEWER, "JT01", "谢玉洁")
    ]


async def test_a_commander_leaves_his_signature_behind_and_what_waits_to_the_new_one(
    june: Township,
) -> None:
    """C18: what was signed stays under his name; what was not is the new one's to sign."""
    old = await applying.file(june)
    june.server.reading.read_all()
    await begin(june, "指挥长", where="06 交通建设指挥部")
    await june.next(REVIEWER)
    await june.say(REVIEWER, "彭宗耀")
    await june.press(REVIEWER, await june.next(REVIEWER), "今天")
    await june.press(REVIEWER, await june.next(REVIEWER), "确认")
    waits = [one for one in june.server.reading.read_all() if "签字" in one.labels]
    assert [one.chat.title for one in waits] == ["彭宗耀"]
    assert "彭宗耀" in await june.press(COMMANDER, old, "签字")
    await june.press("彭宗耀", waits[0], "签字")
    found = request(june)
    assert found.stage is Stage.REVIEWING
    assert found.signatures[-1].person == "彭宗耀"
    june.server.reading.read_all()


async def test_what_the_old_commander_signed_stays_under_his_name(june: Township) -> None:
    asked = await applying.sign(june)
    await hand_over(june, "指挥长", where="06 交通建设指挥部", after="彭宗耀")
    await june.press(COLLEAGUE, asked, "审核通过")
    words = (await june.next(june.headquarters)).text
    assert f"{COMMANDER}（指挥长）" in words
    june.server.reading.read_all()


async def test_a_delegation_ends_with_its_commander(june: Township) -> None:
    post = Post("彭宗耀", Role.COMMANDER, "06", until=dtm.date(2023, 12, 31), acting_for=COMMANDER)
    with june.storage.work() as work:
        work.book.put_post(2023, post)
    await hand_over(june, "指挥长", where="06 交通建设指挥部", after="谢玉洁")
    with june.storage.look() as look:
        assert look.book.acting_posts(2023, "06") == ()
        assert look.book.holders(Role.COMMANDER, "06") == ("谢玉洁",)


async def test_another_unit_is_warned_from_then_on(june: Township) -> None:
    await hand_over(june, "主责单位", where="JT01", after="水利站")
    with june.storage.look() as look:
        project = look.book.project(2023, "JT01")
        posts = look.book.posts_of(APPLICANT)
    assert project is not None
    assert project.lead_unit == "水利站"
    assert {post.unit for post in posts if post.project == "JT01"} == {"水利站"}
    assert june.line("JT01", MAY).as_published.lead_unit == "公路站"


async def test_one_of_two_deputies_is_replaced(june: Township) -> None:
    await begin(june, "副指挥长", where="06 交通建设指挥部")
    await june.press(REVIEWER, await june.next(REVIEWER), "谢玉洁")
    await june.next(REVIEWER)
    await june.say(REVIEWER, "云慧敏")
    await june.press(REVIEWER, await june.next(REVIEWER), "今天")
    await june.press(REVIEWER, await june.next(REVIEWER), "确认")
    june.server.reading.read_all()
    with june.storage.look() as look:
        command = look.book.command(2023, "06")
    assert command is not None
    assert command.deputies == ("彭宗耀", "云慧敏")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        pytest.param("明天", "没有看懂", id="no day"),
        pytest.param("7月30日", "到那一天再办", id="to come"),
        pytest.param("2022-06-01", "本年度内", id="another year"),
        pytest.param("2月30日", "没有看懂", id="no such day"),
    ],
)
async def test_a_day_that_cannot_be_is_asked_again(june: Township, said: str, told: str) -> None:
    await begin(june, "责任人", where="JT01")
    await june.next(REVIEWER)
    await june.say(REVIEWER, "谢玉洁")
    await june.next(REVIEWER)
    await june.say(REVIEWER, said)
    assert told in await june.told(REVIEWER)


async def test_the_same_holder_and_no_name_are_asked_again(june: Township) -> None:
    await begin(june, "责任人", where="JT01")
    await june.next(REVIEWER)
    await june.say(REVIEWER, "韦长河")
    assert "不用变更" in await june.told(REVIEWER)
    await june.say(REVIEWER, "镇长褚长河和副镇长卫宏伟")
    assert "没有看懂" in await june.told(REVIEWER)


async def test_only_the_office_hands_over(june: Township) -> None:
    await june.say(APPLICANT, "/handover")
    assert "督考办" in await june.told(APPLICANT)


async def test_two_at_once_do_not_overwrite(june: Township) -> None:
    for name, after in ((REVIEWER, "谢玉洁"), (COLLEAGUE, "云慧敏")):
        await begin(june, "责任人", where="JT01", name=name)
        await june.next(name)
        await june.say(name, after)
        await june.press(name, await june.next(name), "今天")
    first, second = await june.next(REVIEWER), await june.next(COLLEAGUE)
    assert await june.press(REVIEWER, first, "确认") == ""
    june.server.reading.read_all()
    assert "已有人变更过" in await june.press(COLLEAGUE, second, "确认")
    with june.storage.look() as look:
        project = look.book.project(2023, "JT01")
    assert project is not None
    assert project.responsible_person == "谢玉洁"


@pytest.mark.parametrize(
    ("seat", "where", "after"),
    [
        ("责任人", "JT01", "谢玉洁"),
        ("责任人", "JT01", "新来人"),
        ("责任领导", "JT01", "谢玉洁"),
        ("主责单位", "JT01", "水利站"),
        ("指挥长", "06 交通建设指挥部", "谢玉洁"),
        ("联络员", "06 交通建设指挥部", "谢玉洁"),
    ],
)
async def test_the_old_workbook_hands_nothing_back(
    june: Township, seat: str, where: str, after: str
) -> None:
    """Loading the same file again changes nothing; it names who is to be asked instead."""
    await hand_over(june, seat, where=where, after=after)
    with june.storage.look() as look:
        before = look.book.of(2023), set(look.book.posts(2023))
    with june.storage.work() as work:
        changes = load_book(TOWNSHIP, work=work, at=june.clock.at, settings=june.settings)
    assert [change.needs for change in changes] == [Need.HANDOVER]
    with june.storage.look() as look:
        found = look.book.of(2023)
        posts = set(look.book.posts(2023))
    assert found is not None
    assert before[0] is not None
    assert found.commands == before[0].commands
    assert found.projects == before[0].projects
    undated = {replace(post, since=None) for post in before[1]}
    assert {replace(post, since=None) for post in posts} == undated
