"""What goes out: a notice becomes calls of the Bot API, an error becomes a verdict."""

import asyncio
import dataclasses
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InputMediaDocument,
    InputMediaPhoto,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.error import BadRequest, TelegramError

from bot.ports import Alert, NotSentError, UnknownIfSentError
from bot.transports.telegram.keyboards import buttons, markup
from bot.transports.telegram.lengths import ALERT, CAPTION, shorten
from bot.transports.telegram.mentions import mentions
from bot.transports.telegram.parts import Part, parts
from bot.transports.telegram.verdicts import verdict
from rules.notice import Attached, Notice

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_ANSWER_TIMEOUT = 5.0  # seconds; a press that waits longer has long lost its presser
_FOLLOW_UP_WAITS = (1.0, 5.0, 20.0)  # seconds, within the lease of the notice
_NOT_MODIFIED = "message is not modified"
_NO_TEXT = "there is no text in the message to edit"
_UNKNOWN_USERS = ("user not found", "user_id_invalid", "entity_mention_user_invalid")


class TelegramMessenger:
    """Says notices through a bot; a `bot.ports.Messenger`."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def say(self, notice: Notice, pages: tuple[bytes, ...]) -> tuple[int, ...]:
        """Return the ids of the messages sent; an edit and a menu send none.

        Of a notice in several parts the later ones are tried again here: the first one is out.
        """
        if notice.menu:
            return await self._say_first(self._set_menu, notice)
        first, *later = parts(notice, pages)
        sent = await self._say_first(self._send, notice, first)
        for part in later:
            sent += await self._say_later(notice, part)
        return sent

    async def answer(self, press_id: str, alert: Alert | None) -> None:
        """Answer a button press; a failure is of no consequence."""
        words = shorten(alert.words, ALERT) if alert else None
        is_box = alert.is_box if alert else False
        try:
            async with asyncio.timeout(_ANSWER_TIMEOUT):
                await self._bot.answer_callback_query(press_id, words, show_alert=is_box)
        except (TelegramError, TimeoutError):
            return

    async def _say_first(self, call: Any, *what: Any) -> tuple[int, ...]:
        try:
            sent: tuple[int, ...] = await call(*what)
        except TelegramError as error:
            raise verdict(error) from error
        return sent

    async def _say_later(self, notice: Notice, part: Part) -> tuple[int, ...]:
        for wait in _FOLLOW_UP_WAITS:
            try:
                return await self._say_first(self._send, notice, part)
            except NotSentError as error:
                longest = error.wait.total_seconds() if error.wait else wait
                await asyncio.sleep(min(longest, _FOLLOW_UP_WAITS[-1]))
            except Exception as error:
                raise UnknownIfSentError(f"only in part: {error}") from error
        raise UnknownIfSentError("only in part: the rest could not be sent")

    async def _send(self, notice: Notice, part: Part) -> tuple[int, ...]:
        """Make a part's call; a mention that Telegram does not accept is said as plain words."""
        try:
            return await self._call(notice, part)
        except BadRequest as error:
            if notice.names and error.message.lower().endswith(_UNKNOWN_USERS):
                return await self._call(dataclasses.replace(notice, names=()), part)
            raise

    async def _call(self, notice: Notice, part: Part) -> tuple[int, ...]:
        if notice.edits is not None and part.is_first:
            return await self._edit(notice, notice.edits, part)
        chat, where = notice.to.chat_id, _where(notice, part)
        if notice.attached is not None and part.is_first:
            return await self._send_attached(notice, notice.attached, part, where)
        if not part.pages:
            said = await self._bot.send_message(
                chat,
                part.words,
                entities=mentions(part.words, notice.names),
                link_preview_options=_NO_PREVIEW,
                reply_markup=markup(notice) if part.is_last else None,
                **where,
            )
            return (said.message_id,)
        if len(part.pages) > 1:
            return await self._send_album(notice, part, where)
        return await self._send_page(notice, part, where)

    async def _send_page(
        self, notice: Notice, part: Part, where: dict[str, Any]
    ) -> tuple[int, ...]:
        (page,) = part.pages
        send = self._bot.send_document if part.are_files else self._bot.send_photo
        said = await send(
            notice.to.chat_id,
            page.data,
            filename=page.name,
            caption=part.words or None,
            caption_entities=mentions(part.words, notice.names),
            reply_markup=markup(notice) if part.is_last else None,
            **where,
        )
        return (said.message_id,)

    async def _send_attached(
        self, notice: Notice, attached: Attached, part: Part, where: dict[str, Any]
    ) -> tuple[int, ...]:
        """Send what the platform has already."""
        send = self._bot.send_photo if attached.is_photo else self._bot.send_document
        caption = shorten(part.words, CAPTION)
        said = await send(notice.to.chat_id, attached.file, caption=caption, **where)
        return (said.message_id,)

    async def _send_album(
        self, notice: Notice, part: Part, where: dict[str, Any]
    ) -> tuple[int, ...]:
        """Send several pages as one album; the caption of its first page is the album's."""
        media = InputMediaDocument if part.are_files else InputMediaPhoto
        album = [media(page.data, filename=page.name) for page in part.pages]
        said = await self._bot.send_media_group(
            notice.to.chat_id,
            album,
            caption=part.words or None,
            caption_entities=mentions(part.words, notice.names),
            **where,
        )
        return tuple(message.message_id for message in said)

    async def _edit(self, notice: Notice, message_id: int, part: Part) -> tuple[int, ...]:
        """Replace the words and buttons of a message of ours, or the buttons alone."""
        try:
            await self._replace(notice, part, chat_id=notice.to.chat_id, message_id=message_id)
        except BadRequest as error:
            if _NOT_MODIFIED not in error.message.lower():
                raise
        return ()

    async def _replace(self, notice: Notice, part: Part, **which: Any) -> None:
        under = buttons(notice) if part.is_last else None
        if not part.words:
            await self._bot.edit_message_reply_markup(reply_markup=under, **which)
            return
        try:
            await self._bot.edit_message_text(
                part.words,
                entities=mentions(part.words, notice.names),
                link_preview_options=_NO_PREVIEW,
                reply_markup=under,
                **which,
            )
        except BadRequest as error:
            if _NO_TEXT not in error.message.lower():
                raise
            words = shorten(part.words, CAPTION)
            entities = mentions(words, notice.names)
            await self._bot.edit_message_caption(
                caption=words, caption_entities=entities, reply_markup=under, **which
            )

    async def _set_menu(self, notice: Notice) -> tuple[int, ...]:
        commands = [BotCommand(entry.command, entry.does) for entry in notice.menu]
        await self._bot.set_my_commands(commands, scope=BotCommandScopeChat(notice.to.chat_id))
        return ()


def _where(notice: Notice, part: Part) -> dict[str, Any]:
    """Return what every call that sends has in common: topic, quoted message, silence."""
    quoted = None
    if notice.reply_to is not None and part.is_first:
        quoted = ReplyParameters(notice.reply_to, allow_sending_without_reply=True)
    return {
        "message_thread_id": notice.to.thread_id,
        "reply_parameters": quoted,
        "disable_notification": notice.is_silent,
    }
