import datetime as dtm
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.updates import envelope

SENDER, CHAT = 501, -1001
PERSON = {"id": SENDER}
MESSAGE = {"chat": {"id": CHAT}, "from": PERSON, "date": 1_688_000_000}
EDITED = MESSAGE | {"edit_date": 1_688_000_600}
scalars = st.none() | st.booleans() | st.integers() | st.text()
st.text().validate()  # a fresh clone makes its table of characters: not while draws are timed
anything = st.recursive(scalars, lambda inner: st.dictionaries(st.text(), inner), max_leaves=5)


def instant(second: int) -> dtm.datetime:
    return dtm.datetime.fromtimestamp(second, dtm.UTC)


@pytest.mark.parametrize(
    ("body", "chat_key", "sender", "said_at"),
    [
        pytest.param(
            {"message": MESSAGE}, str(CHAT), SENDER, instant(1_688_000_000), id="a message"
        ),
        pytest.param(
            {"edited_message": EDITED}, str(CHAT), SENDER, instant(1_688_000_600), id="an edit"
        ),
        pytest.param(
            {"callback_query": {"from": PERSON, "message": MESSAGE, "data": "x"}},
            str(CHAT),
            SENDER,
            None,
            id="a press",
        ),
        pytest.param(
            {"callback_query": {"from": PERSON, "data": "x"}},
            str(SENDER),
            SENDER,
            None,
            id="a press on a message that is gone",
        ),
        pytest.param(
            {"my_chat_member": {"chat": {"id": CHAT}, "from": PERSON}},
            str(CHAT),
            SENDER,
            None,
            id="the bot is let in",
        ),
        pytest.param({"message": {"chat": {"id": CHAT}}}, str(CHAT), None, None, id="no sender"),
        pytest.param({"message": "odd"}, "", None, None, id="no body"),
        pytest.param({"poll": {"id": "1"}}, "", None, None, id="another kind"),
    ],
)
def test_the_outside_of_an_update_is_read(
    body: dict[str, Any], chat_key: str, sender: int | None, said_at: dtm.datetime | None
) -> None:
    outside = envelope({"update_id": 8} | body)
    assert outside.update_id == 8
    assert (outside.chat_key, outside.sender, outside.said_at) == (chat_key, sender, said_at)


@given(st.dictionaries(st.sampled_from(["update_id", "message", "callback_query"]), anything))
def test_whatever_comes_has_an_outside(raw: dict[str, Any]) -> None:
    assert abs(envelope(raw).update_id) < 2**63


@pytest.mark.parametrize("date", [0, -5, 10**15, 2**70, "soon", True, 1.5])
def test_an_impossible_time_is_left_out(date: object) -> None:
    assert envelope({"update_id": 8, "message": MESSAGE | {"date": date}}).said_at is None


def test_the_order_of_the_parts_does_not_make_another_update() -> None:
    turned = dict(reversed(MESSAGE.items()))
    one, other = (envelope({"update_id": 8, "message": m}) for m in (MESSAGE, turned))
    assert one.fingerprint == other.fingerprint
    assert one.fingerprint != envelope({"update_id": 8, "message": EDITED}).fingerprint
