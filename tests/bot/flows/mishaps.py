"""What goes wrong on a bad day: messages that stick, updates that nobody can handle, a gap."""

import datetime as dtm
from itertools import count

from bot.compose import compose
from bot.rehearsal.chats import Chat
from bot.rehearsal.faults import FaultKind
from bot.rehearsal.messages import Message
from rules.notice import Address, Notice, Policy
from storage.sent import Outgoing
from tests.bot.stage import Township

WARNING = "【黄牌警告】公路站：6月以下项目未完成月度目标。"
UNKNOWN: FaultKind = "reset_after"  # it arrives, and we do not know
FORBIDDEN: FaultKind = "403"
BOT = "8000001"
_numbers = count(1)


async def stick(
    town: Township, chat: Chat, *, fault: FaultKind = UNKNOWN, words: str = WARNING
) -> str:
    """Let a message get stuck on its way to a chat, and return its key; what arrived is read."""
    key = f"stuck/{next(_numbers)}"
    town.server.faults.next("sendMessage", fault, chat=chat.id)
    with town.storage.work() as work:
        work.outbox.put(Notice(key, Address(chat.id), words, policy=Policy.HOLD), town.clock.at)
    await town.passes(minutes=1)
    town.heard(chat)
    return key


def doubt(town: Township, chat: Chat) -> str:
    """Put a message of which nobody knows, at once, whether it was said before."""
    key = f"doubted/{next(_numbers)}"
    with town.storage.work() as work:
        work.outbox.follows_from(in_doubt=True)
        work.outbox.put(Notice(key, Address(chat.id), WARNING), town.clock.at)
    return key


def look_for_troubles(town: Township) -> None:
    """Let the bot look for what the office should know; no time passes."""
    with town.storage.work() as work:
        compose(town.settings).troubles(work, town.clock.at)


async def tell(town: Township) -> None:
    """Let the bot look for what the office should know, and say it."""
    look_for_troubles(town)
    await town.passes(minutes=1)


async def told_of(town: Township, number: int = 1, fault: FaultKind = UNKNOWN) -> Message:
    """Let some messages to the roads' group get stuck, and return what the office is told."""
    for _ in range(number):
        await stick(town, town.roads, fault=fault)
    await tell(town)
    return await town.next(town.office)


async def come_back(town: Township, since: dtm.datetime, at: dtm.datetime) -> None:
    """Let the bot come back at an instant after it heard nothing since another."""
    town.clock.at = at
    with town.storage.work() as work:
        compose(town.settings).returned(since, work, at)
    await town.passes(minutes=1)


def state(town: Township, key: str) -> str | None:
    with town.storage.look() as look:
        return look.outbox.state(key)


def stuck(town: Township) -> tuple[Outgoing, ...]:
    with town.storage.look() as look:
        return look.outbox.open()


def let_go(town: Township) -> None:
    """Let go whatever is stuck, so that the test ends with nothing open."""
    with town.storage.work() as work:
        for one in work.outbox.open():
            work.outbox.drop(one.id)
        for row in work.inbox.troubled():
            work.inbox.drop(row.id)
