"""What is told of a colour stays within one message, and tells nothing that is not for all."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.transports.telegram.lengths import MESSAGE
from bot.wording.evidence import LONGEST_GROUND, MOST_MONTHS, MOST_REPORTS, ground
from bot.wording.explaining import explained
from rules.month import Month, months_between
from rules.plates import Flag, Rules
from rules.project import PlanVersion
from rules.report import ReportState
from tests.bot.wording.derivations import (
    APRIL,
    CLOSED,
    JUNE,
    MAY,
    accepted,
    derived,
    found,
    said,
)

LITERAL = Rules(carries_over_new_year=True, no_target_breaks=True, change_resets_streak=True)
BLANK_MAY = PlanVersion(0, Month(2023, 1), {APRIL: Decimal(2), JUNE: Decimal("5.8")})


def test_a_month_of_everything_is_one_message() -> None:
    first = Month(2019, 1)
    months = months_between(first, JUNE)
    plan = PlanVersion(0, first, {month: Decimal("123456789.123456") for month in months})
    reports = [said(f"{number}.654321", state=ReportState.REPLACED) for number in range(90)]
    one = derived(
        *reports,
        june=found("5", "核" * 3000),
        earlier=dict.fromkeys(months[:-1], "5.123456"),
        plan=(plan,),
        rules=replace(LITERAL, no_target_breaks=False),
    )
    words = explained(one)
    assert len(words) < MESSAGE // 2
    assert words.count("自报：") == MOST_REPORTS + 1
    assert "自报：更早的82次不一一列出" in words
    assert words.count("\n· ") == MOST_MONTHS + 1
    assert "2019年1月至6月连续54个月未完成" in words
    assert f"依据：{'核' * LONGEST_GROUND}…\n" in words


@pytest.mark.parametrize("note", ["发现虚报", "虚 报", "属弄虚作假"])
def test_a_ground_that_speaks_of_a_false_report_is_not_told(note: str) -> None:
    """E16, E39: the office may have written it before the month was public."""
    assert ground(note) == ""
    words = explained(derived(said("6"), june=found("5", note)))
    assert "认定：5公里（岑春林，7月6日09:00）\n" in words
    assert explained(derived(said("6"), june=found("5"))) == words


def test_where_all_may_read_a_finding_is_told_only_once_it_is_published() -> None:
    closed = derived(said("5"), june=found("5.5", "现场核查"), asked=CLOSED)
    words = explained(replace(closed, shows_findings=False))
    assert "认定：公布后可见\n" in words
    assert "5.5公里" not in words
    published = replace(derived(june=found("5.5")), shows_findings=False)
    assert "认定：5.5公里（岑春林" in explained(published)


def test_a_request_that_was_not_decided_at_the_publication_is_told_for_good() -> None:
    """E6: the old target was held against it."""
    one = derived(said("5"), june=accepted("5"))
    flags = (*one.rated.flags, Flag.ADJUSTMENT_PENDING)
    words = explained(replace(one, rated=one.rated._replace(flags=flags)))
    assert "\n公布时目标调整申请还在审批，按原目标认定（E6）\n" in words


@pytest.mark.parametrize(
    ("rules", "decided"),
    [
        pytest.param(
            Rules(),
            "起决定作用的规则：无目标的月份不计入也不中断连续"
            "（换成“无目标的月份中断连续”，本月是黄牌）",
            id="a blank month is skipped",
        ),
        pytest.param(
            Rules(no_target_breaks=True),
            "起决定作用的规则：无目标的月份中断连续"
            "（换成“无目标的月份不计入也不中断连续”，本月是红牌（连续2个月））",
            id="a blank month breaks",
        ),
    ],
)
def test_the_reading_that_decided_is_told_with_the_other_one(rules: Rules, decided: str) -> None:
    one = derived(
        said("5"), june=accepted("5"), earlier={APRIL: "1"}, plan=(BLANK_MAY,), rules=rules
    )
    assert [line for line in explained(one).split("\n") if "起决定作用" in line] == [decided]


def test_where_no_reading_decided_none_is_told() -> None:
    one = derived(said("5"), june=accepted("5"), earlier={MAY: "3"})
    assert "起决定作用" not in explained(one)


def test_every_reading_that_holds_is_told() -> None:
    words = explained(derived(said("5"), june=accepted("5"), rules=LITERAL))
    assert words.endswith(
        "跨年连续计算；无目标的月份中断连续；调整目标后重新计算连续月数；到公布时未认定的按自报认定。"
    )


def test_the_months_that_were_imported_are_counted_apart() -> None:
    """E38: a streak that paper brought along has no figures here."""
    one = derived(said("5"), june=accepted("5"), earlier={MAY: "3"})
    red = one.rated._replace(streak=4)
    words = explained(replace(one, rated=red))
    assert "；连同以前按导入记录的，连续4个月未完成，标红牌。\n" in words
    assert "\n连续未完成：\n· 以前2个月按导入的记录（E38）\n· 5月黄：" in words
