"""Presses that no phone would offer: somebody else's button, from one's own private chat."""

from bot.compose import press
from bot.ports import Alert, Pressed
from bot.rehearsal.messages import Message
from bot.wording import refusals
from rules.notice import Address
from rules.refusal import RefusalError
from tests.bot.stage import Township


def pressing(town: Township, name: str, token: str) -> Pressed:
    """Return a press in somebody's private chat."""
    account = town.user(name).id
    return Pressed(
        chat=Address(account),
        is_private=True,
        account=account,
        presser=name,
        message_id=1,
        token=token,
        press_id=f"{name}{token}",
    )


def forged(town: Township, name: str, message: Message, label: str) -> str:
    """Press a button of somebody else's message; return what the presser is shown."""
    (token,) = (button.data for row in message.rows for button in row if button.text == label)
    event = pressing(town, name, token or "")
    try:
        with town.storage.work() as work:
            alert = press(event, work=work, at=town.clock.at, settings=town.settings)
    except RefusalError as refusal:
        alert = Alert(refusals.told(refusal))
    return alert.words if alert else ""
