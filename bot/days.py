"""Days as people write them: `7月12日`, `2023-07-12`."""

import datetime as dtm
import re
import unicodedata

_WRITTEN = re.compile(r"(?:([0-9]{4})[-年./])?([0-9]{1,2})[-月./]([0-9]{1,2})日?前?")


def read_day(written: str, *, year: int) -> dtm.date | None:
    """Read a day, of `year` where none is written; None where it is no day."""
    found = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", written).strip())
    if found is None:
        return None
    try:
        return dtm.date(int(found[1] or year), int(found[2]), int(found[3]))
    except ValueError:
        return None
