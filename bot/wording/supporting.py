"""Support items (保障事项): the list, one item, what was said and decided, what is asked."""

import datetime as dtm
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.wording.captions import CAPTION, units
from bot.wording.figures import day_and_hour, project_name
from rules.book import SupportItem, SupportState
from rules.month import Month
from rules.posts import Act
from rules.project import PersonName, Project
from rules.support import SupportDeed, SupportWord, waits_for_word

_DEEDS = {
    SupportDeed.ADDED: "新增",
    SupportDeed.DONE: "报已办结",
    SupportDeed.UNDERWAY: "报办理中",
    SupportDeed.REMARK: "说明",
    SupportDeed.CLOSED: "确认办结",
    SupportDeed.RETURNED: "核实未办结",
    SupportDeed.REOPENED: "恢复办理",
}
_LAST_WORDS = 6  # of an item's history
_LONGEST_REMARK = 120  # characters of one line of it


@dataclass(frozen=True, slots=True)
class SupportLine:
    """An item beside its project, with all that was done about it in the chat, on a day."""

    item: SupportItem
    project: Project
    words: tuple[SupportWord, ...]
    on: dtm.date

    @property
    def days_overdue(self) -> int:
        """For how many days it is overdue."""
        return self.item.days_overdue(self.on)

    @property
    def is_open(self) -> bool:
        """Tell whether it is not closed."""
        return self.item.state is not SupportState.CLOSED

    @property
    def is_reported(self) -> bool:
        """Tell whether its person says that it is done, and nobody has confirmed it."""
        return waits_for_word(self.item, self.words)


def status(item: SupportItem, words: Sequence[SupportWord] = ()) -> str:
    """Say how far an item is; whether it is overdue is told from its day."""
    return reported() if waits_for_word(item, words) else item.state.chinese


def reported() -> str:
    """Return the state of what was reported as done and is not confirmed."""
    return "已报待核实"


def listing(lines: Sequence[SupportLine], *, first: int, count: int, late: int, pages: str) -> str:
    """List a page of what is open; numbers begin with `first`."""
    if not count:
        return "【保障事项】没有未办结的保障事项。"
    overdue = f"，其中逾期{late}项" if late else ""
    shown = [f"{number}. {line(one)}" for number, one in enumerate(lines, start=first)]
    return "\n".join([f"【保障事项】未办结{count}项{overdue}{pages}：", *shown])


def page_of(page: int, pages: int) -> str:
    """Say which page it is; pages count from 0."""
    return f"（第{page + 1}页，共{pages}页）" if pages > 1 else ""


def line(one: SupportLine) -> str:
    """Show an item in three lines."""
    return f"{project_name(one.project)}\n　{named(one.item)}\n　{standing(one)}"


def named(item: SupportItem) -> str:
    """Name an item with its category."""
    return f"{item.category}：{item.what}" if item.category else item.what


def standing(one: SupportLine) -> str:
    """Say who answers for an item, until when, and how far it is."""
    item, days = one.item, one.days_overdue
    due = f"{day(item.due_date, one.on)}到期" if item.due_date else "未定时限"
    late = f"逾期{days}天" if days else ""
    parts = (owner(item), due, status(item, one.words), late)
    return "，".join(part for part in parts if part)


def owner(item: SupportItem) -> str:
    """Name the department and its person."""
    return f"{item.department}{item.person}" or "未写明责任部门"


def day(date: dtm.date, on: dtm.date) -> str:
    """Write a day, with its year where it is another one."""
    year = f"{date.year}年" if date.year != on.year else ""
    return f"{year}{date.month}月{date.day}日"


def button(number: int, one: SupportLine) -> str:
    """Label the button that shows an item."""
    return f"{number} {one.project.code} {one.item.what}"[:30]


def one_item(one: SupportLine, zone: ZoneInfo) -> str:
    """Show one item with what was said of it last."""
    shown = [history(word, zone) for word in one.words[-_LAST_WORDS:]]
    note = [f"备注：{one.item.note}"] if one.item.note else []
    past = ["经过：", *shown] if shown else []
    return "\n".join([f"【保障事项{one.item.number}】{line(one)}", *note, *past])


def history(word: SupportWord, zone: ZoneInfo) -> str:
    """Tell who did what, when."""
    at, said = day_and_hour(word.at.astimezone(zone)), word.words[:_LONGEST_REMARK]
    return f"· {at} {word.by}：{_DEEDS[word.deed]}" + (f"，{said}" if said else "")


def short(one: SupportLine) -> str:
    """Name an item and its project in one line."""
    return f"{project_name(one.project)}{named(one.item)}"


# what was said and decided


def done_kept(one: SupportLine, confirmers: str) -> str:
    """Confirm that a report was kept, and say that it closes nothing yet."""
    return f"已记录：{short(one)}，{owner(one.item)}报已办结，请{confirmers}核实。"


def underway_kept(one: SupportLine) -> str:
    """Confirm it, and ask for what is expected."""
    return (
        f"已记录：{short(one)}，办理中。\n"
        "请回复这条消息，写明预计办结的日期和原因，如：预计7月20日办结，等待县局批复。"
        "办结了点「已办结」。"
    )


def remark_kept(one: SupportLine, said: str) -> str:
    """Confirm what was kept, word for word."""
    return f"已记录：{short(one)}，说明：{said[:_LONGEST_REMARK]}"


def to_confirm(one: SupportLine, by: PersonName, said: str) -> str:
    """Ask those who may close an item to look whether it is done."""
    words = f"\n说明：{said[:_LONGEST_REMARK]}" if said else ""
    return (
        f"【保障事项待核实】{line(one)}{words}\n{by}报已办结。"
        "请核实后点「确认办结」；没有办结的点「未办结」。"
    )


def confirmers(*, in_command: bool) -> str:
    """Name those who are asked to confirm."""
    return "本指挥部（指挥长、副指挥长、联络员）或督考办" if in_command else "督考办"


def decided(one: SupportLine, made: SupportWord, zone: ZoneInfo) -> str:
    """Tell everybody whom it concerns what was decided, by whom, and when."""
    at = day_and_hour(made.at.astimezone(zone))
    return f"【保障事项】{line(one)}\n{at} {made.by}{_DEEDS[made.deed]}。"


def decided_already(item: SupportItem, made: SupportWord | None) -> str:
    """Tell who decided before, and when (the time is the township's)."""
    if made is None:
        return f"{item.what}：年度工作簿已登记办结，不用再报。"
    at = day_and_hour(made.at)
    return f"{item.what}：{made.by}已于{at}{_DEEDS[made.deed]}，要再办请发 /support 查看。"


def own_item(item: SupportItem) -> str:
    """Say that nobody confirms what he owes himself."""
    return f"{item.what}由您本人负责，请由本指挥部其他人或督考办核实办结。"


def whose(act: Act) -> str:
    """Say who may do it."""
    if act is Act.SUPPORT_ANSWER:
        return "保障事项责任人、督考办或本指挥部（指挥长、副指挥长、联络员）"
    return "督考办或本指挥部（指挥长、副指挥长、联络员）"


def words_needed() -> str:
    """Answer a voice message or a sticker."""
    return "语音和表情我看不懂，请用文字回复，如：预计7月20日办结，等待县局批复。"


def handed_in(name: str) -> str:
    """Tell that a photo, or a file of a name, came without words."""
    return f"（文件：{name}）" if name else "（照片）"


def chosen(one: SupportLine) -> str:
    """Close the question which item was meant."""
    return f"已选：{short(one)}"


def which_one() -> str:
    """Ask which item was meant."""
    return "请选这是哪一项的答复："


# what is asked once a month


def question(month: Month, lines: Sequence[SupportLine], left: int) -> str:
    """Ask a person about all that he owes and that is overdue."""
    return "\n".join(
        [
            f"【保障事项】{month.chinese}底，由您负责的{_count(lines, left)}已过时限还没有办结：",
            *_numbered(lines, left),
            "请逐项点按钮，或回复这条消息说明预计办结的日期和原因；有几项的，前面写上序号。",
        ]
    )


def question_to_group(month: Month, lines: Sequence[SupportLine], left: int) -> str:
    """Tell a command what others owe it who cannot be reached."""
    head = (
        f"【保障事项】{month.chinese}底，本指挥部{_count(lines, left)}已过时限还没有办结，"
        "责任部门没有绑定，请联络员代为催办："
    )
    tail = "核实办结的点按钮；没有办结的请回复这条消息，写上序号、预计办结的日期和原因。"
    return "\n".join([head, *_numbered(lines, left), tail])


def _count(lines: Sequence[SupportLine], left: int) -> str:
    return f"{len(lines) + left}项保障事项"


def _numbered(lines: Sequence[SupportLine], left: int) -> list[str]:
    shown = [f"{number}. {line(one)}" for number, one in enumerate(lines, start=1)]
    return [*shown, *([f"另{left}项请发 /support 查看。"] if left else [])]


# what is published


def title(month: int) -> str:
    """Name a month's picture."""
    return f"{month}月作战保障图"


def title_of_today(on: dtm.date, month: int, *, is_published: bool) -> str:
    """Name the picture of a day, and say of which month its plates are."""
    plates = f"，标识为{month}月" if is_published else ""
    return f"作战保障图（截至{on.month}月{on.day}日{plates}）"


def caption(
    title: str, *, closed: int, count: int, late: int, reported: int, blocks: Sequence[str]
) -> str:
    """Say in words what the picture shows; names are cut with 另N项见图."""
    said = f"（{reported}项已报办结、待核实）" if reported else ""
    overdue = f"其中逾期{late}项{said}" if late else "没有逾期"
    head = f"{title}：共{closed + count}项，已办结{closed}项，未办结{count}项，{overdue}。"
    for shown in range(len(blocks), -1, -1):
        left = len(blocks) - shown
        rest = [f"另{left}项见图。"] if left else []
        text = "\n".join([head, *blocks[:shown], *rest])
        if units(text) <= CAPTION:
            return text
    return head


def blocking(project: str, what: str, owner: str, status: str, days: int) -> str:
    """Name an overdue item beside the project that waits for it: `红牌项目…（JT01）`."""
    return f"· {project}：{what}，{owner}，{status}，逾期{days}天"


def waits_for_me(one: SupportLine) -> str:
    """Name an overdue item as what waits for its person."""
    return f"{short(one)}逾期{one.days_overdue}天，请发 /support 答复"


def waits_for_confirmation(count: int) -> str:
    """Name what was reported as done and waits for a look."""
    return f"有{count}项保障事项已报办结、待核实，请发 /support 查看"
