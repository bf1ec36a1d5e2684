"""Reading replies: what an official wrote becomes a figure, or is asked back (E24, E25)."""

from collections.abc import Iterator
from decimal import Decimal

from rules import agreement, doubts, surroundings
from rules.figures import Figure, Statement, state
from rules.headline import Choice, Doubt, choose
from rules.phrases import Sense
from rules.terms import Basis, Item, Reading, Reason, Terms
from rules.tokens import Kind, Tokens

__all__ = ["Basis", "Item", "Reading", "Reason", "Terms", "read_reply"]

# Of several reasons, the first thing an official would ask about.
_FIRST_ASKED = (
    Reason.ADVERSARIAL,
    Reason.CORRECTION,
    Reason.QUESTION,
    Reason.ADJUST_REQUEST,
    Reason.MULTIPLE_PROJECTS,
    Reason.CLAIMS_COMPLETE,
    Reason.OVER_100,
    Reason.THIRD_PARTY,
    Reason.PLAN_NOT_ACTUAL,
    Reason.OTHER_MONTH,
    Reason.RANGE,
    Reason.NEGATIVE,
    Reason.APPROXIMATE,
    Reason.UNIT_MISMATCH,
    Reason.TOTAL_NOT_ANNUAL,
    Reason.MONTH_ONLY,
    Reason.DELTA_ONLY,
    Reason.SAME_AS_LAST,
    Reason.NOT_STARTED,
    Reason.UNIT_CONVERTED_INEXACT,
    Reason.GARBLED,
    Reason.NO_UNIT,
    Reason.OVER_TARGET_FAR,
    Reason.BELOW_LAST,
    Reason.INCONSISTENT,
    Reason.QUALITATIVE,
    Reason.NO_FIGURE,
)
_WITHOUT_FIGURE: tuple[tuple[Sense, Reason], ...] = (
    (Sense.QUESTION, Reason.QUESTION),
    (Sense.ADVERSE, Reason.ADVERSARIAL),
    (Sense.ADJUST, Reason.ADJUST_REQUEST),
    (Sense.CORRECT, Reason.CORRECTION),
    (Sense.SEVERAL, Reason.MULTIPLE_PROJECTS),
    (Sense.GARBLED, Reason.GARBLED),
    (Sense.IDLE, Reason.NOT_STARTED),
    (Sense.SAME, Reason.SAME_AS_LAST),
    (Sense.FEWER, Reason.NEGATIVE),
    (Sense.LEFT, Reason.INCONSISTENT),
    (Sense.CLAIM, Reason.CLAIMS_COMPLETE),
    (Sense.BOUND, Reason.APPROXIMATE),
    (Sense.STATE, Reason.QUALITATIVE),
    (Sense.DONE, Reason.QUALITATIVE),
    (Sense.STAGE, Reason.QUALITATIVE),
    (Sense.PIECE, Reason.QUALITATIVE),
    (Sense.PLAN, Reason.PLAN_NOT_ACTUAL),
    (Sense.ABOUT, Reason.QUALITATIVE),
)
_SOFTENING = {
    Sense.BOUND,
    Sense.NOT,
    Sense.LEFT,
    Sense.PIECE,
    Sense.PLAN,
    Sense.QUESTION,
}


def read_reply(text: str, terms: Terms) -> Reading:
    """Return what a reply says about a project's cumulative figure, exact, in its unit (E24).

    Sure only when exactly one figure is left after everything in the reply is understood;
    whatever is not known to change nothing leads to asking back. It never raises.
    """
    statement = state(Tokens(unit=terms.unit, name=terms.project or "").of(text), terms)
    if all(figure.is_resource for figure in statement.figures):
        return _without_figure(statement)
    choice = choose(statement, terms)
    found = [*choice.doubts, *_doubts(statement, choice, terms)]
    return _reading(statement, choice, found, terms)


def _doubts(statement: Statement, choice: Choice, terms: Terms) -> Iterator[Doubt]:
    for figure in choice.same:
        yield from doubts.of_writing(figure, terms)
        yield from doubts.of_words(figure, terms)
        yield from doubts.of_whole(figure, terms)
    if choice.figure is not None and choice.basis is Basis.CUMULATIVE:
        yield from doubts.of_size(choice.figure, terms)
    yield from doubts.of_strangeness(statement, choice, terms)
    yield from doubts.of_owners(statement)
    yield from doubts.of_things(choice, terms)
    yield from doubts.of_subjects(statement, choice, terms)
    yield from doubts.of_reply(statement, choice)
    yield from agreement.of_figures(statement, choice, terms)
    yield from surroundings.of_clauses(statement, choice, terms)


def _reading(statement: Statement, choice: Choice, found: list[Doubt], terms: Terms) -> Reading:
    value = choice.figure.value if choice.figure is not None else None
    if not found and value is None:
        found = [Doubt(Reason.GARBLED)]
    if not found:
        return Reading(value, choice.basis, needs_confirmation=False, reason=None)
    first = min(found, key=lambda doubt: _FIRST_ASKED.index(doubt.reason))
    if not all(doubt.keeps for doubt in found):
        value = None
    several = first.reason is Reason.MULTIPLE_PROJECTS
    return Reading(
        value,
        choice.basis if value is not None else None,
        needs_confirmation=True,
        reason=first.reason,
        note=first.note,
        items=_items(statement.figures, terms.unit) if several else (),
    )


def _items(figures: tuple[Figure, ...], unit: str) -> tuple[Item, ...]:
    """Return what was heard for each project, in the order of the reply."""
    return tuple(
        Item(figure.subject, figure.value, unit if figure.own else figure.amount.unit)
        for figure in figures
        if figure.subject and not figure.is_resource
    )


def _without_figure(statement: Statement) -> Reading:
    """Read a reply that holds no figure of the work; 未开工 is a nought to be confirmed."""
    reason = next((r for sense, r in _WITHOUT_FIGURE if statement.has(sense)), Reason.NO_FIGURE)
    soft = statement.has(*_SOFTENING)
    if reason is Reason.CLAIMS_COMPLETE and (soft or statement.has(Sense.ABOUT)):
        reason = Reason.QUALITATIVE
    idle = (
        reason is Reason.NOT_STARTED
        and not soft
        and not any(t.kind is Kind.UNKNOWN for t in statement.tokens)
    )
    value = Decimal(0) if idle else None
    return Reading(
        value, Basis.CUMULATIVE if idle else None, needs_confirmation=True, reason=reason
    )
