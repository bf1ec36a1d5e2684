"""What a request is about, in words, whatever its matter."""

from bot.wording import changing, lifecycle
from rules.application import Application
from rules.approval import ChangeRequest, Matter, Stage
from rules.project import Project

_HEADS = {
    Matter.TARGET: "目标调整",
    Matter.ENTER: "项目纳入",
    Matter.EXIT: "项目退出",
    Matter.SUSPEND: "项目暂停",
    Matter.RESUME: "项目恢复",
    Matter.COMPLETED: "项目完工",
}
_UNTIL_THEN = {
    Matter.TARGET: "批准前仍按原目标考核。",
    Matter.ENTER: "批准前不填报、不标牌。",
    Matter.EXIT: "批准前照常填报、标牌。",
    Matter.SUSPEND: "批准前照常填报、标牌。",
}
_PLEASE = {
    Stage.SIGNING: "请指挥长核对后签字；不同意的请退回并写明原因。",
    Stage.RETURNED: "请补正后重新提交；不再申请的可以撤回。",
}
_REVIEW = {
    Matter.TARGET: "请督考办审核：通过后报总指挥部；材料不全的退回，不符合条件的驳回。",
    Matter.COMPLETED: "请督考办到场核实：数字属实的审核通过，不实的退回，不符合条件的驳回。",
    Matter.RESUME: "请督考办审核：条件具备的通过，材料不全的退回，不符合条件的驳回。",
}
_NOTHING_CHANGED = {
    Matter.TARGET: "仍按原目标考核。",
    Matter.ENTER: "项目没有纳入。",
    Matter.EXIT: "项目照常填报、标牌。",
    Matter.SUSPEND: "项目照常填报、标牌。",
    Matter.RESUME: "项目仍是暂停。",
    Matter.COMPLETED: "项目照常填报、标牌。",
}


def head(request: ChangeRequest) -> str:
    """Name the matter, as it stands in the heads of messages: 目标调整."""
    return _HEADS[request.matter]


def terms(request: ChangeRequest, project: Project) -> str:
    """Write out what is applied for."""
    application = request.application
    if isinstance(application, Application):
        return changing.terms(application, project)
    return lifecycle.terms(application, project)


def please(request: ChangeRequest) -> str:
    """Ask for the step that is next."""
    if request.stage is Stage.APPROVING:
        return f"请第一总指挥或总指挥批准；{_UNTIL_THEN[request.matter]}"
    if request.stage is Stage.REVIEWING:
        return _REVIEW.get(request.matter, _REVIEW[Matter.TARGET])
    return _PLEASE.get(request.stage, "")


def nothing_changed(request: ChangeRequest) -> str:
    """Tell what holds after a request came to nothing."""
    return _NOTHING_CHANGED[request.matter]


def goes_to(matter: Matter) -> str:
    """Tell who is next after filing."""
    return "送指挥长签字" if len(matter.chain) == 4 else "送督考办审核"
