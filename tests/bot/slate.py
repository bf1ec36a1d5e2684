"""One database file for all conversations, laid anew for each."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from bot.settings import Settings
from storage.engine import Storage
from tests.bot.stage import Opening
from tests.databases import SqliteFiles


@dataclass
class Slate:
    """A storage that is wiped to an opening: its engine keeps the statements it has compiled."""

    files: SqliteFiles
    _openings: dict[int, Path] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._file = _path(self.files.fresh())
        self.storage = Storage(f"sqlite:///{self._file}")

    def lay(self, opening: Opening) -> Storage:
        """Return the storage as it stands when a test with this opening begins."""
        self.storage.close()
        for log in ("-wal", "-shm"):
            Path(f"{self._file}{log}").unlink(missing_ok=True)
        shutil.copy(self._prepared(opening), self._file)
        return self.storage

    def _prepared(self, opening: Opening) -> Path:
        """Prepare an opening once."""
        found = self._openings.get(id(opening))
        if found is None:
            url = self.files.fresh()
            storage = Storage(url)
            opening.prepare(storage, Settings(organisation="禾源镇"))
            storage.close()
            found = self._openings[id(opening)] = _path(url)
        return found


def _path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))
