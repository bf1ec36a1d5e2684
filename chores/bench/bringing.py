"""Brings updates to a webhook as Telegram does: side by side, the next of a chat after it."""

import asyncio
import sys
import time
from typing import Any

import aiohttp

from bot.transports.telegram.webhook import SECRET_HEADER

CONNECTIONS = 40  # Telegram's own number by default
SECRET = "bench"  # noqa: S105 - an invented one
FIRST_ID = 800_000_001
_CHATS = 200


def update(number: int) -> dict[str, Any]:
    """Return a line of talk in one of many groups, which is nobody's business."""
    chat = {
        "id": -1_000_000_000_000 - number % _CHATS,
        "type": "supergroup",
        "title": "交通建设指挥部",
    }
    sender = {"id": 5_000_000 + number % 900, "is_bot": False, "first_name": "韦长河"}
    message = {
        "message_id": number,
        "date": 1_688_126_400 + number,
        "chat": chat,
        "from": sender,
        "text": f"路面已铺到{number}号桩，明天继续。",
    }
    return {"update_id": FIRST_ID + number, "message": message}


async def bring(url: str, count: int, first: int = 0) -> float:
    """Return the seconds until all from a first one on have been taken with a 200."""
    numbers = iter(range(first, first + count))

    async def go_on(session: aiohttp.ClientSession) -> None:
        for number in numbers:
            while True:
                async with session.post(url, json=update(number)) as answer:
                    if answer.status == 200:
                        break

    connector = aiohttp.TCPConnector(limit=CONNECTIONS)
    headers = {SECRET_HEADER: SECRET}
    async with aiohttp.ClientSession(connector=connector, headers=headers) as session:
        begun = time.perf_counter()
        await asyncio.gather(*(go_on(session) for _ in range(CONNECTIONS)))
        return time.perf_counter() - begun


if __name__ == "__main__":
    where, *numbers = sys.argv[1:]
    sys.stdout.write(f"{asyncio.run(bring(where, *map(int, numbers)))}\n")
