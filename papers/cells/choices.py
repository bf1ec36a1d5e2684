"""Cells that hold one of a few words."""

import re
from collections.abc import Mapping

from papers.anomaly import Reading, asked, noted, refused
from papers.cells.text import plain_text
from papers.grid import Cell, folded, squeezed
from rules.book import SupportState
from rules.posts import Role
from rules.project import Kind

_KINDS: Mapping[str, Kind] = {kind.chinese: kind for kind in Kind}
_KIND_ALIASES = {"重点任务": Kind.KEY_TASK, "新开工": Kind.NEW, "结转": Kind.CONTINUING}
_STATES = {
    "已办结": SupportState.CLOSED,
    "办理中": SupportState.IN_PROGRESS,
    "未启动": SupportState.NOT_STARTED,
}
_STATE_ALIASES = {
    "已办结": r"ok|√|✓|✔|是|(已经?|全部)?(完成|办结|办完|办好)|已办|100%",
    "办理中": r"(正?在)(办理?|推进|实施)中?|(推进|进行|实施)中|已?逾期(未办结)?",
    "未启动": r"(尚|还)?未(启动|开始|办理?|开工)|没启动|待(办理?|启动)|×|否",
}
_OVERDUE = re.compile(r"(办理中|未启动)\(逾期\)")
# Done to a share is not done.
_SHARE = re.compile(r"(?:已|办理)?(?:完成)?约?[0-9]{1,2}(?:\.[0-9]+)?%")
_ROLES = {role.chinese: role for role in Role} | {
    "成员": Role.HEADQUARTERS_MEMBER,
    "指挥部成员": Role.HEADQUARTERS_MEMBER,
    "督考办公室主任": Role.OFFICE_DIRECTOR,
    "督考办公室副主任": Role.OFFICE_DEPUTY,
    "督考办公室成员": Role.OFFICE_MEMBER,
    "主要责任人": Role.RESPONSIBLE_PERSON,
    "保障责任人": Role.SUPPORT_PERSON,
    "工作人员": Role.UNIT_STAFF,
}
_ROLE_SPLIT = re.compile(r"[;、,/\n ]")
_BRACKETS = re.compile(r"\([^()]*\)")


def read_kind(cell: Cell) -> Reading[Kind]:
    """Read 新建, 续建 or 重点工作."""
    word = squeezed(plain_text(cell))
    kind = _KINDS.get(word)
    if kind is not None:
        told = noted(f"已识别为“{word}”", word) if word != cell.value else None
        return Reading(kind, told)
    short = re.sub(r"(项目|工程|类)$", "", word)
    kind = _KINDS.get(short) or _KIND_ALIASES.get(short)
    if kind is not None:
        return Reading(kind, asked(f"类别“{word}”按“{kind.chinese}”读取，请确认", kind.chinese))
    return Reading(None, refused(f"类别“{word[:20]}”无法识别，请选新建、续建或重点工作"))


def read_state(cell: Cell) -> Reading[SupportState]:
    """Read 已办结, 办理中 or 未启动; 办理中（逾期） is 办理中, for the date tells the rest."""
    raw = plain_text(cell)
    word = squeezed(raw)
    overdue = _OVERDUE.fullmatch(word)
    if word in _STATES or overdue:
        plainly = overdue[1] if overdue else word
        told = None if word == folded(raw) else noted(f"状态已识别为“{plainly}”", plainly)
        return Reading(_STATES[plainly], told)
    if _SHARE.fullmatch(word) and "100%" not in word:
        says = f"状态“{word}”按“办理中”读取，请移至备注"
        return Reading(SupportState.IN_PROGRESS, asked(says, "办理中"))
    for name, pattern in _STATE_ALIASES.items():
        if re.fullmatch(pattern, word, re.IGNORECASE):
            return Reading(_STATES[name], asked(f"状态“{word}”按“{name}”读取，请确认", name))
    return Reading(None, refused(f"状态“{word[:20]}”无法识别，请选未启动、办理中或已办结"))


def read_roles(cell: Cell) -> Reading[tuple[Role, ...]]:
    """Read the roles of 人员/角色, split at ；; words in brackets are left out."""
    text = _BRACKETS.sub("", folded(plain_text(cell)))
    words = [word for word in _ROLE_SPLIT.split(text) if word]
    strange = [word for word in words if word not in _ROLES]
    roles = tuple(dict.fromkeys(_ROLES[word] for word in words if word in _ROLES))
    if strange:
        says = f"角色“{'、'.join(strange)[:30]}”无法识别，未予采用，请核对"
        return Reading(roles, asked(says))
    return Reading(roles)
