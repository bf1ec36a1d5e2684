"""The chain of a request: filed, signed, reviewed, approved, by other eyes each time (E8)."""

import datetime as dtm
from dataclasses import dataclass
from enum import StrEnum

from rules.application import Application
from rules.lifecycle_application import LifecycleApplication
from rules.posts import Role
from rules.project import PersonName
from rules.refusal import RefusalError


class Step(StrEnum):
    """The steps in their order (C57 to C60)."""

    FILE = "file"
    SIGN = "sign"
    REVIEW = "review"
    APPROVE = "approve"

    @property
    def chinese(self) -> str:
        """The step's name on the form."""
        return _STEPS[self]


_STEPS = {
    Step.FILE: "申请",
    Step.SIGN: "指挥长签字",
    Step.REVIEW: "督考办审核",
    Step.APPROVE: "总指挥部批准",
}
CHAIN = tuple(Step)


class Matter(StrEnum):
    """What a request is about: another target, or a step of the project's life."""

    TARGET = "target"
    ENTER = "enter"
    EXIT = "exit"
    SUSPEND = "suspend"
    RESUME = "resume"
    COMPLETED = "completed"

    @property
    def chain(self) -> tuple[Step, ...]:
        """Which steps it goes through.

        A commander signs what takes from his command's duties (C55, C58); the office alone
        verifies what gives back or ends them; who nominates is not asked to sign.
        """
        return _CHAINS.get(self, CHAIN)


_CHAINS = {
    Matter.ENTER: (Step.FILE, Step.REVIEW, Step.APPROVE),
    Matter.RESUME: (Step.FILE, Step.REVIEW),
    Matter.COMPLETED: (Step.FILE, Step.REVIEW),
}


class Word(StrEnum):
    """What is said at a step."""

    AGREE = "agree"
    RETURN = "return"  # 退回: the applicant completes it
    REJECT = "reject"  # 驳回
    WITHDRAW = "withdraw"  # by the applicant


class Stage(StrEnum):
    """How far a request is."""

    SIGNING = "signing"
    REVIEWING = "reviewing"
    APPROVING = "approving"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    APPROVED = "approved"

    @property
    def chinese(self) -> str:
        """The stage as people are told it."""
        return _STAGES[self]

    @property
    def is_over(self) -> bool:
        """Tell whether nothing is waited for any more."""
        return self in {Stage.REJECTED, Stage.WITHDRAWN, Stage.APPROVED}


_STAGES = {
    Stage.SIGNING: "待指挥长签字",
    Stage.REVIEWING: "待督考办审核",
    Stage.APPROVING: "待总指挥部批准",
    Stage.RETURNED: "退回补正",
    Stage.REJECTED: "已驳回",
    Stage.WITHDRAWN: "已撤回",
    Stage.APPROVED: "已批准",
}
_STAGE_OF = {
    Step.SIGN: Stage.SIGNING,
    Step.REVIEW: Stage.REVIEWING,
    Step.APPROVE: Stage.APPROVING,
}
_WAITS_FOR = {
    Stage.SIGNING: Step.SIGN,
    Stage.REVIEWING: Step.REVIEW,
    Stage.APPROVING: Step.APPROVE,
    Stage.RETURNED: Step.FILE,
}
_MAY_SAY = {
    Step.FILE: {Word.AGREE, Word.WITHDRAW},
    Step.SIGN: {Word.AGREE, Word.RETURN},
    Step.REVIEW: {Word.AGREE, Word.RETURN, Word.REJECT},
    Step.APPROVE: {Word.AGREE, Word.REJECT},
}


@dataclass(frozen=True, slots=True)
class Signature:
    """What somebody said at a step, in which post, to which text.

    `on` is the day from which it counts: that of the minutes (会议纪要) where they decided,
    whose number is `minutes`. `acting_for` is the commander in whose place a deputy signed (代);
    `page` is how the platform knows the photo of the page, where paper is signed.
    """

    step: Step
    word: Word
    person: PersonName
    role: Role
    on: dtm.date
    at: dtm.datetime
    digest: str
    note: str = ""
    acting_for: PersonName | None = None
    minutes: str = ""
    page: str | None = None

    @property
    def people(self) -> frozenset[PersonName]:
        """Whoever counts as having taken the step: also he in whose place it was taken."""
        return frozenset({self.person, self.acting_for or self.person})


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """An application with all that was said to it, in order; number `number` of its year.

    What was said to an earlier revision is kept and counts no more.
    """

    id: int
    year: int
    number: int
    application: Application | LifecycleApplication
    signatures: tuple[Signature, ...]

    @property
    def matter(self) -> Matter:
        """What it is about."""
        if isinstance(self.application, Application):
            return Matter.TARGET
        return Matter(self.application.what.value)

    @property
    def is_exception(self) -> bool:
        """Tell whether it is a second change of a target in a year (E7)."""
        return isinstance(self.application, Application) and self.application.is_exception

    @property
    def counting(self) -> tuple[Signature, ...]:
        """The signatures to the text as it stands."""
        digest = self.application.digest
        return tuple(one for one in self.signatures if one.digest == digest)

    @property
    def stage(self) -> Stage:
        """How far it is, by the last word to the text as it stands."""
        last = self.counting[-1]
        match last.word:
            case Word.AGREE:
                left = self.matter.chain[self.matter.chain.index(last.step) + 1 :]
                return _STAGE_OF[left[0]] if left else Stage.APPROVED
            case Word.RETURN:
                return Stage.RETURNED
            case Word.REJECT:
                return Stage.REJECTED
            case Word.WITHDRAW:
                return Stage.WITHDRAWN

    @property
    def waits_for(self) -> Step | None:
        """The step that is to be taken next, None where it is over."""
        return _WAITS_FOR.get(self.stage)

    @property
    def since(self) -> dtm.datetime:
        """Since when it stands as it does."""
        return self.counting[-1].at

    @property
    def approved_on(self) -> dtm.date | None:
        """The day of the last agreement: headquarters' approval, where it comes to that."""
        return self.counting[-1].on if self.stage is Stage.APPROVED else None

    def signature(self, step: Step) -> Signature | None:
        """Return the agreement at a step to the text as it stands."""
        found = (one for one in self.counting if one.step is step and one.word is Word.AGREE)
        return next(found, None)


class RequestOverError(RefusalError):
    """The request was decided, or taken back; `last` tells by whom and when."""

    def __init__(self, request: ChangeRequest) -> None:
        super().__init__(request.id)
        self.request = request
        self.last = request.counting[-1]


class NotItsTurnError(RefusalError):
    """Another step comes first, or this one was taken; `last` tells by whom and when."""

    def __init__(self, request: ChangeRequest, step: Step) -> None:
        super().__init__(request.id, step)
        self.request = request
        self.step = step
        self.last = request.counting[-1]


class TextChangedError(RefusalError):
    """What the button stood under is no longer what would be signed."""

    def __init__(self, request: ChangeRequest) -> None:
        super().__init__(request.id)
        self.request = request


class SamePersonError(RefusalError):
    """One person takes no two steps of a request (E8); `earlier` is the one that he took."""

    def __init__(self, request: ChangeRequest, earlier: Signature) -> None:
        super().__init__(request.id, earlier.step)
        self.request = request
        self.earlier = earlier


class NotToBeSaidError(RefusalError):
    """The word does not belong to the step."""


def check_step(request: ChangeRequest, step: Step, *, digest: str, person: PersonName) -> None:
    """Refuse a step that is not next, of another text, or by who took another one (E8).

    Withdrawing counts as the applicant's first step: it may come at any stage before the end.
    """
    if request.stage.is_over:
        raise RequestOverError(request)
    if digest != request.application.digest:
        raise TextChangedError(request)
    if step is not request.waits_for:
        raise NotItsTurnError(request, step)
    for earlier in request.signatures:
        if person in earlier.people and earlier.step is not step:
            raise SamePersonError(request, earlier)


def signed(request: ChangeRequest, signature: Signature) -> ChangeRequest:
    """Return the request with one more word to it; the refusals of `check_step` otherwise."""
    if signature.word not in _MAY_SAY[signature.step]:
        raise NotToBeSaidError(signature.word)
    if signature.word is Word.WITHDRAW:
        if request.stage.is_over:
            raise RequestOverError(request)
        if signature.digest != request.application.digest:
            raise TextChangedError(request)
    else:
        for person in sorted(signature.people):
            check_step(request, signature.step, digest=signature.digest, person=person)
    return _with(request, signature)


def refiled(
    request: ChangeRequest,
    application: Application | LifecycleApplication,
    signature: Signature,
) -> ChangeRequest:
    """Return a request that was returned with its completed text: every signature is void."""
    check_step(request, Step.FILE, digest=request.application.digest, person=signature.person)
    changed = ChangeRequest(
        request.id, request.year, request.number, application, request.signatures
    )
    return _with(changed, signature)


def _with(request: ChangeRequest, signature: Signature) -> ChangeRequest:
    return ChangeRequest(
        request.id,
        request.year,
        request.number,
        request.application,
        (*request.signatures, signature),
    )
