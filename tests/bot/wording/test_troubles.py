"""What the office reads of troubles: why in its own words, and never more than a message holds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wording import troubles
from bot.wording.troubles import Decision, Stuck, Unheard
from tests.bot.stage import moment

LONGEST = 4096  # characters of a message
NOON = moment("07-03 12:00")
STUCK = st.builds(Stuck, st.text(), st.text(max_size=4096), st.sampled_from([None, "程序出错"]))
UNHEARD = st.builds(Unheard, st.sampled_from([None, "韦长河"]), st.just(NOON), st.booleans())


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (
            "Forbidden: Forbidden: bot was kicked from the group chat",
            "对方已停用机器人，或机器人已被移出群",
        ),
        ("Forbidden: bot was blocked by the user", "对方已停用机器人，或机器人已被移出群"),
        ("BadRequest: Chat not found", "找不到这个群或这个人的账号"),
        ("BadRequest: Bad Request: chat not found", "找不到这个群或这个人的账号"),
        ("BadRequest: Message is too long", "平台不接收这条消息"),
        ("NetworkError: Request Entity Too Large", "文件太大，平台不接收"),
        ("no picture: ValueError at wall.py:12", "图没有画出来"),
        ("ValueError at outbound.py:7", "程序出错"),
        (None, "程序出错"),
    ],
)
def test_each_kind_of_error_has_its_words(error: str | None, why: str) -> None:
    assert troubles.why_dead(error) == why


@given(st.lists(STUCK, max_size=12), st.lists(UNHEARD, max_size=12))
def test_however_much_it_is_one_message_holds_it(
    stuck: list[Stuck], unheard: list[Unheard]
) -> None:
    told = troubles.told(stuck, unheard)
    decisions = [Decision(line, "欧阳春林", NOON, is_resent=False) for line in range(1, 6)]
    assert len(troubles.decided(told, decisions)) <= LONGEST
    assert told.count("：不知道是否已送达") <= troubles.SHOWN


@given(st.text(alphabet="\n\t 警告", max_size=60))
def test_a_message_is_quoted_in_one_line(words: str) -> None:
    told = troubles.told([Stuck("督考办群", words, None)], [])
    assert re.match(
        r"【收发异常】[^\n]*\n1\. 发给督考办群的「[^\n]*」：不知道是否已送达\n请", told
    )
