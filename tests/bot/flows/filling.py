"""What the office does with a month's ledger: it fetches one, fills it in, sends it back."""

from typing import Any

from bot.painter import draw
from bot.rehearsal.messages import Message
from tests.bot.stage import Place, Sketcher, Township
from tests.papers.ledgers import filled

Input = dict[str, tuple[Any, Any]]


async def fetch(town: Township, words: str = "/ledger", name: str = "岑春林") -> bytes:
    """Let somebody of the office ask for the ledger in the group; return the file."""
    await town.say(name, words, town.office)
    shown = await town.next(town.office)
    assert shown.file is not None
    assert isinstance(town.painter, Sketcher)
    return draw(town.painter.painted[-1])


async def send(
    town: Township,
    content: bytes,
    *,
    name: str = "岑春林",
    place: Place | None = None,
    file_name: str = "填好了.xlsx",
    is_answer: bool = True,
) -> Message:
    """Let somebody send a file, in the office's group as an answer where no place is given."""
    chat = town._place(place or town.office)
    room = town.server.room
    ours = [one for one in room.messages[chat.id] if one.sender == room.bot]
    reply_to = ours[-1] if ours and place is None and is_answer else None
    said = town.server.talk.send_document(
        town.user(name), chat, content, name=file_name, reply_to=reply_to
    )
    await town.passes(minutes=1)
    return said


async def fill_in(town: Township, input_: Input, content: bytes | None = None) -> Message:
    """Fetch a ledger, fill it in and send it back; return what the office is shown."""
    content = content or await fetch(town)
    await send(town, filled(content, input_))
    return await town.next(town.office)
