"""Presses of buttons, and what the bot answers to them."""

import dataclasses
import datetime as dtm
from collections.abc import Generator
from typing import TYPE_CHECKING

from bot.rehearsal.bell import Bell
from bot.rehearsal.chats import User
from bot.rehearsal.keyboards import Button
from bot.rehearsal.wire import Json, present

# A message keeps its presses, and a press its message: one of the two must look away.
if TYPE_CHECKING:
    from bot.rehearsal.messages import Message

PATIENCE = 10.0  # seconds of the real clock


class UnansweredPressError(AssertionError):
    """The bot left a button press unanswered: the phone shows a spinning wheel."""


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """What the presser alone sees: nothing (empty), a passing line, or an alert to close."""

    text: str = ""
    alert: bool = False
    url: str | None = None


@dataclasses.dataclass(slots=True, eq=False)
class Press:
    """One press; `answer` is None until the bot has answered, and a press can be awaited."""

    id: str
    user: User
    message: "Message"
    button: Button
    at: dtm.datetime
    answer: Answer | None = None
    _bell: Bell = dataclasses.field(default_factory=Bell, repr=False)

    def settle(self, answer: Answer) -> None:
        """Show the answer to the presser."""
        self.answer = answer
        self._bell.ring()

    async def answered(self, patience: float = PATIENCE) -> Answer:
        """Wait for the answer, at most so many seconds."""
        if self.answer is None:
            await self._bell.wait(patience)
        if self.answer is None:
            raise UnansweredPressError(f"{self.user.name}: {self.button.text}")
        return self.answer

    def __await__(self) -> Generator[None, None, Answer]:
        return self.answered().__await__()

    def as_json(self) -> Json:
        """Return Telegram's `CallbackQuery`, with the message as it stands."""
        return present(
            id=self.id,
            message=self.message.as_json(),
            chat_instance=str(abs(self.message.chat.id)),
            data=self.button.data,
        ) | {"from": self.user.as_json()}
