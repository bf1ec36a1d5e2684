"""The assessment as the ledger reckons it: every row of every sheet, as words and figures."""

from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from tests.bot.stories.year_ledger import Code, Figure, Ledger, Paper, Row, is_reached

Line = dict[str, Any]
RATED = {"blue", "yellow", "red"}
PLATES = ("blue", "yellow", "red", "pending", "none")
WORDS = {"blue": "蓝牌", "yellow": "黄牌", "red": "红牌"}
MONTHS = dict(zip(PLATES, ("蓝牌月", "黄牌月", "红牌月", "待认定月", "无牌月"), strict=True))


def project_line(ledger: Ledger, paper: Paper) -> Line:
    """Return a project's row of the assessment, by the heads of its columns."""
    rows = ledger.of(paper.code)
    original = _of_year(paper, paper.goals)
    adjusted = paper.changes[-1].annual if paper.changes else original
    valued = [month for month, row in rows.items() if row.value is not None]
    said = [row.said for row in rows.values() if row.said is not None]
    determined = rows[valued[-1]].value if valued else None
    return {
        "项目编号": paper.code,
        "项目名称": paper.name,
        "指挥部": ledger.commands[paper.command],
        "主责单位": paper.lead_unit,
        "责任人": paper.person,
        "计量单位": paper.unit,
        "原年度目标": _shown(original),
        "调整后目标": _shown(adjusted),
        "完成（自报）": _shown(said[-1] if said else None),
        "认定": _shown(determined),
        "认定截至": f"{valued[-1]}月" if valued else "—",
        "年终认定": _end(paper, adjusted, rows),
        **_counted(rows.values()),
        "最长连续未完成": max([0, *(row.streak for row in rows.values() if row.plate in RATED)]),
        "目标调整": "、".join(
            f"{one.approved_on.month}月{one.approved_on.day}日批准" for one in paper.changes
        )
        or "—",
        "更正月份": "、".join(f"{one}月" for one in sorted(ledger.corrected[paper.code])) or "—",
        "责任人任期": "；".join(_tenures(rows)),
    }


def group_lines(ledger: Ledger, name_of: Callable[[Paper], str]) -> dict[str, Line]:
    """Return the rows of commands or units: projects, how many met, months, share of blue."""
    names = sorted({name_of(one) for one in ledger.papers.values()})
    return {
        name: _group(ledger, [one for one in ledger.papers.values() if name_of(one) == name])
        for name in names
    }


def person_lines(ledger: Ledger) -> dict[str, Line]:
    """Return the rows of people: projects of today, months of each one's own time."""
    papers = ledger.papers.values()
    mine = [(row.person, row) for rows in ledger.public.values() for row in rows.values()]
    names = sorted({one.person for one in papers} | {name for name, _ in mine})
    lines = {}
    for name in names:
        held = [one for one in papers if one.person == name]
        own = [row for person, row in mine if person == name]
        lines[name] = _group(ledger, held) | _counted(own) | _share(own)
    return lines


def places(lines: dict[str, Line]) -> dict[str, int | None]:
    """Return each row's place by its share of blue months; equal shares share a place."""
    shares = {
        name: Decimal(line["蓝牌月"]) / rated
        for name, line in lines.items()
        if (rated := line["蓝牌月"] + line["黄牌月"] + line["红牌月"])
    }
    return {
        name: 1 + sum(other > shares[name] for other in shares.values())
        if name in shares
        else None
        for name in lines
    }


def _group(ledger: Ledger, papers: list[Paper]) -> Line:
    rows = [row for paper in papers for row in ledger.of(paper.code).values()]
    met = [one for one in papers if project_line(ledger, one)["年终认定"] == "完成"]
    return {"项目数": len(papers), "完成数": len(met), **_counted(rows), **_share(rows)}


def _counted(rows: Iterable[Row]) -> Line:
    counts = Counter(row.plate for row in rows)
    return {head: counts[plate] for plate, head in MONTHS.items()}


def _share(rows: Iterable[Row]) -> Line:
    rated = [row.plate for row in rows if row.plate in RATED]
    share = f"{rated.count('blue') / len(rated):.1%}" if rated else "—"
    return {"蓝牌率": share}


def _of_year(paper: Paper, goals: dict[int, Figure]) -> Figure | None:
    """Return the year's target: its figure, or the stage that comes last."""
    return paper.annual if paper.annual is not None else goals[max(goals)]


def _end(paper: Paper, adjusted: Figure | None, rows: dict[int, Row]) -> str:
    """Say whether the year's target is reached; a stage counts in its own month alone."""
    values = [row.value for row in rows.values() if row.value is not None]
    if adjusted is None or not values:
        return "未认定"
    last: Figure | None = values[-1]
    if isinstance(adjusted, str):
        last = rows[max(paper.goals)].value if max(paper.goals) in rows else None
    return "完成" if is_reached(adjusted, last) else "未完成"


def _tenures(rows: dict[int, Row]) -> Iterable[str]:
    months, people = list(rows), [row.person for row in rows.values()]
    while months:
        person = people[0]
        count = next((n for n, one in enumerate(people) if one != person), len(people))
        span, months, people = months[:count], months[count:], people[count:]
        plates = Counter(rows[month].plate for month in span)
        when = f"{span[-1]}月" if count == 1 else f"{span[0]}—{span[-1]}月"
        told = "".join(
            f"{word}{plates[plate]}" for word, plate in zip("蓝黄红", PLATES, strict=False)
        )
        yield f"{person}（{when}：{told}）"


def _shown(figure: Figure | None) -> object:
    if figure is None:
        return "—"
    if isinstance(figure, bool):
        return "已完成" if figure else "未完成"
    return f"节点：{figure}" if isinstance(figure, str) else figure


def month_lines(ledger: Ledger) -> dict[tuple[Code, str], Line]:
    """Return what each public month of each project shows, by its code and its month."""
    return {
        (code, f"{month}月"): {
            "项目名称": ledger.papers[code].name,
            "责任人": row.person,
            "计量单位": ledger.papers[code].unit,
            "目标": _shown(row.goal),
            "自报": _shown(row.said),
            "认定": _shown(row.value),
            "标识": WORDS.get(row.plate, "无牌"),
            "连续未完成": row.streak if row.plate in RATED else None,
        }
        for month, rows in ledger.public.items()
        for code, row in rows.items()
    }
