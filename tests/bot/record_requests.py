"""What is applied for, and how it goes on: other targets, steps of a project's life."""

import datetime as dtm
import json
from decimal import Decimal

from bot import changing, lifecycle_draft
from rules.month import Month
from rules.project import plain, write_goal
from tests.bot.naive_record import (
    DECEMBER,
    Change,
    Goal,
    Happened,
)
from tests.bot.naive_requests import CHAINS, NaiveRequest
from tests.bot.record_machine import FACTORS, MATTERS, NOTE, WHY, Record
from tests.bot.record_stage import (
    CODES,
    NAMES,
    NEW_PERSON,
    PLAN,
    goal_of,
)
from tests.bot.stage_book import ROADS, WELFARE, YEAR
from tests.storage.mail_machine import any_of


class Requests(Record):
    """Units apply; commanders, office and headquarters say their words."""

    def apply(
        self, which: int, code: str, what: str, ahead: int, how_much: str, name: str
    ) -> None:
        """Apply for something, mostly for what can be applied for: or complete what came back."""
        returned = [one for one in self.requests if one.next == "file"]
        busy = {one.code for one in self.requests if one.is_open}
        if returned and which % 3:
            code, what = returned[0].code, returned[0].matter
        elif which % 4:
            code = next((one for one in (code, *self.model.goals) if one not in busy), code)
        if what == "enter":
            self.nominate(max(ahead, 0), name if name != "unit" else "云慧敏")
        elif what == "target":
            self.apply_for_target(code, max(ahead, 0), how_much, name, owns_up=which % 5 > 0)
        else:
            is_paused = self.model.standing(code, min(self.today.month + ahead, 12)).is_paused
            what = "resume" if is_paused and what == "suspend" else what
            self.apply_for_step(code, what, ahead, how_much, name)

    def apply_for_target(
        self, code: str, ahead: int, how_much: str, name: str, *, owns_up: bool
    ) -> None:
        factor = FACTORS[how_much]
        since = self.today.month + ahead
        is_in = self.today.year == YEAR and self.model.standing(code, self.today.month).is_in
        if not is_in or since > DECEMBER:
            return
        goals = self.other_goals(code, since, factor)
        is_second = not self.model.may_be_changed(code, self.today.year, is_exception=False)
        request = self.new("target", code, since, goals)
        request.is_exception = is_second and owns_up
        cycle = self.model.months.get(since)
        may = bool(goals) and (cycle is None or cycle.closed_on is None)
        may = may and (owns_up or not is_second)
        self.file(name, request, self.facts_of_target(request, factor), may=may)

    def other_goals(self, code: str, since: int, factor: Decimal) -> dict[int, Goal]:
        goals: dict[int, Goal] = {}
        for month in range(since, DECEMBER + 1):
            goal = self.model.goal(code, month)
            if isinstance(goal, str):
                goals[month] = f"{goal}一期"
            elif goal is not None:
                goals[month] = goal * factor
        return goals

    def facts_of_target(self, request: NaiveRequest, factor: Decimal) -> dict[str, str]:
        facts = {
            "project": request.code,
            "since": str(Month(YEAR, request.since)),
            "plan": "ok",
            "goals": self.written(request.goals),
            "category": "disaster",
            "reason": WHY,
            "evidence": "done",
            "files": json.dumps([["照片1", "file1", True]]),
        }
        if not any(isinstance(goal, str) for goal in PLAN.get(request.code, {}).values()):
            facts["annual"] = plain(Decimal(100) * factor)
        return facts | ({"exception": WHY} if request.is_exception else {})

    def written(self, goals: dict[int, Goal]) -> str:
        return json.dumps({str(Month(YEAR, m)): write_goal(goal_of(g)) for m, g in goals.items()})

    def apply_for_step(self, code: str, what: str, ahead: int, how_much: str, name: str) -> None:
        since = self.today.month + ahead
        if not 1 <= since <= DECEMBER or self.today.year != YEAR:
            return
        request = self.new(what, code, since, {})
        if what == "completed":
            is_staged = code == "MS01"
            request.value = "met" if is_staged else self.value(code, since, how_much)
        facts = {
            "what": what,
            "project": code,
            "since": str(Month(YEAR, since)),
            "until": "",
            "reason": WHY,
            "evidence": "done",
            "files": "[]",
        }
        if isinstance(request.value, Decimal):
            facts["value"] = plain(request.value)
        self.file(name, request, facts, may=self.may_take(what, code, since))

    def may_take(self, what: str, code: str, since: int) -> bool:
        """Tell whether the form offers a step from a month on."""
        stands, cycle = self.model.standing(code, since), self.model.months.get(since)
        if not stands.is_in or (stands.done and what != "exit"):
            return False
        if what in {"suspend", "resume"} and stands.is_paused is (what == "suspend"):
            return False
        return cycle is None or (what != "resume" and cycle.closed_on is None)

    def nominate(self, ahead: int, name: str) -> None:
        since, known = self.today.month + ahead, [one.matter for one in self.requests]
        if since > DECEMBER or self.today.year != YEAR or known.count("enter") == 2:
            return
        goals: dict[int, Goal] = {m: Decimal(10 * m) for m in range(since, DECEMBER + 1)}
        facts = {
            "what": "enter",
            "occasion": "signed",
            "command": ROADS,
            "name": f"停车场工程{len(self.requests)}",
            "brief": "新建停车位二百个，含充电设施和绿化",
            "lead_unit": "公路站",
            "leader": "谢玉洁",
            "person": NEW_PERSON,
            "unit": "个",
            "annual": "120",
            "due": "2023-12-31",
            "since": str(Month(YEAR, since)),
            "plan": "ok",
            "goals": self.written(goals),
            "reason": WHY,
        }
        request = self.new("enter", "", since, goals)
        self.file(name, request, facts, may=since not in self.model.months)

    def new(self, matter: str, code: str, since: int, goals: dict[int, Goal]) -> NaiveRequest:
        command = WELFARE if code.startswith("MS") else ROADS
        return NaiveRequest(0, matter, code, command, since, goals, next="file")

    def file(self, name: str, wanted: NaiveRequest, facts: dict[str, str], *, may: bool) -> None:
        """File a request, or the next text of the one that was returned."""
        is_open = [one for one in self.requests if one.is_open and one.code == wanted.code]
        returned = next((one for one in is_open if one.next == "file"), None)
        if returned is not None and returned.matter == wanted.matter:
            facts |= {"request": str(returned.id), "revision": str(len(returned.texts))}
        elif is_open:
            may, returned = False, None
        taken = [one.people for one in returned.words if one.step != "file"] if returned else []
        if name == "unit":
            name = next(
                (
                    one
                    for one in sorted(self.people.units[wanted.code])
                    if self.applies(one, wanted)
                ),
                NAMES[0],
            )
        may = may and self.applies(name, wanted) and not any(name in one for one in taken)
        form = changing.FORM if wanted.matter == "target" else lifecycle_draft.FORM
        with self.act(is_taken=may):
            self.town.file(name, form, facts)
        if may:
            self.keep_request(name, wanted, returned)

    def applies(self, name: str, wanted: NaiveRequest) -> bool:
        return bool(wanted.who(name, "file", self.people))

    def keep_request(self, name: str, wanted: NaiveRequest, old: NaiveRequest | None) -> None:
        found = self.town.rows("SELECT id, project, digest FROM change_request ORDER BY id")
        (wanted.id, wanted.code, text) = next(
            one for one in reversed(found) if old is None or one[0] == old.id
        )
        if old is not None:
            wanted.texts, wanted.words = old.texts, old.words
            self.requests.remove(old)
        self.requests.append(wanted)
        assert text not in wanted.texts
        wanted.texts.append(text)
        wanted.say("file", "agree", frozenset({name}))

    def a_request_goes_on(
        self,
        which: int,
        how: str,
        step: str,
        word: str,
        name: str,
        is_old: bool,  # noqa: FBT001
    ) -> None:
        if not any(one.is_open for one in self.requests):
            self.apply(which, any_of([*CODES], which), any_of(MATTERS, which), 0, "met", "unit")
        elif how == "on":
            for _ in range(1 + which % 3):
                self.go_on(which)
        elif how == "said":
            self.say(which, step, word, name, is_old=is_old)
        else:
            name = "柳艳玲" if which % 2 else name
            while any(one.next not in {None, "file", "approve"} for one in self.requests):
                before = [one.next for one in self.requests]
                self.go_on(which)
                if before == [one.next for one in self.requests]:
                    break
            self.record_minutes(which, name, which % 40)

    def go_on(self, which: int) -> None:
        """Let somebody who may take the next step take it."""
        request = any_of([one for one in self.requests if one.is_open] or self.requests, which)
        step = request.next or ""
        for name in NAMES[which % 5 :] + NAMES[: which % 5]:
            who = request.who(name, step, self.people)
            if step not in {"", "file"} and request.may_say(step, "agree", request.texts[-1], who):
                self.say_to(request, step, "agree", name)
                return

    def say(self, which: int, step: str, word: str, name: str, *, is_old: bool) -> None:
        request = any_of(self.requests, which)
        if step == "next":
            step = request.next or "approve"
        word = "withdraw" if step == "file" else word
        self.say_to(request, step, word, name, text=request.texts[0 if is_old else -1])

    def say_to(
        self, request: NaiveRequest, step: str, word: str, name: str, text: str = ""
    ) -> None:
        text = text or request.texts[-1]
        who = request.who(name, step, self.people)
        may = request.may_say(step, word, text, who)
        with self.act(is_taken=self.said(request, step, word, who, may=may, on=self.today)):
            self.town.press(name, "say_to_change", f"{request.id}/{step}/{word}", text)
            if self.town.has_draft(name):
                self.town.say(name, NOTE)

    def record_minutes(self, which: int, name: str, days: int) -> None:
        request = any_of(self.requests, which)
        waiting = [one for one in self.requests if one.next == "approve"]
        request = any_of(waiting, which) if waiting and which % 5 else request
        (filed,) = self.town.rows(
            'SELECT max("on") FROM signature WHERE request_id = :id AND step = :step',
            id=request.id,
            step="file",
        )[0]
        on = max(self.today - dtm.timedelta(days=days), dtm.date.fromisoformat(str(filed)))
        who = request.who(name, "minutes", self.people)
        may = request.may_say("approve", "agree", request.texts[-1], who)
        taken = self.said(request, "approve", "agree", who, may=may, on=on, by_minutes=True)
        with self.act(is_taken=taken):
            self.town.press(name, "record_minutes", str(request.id), request.texts[-1])
            if self.town.has_draft(name):
                self.town.say(name, f"禾政会〔2023〕5号 {on.year}年{on.month}月{on.day}日")

    def said(
        self,
        request: NaiveRequest,
        step: str,
        word: str,
        who: frozenset[str],
        *,
        may: bool,
        on: dtm.date,
        by_minutes: bool = False,
    ) -> bool:
        """Say a word in the model, if it can be said; an agreement at the end takes effect."""
        is_last = word == "agree" and step == CHAINS[request.matter][-1]
        if not may or (is_last and not self.takes_effect(request, on, by_minutes=by_minutes)):
            return False
        request.say(step, word, who)
        return True

    def takes_effect(self, request: NaiveRequest, on: dtm.date, *, by_minutes: bool) -> bool:
        code, model = request.code, self.model
        if request.matter == "target":
            since = max(request.since, on.month if on.year == YEAR else DECEMBER + 1)
            goals = {month: goal for month, goal in request.goals.items() if month >= since}
            is_exception = request.is_exception
            if not goals or not model.may_be_changed(code, on.year, is_exception=is_exception):
                return False
            model.changes.setdefault(code, []).append(Change(since, goals, on, is_exception))
            return True
        begins = model.begins(request.matter, request.since, on, by_minutes=by_minutes)
        if begins is None:
            return False
        if request.matter == "enter":
            model.goals[code] = {m: goal for m, goal in request.goals.items() if m >= begins}
            unit = self.people.units["JT01"]
            self.people.units[code] = unit | {NEW_PERSON}
        model.life.setdefault(code, []).append(Happened(request.matter, begins, request.value))
        return True
