"""Whatever happens in a year in whatever order, its record says what a plain count of it says."""

from typing import Any

import hypothesis.strategies as st
from hypothesis import settings as running
from hypothesis.stateful import (
    initialize,
    rule,
    run_state_machine_as_test,
)

from bot.settings import Settings
from tests.bot.naive_requests import CHAINS
from tests.bot.record_machine import HOW_MUCH, MATTERS, MAYBE, SOMEBODY
from tests.bot.record_months import Months
from tests.bot.record_requests import Requests
from tests.bot.record_stage import (
    CODES,
    Ground,
)
from tests.databases import SqliteFiles
from tests.storage.mail_machine import ANY

DEEDS = st.one_of(
    *[
        st.tuples(
            st.just("time_goes_on"),
            st.fixed_dictionaries({"hours": st.sampled_from([1, 20, 60, 200])}),
        )
    ]
    * 1,
    *[
        st.tuples(
            st.just("a_month_goes_on"),
            st.fixed_dictionaries(
                {
                    "deed": st.sampled_from(["next", "next", "next", "ask", "close", "publish"]),
                    "which": ANY,
                    "by": st.sampled_from(["hand", "schedule", "schedule", "岑春林"]) | SOMEBODY,
                    "unreached": st.sampled_from([*CODES, "", ""]),
                }
            ),
        )
    ]
    * 4,
    *[
        st.tuples(
            st.just("everybody_answers"),
            st.fixed_dictionaries(
                {"roads": MAYBE, "bridge": MAYBE, "school": MAYBE, "home": MAYBE}
            ),
        )
    ]
    * 1,
    *[
        st.tuples(
            st.just("answer"),
            st.fixed_dictionaries(
                {
                    "which": ANY,
                    "code": st.sampled_from(CODES),
                    "how_much": HOW_MUCH,
                    "by": st.sampled_from(["person", "person", "liaison"]) | SOMEBODY,
                    "is_sure": st.sampled_from([True, True, True, False]),
                    "confirms": st.booleans(),
                }
            ),
        )
    ]
    * 1,
    *[
        st.tuples(
            st.just("determine"),
            st.fixed_dictionaries(
                {
                    "which": ANY,
                    "code": st.sampled_from(CODES),
                    "deed": st.sampled_from(["report", "silence", "back", "found", "found"]),
                    "how_much": HOW_MUCH,
                    "name": st.sampled_from(["岑春林"] * 3) | SOMEBODY,
                }
            ),
        )
    ]
    * 2,
    *[
        st.tuples(
            st.just("correct"),
            st.fixed_dictionaries(
                {
                    "which": ANY,
                    "code": st.sampled_from(CODES),
                    "how_much": HOW_MUCH,
                    "name": st.sampled_from(["岑春林"] * 3) | SOMEBODY,
                    "is_false": st.booleans(),
                    "at_once": st.sampled_from([True, True, False]),
                }
            ),
        )
    ]
    * 2,
    *[
        st.tuples(
            st.just("apply"),
            st.fixed_dictionaries(
                {
                    "which": ANY,
                    "code": st.sampled_from(CODES),
                    "what": st.sampled_from(MATTERS),
                    "ahead": st.sampled_from([0, 0, 0, 1, 2, -1]),
                    "how_much": HOW_MUCH,
                    "name": st.sampled_from(["unit"] * 5) | SOMEBODY,
                }
            ),
        )
    ]
    * 3,
    *[
        st.tuples(
            st.just("a_request_goes_on"),
            st.fixed_dictionaries(
                {
                    "which": ANY,
                    "how": st.sampled_from(["on", "on", "on", "on", "said", "said", "minutes"]),
                    "step": st.sampled_from(["next", "next", "file", *CHAINS["exit"][1:]]),
                    "word": st.sampled_from(["agree", "return", "return", "reject"]),
                    "name": SOMEBODY,
                    "is_old": st.sampled_from([False] * 5 + [True]),
                }
            ),
        )
    ]
    * 5,
)


class RecordMachine(Months, Requests):
    """A year, in which anything may be done."""

    @initialize(
        first=st.integers(1, 7),
        past=st.lists(st.tuples(*(MAYBE for _ in CODES)), min_size=1, max_size=3),
    )
    def begin(self, first: int, past: list[tuple[str, ...]]) -> None:
        """Let some months go by as they should."""
        self.first = first
        for answers in past:
            self.ask("", is_skipped=False)
            self.everybody_answers(*answers)
            self.close(1, by_schedule=True)
            self.publish(1, "schedule")

    @rule(deed=DEEDS)
    def something_happens(self, deed: tuple[str, dict[str, Any]]) -> None:
        """Do one of many deeds: as rules of their own, most would be switched off in each run."""
        name, parts = deed
        getattr(self, name)(**parts)


EXAMPLES, STEPS = 6, 40


def test_whatever_happens_in_a_year_its_record_is_what_a_plain_count_says(
    sqlite_files: SqliteFiles,
) -> None:
    ground = Ground(sqlite_files, Settings(_env_file=None, organisation="禾源镇"))
    run_state_machine_as_test(
        lambda: RecordMachine(ground),  # type: ignore[arg-type] # whatever makes one will do
        settings=running(
            max_examples=EXAMPLES, stateful_step_count=STEPS, derandomize=True, deadline=None
        ),
    )
    ground.storage.close()
