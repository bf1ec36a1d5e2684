"""What was declined and what to do instead: words for every refusal, in chat and on the line."""

from collections.abc import Callable
from typing import Any

from bot import refusals as of
from bot.wording import (
    alerts,
    binding,
    changing,
    charts,
    correcting,
    countersigning,
    desk,
    lifecycle,
    publication,
    replying,
    signing,
    supporting,
)
from bot.wording.figures import listed, project_name
from rules.approval import (
    NotItsTurnError,
    NotToBeSaidError,
    RequestOverError,
    SamePersonError,
    TextChangedError,
)
from rules.cycle import WrongOrderError
from rules.posts import Act, NotHereError, NotYoursError, Room
from rules.refusal import RefusalError
from rules.schedule import Phase
from rules.support import OwnSupportError, SupportDecidedError

_PHASES = {
    Phase.ASK: "填报",
    Phase.REMIND: "催报",
    Phase.CLOSE: "截止",
    Phase.BRIEF: "公布前通报",
    Phase.PUBLISH: "公布",
}
_WHO_MAY = {
    Act.ANSWER: "责任人或本指挥部联络员",
    Act.SEE: "已绑定的人员",
    Act.SEE_DRAFT: "督考办、总指挥部和指挥长",
    Act.COUNTERSIGN: "本指挥部指挥长",
    Act.DETERMINE: "督考办",
    Act.INSPECT: "督考办",
    Act.PUBLISH: "督考办",
    Act.CORRECT: "督考办",
    Act.RECEIVE_WARNING: "主责单位人员、责任人、本指挥部联络员或指挥长",
    Act.SEE_BURDEN: "督考办",
    Act.SETTLE_TROUBLE: "督考办",
    Act.FILE_CHANGE: "主责单位人员或责任人",
    Act.NOMINATE: "督考办或本指挥部（指挥长、副指挥长、联络员）",
    Act.SIGN_CHANGE: "本指挥部指挥长",
    Act.REVIEW_CHANGE: "督考办",
    Act.APPROVE_CHANGE: "第一总指挥或总指挥",
    Act.RECORD_MINUTES: "督考办",
    Act.JUDGE_CHANGE: "本指挥部指挥长、督考办和总指挥部",
    Act.SEE_ALLOTMENT: "督考办、总指挥部和本指挥部指挥长",
    Act.SEE_BRIEFING: "督考办和总指挥部",
    Act.SUBSCRIBE: "已绑定的人员",
    Act.HAND_OVER: "督考办",
    Act.CHECK_BOOK: "督考办",
    Act.IMPORT: "督考办",
    Act.TAKE_LEAVE: "责任人本人",
    Act.DELEGATE: "指挥长本人",
    Act.ASSESS: "督考办和总指挥部",
    **{act: supporting.whose(act) for act in Act if act.startswith("support_")},
}


def told(refusal: RefusalError) -> str:
    """Return what a person is told in the chat."""
    return WORDS[type(refusal)](refusal)


def _not_yours(refusal: NotYoursError) -> str:
    owners = f"（{listed(refusal.owners)}）" if refusal.owners else ""
    return f"这件事由{_WHO_MAY[refusal.act]}{owners}来办，您的操作没有记录。"


def _not_here(refusal: NotHereError) -> str:
    rooms = listed(
        "与我的私聊" if room is Room.PRIVATE else room.chinese for room in refusal.rooms
    )
    return f"这件事不在本群办理，请到{rooms}办理。"


def _wrong_order(refusal: WrongOrderError) -> str:
    month = refusal.month.chinese
    if refusal.needs is not None:
        return f"{month}还没有{_PHASES[refusal.needs]}，不能{_PHASES[refusal.phase]}。"
    if refusal.after is not None:
        return f"{month}已经{_PHASES[refusal.after]}，不能再{_PHASES[refusal.phase]}。"
    return f"{month}现在不能{_PHASES[refusal.phase]}。"


def _unknown_project(refusal: of.UnknownProjectError) -> str:
    near = listed(map(project_name, refusal.near))
    hint = f"是不是：{near}？" if near else "请核对项目编号或名称，也可以只发 /status 从列表里选。"
    return f"没有找到项目「{refusal.written[:30]}」。{hint}"


def _several(refusal: of.SeveralProjectsError) -> str:
    names = listed(project_name(one) for one in refusal.projects[:10])
    return f"有{len(refusal.projects)}个项目符合：{names}。请写项目编号。"


def _all_determined_first(refusal: of.NotAllDeterminedError) -> str:
    return publication.held_back(refusal.month, refusal.codes)


def _decided(refusal: of.AlreadyDecidedError) -> str:
    made = refusal.made
    return desk.decided_already(refusal.project, value=made.value, by=made.by, at=made.at)


def _settled(refusal: of.AnswerSettledError) -> str:
    return {
        "kept": "这条回复已经确认过了。",
        "cancelled": "这条回复已经取消了，请重新回复。",
        "replaced": "您后来又回复过，以后面的为准。",
        "waiting": "这条回复没有数字，请重新回复。",
    }[refusal.state]


WORDS: dict[type[RefusalError], Callable[[Any], str]] = {
    NotYoursError: _not_yours,
    NotHereError: _not_here,
    WrongOrderError: _wrong_order,
    of.NothingAskedError: lambda refusal: replying.nothing_asked(refusal.month),
    of.AnonymousError: lambda _: (
        "您现在是以匿名管理员身份发言，无法核对是谁。请在群管理里关闭匿名后再发一次。"
    ),
    of.GroupNotBoundError: lambda _: binding.how_to_bind_group(),
    of.NotBoundError: lambda _: binding.how_to_bind_person(),
    of.NothingToDetermineError: lambda _: desk.nothing_to_determine(),
    of.NeverAskedError: lambda refusal: desk.never_asked(refusal.month),
    of.NotClosedYetError: lambda refusal: desk.not_closed_yet(refusal.month),
    of.PublishedAlreadyError: lambda refusal: desk.published_already(
        refusal.month, by=refusal.by, at=refusal.at
    ),
    of.DraftIsOutError: lambda refusal: countersigning.published_already(
        refusal.month, refusal.at
    ),
    of.CorrectedAlreadyError: lambda refusal: correcting.decided_already(
        refusal.project, refusal.month, refusal.made
    ),
    of.UnknownMonthError: lambda refusal: (
        f"没有看懂月份「{refusal.written[:20]}」，请写成 2023-06 或 6月。"
    ),
    of.UnknownYearError: lambda refusal: f"没有看懂年份「{refusal.written[:20]}」，请写成 2023。",
    of.NotRatedError: lambda refusal: desk.not_rated(refusal.project, refusal.month),
    of.UnknownProjectError: _unknown_project,
    of.SeveralProjectsError: _several,
    of.ElsewhereError: lambda refusal: (
        f"{project_name(refusal.project)}不属于本指挥部，请在与我的私聊里查看。"
    ),
    of.NoBookError: lambda _: "还没有导入本年度的项目表，请联系督考办。",
    of.AlreadyDecidedError: _decided,
    of.SeveralMonthsError: lambda refusal: replying.which_month(refusal.project, refusal.months),
    of.NotYourQuestionError: lambda refusal: replying.whose_question(refusal.project),
    of.NotYourButtonError: lambda refusal: f"这个按钮是给{refusal.owner}的，只有本人可以点。",
    of.NotYourAnswerError: lambda refusal: f"这条回复是{refusal.owner}的，只有本人可以操作。",
    of.AnswerSettledError: _settled,
    of.YearNotLoadedError: lambda refusal: f"{refusal.month.year}年的项目表还没有导入。",
    of.NotAllDeterminedError: _all_determined_first,
    of.NothingToAdjustError: lambda refusal: changing.nothing_to_adjust(refusal.person),
    of.NothingToApplyForError: lambda refusal: lifecycle.nothing_to_apply_for(refusal.person),
    of.NoMonthLeftError: lambda refusal: changing.no_month_left(refusal.project),
    of.CommanderAppliesError: lambda refusal: changing.commander_does_not_file(refusal.project),
    of.ExceptionNeededError: lambda refusal: signing.exception_needed(refusal.days),
    of.CodeTakenError: lambda refusal: lifecycle.code_taken(refusal.code),
    of.NotOpenError: lambda refusal: lifecycle.not_open(
        refusal.project, refusal.what, refusal.open_to
    ),
    of.TooLateInYearError: lambda _: signing.too_late(),
    RequestOverError: lambda refusal: signing.over(refusal.request),
    NotItsTurnError: lambda refusal: signing.not_its_turn(refusal.request),
    TextChangedError: lambda _: signing.text_changed(),
    SamePersonError: lambda refusal: signing.same_person(refusal.earlier),
    NotToBeSaidError: lambda _: alerts.no_longer_open(),
    SupportDecidedError: lambda refusal: supporting.decided_already(refusal.item, refusal.made),
    OwnSupportError: lambda refusal: supporting.own_item(refusal.item),
    of.NothingPublishedError: lambda refusal: charts.nothing_published(refusal.month),
}


_ON_THE_LINE: dict[type[RefusalError], Callable[[Any], str]] = {
    of.YearNotLoadedError: lambda refusal: (
        f"{refusal.month}: no workbook of {refusal.month.year} is loaded; "
        "run `guatu load FILE.xlsx`"
    ),
    of.NotAllDeterminedError: lambda refusal: (
        f"{refusal.month}: not determined yet: {', '.join(refusal.codes)}; "
        "use /determine in the chat"
    ),
    of.UnknownProjectError: lambda refusal: (
        f"no project {refusal.written}; `guatu ratings YYYY-MM` lists the codes"
    ),
    of.NeverAskedError: lambda refusal: desk.never_asked(refusal.month),
    of.NotClosedYetError: lambda refusal: (
        f"{refusal.month} is not closed yet; run `guatu month close {refusal.month}` first"
    ),
    of.NoBookError: lambda _: "no workbook is loaded; run `guatu load FILE.xlsx`",
}


def on_the_line(refusal: RefusalError) -> str:
    """Return what the operator is told on the command line, in English."""
    match refusal:
        case WrongOrderError(month=month, phase=phase, needs=Phase() as needs):
            return f"{month}: {phase} comes after {needs}; run `guatu month {needs} {month}` first"
        case WrongOrderError(month=month, phase=phase, after=Phase() as after):
            return f"{month}: {after} has run already, so {phase} is refused"
        case _:
            return _ON_THE_LINE.get(type(refusal), told)(refusal)
