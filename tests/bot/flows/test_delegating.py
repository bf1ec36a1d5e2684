"""`/delegate`: a deputy signs for his commander for a time, and the signature says so."""

import datetime as dtm
from dataclasses import replace

import pytest

from bot.flows.load_book import load_book
from bot.rehearsal.messages import Message
from rules.approval import Stage
from rules.posts import Post, Role
from tests.bot.flows import applying
from tests.bot.flows.applying import APPLICANT, COMMANDER, request, stage
from tests.bot.stage import Township
from tests.bot.stage_book import COMMANDS, TOWNSHIP

DEPUTY = "彭宗耀"


async def delegate(town: Township, until: str = "到7月6日") -> None:
    await town.say(COMMANDER, "/delegate")
    shown = await town.next(COMMANDER)
    assert shown.labels == ("委托彭宗耀", "委托谢玉洁")
    await town.press(COMMANDER, shown, "委托彭宗耀")
    await town.press(COMMANDER, shown, until)
    assert "代为签字，6月30日至7月6日" in shown.text


async def test_a_deputy_signs_for_his_commander(june: Township) -> None:
    await delegate(june)
    assert [DEPUTY in one.text for one in june.server.reading.read_all()] == [True, True]
    await applying.file(june)
    asked = await applying.asked_to_sign(june, DEPUTY)
    await june.press(DEPUTY, asked, "签字")
    found = request(june).signatures[-1]
    assert (found.person, found.acting_for) == (DEPUTY, COMMANDER)
    assert "彭宗耀（指挥长代卫宏伟）" in (await june.next(june.office)).text
    june.server.reading.read_all()


async def test_without_a_delegation_a_deputy_signs_nothing(june: Township) -> None:
    asked = await applying.file(june)
    await june.say(DEPUTY, "/delegate")
    assert "指挥长本人" in await june.told(DEPUTY)
    assert asked.chat.title == COMMANDER


async def test_what_was_given_ends_with_its_last_day(june: Township) -> None:
    await delegate(june)
    await june.until("07-07 09:00")
    june.server.reading.read_all()
    await applying.preview(june)
    with june.storage.look() as look:
        (given,) = look.book.acting_posts(2023, "06")
    assert not given.held_on(dtm.date(2023, 7, 7))
    await june.say(DEPUTY, "/todo")
    assert "目标调整" not in await june.told(DEPUTY)


async def test_a_commander_ends_it_at_once(june: Township) -> None:
    await delegate(june)
    await june.say(COMMANDER, "/delegate")
    june.server.reading.read_all()
    await june.say(COMMANDER, "/delegate")
    shown = await june.next(COMMANDER)
    await june.press(COMMANDER, shown, "收回对彭宗耀的委托")
    june.server.reading.read_all()
    await june.say(DEPUTY, "/delegate")
    assert "指挥长本人" in await june.told(DEPUTY)


async def test_a_deputy_passes_nothing_on(june: Township) -> None:
    await delegate(june)
    june.server.reading.read_all()
    await june.say(DEPUTY, "/delegate")
    assert "指挥长本人" in await june.told(DEPUTY)


async def test_who_acts_and_for_whom_count_as_one_pair_of_eyes(june: Township) -> None:
    await delegate(june)
    june.server.reading.read_all()
    asked = await applying.file(june)
    deputys = await applying.asked_to_sign(june, DEPUTY)
    await june.press(DEPUTY, deputys, "签字")
    assert stage(june) is Stage.REVIEWING
    assert "已于" in await june.press(COMMANDER, asked, "签字")
    june.server.reading.read_all()


async def test_a_new_workbook_leaves_a_delegation_alone(june: Township) -> None:
    await delegate(june)
    june.server.reading.read_all()
    with june.storage.work() as work:
        book = work.book.of(2023)
        assert book is not None
        work.book.put(book, june.clock.at)
        assert [one.person for one in work.book.acting_posts(2023, "06")] == [DEPUTY]
    assert APPLICANT


@pytest.fixture
def two_commands(june: Township) -> Township:
    """Let the roads' commander lead the welfare command as well."""
    roads, welfare = COMMANDS
    both = (roads, replace(welfare, commander=COMMANDER))
    posts = (*TOWNSHIP.posts, Post(COMMANDER, Role.COMMANDER, command=welfare.number))
    with june.storage.work() as work:
        book = replace(TOWNSHIP, commands=both, posts=posts)
        load_book(book, work=work, at=june.clock.at, settings=june.settings)
    return june


async def chosen(town: Township, command: str) -> Message:
    """Let the commander of both choose one."""
    await town.say(COMMANDER, "/delegate")
    shown = await town.next(COMMANDER)
    assert shown.text == "您担任几个指挥部的指挥长，请选要委托代签的指挥部："
    assert shown.labels == ("06 交通建设指挥部", "10 民生事业指挥部")
    await town.press(COMMANDER, shown, command)
    return shown


async def test_the_commander_of_two_chooses_the_command_first(two_commands: Township) -> None:
    shown = await chosen(two_commands, "10 民生事业指挥部")
    assert shown.text.startswith("民生事业指挥部现在没有委托。")
    assert shown.labels == ("委托时保国",)
    await two_commands.press(COMMANDER, shown, "委托时保国")
    await two_commands.press(COMMANDER, shown, "到7月6日")
    assert shown.text.startswith("【委托代签】民生事业指挥部指挥长卫宏伟委托副指挥长时保国")
    two_commands.server.reading.read_all()
    with two_commands.storage.look() as look:
        given = {one: look.book.acting_posts(2023, one) for one in ("06", "10")}
    assert [one.person for one in given["10"]] == ["时保国"]
    assert given["06"] == ()
    shown = await chosen(two_commands, "10 民生事业指挥部")
    await two_commands.press(COMMANDER, shown, "收回对时保国的委托")
    assert shown.text.startswith("【收回委托】民生事业指挥部")
    two_commands.server.reading.read_all()


async def test_in_a_commands_group_it_is_that_command(two_commands: Township) -> None:
    two_commands.welfare.members[two_commands.user(COMMANDER).id] = "member"
    for place, deputies in (
        (two_commands.roads, ("委托彭宗耀", "委托谢玉洁")),
        (two_commands.welfare, ("委托时保国",)),
    ):
        await two_commands.say(COMMANDER, "/delegate", place)
        assert (await two_commands.next(place)).labels == deputies


async def test_a_command_that_is_led_no_more_is_not_delegated(two_commands: Township) -> None:
    shown = await chosen(two_commands, "10 民生事业指挥部")
    with two_commands.storage.work() as work:
        load_book(TOWNSHIP, work=work, at=two_commands.clock.at, settings=two_commands.settings)
    assert "指挥长本人" in await two_commands.press(COMMANDER, shown, "委托时保国")
