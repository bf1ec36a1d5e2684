import multiprocessing
import os

import psycopg
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


def test_several_may_work_together_and_nobody_alone_beside_them(url: str) -> None:
    with alone(url, "polling", with_others=True):
        with alone(url, "polling", with_others=True):
            pass
        with pytest.raises(NotAloneError), alone(url, "polling"):
            pass
    with (
        alone(url, "polling"),
        pytest.raises(NotAloneError),
        alone(url, "polling", with_others=True),
    ):
        pass


def test_what_is_held_is_held_on_to(url: str) -> None:
    with alone(url, "polling") as hold:
        hold.renew()
        with pytest.raises(NotAloneError), alone(url, "polling"):
            pass


def cut_off(url: str) -> None:
    """End every other connection to a database, as a server does that is started anew."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_what_a_server_let_go_is_held_again(postgresql_url: str) -> None:
    with alone(postgresql_url, "polling") as hold:
        cut_off(postgresql_url)
        with alone(postgresql_url, "polling"), pytest.raises(NotAloneError):
            hold.renew()
        hold.renew()
        with pytest.raises(NotAloneError), alone(postgresql_url, "polling"):
            pass
