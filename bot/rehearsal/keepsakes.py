"""The files of a record, written beside the page under names that people can read."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from bot.rehearsal.chatroom import Record
from bot.rehearsal.files import StoredFile
from bot.rehearsal.messages import Message

FOLDER = "files"
LONGEST_NAME = 60
UNFIT = re.compile(r'[<>:"/\\|?*\s]+')
SUFFIX = re.compile(r"^(.*)\.(\w{1,8})$", re.ASCII | re.DOTALL)
# What a browser may open; anything else (a page with a script, say) gets `.bin` behind its name.
HARMLESS = frozenset({"png", "jpg", "jpeg", "webp", "pdf", "xlsx", "docx", "csv", "txt", "ogg"})


class Keepsakes:
    """The names of all pictures, documents and voices of a record, the same bytes only once."""

    def __init__(self, record: Record) -> None:
        self._names: dict[str, str] = {}
        self._files: dict[str, StoredFile] = {}
        for message in _messages(record):
            if message.file and message.file.kind != "sticker":
                self._add(message.file)

    def _add(self, file: StoredFile) -> None:
        if file.digest in self._names:
            return
        taken = {name.casefold() for name in self._names.values()}
        stem, suffix = _parts(file.name)
        tries = (f"{stem}-{number}{suffix}" for number in range(2, len(taken) + 3))
        first = f"{stem}{suffix}"
        fresh = first if first.casefold() not in taken else ""
        self._names[file.digest] = fresh or next(t for t in tries if t.casefold() not in taken)
        self._files[file.digest] = file

    @property
    def files(self) -> tuple[StoredFile, ...]:
        """All files, each once."""
        return tuple(self._files.values())

    def path(self, file: StoredFile) -> str:
        """Return where a file lies, seen from the page."""
        return f"{FOLDER}/{self._names[file.digest]}"

    def link(self, file: StoredFile) -> str:
        """Return the same as an address."""
        return quote(self.path(file))

    def write(self, out: Path) -> None:
        """Write all files into the folder beside the page."""
        (out / FOLDER).mkdir(parents=True, exist_ok=True)
        for file in self._files.values():
            (out / self.path(file)).write_bytes(file.data)


def _messages(record: Record) -> Iterator[Message]:
    for log in record.chats:
        yield from log.messages


def _parts(name: str) -> tuple[str, str]:
    """Return a stem and a suffix that every file system takes, whatever somebody called a file."""
    visible = "".join(c for c in name if unicodedata.category(c)[0] != "C")
    fit = UNFIT.sub("_", visible)
    stem, suffix = (fit, "") if not (found := SUFFIX.search(fit)) else (found[1], found[2].lower())
    kept = stem.strip("._")[:LONGEST_NAME] or "文件"
    if suffix in HARMLESS:
        return kept, f".{suffix}"
    return kept, f".{suffix}.bin" if suffix else ".bin"
