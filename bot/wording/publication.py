"""What is published: the counts, the warnings, headquarters' overview."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.wording.figures import amount, listed, plate_word, project_name, target
from rules.month import Month
from rules.plates import Plate
from rules.project import Goal, Milestone, Project, ProjectCode, UnitName, Value, plain


@dataclass(frozen=True, slots=True)
class Counts:
    """A month's plates; `none` includes what is pending, which is told apart as well."""

    blue: int
    yellow: int
    red: int
    none: int
    pending: int


@dataclass(frozen=True, slots=True)
class Miss:
    """A project with a yellow or a red plate, or with one proposed."""

    project: Project
    plate: Plate
    streak: int
    goal: Goal
    value: Value | None
    earlier: tuple[tuple[Month, Goal, Value | None], ...] = ()
    is_determined: bool = True


def counted(month: Month, counts: Counts) -> str:
    """Count a month's plates: `6月 蓝牌 34 黄牌 6 红牌 3 无牌 5`."""
    pending = f" 待认定 {counts.pending}" if counts.pending else ""
    return (
        f"{month.chinese} 蓝牌 {counts.blue} 黄牌 {counts.yellow} "
        f"红牌 {counts.red} 无牌 {counts.none}{pending}"
    )


def warning(unit: UnitName, month: Month, misses: Sequence[Miss]) -> str:
    """Warn a unit, with codes and figures; a yellow and a red one together (C69, C70, E27)."""
    heads = [
        f"{word}警告"
        for plate, word in ((Plate.RED, "红牌"), (Plate.YELLOW, "黄牌"))
        if any(one.plate is plate for one in misses)
    ]
    lines = "\n".join(missed(one, month) for one in misses)
    return f"【{'、'.join(heads)}】{unit}：{month.chinese}以下项目未完成月度目标。\n{lines}"


def missed(one: Miss, month: Month) -> str:
    """Tell one miss: its figures; of a red one the months and figures of the whole streak."""
    plate = plate_word(one.plate, one.streak)
    return f"· {project_name(one.project)}　{plate}：{figures(one, month)}"


def figures(one: Miss, month: Month) -> str:
    """Tell target, figure and gap of every month of the streak; earlier months are determined."""
    unit = one.project.unit
    earlier = [f"{when.chinese}{short(goal, value, unit)}" for when, goal, value in one.earlier]
    word = "认定" if one.is_determined else "自报"
    now = f"{month.chinese}{short(one.goal, one.value, unit, word=word)}"
    return "；".join([*earlier, now])


def short(goal: Goal, value: Value | None, unit: str, *, word: str = "认定") -> str:
    """Tell a missed month: target, what was found, and what is short."""
    silent = "未报，按未完成认定" if word == "认定" else "未报"
    if isinstance(goal, Milestone):
        found = silent if value is None else f"{word}未完成"
        return f"节点{target(goal, unit)}，{found}"
    if not isinstance(value, Decimal):
        return f"目标{target(goal, unit)}，{silent}"
    gap = plain(goal - value)
    return f"目标{target(goal, unit)}，{word}{amount(value, unit)}，差{gap}{unit}"


def please_receive() -> str:
    """Ask the warned unit to say that it has seen the warning."""
    return "请主责单位点「签收」。对认定有异议的，请向督考办提出。"


def why(code: ProjectCode) -> str:
    """Label the button that tells how a project's colour came about."""
    return f"{code} 为什么"


def received(words: str, person: str, when: str) -> str:
    """Append who received a warning, and when."""
    return f"{words}\n\n已签收：{person}，{when}"


def red_ones(month: Month, misses: Sequence[Miss]) -> str:
    """Tell headquarters all red ones at once (C70)."""
    lines = "\n".join(
        f"{missed(one, month)}　主责单位{one.project.lead_unit}，"
        f"责任领导{one.project.responsible_leader}，责任人{one.project.responsible_person}"
        for one in misses
    )
    return f"【{month.chinese}红牌】共{len(misses)}个项目连续两个月及以上未完成：\n{lines}"


def draft(month: Month, counts: Counts, misses: Sequence[Miss], opens: Sequence[str]) -> str:
    """Brief headquarters before the publication: proposals in words, reds first."""
    proposed = f"拟蓝{counts.blue}个，拟黄{counts.yellow}个，拟红{counts.red}个"
    lines = [f"【{month.chinese}草稿，尚未公布】{proposed}，无牌{counts.none}个。"]
    lines += [proposed_miss(one, month) for one in misses]
    if opens:
        lines.append(f"督考办还没有认定的{len(opens)}个：{listed(opens)}。")
    return "\n".join(lines)


def proposed_miss(one: Miss, month: Month) -> str:
    """Tell one miss before the publication: its colour in words, its figures."""
    streak = f"（将连续{one.streak}个月）" if one.streak > 1 else ""
    return f"拟{one.plate.chinese}　{project_name(one.project)}{streak}：{figures(one, month)}"


def ask_to_publish(month: Month, counts: Counts, opens: Sequence[str], *, holds: bool) -> str:
    """Show the office what would be published, and ask for the word."""
    head = (
        f"【{month.chinese}拟公布】蓝牌{counts.blue}个，黄牌{counts.yellow}个，"
        f"红牌{counts.red}个，无牌{counts.none}个（其中待认定{counts.pending}个）。"
    )
    if not opens:
        return f"{head}\n各项目都已认定。点「确认」后发到全镇群。"
    if holds:
        return (
            f"{head}\n还有{len(opens)}个没有认定：{listed(opens)}。全部认定后才能公布，"
            f"请发 /determine。"
        )
    return (
        f"{head}\n还有{len(opens)}个没有认定：{listed(opens)}。现在公布的话，按时报送的按自报认定，"
        f"没有报送的按未报处理，有疑问的先按待认定公布。\n点「确认」后发到全镇群。"
    )


def held_back(month: Month, opens: Sequence[str]) -> str:
    """Tell the office daily why nothing is published yet."""
    return (
        f"【{month.chinese}暂未公布】还有{len(opens)}个项目没有认定：{listed(opens)}。"
        f"全部认定后自动公布，请发 /determine。"
    )


def late_publication(month: Month) -> str:
    """Ask the office for its word on a publication that we were too late for (E31)."""
    return f"【{month.chinese}公布已误期】因停机超过一天没有按时公布，请核对后点「确认」再公布。"


def doubtful_publication(month: Month) -> str:
    """Ask the office for its word on a publication that a restored copy may know nothing of."""
    return (
        f"【{month.chinese}是否已公布】系统恢复过数据，{month.chinese}可能已经公布过。"
        "请先到全镇群核对：没有公布过的，核对认定后点「确认」公布；已经公布过的，不要点。"
    )


def unheard_publication(month: Month) -> str:
    """Ask the office for its word on a publication that was due while nobody could be heard."""
    return (
        f"【{month.chinese}公布暂缓】公布时收不到群里的消息，督考办的认定可能没有收到。"
        "请核对认定后点「确认」再公布。"
    )


def published(month: Month, counts: Counts) -> str:
    """Tell the office that the month is out."""
    return (
        f"{month.chinese}已公布：蓝牌{counts.blue}个，黄牌{counts.yellow}个，"
        f"红牌{counts.red}个，无牌{counts.none}个。"
    )


def published_late(month: Month) -> str:
    """Say why later months are corrected: this one was published after them."""
    return f"{month.chinese}公布在后，按{month.chinese}的认定重新计算连续月数"
