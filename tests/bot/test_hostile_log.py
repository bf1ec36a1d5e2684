"""A log of everything, in which secrets, names, figures and words try to stand."""

import asyncio
import datetime as dtm
import json
import logging
import warnings
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote

import aiohttp
import pytest
from aiohttp import web
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import text

from bot.clock import now
from bot.door import Door
from bot.falling_due import FallingDue
from bot.intake import Intake
from bot.painter import Page, PictureFailedError
from bot.rehearsal.faults import Fault, FaultKind
from bot.rehearsal.server import ChatServer
from bot.routes import Ear, Errand
from bot.transports.telegram.calls import bot_at
from bot.transports.telegram.receiver import Receiver
from bot.transports.telegram.webhook import SECRET_HEADER, Webhook
from rules.month import Month
from rules.notice import Address, Notice, Policy, Recipe, ShownAs
from rules.schedule import Due, Phase
from storage.engine import Storage
from storage.work import Work
from tests.bot.balancer import free_port
from tests.bot.pumping import BOT, NOON, DeclinedError, note, nothing, rig, routes
from tests.bot.quiet_logs import (
    ACCOUNT,
    CHAT,
    NAME,
    SECRET,
    TOKEN,
    WORDS,
    HostileLog,
    events_of,
    logging_as_it_was,
)


@pytest.fixture
def log(capfd: pytest.CaptureFixture[str]) -> Iterator[HostileLog]:
    with logging_as_it_was():
        yield HostileLog(capfd)


def fail(heard: Any, work: Work, at: Any) -> None:
    del work, at
    raise ValueError(heard.text)


def fail_in_the_database(heard: Any, work: Work, at: Any) -> None:
    del at
    work.outbox._session.execute(
        text("INSERT INTO nowhere VALUES (:who, :said)"), {"who": NAME, "said": heard.text}
    )


def break_a_rule_of_the_database(heard: Any, work: Work, at: Any) -> None:
    del at
    for _ in range(2):
        work.outbox._session.execute(
            text("INSERT INTO group_binding (room, chat_id) VALUES (:room, :chat)"),
            {"room": heard.text, "chat": CHAT},
        )


def decline(heard: Any, work: Work, at: Any) -> None:
    del work, at
    raise DeclinedError from ValueError(heard.text)


@pytest.mark.parametrize(
    ("flow", "events"),
    [
        pytest.param(nothing, ["heard"], id="all is well"),
        pytest.param(decline, ["heard"], id="declined"),
        pytest.param(fail, ["a message could not be handled"] * 3 + ["heard"], id="a fault"),
        pytest.param(
            fail_in_the_database,
            ["a message could not be handled"] * 3 + ["heard"],
            id="a statement with parameters",
        ),
        pytest.param(
            break_a_rule_of_the_database,
            ["a message could not be handled"] * 3 + ["heard"],
            id="a row that the database refuses",
        ),
    ],
)
async def test_of_what_is_said_only_numbers_are_told(
    flow: Callable[..., None], events: list[str], storage: Storage, log: HostileLog
) -> None:
    log.begin()
    async with rig(storage, routes(words=flow)) as here:
        here.server.talk.say(here.wei, here.wei, WORDS)
        while (following := await here.hear()) is not None:
            here.clock.now = following
        await here.deliver_all()
        found = log.events(str(here.wei.id))
    assert [event for event in found if event != "sent"] == events


@pytest.mark.parametrize(
    ("raw", "events"),
    [
        pytest.param(
            {"update_id": WORDS, "message": WORDS},
            ["taken in", "an update cannot be read"],
            id="a number of words",
        ),
        pytest.param(
            {"update_id": 7, "message": {"text": {WORDS: WORDS}, "from": {"id": int(ACCOUNT)}}},
            ["taken in", "an update cannot be read"],
            id="unreadable",
        ),
    ],
)
async def test_of_what_cannot_be_read_only_numbers_are_told(
    raw: dict[str, Any], events: list[str], sqlite_storage: Storage, log: HostileLog
) -> None:
    log.begin()
    async with rig(sqlite_storage) as here:
        await Intake(sqlite_storage, bot=BOT, clock=here.clock, received=nothing).take([raw])
        await here.pump.hear(here.clock())
    assert log.events() == events


class StumblingEar:
    """An ear that stumbles over what it hears."""

    async def understand(self, raw: Mapping[str, Any]) -> Errand[Any] | None:
        raise OSError(str(raw))


async def test_of_work_that_breaks_off_only_the_place_is_told(
    sqlite_storage: Storage, log: HostileLog
) -> None:
    log.begin()

    def stumbling(_: Ear) -> Ear:
        return StumblingEar()

    async with rig(sqlite_storage, ear=stumbling) as here:
        here.server.talk.say(here.wei, here.wei, WORDS)
        here.take_in()
        await here.pump.hearing.begin(here.clock())
        await here.pump.hearing.lanes.one_ends()
        await asyncio.sleep(0)
    assert log.events() == ["a piece of work broke off"]


@pytest.mark.parametrize(
    ("fault", "event"),
    [
        pytest.param("400", "it cannot be sent", id="refused"),
        pytest.param("403", "it cannot be sent", id="blocked"),
        pytest.param("500", "nobody knows whether it was sent", id="unknown"),
        pytest.param("reset_after", "nobody knows whether it was sent", id="broken off"),
        pytest.param("429", "not sent, and tried again", id="too many"),
    ],
)
async def test_of_what_is_not_sent_only_the_kind_is_told(
    fault: FaultKind, event: str, sqlite_storage: Storage, log: HostileLog
) -> None:
    log.begin()
    async with rig(sqlite_storage) as here:
        told = f"Bad Request: {WORDS}"
        here.server.faults.next("sendMessage", Fault(fault, description=told))
        here.put(note(WORDS, here.wei, WORDS, policy=Policy.HOLD))
        await here.deliver_all()
        (first, *_) = log.events(str(here.wei.id))
    assert first == event


async def test_of_a_group_that_moved_no_address_is_told(
    sqlite_storage: Storage, log: HostileLog
) -> None:
    log.begin()
    async with rig(sqlite_storage) as here:
        old = here.server.room.group(NAME, [here.wei], basic=True)
        here.put(note(WORDS, old))
        new = here.server.groups.migrate(old, by=here.wei)
        await here.deliver_all()
        assert log.events(str(old.id), str(new.id)) == ["not sent, and tried again", "sent"]


def break_over(page: Page) -> bytes:
    """Warn, log and fail in the drawing process, each time with words."""
    warnings.warn(page.view, stacklevel=1)
    logging.getLogger("matplotlib").error(page.view)
    raise PictureFailedError(page.view) from ValueError(page.view)


async def test_of_a_picture_that_breaks_only_the_place_is_told(
    sqlite_storage: Storage, log: HostileLog
) -> None:
    log.begin()
    async with rig(sqlite_storage, draw=break_over) as here:
        recipe = Recipe("card", WORDS, (1,), ShownAs.PHOTO, f"{NAME}.png")
        here.put(note("图", here.wei, WORDS, recipe=recipe))
        await here.deliver_all()
    assert log.events() == ["a picture could not be drawn"] * 5


class Phases:
    """Phases that fail, are refused, and run."""

    def __init__(self) -> None:
        self.errors: list[Exception] = [ValueError(WORDS), DeclinedError(WORDS)]

    def run(self, due: Due, work: Work, at: Any) -> None:
        if self.errors:
            raise self.errors.pop(0)
        work.outbox.put_all(
            [Notice(f"{due.month}/{n}/{WORDS}", Address(int(CHAT)), WORDS) for n in (1, 2)], at
        )


def test_of_a_phase_month_and_kind_are_told(
    storage: Storage, log: HostileLog, capfd: pytest.CaptureFixture[str]
) -> None:
    log.begin()
    falling_due = FallingDue(storage, dict.fromkeys(Phase, Phases().run))
    with storage.work() as work:
        work.due.plan([Due(NOON, Month(2023, 6), phase) for phase in (Phase.ASK, Phase.CLOSE)])
    for seconds in (0, 1):
        falling_due.run(NOON + dtm.timedelta(seconds=seconds))
    written = capfd.readouterr().err.splitlines()
    assert events_of(written) == [
        "a phase failed and is tried again", "a phase was refused", "a phase ran",
    ]  # fmt: skip
    ran = json.loads(written[-1])
    assert (ran["month"], ran["phase"], ran["notices"]) == ("2023-06", "close", 2)


@asynccontextmanager
async def webhook_on(storage: Storage) -> AsyncIterator[str]:
    """Open a webhook on a server that knows the bot; return where."""
    listen, ready = f"127.0.0.1:{free_port()}", asyncio.Event()
    async with (
        ChatServer(clock=lambda: NOON, token=f"{BOT}:test") as server,
        bot_at(server.address, server.token) as bot,
    ):
        intake = Intake(storage, bot=BOT, clock=lambda: NOON, received=nothing)
        webhook = Webhook(
            bot,
            intake,
            url=f"http://{listen}/{quote(TOKEN, safe='')}",
            listen=listen,
            secret=SECRET,
            clock=lambda: NOON,
            ready=ready.set,
            caught_up=nothing,
        )
        task = asyncio.create_task(webhook.listen())
        await ready.wait()
        yield listen
        task.cancel()
        await asyncio.wait({task})


@pytest.mark.parametrize(
    ("secret", "body", "events"),
    [
        pytest.param(f"{SECRET}x", {"update_id": 1}, [], id="a wrong secret"),
        pytest.param(SECRET, WORDS.encode(), [], id="no JSON"),
        pytest.param(SECRET, {"update_id": WORDS}, ["taken in"], id="a number of words"),
    ],
)
async def test_of_what_is_brought_only_numbers_are_told(
    secret: str, body: Any, events: list[str], sqlite_storage: Storage, log: HostileLog
) -> None:
    log.begin()
    given: dict[str, Any] = {"data": body} if isinstance(body, bytes) else {"json": body}
    async with webhook_on(sqlite_storage) as listen, aiohttp.ClientSession() as session:
        url = f"http://{listen}/{quote(WORDS)}?said={quote(WORDS)}"
        async with session.post(url, headers={SECRET_HEADER: secret}, **given) as answer:
            assert answer.status in {200, 400, 403}
    assert log.events() == events


async def test_a_request_that_is_none_is_not_repeated(
    sqlite_storage: Storage, log: HostileLog
) -> None:
    log.begin()
    async with webhook_on(sqlite_storage) as listen:
        host, _, port = listen.partition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(f"POST /{WORDS} HTTP/9.9\r\n{WORDS}\r\n\r\n".encode())
        assert b" 400 " in await reader.readline()
        writer.close()
    assert set(log.events()) <= {"Error handling request from %s", "a library's line"}


async def test_a_handler_that_fails_is_told_by_its_place(log: HostileLog) -> None:
    log.begin()

    async def fail_to_answer(request: web.Request) -> web.Response:
        raise ValueError(f"{WORDS} {request.path_qs}")

    listen = f"127.0.0.1:{free_port()}"
    door = Door(listen, (web.get("/{any:.*}", fail_to_answer),))
    await door.open()
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://{listen}/{quote(WORDS)}") as answer,
    ):
        assert (answer.status, NAME in await answer.text()) == (500, False)
    await door.close()
    assert log.events() == ["Error handling request from %s"]


async def test_a_task_that_nobody_waited_for_is_told_by_its_place(log: HostileLog) -> None:
    log.begin()

    async def fail_alone(words: str) -> None:
        raise ValueError(words)

    task = asyncio.create_task(fail_alone(WORDS), name=WORDS)
    await asyncio.wait({task})
    del task
    asyncio.get_running_loop().call_soon(int, WORDS)
    await asyncio.sleep(0)
    assert log.events() == ["Task exception was never retrieved", "a library's line"]


async def test_a_job_of_the_ticker_that_fails_is_told_by_its_place(log: HostileLog) -> None:
    log.begin()
    over = asyncio.Event()

    async def fail_as_job(words: str) -> None:
        over.set()
        raise ValueError(words)

    ticker = AsyncIOScheduler(timezone=dtm.UTC)
    ticker.add_job(fail_as_job, args=(WORDS,), name=WORDS)
    ticker.start()
    await over.wait()
    await asyncio.sleep(0.05)
    ticker.shutdown(wait=False)
    assert log.events() == ['Job "%s" raised an exception']


async def test_of_a_platform_that_declines_no_token_is_told(
    sqlite_storage: Storage, log: HostileLog
) -> None:
    log.begin()
    ready = asyncio.Event()
    async with ChatServer(clock=now, token=TOKEN) as server, bot_at(server.address, TOKEN) as bot:
        told = f"Bad Request: {TOKEN} {quote(TOKEN, safe='')} {TOKEN[8:]} {SECRET}"
        server.faults.next("getUpdates", Fault("400", description=told))
        intake = Intake(sqlite_storage, bot=BOT, clock=now, received=nothing)
        receiver = Receiver(bot, intake, clock=now, ready=ready.set, caught_up=nothing)
        task = asyncio.create_task(receiver.listen())
        await ready.wait()
        task.cancel()
        await asyncio.wait({task})
    assert log.events() == ["trying again until it works", "works again"]
