"""Where the parts meet: which flow takes which command, button and phase."""

import datetime as dtm
from collections.abc import Callable, Mapping
from typing import Any

from bot import dialogues, listening
from bot.flows import (
    add_support,
    answer_support,
    ask_again,
    ask_change,
    ask_lifecycle,
    ask_progress,
    assess_year,
    bind_group,
    bind_person,
    brief_headquarters,
    choose_project,
    close_month,
    correct_month,
    countersign_draft,
    decide,
    delegate,
    determine,
    explain,
    file_change,
    file_lifecycle,
    fill_ledger,
    follow_chat,
    hand_over,
    help_and_cancel,
    import_plates,
    issue_correction,
    publish_month,
    receive_warning,
    record_inspection,
    remind_signers,
    remind_silent,
    report_progress,
    settle_report,
    settle_support,
    settle_trouble,
    show_burden,
    show_chart,
    show_evidence,
    show_org,
    show_plan,
    show_remarks,
    show_status,
    show_support,
    show_todo,
    sign_change,
    subscribe,
    take_leave,
    tell_delay,
    tell_troubles,
)
from bot.phases import Ran
from bot.ports import Alert, Heard, Pressed
from bot.routes import Event, Flow, Routes
from bot.settings import Settings
from bot.speech import answer
from bot.wording import alerts, failures, refusals
from rules.lifecycle import Step
from rules.month import Month
from rules.refusal import RefusalError
from rules.schedule import Due, Phase
from storage.buttons import Button
from storage.work import Work

COMMANDS: Mapping[str, Callable[..., None]] = {
    "start": bind_person.bind_person,
    "bind": bind_group.bind_group,
    "status": show_status.show_status,
    "report": report_progress.report_progress,
    "adjust": ask_change.ask_change,
    "enter": ask_lifecycle.nominate,
    "exit": ask_lifecycle.applying_for(None, "exit"),
    "suspend": ask_lifecycle.applying_for(Step.SUSPEND, "suspend"),
    "resume": ask_lifecycle.applying_for(Step.RESUME, "resume"),
    "complete": ask_lifecycle.applying_for(Step.COMPLETED, "complete"),
    "split": ask_lifecycle.refuse_to_split,
    "merge": ask_lifecycle.refuse_to_split,
    "leave": take_leave.start_leave,
    "handover": hand_over.start_handover,
    "import": import_plates.start_import,
    "assess": assess_year.assess_year,
    "burden": show_burden.show_burden,
    "delegate": delegate.show_delegations,
    "todo": show_todo.show_todo,
    "why": explain.explain,
    "chart": show_chart.show_chart,
    "plan": show_plan.show_plan,
    "org": show_org.show_org,
    "support": show_support.show_support,
    "determine": determine.show_desk,
    "inspect": record_inspection.start_inspection,
    "ledger": fill_ledger.send_ledger,
    "publish": publish_month.show_publication,
    "correct": correct_month.start_correction,
    "subscribe": subscribe.show_subscriptions,
    "help": help_and_cancel.show_help,
    "cancel": help_and_cancel.cancel,
}

BUTTONS: Mapping[str, Callable[..., Alert | None]] = {
    "choose_project": choose_project.choose_project,
    "confirm_report": settle_report.confirm_report,
    "change_report": settle_report.change_report,
    "cancel_report": settle_report.cancel_report,
    "report_stage": settle_report.report_stage,
    "choose_report": report_progress.choose_report,
    "accept_report": decide.accept_report,
    "accept_silence": decide.accept_silence,
    "accept_rest": decide.accept_rest,
    "send_back": decide.send_back,
    "desk_page": decide.desk_page,
    "show_remarks": show_remarks.show_remarks,
    "desk_one": decide.show_desk_line,
    "ask_finding": determine.ask_finding,
    "propose_found": determine.propose_found,
    "confirm_finding": determine.confirm_finding,
    "cancel_finding": determine.cancel_finding,
    "confirm_ledger": fill_ledger.confirm_ledger,
    "cancel_ledger": fill_ledger.cancel_ledger,
    "confirm_publication": publish_month.confirm_publication,
    "choose_correction": correct_month.choose_correction,
    "correct_because": issue_correction.choose_cause,
    "confirm_correction": issue_correction.confirm_correction,
    "cancel_correction": issue_correction.cancel_correction,
    "agree_to_draft": countersign_draft.agree_to_draft,
    "object_to_draft": countersign_draft.object_to_draft,
    "choose_objected": countersign_draft.choose_objected,
    "receive_warning": receive_warning.receive_warning,
    "resend_notices": settle_trouble.resend_notices,
    "let_go_notices": settle_trouble.let_go_notices,
    "choose_change": ask_change.choose_change,
    "complete_change": ask_change.complete_change,
    "fill_change": ask_change.fill_change,
    "file_change": file_change.file_change,
    "choose_lifecycle": ask_lifecycle.choose_lifecycle,
    "complete_lifecycle": ask_lifecycle.complete_lifecycle,
    "fill_lifecycle": ask_lifecycle.fill_lifecycle,
    "file_lifecycle": file_lifecycle.file_lifecycle,
    "say_to_change": sign_change.say_to_change,
    "show_evidence": show_evidence.show_evidence,
    "record_minutes": sign_change.record_minutes,
    "fill_leave": take_leave.fill_leave,
    "confirm_leave": take_leave.confirm_leave,
    "end_leave": take_leave.end_leave,
    "fill_handover": hand_over.fill_handover,
    "confirm_handover": hand_over.confirm_handover,
    "choose_import": import_plates.choose_import,
    "confirm_import": import_plates.confirm_import,
    "choose_delegate": delegate.choose_delegate,
    "choose_led": delegate.choose_led,
    "delegate": delegate.delegate,
    "end_delegation": delegate.end_delegation,
    "choose_status": show_status.choose_status,
    "choose_subscription": subscribe.choose_subscription,
    "stop_subscription": subscribe.stop_subscription,
    "choose_plan": show_plan.choose_plan,
    "show_allotment": show_plan.show_allotment,
    "explain": explain.explain_pressed,
    "show_permissions": show_org.show_permissions,
    "show_picture": show_chart.show_picture,
    "choose_chart_month": show_chart.choose_chart_month,
    "support_page": show_support.turn_page,
    "support_one": show_support.show_item,
    "support_picture": show_support.show_picture,
    "report_support": settle_support.report_support,
    "close_support": settle_support.close_support,
    "return_support": settle_support.return_support,
    "reopen_support": settle_support.reopen_support,
    "choose_support": answer_support.choose_support,
    "add_support": add_support.add_support,
    "fill_support": add_support.fill_support,
    "confirm_support": add_support.confirm_support,
    "choose_inspected": record_inspection.choose_inspected,
    "confirm_check": record_inspection.confirm_check,
}

PHASES: Mapping[Phase, Callable[..., Ran]] = {
    Phase.ASK: ask_progress.ask_progress,
    Phase.REMIND: remind_silent.remind_silent,
    Phase.CLOSE: close_month.close_month,
    Phase.BRIEF: brief_headquarters.brief_headquarters,
    Phase.PUBLISH: publish_month.publish_month,
}


def compose(settings: Settings) -> Routes:
    """Return every flow with the operator's choices bound to it."""

    def bound(flow: Callable[..., Any]) -> Flow[Any]:
        return lambda event, work, at: flow(event, work=work, at=at, settings=settings)

    return Routes(
        commands={name: bound(flow) for name, flow in COMMANDS.items()},
        unknown_command=bound(help_and_cancel.unknown_command),
        words=bound(listening.hear_words),
        press=bound(press),
        moved=bound(follow_chat.follow_move),
        membership=bound(follow_chat.greet_group),
        refused=lambda refusal, event, work, at: refuse(refusal, event, work=work, at=at),
        failed=lambda event, work, at: fail(event, work=work, at=at),
        phases={phase: scheduled(phase, settings) for phase in PHASES},
        returned=lambda since, work, at: ask_again.ask_again(
            since, work=work, at=at, settings=settings
        ),
        waiting=lambda work, at: remind_signers.remind_signers(
            work=work, at=at, settings=settings
        ),
        troubles=lambda work, at: tell_troubles.tell_troubles(work=work, at=at, settings=settings),
        wanted=lambda heard, look: listening.wants_file(heard, look=look, settings=settings),
    )


def scheduled(phase: Phase, settings: Settings) -> Callable[[Due, Work, dtm.datetime], None]:
    """Return a phase as the schedule runs it; a late one is owned up to.

    One that has no place any more is passed over.
    """

    def run(due: Due, work: Work, at: dtm.datetime) -> None:
        ran = PHASES[phase](due.month, work=work, at=at, settings=settings, due=due)
        tell_delay.tell_delay(due, ran, work=work, at=at, settings=settings)

    return run


def by_hand(
    phase: Phase, month: Month, *, work: Work, at: dtm.datetime, settings: Settings
) -> Ran:
    """Run a phase now, as `guatu month` does."""
    return PHASES[phase](month, work=work, at=at, settings=settings)


def press(pressed: Pressed, *, work: Work, at: dtm.datetime, settings: Settings) -> Alert | None:
    """Find what a token stands for; a forged or forgotten one is told so."""
    button: Button | None = work.buttons.get(pressed.token)
    if button is None or button.act not in BUTTONS:
        return Alert(alerts.no_longer_open())
    return BUTTONS[button.act](pressed, button, work=work, at=at, settings=settings)


def refuse(refusal: RefusalError, event: Event, *, work: Work, at: dtm.datetime) -> Alert | None:
    """Tell a person what was declined: a presser by an alert, a speaker by an answer."""
    if isinstance(event, Pressed):
        return Alert(refusals.told(refusal))
    if isinstance(event, Heard):
        draft = dialogues.meant(event, look=work)
        is_words = event.command is None and event.brought is None
        if is_words and draft is not None and listening.is_meant(draft, event, look=work):
            dialogues.end(draft, work=work)  # its words are declined: over
        work.outbox.put(answer(event, refusals.told(refusal)), at)
    return None


def fail(event: Event, *, work: Work, at: dtm.datetime) -> Alert | None:
    """Tell the sender that his message was received; the office is told with other troubles."""
    if isinstance(event, Pressed):
        return Alert(failures.not_handled())
    if isinstance(event, Heard):
        work.outbox.put(answer(event, failures.not_handled(), part="/failed"), at)
    return None
