import datetime as dtm

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.patience import backoff, despite_database, patiently
from storage.engine import BusyError


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(0, 1), (1, 1), (2, 2), (3, 4), (5, 16), (6, 30), (10**6, 30)]
)
def test_the_wait_doubles_up_to_a_limit(attempts: int, seconds: int) -> None:
    assert backoff(attempts) == dtm.timedelta(seconds=seconds)


@given(attempts=st.integers(0, 10**9))
def test_more_attempts_never_wait_less(attempts: int) -> None:
    assert backoff(attempts) <= backoff(attempts + 1)


class Failing:
    """Fails with these errors, then works."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)

    async def __call__(self) -> str:
        if self.errors:
            raise self.errors.pop(0)
        return "认定"


async def test_what_is_in_the_way_is_told_once_and_so_is_its_end() -> None:
    failing = Failing(BusyError("locked"), BusyError("locked"))
    with capture_logs() as logs:
        assert await despite_database(failing) == "认定"
    assert [line["event"] for line in logs] == ["trying again until it works", "works again"]


async def test_another_cause_is_told_again() -> None:
    failing = Failing(OSError("away"), OSError("refused"))
    with capture_logs() as logs:
        await patiently(failing, passing=(OSError,), told=str)
    assert [line.get("because") for line in logs] == ["away", "refused", None]


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        pytest.param("ConnectError", "ConnectError", id="a kind"),
        pytest.param(
            "BadRequest: bad webhook: IP address 10.0.0.1 is reserved",
            "BadRequest: bad webhook: IP address 10.0.0.1 is reserved",
            id="of itself",
        ),
        pytest.param("Forbidden: 韦长河", "Forbidden", id="a name"),
        pytest.param("Forbidden: user 5000001", "Forbidden", id="an account"),
        pytest.param(f"NetworkError: {'x' * 190}", "NetworkError", id="cut off, perhaps"),
    ],
)
async def test_of_what_a_platform_says_nobodys_words_are_told(told: str, shown: str) -> None:
    with capture_logs() as logs:
        await patiently(Failing(OSError(told)), passing=(OSError,), told=str)
    assert logs[0]["because"] == shown
    assert logs[1]["after"] == shown


async def test_any_other_error_ends_the_patience() -> None:
    with pytest.raises(ValueError, match="broken"):
        await despite_database(Failing(ValueError("broken")))
