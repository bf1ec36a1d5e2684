"""The parameters of a request, however they were sent: query, JSON, form or multipart."""

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from bot.rehearsal.refusals import bad_request
from bot.rehearsal.wire import Json

ATTACHED = "attach://"


@dataclasses.dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    name: str
    data: bytes = dataclasses.field(repr=False)


class Parameters:
    """Reads parameters by name, with Telegram's refusals where they cannot be read."""

    def __init__(self, values: Mapping[str, Any], uploads: Mapping[str, Upload]) -> None:
        self.values = dict(values)
        self.uploads = dict(uploads)

    def text(self, name: str) -> str:
        """Return a text; a missing one is empty."""
        value = self.values.get(name)
        text = "" if value is None else str(value)
        try:
            text.encode()
        except UnicodeEncodeError:
            raise bad_request("strings must be encoded in UTF-8") from None
        return text

    def integer(self, name: str, default: int = 0) -> int:
        """Return a whole number."""
        try:
            return int(self.values.get(name, default))
        except (TypeError, ValueError):
            raise bad_request(f"{name} must be a number") from None

    def flag(self, name: str) -> bool:
        """Return whether something is asked for."""
        return str(self.values.get(name, "")).lower() in {"true", "1", "yes"}

    def parsed(self, name: str) -> Any:
        """Return an object or a list, sent as JSON or as its text; a missing one is None."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def upload(self, name: str) -> Upload | str | None:
        """Return the file that a parameter sends, or the text that names one."""
        return self.attached(self.text(name)) or self.uploads.get(name) or self.text(name) or None

    def attached(self, reference: str) -> Upload | None:
        """Return the upload that an `attach://` reference names."""
        return self.uploads.get(reference.removeprefix(ATTACHED)) if reference else None

    def shown(self) -> Json:
        """Return the parameters for the record: what is JSON inside is opened, bytes stay out."""
        opened = {name: _opened(value) for name, value in self.values.items()}
        return opened | {name: upload.name for name, upload in self.uploads.items()}


def _opened(value: Any) -> Any:
    if not isinstance(value, str) or value[:1] not in {"{", "["}:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
