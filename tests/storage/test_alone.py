import multiprocessing
import os

import pytest

from storage.alone import NotAloneError, alone
from storage.engine import BusyError, Storage


def die_holding(url: str) -> None:
    """Hold the right, and die without giving it back."""
    with alone(url, "polling"):
        os._exit(9)


def test_only_one_holds_what_is_done_alone(url: str) -> None:
    with (
        alone(url, "polling"),
        pytest.raises(NotAloneError, match="polling"),
        alone(url, "polling"),
    ):
        pass


def test_what_is_given_back_can_be_held_again(url: str) -> None:
    for _ in range(2):
        with alone(url, "polling"):
            pass


def test_different_things_do_not_meet(url: str) -> None:
    with alone(url, "polling"), alone(url, "counting"):
        pass


def test_a_process_that_dies_gives_it_back(url: str) -> None:
    child = multiprocessing.get_context("spawn").Process(target=die_holding, args=(url,))
    child.start()
    child.join(60)
    assert child.exitcode == 9
    with alone(url, "polling"):
        pass


def test_whoever_holds_it_leaves_the_database_to_all(url: str, storage: Storage) -> None:
    with alone(url, "polling"), storage.work() as work:
        assert work.buttons.put("confirm_report", "1")


@pytest.mark.parametrize(
    "nowhere",
    [
        pytest.param("sqlite:////nowhere/at/all.db", id="sqlite"),
        pytest.param("postgresql+psycopg://u@127.0.0.1:9/x", id="postgresql"),
    ],
)
def test_what_cannot_be_opened_is_busy(nowhere: str) -> None:
    with pytest.raises(BusyError), alone(nowhere, "polling"):
        pass
