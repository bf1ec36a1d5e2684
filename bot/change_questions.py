"""What the form of a target change asks next: its words, its buttons, and how words are taken."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from bot.changing import MOST_EVIDENCE, Field, Form, months_to_choose, with_months
from bot.draft_values import written_evidence
from bot.entrance import Present
from bot.ports import Brought, Content, Heard
from bot.reading_targets import read_figure, read_months
from bot.speech import Choice, Rows, buttons
from bot.wording import changing
from papers.months import FilledMonths, MonthRow, MonthsPaper
from rules.application import (
    Category,
    Evidence,
    NothingChangesError,
    ReasonTooShortError,
    SubjectiveReasonError,
    UnevenTargetsError,
    check_reason,
    check_targets,
)
from rules.month import Month
from rules.project import in_force, plain
from storage.work import Work

Read = tuple[dict[str, str], str | None]
_IN_A_ROW = 4  # months, to be tapped on a phone
_AGAIN = {
    Field.SINCE: "改生效月份",
    Field.ANNUAL: "改年度目标",
    Field.PLAN: "改月度计划",
    Field.CATEGORY: "改原因类别",
    Field.REASON: "改原因说明",
    Field.EVIDENCE: "重发材料",
}


class Question(NamedTuple):
    """What is asked; `hint` stands in the field of the answer where words are wanted."""

    words: str
    rows: Rows
    hint: str | None = None


def question(form: Form, here: Present, *, work: Work) -> Question:
    """Return what is asked next; when all is known, the preview."""
    asked = form.asks_for
    return _preview(form, here, work=work) if asked is None else _ASK[asked](form, here, work)


def refused(field: str, value: str, form: Form) -> str | None:
    """Return why a pressed answer cannot be taken, in words; None where it can."""
    if field == Field.CATEGORY and value not in set(Category):
        return changing.own_fault_refused()
    if field == Field.EVIDENCE and not form.evidence:
        return changing.evidence_needed()
    return _uneven(form) if field == Field.PLAN else None


def read_words(said: str, heard: Heard, form: Form) -> Read:
    """Return what words or a file fill in, or what is to be answered instead."""
    field = form.asks_for
    if heard.file and field is not Field.EVIDENCE:
        return {}, changing.no_file_here()
    if field is None or field not in _READ:
        return {}, changing.words_or_buttons()
    return _READ[field](said, heard, form)


def _read_reason(field: Field) -> Callable[[str, Heard, Form], Read]:
    return lambda said, heard, form: ({field.value: said}, _unfit(said))  # noqa: ARG005


def _read_annual(said: str, heard: Heard, form: Form) -> Read:
    del heard
    figure = read_figure(said, form.project.unit)
    if figure is None:
        return {}, changing.unclear_annual(form.project)
    return {Field.ANNUAL.value: plain(figure)}, None


def _read_plan(said: str, heard: Heard, form: Form) -> Read:
    del heard
    tapped = form.facts.get("month")
    month = Month.parse(tapped) if tapped else None
    months = read_months(said, form.before.goals, form.project.unit, tapped=month)
    if months is None:
        return {}, changing.unclear_months(form.project, min(form.before.goals))
    return {"goals": with_months(form, months), "month": ""}, None


def months_paper(form: Form) -> MonthsPaper:
    """Return the months of a form as a table to be filled in."""
    project, annual = form.project, form.annual
    rows = tuple(
        MonthRow(month, form.before.goals.get(month, goal), goal)
        for month, goal in sorted(form.goals.items())
    )
    words = changing.annual_words(annual, project.unit)
    return MonthsPaper(project.code, project.name, project.unit, words, form.facts["id"], rows)


def read_table(brought: Brought, form: Form) -> Read:
    """Return what a table that came back fills in, or what is wrong with it."""
    if not isinstance(brought, FilledMonths):
        return {}, changing.table_not_read()
    if brought.token != form.facts["id"] or form.asks_for is not Field.PLAN:
        return {}, changing.table_of_another()
    if brought.mistakes:
        return {}, changing.table_mistakes(brought.mistakes)
    months = {month: goal for month, goal in brought.goals.items() if month in form.before.goals}
    return {"goals": with_months(form, months), "month": ""}, None


def _read_file(said: str, heard: Heard, form: Form) -> Read:
    del said
    if not heard.file:
        return {}, changing.words_or_buttons()
    before = form.evidence[: MOST_EVIDENCE - 1]
    name = heard.file_name or changing.photo_name(len(before) + 1)
    handed = Evidence(name, heard.file, is_photo=heard.content is Content.PHOTO)
    return {"files": written_evidence([*before, handed])}, None


def _ask_exception(form: Form, here: Present, work: Work) -> Question:
    del here, work
    return Question(changing.ask_exception(form.project, form.adjusted_on), (), "特批理由")


def _ask_since(form: Form, here: Present, work: Work) -> Question:
    months = [(one.chinese, str(one)) for one in months_to_choose(form, look=work)]
    rows = _in_rows(_choices(form, here, Field.SINCE, months), _IN_A_ROW)
    return Question(changing.ask_since(form.project), buttons(work, *rows))


def _ask_annual(form: Form, here: Present, work: Work) -> Question:
    annual, project = form.before.annual, form.project
    same = [("年度目标不变", plain(annual))] if annual else []
    rows = buttons(work, _choices(form, here, Field.ANNUAL, same))
    return Question(changing.ask_annual(project, form.before), rows, f"如：8.6{project.unit}")


def _ask_plan(form: Form, here: Present, work: Work) -> Question:
    months = [(month.chinese, str(month)) for month in sorted(form.before.goals)]
    rows = [
        [
            *_choices(form, here, Field.PLAN, [("按此计划", "ok")]),
            *_choices(form, here, "table", [("用表格填", "")]),
        ],
        *_in_rows(_choices(form, here, "month", months), _IN_A_ROW),
    ]
    words = changing.ask_plan(form.project, form.before, form.after)
    return Question(words, buttons(work, *rows))


def _ask_category(form: Form, here: Present, work: Work) -> Question:
    kinds = [*((one.chinese, one.value) for one in Category), (changing.OWN_FAULT, "own")]
    rows = _in_rows(_choices(form, here, Field.CATEGORY, kinds), 2)
    return Question(changing.ask_category(), buttons(work, *rows))


def _ask_reason(form: Form, here: Present, work: Work) -> Question:
    del here, work
    category = Category(form.facts[Field.CATEGORY])
    return Question(changing.ask_reason(category), (), "原因说明")


def _ask_evidence(form: Form, here: Present, work: Work) -> Question:
    rows = buttons(work, _choices(form, here, Field.EVIDENCE, [("材料齐了", "done")]))
    return Question(changing.ask_evidence([one.name for one in form.evidence]), rows)


def _preview(form: Form, here: Present, *, work: Work) -> Question:
    application = form.application(here.person, revision=form.revision)
    again = [
        Choice(label, "fill_change", f"again={field}", form.facts["id"], here.person)
        for field, label in _AGAIN.items()
        if field in form.facts
    ]
    first = Choice("确认", "file_change", application.digest, form.facts["id"], here.person)
    need = _need(form, work=work)
    words = changing.preview(application, form.project, need=need)
    return Question(words, buttons(work, [first], *_in_rows(again, 2)))


def _need(form: Form, *, work: Work) -> str:
    """Return what each month that is left then needs, in words; nothing for stages alone."""
    months = [one for one, goal in form.goals.items() if isinstance(goal, Decimal)]
    if form.annual is None or not months:
        return ""
    rest = form.annual - _done(form, work)
    figure = (rest / len(months)).quantize(Decimal("0.01"))
    return changing.need_a_month(plain(max(figure, Decimal(0))), len(months), form.project.unit)


def _done(form: Form, work: Work) -> Decimal:
    """Return what the year has before the change: as determined, or else as it is to be."""
    if form.since.number == 1:
        return Decimal(0)
    before = form.since.previous
    made = work.determinations.of(before, [form.project.code]).get(form.project.code)
    if made is not None and isinstance(made.value, Decimal):
        return made.value
    goal = in_force(form.versions, before).goal
    return goal if isinstance(goal, Decimal) else Decimal(0)


def _uneven(form: Form) -> str | None:
    try:
        check_targets(form.before, form.after)
    except UnevenTargetsError as error:
        return changing.uneven(error.month, error.goal, error.bound, form.project)
    except NothingChangesError:
        return changing.nothing_changes()
    return None


def _unfit(said: str) -> str | None:
    try:
        check_reason(said)
    except ReasonTooShortError:
        return changing.too_short()
    except SubjectiveReasonError as error:
        return changing.subjective(error.words)
    return None


def _choices(
    form: Form, here: Present, field: str, options: Sequence[tuple[str, str]]
) -> list[Choice]:
    return [
        Choice(label, "fill_change", f"{field}={value}", form.facts["id"], here.person)
        for label, value in options
    ]


def _in_rows(choices: Sequence[Choice], width: int) -> list[Sequence[Choice]]:
    return [choices[i : i + width] for i in range(0, len(choices), width)]


_ASK: Mapping[Field, Callable[[Form, Present, Work], Question]] = {
    Field.EXCEPTION: _ask_exception,
    Field.SINCE: _ask_since,
    Field.ANNUAL: _ask_annual,
    Field.PLAN: _ask_plan,
    Field.CATEGORY: _ask_category,
    Field.REASON: _ask_reason,
    Field.EVIDENCE: _ask_evidence,
}
_READ: Mapping[Field, Callable[[str, Heard, Form], Read]] = {
    Field.EXCEPTION: _read_reason(Field.EXCEPTION),
    Field.REASON: _read_reason(Field.REASON),
    Field.ANNUAL: _read_annual,
    Field.PLAN: _read_plan,
    Field.EVIDENCE: _read_file,
}
