import asyncio
import dataclasses
import datetime as dtm
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.ports import Heard
from bot.rehearsal.presses import Press
from bot.routes import Ear, Errand
from rules.notice import ButtonFace, Policy
from storage.engine import BusyError, Storage
from storage.work import Work
from tests.bot.pumping import (
    NOON,
    DeclinedError,
    Rig,
    break_down,
    echo,
    note,
    rig,
    routes,
    troubles,
)


@pytest.fixture
async def here(sqlite_storage: Storage) -> AsyncIterator[Rig]:
    async with rig(sqlite_storage) as built:
        yield built


async def test_what_is_heard_is_done_and_settled_together(here: Rig) -> None:
    here.server.talk.say(here.wei, here.wei, "累计5.8公里")
    assert await here.hear() is None
    assert here.heard() == {"done": 1}
    await here.deliver()
    assert here.texts() == ["累计5.8公里"]


async def test_a_repeated_update_changes_nothing(here: Rig) -> None:
    here.server.talk.say(here.wei, here.wei, "累计5.8公里")
    await here.hear()
    await here.hear()
    await here.deliver_all()
    assert here.texts() == ["累计5.8公里"]


async def test_what_is_nobodys_business_is_ignored(here: Rig) -> None:
    here.server.groups.join(here.server.room.user("吕秋生"), here.roads)
    await here.hear()
    assert here.heard() == {"ignored": 1}


async def test_a_chats_messages_are_done_in_order(here: Rig) -> None:
    said = [f"累计{number}公里" for number in range(20)]
    for words in said:
        here.server.talk.say(here.wei, here.wei, words)
    await here.hear()
    await here.deliver_all()
    assert here.texts() == said


@dataclasses.dataclass
class MeetingEar:
    """An ear that understands nothing before two chats are being listened to at once."""

    ear: Ear
    both: asyncio.Barrier = dataclasses.field(default_factory=lambda: asyncio.Barrier(2))

    async def understand(self, raw: Mapping[str, Any]) -> Errand[Any] | None:
        async with asyncio.timeout(10):
            await self.both.wait()
        return await self.ear.understand(raw)


async def test_chats_are_done_side_by_side(sqlite_storage: Storage) -> None:
    async with rig(sqlite_storage, ear=MeetingEar) as here:
        lv = here.server.room.user("吕秋生")
        for person in (here.wei, lv):
            here.server.talk.say(person, person, "累计5.8公里")
        await here.hear()
        assert here.heard() == {"done": 2}


async def test_of_a_refused_deed_nothing_is_kept_and_the_person_is_told(here: Rig) -> None:
    here.server.talk.say(here.wei, here.wei, "/no")
    await here.hear()
    await here.deliver_all()
    assert here.texts() == ["不办：DeclinedError"]
    assert here.heard() == {"done": 1}


async def test_three_failures_are_told_to_the_sender_and_to_the_operator(here: Rig) -> None:
    here.server.talk.say(here.wei, here.wei, "/break 机密")
    here.server.talk.say(here.wei, here.wei, "累计5.8公里")
    with capture_logs() as logs:
        while (following := await here.hear()) is not None:
            here.clock.now = following
    await here.deliver_all()
    assert here.texts() == ["收到，处理出错，已转督考办", "累计5.8公里"]
    (row,) = here.troubled()
    assert (row.state, row.attempts, row.error) == ("failed", 3, "ValueError: /break 机密")
    assert [line["log_level"] for line in troubles(logs)] == ["error"] * 3
    assert "机密" not in str(logs)
    with here.storage.look() as look:
        assert [one.id for one in look.inbox.untold()] == [row.id]  # the office is still to hear


async def test_a_failed_chat_waits_and_others_do_not(here: Rig) -> None:
    lv = here.server.room.user("吕秋生")
    here.server.talk.say(here.wei, here.wei, "/break")
    here.server.talk.say(here.wei, here.wei, "晚")
    here.server.talk.say(lv, lv, "早")
    following = await here.hear()
    assert following is not None
    assert following > here.clock()
    assert here.heard() == {"new": 2, "done": 1}


async def test_the_sender_who_cannot_be_told_does_not_hold_the_chat_up(
    sqlite_storage: Storage,
) -> None:
    async with rig(sqlite_storage, routes(failed=break_down)) as here:
        here.server.talk.say(here.wei, here.wei, "/break")
        here.server.talk.say(here.wei, here.wei, "累计5.8公里")
        while (following := await here.hear()) is not None:
            here.clock.now = following
        assert here.heard() == {"done": 1, "failed": 1}


async def test_an_update_that_cannot_be_read_is_set_aside_once(here: Rig) -> None:
    here.take_raw(update_id=1, message={"message_id": 1, "chat": {"id": here.wei.id}})
    here.server.talk.say(here.wei, here.wei, "累计5.8公里")
    assert await here.hear() is None
    assert here.heard() == {"done": 1, "poison": 1}
    await here.deliver()
    assert here.texts() == ["累计5.8公里"]


async def test_a_locked_database_lets_the_chat_wait_without_counting(
    sqlite_storage: Storage,
) -> None:
    calls: list[str] = []

    def busy_once(heard: Heard, work: Work, at: dtm.datetime) -> None:
        calls.append(heard.text)
        if len(calls) == 1:
            raise BusyError("locked")
        echo(heard, work, at)

    async with rig(sqlite_storage, routes(words=busy_once)) as here:
        here.server.talk.say(here.wei, here.wei, "一")
        here.server.talk.say(here.wei, here.wei, "二")
        following = await here.hear()
        assert following == NOON + dtm.timedelta(seconds=2)
        here.clock.now = following
        assert await here.hear() is None
        assert calls == ["一", "一", "二"]


async def pressed(here: Rig, policy: Policy = Policy.RESEND) -> Press:
    button = ((ButtonFace("确认", token="tok"),),)
    here.put(note("ask", here.wei, "认定？", buttons=button, policy=policy))
    await here.deliver()
    question = here.server.room.messages[here.wei.id][-1]
    return here.server.talk.press(here.wei, question, "确认")


async def test_a_press_is_done_and_then_answered(here: Rig) -> None:
    press = await pressed(here)
    await here.hear()
    answer = press.answer
    assert answer is not None
    assert (answer.text, answer.alert) == ("已记录", True)
    await here.deliver_all()
    assert here.texts() == ["认定？", "按下 tok"]


@pytest.mark.parametrize(
    ("flow", "words"),
    [
        pytest.param("no", "不办：DeclinedError", id="refused"),
        pytest.param("break", "收到，处理出错，已转督考办", id="failed"),
    ],
)
async def test_the_presser_is_told_by_an_alert(
    flow: str, words: str, sqlite_storage: Storage
) -> None:
    def press(event: Any, work: Work, at: dtm.datetime) -> None:
        heard = Heard(event.chat, True, "", 1, "", 1, at, text="x")  # noqa: FBT003
        routes().commands[flow](heard, work, at)

    async with rig(sqlite_storage, routes(press=press)) as here:
        pressing = await pressed(here)
        while (following := await here.hear()) is not None:
            here.clock.now = following
        assert pressing.answer is not None
        assert pressing.answer.text == words


async def test_a_press_proves_that_its_message_arrived(here: Rig) -> None:
    here.server.faults.next("sendMessage", "reset_after")
    await pressed(here, Policy.HOLD)
    assert here.sent() == {"unknown": 1}
    await here.hear()
    with here.storage.look() as look:
        assert look.outbox.state("ask") == "sent"


async def test_a_press_that_is_refused_proves_it_too(sqlite_storage: Storage) -> None:
    def decline_press(*_: object) -> None:
        raise DeclinedError

    async with rig(sqlite_storage, routes(press=decline_press)) as here:
        here.server.faults.next("sendMessage", "reset_after")
        await pressed(here, Policy.HOLD)
        await here.hear()
        with sqlite_storage.look() as look:
            assert look.outbox.state("ask") == "sent"


async def test_what_a_killed_process_had_taken_is_done_after_the_start(here: Rig) -> None:
    here.server.talk.say(here.wei, here.wei, "累计5.8公里")
    here.take_in()
    with here.storage.work() as work:
        assert len(work.inbox.ready(here.clock(), 10)) == 1  # and then kill -9
    await here.hear()
    assert here.heard() == {"new": 1}
    await here.pump.take_over(here.clock())
    await here.hear()
    assert here.heard() == {"done": 1}


async def test_old_words_are_forgotten(here: Rig) -> None:
    here.server.talk.say(here.wei, here.wei, "累计5.8公里")
    await here.hear()
    await here.pump.tidy(here.clock.on(days=91))
    with here.storage.look() as look:
        row = look.inbox.get(1)
    assert row is not None
    assert row.raw == {}
