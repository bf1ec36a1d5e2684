"""What is said of a ledger stays readable, however much there is to say."""

import pytest

from bot.ports import Unread
from bot.wording import ledger
from papers.ledger import Mistake
from rules.month import Month

JUNE = Month(2023, 6)


def test_very_many_lines_are_cut_and_counted() -> None:
    words = ledger.compared(
        JUNE,
        changes=[f"改动{number}" for number in range(500)],
        conflicts=[],
        mistakes=[Mistake(f"M{number}", "请填数字") for number in range(300)],
        missing=[f"JT{number}" for number in range(30)],
    )
    assert words.startswith("【6月认定表】有300处要改")
    assert words.count("改动") == 120
    assert "……另有380个" in words
    assert words.count("「认定」M") == 40
    assert "……另有260个" in words
    assert words.endswith("JT19等30个。")


@pytest.mark.parametrize("why", Unread)
def test_why_a_file_was_not_read_has_its_words(why: Unread) -> None:
    assert "没有" in ledger.unread(why)
    assert ledger.unread(why).endswith("。")
