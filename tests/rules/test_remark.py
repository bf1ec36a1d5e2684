"""What a reply says of why, word for word: the unit's own word, and no finding (E22)."""

import pytest

from rules.month import Month
from rules.remark import Remark, RemarkKind, causes_of, read_cause
from rules.report import Source
from tests.storage.samples import NOON


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        pytest.param("累计5公里", "", id="none"),
        pytest.param("累计5公里，受连日降雨影响停工8天", "受连日降雨影响停工8天", id="受…影响"),
        pytest.param("因征地没谈下来，累计5公里", "因征地没谈下来，累计5公里", id="first"),
        pytest.param("累计5公里。原因：设备检修。下月补上", "原因:设备检修", id="a sentence"),
        pytest.param("累计5公里\n客观原因，材料涨价", "客观原因，材料涨价", id="a line"),
        pytest.param("累计5公里,由于停电,少铺2天", "由于停电，少铺2天", id="half width"),
    ],
)
def test_a_cause_is_taken_word_for_word(text: str, cause: str) -> None:
    assert read_cause(text) == cause


def test_a_cause_has_its_length() -> None:
    assert len(read_cause("因为" + "雨" * 5000)) == 200


def test_the_last_cause_stands() -> None:
    source = Source(1, 1, NOON)
    said = [
        Remark(Month(2023, 6), "JT01", "韦长河", kind, source, text=text)
        for kind, text in (
            (RemarkKind.CAUSE, "因雨"),
            (RemarkKind.CAUSE, "因征地"),
            (RemarkKind.PHOTO, ""),
        )
    ]
    assert causes_of(tuple(said)) == "因征地"
    assert causes_of(()) == ""
