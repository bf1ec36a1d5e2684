"""Files that were sent, kept with their bytes."""

import dataclasses
import hashlib
import io
import mimetypes
from typing import Literal

from PIL import Image, UnidentifiedImageError

from bot.rehearsal.refusals import RequestRefusedError, bad_request
from bot.rehearsal.wire import Json

FileKind = Literal["photo", "document", "sticker", "voice"]

MEGABYTE = 1 << 20
LARGEST_PHOTO = 10 * MEGABYTE
LARGEST_UPLOAD = 50 * MEGABYTE
LARGEST_DOWNLOAD = 20 * MEGABYTE
LONG_SIDE = 1280  # what a chat shows of a photo
FOLDERS = {"photo": "photos", "document": "documents", "sticker": "stickers", "voice": "voice"}


@dataclasses.dataclass(frozen=True, slots=True)
class StoredFile:
    """One file; `width` and `height` in pixels for photos and stickers, `seconds` for voice."""

    id: str
    kind: FileKind
    name: str
    data: bytes = dataclasses.field(repr=False)
    width: int = 0
    height: int = 0
    seconds: int = 0

    @property
    def digest(self) -> str:
        """What names the bytes, whoever sends them."""
        return hashlib.sha256(self.data).hexdigest()[:16]

    @property
    def path(self) -> str:
        """Where the file server has it."""
        suffix = "." + self.name.rpartition(".")[2] if "." in self.name else ""
        return f"{FOLDERS[self.kind]}/{self.id}{suffix if suffix.isascii() else ''}"

    def as_json(self, *, with_path: bool = False) -> Json:
        """Return Telegram's `File`, or the part that all kinds of files share."""
        shown: Json = {
            "file_id": self.id,
            "file_unique_id": self.digest,
            "file_size": len(self.data),
        }
        return shown | ({"file_path": self.path} if with_path else {})

    def in_message(self) -> Json:
        """Return the field of a `Message` that shows this file."""
        return {self.kind: _SHOWN[self.kind](self)}


def _photo(file: StoredFile) -> list[Json]:
    share = min(1.0, LONG_SIDE / max(file.width, file.height))
    size = {"width": round(file.width * share), "height": round(file.height * share)}
    return [file.as_json() | size]


def _document(file: StoredFile) -> Json:
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return file.as_json() | {"file_name": file.name, "mime_type": kind}


def _sticker(file: StoredFile) -> Json:
    looks = {"type": "regular", "is_animated": False, "is_video": False, "emoji": file.name}
    return file.as_json() | looks | {"width": file.width, "height": file.height}


def _voice(file: StoredFile) -> Json:
    return file.as_json() | {"duration": file.seconds, "mime_type": "audio/ogg"}


_SHOWN = {"photo": _photo, "document": _document, "sticker": _sticker, "voice": _voice}


def _photo_size(data: bytes) -> tuple[int, int]:
    if len(data) > LARGEST_PHOTO:
        said = f"file of size {len(data)} bytes is too big for a photo"
        raise bad_request(f"{said}; the maximum size is {LARGEST_PHOTO} bytes")
    try:
        with Image.open(io.BytesIO(data)) as image:
            width, height = image.size
    except UnidentifiedImageError:
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height


class Files:
    """All files of the server, by their ids."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}

    def put(self, data: bytes, *, kind: FileKind, name: str, seconds: int = 0) -> StoredFile:
        """Keep bytes as a file, or refuse what Telegram refuses: empty, too big, no photo."""
        if not data:
            raise bad_request("file must be non-empty")
        if len(data) > LARGEST_UPLOAD:
            raise RequestRefusedError(413, "Request Entity Too Large")
        width, height = _photo_size(data) if kind == "photo" else (512, 512)
        file_id = f"{kind}-{len(self._by_id) + 1:05d}"
        file = StoredFile(file_id, kind, name, data, width, height, seconds)
        self._by_id[file_id] = file
        return file

    def get(self, file_id: str, *, kind: FileKind | None = None) -> StoredFile:
        """Return a file; unknown ids, and ids of another kind, are refused."""
        file = self._by_id.get(file_id)
        if file is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if kind and file.kind != kind:
            raise bad_request(f"can't use file of type {file.kind.title()} as {kind.title()}")
        return file

    def at(self, path: str) -> StoredFile | None:
        """Return the file that the file server has under a path."""
        return next((file for file in self._by_id.values() if file.path == path), None)
