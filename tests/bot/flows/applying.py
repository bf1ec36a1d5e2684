"""An application is filled in on a phone, and walks its chain: what the tests of it share."""

from bot.rehearsal.messages import Message
from rules.approval import ChangeRequest, Stage
from tests.bot.stage import PICTURE, Township

REASON = "7月上旬连降暴雨，路基冲毁两处，监理下达停工令，已组织抢修"
APPLICANT, COMMANDER, CHIEF, FIRST_CHIEF = "韦长河", "卫宏伟", "褚长河", "赵文博"
REVIEWER, COLLEAGUE = "岑春林", "柳艳玲"


async def preview(
    town: Township, *, annual: str = "10公里", reason: str = REASON, name: str = APPLICANT
) -> Message:
    """Fill the form in for JT01 from July on, and return the preview."""
    await town.say(name, "/adjust JT01")
    asked = await town.next(name)
    if "特批" in asked.text:
        await town.say(name, "桥梁基础再次被冲毁，原计划已无法执行")
        asked = await town.next(name)
    await town.press(name, asked, "7月")
    await town.next(name)
    await town.say(name, annual)
    await town.press(name, await town.next(name), "按此计划")
    await town.press(name, await town.next(name), "自然灾害")
    await town.next(name)
    await town.say(name, reason)
    await town.next(name)
    await send_photo(town, name)
    await town.press(name, await town.next(name), "材料齐了")
    return await town.next(name)


async def send_photo(town: Township, name: str) -> None:
    """Send a photo privately."""
    user = town.user(name)
    town.server.talk.send_photo(user, town.server.room.private(user), PICTURE)
    await town.passes(minutes=1)


async def file(town: Township, *, annual: str = "10公里", name: str = APPLICANT) -> Message:
    """File a request for JT01; return the message that asks the commander."""
    shown = await preview(town, annual=annual, name=name)
    assert await town.press(name, shown, "确认") == ""
    return await asked_to_sign(town, COMMANDER)


async def asked_to_sign(town: Township, name: str) -> Message:
    """Read the printed form, and return the message that asks for a signature under it."""
    form = await town.next(name)
    assert form.file is not None
    assert form.file.name.startswith("JT01目标调整申请书")
    return await town.next(name)


async def sign(town: Township, **what: str) -> Message:
    """File and sign; return the message that asks the office."""
    await town.press(COMMANDER, await file(town, **what), "签字")
    return await town.next(town.office)


async def review(town: Township, **what: str) -> Message:
    """File, sign and review; return the message that asks headquarters."""
    await town.press(REVIEWER, await sign(town, **what), "审核通过")
    return await town.next(town.headquarters)


async def approve(town: Township, **what: str) -> None:
    """Walk the whole chain; everything that was said is read."""
    await town.press(CHIEF, await review(town, **what), "批准")
    town.server.reading.read_all()


def request(town: Township, number: int = 1) -> ChangeRequest:
    """Return a request as it is kept."""
    with town.storage.look() as look:
        return look.requests.of_year(2023)[number - 1]


def stage(town: Township) -> Stage:
    """Return how far the first request is."""
    return request(town).stage
