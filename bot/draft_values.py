"""What a stored draft holds besides plain words: months with their goals, what was handed in."""

import json
from collections.abc import Iterable

from rules.application import Evidence, Goals
from rules.month import Month
from rules.project import read_goal, write_goal


def written_goals(goals: Goals) -> str:
    """Write months as a draft keeps them."""
    return json.dumps({str(month): write_goal(goal) for month, goal in sorted(goals.items())})


def read_goals(written: str) -> Goals:
    """Read months as a draft keeps them."""
    read = {Month.parse(month): read_goal(goal) for month, goal in json.loads(written).items()}
    return {month: goal for month, goal in read.items() if goal is not None}


def written_evidence(evidence: Iterable[Evidence]) -> str:
    """Write what was handed in as a draft keeps it."""
    return json.dumps([[one.name, one.file, one.is_photo] for one in evidence])


def read_evidence(written: str) -> tuple[Evidence, ...]:
    """Read what was handed in as a draft keeps it."""
    return tuple(Evidence(name, file, is_photo) for name, file, is_photo in json.loads(written))
