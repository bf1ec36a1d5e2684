"""Spent buttons: what can no longer be pressed is forgotten; who presses it is told so kindly.

A button is spent when what it decides is over, or when the book that it lists is no longer in
force; it must be old besides, so that who comes late is still told who decided, and when.
"""

import datetime as dtm
from collections.abc import Iterator

from bot.unplaced import unplaced_in
from storage.drafts import Draft
from storage.work import Work

KEPT = dtm.timedelta(days=90)

UNTIL_PUBLISHED = frozenset(
    {
        "accept_report",
        "accept_silence",
        "accept_rest",
        "send_back",
        "desk_page",
        "desk_one",
        "show_remarks",
        "ask_finding",
        "propose_found",
        "confirm_ledger",
        "cancel_ledger",
        "confirm_publication",
        "agree_to_draft",
        "object_to_draft",
        "choose_objected",
    }
)
"""About a month of the desk or of a draft, which its publication ends."""

UNTIL_FOUND = frozenset({"confirm_finding", "cancel_finding"})
"""About a figure that was proposed before the publication."""

UNTIL_CORRECTED = frozenset({"correct_because", "confirm_correction", "cancel_correction"})
"""About a figure that was proposed after it."""

UNTIL_SETTLED = frozenset({"confirm_report", "change_report", "cancel_report"})
"""About an answer that was asked back."""

UNTIL_HANDED_IN = frozenset(
    {
        "choose_project",
        "choose_support",
        "fill_change",
        "file_change",
        "fill_lifecycle",
        "file_lifecycle",
        "fill_leave",
        "confirm_leave",
        "fill_handover",
        "confirm_handover",
        "fill_support",
        "confirm_support",
        "confirm_check",
        "confirm_import",
    }
)
"""Under a form: they know it by their state."""

UNTIL_NEXT_BOOK = frozenset(
    {
        "choose_status",
        "choose_plan",
        "choose_inspected",
        "choose_report",
        "choose_change",
        "choose_lifecycle",
        "support_page",
    }
)
"""Lists of what the year's book holds; in the next year a code is another project's."""

ALWAYS = frozenset(
    {
        "report_stage",
        "receive_warning",
        "explain",
        "show_picture",
        "choose_chart_month",
        "choose_correction",
        "resend_notices",
        "let_go_notices",
        "complete_change",
        "complete_lifecycle",
        "say_to_change",
        "show_evidence",
        "record_minutes",
        "end_leave",
        "choose_import",
        "choose_delegate",
        "choose_led",
        "delegate",
        "end_delegation",
        "choose_subscription",
        "stop_subscription",
        "show_allotment",
        "show_permissions",
        "support_one",
        "support_picture",
        "report_support",
        "close_support",
        "return_support",
        "reopen_support",
        "add_support",
    }
)
"""What may be pressed rightly however old it is, or tells itself that it is over."""


def forget_spent(work: Work, at: dtm.datetime) -> int:
    """Forget the buttons that are spent and were offered long ago; return how many."""
    work.buttons.age(at)
    before, published = at - KEPT, work.editions.published()
    forms = {state for draft in work.drafts.all() for state in _states_of(draft)}
    return (
        work.buttons.forget_of_months(UNTIL_PUBLISHED, published, before)
        + work.buttons.forget_of_proposals(UNTIL_FOUND, before, published)
        + work.buttons.forget_of_proposals(UNTIL_CORRECTED, before)
        + work.buttons.forget_of_answers(UNTIL_SETTLED, before)
        + work.buttons.forget_of_forms(UNTIL_HANDED_IN, forms, before)
        + work.buttons.forget_of_lists(UNTIL_NEXT_BOOK, min(before, _book_since(work) or before))
    )


def _states_of(draft: Draft) -> Iterator[str]:
    """Yield by which states the buttons under a form know it."""
    yield from (draft.facts[name] for name in ("id", "message") if name in draft.facts)
    yield from (one.message for one in unplaced_in(draft))


def _book_since(work: Work) -> dtm.datetime | None:
    """Return since when the book in force is: its first month was asked then; None for never."""
    year = work.book.year_in_force()
    first = next((month for month in work.cycles.asked() if month.year == year), None)
    return work.cycles.seen(first).asked_at if first else None
