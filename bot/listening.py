"""Words and files without a command: which form, question or workbook they are meant for."""

import datetime as dtm
from collections.abc import Callable, Mapping

from bot import (
    changing,
    dialogues,
    handover_form,
    lifecycle_draft,
    open_questions,
    support_desk,
    support_form,
)
from bot.flows import (
    add_support,
    answer_support,
    ask_change,
    ask_lifecycle,
    check_book,
    correct_month,
    countersign_draft,
    decide,
    determine,
    fill_ledger,
    hand_over,
    import_plates,
    record_inspection,
    report_progress,
    sign_change,
    take_leave,
    take_reply,
)
from bot.ports import Alert, Heard
from bot.settings import Settings
from bot.speech import answer
from bot.subjects import subject_of
from bot.wording import replying
from papers.checked import CheckedBook
from papers.ledger import FilledLedger
from storage.drafts import Draft
from storage.work import Look, Work

FORMS: Mapping[str, Callable[..., None]] = {
    decide.FORM: decide.take_question,
    determine.FORM: determine.take_finding,
    correct_month.FORM: correct_month.take_correction,
    countersign_draft.FORM: countersign_draft.take_objection,
    open_questions.FORM: report_progress.take_figure,
    changing.FORM: ask_change.take_change,
    lifecycle_draft.FORM: ask_lifecycle.take_lifecycle,
    sign_change.FORM: sign_change.take_note,
    take_leave.FORM: take_leave.take_leave,
    import_plates.FORM: import_plates.take_import,
    handover_form.FORM: hand_over.take_handover,
    support_desk.FORM: answer_support.take_remark,
    record_inspection.FORM: record_inspection.take_inspection,
    support_form.FORM: add_support.take_support,
}
_WITH_FILES = frozenset({changing.FORM, lifecycle_draft.FORM, sign_change.FORM})


def hear_words(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> Alert | None:
    """Let words go to the form that their sender is filling in, or else to a question.

    A ledger is one whatever else is going on, the year's workbook where no form takes files.
    """
    draft = dialogues.meant(heard, look=work)
    form = FORMS.get(draft.form) if draft and not heard.is_edit else None
    is_for_form = draft is not None and form is not None and is_meant(draft, heard, look=work)
    takes_files = is_for_form and draft is not None and draft.form in _WITH_FILES
    if isinstance(heard.brought, CheckedBook) and not takes_files:
        check_book.tell_check(heard, heard.brought, work=work, at=at, settings=settings)
    elif isinstance(heard.brought, FilledLedger) or (heard.brought and not is_for_form):
        fill_ledger.take_ledger(heard, work=work, at=at, settings=settings)
    elif answer_support.is_answer(heard, look=work, settings=settings):
        answer_support.take_answer(heard, work=work, at=at, settings=settings)
    elif form is not None and draft is not None and is_for_form:
        if not heard.text.strip() and not (heard.file and draft.form in _WITH_FILES):
            work.outbox.put(answer(heard, replying.words_needed()), at)
            return None
        form(heard, draft, work=work, at=at, settings=settings)
    elif check_book.is_other_table(heard, look=work, settings=settings):
        check_book.ask_for_another_format(heard, work=work, at=at)
    elif _is_about_support(heard, look=work, settings=settings):
        answer_support.take_answer(heard, work=work, at=at, settings=settings)
    else:
        take_reply.take_reply(heard, work=work, at=at, settings=settings)
    return None


def _is_about_support(heard: Heard, *, look: Look, settings: Settings) -> bool:
    """Tell whether words that quote no question of progress are about a support item."""
    is_progress = take_reply.quoted_question(heard, look=look) is not None
    return not is_progress and answer_support.is_unquoted_answer(
        heard, look=look, settings=settings
    )


def wants_file(heard: Heard, *, look: Look, settings: Settings) -> bool:
    """Tell whether a flow wants a message's file: not where it is an open form's evidence."""
    draft = dialogues.meant(heard, look=look)
    if draft is not None and _fills_months(heard, draft):
        return True
    flows = (fill_ledger.wants_file, check_book.wants_file)
    is_wanted = any(wants(heard, look=look, settings=settings) for wants in flows)
    takes_files = draft is not None and draft.form in _WITH_FILES
    return is_wanted and not (draft and takes_files and is_meant(draft, heard, look=look))


def _fills_months(heard: Heard, draft: Draft) -> bool:
    """Tell whether a file is the table of months that an application waits for."""
    is_table = heard.is_private and heard.file_name.lower().endswith(".xlsx")
    return is_table and changing.waits_for_plan(draft)


def is_meant(draft: Draft, heard: Heard, *, look: Look) -> bool:
    """Tell whether words are meant for a form, and quote nothing about another project."""
    is_to_us = heard.is_private or (heard.quoted is not None and heard.quoted.is_ours)
    about = take_reply.quoted_question(heard, look=look)
    meant = draft.facts.get("about") or f"{draft.facts.get('month')}/{draft.facts.get('project')}"
    is_elsewhere = about is not None and subject_of(about) != meant
    return is_to_us and not is_elsewhere
