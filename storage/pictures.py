"""Pictures that were drawn, by the hash of their recipe, so that each is drawn once."""

import datetime as dtm
from collections.abc import Sequence

from sqlmodel import col, delete, select

from storage.collection import Changing, Collection
from storage.tables.record import PictureRow


class SeenPictures(Collection):
    """What was drawn."""

    def get(self, digest: str) -> tuple[bytes, ...] | None:
        """Return the pages of a picture in order, None where it was not drawn or is forgotten."""
        query = select(PictureRow.content).where(PictureRow.digest == digest)
        pages = self._all(query.order_by(col(PictureRow.page)))
        return tuple(pages) or None


class Pictures(SeenPictures, Changing):
    """The pictures, to be kept for a while."""

    def put(self, digest: str, pages: Sequence[bytes], at: dtm.datetime) -> None:
        """Keep the pages of a picture; those that are there already stay, they are the same."""
        for page, content in enumerate(pages):
            self._add_if_new(PictureRow(digest=digest, page=page, content=content, kept_at=at))

    def forget(self, older: dtm.datetime) -> int:
        """Let pictures go that were kept before an instant; return how many pages."""
        return self._run(delete(PictureRow).where(col(PictureRow.kept_at) < older))
