import datetime as dtm
from typing import Any

import pytest

from rules.notice import Address, Notice, Policy
from storage.engine import Storage
from tests.bot.commands.conftest import LOADED, Terminal

A_MINUTE = dtm.timedelta(minutes=1)
BOT = "guatu_bot"


@pytest.fixture
def storage(terminal: Terminal) -> Any:
    """Open the database that the terminal sees."""
    storage = terminal.storage
    yield storage
    storage.close()


def said(update_id: int, text: str) -> dict[str, Any]:
    """Return a raw message of a private chat."""
    chat = {"id": 501, "type": "private"}
    return {
        "update_id": update_id,
        "message": {
            "message_id": update_id,
            "date": 1688000000 + update_id,
            "chat": chat,
            "from": {"id": 501, "is_bot": False, "first_name": "韦长河"},
            "text": text,
        },
    }


def hear(storage: Storage) -> tuple[int, int, int]:
    """Take in three messages: one is handled, one fails for good, one cannot be read."""
    with storage.work() as work:
        assert work.inbox.take_in(BOT, [said(1, "5.8公里")], LOADED) == 1
        (first,) = work.inbox.ready(LOADED, 9)
        work.inbox.settle(first.id, "done")
    with storage.work() as work:
        work.inbox.take_in(BOT, [said(2, "6.1公里")], LOADED)
        (second,) = work.inbox.ready(LOADED, 9)
        assert [work.inbox.fail(second.id, "KeyError", LOADED) for _ in range(3)][-1]
    with storage.work() as work:
        work.inbox.take_in(BOT, [said(3, "")], LOADED)
        (third,) = work.inbox.ready(LOADED, 9)
        work.inbox.poison(third.id, "no message")
    return first.id, second.id, third.id


def test_the_inbox_counts_and_shows_what_failed(terminal: Terminal, storage: Storage) -> None:
    _, failed, poison = hear(storage)
    told = terminal("inbox", "--json")
    assert (told.status, told.err) == (0, "")
    common = {"sender": 501, "received_at": "2023-05-01T08:00:00+00:00"}
    assert told.document == {
        "new": 0,
        "done": 1,
        "ignored": 0,
        "failed": 1,
        "poison": 1,
        "open": [
            common
            | {
                "id": failed,
                "update_id": 2,
                "state": "failed",
                "error": "KeyError",
                "text": "6.1公里",
            },
            common
            | {"id": poison, "update_id": 3, "state": "poison", "error": "no message"}
            | {"text": None},
        ],
    }


@pytest.mark.parametrize(
    ("option", "state"), [("--retry", "new"), ("--drop", "ignored")], ids=["retried", "dropped"]
)
def test_what_failed_is_taken_up_or_let_go(
    option: str, state: str, terminal: Terminal, storage: Storage
) -> None:
    _, failed, _ = hear(storage)
    told = terminal("inbox", option, str(failed), "--json").document
    assert (told["failed"], told[state], len(told["open"])) == (0, 1, 1)


@pytest.mark.parametrize("option", ["--retry", "--drop"])
@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("inbox", "no failed update has the id 99; `guatu inbox` lists them"),
        ("outbox", "no message 99 waits for you; `guatu outbox` lists them"),
    ],
    ids=["inbox", "outbox"],
)
def test_an_unknown_id_is_refused(
    command: str, sentence: str, option: str, terminal: Terminal
) -> None:
    told = terminal(command, option, "99", "--json")
    assert (told.status, told.err.strip()) == (1, sentence)
    assert told.document == {"error": sentence}


def test_what_was_handled_is_not_taken_up_again(terminal: Terminal, storage: Storage) -> None:
    done, _, _ = hear(storage)
    assert terminal("inbox", "--retry", str(done)).status == 1


def speak(storage: Storage) -> tuple[int, int]:
    """Queue three notices of three chats: one waits, one is unknown, one is dead."""
    with storage.work() as work:
        for number, policy in enumerate((Policy.RESEND, Policy.HOLD, Policy.RESEND), start=1):
            work.outbox.put(
                Notice(f"key/{number}", Address(-number), f"第{number}条", policy=policy), LOADED
            )
    with storage.work() as work:
        _, unknown, dead = work.outbox.claim(LOADED, 9)
        sending = work.outbox.sending(unknown, LOADED)
        assert sending is not None
        work.outbox.unknown(sending, "ReadTimeout", LOADED)
        work.outbox.dead(dead.id, "chat not found", LOADED)
    return unknown.id, dead.id


def test_the_outbox_counts_and_shows_what_did_not_arrive(
    terminal: Terminal, storage: Storage
) -> None:
    unknown, dead = speak(storage)
    told = terminal("outbox", "--json")
    assert (told.status, told.err) == (0, "")
    assert told.document == {
        "queued": 0,
        "leased": 1,
        "sending": 0,
        "sent": 0,
        "unknown": 1,
        "dead": 1,
        "dropped": 0,
        "open": [
            {
                "id": unknown,
                "key": "key/2",
                "state": "unknown",
                "chat_id": -2,
                "text": "第2条",
                "attempts": 1,
                "error": "ReadTimeout",
            },
            {
                "id": dead,
                "key": "key/3",
                "state": "dead",
                "chat_id": -3,
                "text": "第3条",
                "attempts": 0,
                "error": "chat not found",
            },
        ],
    }


@pytest.mark.parametrize(
    ("option", "state"), [("--retry", "queued"), ("--drop", "dropped")], ids=["sent", "dropped"]
)
def test_what_did_not_arrive_is_sent_again_or_let_go(
    option: str, state: str, terminal: Terminal, storage: Storage
) -> None:
    unknown, dead = speak(storage)
    told = terminal("outbox", option, str(unknown), "--json").document
    assert (told["unknown"], told[state]) == (0, 1)
    assert [one["id"] for one in told["open"]] == [dead]


@pytest.mark.parametrize("command", ["inbox", "outbox"])
def test_people_see_counts_and_a_table(command: str, terminal: Terminal, storage: Storage) -> None:
    hear(storage)
    speak(storage)
    counts, columns, *rows = terminal(command).out.splitlines()
    assert counts.startswith({"inbox": "new 0, done 1", "outbox": "queued 0, leased 1"}[command])
    assert columns.split()[:2] == ["id", "state"]
    assert len(rows) == 2


@pytest.mark.parametrize("command", ["inbox", "outbox"])
def test_where_nothing_is_wrong_there_are_only_counts(command: str, terminal: Terminal) -> None:
    assert len(terminal(command).out.splitlines()) == 1
