"""Words of the pictures: the lines that follow from a view's facts."""

from collections.abc import Iterable

from charts.figures import UNREPORTED, Need, amount, last_figure
from charts.marks import Tally, merits, proposed
from charts.views import CardView, Change, ProjectRow, Stamp
from rules.bulletin import Praise
from rules.plates import NoPlate, Plate
from rules.project import Milestone

NO_TASK = "本月无考核任务"
ALL_MET = "本月参评项目全部完成"
DRAFT = "草稿：本月尚未认定，暂不标牌"
PRAISED = {  # in a plate's room, and in full
    Praise.AHEAD: ("率先", "率先完成"),
    Praise.TURNED_BLUE: ("转蓝", "由红转蓝"),
    Praise.SURPLUS: ("超额", "超额完成"),
}
_PARTS = {
    "overview": "作战进度图",
    "misses": "未完成项目",
    "praise": "表扬项目",
    "projects": "全部项目",
    "wall": "作战进度图（挂图）",
    "wall-a0": "作战进度图（挂图）",
    "card": "项目卡片",
    "support": "作战保障图",
    "overdue": "逾期保障事项",
    "ahead": "未到期保障事项",
    "trend": "各月走势",
}
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


def title(stamp: Stamp, part: str, about: str = "") -> str:
    """Name a page for who cannot see it: whose it is, of which month, what it shows."""
    state = "草稿" if stamp.is_draft else ""
    said = f"{head(stamp)}：{stamp.year}年{stamp.month}月{_PARTS[part]}{state}"
    return f"{said} {about}".rstrip()


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


def determined(row: ProjectRow, stamp: Stamp) -> str:
    """Say what the month came to: `认定1330，目标1489户`, or that nothing was reported."""
    cell = row.at(stamp.month)
    goal = amount(cell.goal, row.unit)
    if cell.is_unreported:
        before = last_figure(row.months[: stamp.month - 1])
        known = f"{before[0]}月认定{amount(before[1], row.unit)}，" if before else ""
        return f"{UNREPORTED}，{silent(stamp)}（{known}目标{goal}）"
    if isinstance(cell.goal, Milestone):
        return f"节点{goal}，{amount(cell.value)}"
    if cell.value is None:
        return f"目标{goal}"
    done = amount(cell.value, "%" if row.unit == "%" else "")
    return f"{'现报' if stamp.is_draft else '认定'}{done}，目标{goal}"


def praise_title(count: int) -> str:
    """Head those that are praised."""
    return f"表扬的{count}个项目"


def praise(row: ProjectRow) -> str:
    """Say in full what a project is praised for: 率先完成、超额完成."""
    return "、".join(PRAISED[one][1] for one in merits(row))


def praise_in_short(row: ProjectRow) -> str:
    """Say in two words at the most what a project is praised for, what is rarest first."""
    return "·".join(PRAISED[one][0] for one in merits(row)[:2])


def tag(row: ProjectRow, stamp: Stamp) -> str:
    """Return the one tag that a row shows: the weightiest, or praise; in a draft, the proposal."""
    if stamp.is_draft:
        return proposed(row) or weightiest(row.tags)
    return weightiest(row.tags) or praise_in_short(row)


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


def adjusted(card: CardView) -> str:
    """Say from when adjusted targets hold; a second adjustment is by headquarters (E7)."""
    if card.adjusted_since is None:
        return ""
    times = f"　第{card.adjustments}次（特批）" if card.adjustments > 1 else ""
    return f"{card.adjusted_since}月起按调整后目标{times}"


def over(card: CardView, left: Need | None) -> str:
    """Say in one sentence why nothing more is needed; empty where something is."""
    if card.exited_on:
        return f"已于{card.exited_on}退出，不再评定"
    if card.is_completed:
        return "已完成年度目标，不再提示填报"
    has_stages = any(isinstance(cell.goal, Milestone) for cell in card.project.months)
    if left is None and not has_stages:
        return "年度目标未定数量"
    return "已达到年度目标" if left and not left.gap else ""


def days_left(card: CardView) -> str:
    """Count the days to the due date: 余153天; overdue from the day after (C37)."""
    if card.due_date is None or card.is_completed or card.exited_on:
        return ""
    days = (card.due_date - card.stamp.data_date).days
    return f"余{days}天" if days >= 0 else f"逾{-days}天"
