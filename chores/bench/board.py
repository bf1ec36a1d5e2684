"""The board: the same 48 x 21 cells by pyplot's table and by ours; and our own pictures."""

import io
from collections.abc import Iterator

from charts import fonts, ink, recipe, render
from charts.canvas import Box, Sheet, Style
from charts.views import BoardView, CardView
from chores.bench.timing import Row, seconds, written

ROWS, COLUMNS = 48, 21
_CELL = (1190.0 / COLUMNS, 842.0 / ROWS)  # A3, as the wall has it
_SIZE = 6.0


def cells(view: BoardView) -> list[list[str]]:
    """Return 48 rows of 21 texts, as a wall board has them."""
    found = []
    for row in (view.rows * ROWS)[:ROWS]:
        months = [str(cell.goal or "—") for cell in row.months]
        whole = [row.code, row.name[:8], row.unit, row.lead_unit, row.responsible_person]
        found.append(([*whole, *months, "蓝", "99.9%", row.responsible_leader, ""])[:COLUMNS])
    return found


def measure(view: BoardView, card: CardView) -> Iterator[Row]:
    """Measure the cells both ways, then each of our pictures."""
    texts = cells(view)
    ours, plain = seconds(lambda: _ours(texts)), seconds(lambda: _plain(texts), runs=2)
    yield Row("the same 48 x 21 cells as PNG", written(ours), written(plain), _ratio(ours, plain))
    phone = seconds(lambda: recipe.draw("progress", view, "png"), runs=1)
    remark = f"{_ratio(phone, plain)} (goal: at most 0.33)"
    yield Row("the board for the phone, all pages", written(phone), written(plain), remark)
    overview = seconds(lambda: recipe.draw_page("progress", view, 1, "png"))
    yield Row("its overview alone", written(overview), remark="goal: under 0.4 s")
    yield Row("a card", written(seconds(lambda: recipe.draw_page("card", card, 1, "png"))))
    wall = seconds(lambda: recipe.draw("wall", view, "pdf"), runs=1)
    yield Row("the board for the wall, A3 PDF", written(wall), remark="goal: under 2 s")


def _ratio(ours: float, plain: float) -> str:
    return f"{ours / plain:.2f} of the plain way"


def _ours(texts: list[list[str]]) -> bytes:
    """Write the cells at known places."""
    wide, high = _CELL
    sheet = Sheet(wide * COLUMNS, high * ROWS)
    style = Style(_SIZE)
    for y, row in enumerate(texts):
        for x, words in enumerate(row):
            cell = Box(x * wide, y * high, wide, high)
            sheet.text(words, *cell.middle, style, align="center", cell=cell)
        sheet.rule(0, sheet.width, y * high, colour="#D5DAE0", width=1)
    return render.png(sheet, dpi=200)


def _plain(texts: list[list[str]]) -> bytes:
    """Draw a table as tutorials do."""
    import matplotlib as mpl
    from matplotlib import pyplot as plt  # noqa: TID251 - the plain way is what is measured

    mpl.use("Agg")
    figure, axes = plt.subplots(figsize=(_CELL[0] * COLUMNS / 72, _CELL[1] * ROWS / 72), dpi=200)
    axes.axis("off")
    table = axes.table(cellText=texts, loc="center", cellLoc="center")
    table.auto_set_font_size(value=False)
    for cell in table.get_celld().values():
        cell.get_text().set_fontproperties(ink.properties(_SIZE, fonts.REGULAR))
    figure.tight_layout()
    page = io.BytesIO()
    figure.savefig(page, format="png", bbox_inches="tight")
    plt.close(figure)
    return page.getvalue()
