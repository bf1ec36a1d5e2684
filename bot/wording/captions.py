"""Captions: what a picture shows, in words that can be searched and read aloud.

They are made of the view that is drawn: every count and figure is the picture's own, nobody is
named whom it does not name, and a draft's colours are proposals in words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.wording.figures import listed
from bot.wording.publication import Counts, counted
from charts import trend_facts, words
from charts.figures import NOTHING, pair, rate, rounded, short_of
from charts.listed import Pages, missed_pages, praised_pages
from charts.marks import Tally, merits, misses, praised, proposed, standing, tally
from charts.views import BoardView, CommandRows, ProjectRow, Square, Stamp, TrendView
from rules.month import Month
from rules.plates import Plate

CAPTION = 1024  # UTF-16 units, as the platform counts
_LONGEST = 300  # of a correction's line, which may name every project
_MISSED = {Square.YELLOW, Square.RED}


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under a title, in one line or `is_list`: a line each; cut with 另N个."""

    title: str
    entries: Sequence[str]
    is_list: bool = False
    unit: str = "个"

    def shown(self, count: int) -> str:
        """Return it with so many entries, and how many are left out."""
        left = len(self.entries) - count
        parts = [*self.entries[:count], *([f"另{left}{self.unit}"] if left else [])]
        if self.is_list:
            return "\n".join([f"{self.title}：", *parts])
        return f"{self.title}：{listed(parts)}"


def fitted(head: str, groups: Sequence[Group], *, most: int = CAPTION) -> str:
    """Return a head and groups in so many units; every group is there, if only with its count.

    Where not everything fits, each but the first is sure of an even share; what these leave is
    the first one's, then the next one's.
    """
    found = [group for group in groups if group.entries]
    counts = [0] * len(found)

    def text() -> str:
        shown = (group.shown(count) for group, count in zip(found, counts, strict=True))
        return "\n".join([head, *shown])

    def grow(place: int, limit: int) -> None:
        while counts[place] < len(found[place].entries):
            counts[place] += 1
            if units(text()) > limit:
                counts[place] -= 1
                return

    share = (most - units(text())) // (len(found) + 1)
    for place in range(1, len(found)):
        grow(place, units(text()) + share)
    for place in range(len(found)):
        grow(place, most)
    return text()


def units(said: str) -> int:
    """Count UTF-16 units: a character beyond the basic plane has two."""
    return len(said.encode("utf-16-le", "surrogatepass")) // 2


def cut(said: str, most: int) -> str:
    """Return words that are no longer than so many characters, cut with …."""
    return said if len(said) <= most else f"{said[: most - 1]}…"


def overview(view: BoardView, title: str = "") -> str:
    """Count the plates, name the red ones, the yellow ones, and who is praised."""
    lines = [*([title] if title else []), *_counted(view)]
    return fitted("\n".join(lines), _named(view))


def _counted(view: BoardView) -> Iterator[str]:
    """Yield the counts, what was corrected, and in a sentence that nothing was missed (E43)."""
    stamp, count = view.stamp, tally(view.rows, view.stamp)
    yield _draft(stamp, count) if stamp.is_draft else _public(stamp, count)
    if stamp.correction:
        yield cut(stamp.correction, _LONGEST)
    if not count.rated + count.undecided:
        yield f"{stamp.month}月无考核任务。"
    elif count.rated and not misses(view) and not stamp.is_draft:
        yield f"{stamp.month}月参评项目全部完成。"


def _public(stamp: Stamp, count: Tally) -> str:
    none = count.idle + count.undecided
    counts = Counts(count.blue, count.yellow, count.red, none, count.undecided)
    return counted(Month(stamp.year, stamp.month), counts)


def _draft(stamp: Stamp, count: Tally) -> str:
    return (
        f"{stamp.month}月草稿，尚未公布：拟蓝{count.blue}个，拟黄{count.yellow}个，"
        f"拟红{count.red}个，未认定{count.undecided}个，无牌{count.idle}个"
    )


def _named(view: BoardView) -> list[Group]:
    stamp, missed = view.stamp, misses(view)
    reds = [row for row in missed if standing(row, stamp) is Plate.RED]
    yellows = [row for row in missed if standing(row, stamp) is Plate.YELLOW]
    return [
        Group(
            _kind(Plate.RED, stamp), [f"{_name(o)}连{o.at(stamp.month).streak}月" for o in reds]
        ),
        Group(_kind(Plate.YELLOW, stamp), [_name(one) for one in yellows]),
        Group("表扬", [f"{_name(one)}{_merits(one)}" for one in praised(view)]),
    ]


def _kind(plate: Plate, stamp: Stamp) -> str:
    return f"拟{plate.chinese}" if stamp.is_draft else f"{plate.chinese}牌"


def _name(row: ProjectRow) -> str:
    return f"{row.name}（{row.code}）"


def _merits(row: ProjectRow) -> str:
    """Say what a project is praised for without a 、, which parts the names: 率先并超额完成."""
    return "并".join(words.PRAISED[one][1] for one in merits(row))


def album(view: BoardView, pages: Sequence[int], parts: Sequence[str], title: str = "") -> str:
    """Tell what stands on pages of a set whose `parts` are given; pages count from 1.

    Each miss with its plate and figures, each that is praised with its, all projects by command.
    """
    stamp, merited = view.stamp, praised_pages(view, most=parts.count("praise"))
    groups = [
        Group(
            _missed_title(view),
            [_miss(row, stamp) for row in _rows_on(pages, parts, "misses", missed_pages(view))],
            is_list=True,
        ),
        Group(
            words.praise_title(len(praised(view))),
            [_praised(row, stamp) for row in _rows_on(pages, parts, "praise", merited)],
            is_list=True,
        ),
    ]
    if any(parts[page - 1] == "projects" for page in pages):
        groups.append(_projects(view))
    return fitted(title or f"{stamp.month}月作战进度图{_numbered(pages)}", groups)


def _numbered(pages: Sequence[int]) -> str:
    return f"第{pages[0]}页" if len(pages) == 1 else f"第{pages[0]}—{pages[-1]}页"


def _rows_on(
    pages: Sequence[int], parts: Sequence[str], part: str, found: Pages
) -> Iterator[ProjectRow]:
    """Yield the rows of a part that stand on some pages of a set."""
    for page in pages:
        if parts[page - 1] == part:
            yield from found[page - 1 - parts.index(part)]


def _missed_title(view: BoardView) -> str:
    proposal = "拟" if view.stamp.is_draft else ""
    return f"{proposal}未完成月度目标的{len(misses(view))}个项目"


def _miss(row: ProjectRow, stamp: Stamp) -> str:
    """Tell a miss: 红2 名称（JT02）：认定1310，目标1530万元，差220万元."""
    plate = standing(row, stamp)
    streak = row.at(stamp.month).streak
    colour = f"{plate.chinese}{streak if plate is Plate.RED else ''}" if plate else ""
    said = f"拟{colour}" if stamp.is_draft else colour
    return f"{said} {_name(row)}：{_figures(row, stamp)}"


def _praised(row: ProjectRow, stamp: Stamp) -> str:
    return f"{_merits(row)} {_name(row)}：{_figures(row, stamp)}"


def _figures(row: ProjectRow, stamp: Stamp) -> str:
    gap = short_of(row.at(stamp.month), row.unit)
    return "，".join(part for part in (words.determined(row, stamp), gap) if part)


def _projects(view: BoardView) -> Group:
    """Count all projects by command; of one command alone, tell each of them."""
    stamp, count = view.stamp, len(view.rows)
    if len(view.commands) == 1:
        command = view.commands[0]
        title = f"{command.name}全部项目{count}个"
        return Group(title, [_project(row, stamp) for row in command.rows], is_list=True)
    entries = [_command(command, stamp) for command in view.commands]
    return Group(f"全部项目{count}个，按指挥部", entries, is_list=True, unit="个指挥部")


def _project(row: ProjectRow, stamp: Stamp) -> str:
    """Tell a project: its plate and figures, or why it has none."""
    plate = standing(row, stamp)
    if plate is None:
        why = proposed(row) if stamp.is_draft else ""
        return f"{_name(row)}：{why or f'无牌，{words.why_no_plate(row, stamp)}'}"
    proposal = "拟" if stamp.is_draft else ""
    return f"{_name(row)}：{proposal}{plate.chinese}，{pair(row.at(stamp.month), row.unit)}"


def _command(command: CommandRows, stamp: Stamp) -> str:
    """Count a command's plates: 06 交通建设指挥部 蓝0 黄2 红1 无0."""
    count = tally(command.rows, stamp)
    proposal = "拟" if stamp.is_draft else ""
    plates = zip(Plate, (count.blue, count.yellow, count.red), strict=True)
    shown = [f"{proposal}{plate.chinese}{number}" for plate, number in plates]
    waits = "未认定" if stamp.is_draft else "待认定"
    shown += [f"{waits}{count.undecided}"] if count.undecided else []
    said = " ".join([*shown, f"无{count.idle}"]) if command.rows else words.NO_TASK
    return f"{command.number} {command.name} {said}"


def wall(view: BoardView, pages: int, title: str = "", paper: str = "A3") -> str:
    """Say what the board on the wall is, and count all projects and those of each command."""
    said = title or f"{view.stamp.month}月作战进度图（挂图）"
    head = f"{said}：PDF，{paper}横版共{pages}页，可打印，全部项目各月计划、认定和标识都在上面。"
    return fitted("\n".join([head, *_counted(view)]), [_projects(view)] if view.rows else [])


def trend(view: TrendView) -> str:
    """Tell the trend's finding, and each month's plates."""
    head = f"{view.stamp.year}年{trend_facts.title(view)}：{trend_facts.finding(view)}。"
    lines = [head, *([cut(view.stamp.correction, _LONGEST)] if view.stamp.correction else [])]
    months = zip(view.months, trend_facts.counts(view), strict=True)
    each = [_month(month, count) for month, count in months]
    return fitted("\n".join(lines), [Group("各月", each, is_list=True), _missing(view)])


def _month(month: int, count: trend_facts.Counts) -> str:
    share = f"{rounded(rate(count.blue, count.rated))}%" if count.rated else NOTHING
    plates = f"蓝{count.blue} 黄{count.yellow} 红{count.red} 无{count.none}"
    return f"{month}月 {plates}，蓝牌率{share}"


def _missing(view: TrendView) -> Group:
    """Name the commands whose projects missed the last month, with how many did."""
    last = [
        (command.name, [row.squares[-1] for row in command.rows if row.squares])
        for command in view.commands
    ]
    missed = [(name, sum(one in _MISSED for one in squares)) for name, squares in last]
    title = f"{view.months[-1]}月未完成" if view.months else ""
    return Group(title, [f"{name}{count}个" for name, count in missed if count], unit="个指挥部")
