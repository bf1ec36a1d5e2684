"""Which year the workbook plans for: most of its dates say so."""

import re
from collections import Counter
from collections.abc import Iterable

from papers.cells.dates import year_written
from papers.grid import Grid
from papers.table import Table

_DATES = ("starts", "due", "done")
PLAUSIBLE = range(2000, 2100)
_TITLE_ROWS = range(1, 4)
_TITLE = re.compile(r"(20[0-9]{2})年")


def year_of_dates(tables: Iterable[Table]) -> int | None:
    """Return the year of most dates of all sheets; of equals, the earlier; None without any."""
    years: Counter[int] = Counter()
    for table in tables:
        cells = (row.cell(key) for row in table.rows for key in _DATES if row.has(key))
        written = (year_written(cell) for cell in cells)
        years.update(year for year in written if year is not None and year in PLAUSIBLE)
    return min(years, key=lambda year: (-years[year], year), default=None)


def year_of_titles(grids: Iterable[Grid]) -> int | None:
    """Return the year that a title names, such as 禾源镇2023年重点项目挂图作战一览表."""
    tops = (cell.text for grid in grids for row in _TITLE_ROWS for cell in grid.own(row))
    found = (_TITLE.search(text) for text in tops)
    return next((int(one[1]) for one in found if one), None)
