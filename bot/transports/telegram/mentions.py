"""Mentions: the `@姓名` of known accounts become links to them; nothing else is marked up."""

import re
from collections.abc import Collection

from telegram import MessageEntity, User

from bot.transports.telegram.lengths import units
from rules.notice import Named


def mentions(words: str, names: Collection[Named]) -> list[MessageEntity]:
    """Return an entity for each `@姓名` whose account is known, with UTF-16 offsets.

    Of two names that begin alike the longer one is meant; one without an account stays text.
    """
    accounts = {one.name: one.account for one in reversed(tuple(names)) if one.name}
    if not accounts:
        return []
    longest_first = sorted(accounts, key=len, reverse=True)
    any_name = re.compile("@(" + "|".join(map(re.escape, longest_first)) + ")")
    return [
        _mention(words, found, account)
        for found in any_name.finditer(words)
        if (account := accounts[found[1]]) is not None
    ]


def _mention(words: str, found: re.Match[str], account: int) -> MessageEntity:
    return MessageEntity(
        MessageEntity.TEXT_MENTION,
        offset=units(words[: found.start()]),
        length=units(found[0]),
        user=User(account, found[1], is_bot=False),
    )
