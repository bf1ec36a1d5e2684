"""Entities: the parts of a text that mean something, counted in UTF-16 units as Telegram does."""

import itertools
import re
from collections.abc import Collection, Iterator, Sequence

from bot.rehearsal.refusals import bad_request
from bot.rehearsal.wire import Json

Entities = tuple[Json, ...]

FOUND_BY_TELEGRAM = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"}
)
STYLES = frozenset(
    {"bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "blockquote"}
)
TYPES = FOUND_BY_TELEGRAM | STYLES
TYPES |= {"text_link", "text_mention", "custom_emoji", "expandable_blockquote"}
# The edges are Telegram's: "/status查" is no command, and neither is the "/天" of "5公里/天".
FOUND = {
    "bot_command": re.compile(
        r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])"
    ),
    "mention": re.compile(r"(?<!\w)@[A-Za-z0-9_]{2,32}(?!\w)"),
    "url": re.compile(r"https?://[^\s，。；（）]+"),
}
BLANK = " \t\n\r"


def utf16(text: str) -> int:
    """Count the UTF-16 units of a text: an emoji has two."""
    return len(text.encode("utf-16-le")) // 2


def part(text: str, entity: Json) -> str:
    """Return the words that an entity covers."""
    units = text.encode("utf-16-le")
    start = 2 * entity["offset"]
    return units[start : start + 2 * entity["length"]].decode("utf-16-le")


def check(entities: Sequence[Json], text: str, *, known: Collection[int]) -> None:
    """Refuse an entity outside its text, of an unknown type, or that mentions an unknown user."""
    inside = set(_boundaries(text))
    for entity in entities:
        if entity.get("type") not in TYPES:
            raise bad_request("can't parse MessageEntity: Unsupported type specified")
        _check_place(entity, inside)
        if entity["type"] == "text_mention" and entity.get("user", {}).get("id") not in known:
            raise bad_request("user not found")


def _boundaries(text: str) -> Iterator[int]:
    return itertools.accumulate((utf16(character) for character in text), initial=0)


def _check_place(entity: Json, inside: Collection[int]) -> None:
    begin, length = int(entity.get("offset", -1)), int(entity.get("length", -1))
    end, last = begin + length, max(inside)
    if begin < 0:
        raise bad_request(f"receive an entity with incorrect offset {begin}")
    if length <= 0:
        raise bad_request(f"receive an entity with incorrect length {length}")
    if begin >= last:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {begin}")
    named = f"entity beginning at UTF-16 offset {begin} ends"
    if end > last:
        raise bad_request(f"{named} after the end of the text at UTF-16 offset {end}")
    if begin not in inside or end not in inside:
        raise bad_request(f"{named} in a middle of a UTF-16 symbol")


def trim(text: str, entities: Sequence[Json]) -> tuple[str, Entities]:
    """Drop blanks around a text, as Telegram does before it counts; entities move along."""
    kept = text.strip(BLANK)
    lead = utf16(text[: len(text) - len(text.lstrip(BLANK))])
    return kept, tuple(_moved(entities, lead=lead, end=utf16(kept)))


def _moved(entities: Sequence[Json], *, lead: int, end: int) -> Iterator[Json]:
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        stop = min(entity["offset"] + entity["length"] - lead, end)
        if stop > start:
            yield entity | {"offset": start, "length": stop - start}


def detect(text: str, given: Sequence[Json] = ()) -> Entities:
    """Return the given entities and those that Telegram finds by itself, in order."""
    found = list(given)
    matches = ((kind, m) for kind, pattern in FOUND.items() for m in pattern.finditer(text))
    for kind, match in matches:
        place = {"offset": utf16(text[: match.start()]), "length": utf16(match.group())}
        if not any(_overlap(place, other) for other in found):
            found.append({"type": kind} | place)
    return tuple(sorted(found, key=lambda entity: (entity["offset"], -entity["length"])))


def _overlap(one: Json, other: Json) -> bool:
    ends = min(one["offset"] + one["length"], other["offset"] + other["length"])
    return bool(ends > max(one["offset"], other["offset"]))
