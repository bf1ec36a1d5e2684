"""What is applied for in a year, each through its own dialogue and its own chain."""

from bot.rehearsal.messages import Message
from tests.bot.flows.applying import send_photo
from tests.bot.stage import Township
from tests.bot.stories.year_months import REVIEWER

REASON = "连续强降雨造成施工便道多处冲毁，监理下达停工令，已组织抢修"
CHIEF, FIRST_CHIEF = "褚长河", "赵文博"


async def ask_target(
    town: Township, name: str, code: str, since: int, annual: str, months: str
) -> None:
    """Apply for another target; months are written as `4月1.5 5月3`."""
    town.server.reading.read_all()
    await town.say(name, f"/adjust {code}")
    asked = await town.next(name)
    if "特批" in asked.text:
        await town.say(name, "主汛期再次受灾，原调整后的计划已无法执行")
        asked = await town.next(name)
    await town.press(name, asked, f"{since}月")
    await town.next(name)
    await town.say(name, annual)
    await town.next(name)
    await town.say(name, months)
    await town.press(name, await town.next(name), "按此计划")
    await town.press(name, await town.next(name), "自然灾害")
    await town.next(name)
    await town.say(name, REASON)
    await town.next(name)
    await send_photo(town, name)
    await town.press(name, await town.next(name), "材料齐了")
    await town.press(name, await town.next(name), "确认")


async def complete(town: Township, name: str) -> None:
    """Hand in more evidence for what was returned."""
    await press(town, name, "补正")
    await press(town, name, "重发材料")
    await town.next(name)
    await send_photo(town, name)
    await press(town, name, "材料齐了")
    await press(town, name, "确认")


async def press(town: Township, name: str, label: str) -> None:
    """Press a button that was just offered, wherever; everything else is read."""
    message = offered(town, label)
    told = await town.press(name, message, label)
    assert told in {"", "已记录"}, told


def offered(town: Township, label: str) -> Message:
    """Read everything, and return the message that has just offered a button."""
    heard = town.server.reading.read_all()
    found = [one for one in heard if label in one.labels]
    assert found, (label, [one.text for one in heard])
    return found[-1]


def standing(town: Township, label: str, code: str) -> Message:
    """Return the message about a project that still offers a button, from however long ago."""
    said = (one for log in town.server.room.messages.values() for one in log)
    (found,) = [one for one in said if label in one.labels and f"（{code}）" in one.text]
    return found


async def press_and_say(town: Township, name: str, label: str, why: str) -> None:
    """Press a button that asks for words, and say them."""
    await press(town, name, label)
    asked = town.server.reading.read_all()[-1]
    await town.say(name, why, asked.chat, reply_to=asked)


async def sign_and_review(town: Township, commander: str) -> None:
    """Let a commander sign and the office review."""
    await press(town, commander, "签字")
    await press(town, REVIEWER, "审核通过")


async def begin_step(town: Township, name: str, code: str, label: str, since: int) -> None:
    """Choose what is to happen to a project, and from when."""
    town.server.reading.read_all()
    await town.say(name, f"/exit {code}")
    await town.press(name, await town.next(name), label)
    await town.press(name, await town.next(name), f"{since}月")


async def give_reason(town: Township, name: str, why: str) -> None:
    """Say why, without evidence, and file."""
    await town.next(name)
    await town.say(name, why)
    await town.press(name, await town.next(name), "没有材料")
    await town.press(name, await town.next(name), "确认")


async def nominate(town: Township, name: str, *answers: str) -> None:
    """Fill in the form of what is to enter: each answer is pressed where it is a button."""
    town.server.reading.read_all()
    await town.say(name, "/enter")
    for answer in (*answers, "确认"):
        asked = await town.next(name)
        if answer in asked.labels:
            await town.press(name, asked, answer)
        else:
            await town.say(name, answer)


async def hand_over(town: Township, *answers: str) -> None:
    """Let the office enter who answers from today on."""
    town.server.reading.read_all()
    await town.say(REVIEWER, "/handover")
    for answer in (*answers, "今天", "确认"):
        asked = await town.next(REVIEWER)
        if answer in asked.labels:
            await town.press(REVIEWER, asked, answer)
        else:
            await town.say(REVIEWER, answer)
