"""What comes in: a raw update goes through the library's handlers, and they name the flow."""

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from telegram import Bot, Update, User
from telegram.error import InvalidToken
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.routes import Errand, Event, Flow, NotUnderstoodError, Routes
from bot.transports.telegram.events import heard, membership, moved, pressed
from bot.transports.telegram.verdicts import is_telegrams_own

Context = ContextTypes.DEFAULT_TYPE
_NAMED: ContextVar[list[Errand[Any]]] = ContextVar("the errand that a handler names")
_MOVED = filters.UpdateType.MESSAGE & filters.StatusUpdate.MIGRATE
_SAID = filters.UpdateType.MESSAGES & ~filters.StatusUpdate.ALL


class StrictApplication(Application[Any, Any, Any, Any, Any, Any]):
    """The library's dispatcher, whose errors reach the caller: its own only logs them."""

    async def process_error(
        self,
        update: object,  # noqa: ARG002 - the library's signature
        error: Exception,
        job: object = None,  # noqa: ARG002
        coroutine: object = None,  # noqa: ARG002
    ) -> bool:
        """Raise what a handler raised."""
        raise error


class TokenRejectedError(Exception):
    """Telegram knows no bot with this token."""


class TelegramEar:
    """Understands Telegram's updates; a `bot.routes.Ear`. Open it first: it asks who we are."""

    def __init__(self, bot: Bot, routes: Routes) -> None:
        self._bot = bot
        self._routes = routes
        self._us: User | None = None
        self._application = (
            ApplicationBuilder()
            .application_class(StrictApplication)
            .bot(bot)
            .updater(None)
            .job_queue(None)
            .build()
        )
        self._application.add_handlers(
            (
                MessageHandler(_MOVED, self._on_move),
                MessageHandler(_SAID, self._on_message),
                CallbackQueryHandler(self._on_press),
                ChatMemberHandler(self._on_membership, ChatMemberHandler.MY_CHAT_MEMBER),
            )
        )

    async def open(self) -> None:
        """Ask Telegram who the bot is.

        TelegramError where it does not answer, TokenRejectedError where it knows no such bot.
        """
        try:
            await self._application.initialize()
        except InvalidToken as error:
            if is_telegrams_own(error):
                raise TokenRejectedError from None  # the library writes the token into its error
            raise
        self._us = self._bot.bot

    async def close(self) -> None:
        """Give back the connections."""
        await self._application.shutdown()
        await self._bot.shutdown()  # the application leaves it open where it never opened

    async def understand(self, raw: Mapping[str, Any]) -> Errand[Any] | None:
        """Name the flow of an update, or None where it is nobody's business.

        Whatever the library cannot make sense of is NotUnderstoodError.
        """
        if self._us is None:
            raise RuntimeError("open the ear first")  # nothing may be called poison for that
        named: list[Errand[Any]] = []
        mark = _NAMED.set(named)
        try:
            update = Update.de_json(dict(raw), self._bot)
            await self._application.process_update(update)
        except Exception as error:
            raise NotUnderstoodError(f"{type(error).__name__}: {error}") from error
        finally:
            _NAMED.reset(mark)
        return named[0] if named else None

    async def _on_message(self, update: Update, _: Context) -> None:
        message = update.effective_message
        if message is None or self._us is None:
            return
        found = heard(message, us=self._us, is_edit=update.edited_message is not None)
        if found is None:
            return
        if found.command is None:
            _name(found, self._routes.words)
            return
        _name(found, self._routes.commands.get(found.command, self._routes.unknown_command))

    async def _on_press(self, update: Update, _: Context) -> None:
        if update.callback_query:
            _name(pressed(update.callback_query), self._routes.press)

    async def _on_move(self, update: Update, _: Context) -> None:
        if update.message:
            _name(moved(update.message), self._routes.moved)

    async def _on_membership(self, update: Update, _: Context) -> None:
        if update.my_chat_member:
            _name(membership(update.my_chat_member), self._routes.membership)


def _name(event: Event | None, flow: Flow[Any]) -> None:
    if event is not None:
        _NAMED.get().append(Errand(event, flow))
