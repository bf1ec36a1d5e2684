from dataclasses import replace

from rules.month import Month
from rules.notice import About, MenuEntry, Notice
from storage.engine import Storage
from tests.storage.samples import GROUP, JUNE, MINUTE, NOON, notice, prompt

ASKED = prompt()
REMINDED = notice("2023-06/remind/202307030900/06")
AGAIN = replace(ASKED, key="press/7/again")
BEGINNINGS = ("2023-06/ask/", "2023-06/remind/")


def keys(found: tuple[Notice, ...]) -> list[str]:
    return [one.key for one in found]


def send(storage: Storage, *notices: Notice) -> None:
    """Queue notices and send them all."""
    with storage.work() as work:
        work.outbox.put_all(notices, NOON)
    for step in range(len(notices)):
        at = NOON + (step + 1) * MINUTE
        with storage.work() as work:
            for claimed in work.outbox.claim(at, 30):
                work.outbox.sent(claimed.id, (claimed.id,), at)


def test_what_arrived_is_found_by_the_beginning_of_its_key(storage: Storage) -> None:
    send(storage, ASKED, REMINDED, notice("2023-06/close"), notice("2023-061/ask/JT01"))
    with storage.look() as look:
        assert keys(look.outbox.arrived(JUNE, BEGINNINGS)) == [ASKED.key, REMINDED.key]
        assert keys(look.outbox.arrived(JUNE, ["2023-06/%/"])) == []


def test_what_did_not_arrive_is_none_of_it(storage: Storage) -> None:
    with storage.work() as work:
        work.outbox.put_all([ASKED, REMINDED], NOON)
        (claimed,) = work.outbox.claim(NOON, 1)
        work.outbox.dead(claimed.id, "blocked", NOON)
        assert work.outbox.arrived(JUNE, BEGINNINGS) == ()


def test_by_an_ending_it_is_found_where_it_is_about_the_month(storage: Storage) -> None:
    may = replace(AGAIN, key="press/8/again", about=About(Month(2023, 5), "JT01"))
    others = [replace(AGAIN, key="press/9/again/more"), notice("press/10/again")]
    send(storage, ASKED, AGAIN, may, *others)
    with storage.look() as look:
        found = look.outbox.arrived(JUNE, BEGINNINGS, ending="/again")
    assert keys(found) == [ASKED.key, AGAIN.key]


def test_an_edit_or_a_menu_is_no_message(storage: Storage) -> None:
    edit = notice("2023-06/ask/edit", edits=1)
    menu = replace(notice("2023-06/ask/menu", GROUP), menu=(MenuEntry("todo", "等我办的事"),))
    send(storage, edit, menu, ASKED)
    with storage.look() as look:
        assert keys(look.outbox.arrived(JUNE, BEGINNINGS)) == [ASKED.key]
