"""Who may do what, where: the one table of `rules/posts.py` in words."""

from collections.abc import Mapping

from rules.posts import HEADQUARTERS, MAY, OFFICE, Act, Leave, Reach, Role, Room

ACTS: Mapping[Act, str] = {
    Act.ANSWER: "报进展：回复询问，/report，「已完成」「未完成」，「确认」",
    Act.SEE: "查看：/status /why /chart /plan /org /support",
    Act.SEE_DRAFT: "公布前看拟定的标识",
    Act.COUNTERSIGN: "公布前核签本指挥部的草稿：「无异议」「有异议」",
    Act.DETERMINE: "认定：/determine 和它的按钮，/ledger 取表、发回、「确认」",
    Act.INSPECT: "登记现场核查：/inspect，「确认」",
    Act.PUBLISH: "公布：/publish，「确认」",
    Act.CORRECT: "更正已公布的月份：/correct 和它的按钮",
    Act.RECEIVE_WARNING: "签收警告：「签收」",
    Act.SEE_BURDEN: "看每人收到几条消息：/burden",
    Act.SETTLE_TROUBLE: "处理没有送达的消息：「再发」「不再发」",
    Act.FILE_CHANGE: "申请调整目标、退出、暂停、恢复、完工：/adjust /exit，补正，撤回",
    Act.NOMINATE: "提名纳入项目：/enter，补正，撤回",
    Act.SIGN_CHANGE: "申请的签字：「签字」「退回」",
    Act.REVIEW_CHANGE: "申请的审核：「审核通过」「退回」「驳回」",
    Act.APPROVE_CHANGE: "申请的批准：「批准」「驳回」",
    Act.JUDGE_CHANGE: "看申请的佐证材料：「看佐证材料」",
    Act.RECORD_MINUTES: "申请按会议纪要办理：「录入会议纪要」",
    Act.SEE_ALLOTMENT: "看全部项目、本指挥部的配档表：/plan，「配档表」",
    Act.SEE_BRIEFING: "公布前看全镇的一页简报",
    Act.SUBSCRIBE: "选择哪些材料私聊发给自己：/subscribe，「不再接收」",
    Act.ASSESS: "年终认定：/assess",
    Act.HAND_OVER: "变更责任人、责任领导、主责单位、指挥长、副指挥长、联络员：/handover",
    Act.CHECK_BOOK: "核对年度工作簿：把 .xlsx 文件发给机器人",
    Act.IMPORT: "导入启用以前的标识：/import",
    Act.TAKE_LEAVE: "请假期间由别人代报：/leave",
    Act.DELEGATE: "委托副指挥长代签：/delegate",
    Act.SUPPORT_ADD: "新增保障事项：/support，「新增」，「确认」",
    Act.SUPPORT_ANSWER: "答复保障事项：回复询问，「已办结」（只限责任人本人）「办理中」",
    Act.SUPPORT_SETTLE: "核实保障事项：「办结」「确认办结」「未办结」「恢复办理」，自己负责的除外",
}
_REACHES: Mapping[Reach, str] = {
    Reach.EVERYWHERE: "全部",
    Reach.OWN_COMMAND: "本指挥部",
    Reach.OWN_PROJECT: "本项目",
    Reach.OWN_UNIT: "本单位主责的项目",
    Reach.OWN_ITEM: "本人负责的事项",
}
_GROUPS: Mapping[frozenset[Role], str] = {
    frozenset(Role): "绑定过的任何人",
    HEADQUARTERS: "总指挥部（第一总指挥、总指挥、副总指挥、成员）",
    OFFICE: "督考办（主任、副主任、成员）",
}


def table() -> str:
    """Tell for each act who may take it, and where."""
    lines = [f"· {ACTS[act]}\n　{who(leave)}；{where(leave)}" for act, leave in MAY.items()]
    return "\n".join(["谁可以办什么（每次点击都核对人、职务和地方）：", *lines])


def who(leave: Leave) -> str:
    """Name the roles with their reach; those that are always together by one name."""
    left = dict(leave.roles)
    named = []
    for group, name in _GROUPS.items():
        reaches = {left.get(role) for role in group}
        if len(reaches) == 1 and (reach := reaches.pop()) is not None:
            named.append(f"{name}：{_REACHES[reach]}")
            left = {role: each for role, each in left.items() if role not in group}
    named += [f"{role.chinese}：{_REACHES[reach]}" for role, reach in left.items()]
    return "；".join(named)


def where(leave: Leave) -> str:
    """Name the rooms."""
    if leave.rooms == frozenset(Room):
        return "私聊和各群；在指挥部群里只限本指挥部的项目"
    return "、".join(room.chinese for room in Room if room in leave.rooms)
