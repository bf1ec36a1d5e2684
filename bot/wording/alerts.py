"""The short words of an alert, seen by the presser alone."""

from bot.wording.figures import project_name
from rules.project import Project


def recorded() -> str:
    """Confirm what was kept."""
    return "已记录"


def cancelled() -> str:
    """Confirm what was dropped."""
    return "已取消"


def no_longer_open() -> str:
    """Tell that a button has had its day."""
    return "这个按钮已经失效，请看后面的新消息。"


def chosen(project: Project) -> str:
    """Close the question which project was meant."""
    return f"已选：{project_name(project)}"


def report_changed(project: Project) -> str:
    """Tell that what the button was made for has changed meanwhile."""
    return f"{project_name(project)}刚有新情况，请重新发 /determine {project.code} 查看。"


def sent_back_note() -> str:
    """Say why a project waits for the office after 退回."""
    return "已退回重报"


def received_already(who: str, when: str) -> str:
    """Tell who signed for a warning before."""
    return f"已由{who}于{when}签收，不用再签。"


def draft_changed() -> str:
    """Tell that a draft is out of date."""
    return "认定情况刚有变化，请重新发 /publish 核对后再确认。"


def received() -> str:
    """Confirm a receipt."""
    return "已签收"


def explained_above() -> str:
    """Tell that somebody has just asked the same here."""
    return "刚刚已经有人问过，请看上面的答复。"
