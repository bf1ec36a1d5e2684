"""An organisation of hundreds of projects: one question loads what it is about, not the year."""

import datetime as dtm
import itertools
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from bot.compose import by_hand, compose
from bot.ports import Heard
from bot.settings import Settings
from chores.scaling.month import measure
from chores.scaling.organisation import JUNE, YEAR, Organisation
from chores.scaling.town import Town, bind
from rules.notice import Address
from rules.schedule import Phase
from storage.engine import Storage
from storage.tables.book import PlanVersionRow, ProjectRow
from storage.tables.months import QuestionRow

MANY = 300
FEW = 30  # rows that one question may load: a person has two projects, a command ten
MESSAGES = itertools.count(1)
TABLES = (ProjectRow, PlanVersionRow, QuestionRow)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    url = f"sqlite:///{tmp_path_factory.mktemp('many') / 'many.db'}"
    storage = Storage(url)
    storage.upgrade()
    organisation = Organisation(MANY)
    book = organisation.book()
    settings = Settings(database_url=url)
    town = Town(storage, settings, organisation, book, organisation.accounts(book))
    at = town.instants[Phase.ASK]
    with storage.work() as work:
        work.book.put(book, at)
        bind(work, town, at)
    with storage.work() as work:
        by_hand(Phase.ASK, JUNE, work=work, at=at, settings=settings)
    yield town
    storage.close()


@contextmanager
def rows_loaded() -> Iterator[list[object]]:
    """Collect the rows of the book and of questions that are loaded."""
    loaded: list[object] = []

    def hear(row: object, _: object) -> None:
        loaded.append(row)

    for table in TABLES:
        event.listen(table, "load", hear)
    yield loaded
    for table in TABLES:
        event.remove(table, "load", hear)


def say(town: Town, words: str, person: str, at: dtm.datetime) -> str:
    """Let somebody say something in private; return the answer."""
    account = town.accounts[person]
    command, _, rest = words.removeprefix("/").partition(" ")
    heard = Heard(
        chat=Address(account),
        is_private=True,
        chat_title="",
        account=account,
        sender=person,
        message_id=next(MESSAGES),
        said_at=at,
        text=words,
        command=command if words.startswith("/") else None,
        arguments=rest if words.startswith("/") else "",
    )
    routes = compose(town.settings)
    flow = routes.commands[command] if heard.command else routes.words
    with town.storage.work() as work:
        flow(heard, work, at)
        notice = work.outbox.notice(heard.key)
    assert notice is not None
    return notice.words


@pytest.mark.parametrize(
    ("words", "person", "answered"),
    [
        pytest.param("/status XM000017", "责任人3", "XM000017", id="/status by code"),
        pytest.param("/status 第17号", "责任人3", "XM000017", id="/status by name"),
        pytest.param("/status", "责任人3", "另有270个", id="/status of which"),
        pytest.param("/why XM000017", "责任人3", "XM000017", id="/why"),
        pytest.param("XM000017 累计60万元", "责任人8", "已记录", id="a reply with a code"),
        pytest.param("累计60万元", "责任人9", "哪个项目", id="a reply for one of two"),
        pytest.param("/report XM000014 60万元", "联络员1", "已记录", id="/report of a liaison"),
        pytest.param("/todo", "联络员1", "XM00001", id="/todo of a liaison"),
        pytest.param("/start", "责任人3", "责任人3", id="/start"),
    ],
)
def test_one_question_loads_a_few_projects(
    asked: Town, words: str, person: str, answered: str
) -> None:
    at = asked.instants[Phase.ASK] + dtm.timedelta(hours=1)
    with rows_loaded() as loaded:
        assert answered in say(asked, words, person, at)
    assert len(loaded) <= FEW + 30 * (words == "/status")


def test_a_month_of_an_organisation_can_be_measured(url: str) -> None:
    found = {step.name: step.figure for step in measure(url, 20)}
    assert all(figure >= 0 for figure in found.values())
    assert found["memory at its height"] > 0
    assert found["  by Telegram's pace"] > 0
    with_words = [name for name in found if name.startswith("send ")]
    assert len(with_words) == 4
    assert Organisation(20).book().year == YEAR
