"""A press has no time of its own: what may have been pressed in time is never called late."""

import pytest

from rules.project import Stage
from rules.schedule import Phase
from tests.bot.stage import Township, moment

LAST_HEARD = "07-03 16:45"


def press_unheard(town: Township, at: str, label: str = "已完成") -> None:
    """Let the milestone's person press while the bot stands still; Telegram holds the press."""
    town.clock.at = moment(at)
    town.server.talk.press(town.user("柏如意"), town.questions["MS01"], label)


def hear_until(town: Township, at: str) -> None:
    with town.storage.work() as work:
        work.watch.heard(moment(at))


async def come_back(town: Township, at: str) -> None:
    """Let the bot work again: what was said is heard first, then what was missed falls due."""
    town.clock.at = moment(at)
    await town.passes(minutes=1)
    town.server.reading.read_all()


@pytest.fixture
async def standing_still(june: Township) -> Township:
    """Let the bot stand still from a quarter of an hour before the close."""
    await june.until(LAST_HEARD)
    june.server.reading.read_all()
    return june


@pytest.mark.parametrize(
    "back_at",
    [
        pytest.param("07-03 17:05", id="a few minutes after the close"),
        pytest.param("07-03 20:00", id="hours after it"),
        pytest.param("07-04 12:00", id="the day after"),
    ],
)
async def test_a_press_that_comes_in_before_the_close_runs_is_in_time(
    standing_still: Township, back_at: str
) -> None:
    press_unheard(standing_still, "07-03 16:50")
    await come_back(standing_still, back_at)
    line = standing_still.line("MS01")
    assert line.report is not None
    assert (line.report.value, line.report.is_late) == (Stage.MET, False)
    await standing_still.until("07-12 09:05")
    standing_still.server.reading.read_all()
    assert standing_still.line("MS01").rated.plate == "blue"


@pytest.mark.parametrize(
    ("heard_until", "is_late"),
    [
        pytest.param(LAST_HEARD, False, id="nothing was heard from before the close on"),
        pytest.param("07-03 16:59", False, id="until a minute before it"),
        pytest.param("07-03 17:00", True, id="until its instant"),
        pytest.param("07-03 17:20", True, id="until after it"),
        pytest.param(None, True, id="nobody knows until when"),
    ],
)
async def test_after_the_close_a_press_is_late_where_it_cannot_have_waited(
    standing_still: Township,
    heard_until: str | None,
    is_late: bool,  # noqa: FBT001
) -> None:
    if heard_until:
        hear_until(standing_still, heard_until)
    await standing_still.until("07-03 17:01")
    standing_still.server.reading.read_all()
    press_unheard(standing_still, "07-03 17:30")
    await come_back(standing_still, "07-03 17:31")
    report = standing_still.line("MS01").report
    assert report is not None
    assert report.is_late is is_late


async def test_a_press_received_before_the_close_and_handled_after_it_is_in_time(
    june: Township,
) -> None:
    await june.until("07-03 16:59")
    june.server.reading.read_all()
    question = june.questions["MS01"]
    june.server.talk.press(june.user("柏如意"), question, "已完成")
    await june.play._taken_in()
    june.clock.at = moment("07-03 17:00")
    june.phase(Phase.CLOSE)
    await june.passes(minutes=1)
    june.server.reading.read_all()
    report = june.line("MS01").report
    assert report is not None
    assert not report.is_late


async def test_a_late_answer_alone_does_not_prove_that_none_came_in_time(june: Township) -> None:
    await june.until(LAST_HEARD)
    june.server.reading.read_all()
    june.clock.at = moment("07-03 20:00")
    question = june.questions["JT01"]
    june.server.talk.say(
        june.user("韦长河"), june.roads, "累计5.8公里", reply_to=question, at=moment("07-03 17:30")
    )
    await june.passes(minutes=1)
    june.server.reading.read_all()
    line = june.line("JT01")
    assert line.report is not None
    assert line.report.is_late
    assert line.is_pending
