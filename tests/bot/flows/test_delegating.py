"""`/delegate`: a deputy signs for his commander for a time, and the signature says so."""

import datetime as dtm

from rules.approval import Stage
from tests.bot.flows import applying
from tests.bot.flows.applying import APPLICANT, COMMANDER, request, stage
from tests.bot.stage import Township

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
