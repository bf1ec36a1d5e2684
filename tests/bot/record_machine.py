"""A township, a clock that only goes on, and the plain facts of all that was done."""

import datetime as dtm
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import hypothesis.strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
)

from bot.replay import replay
from rules.edition import Edition
from rules.month import Month
from tests.bot.naive_record import (
    NaiveRecord,
    Shown,
    Value,
)
from tests.bot.naive_requests import NaiveRequest
from tests.bot.record_stage import (
    CODES,
    NAMES,
    PLAN,
    Ground,
    people,
)
from tests.bot.stage_book import PROJECTS
from tests.storage.mail_machine import any_of

MAYBE = st.sampled_from(["", "short", "short", "met", "over"])
HOW_MUCH = st.sampled_from(["short", "met", "over"])
SOMEBODY = st.sampled_from(NAMES)
MATTERS = ["target"] * 3 + ["exit", "exit", "suspend", "suspend", "completed", "enter", "resume"]
FACTORS = {"short": Decimal("0.5"), "met": Decimal("0.8"), "over": Decimal("1.2")}
UNITS = {one.code: one.unit for one in PROJECTS}
WHY = "7月上旬连降暴雨，路基冲毁两处，监理下达停工令，已组织抢修"
NOTE = "情况属实，已经现场核对"


class Record(RuleBasedStateMachine):
    """The record, and what must hold of it after every deed."""

    def __init__(self, ground: Ground) -> None:
        super().__init__()
        self.town = ground.begin()
        self.stands = self.town.record()
        self.model = NaiveRecord({code: dict(PLAN[code]) for code in CODES})
        self.people = people()
        self.requests: list[NaiveRequest] = []
        self.editions: dict[tuple[int, int], tuple[object, ...]] = {}
        self.public: dict[int, Edition] = {}
        self.first = 1

    @property
    def today(self) -> dtm.date:
        return self.town.at.date()

    @contextmanager
    def act(self, *, is_taken: bool) -> Iterator[None]:
        """Let something be done: what should be refused changes nothing, all else does."""
        before = self.stands
        yield
        self.town.at += dtm.timedelta(seconds=7)  # no two things happen at once
        self.town.forget_drafts()
        self.stands = self.town.record()
        assert (self.stands != before) is is_taken
        self.nothing_public_changes()

    def a_month(self, which: int, wanted: object) -> int:
        """Return one of the asked months, mostly the first that waits for what is to be done."""
        assert callable(wanted)
        waiting = [month for month, cycle in sorted(self.model.months.items()) if wanted(cycle)]
        return waiting[0] if waiting and which % 4 else any_of([*self.model.months], which // 4)

    def a_code(self, code: str, which: int) -> str:
        """Return a project's code, now and then that of what has entered."""
        new = [one for one in self.model.goals if one not in CODES]
        return any_of(new, which) if new and which % 5 == 0 else code

    def value(self, code: str, month: int, how_much: str) -> Value:
        goal = self.model.goal(code, month)
        if isinstance(goal, str) or UNITS.get(code) == "节点":
            return "unmet" if how_much == "short" else "met"
        enough = goal or Decimal(10)
        return (
            enough
            * {"short": Decimal("0.9"), "met": Decimal(1), "over": Decimal("1.05")}[how_much]
        )

    def nothing_public_changes(self) -> None:
        """Compare every edition with what it was; a new one follows what held before it."""
        heads = self.town.rows(
            "SELECT month, correction, digest, follows FROM edition ORDER BY month, correction"
        )
        rows = self.town.rows(
            "SELECT month, correction, place, code, row FROM published "
            "ORDER BY month, correction, place"
        )
        for month, correction, digest, follows in heads:
            number = int(month[-2:])
            mine = [one[2:] for one in rows if one[:2] == (month, correction)]
            stands = (digest, follows, repr(mine))
            if (number, correction) in self.editions:
                assert self.editions[number, correction] == stands
                continue
            before = self.public.get(number)
            assert (before.correction + 1 if before else 0) == correction
            assert follows == (before.digest if before else None)
            self.editions[number, correction] = stands
            edition = self.town.see(lambda look: look.editions.get(Month.parse(month), correction))  # noqa: B023
            assert edition is not None
            assert edition.digest == digest
            self.public[number] = edition
            if correction == 0:
                is_in = {one for one in self.model.goals if self.model.standing(one, number).is_in}
                assert {row.project.code for row in edition.rows} == is_in
        assert len(heads) == len(self.editions)
        self.what_is_public_is_so()

    def what_is_public_is_so(self) -> None:
        counted = {code: self.model.shown(code) for code in self.model.goals}
        for month, edition in self.public.items():
            for row in edition.rows:
                one = row.rated
                streak = one.streak if one.plate else None
                shown = Shown(one.plate, one.no_plate, streak, one.goal, one.value)
                assert shown == counted[row.project.code][month], (row.project.code, month)

    def teardown(self) -> None:
        with self.town.storage.look() as look:
            assert look.journal.verify() is None
            assert replay(look) == ()
        self.chains_are_whole()

    def chains_are_whole(self) -> None:
        """Compare all that was said to requests, and count the changes of each calendar year."""
        said = self.town.rows(
            "SELECT request_id, step, word, person, acting_for, digest FROM signature ORDER BY id"
        )
        for request in self.requests:
            mine = [one[1:] for one in said if one[0] == request.id]
            assert [
                (step, word, frozenset({person, acting or person}), digest)
                for step, word, person, acting, digest in mine
            ] == [tuple(one) for one in request.words]
        assert len(said) == sum(len(one.words) for one in self.requests)
        changed = self.town.rows(
            "SELECT project, substr(approved_on, 1, 4) FROM plan_version "
            "WHERE because = 'adjustment'"
        )
        assert len(changed) == len(set(changed))
