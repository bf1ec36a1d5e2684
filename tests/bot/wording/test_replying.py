"""Each reason for which an answer is asked back has its words, and none is a program's."""

import re
from decimal import Decimal

import pytest

from bot.wording import closing, replying
from rules.month import Month
from rules.reading import Reason
from tests.bot.stage_book import PROJECTS

JUNE = Month(2023, 6)


@pytest.mark.parametrize("value", [None, Decimal("5.8")], ids=["no figure", "a figure"])
@pytest.mark.parametrize("reason", Reason)
def test_each_reason_is_said_in_chinese(reason: Reason, value: Decimal | None) -> None:
    why = replying.why_asked(reason, value, "公里")
    words = replying.asked_back(PROJECTS[0], JUNE, value=value, why=why, stands=None)
    head, _, question = words.partition("\n")
    assert head.startswith("禾石路大中修工程（JT01）6月：您的回复")
    assert question.endswith(("公里。", "才算数。"))
    assert re.findall("[a-z]", words) == []


@pytest.mark.parametrize("doubt", closing.Doubt)
def test_each_doubt_at_the_close_is_said_in_chinese(doubt: closing.Doubt) -> None:
    assert re.fullmatch("[一-鿿，]{4,30}", closing.why_in_doubt(doubt))
