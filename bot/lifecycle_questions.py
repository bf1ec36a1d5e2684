"""What the form of a step of a project's life asks next: words, buttons, how words are taken."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from bot.entrance import Present
from bot.lifecycle_draft import months_after, months_to_choose
from bot.lifecycle_form import BY_STAGES, Field, Form
from bot.refusals import TooLateInYearError
from bot.speech import Choice, Rows, buttons
from bot.wording import lifecycle, matters
from rules.lifecycle import Step
from rules.lifecycle_application import Occasion
from rules.posts import MAY, Act, Reach
from storage.work import Look, Work

_IN_A_ROW = 4  # months, to be tapped on a phone
_UNITS = ("万元", "公里", "亩", "户", "%", "个")
_AGAIN = {
    Field.OCCASION: "改类别",
    Field.COMMAND: "改指挥部",
    Field.NAME: "改名称",
    Field.BRIEF: "改内容",
    Field.LEAD_UNIT: "改主责单位",
    Field.LEADER: "改责任领导",
    Field.PERSON: "改责任人",
    Field.UNIT: "改计量单位",
    Field.ANNUAL: "改年度目标",
    Field.DUE: "改完成时限",
    Field.SINCE: "改月份",
    Field.PLAN: "改月度计划",
    Field.UNTIL: "改恢复月份",
    Field.VALUE: "改完成数",
    Field.REASON: "改原因",
    Field.EVIDENCE: "重发材料",
}


class Question(NamedTuple):
    """What is asked; `hint` stands in the field of the answer where words are wanted."""

    words: str
    rows: Rows = ()
    hint: str | None = None


def question(form: Form, here: Present, *, work: Work) -> Question:
    """Return what is asked next; when all is known, the preview."""
    asked = form.asks_for
    return _preview(form, here, work=work) if asked is None else _ASK[asked](form, here, work)


def _ask(words: Callable[[], str], hint: str) -> "_Asker":
    return lambda form, here, work: Question(words(), hint=hint)  # noqa: ARG005


def _ask_occasion(form: Form, here: Present, work: Work) -> Question:
    kinds = [(one.chinese, one.value) for one in Occasion]
    return Question(
        lifecycle.ask_occasion(), buttons(work, _choices(form, here, Field.OCCASION, kinds))
    )


def _ask_command(form: Form, here: Present, work: Work) -> Question:
    """Offer the commands for which somebody may nominate."""
    roles = MAY[Act.NOMINATE].roles
    held = [post for post in here.posts if post.held_on(form.today) and post.role in roles]
    everywhere = any(roles[post.role] is Reach.EVERYWHERE for post in held)
    own = {post.command for post in held}
    options = [
        (f"{one.number} {one.name}"[:40], one.number)
        for one in work.book.commands(form.year)
        if everywhere or one.number in own
    ]
    rows = [[choice] for choice in _choices(form, here, Field.COMMAND, options)]
    return Question(lifecycle.ask_command(), buttons(work, *rows))


def _ask_lead_unit(form: Form, here: Present, work: Work) -> Question:
    command = work.book.command(form.year, form.facts[Field.COMMAND])
    units = [(unit, unit) for unit in command.units] if command else []
    rows = _in_rows(_choices(form, here, Field.LEAD_UNIT, units), 2)
    words = lifecycle.ask_lead_unit(command.name if command else "")
    return Question(words, buttons(work, *rows), "主责单位")


def _ask_unit(form: Form, here: Present, work: Work) -> Question:
    units = [*((one, one) for one in _UNITS), (lifecycle.BY_STAGES, BY_STAGES)]
    rows = _in_rows(_choices(form, here, Field.UNIT, units), 3)
    return Question(lifecycle.ask_unit(), buttons(work, *rows), "计量单位")


def _ask_annual(form: Form, here: Present, work: Work) -> Question:
    del here, work
    return Question(lifecycle.ask_annual(form.project.unit), hint=f"如：8.6{form.project.unit}")


def _ask_since(form: Form, here: Present, work: Work) -> Question:
    months = [(one.chinese, str(one)) for one in months_to_choose(form, look=work)]
    if not months:
        raise TooLateInYearError
    rows = _in_rows(_choices(form, here, Field.SINCE, months), _IN_A_ROW)
    return Question(lifecycle.ask_since(form.what, form.known), buttons(work, *rows))


def _ask_plan(form: Form, here: Present, work: Work) -> Question:
    first = [("按此计划", "ok")] if form.goals else []
    rows = buttons(work, _choices(form, here, Field.PLAN, first))
    words = lifecycle.ask_plan(form.goals, form.project.unit, form.since)
    return Question(words, rows, "月度计划")


def _ask_until(form: Form, here: Present, work: Work) -> Question:
    months = [(one.chinese, str(one)) for one in months_after(form)]
    rows = _in_rows(_choices(form, here, Field.UNTIL, months), _IN_A_ROW)
    never = _choices(form, here, Field.UNTIL, [("本年度不恢复", "")])
    return Question(lifecycle.ask_until(bool(months)), buttons(work, *rows, never))


def _ask_value(form: Form, here: Present, work: Work) -> Question:
    del here, work
    return Question(lifecycle.ask_value(form.project), hint=f"如：12.4{form.project.unit}")


def _ask_reason(form: Form, here: Present, work: Work) -> Question:
    del here, work
    return Question(lifecycle.ask_reason(form.what), hint="原因")


def _ask_evidence(form: Form, here: Present, work: Work) -> Question:
    names = [one.name for one in form.evidence]
    done = [("材料齐了" if names else "没有材料", "done")]
    rows = buttons(work, _choices(form, here, Field.EVIDENCE, done))
    return Question(lifecycle.ask_evidence(names), rows)


def _preview(form: Form, here: Present, *, work: Work) -> Question:
    application = form.application(here.person)
    again = [
        Choice(label, "fill_lifecycle", f"again={field}", form.facts["id"], here.person)
        for field, label in _AGAIN.items()
        if field in form.fields
    ]
    first = Choice("确认", "file_lifecycle", application.digest, form.facts["id"], here.person)
    words = lifecycle.preview(
        application,
        form.project,
        note=_new_person(form, look=work),
        to=matters.goes_to(form.matter),
    )
    return Question(words, buttons(work, [first], *_in_rows(again, 2)))


def _new_person(form: Form, *, look: Look) -> str:
    """Say who of an entering project is in no book yet."""
    project = form.project
    if form.what is not Step.ENTER or look.book.person(project.responsible_person) is not None:
        return ""
    return lifecycle.new_person(project.responsible_person, project.lead_unit)


def _choices(
    form: Form, here: Present, field: Field, options: Sequence[tuple[str, str]]
) -> list[Choice]:
    return [
        Choice(label, "fill_lifecycle", f"{field}={value}", form.facts["id"], here.person)
        for label, value in options
    ]


def _in_rows(choices: Sequence[Choice], width: int) -> list[Sequence[Choice]]:
    return [choices[i : i + width] for i in range(0, len(choices), width)]


_Asker = Callable[[Form, Present, Work], Question]
_ASK: Mapping[Field, _Asker] = {
    Field.OCCASION: _ask_occasion,
    Field.COMMAND: _ask_command,
    Field.NAME: _ask(lifecycle.ask_name, "项目名称"),
    Field.BRIEF: _ask(lifecycle.ask_brief, "基本情况"),
    Field.LEAD_UNIT: _ask_lead_unit,
    Field.LEADER: _ask(lifecycle.ask_leader, "责任领导"),
    Field.PERSON: _ask(lifecycle.ask_person, "责任人"),
    Field.UNIT: _ask_unit,
    Field.ANNUAL: _ask_annual,
    Field.DUE: _ask(lifecycle.ask_due, "如：12月31日"),
    Field.SINCE: _ask_since,
    Field.PLAN: _ask_plan,
    Field.UNTIL: _ask_until,
    Field.VALUE: _ask_value,
    Field.REASON: _ask_reason,
    Field.EVIDENCE: _ask_evidence,
}
