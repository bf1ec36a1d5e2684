import re

import pytest

from storage.buttons import Button
from storage.drafts import Draft
from storage.engine import Storage
from tests.storage.samples import DAY, GROUP, NOON, PRIVATE

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
