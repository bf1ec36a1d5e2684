"""Rating: 100,000 projects over 12 months, with the bare rule beside it."""

from collections.abc import Iterator
from decimal import Decimal

from chores.bench.timing import Row, once, written
from rules.month import Month, year_of
from rules.plates import Facts, Filed, Rules, rate
from rules.project import PlanVersion

_MONTHS = year_of(2023)


def projects(count: int) -> list[Facts]:
    """Return that many projects, each with a plan and a report every month."""
    plan = PlanVersion(0, _MONTHS[0], {m: Decimal(10 * m.number) for m in _MONTHS})
    return [
        Facts(
            first=_MONTHS[0],
            plan=(plan,),
            reports={m: Filed(Decimal(10 * m.number + (n + m.number) % 7 - 2)) for m in _MONTHS},
        )
        for n in range(count)
    ]


def measure(count: int = 100_000) -> Iterator[Row]:
    """Measure a tenth and the whole, and the bare rule on the same figures."""
    facts = projects(count)
    part = once(lambda: _rate_all(facts[: count // 10]))
    whole = once(lambda: _rate_all(facts))
    bare = once(lambda: _bare(facts))
    remark = f"goal: under 5 s; {whole / part:.1f} times a tenth of them"
    yield Row(f"{count:,} projects, 12 months", written(whole), written(bare), remark)


def _rate_all(facts: list[Facts]) -> int:
    """Rate and count the reds, so that nothing is kept."""
    last, rules = Month(2023, 12), Rules()
    return sum(rate(one, through=last, rules=rules)[-1].streak > 1 for one in facts)


def _bare(facts: list[Facts]) -> int:
    """Compare and count, with no plan version, no flag, no reason."""
    reds = 0
    for one in facts:
        streak = 0
        goals, reports = one.plan[0].goals, one.reports
        for month in _MONTHS:
            goal, value = goals[month], reports[month].value
            is_met = goal is not None and value is not None and value >= goal  # type: ignore[operator]
            streak = 0 if is_met else streak + 1
        reds += streak > 1
    return reds
