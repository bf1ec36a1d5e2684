"""`guatu run`: the bot at work, until it is told to stop."""

import asyncio
import contextlib
import datetime as dtm
import functools
import gc
import os
import signal
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass

import structlog
import typer
from telegram import Bot
from telegram.error import TelegramError

from bot import logs
from bot.clock import now
from bot.commands.declining import DeclinedError, sentence_of
from bot.compose import compose
from bot.documents import Documents
from bot.door import DoorTakenError
from bot.flows.load_book import plan_year
from bot.intake import Intake
from bot.meters import Meters
from bot.painter import Painter
from bot.patience import patiently
from bot.pictures import Pictures
from bot.pump import Pump
from bot.settings import Settings
from bot.shift import Listener, Shift
from bot.transports.telegram.calls import bot_at
from bot.transports.telegram.fetching import TelegramFiles
from bot.transports.telegram.inbound import TelegramEar, TokenRejectedError
from bot.transports.telegram.outbound import TelegramMessenger
from bot.transports.telegram.receiver import Receiver
from bot.transports.telegram.verdicts import told_by
from bot.transports.telegram.webhook import Webhook, secret_for
from bot.watching import Watching
from storage.alone import Hold, NotAloneError, alone
from storage.doubt import apply_doubt
from storage.engine import Storage

_NOT_ALONE = (
    "another guatu run works on this database; with polling exactly one may, so stop that one "
    "first, or set GUATU_WEBHOOK_URL for all of them"
)
_NO_SUCH_BOT = "Telegram knows no bot with this GUATU_TELEGRAM_TOKEN; @BotFather has the right one"
_LAST = 9.5  # seconds; a database that does not answer may hold threads up for longer
log = structlog.get_logger()
_ready = functools.partial(typer.echo, "ready", err=True)


def run() -> None:
    """Receive, ask, remind, close, publish and answer, until SIGTERM; then end what is begun.

    One line `ready` on stderr says that the bot receives. With GUATU_WEBHOOK_URL any number of
    processes may do so together, without it exactly one. Example: guatu run
    """
    settings = Settings.read()
    if settings.telegram_token is None:
        raise DeclinedError(
            "GUATU_TELEGRAM_TOKEN is not set; take the token from @BotFather and set it"
        )
    token = settings.telegram_token.get_secret_value()
    logs.set_up(settings.log_format, secrets=_secrets(settings, token))
    has_webhook = settings.webhook_url is not None
    try:
        with alone(settings.database_url, "polling", with_others=has_webhook) as hold:
            asyncio.run(_work(settings, token, hold))
    except NotAloneError as error:
        raise DeclinedError(_NOT_ALONE) from error
    except TokenRejectedError as error:
        raise DeclinedError(_NO_SUCH_BOT) from error
    except DoorTakenError as error:
        raise DeclinedError(f"cannot listen on {error}; see GUATU_WEBHOOK_LISTEN") from error
    except Exception as error:
        if sentence_of(error):
            raise
        log.critical("it ended over a fault", fault=logs.fault(error))
        raise typer.Exit(1) from None  # a traceback would repeat what the error says


def _secrets(settings: Settings, token: str) -> tuple[str, ...]:
    chosen = settings.webhook_secret
    return token, secret_for(token), *([chosen.get_secret_value()] if chosen else [])


async def _work(settings: Settings, token: str, hold: Hold) -> None:
    """Put the parts together, and let them work until a signal comes."""
    storage = Storage(settings.database_url)
    storage.upgrade()
    with storage.work() as work:
        apply_doubt(work, now())
        for year in work.book.years():
            plan_year(year, work=work, settings=settings)
    bot, routes = bot_at(settings.telegram_api, token), compose(settings)
    painter, meters = Painter(templates=settings.templates), Meters()
    ear = TelegramEar(bot, routes)
    pump = Pump(
        storage,
        ear=ear,
        routes=routes,
        messenger=TelegramMessenger(bot),
        documents=Documents(TelegramFiles(bot), painter),
        pictures=Pictures(storage, painter, meters=meters),
        clock=now,
        meters=meters,
    )
    shift = Shift(pump, clock=now, hold=hold, is_alone=settings.webhook_url is None)
    bot_id = token.partition(":")[0]
    intake = Intake(storage, bot=bot_id, clock=now, received=shift.received, meters=meters)
    listener = _listener(bot, intake, shift, settings, token)
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, _stop, shift)
    try:
        async with _watched(settings, storage, shift, meters):
            painter.warm()
            _spare_collections()
            await shift.work(_Introduced(ear, shift, listener))
    finally:
        await painter.close()
        await ear.close()
        storage.close()


def _stop(shift: Shift) -> None:
    """Stop in good order, or in ten seconds in any order: a kill loses nothing either."""
    shift.stop()
    last = threading.Timer(_LAST, os._exit, (0,))
    last.daemon = True
    last.start()


@contextlib.asynccontextmanager
async def _watched(
    settings: Settings, storage: Storage, shift: Shift, meters: Meters
) -> AsyncIterator[None]:
    """Answer monitors meanwhile, where there is an address for them."""
    if settings.metrics_listen is None:
        yield
        return
    listen = settings.metrics_listen
    watching = Watching(listen, storage=storage, shift=shift, meters=meters, clock=now)
    try:
        await watching.open()
    except DoorTakenError as error:
        raise DeclinedError(f"cannot listen on {error}; see GUATU_METRICS_LISTEN") from error
    try:
        yield
    finally:
        await watching.close()


def _spare_collections() -> None:
    """Let what is loaded by now stay: collections would go through it while somebody waits.

    They took a tenth of a second, measured, again and again.
    """
    gc.collect()
    gc.freeze()


def _listener(
    bot: Bot, intake: Intake, shift: Shift, settings: Settings, token: str
) -> Receiver | Webhook:
    """Return what takes updates in: the webhook where there is an address for it, else polling."""
    if settings.webhook_url is None:
        return Receiver(bot, intake, clock=now, ready=_ready, caught_up=shift.caught_up)
    chosen = settings.webhook_secret
    return Webhook(
        bot,
        intake,
        url=settings.webhook_url,
        listen=settings.webhook_listen,
        secret=chosen.get_secret_value() if chosen else secret_for(token),
        clock=now,
        ready=_ready,
        caught_up=shift.caught_up,
    )


@dataclass(frozen=True, slots=True)
class _Introduced:
    """A listener that first learns who we are, and goes on trying while Telegram is away."""

    ear: TelegramEar
    shift: Shift
    listener: Listener

    async def listen(self) -> None:
        """Open the ear, then take in what comes; TokenRejectedError."""
        await patiently(self.ear.open, passing=(TelegramError,), told=_told)
        self.shift.understands()
        await self.listener.listen()

    async def heard_until(self) -> dtm.datetime | None:
        """Return what the listener knows."""
        return await self.listener.heard_until()


def _told(error: Exception) -> str:
    return told_by(error) if isinstance(error, TelegramError) else type(error).__name__
