import asyncio
import dataclasses
import datetime as dtm
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from bot.pictures import digest
from bot.rehearsal.faults import Fault, FaultKind
from rules.notice import Address, MenuEntry, Notice, Policy, Priority, Recipe, ShownAs
from rules.posts import Room
from storage.engine import Storage
from tests.bot.pumping import NOON, Rig, note, rig, troubles


@pytest.fixture
async def here(sqlite_storage: Storage) -> AsyncIterator[Rig]:
    async with rig(sqlite_storage) as built:
        yield built


def pictured(key: str, here: Rig, *, view: str = "{}", pages: int = 1) -> Notice:
    numbers = tuple(range(1, pages + 1))
    shown_as = ShownAs.ALBUM if pages > 1 else ShownAs.PHOTO
    return note(key, here.wei, recipe=Recipe("card", view, numbers, shown_as, "卡片.png"))


async def test_a_notice_is_said_once_and_known_by_its_message(here: Rig) -> None:
    here.put(note("2023-06/ask/JT01", here.roads, "6月进展？"))
    here.put(note("2023-06/ask/JT01", here.roads, "6月进展？"))
    assert await here.deliver() is None
    assert here.texts(here.roads) == ["6月进展？"]
    with here.storage.look() as look:
        sent = look.outbox.sent_of("2023-06/ask/JT01")
    assert sent is not None
    assert (sent.message_ids, sent.at) == ((1,), NOON)


async def test_a_private_chat_gets_all_at_once_and_in_order(here: Rig) -> None:
    said = [f"{number}" for number in range(12)]
    here.put(*(note(words, here.wei) for words in said))
    assert await here.deliver() is None
    assert here.texts() == said


async def test_a_group_is_paced_and_its_next_instant_told(here: Rig) -> None:
    here.put(note("一", here.roads), note("二", here.roads))
    assert await here.deliver() == NOON + dtm.timedelta(seconds=3)
    assert here.texts(here.roads) == ["一"]
    here.clock.on(seconds=3)
    assert await here.deliver() is None
    assert here.texts(here.roads) == ["一", "二"]


ROWS: list[tuple[FaultKind, Policy, str, int]] = [
    ("429", Policy.HOLD, "sent", 1),
    ("429", Policy.RESEND, "sent", 1),
    ("500", Policy.RESEND, "sent", 1),
    ("500", Policy.HOLD, "unknown", 0),
    ("reset_before", Policy.RESEND, "sent", 1),
    ("reset_before", Policy.HOLD, "unknown", 0),
    ("reset_after", Policy.RESEND, "sent", 2),
    ("reset_after", Policy.HOLD, "unknown", 1),
    ("400", Policy.RESEND, "dead", 0),
    ("403", Policy.HOLD, "dead", 0),
]


@pytest.mark.parametrize(
    ("fault", "policy", "state", "copies"),
    [pytest.param(*row, id=f"{row[0]} {row[1]}") for row in ROWS],
)
async def test_verdict_table(
    fault: FaultKind, policy: Policy, state: str, copies: int, here: Rig
) -> None:
    here.server.faults.next("sendMessage", fault)
    here.put(note("一", here.wei, policy=policy), note("二", here.wei))
    await here.deliver_all()
    with here.storage.look() as look:
        assert look.outbox.state("一") == state
    assert here.texts() == ["一"] * copies + ["二"]


async def test_telegrams_wait_is_kept_for_that_chat_alone(here: Rig) -> None:
    here.server.faults.next("sendMessage", Fault("429", retry_after=30), chat=here.roads.id)
    here.put(note("一", here.roads), note("二", here.wei))
    assert await here.deliver() == NOON + dtm.timedelta(seconds=30)
    assert (here.texts(here.roads), here.texts()) == ([], ["二"])


@pytest.mark.parametrize(
    ("fault", "policy", "level"),
    [
        pytest.param("403", Policy.RESEND, "error", id="dead"),
        pytest.param("500", Policy.HOLD, "warning", id="held"),
    ],
)
async def test_the_operator_is_told_once_and_without_the_words(
    fault: FaultKind, policy: Policy, level: str, here: Rig
) -> None:
    here.server.faults.next("sendMessage", fault)
    with capture_logs() as logs:
        here.put(note("机密", here.wei, "韦长河黄牌警告", policy=policy))
        await here.deliver_all()
    (line,) = troubles(logs)
    assert line["log_level"] == level
    assert "韦长河" not in str(line)


@pytest.mark.parametrize("is_bound", [True, False], ids=["bound", "not bound"])
async def test_a_group_that_moved_is_followed(is_bound: bool, here: Rig) -> None:  # noqa: FBT001
    old = here.server.room.group("公路站", [here.wei], basic=True)
    with here.storage.work() as work:
        if is_bound:
            work.bindings.bind_group(Room.COMMAND, "01", Address(old.id), "公路站", NOON)
    here.put(note("一", old), note("二", old))
    new = here.server.groups.migrate(old, by=here.wei)
    await here.deliver_all()
    assert here.texts(new) == ["一", "二"]
    with here.storage.look() as look:
        assert (look.bindings.group_of(new.id) is not None) is is_bound


async def test_an_outage_of_hours_loses_nothing_and_keeps_the_order(here: Rig) -> None:
    said = [f"{number}" for number in range(5)]
    await here.server.stop()
    here.put(*(note(words, here.wei, policy=Policy.HOLD) for words in said))
    for _ in range(8):
        following = await here.deliver()
        assert following is not None
        here.clock.now = max(following, here.clock.on(minutes=25))
    assert here.sent() == {"queued": 5}
    await here.server.start()
    await here.deliver_all()
    assert here.texts() == said


async def test_a_menu_is_delivered_like_words(here: Rig) -> None:
    here.put(Notice("menu", Address(here.roads.id), menu=(MenuEntry("help", "我能做什么"),)))
    await here.deliver()
    assert here.sent() == {"sent": 1}
    assert len(here.server.requests.done("setMyCommands")) == 1


async def test_a_picture_is_drawn_once_for_all_who_get_it(here: Rig) -> None:
    lv = here.server.room.user("吕秋生")
    here.server.room.private(lv).bot = "member"
    first = pictured("一", here, pages=3)
    here.put(first, dataclasses.replace(first, key="二", to=Address(lv.id)))
    await here.deliver()
    files = [
        [message.file.data for message in here.server.room.messages[person.id] if message.file]
        for person in (here.wei, lv)
    ]
    assert len(files[0]) == 3
    assert files[0] == files[1]
    with here.storage.look() as look:
        assert first.recipe is not None
        assert look.pictures.get(digest(first.recipe)) == tuple(files[0])


async def test_a_picture_that_cannot_be_drawn_gives_way_in_the_end(here: Rig) -> None:
    here.put(pictured("图", here, view="broken"), note("字", here.wei))
    with capture_logs() as logs:
        await here.deliver_all()
    assert here.texts() == ["字"]
    assert here.sent() == {"sent": 1, "dead": 1}
    assert len(troubles(logs)) == 5
    assert here.clock() - NOON < dtm.timedelta(minutes=1)


async def test_words_do_not_wait_for_another_chats_picture(here: Rig) -> None:
    lv = here.server.room.user("吕秋生")
    here.server.room.private(lv).bot = "member"
    here.put(pictured("图", here), note("字", lv, priority=Priority.ANSWER))
    delivery = asyncio.create_task(here.deliver())
    assert await here.server.room.bell.wait(10)
    assert (here.texts(here.server.room.private(lv)), here.texts()) == (["字"], [])
    await delivery
    assert here.texts() == ["图"]


@pytest.mark.parametrize(
    ("policy", "state"),
    [(Policy.RESEND, {"sent": 1}), (Policy.HOLD, {"unknown": 1})],
    ids=["resend", "hold"],
)
async def test_what_a_killed_process_was_sending_goes_by_its_policy(
    policy: Policy, state: dict[str, int], here: Rig
) -> None:
    here.put(note("一", here.wei, policy=policy))
    with here.storage.work() as work:
        (claimed,) = work.outbox.claim(here.clock(), 10)
        assert work.outbox.sending(claimed, here.clock())  # and then kill -9
    await here.pump.take_over(here.clock())
    await here.deliver_all()
    assert here.sent() == state


async def test_a_lost_lease_is_not_sent(here: Rig) -> None:
    here.put(note("一", here.wei))
    with here.storage.work() as work:
        (claimed,) = work.outbox.claim(here.clock(), 10)
        work.outbox.recover(here.clock.on(minutes=2))
    await here.deliver_all()
    with here.storage.work() as work:
        assert not work.outbox.sending(claimed, here.clock())
    assert here.texts() == ["一"]


async def test_a_slow_call_of_ours_is_not_taken_for_a_lost_one(here: Rig) -> None:
    here.put(note("warning", here.wei, policy=Policy.HOLD))
    here.server.faults.next("sendMessage", "timeout_before")
    await here.pump.delivery.begin(here.clock())
    async with asyncio.timeout(20):
        while here.sent() != {"sending": 1}:  # noqa: ASYNC110 - the call hangs
            await asyncio.sleep(0.02)
    await here.pump.delivery.begin(here.clock.on(minutes=10))
    assert here.sent() == {"sending": 1}
