import datetime as dtm
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.approval import (
    CHAIN,
    ChangeRequest,
    NotItsTurnError,
    NotToBeSaidError,
    RequestOverError,
    SamePersonError,
    Signature,
    Stage,
    Step,
    TextChangedError,
    Word,
    refiled,
    signed,
)
from rules.posts import Role
from rules.refusal import RefusalError
from tests.rules.test_application import APPLICATION

NOON = dtm.datetime(2023, 7, 3, 4, tzinfo=dtm.UTC)
WHO = {Step.FILE: "单位", Step.SIGN: "指挥长", Step.REVIEW: "督考办", Step.APPROVE: "总指挥"}
STAGES = (Stage.SIGNING, Stage.REVIEWING, Stage.APPROVING, Stage.APPROVED)


def said(
    step: Step, word: Word = Word.AGREE, person: str = "", *, acting_for: str | None = None
) -> Signature:
    return Signature(
        step=step,
        word=word,
        person=person or WHO[step],
        role=Role.UNIT_STAFF,
        on=NOON.date(),
        at=NOON,
        digest=APPLICATION.digest,
        acting_for=acting_for,
    )


def after(*signatures: Signature) -> ChangeRequest:
    request = ChangeRequest(1, 2023, 1, APPLICATION, (said(Step.FILE),))
    for one in signatures:
        request = signed(request, one)
    return request


def test_the_chain_is_walked_in_its_order() -> None:
    request = after()
    for step, stage in zip(CHAIN[1:], STAGES, strict=False):
        assert (request.stage, request.waits_for) == (stage, step)
        request = signed(request, said(step))
    assert (request.stage, request.waits_for) == (Stage.APPROVED, None)
    assert request.approved_on == NOON.date()


@pytest.mark.parametrize(("count", "step"), list(product(range(3), CHAIN)))
def test_no_step_comes_before_its_turn_or_twice(count: int, step: Step) -> None:
    request = after(*(said(one) for one in CHAIN[1 : 1 + count]))
    if step is request.waits_for:
        assert signed(request, said(step)).signature(step)
        return
    with pytest.raises(NotItsTurnError):
        signed(request, said(step, person="别人"))


@pytest.mark.parametrize(
    ("step", "word", "stage"),
    [
        (Step.SIGN, Word.RETURN, Stage.RETURNED),
        (Step.REVIEW, Word.RETURN, Stage.RETURNED),
        (Step.REVIEW, Word.REJECT, Stage.REJECTED),
        (Step.APPROVE, Word.REJECT, Stage.REJECTED),
    ],
)
def test_a_step_may_decline(step: Step, word: Word, stage: Stage) -> None:
    earlier = CHAIN[1 : CHAIN.index(step)]
    assert after(*map(said, earlier), said(step, word)).stage is stage


@pytest.mark.parametrize(
    ("step", "word"),
    [(Step.SIGN, Word.REJECT), (Step.APPROVE, Word.RETURN), (Step.FILE, Word.RETURN)],
)
def test_not_every_word_belongs_to_a_step(step: Step, word: Word) -> None:
    with pytest.raises(NotToBeSaidError):
        after(*map(said, CHAIN[1 : CHAIN.index(step)]), said(step, word))


@pytest.mark.parametrize("count", range(3))
def test_the_unit_takes_it_back_at_any_stage(count: int) -> None:
    request = after(*map(said, CHAIN[1 : 1 + count]), said(Step.FILE, Word.WITHDRAW))
    assert request.stage is Stage.WITHDRAWN
    with pytest.raises(RequestOverError):
        signed(request, said(Step.SIGN))


@pytest.mark.parametrize(("taken", "step"), [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)])
def test_one_person_takes_no_two_steps(taken: int, step: int) -> None:
    earlier = CHAIN[1:step]
    with pytest.raises(SamePersonError):
        after(*map(said, earlier), said(CHAIN[step], person=WHO[CHAIN[taken]]))


def test_who_was_acted_for_has_taken_the_step_too() -> None:
    request = after(said(Step.SIGN, person="副指挥长", acting_for="指挥长"), said(Step.REVIEW))
    for name in ("指挥长", "副指挥长"):
        with pytest.raises(SamePersonError):
            signed(request, said(Step.APPROVE, person=name))


def test_another_text_is_not_what_was_signed() -> None:
    other = replace(said(Step.SIGN), digest="other")
    with pytest.raises(TextChangedError):
        after(other)


def test_what_comes_back_has_no_signature_left() -> None:
    request = after(said(Step.SIGN), said(Step.REVIEW, Word.RETURN))
    completed = replace(APPLICATION, revision=2)
    again = replace(said(Step.FILE), digest=completed.digest)
    found = refiled(request, completed, again)
    assert (found.stage, found.number, len(found.signatures)) == (Stage.SIGNING, 1, 4)
    assert found.signature(Step.SIGN) is None
    with pytest.raises(TextChangedError):
        signed(found, said(Step.SIGN))


words = st.tuples(
    st.sampled_from(CHAIN), st.sampled_from(Word), st.sampled_from(list("甲乙丙丁戊"))
)


@given(st.lists(words, max_size=12))
def test_whatever_is_tried_no_approval_lacks_a_step(tries: list[tuple[Step, Word, str]]) -> None:
    request = after()
    for step, word, person in tries:
        try:
            request = signed(request, said(step, word, person))
        except RefusalError:
            continue
    if request.stage is Stage.APPROVED:
        agreed = [one for one in request.counting if one.word is Word.AGREE]
        assert [one.step for one in agreed] == list(CHAIN)
        assert len({one.person for one in agreed}) == len(CHAIN)
