"""What stands under a message: buttons, or a reply field that opens by itself."""

from telegram import ForceReply, InlineKeyboardButton, InlineKeyboardMarkup

from bot.transports.telegram.lengths import PLACEHOLDER, shorten
from rules.notice import ButtonFace, Notice


def buttons(notice: Notice) -> InlineKeyboardMarkup | None:
    """Return a notice's buttons, or None where it has none."""
    rows = [[_button(face) for face in row] for row in notice.buttons if row]
    return InlineKeyboardMarkup(rows) if rows else None


def markup(notice: Notice) -> InlineKeyboardMarkup | ForceReply | None:
    """Return the buttons; without any, the reply field where a reply is asked for.

    It opens for those alone whom the words mention or the message answers.
    """
    if notice.asks_reply is None or any(notice.buttons):
        return buttons(notice)
    placeholder = shorten(notice.asks_reply, PLACEHOLDER) or None
    return ForceReply(selective=True, input_field_placeholder=placeholder)


def _button(face: ButtonFace) -> InlineKeyboardButton:
    if face.url is not None:
        return InlineKeyboardButton(face.label, url=face.url)
    return InlineKeyboardButton(face.label, callback_data=face.token)
