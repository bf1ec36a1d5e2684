"""A township whose projects wait for support: what the tests of `/support` share."""

import datetime as dtm
from dataclasses import replace

from bot.rehearsal.messages import Message
from rules.book import Person, SupportItem, SupportState
from rules.support import SupportDeed, SupportWord, posts_of_items
from tests.bot.conftest import FOUND_IN_MAY
from tests.bot.stage import MAY, Opening, Place, Township
from tests.bot.stage_book import PEOPLE, SUPPORT_ITEMS, TOWNSHIP, YEAR

POWER, FINANCE, COMMANDER, LIAISON, OFFICE = "马景行", "许万里", "卫宏伟", "云慧敏", "岑春林"
MORE = (Person(POWER, "供电所", "所长"), Person(FINANCE, "财政所", "所长"))


def item(number: str, project: str, what: str, due: dtm.date | None, **more: str) -> SupportItem:
    """Return an item of the power station that is being worked on."""
    parts = {"category": "水电路气讯", "department": "供电所", "person": POWER} | more
    return SupportItem(
        number=number,
        project=project,
        what=what,
        due_date=due,
        state=SupportState.IN_PROGRESS,
        **parts,
    )


def _day(month: int, day: int) -> dtm.date:
    return dtm.date(YEAR, month, day)


ITEMS = (
    replace(SUPPORT_ITEMS[0], due_date=_day(6, 21)),
    item("BZ002", "JT01", "光缆迁改", _day(5, 31)),
    item(
        "BZ003", "JT02", "拨付进度款", _day(6, 10),
        category="资金", department="财政所", person=FINANCE,
    ),
    item("BZ004", "MS02", "接通用电", _day(6, 1)),
    item(
        "BZ005", "MS01", "取得施工许可证", _day(7, 20),
        category="手续审批", department="县住建局", person="",
    ),
    item("BZ006", "MS03", "接通用水", None, department="水利站", person=""),
    replace(item("BZ007", "JT03", "线路迁改", _day(4, 1)), state=SupportState.CLOSED),
)  # fmt: skip
BOOK = replace(
    TOWNSHIP,
    people=(*PEOPLE, *MORE),
    posts=tuple(dict.fromkeys((*TOWNSHIP.posts, *posts_of_items(ITEMS)))),
    support_items=ITEMS,
)
WAITING = Opening(BOOK, "06-30 08:00", {MAY: FOUND_IN_MAY})


CLOSED = SupportState.CLOSED
UNDERWAY = SupportState.IN_PROGRESS
ROADS = {COMMANDER, "彭宗耀", "谢玉洁", LIAISON}
KEEPERS = ROADS | {"秦振邦", OFFICE, "柳艳玲"}
CABLE = "禾石路大中修工程（JT01）\n　水电路气讯：光缆迁改\n　供电所马景行，5月31日到期，"


def kept(town: Township, number: str = "BZ002") -> SupportItem:
    """Return an item as it is kept."""
    with town.storage.look() as look:
        return next(one for one in look.book.support_items(YEAR) if one.number == number)


def words(town: Township, number: str = "BZ002") -> list[tuple[SupportDeed, str, str]]:
    """Return what was done about an item: the deed, by whom, in which words."""
    with town.storage.look() as look:
        said: tuple[SupportWord, ...] = look.supports.about(YEAR, number)
    return [(one.deed, one.by, one.words) for one in said]


def labels(message: Message) -> list[tuple[str, ...]]:
    """Return the labels of a message's buttons, row by row."""
    return [tuple(button.text for button in row) for row in message.rows]


def question(town: Township, place: Place = POWER) -> Message:
    """Return the month's question about items in a chat."""
    title = place if isinstance(place, str) else place.title
    return town.questions[title]


async def show(town: Township, name: str, place: Place | None = None, what: str = "") -> Message:
    """List the items somewhere, and return the list."""
    await town.say(name, f"/support {what}".strip(), None if place == name else place)
    return await town.next(place or name)


async def one(town: Township, name: str, label: str, place: Place | None = None) -> Message:
    """Show one item of the list."""
    await town.press(name, await show(town, name, place), label)
    return await town.next(place or name)


async def reported(town: Township) -> Message:
    """Let the power station say that the cable is moved; return what asks to confirm it."""
    await town.press(POWER, question(town), "已办结1")
    await town.next(POWER)
    return await town.next(town.roads)


async def closed(town: Township) -> Message:
    """Confirm it; return the message that says so, with its button."""
    message = await reported(town)
    await town.press(LIAISON, message, "确认办结")
    town.heard(POWER)
    return message


async def fill(town: Township, name: str = LIAISON, place: Place | None = None) -> Message:
    """Fill the form in for JT02 by words and buttons; return the preview."""
    await town.press(name, await show(town, name, place), "新增")
    await town.press(name, await town.next(place or name), "JT02 青龙河大桥改建工程")
    await town.press(name, await town.next(place or name), "用地")
    for said in ("办理临时用地审批手续", "自然资源所", "萧艳玲", "7月31日"):
        await town.say(name, said, place, reply_to=await town.next(place or name))
    return await town.next(place or name)
