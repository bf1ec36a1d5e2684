import asyncio
import json
from typing import Any

import httpx
import pytest
from telegram import Bot, InputMediaDocument, InputMediaPhoto
from telegram.error import InvalidToken

from bot.rehearsal.chats import Chat, User
from bot.rehearsal.server import ChatServer
from tests.bot.rehearsal.conftest import Call, connect, picture, until


async def test_the_bot_learns_who_it_is(bot: Bot, server: ChatServer) -> None:
    me = await bot.get_me()
    assert (me.id, me.username, me.is_bot) == (server.room.bot.id, "guatu_bot", True)
    assert me.can_read_all_group_messages is False


async def test_privacy_mode_off_is_told(server: ChatServer) -> None:
    server.room.reads_all = True
    async with connect(server) as bot:
        assert bot.bot.can_read_all_group_messages is True


async def test_a_wrong_token_is_unauthorized(server: ChatServer) -> None:
    with pytest.raises(InvalidToken):
        async with Bot("1:wrong", base_url=server.base_url):
            pass
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{server.base_url}1:wrong/getMe")
    assert answer.status_code == 401
    assert answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_an_unknown_method_is_not_found(call: Call) -> None:
    words = "Not Found: method not found"
    assert await call("sendPigeon") == (
        404,
        {"ok": False, "error_code": 404, "description": words},
    )


@pytest.mark.parametrize(
    ("way", "more"),
    [
        pytest.param("params", {}, id="query"),
        pytest.param("data", {}, id="form"),
        pytest.param("data", {"files": {"unused": ("a.txt", b"a")}}, id="multipart"),
        pytest.param("json", {}, id="json"),
    ],
)
async def test_parameters_come_in_any_body(
    way: str, more: dict[str, Any], server: ChatServer, roads: Chat
) -> None:
    bold = [{"type": "bold", "offset": 0, "length": 2}]
    sent = {"text": "您好", "entities": bold if way == "json" else json.dumps(bold)}
    body: dict[str, Any] = {way: {"chat_id": roads.id, **sent}}
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{server.base_url}{server.token}/sendmessage", **body, **more)
    shown = answer.json()["result"]
    assert (shown["text"], shown["entities"]) == ("您好", bold)


async def test_a_picture_is_kept_and_can_be_fetched(bot: Bot, roads: Chat) -> None:
    drawn = picture(720, 1280)
    message = await bot.send_photo(roads.id, drawn, caption="6月 蓝牌 34", filename="进度图.png")
    size = message.photo[-1]
    file = await bot.get_file(size)
    assert (size.width, size.height, message.caption) == (720, 1280, "6月 蓝牌 34")
    assert bytes(await file.download_as_bytearray()) == drawn


async def test_a_document_keeps_its_chinese_name(
    bot: Bot, server: ChatServer, roads: Chat
) -> None:
    sent = await bot.send_document(roads.id, b"PK", filename="6月台账.xlsx")
    assert sent.document is not None
    assert sent.document.file_name == "6月台账.xlsx"
    kept = server.room.messages[roads.id][0].file
    assert kept is not None
    assert (kept.name, kept.data) == ("6月台账.xlsx", b"PK")


async def test_a_known_file_is_sent_again_by_its_id(bot: Bot, roads: Chat) -> None:
    first = await bot.send_document(roads.id, b"PK", filename="台账.xlsx")
    assert first.document is not None
    again = await bot.send_document(roads.id, first.document.file_id)
    assert again.document == first.document


async def test_an_album_is_one_group_of_messages(bot: Bot, roads: Chat) -> None:
    album = await bot.send_media_group(
        roads.id, [InputMediaPhoto(picture(), caption="第1页"), InputMediaPhoto(picture(90, 90))]
    )
    assert [message.message_id for message in album] == [1, 2]
    assert album[0].media_group_id == album[1].media_group_id
    assert (album[0].caption, album[1].caption) == ("第1页", None)


async def test_an_album_of_papers_keeps_their_names(
    bot: Bot, server: ChatServer, roads: Chat
) -> None:
    papers = [InputMediaDocument(b"%PDF", filename=name) for name in ("通报.pdf", "警告.pdf")]
    await bot.send_media_group(roads.id, papers)
    assert [m.file.name for m in server.room.messages[roads.id] if m.file] == [
        "通报.pdf",
        "警告.pdf",
    ]


async def test_a_file_beyond_the_download_limit_is_refused(
    server: ChatServer, call: Call, wei: User
) -> None:
    big = server.talk.send_document(wei, wei, bytes(21 << 20), name="大文件.zip")
    assert big.file is not None
    _, body = await call("getFile", file_id=big.file.id)
    assert body["description"] == "Bad Request: file is too big"


async def test_a_file_that_is_not_there_is_not_found(server: ChatServer) -> None:
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{server.base_file_url}{server.token}/photos/none.png")
    assert answer.status_code == 404


async def test_the_server_stops_although_a_bot_waits(server: ChatServer, call: Call) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=30))
    await until(lambda: bool(server.requests))
    await server.stop()
    status, _ = await poll
    assert status == 409
