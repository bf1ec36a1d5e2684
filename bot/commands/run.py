"""`guatu run`: the bot at work, until it is told to stop."""

import asyncio
import functools
import signal

import typer
from telegram.error import TelegramError

from bot import logs
from bot.clock import now
from bot.commands.declining import DeclinedError
from bot.compose import compose
from bot.flows.load_book import plan_year
from bot.painter import Painter
from bot.patience import patiently
from bot.pictures import Pictures
from bot.pump import Pump
from bot.settings import Settings
from bot.shift import Shift
from bot.transports.telegram.calls import bot_at
from bot.transports.telegram.inbound import TelegramEar, TokenRejectedError
from bot.transports.telegram.outbound import TelegramMessenger
from bot.transports.telegram.receiver import Receiver
from bot.transports.telegram.verdicts import told_by
from storage.alone import NotAloneError, alone
from storage.engine import Storage

_NOT_ALONE = "another guatu run works on this database; exactly one may, so stop that one first"
_NO_SUCH_BOT = "Telegram knows no bot with this GUATU_TELEGRAM_TOKEN; @BotFather has the right one"


def run() -> None:
    """Receive, ask, remind, close, publish and answer, until SIGTERM; then end what is begun.

    One line `ready` on stderr says that the bot receives. Example: guatu run
    """
    settings = Settings.read()
    token = settings.telegram_token
    if token is None:
        raise DeclinedError(
            "GUATU_TELEGRAM_TOKEN is not set; take the token from @BotFather and set it"
        )
    if settings.webhook_url is not None:
        raise DeclinedError(
            "GUATU_WEBHOOK_URL is set, but only long polling is served; leave it out"
        )
    logs.set_up(settings.log_format, secrets=(token.get_secret_value(),))
    try:
        with alone(settings.database_url, "polling"):
            asyncio.run(_work(settings, token.get_secret_value()))
    except NotAloneError as error:
        raise DeclinedError(_NOT_ALONE) from error
    except TokenRejectedError as error:
        raise DeclinedError(_NO_SUCH_BOT) from error


async def _work(settings: Settings, token: str) -> None:
    """Put the parts together, and let them work until a signal comes."""
    storage = Storage(settings.database_url)
    storage.upgrade()
    with storage.work() as work:
        for year in work.book.years():
            plan_year(year, work=work, settings=settings)
    bot, routes, painter = bot_at(settings.telegram_api, token), compose(settings), Painter()
    painter.warm()
    ear = TelegramEar(bot, routes)
    pump = Pump(
        storage,
        ear=ear,
        routes=routes,
        messenger=TelegramMessenger(bot),
        pictures=Pictures(storage, painter),
        clock=now,
    )
    shift = Shift(pump, clock=now)
    ready = functools.partial(typer.echo, "ready", err=True)
    receiver = Receiver(bot, storage, clock=now, ready=ready, received=shift.received)
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, shift.stop)
    try:
        await shift.work(functools.partial(_listen, ear, shift, receiver))
    finally:
        await painter.close()
        await ear.close()
        storage.close()


async def _listen(ear: TelegramEar, shift: Shift, receiver: Receiver) -> None:
    """Learn who we are, then receive; both go on trying while Telegram is away."""
    await patiently(ear.open, passing=(TelegramError,), told=_told)
    shift.understands()
    await receiver.receive()


def _told(error: Exception) -> str:
    return told_by(error) if isinstance(error, TelegramError) else type(error).__name__
