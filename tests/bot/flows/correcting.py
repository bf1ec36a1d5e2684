"""How the office corrects, in few words: for the tests of what follows from it."""

from bot.rehearsal.messages import Message
from rules.edition import Edition
from rules.month import Month
from rules.plates import Plate
from tests.bot.stage import JUNE, Township

FALSE = "发现虚报（仅督考办可见）"


async def propose(town: Township, words: str, name: str = "岑春林") -> Message:
    """Let a member of the office propose in one line, and read the question for the cause.

    What came into the office's group before has been read.
    """
    town.heard(town.office)
    await town.say(name, f"/correct {words}", town.office)
    return await town.next(town.office)


async def preview(town: Township, words: str, cause: str = "更正认定") -> Message:
    asked = await propose(town, words)
    await town.press("岑春林", asked, cause)
    return asked


async def correct(town: Township, words: str, cause: str = "更正认定") -> Message:
    """Issue a correction; what is said in the groups is not read."""
    shown = await preview(town, words, cause)
    await town.press("柳艳玲", shown, "确认")
    return shown


def editions(town: Township, month: Month = JUNE) -> tuple[Edition, ...]:
    with town.storage.look() as look:
        return look.editions.history(month)


def plate(town: Township, code: str, month: Month = JUNE) -> Plate | None:
    return town.line(code, month).rated.plate
