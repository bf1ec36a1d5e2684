"""Several processes on one database: a trouble is told once, and decided once."""

import datetime as dtm
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TypeVar

import pytest

from bot.compose import compose
from bot.ports import Alert, Pressed
from bot.routes import Routes
from bot.settings import Settings
from rules.notice import Address, Notice
from rules.posts import Room
from storage.engine import Storage
from storage.work import Work
from tests.bot.stage import load, moment
from tests.bot.stage_book import TOWNSHIP

AT = moment("06-30 09:05")
OFFICE, ROADS = Address(-100), Address(-200)
MEMBERS = {"岑春林": 11, "柳艳玲": 12}
A_BREATH = 0.3  # seconds in which the second would overtake the first, if it could
Found = TypeVar("Found")


@pytest.fixture
def routes(settings: Settings) -> Routes:
    return compose(settings)


@pytest.fixture
def shared(postgresql_url: str, settings: Settings) -> Iterator[Storage]:
    """Keep two messages of which nobody knows, the office's group and two of its members."""
    storage = Storage(postgresql_url)
    load(storage, TOWNSHIP, settings, AT - dtm.timedelta(hours=1))
    with storage.work() as work:
        work.bindings.bind_group(Room.OFFICE, None, OFFICE, "督考办", AT)
        for name, account in MEMBERS.items():
            work.bindings.bind_person(name, account, AT)
        work.outbox.follows_from(in_doubt=True)
        work.outbox.put_all([Notice(f"stuck/{one}", ROADS, "警告") for one in "ab"], AT)
    yield storage
    storage.close()


def at_once(storage: Storage, *deeds: Callable[[Work], Found]) -> list[Found]:
    """Do two deeds in units of their own: the second begins before the first is committed."""
    begun = Event()
    first, second = deeds

    def slowly() -> Found:
        with storage.work() as work:
            found = first(work)
            begun.set()
            Event().wait(A_BREATH)
            return found

    def quickly() -> Found:
        begun.wait()
        with storage.work() as work:
            return second(work)

    with ThreadPoolExecutor(2) as threads:
        return [one.result() for one in (threads.submit(slowly), threads.submit(quickly))]


def told(storage: Storage) -> tuple[str, ...]:
    with storage.look() as look:
        return look.outbox.undelivered("troubles/")


def press(routes: Routes, name: str, token: str) -> Callable[[Work], Alert | None]:
    pressed = Pressed(OFFICE, False, MEMBERS[name], name, 5, token, f"press-{name}")  # noqa: FBT003
    return lambda work: routes.press(pressed, work, AT)


def tokens(storage: Storage) -> list[list[str]]:
    """Return the tokens of each line's two buttons."""
    with storage.look() as look:
        notice = look.outbox.notice(told(storage)[0])
    assert notice is not None
    return [[face.token or "" for face in row] for row in notice.buttons]


def test_two_that_look_at_once_tell_once(shared: Storage, routes: Routes) -> None:
    later = AT + dtm.timedelta(seconds=1)
    at_once(
        shared,
        lambda work: routes.troubles(work, AT),
        lambda work: routes.troubles(work, later),
    )
    assert len(told(shared)) == 1


@pytest.mark.parametrize("lines", [(0, 0), (1, 1)], ids=["the first line", "the second line"])
def test_two_of_the_office_decide_once_about_a_line(
    shared: Storage, routes: Routes, lines: tuple[int, int]
) -> None:
    with shared.work() as work:
        routes.troubles(work, AT)
    (resend, _), (_, let_go) = (tokens(shared)[line] for line in lines)
    answers = at_once(shared, press(routes, "岑春林", resend), press(routes, "柳艳玲", let_go))
    line = lines[0] + 1
    assert [one.words for one in answers if one] == [
        "已安排再发。原来如已送达，对方会收到两次。",
        f"第{line}条已由岑春林于6月30日09:05决定再发，不用再点。",
    ]


def test_decisions_about_two_lines_are_both_seen(shared: Storage, routes: Routes) -> None:
    with shared.work() as work:
        routes.troubles(work, AT)
    (resend, _), (_, let_go) = tokens(shared)
    at_once(shared, press(routes, "岑春林", resend), press(routes, "柳艳玲", let_go))
    with shared.look() as look:
        shown = look.outbox.notice("press/press-柳艳玲/edit")
    assert shown is not None
    assert shown.words.splitlines()[-2:] == [
        "第1条已由岑春林于6月30日09:05决定再发。",
        "第2条已由柳艳玲于6月30日09:05决定不再发。",
    ]
    assert shown.buttons == ()
