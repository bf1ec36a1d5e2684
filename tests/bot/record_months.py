"""What is done in a month: asked, answered, closed, determined, published, corrected."""

import datetime as dtm
from decimal import Decimal
from typing import NamedTuple

from rules.month import Month
from rules.project import plain
from rules.schedule import Phase
from tests.bot.naive_record import (
    DECEMBER,
    Answers,
    Finding,
    NaiveMonth,
    Value,
)
from tests.bot.record_machine import UNITS, Record
from tests.bot.record_stage import (
    ANSWERS,
    CODES,
    LIAISONS,
    NEW_PERSON,
    Ground,
)
from tests.bot.stage_book import YEAR
from tests.storage.mail_machine import any_of


class Preview(NamedTuple):
    """A correction that was shown and not confirmed: its button, what it finds, what it saw."""

    token: str
    code: str
    month: int
    value: Value
    saw: tuple[object, ...]
    record: str


class Months(Record):
    """Months go on; people answer, the office decides and corrects."""

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        self.previews: list[Preview] = []

    @property
    def next_month(self) -> int:
        return max(self.model.months, default=self.first - 1) + 1

    def time_goes_on(self, hours: int) -> None:
        self.town.at += dtm.timedelta(hours=hours)

    def a_month_goes_on(self, deed: str, which: int, by: str, unreached: str) -> None:
        months = self.model.months.values()
        if deed == "next":
            deed = "publish" if any(one.closed_on and not one.is_public for one in months) else ""
            deed = deed or ("close" if any(not one.closed_on for one in months) else "ask")
        if deed == "ask" and self.next_month <= DECEMBER:
            self.ask(unreached, is_skipped=not which % 10)
        elif deed == "close" and months:
            self.close(which, by_schedule=by == "schedule")
        elif deed == "publish" and months:
            self.publish(which, by)

    def ask(self, unreached: str, *, is_skipped: bool) -> None:
        town, month = self.town, min(self.next_month + is_skipped, DECEMBER)
        town.at = max(town.at, town.due(month, Phase.ASK))
        closes_at = town.due(month, Phase.CLOSE)
        asked = [code for code in self.model.goals if self.model.owes(code, month)]
        with self.act(is_taken=True):
            town.phase(Phase.ASK, month)
        self.model.months[month] = NaiveMonth(
            closes_at if town.at < closes_at else None, dict.fromkeys(asked)
        )
        questions = town.see(lambda look: look.questions.of(Month(YEAR, month)))
        assert sorted(one.project for one in questions) == sorted(asked)
        for code in set(asked) - {unreached}:
            town.deliver(month, code)
            self.model.months[month].asked[code] = town.at

    def close(self, which: int, *, by_schedule: bool) -> None:
        month = self.a_month(which, lambda one: one.closed_on is None)
        cycle, town = self.model.months[month], self.town
        town.at += dtm.timedelta(minutes=1)
        by_schedule = by_schedule and cycle.closes_at is not None and town.at <= cycle.closes_at
        if by_schedule and cycle.closes_at:
            town.at = cycle.closes_at
        is_first = cycle.closed_on is None
        if is_first and not by_schedule:
            cycle.closes_at = town.at
        if is_first:
            self.model.close(month, town.at, town.settings.answer_time)
        with self.act(is_taken=is_first):
            town.phase(Phase.CLOSE, month, by_schedule=by_schedule)

    def publish(self, which: int, by: str) -> None:
        month = self.a_month(which, lambda one: bool(one.closed_on) and not one.is_public)
        cycle = self.model.months[month]
        if any(not one.is_public for number, one in self.model.months.items() if number < month):
            return  # in order alone: nothing corrects a month that came out before an earlier one
        may = cycle.closed_on is not None and not cycle.is_public
        may = may and (by in {"hand", "schedule"} or by in self.people.office)
        if may:
            self.model.publish(month)
        with self.act(is_taken=may):
            if by in {"hand", "schedule"}:
                self.town.phase(Phase.PUBLISH, month, by_schedule=by == "schedule")
            else:
                self.town.press(by, "confirm_publication", str(Month(YEAR, month)))

    def everybody_answers(self, roads: str, bridge: str, school: str, home: str) -> None:
        for code, how_much in zip(CODES, (roads, bridge, school, home), strict=True):
            if how_much:
                self.answer(1, code, how_much, "person", is_sure=True, confirms=True)

    def answer(
        self,
        which: int,
        code: str,
        how_much: str,
        by: str,
        is_sure: bool,  # noqa: FBT001
        confirms: bool,  # noqa: FBT001
    ) -> None:
        code = self.a_code(code, which)
        month = self.a_month(which, lambda one: one.closed_on is None)
        persons = {"person": ANSWERS.get(code, NEW_PERSON), "liaison": LIAISONS[code[:2]]}
        name, value = persons.get(by, by), self.value(code, month, how_much)
        is_asked = code in self.model.months[month].asked and self.model.goal(code, month)
        before = len(self.versions(code, month))
        with self.act(is_taken=bool(is_asked) and name in persons.values()):
            words = self.words(code, value, is_sure=is_sure)
            self.town.say(name, words, about=f"【{month}月填报】（{code}）")
            versions = self.versions(code, month)
            if len(versions) > before:
                id_, state, _ = versions[-1]
                if state == "waiting" and confirms and not isinstance(value, str):
                    self.town.press(name, "confirm_report", str(id_))
                self.keep(code, month, value)

    def keep(self, code: str, month: int, value: Value) -> None:
        """Keep an answer in the model, as it was understood."""
        _, state, written = self.versions(code, month)[-1]
        answer = self.model.answers.setdefault((code, month), Answers())
        if state == "waiting":
            answer.unsure = "words" if isinstance(value, str) else "figure"
        else:
            assert written == str(value) or Decimal(written) == value
            self.model.answered(code, month, value, self.town.at.replace(microsecond=0))

    def versions(self, code: str, month: int) -> list[tuple[int, str, str]]:
        query = "SELECT id, state, value FROM report WHERE project = :code AND month = :month"
        return [
            (one[0], one[1], one[2])
            for one in self.town.rows(
                f"{query} ORDER BY id", code=code, month=str(Month(YEAR, month))
            )
        ]

    def words(self, code: str, value: Value, *, is_sure: bool) -> str:
        if isinstance(value, str):
            return {"met": "已完成", "unmet": "未完成"}[value] if is_sure else "差不多了"
        about = "累计完成" if is_sure else "累计大概"
        return f"{about}{plain(value)}{UNITS.get(code, '个')}"

    def determine(self, which: int, code: str, deed: str, how_much: str, name: str) -> None:
        code = self.a_code(code, which)
        month = self.a_month(which, lambda one: bool(one.closed_on) and not one.is_public)
        cycle, spot = self.model.months[month], (code, month)
        answer = self.model.answers.get(spot, Answers())
        may = name in self.people.office and cycle.closed_on is not None and not cycle.is_public
        may = may and self.model.may_be_found(code, month)
        may = may and (deed == "found" or not self.model.is_decided(code, month))
        may = may and {"report": answer.stands is not None, "silence": answer.stands is None}.get(
            deed, True
        )
        value = self.value(code, month, how_much)
        with self.act(is_taken=may):
            self._at_the_desk(name, deed, code, month, value)
            if may and deed == "back":
                self.model.send_back(code, month)
            elif may:
                found = {"report": answer.stands, "silence": None}.get(deed, value)
                self.model.determine(code, month, found)

    def _at_the_desk(self, name: str, deed: str, code: str, month: int, value: Value) -> None:
        subject = f"{Month(YEAR, month)}/{code}"
        if deed == "found":
            said = self.town.say(name, f"/determine {month}月 {code} {self.finding(value)}")
            token = self.town.offered(said, "确认")
            if token:
                self.town.press_token(name, token)
        elif deed == "report":
            kept = self.town.rows(
                "SELECT id FROM report WHERE project = :code AND month = :month "
                "AND state = 'kept' ORDER BY is_late, id DESC",
                code=code,
                month=str(Month(YEAR, month)),
            )
            self.town.press(name, "accept_report", subject, str(kept[0][0]) if kept else "")
        else:
            act = {"silence": "accept_silence", "back": "send_back"}[deed]
            self.town.press(name, act, subject)

    def finding(self, value: Value) -> str:
        written = (
            plain(value) if isinstance(value, Decimal) else self.words("", value, is_sure=True)
        )
        return f"{written} 现场复核台账"

    def correct(
        self,
        which: int,
        code: str,
        how_much: str,
        name: str,
        is_false: bool,  # noqa: FBT001
        at_once: bool,  # noqa: FBT001
    ) -> None:
        if self.previews and not which % 3:
            self.confirm_correction(which, "柳艳玲")
            return
        code, month = self.a_code(code, which), any_of(sorted(self.model.months), which)
        value = self.value(code, month, how_much)
        saw = self.would_change(code, month, value)
        row = self.public[month].row(code) if month in self.public else None
        may = name in self.people.office and row is not None and row.rated.goal is not None
        may = may and bool(saw)
        with self.act(is_taken=may and at_once):
            words = f"/correct {Month(YEAR, month)} {code} {self.finding(value)}"
            cause = "发现虚报（仅督考办可见）" if is_false else "更正认定"
            token = self.town.offered(self.town.say(name, words), cause)
            assert bool(token) is may
            if token:
                shown = self.town.press_token(name, token)
                token = self.town.offered(f"{shown}/edit", "确认")
                assert token
                if at_once:
                    self.town.press_token(name, token)
                    self.model.determine(code, month, value)
                else:
                    self.previews.append(Preview(token, code, month, value, saw, self.stands))

    def confirm_correction(self, which: int, name: str) -> None:
        preview = self.previews.pop(which % len(self.previews))
        saw = self.would_change(preview.code, preview.month, preview.value)
        before = self.stands
        self.town.press_token(name, preview.token)
        self.stands = self.town.record()
        is_taken = self.stands != before
        if before == preview.record:
            assert is_taken
        if is_taken:
            assert saw == preview.saw
            self.model.determine(preview.code, preview.month, preview.value)
        self.nothing_public_changes()

    def would_change(self, code: str, month: int, value: Value) -> tuple[object, ...]:
        """Return what a finding would change of what is public, with what it would come after."""
        had, before = self.model.found.get((code, month)), self.model.shown(code)
        self.model.found[code, month] = Finding(is_open=False, value=value)
        after = self.model.shown(code)
        if had is None:
            del self.model.found[code, month]
        else:
            self.model.found[code, month] = had
        return tuple(
            (number, edition.digest, after[number])
            for number, edition in sorted(self.public.items())
            if number >= month and edition.row(code) and before[number] != after[number]
        )
