"""Stories beside a figure: what may be told without a question, and what may not (E24)."""

import pytest

from rules.phrases import PHRASES, Sense
from rules.reading import Terms, read_reply

TELLING_OF_FIGURES = {
    Sense.HEARSAY,
    Sense.CORRECT,
    Sense.QUESTION,
    Sense.ADVERSE,
    Sense.ADJUST,
    Sense.SEVERAL,
}
WORDS = [word for word, sense in PHRASES.items() if sense in TELLING_OF_FIGURES]
STORIES = (
    "因厂家供货晚，累计完成418户",
    "累计完成418户，存在问题：电力增容未到位，群众工作难做。",
    "累计完成418户。下一步：加快安装，6月10日前进场",
    "累计完成418户，厂房外墙保温正在施工",
    "累计完成418户，供电公司还没送电",
    "累计完成418户，请镇里帮忙催一下拨款",
    "我是农综中心小刘，累计完成418户",
    "累计完成418户，现场照片已发群里",
    "说明：连日下雨，累计完成418户",
    "累计完成418户。情况说明：征地受阻",
)


@pytest.mark.parametrize("said", STORIES)
def test_a_story_beside_a_full_figure_is_no_question(said: str) -> None:
    assert not read_reply(said, Terms("户")).needs_confirmation


@pytest.mark.parametrize(
    "frame",
    [
        "因厂家{}供货晚，累计完成418户",
        "累计完成418户，存在问题：设备{}。",
        "累计完成418户，下一步：设备{}",
        "累计完成418户，厂房外墙{}正在施工",
        "累计完成418户，供电公司{}没送电",
        "累计完成418户，请镇里协调{}",
        "我是{}中心小刘，累计完成418户",
        "累计完成418户，说明：{}",
    ],
)
def test_a_story_that_tells_of_the_figures_is_asked_about(frame: str) -> None:
    said = (frame.format(word) for word in WORDS)
    assert [each for each in said if not read_reply(each, Terms("户")).needs_confirmation] == []


@pytest.mark.parametrize("word", ["蛤蟆", "大桥头", "一半", "12户", "重算"])
def test_a_strange_word_alone_is_no_story(word: str) -> None:
    assert read_reply(f"累计完成418户，{word}", Terms("户")).needs_confirmation
