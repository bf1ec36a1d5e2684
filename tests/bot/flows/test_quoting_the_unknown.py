"""A restored copy does not know what was sent since: the words that are quoted tell it."""

import dataclasses
import datetime as dtm
from decimal import Decimal

import pytest

from bot.flows.take_reply import quoted_question
from bot.ports import Heard, Quoted
from bot.rehearsal.messages import Look, Message
from rules.month import Month
from rules.notice import About, Address
from storage.questions import Question
from tests.bot.stage import JULY, JUNE, MAY, Township, moment

LAST_JUNE, LAST_DECEMBER = Month(2022, 6), Month(2022, 12)
ASKED = (
    "【{month}填报】禾石路大中修工程（JT01）：请@韦长河 于8月2日17:00前回复本月末累计完成数"
    "（单位：公里）。\n本月累计目标5.8公里，上月认定3.7公里。\n示例：累计5.8公里。"
)
NO_JULY = (
    "没有找到7月的填报询问，您的这条没有记录。"
    "如果您收到过询问，请联系督考办；要看项目进度请发 /status，其他请发 /help。"
)
LATE = moment("11-20 09:00")
IN_JANUARY = LATE.replace(year=2024, month=1)


def unknown(town: Township, words: str) -> Message:
    """Return a message of the bot's in the roads' group of which its database knows nothing."""
    room = town.server.room
    said = room.post(Message(town.roads, room.bot, town.clock.at, Look(words)))
    town.heard(town.roads)
    return said


def asked(town: Township, *months: Month, code: str = "JT01") -> None:
    """Keep that a project was asked for other months too."""
    with town.storage.work() as work:
        for month in months:
            work.questions.put(Question(month, code, "韦长河", None, town.clock.at))


def named(town: Township, words: str, *, at: dtm.datetime = LATE) -> About | None:
    """Return what somebody's answer belongs to who quotes unknown words of ours."""
    chat = Address(town.roads.id)
    heard = Heard(chat, False, "", 7, "韦长河", 900, at, "累计5.8公里")  # noqa: FBT003
    quoting = dataclasses.replace(heard, quoted=Quoted(99999, is_ours=True, text=words))
    with town.storage.look() as look:
        return quoted_question(quoting, look=look)


async def test_the_answer_goes_to_the_month_that_the_words_name(june: Township) -> None:
    asked(june, JULY)
    question = unknown(june, ASKED.format(month="6月"))
    await june.say("韦长河", "累计5.8公里", june.roads, reply_to=question)
    assert (await june.told(june.roads)).startswith("已记录：禾石路大中修工程（JT01）6月累计")
    assert (june.figure("JT01"), june.figure("JT01", JULY)) == (Decimal("5.8"), None)


@pytest.mark.parametrize("at", ["06-30 12:00", "11-20 09:00"], ids=["soon", "however late it is"])
async def test_a_month_that_was_never_asked_here_is_named_and_no_other_takes_its_answer(
    june: Township, at: str
) -> None:
    june.clock.at = moment("06-30 12:00")
    question = unknown(june, ASKED.format(month="7月"))
    await june.say("韦长河", "累计7公里", june.roads, reply_to=question, at=moment(at))
    assert june.heard(june.roads) == [NO_JULY]
    assert june.line("JT01").versions == ()


@pytest.mark.parametrize("at", [moment("06-30 12:00"), LATE, IN_JANUARY], ids=str)
def test_however_late_it_is_the_year_is_that_of_the_asking(
    june: Township, at: dtm.datetime
) -> None:
    asked(june, LAST_JUNE, LAST_DECEMBER)
    assert named(june, ASKED.format(month="6月"), at=at) == About(JUNE, "JT01")
    assert named(june, ASKED.format(month="12月"), at=at) == About(LAST_DECEMBER, "JT01")
    assert named(june, ASKED.format(month="7月"), at=at) == About(JULY, "JT01")


@pytest.mark.parametrize(
    ("words", "month"),
    [
        pytest.param("（JT01）累计完成5公里", JULY, id="no month"),
        pytest.param("（JT01）于6月30日17:00前", JULY, id="a day is no month"),
        pytest.param("（JT01）连续3个月未完成", JULY, id="a count is no month"),
        pytest.param("（JT01）5月黄、6月红", JULY, id="two months"),
        pytest.param("【6月填报】（JT01）6月30日前回复，6月末", JUNE, id="one month, many times"),
        pytest.param("【6月填报】（JT01）本月节点：「9月底前封顶」", JUNE, id="a goal's month"),
        pytest.param("【5月催报】（JT01）（XX99）（单位：公里）", MAY, id="other brackets"),
        pytest.param("【6月催报】（JT01）、（JT02）", None, id="two projects"),
        pytest.param("【6月催报】各项目", None, id="no project"),
        pytest.param("【6月填报】（XX99）", None, id="nobody's project"),
        pytest.param("【13月填报】（JT01）", JULY, id="no month of any year"),
    ],
)
def test_one_project_and_one_month_are_taken_at_their_word(
    june: Township, words: str, month: Month | None
) -> None:
    asked(june, MAY, JULY)
    assert named(june, words) == (None if month is None else About(month, "JT01"))


def test_a_project_that_was_never_asked_is_known_from_the_book(june: Township) -> None:
    with june.storage.work() as work:
        work.questions.put_all(JUNE, [])
    assert named(june, ASKED.format(month="6月")) == About(JUNE, "JT01")
    assert named(june, "（JT01）") is None


def test_a_message_that_is_known_needs_no_words(june: Township) -> None:
    asked(june, JULY)
    question = june.questions["JT01"]
    chat = Address(june.roads.id)
    quoted = Quoted(question.id, is_ours=True, text=ASKED.format(month="7月"))
    heard = Heard(chat, False, "", 7, "韦长河", 900, LATE, "5", quoted=quoted)  # noqa: FBT003
    with june.storage.look() as look:
        assert quoted_question(heard, look=look) == About(JUNE, "JT01")
