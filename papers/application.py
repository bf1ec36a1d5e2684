"""The application for another target (目标调整申请书), as it is printed and signed (C57)."""

import datetime as dtm
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from rules.month import Month, year_of
from rules.posts import Role
from rules.project import Goal, Milestone, PersonName, ProjectCode, UnitName, plain

TEMPLATE = Path(__file__).parent / "templates" / "application.docx"
_TICKED, _BLANK = "☑", "□"
_NO_GOAL = "—"


class NotOnTheFormError(ValueError):
    """What was chosen is not among the options that the form prints."""

    def __init__(self, chosen: str, options: Sequence[str]) -> None:
        super().__init__(f"{chosen!r} is not one of {', '.join(options)}")
        self.chosen = chosen
        self.options = tuple(options)


@dataclass(frozen=True, slots=True)
class Choice:
    """The options that the form prints, and the one that is ticked; empty where none is yet."""

    options: tuple[str, ...] = ()
    chosen: str = ""

    def __post_init__(self) -> None:
        if self.chosen and self.chosen not in self.options:
            raise NotOnTheFormError(self.chosen, self.options)


@dataclass(frozen=True, slots=True)
class YearTargets:
    """A year's target in the project's unit, None where it has stages alone, and its months.

    A month that is not named has no goal (E10).
    """

    annual: Decimal | None
    goals: Mapping[Month, Goal]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed in the chat, in which post, and when, by the township's own clock.

    `acting_for` is the post that the signer stood in for (代), None for his own.
    """

    person: PersonName
    role: Role
    at: dtm.datetime
    acting_for: Role | None = None


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """One step of the chain: who is to sign by the form, what was chosen and said, who signed.

    Without a signature its lines are left blank for a pen; `opinion` is what the signer wrote
    beyond the option: a ground, the number of a meeting's minutes.
    """

    step: str
    signer: str
    choice: Choice = Choice()
    opinion: str = ""
    signature: Signature | None = None


@dataclass(frozen=True, slots=True)
class ApplicationPaper:
    """All that the paper tells (`FORMS.md` 4).

    `before` and `after` are those of the whole year of `since`, the month from which the change is
    asked for; `approved_on` are the days on which earlier changes of the year were approved;
    `exceptional_because` is why another one is asked for, empty where it is the first (C61, E7).
    `measures` and `effect` may be empty. `digest` is the hash of what is being signed, in hex.
    """

    number: str
    filed_on: dtm.date
    code: ProjectCode
    name: str
    command: str
    lead_unit: UnitName
    responsible_leader: PersonName
    responsible_person: PersonName
    unit: str
    before: YearTargets
    after: YearTargets
    since: Month
    category: Choice
    reason: str
    evidence: tuple[str, ...]
    measures: str
    effect: str
    approved_on: tuple[dtm.date, ...]
    exceptional_because: str
    signing: tuple[SignatureBlock, ...]
    digest: str


def docx_of(view: ApplicationPaper, *, template: Path = TEMPLATE) -> bytes:
    """Return the application as .docx; BrokenTemplateError where the template cannot be filled."""
    from papers.filling import filled

    return filled(template, _words(view))


def printed(view: ApplicationPaper) -> bytes:
    """Return the application as PDF; the errors of `docx_of` and of `papers.pdf`."""
    from papers.pdf import pdf_of

    return pdf_of(docx_of(view))


def _words(view: ApplicationPaper) -> dict[str, Any]:
    """Return what the template's places are filled with; `docs/office.md` lists them."""
    from papers.filling import paragraphs

    return {
        "编号": view.number,
        "申请日期": _day(view.filed_on),
        "年度": view.since.year,
        "项目编号": view.code,
        "项目名称": view.name,
        "指挥部": view.command,
        "主责单位": view.lead_unit,
        "责任领导": view.responsible_leader,
        "责任人": view.responsible_person,
        "计量单位": view.unit,
        "原年度目标": _goal(view.before.annual),
        "新年度目标": _goal(view.after.annual),
        "年度目标有变": view.before.annual != view.after.annual,
        "月度计划": list(_halves(view)),
        "生效月份": f"{view.since.year}年{view.since.chinese}",
        "原因类别": view.category.chosen,
        "原因类别选项": _options(view.category),
        "原因说明": paragraphs(view.reason),
        "佐证材料": list(view.evidence),
        "已采取的措施": paragraphs(view.measures),
        "影响": paragraphs(view.effect),
        "已批准日期": [_day(day) for day in view.approved_on],
        "已批准次数": len(view.approved_on),
        "第几次": len(view.approved_on) + 1,
        "特批": bool(view.exceptional_because),
        "特批理由": paragraphs(view.exceptional_because),
        "签署": [_block(block, paragraphs(block.opinion)) for block in view.signing],
        "校验码": view.digest,
    }


def _halves(view: ApplicationPaper) -> Iterator[dict[str, Any]]:
    """Yield six rows: a month of the first half-year, and beside it one of the second."""
    months = year_of(view.since.year)
    for first, second in zip(months[:6], months[6:], strict=True):
        yield {"左": _month(view, first), "右": _month(view, second)}


def _month(view: ApplicationPaper, month: Month) -> dict[str, Any]:
    before, after = view.before.goals.get(month), view.after.goals.get(month)
    return {
        "月份": month.chinese,
        "原目标": _goal(before),
        "新目标": _goal(after),
        "有变": before != after,
    }


def _block(block: SignatureBlock, opinion: list[str]) -> dict[str, Any]:
    signed = block.signature
    return {
        "环节": block.step,
        "签署人": block.signer,
        "选项": _options(block.choice),
        "意见": opinion,
        "已签": signed is not None,
        "姓名": signed.person if signed else "",
        "职务": signed.role.chinese if signed else "",
        "代": signed.acting_for.chinese if signed and signed.acting_for else "",
        "时间": f"{_day(signed.at)}{signed.at:%H:%M}" if signed else "",
    }


def _options(choice: Choice) -> list[dict[str, str]]:
    return [
        {"框": _TICKED if one == choice.chosen else _BLANK, "名称": one} for one in choice.options
    ]


def _goal(goal: Goal | None) -> str:
    if goal is None:
        return _NO_GOAL
    return str(goal) if isinstance(goal, Milestone) else plain(goal)


def _day(day: dtm.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
