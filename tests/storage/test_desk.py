import re

import pytest

from rules.report import ReportState
from storage.buttons import Button
from storage.drafts import Draft
from storage.engine import Storage
from tests.storage.samples import DAY, GROUP, JUNE, NOON, PRIVATE, report

DRAFT = Draft(PRIVATE, GROUP, "adjust", {"project": "JT01", "reason": "汛期"}, NOON)


@pytest.mark.parametrize("owner", ["谢玉洁", None])
def test_a_token_stands_for_its_button(storage: Storage, owner: str | None) -> None:
    with storage.work() as work:
        token = work.buttons.put("keep_report", "17", "waiting", owner, group="17")
        button = Button(token, "keep_report", "17", "waiting", owner, "17")
        assert work.buttons.get(token) == button
        assert work.buttons.get("another") is None


def test_tokens_fit_into_a_button_and_are_all_different(storage: Storage) -> None:
    with storage.work() as work:
        tokens = {work.buttons.put("act", "subject") for _ in range(50)}
    assert len(tokens) == 50
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{20,32}", token) for token in tokens)


def test_a_draft_waits_in_its_chat(storage: Storage) -> None:
    with storage.work() as work:
        work.drafts.put(DRAFT)
        assert work.drafts.get(PRIVATE, GROUP) == DRAFT
        assert work.drafts.get(PRIVATE, PRIVATE) is None


def test_an_account_fills_in_one_form_in_a_chat(storage: Storage) -> None:
    other = Draft(PRIVATE, GROUP, "determine", {}, NOON + DAY)
    with storage.work() as work:
        work.drafts.put(DRAFT)
        work.drafts.put(other)
        assert work.drafts.get(PRIVATE, GROUP) == other


def test_a_draft_is_let_go_once(storage: Storage) -> None:
    with storage.work() as work:
        work.drafts.put(DRAFT)
        assert work.drafts.drop(PRIVATE, GROUP)
        assert not work.drafts.drop(PRIVATE, GROUP)
        assert work.drafts.get(PRIVATE, GROUP) is None


def test_a_button_is_as_old_as_the_first_tidying_after_it_was_offered(storage: Storage) -> None:
    with storage.work() as work:
        first = work.buttons.put("list", "")
        assert work.buttons.age(NOON) == 1
        second = work.buttons.put("list", "")
        assert work.buttons.age(NOON + DAY) == 1
        assert work.buttons.forget_of_lists(["list", "other"], NOON + DAY) == 1
        assert work.buttons.get(first) is None
        assert work.buttons.get(second) is not None


def test_only_what_is_over_is_forgotten(storage: Storage) -> None:
    with storage.work() as work:
        waits, settled = (
            work.reports.put(report("5.8", state=state))
            for state in (ReportState.WAITING, ReportState.KEPT)
        )
        proposed, decided = (
            work.determinations.propose(JUNE, "JT01", None, by="岑春林", at=NOON) for _ in "ab"
        )
        work.determinations.drop_proposal(decided)
        stay = [
            work.buttons.put("month", "2023-07/JT01"),
            work.buttons.put("answer", str(waits)),
            work.buttons.put("proposal", str(proposed)),
            work.buttons.put("proposal", f"{proposed}/found"),
            work.buttons.put("form", "", "7"),
            work.buttons.put("other", "2023-06/JT01"),
        ]
        go = [
            work.buttons.put("month", "2023-06/JT01"),
            work.buttons.put("month", "2023-06"),
            work.buttons.put("answer", str(settled)),
            work.buttons.put("proposal", str(decided)),
            work.buttons.put("proposal", f"{decided}/found"),
            work.buttons.put("form", "", "8"),
        ]
        work.buttons.age(NOON)
        forgotten = (
            work.buttons.forget_of_months(["month"], [JUNE], NOON + DAY)
            + work.buttons.forget_of_answers(["answer"], NOON + DAY)
            + work.buttons.forget_of_proposals(["proposal"], NOON + DAY)
            + work.buttons.forget_of_forms(["form"], ["7"], NOON + DAY)
        )
        assert forgotten == len(go)
        assert [work.buttons.get(token) for token in go] == [None] * len(go)
        assert None not in [work.buttons.get(token) for token in stay]
        assert work.buttons.forget_of_proposals(["proposal"], NOON + DAY, [JUNE]) == 2
