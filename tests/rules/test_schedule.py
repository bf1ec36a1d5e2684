"""When a month's phases are due (E30)."""

import datetime as dtm
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.days_off import built_in
from rules.days_off import WEEKENDS_ONLY, DaysOff
from rules.month import Month
from rules.schedule import (
    Due,
    Instant,
    NotAnInstantError,
    Phase,
    Schedule,
    due_instants,
    following,
)

ZONE = dtm.timezone(dtm.timedelta(hours=8))
DEFAULT = Schedule(
    ask=Instant.parse("last 09:00"),
    remind=tuple(map(Instant.parse, ("+1 09:00", "+2 09:00", "+3 09:00"))),
    close=Instant.parse("+3 17:00"),
    brief=Instant.parse("+5 09:00"),
    publish=Instant.parse("+6 09:00"),
    zone=ZONE,
)
CHINA = built_in()
MONTHS = st.builds(Month, st.integers(2004, 2026), st.integers(1, 12))


def due(month: Month, *, days_off: DaysOff = CHINA, schedule: Schedule = DEFAULT) -> list[str]:
    """Return a month's phases as `ask 06-30 09:00`."""
    found = due_instants(month, schedule=schedule, days_off=days_off)
    return [f"{one.phase} {one.at:%m-%d %H:%M}" for one in found]


@pytest.mark.parametrize(
    ("month", "dues"),
    [
        pytest.param(
            Month(2023, 6),
            [
                *("ask 06-30 09:00", "remind 07-03 09:00", "close 07-03 17:00"),
                *("brief 07-05 09:00", "publish 07-06 09:00"),
            ],
            id="a weekend after the asking: the reminders are one",
        ),
        pytest.param(
            Month(2023, 8),
            [
                *("ask 08-31 09:00", "remind 09-01 09:00", "remind 09-04 09:00"),
                *("close 09-04 17:00", "brief 09-05 09:00", "publish 09-06 09:00"),
            ],
            id="the close falls on a Sunday",
        ),
        pytest.param(
            Month(2023, 9),
            [
                *("ask 09-28 09:00", "remind 10-07 09:00", "close 10-07 17:00"),
                *("brief 10-08 09:00", "publish 10-09 09:00"),
            ],
            id="the national holiday: asked before it, all else after it",
        ),
        pytest.param(
            Month(2023, 12),
            [
                *("ask 12-29 09:00", "remind 01-02 09:00", "remind 01-03 09:00"),
                *("close 01-03 17:00", "brief 01-05 09:00", "publish 01-08 09:00"),
            ],
            id="over New Year",
        ),
        pytest.param(
            Month(2023, 5),
            [
                *("ask 05-31 09:00", "remind 06-01 09:00", "remind 06-02 09:00"),
                *("remind 06-05 09:00", "close 06-05 17:00", "brief 06-06 09:00"),
                "publish 06-07 09:00",
            ],
            id="the brief never shares the day of the close",
        ),
    ],
)
def test_a_months_phases_are_due_on_working_days(month: Month, dues: list[str]) -> None:
    assert due(month) == dues


@given(MONTHS, st.booleans())
def test_phases_come_in_their_order_on_working_days_of_their_own(
    month: Month,
    knows_holidays: bool,  # noqa: FBT001
) -> None:
    days_off = CHINA if knows_holidays else WEEKENDS_ONLY
    found = due_instants(month, schedule=DEFAULT, days_off=days_off)
    at = {one.phase: one.at for one in found}
    ordered = [at[phase] for phase in (Phase.ASK, Phase.CLOSE, Phase.BRIEF, Phase.PUBLISH)]
    assert ordered == sorted(set(ordered))
    assert len({one.date() for one in ordered[1:]}) == 3
    assert not any(days_off.is_off(one.at.date()) for one in found)


@given(MONTHS)
def test_reminders_lie_between_the_asking_and_the_close_and_never_coincide(month: Month) -> None:
    found = due_instants(month, schedule=DEFAULT, days_off=CHINA)
    reminders = [one.at for one in found if one.phase is Phase.REMIND]
    at = {one.phase: one.at for one in found}
    assert reminders == sorted(set(reminders))
    assert all(at[Phase.ASK] < one < at[Phase.CLOSE] for one in reminders)


def test_a_month_needs_no_reminder() -> None:
    assert not [
        one for one in due(Month(2023, 6), schedule=replace(DEFAULT, remind=())) if "rem" in one
    ]


BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
_FIRST = dtm.date(2003, 12, 1)
NONE_OFF = DaysOff(work=frozenset(_FIRST + dtm.timedelta(days=n) for n in range(9000)))


@pytest.mark.parametrize(
    ("zone", "month", "written", "instant"),
    [
        pytest.param(BERLIN, 3, "26 02:30", "2023-03-26T03:30:00+02:00", id="no such hour"),
        pytest.param(BERLIN, 3, "26 01:59", "2023-03-26T01:59:00+01:00", id="the minute before"),
        pytest.param(BERLIN, 3, "26 03:00", "2023-03-26T03:00:00+02:00", id="the hour after"),
        pytest.param(BERLIN, 10, "29 02:30", "2023-10-29T02:30:00+02:00", id="twice: the first"),
        pytest.param(BERLIN, 10, "29 09:00", "2023-10-29T09:00:00+01:00", id="the day of it"),
        pytest.param(NEW_YORK, 3, "12 02:00", "2023-03-12T03:00:00-04:00", id="no such minute"),
        pytest.param(NEW_YORK, 11, "5 01:00", "2023-11-05T01:00:00-04:00", id="twice too"),
        pytest.param(ZONE, 3, "26 02:30", "2023-03-26T02:30:00+08:00", id="China keeps its time"),
    ],
)
def test_where_the_clock_is_changed_a_due_instant_is_one(
    zone: dtm.tzinfo, month: int, written: str, instant: str
) -> None:
    schedule = replace(DEFAULT, ask=Instant.parse(written), zone=zone)
    asked = due_instants(Month(2023, month), schedule=schedule, days_off=NONE_OFF)[0]
    assert asked.at.isoformat() == instant


@pytest.mark.parametrize(
    ("ask", "remind", "close", "dues"),
    [
        pytest.param(
            "26 02:30", ["26 03:10"], "27 09:00",
            ["ask 03-26 03:30"], id="reminded before it was asked",
        ),
        pytest.param(
            "25 09:00", ["26 02:30", "26 03:30"], "27 09:00",
            ["ask 03-25 09:00", "remind 03-26 03:30"], id="two reminders that are one",
        ),
        pytest.param(
            "25 09:00", ["26 03:10"], "26 02:30",
            ["ask 03-25 09:00", "remind 03-26 03:10"], id="a reminder before the close",
        ),
    ],
)  # fmt: skip
def test_around_an_hour_that_is_left_out_the_order_is_that_of_the_instants(
    ask: str, remind: list[str], close: str, dues: list[str]
) -> None:
    schedule = replace(
        DEFAULT,
        ask=Instant.parse(ask),
        remind=tuple(map(Instant.parse, remind)),
        close=Instant.parse(close),
        zone=BERLIN,
    )
    found = due(Month(2023, 3), schedule=schedule, days_off=NONE_OFF)
    assert [one for one in found if one.startswith(("ask", "remind"))] == dues


WRITTEN = st.builds(
    Instant,
    st.integers(1, 31) | st.just("last"),
    st.builds(dtm.time, st.integers(0, 23), st.sampled_from([0, 30, 59])),
    st.booleans(),
)


@given(MONTHS, st.sampled_from([BERLIN, NEW_YORK]), st.lists(WRITTEN, max_size=3), WRITTEN)
def test_in_every_zone_phases_come_in_order_each_at_its_own_instant(
    month: Month, zone: dtm.tzinfo, remind: list[Instant], close: Instant
) -> None:
    schedule = replace(DEFAULT, remind=tuple(remind), close=close, zone=zone)
    found = due_instants(month, schedule=schedule, days_off=NONE_OFF)
    at = [one.at.astimezone(dtm.UTC) for one in found if one.phase is not Phase.ASK]
    assert at == sorted(set(at))
    assert all(one.at.replace(fold=0) == one.at for one in found)


@given(MONTHS, st.integers(0, 20))
def test_what_follows_a_close_that_moved_comes_after_it(month: Month, late: int) -> None:
    closed = CHINA.working_day_from(month.next.first_day + dtm.timedelta(days=late))
    brief, publish = following(month, closed, schedule=DEFAULT, days_off=CHINA)
    assert closed < brief.at.date() < publish.at.date()


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("last 09:00", Instant("last", dtm.time(9))),
        ("28 9:00", Instant(28, dtm.time(9))),
        (" +3 17:30 ", Instant(3, dtm.time(17, 30), in_next_month=True)),
        ("+31 00:00", Instant(31, dtm.time(0), in_next_month=True)),
    ],
)
def test_an_instant_is_read(written: str, instant: Instant) -> None:
    assert Instant.parse(written) == instant


@pytest.mark.parametrize(
    "written",
    ["", "09:00", "last", "0 09:00", "32 09:00", "+3 24:00", "+3 9:60", "-1 09:00", "first 09:00"],
)
def test_what_is_no_instant_is_refused(written: str) -> None:
    with pytest.raises(NotAnInstantError) as refused:
        Instant.parse(written)
    assert "write `last 09:00`" in str(refused.value)


@pytest.mark.parametrize(
    ("instant", "month", "day"),
    [
        (Instant.parse("31 09:00"), Month(2023, 6), dtm.date(2023, 6, 30)),
        (Instant.parse("+31 09:00"), Month(2023, 1), dtm.date(2023, 2, 28)),
        (Instant.parse("+3 09:00"), Month(2023, 12), dtm.date(2024, 1, 3)),
        (Instant.parse("last 09:00"), Month(2024, 2), dtm.date(2024, 2, 29)),
    ],
)
def test_a_short_months_31st_is_its_last_day(
    instant: Instant, month: Month, day: dtm.date
) -> None:
    assert instant.day_for(month) == day


def test_what_is_due_sorts_by_its_instant() -> None:
    dues = due_instants(Month(2023, 6), schedule=DEFAULT, days_off=CHINA)
    assert sorted(dues) == list(dues)
    assert dues[0] == Due(dtm.datetime(2023, 6, 30, 9, tzinfo=ZONE), Month(2023, 6), Phase.ASK)
