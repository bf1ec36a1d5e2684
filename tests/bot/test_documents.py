"""A file that a flow wants is fetched and read before it, whatever the platform does meanwhile."""

import dataclasses
import datetime as dtm
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.documents import FETCHES
from bot.ports import Content, Heard, Unread
from bot.rehearsal.messages import Message
from papers.ledger import MOST_BYTES, FilledLedger, NoLedger
from papers.ledger_workbook import xlsx_of
from rules.notice import Notice
from storage.engine import Storage
from storage.work import Look, Work
from tests.bot.pumping import Rig, echo, rig, routes
from tests.papers.ledgers import PAPER

LEDGER = xlsx_of(PAPER)


@dataclasses.dataclass
class Reader:
    """Flows that want every file, and note what they were brought."""

    brought: list[Any] = dataclasses.field(default_factory=list)

    def words(self, heard: Heard, work: Work, at: dtm.datetime) -> None:
        if heard.content is Content.TEXT:
            echo(heard, work, at)
            return
        self.brought.append(heard.brought)
        work.outbox.put(Notice(heard.key, heard.chat, "读过了"), at)

    def wanted(self, heard: Heard, look: Look) -> bool:
        del look
        return heard.file_name.endswith(".xlsx")


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
async def here(sqlite_storage: Storage, reader: Reader) -> AsyncIterator[Rig]:
    async with rig(sqlite_storage, routes(words=reader.words, wanted=reader.wanted)) as running:
        yield running


def send(here: Rig, content: bytes = LEDGER, name: str = "认定表.xlsx") -> Message:
    return here.server.talk.send_document(here.wei, here.wei, content, name=name)


async def test_a_flow_gets_what_the_file_held(here: Rig, reader: Reader) -> None:
    send(here)
    await here.hear()
    (ledger,) = reader.brought
    assert isinstance(ledger, FilledLedger)
    assert ledger.codes == ("JT01", "JT03", "MS01", "MS03")


async def test_what_no_flow_wants_is_not_fetched(here: Rig, reader: Reader) -> None:
    send(here, name="说明.docx")
    await here.hear()
    assert reader.brought == [None]
    assert here.server.requests.of("getFile") == []


async def test_what_is_no_ledger_comes_as_such(here: Rig, reader: Reader) -> None:
    send(here, b"PK nothing")
    await here.hear()
    (found,) = reader.brought
    assert isinstance(found, NoLedger)
    assert "损坏" in found.says


async def test_a_file_that_is_too_large_is_not_even_asked_for(here: Rig, reader: Reader) -> None:
    send(here, bytes(MOST_BYTES + 1))
    await here.hear()
    assert reader.brought == [Unread.TOO_LARGE]
    assert here.server.requests.of("getFile") == []


async def test_a_failing_platform_lets_the_message_wait_and_no_other_chat(
    here: Rig, reader: Reader
) -> None:
    here.server.faults.next("getFile", "500", times=2)
    send(here)
    here.server.talk.say(here.wei, here.wei, "后说的")
    other = here.server.room.user("吕秋生")
    here.server.talk.say(other, other, "别人说的")
    again = await here.hear()
    await here.deliver_all()
    assert reader.brought == []
    assert here.heard() == {"new": 2, "done": 1}
    assert again is not None
    while reader.brought == []:
        here.clock.now = max(again or here.clock.now, here.clock.now)
        again = await here.hear()
    assert isinstance(reader.brought[0], FilledLedger)
    await here.deliver_all()
    assert here.texts() == ["读过了", "后说的"]
    assert here.troubled() == ()


async def test_after_five_failures_the_flow_goes_on_without(here: Rig, reader: Reader) -> None:
    here.server.faults.next("getFile", "500", times=FETCHES)
    send(here)
    again = await here.hear()
    began = here.clock.now
    while reader.brought == [] and again is not None:
        here.clock.now = max(again, here.clock.now)
        again = await here.hear()
    assert reader.brought == [Unread.NOT_FETCHED]
    assert here.clock.now - began < dtm.timedelta(minutes=1)
    assert here.heard() == {"done": 1}
    assert len(here.server.requests.of("getFile")) == FETCHES


async def test_the_time_that_the_platform_asks_for_is_given_to_it(here: Rig) -> None:
    here.server.faults.next("getFile", "429")
    send(here)
    began = here.clock.now
    again = await here.hear()
    assert again is not None
    assert again - began >= dtm.timedelta(seconds=5)


async def test_a_flow_that_fails_is_brought_the_file_again(sqlite_storage: Storage) -> None:
    seen: list[Any] = []

    def break_down(heard: Heard, work: Work, at: dtm.datetime) -> None:
        del work, at
        seen.append(type(heard.brought))
        raise ValueError

    table = routes(words=break_down, wanted=lambda *_: True)
    async with rig(sqlite_storage, table) as here:
        send(here)
        again = await here.hear()
        while again is not None:
            here.clock.now = max(again, here.clock.now)
            again = await here.hear()
        assert seen == [FilledLedger] * 3
        assert [row.state for row in here.troubled()] == ["failed"]
