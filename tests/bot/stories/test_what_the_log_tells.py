"""A month, and a bad day of the real command, as their logs tell them: in numbers alone."""

import json
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.clock import now
from bot.intake import Intake
from bot.rehearsal.faults import Fault, FaultKind
from bot.rehearsal.server import ChatServer
from bot.settings import Settings
from storage.engine import Storage
from tests.bot.conftest import JUNE_IS_ASKED_NEXT
from tests.bot.pumping import BOT, nothing, rig
from tests.bot.quiet_logs import TOKEN, WORDS, HostileLog, events_of, logging_as_it_was
from tests.bot.stage import Township, township
from tests.bot.test_run import answered, running

ANSWERS = (("韦长河", "JT01", "累计5.37公里"), ("俞振邦", "JT02", "累计1530.25万元"))


@pytest.fixture
def log(capfd: pytest.CaptureFixture[str]) -> Iterator[HostileLog]:
    with logging_as_it_was():
        yield HostileLog(capfd)


@pytest.fixture
async def town(storage: Storage, settings: Settings) -> AsyncIterator[Township]:
    """Play on from an hour before June is asked, on SQLite and on PostgreSQL."""
    JUNE_IS_ASKED_NEXT.prepare(storage, settings)
    async with township(storage, JUNE_IS_ASKED_NEXT, settings) as town:
        yield town


def never(town: Township) -> list[str]:
    """Return whom and where the month is about, and the figures that are said in it."""
    people = [one for user in town.stage.people.values() for one in (user.name, str(user.id))]
    chats = [*town.stage.commands.values(), *town.stage.rooms.values()]
    places = [one for chat in chats for one in (chat.title, str(chat.id))]
    return [*people, *places, "5.37", "1530.25", "8.88"]


@pytest.mark.parametrize(
    ("fault", "last"),
    [
        pytest.param(None, ["sent"], id="sent"),
        pytest.param("403", ["it cannot be sent"], id="dead"),
        pytest.param(
            "500", ["nobody knows whether it was sent", "sent"], id="unknown, sent again"
        ),
        pytest.param("429", ["not sent, and tried again", "sent"], id="later"),
    ],
)
async def test_a_message_is_followed_by_its_numbers_from_update_to_delivery(
    fault: FaultKind | None, last: list[str], sqlite_storage: Storage
) -> None:
    async with rig(sqlite_storage) as here:
        if fault:
            here.server.faults.next("sendMessage", fault)
        here.server.talk.say(here.wei, here.wei, "早")
        (update,) = here.server.mailbox.given
        intake = Intake(sqlite_storage, bot=BOT, clock=here.clock, received=nothing)
        with capture_logs() as lines:
            await intake.take([update.as_json()])
            await here.pump.hear(here.clock())
            await here.deliver_all()
    taken, heard, *sendings = lines
    assert (taken["event"], taken["updates"]) == ("taken in", [update.id])
    assert (heard["event"], heard["update"], heard["outcome"]) == ("heard", update.id, "done")
    assert [line["event"] for line in sendings] == last
    with sqlite_storage.look() as look:
        for line in sendings:
            outgoing = look.outbox.get(line["outbox"])
            assert outgoing is not None
            assert outgoing.cause == line["inbox"] == heard["inbox"]


async def test_a_month_is_told_in_numbers(town: Township, log: HostileLog) -> None:
    log.begin()
    await town.ask()
    for name, code, words in ANSWERS:
        await town.answer(name, code, words)
    await town.answer("唐旭东", "JT03", "差不多8.88吧")
    await town.press("柏如意", town.questions["MS01"], "已完成")
    await town.say("韦长河", "/status JT01")
    await town.say("韦长河", "/why JT01")
    closed = await town.close()
    await town.press("岑春林", closed, "其余按自报认定（3个）")
    await town.say("岑春林", "/determine JT03 8.88 现场核查", town.office)
    await town.until("07-06 09:02")
    town.server.reading.read_all()
    events = log.events(*never(town))
    assert {"taken in", "heard", "sent", "a phase ran"} == set(events)
    assert events.count("a phase ran") >= 5
    assert events.count("heard") == events.count("taken in") > 7


async def test_a_bad_day_of_the_command_is_told_in_numbers(tmp_path: Path) -> None:
    async with ChatServer(clock=now, token=TOKEN) as server:
        wei = server.room.user("韦长河")
        told = f"Forbidden: {WORDS}"
        server.faults.next("getMe", Fault("500", description=told))
        server.faults.next("sendMessage", Fault("403", description=told))
        async with running(tmp_path, server.address, GUATU_LOG_FORMAT="json") as child:
            await child.until_ready()
            server.talk.say(wei, wei, WORDS)
            server.talk.say(wei, wei, f"/start {WORDS}")
            await answered(server, wei, 1)
            assert await child.stop(signal.SIGTERM) == 0
    lines = [line for line in child.said.splitlines() if line != "ready"]
    assert {"taken in", "heard", "it cannot be sent", "sent"} <= set(events_of(lines, str(wei.id)))


async def test_a_fault_that_ends_the_command_is_told_by_its_place(tmp_path: Path) -> None:
    (tmp_path / "guatu.db").write_text(WORDS * 100, encoding="utf-8")
    async with (
        ChatServer(clock=now, token=TOKEN) as server,
        running(tmp_path, server.address, GUATU_LOG_FORMAT="json") as child,
    ):
        assert await child.ends() == 1
    assert events_of(child.said.splitlines()) == ["it ended over a fault"]
    assert " at " in json.loads(child.said)["fault"]
