"""Files are fetched over HTTP from the server of the Bot API, up to a bound."""

import pytest
from telegram import Bot

from bot.ports import FileTooLargeError, NotFetchedError
from bot.rehearsal.faults import Fault
from bot.rehearsal.files import LARGEST_DOWNLOAD, StoredFile
from bot.rehearsal.server import ChatServer
from bot.rehearsal.wire import Json
from bot.transports.telegram.calls import bot_at
from bot.transports.telegram.fetching import TelegramFiles

CONTENT = bytes(range(256)) * 400


class Understated(StoredFile):
    """A file that the server calls small."""

    def as_json(self, *, with_path: bool = False) -> Json:
        return super().as_json(with_path=with_path) | {"file_size": 1}


def put(server: ChatServer, content: bytes = CONTENT) -> str:
    return server.room.files.put(content, kind="document", name="认定表.xlsx").id


async def test_a_file_is_fetched_as_it_was_sent(server: ChatServer, bot: Bot) -> None:
    assert await TelegramFiles(bot).fetch(put(server), most=len(CONTENT)) == CONTENT


async def test_a_file_beyond_the_bound_is_not_fetched(server: ChatServer, bot: Bot) -> None:
    with pytest.raises(FileTooLargeError):
        await TelegramFiles(bot).fetch(put(server), most=len(CONTENT) - 1)


async def test_what_telegram_calls_too_big_is_too_large(server: ChatServer, bot: Bot) -> None:
    file = put(server, bytes(LARGEST_DOWNLOAD + 1))
    with pytest.raises(FileTooLargeError):
        await TelegramFiles(bot).fetch(file, most=2 * LARGEST_DOWNLOAD)


async def test_a_server_that_sends_more_than_it_says_is_stopped(
    server: ChatServer, bot: Bot
) -> None:
    file = put(server)
    kept = server.room.files.get(file)
    understated = Understated(kept.id, kept.kind, kept.name, kept.data)
    server.room.files._by_id[file] = understated
    with pytest.raises(FileTooLargeError):
        await TelegramFiles(bot).fetch(file, most=100)


@pytest.mark.parametrize("kind", ["429", "500", "400", "reset_before"])
async def test_a_failure_of_the_platform_may_be_tried_again(
    server: ChatServer, bot: Bot, kind: str
) -> None:
    file, files = put(server), TelegramFiles(bot)
    server.faults.next("getFile", Fault(kind))  # type: ignore[arg-type]
    with pytest.raises(NotFetchedError) as error:
        await files.fetch(file, most=len(CONTENT))
    assert (error.value.wait is not None) == (kind == "429")
    assert await files.fetch(file, most=len(CONTENT)) == CONTENT


async def test_no_error_tells_the_token(server: ChatServer) -> None:
    file, told = put(server), []
    await server.stop()
    bot = bot_at(server.address, server.token)
    for asked in (bot, bot_at("http://127.0.0.1:1", server.token)):
        with pytest.raises(NotFetchedError) as error:
            await TelegramFiles(asked).fetch(file, most=10)
        told.append(str(error.value))
        assert error.value.__cause__ is None
    assert [words for words in told if server.token in words or "/" in words] == []


async def test_a_file_that_is_gone_is_not_fetched(bot: Bot) -> None:
    with pytest.raises(NotFetchedError, match="BadRequest"):
        await TelegramFiles(bot).fetch("document-00099", most=10)
