"""Words of the pictures: the lines that follow from a view's facts."""

from collections.abc import Iterable

from charts.marks import Tally, proposed
from charts.views import Change, ProjectRow, Stamp
from rules.plates import NoPlate, Plate

NO_TASK = "本月无考核任务"
ALL_MET = "本月参评项目全部完成"
DRAFT = "草稿：本月尚未认定，暂不标牌"
_TAGS = ("更正", "调整申请", "已调整", "迟报", "核查认定", "已完工", "暂停", "未认定")


def unrated(stamp: Stamp) -> str:
    """Say why a board shows no plate at all (E43)."""
    return f"{stamp.month}月尚未认定，暂不标牌" if stamp.is_draft else NO_TASK


def silent(stamp: Stamp) -> str:
    """Say what an unreported month counts as (E12)."""
    return f"{'拟' if stamp.is_draft else ''}按未完成认定"


def head(stamp: Stamp) -> str:
    """Return the line over every title."""
    return f"{stamp.organisation}重点项目挂图作战"


def support_title(stamp: Stamp) -> str:
    """Name the support picture: of a month, or of a day."""
    return f"{stamp.month}月作战保障图" if stamp.issue else "作战保障图"


def foot(stamp: Stamp) -> str:
    """Say what a picture rests on: 数据截至2023-06-30 · 2023年第6期第1版."""
    if not stamp.issue:
        plates = "" if stamp.is_draft else f" · 标识为{stamp.month}月"
        return f"数据截至{stamp.data_date}{plates}"
    edition = "草稿" if stamp.is_draft else f"第{stamp.version}版"
    return f"数据截至{stamp.data_date} · {stamp.year}年第{stamp.issue}期{edition}"


def snapshot(stamp: Stamp) -> str:
    """Name the snapshot by six digits of its hash; empty where there is none."""
    return f"快照{stamp.digest[:6]}" if stamp.digest else ""


def entered(count: Tally, stamp: Stamp) -> str:
    """Say how many are in and how many rated: 纳入48个，参评43个."""
    rated = "拟评" if stamp.is_draft else "参评"
    words = f"纳入{count.total}个，{rated}{count.rated}个"
    if count.undecided:
        words += f"，{'未' if stamp.is_draft else '待'}认定{count.undecided}个"
    return words


def changed(change: Change, stamp: Stamp) -> str:
    """Say what changed on an earlier month: 比5月：蓝增1，黄减2，红持平."""
    year = "上年" if change.month > stamp.month else ""
    parts = (
        f"{plate.chinese}{_step(count)}"
        for plate, count in zip(Plate, (change.blue, change.yellow, change.red), strict=True)
    )
    return f"比{year}{change.month}月：{'，'.join(parts)}"


def _step(count: int) -> str:
    if not count:
        return "持平"
    return f"{'增' if count > 0 else '减'}{abs(count)}"


def tag(row: ProjectRow, stamp: Stamp) -> str:
    """Return the one tag that a row shows: the weightiest; in a draft, the proposal."""
    if stamp.is_draft and proposed(row):
        return proposed(row)
    return weightiest(row.tags)


def weightiest(tags: Iterable[str]) -> str:
    """Return the tag that is shown where there is room for one; empty of none."""
    return min(tags, key=_rank, default="")


def _rank(word: str) -> int:
    known = (place for place, start in enumerate(_TAGS) if word.startswith(start))
    return next(known, len(_TAGS))


def why_no_plate(row: ProjectRow, stamp: Stamp) -> str:
    """Say why there is no plate: 暂停至9月, 待认定, 7月起有目标, 5—9月无任务."""
    if row.no_plate_words:
        return row.no_plate_words
    if row.no_plate is NoPlate.PENDING:
        return "待认定"
    if row.no_plate is NoPlate.NOT_ACTIVE:
        return "本月未纳入"
    return _blank_months(row, stamp.month)


def _blank_months(row: ProjectRow, month: int) -> str:
    """Say which months have no target."""
    with_goal = [
        number for number, cell in enumerate(row.months, start=1) if cell.goal is not None
    ]
    before = max((number for number in with_goal if number < month), default=0)
    after = min((number for number in with_goal if number > month), default=0)
    if not before and after:
        return f"{after}月起有目标"
    if after - before > 2:
        return f"{before + 1}—{after - 1}月无任务"
    return "本月无目标"


def missed_months(row: ProjectRow, month: int) -> list[str]:
    """Name the months of the present streak in order, those in between in one: 3月黄, 4—6月红."""
    runs: list[tuple[int, int, Plate]] = []
    left = row.at(month).streak
    for number in range(month, 0, -1):
        plate = row.at(number).plate
        if plate is None or left <= 0:
            continue
        left -= 1
        if runs and runs[-1][2] is plate and runs[-1][0] == number + 1:
            runs[-1] = (number, runs[-1][1], plate)
        else:
            runs.append((number, number, plate))
    return [_run(*run) for run in reversed(runs)]


def _run(first: int, last: int, plate: Plate) -> str:
    months = f"{first}月" if first == last else f"{first}—{last}月"
    return f"{months}{plate.chinese}"
