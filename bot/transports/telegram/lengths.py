"""How long words may be, in UTF-16 units as Telegram counts, and where they are cut."""

MESSAGE = 4096
CAPTION = 1024
ALERT = 200
PLACEHOLDER = 64
_ENDS = ("\n", "。；！？", "，、 ")  # where a cut is best, next best, and still readable


def units(words: str) -> int:
    """Count UTF-16 units: a character beyond the basic plane has two."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def split(words: str, *, first: int = MESSAGE) -> tuple[str, ...]:
    """Return words in parts that fit: the first into `first` units, the others into a message.

    Parts end at a line where they can, else at a sentence or a comma. No words: one empty part.
    """
    parts, room = [], first
    while units(words) > room:
        head, words = _cut(words, room)
        parts.append(head)
        room = MESSAGE
    return (*parts, words) if words or not parts else tuple(parts)


def shorten(words: str, room: int) -> str:
    """Return words that fit into so many units, cut with … where they do not."""
    if units(words) <= room:
        return words
    return words[: _fitting(words, room - 1)].rstrip() + "…"


def _cut(words: str, room: int) -> tuple[str, str]:
    """Part words at the best place in the last half of the room."""
    most = _fitting(words, room)
    for ends in _ENDS:
        place = max(words.rfind(end, most // 2, most) for end in ends) + 1
        if place:
            return words[:place].rstrip(), words[place:].lstrip("\n ")
    return words[:most], words[most:]


def _fitting(words: str, room: int) -> int:
    """Return how many characters fit."""
    for count, character in enumerate(words):
        room -= units(character)
        if room < 0:
            return count
    return len(words)
