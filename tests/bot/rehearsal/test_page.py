import datetime as dtm
import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from bot.rehearsal.bubbles import words
from bot.rehearsal.chatroom import Chatroom
from bot.rehearsal.elements import Html, el, together
from bot.rehearsal.entities import detect
from bot.rehearsal.headline import Exhibit
from bot.rehearsal.keepsakes import Keepsakes
from bot.rehearsal.page import write_page
from bot.rehearsal.talk import Talk
from bot.rehearsal.transcript import write_transcript
from tests.bot.rehearsal.conftest import HandClock, figures, picture, say
from tests.bot.rehearsal.township import play

ZONE = dtm.timezone(dtm.timedelta(hours=8))


@pytest.fixture
def room() -> Chatroom:
    return Chatroom(clock=HandClock())


@pytest.fixture
def page(room: Chatroom, tmp_path: Path) -> str:
    play(room)
    write_page(room.record(), figures=figures(), zone=ZONE, out=tmp_path)
    return (tmp_path / "index.html").read_text("utf-8")


def bare(page: str) -> str:
    """Return what stands between the tags."""
    return re.sub(r"<[^>]+>", "\n", page.partition("<body>")[2])


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("2023年6月挂图作战演练", id="title"),
        pytest.param("禾源镇重点项目挂图作战", id="organisation"),
        pytest.param("2023年6月30日　星期五", id="day"),
        pytest.param("已记录：累计完成 6.1 公里。", id="what stands now"),
        pytest.param("仅俞振邦可见", id="who saw the alert"),
        pytest.param("这一步由韦长河本人确认。", id="the alert"),
        pytest.param("皮金贵 加入了群聊", id="service message"),
        pytest.param("交通建设指挥部（匿名管理员）", id="anonymous admin"),
        pytest.param("↩ 如：累计5.8公里", id="reply asked for"),
        pytest.param("语音 4秒", id="voice"),
        pytest.param("6月台账.xlsx", id="document"),
    ],
)
def test_the_page_says(line: str, page: str) -> None:
    assert line in bare(page)


def test_what_a_message_said_before_is_kept_apart(page: str) -> None:
    assert "您填的是“6.1公里左右”" in page.partition("修改前")[2]


def test_hours_are_those_of_the_township(room: Chatroom, tmp_path: Path) -> None:
    person = room.user("韦长河")
    late = dtm.datetime(2023, 6, 30, 17, 30, tzinfo=dtm.UTC)
    Talk(room).say(person, person, "5.8公里", at=late)
    write_page(room.record(), figures=figures(), zone=ZONE, out=tmp_path)
    shown = bare((tmp_path / "index.html").read_text("utf-8"))
    assert "01:30" in shown
    assert "2023年7月1日　星期六" in shown


def test_a_plate_that_counts_nothing_is_a_frame(room: Chatroom, tmp_path: Path) -> None:
    write_page(room.record(), figures=figures(red=0), zone=ZONE, out=tmp_path)
    shown = (tmp_path / "index.html").read_text("utf-8")
    assert 'class="tile plate red zero"' in shown
    assert 'class="tile plate yellow"' in shown


def test_exhibits_lead_to_files_that_are_there(room: Chatroom, tmp_path: Path) -> None:
    play(room)
    (tmp_path / "通报.docx").write_bytes(b"PK")
    extra = [Exhibit("6月通报", "通报.docx")]
    write_page(room.record(), figures=figures(), zone=ZONE, out=tmp_path, exhibits=extra)
    keepsakes = Keepsakes(room.record())
    names = [keepsakes.path(m.file) for m in files_of(room) if m.file and m.file.kind != "sticker"]
    assert all((tmp_path / name).is_file() for name in names)
    assert "图件与文书（4）" in (tmp_path / "index.html").read_text("utf-8")


def files_of(room: Chatroom) -> list[Any]:
    return [m for there in room.messages.values() for m in there if m.file]


HOSTILE = (
    "<script>window.hit=1</script>",
    '"><img src=x onerror=window.hit=1>',
    "' onmouseover='window.hit=1",
    "</style></script><svg onload=window.hit=1>",
    "&lt;b&gt;",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_nobody_s_words_become_markup(words: str, room: Chatroom, tmp_path: Path) -> None:
    person = room.user(words)
    group = room.group(words, [person])
    said = Talk(room).say(person, group, words)
    say(room, "sendMessage", chat_id=group.id, text=words, reply_parameters={"message_id": 1},
        reply_markup={"inline_keyboard": [[{"text": words, "callback_data": "1"}]]})  # fmt: skip
    Talk(room).send_document(person, group, b"x", name=f"{words}.html", caption=words)
    write_page(room.record(), figures=figures(organisation=words), zone=ZONE, out=tmp_path)
    found = Elements()
    found.feed((tmp_path / "index.html").read_text("utf-8"))
    assert said.text == words
    assert (found.names["script"], found.names["style"], found.names["svg"]) == (1, 1, 0)
    assert [name for name in found.attributes if name.startswith("on")] == []
    assert found.names["img"] == found.names["b"] == 0


class Elements(HTMLParser):
    """The names of all elements and of all their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.names: Counter[str] = Counter()
        self.attributes: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names[tag] += 1
        self.attributes.update(name for name, _ in attrs)


def test_the_same_record_gives_the_same_page(page: str, room: Chatroom, tmp_path: Path) -> None:
    write_page(room.record(), figures=figures(), zone=ZONE, out=tmp_path / "again")
    assert (tmp_path / "again/index.html").read_text("utf-8") == page


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        pytest.param("6月台账.xlsx", "6月台账.xlsx", id="as it is"),
        pytest.param("../../etc/passwd", "etc_passwd.bin", id="no way out"),
        pytest.param("a/b\\c:d.PNG", "a_b_c_d.png", id="no folders"),
        pytest.param("佐证.html", "佐证.html.bin", id="a page does not open"),
        pytest.param("", "文件.bin", id="no name"),
        pytest.param("...", "文件.bin", id="only dots"),
        pytest.param("发票\u202egnp.exe", "发票gnp.exe.bin", id="no turned letters"),
        pytest.param("长" * 90 + ".pdf", "长" * 60 + ".pdf", id="too long"),
    ],
)
def test_a_file_keeps_a_name_that_any_disk_takes(name: str, kept: str, room: Chatroom) -> None:
    person = room.user("韦长河")
    sent = Talk(room).send_document(person, person, b"x", name=name)
    assert sent.file is not None
    assert Keepsakes(room.record()).path(sent.file) == f"files/{kept}"


def test_two_files_of_one_name_are_two_and_the_same_bytes_are_one(
    room: Chatroom, tmp_path: Path
) -> None:
    person = room.user("韦长河")
    for data in (b"1", b"2", b"1"):
        Talk(room).send_document(person, person, data, name="台账.xlsx")
    Keepsakes(room.record()).write(tmp_path)
    assert sorted(path.name for path in (tmp_path / "files").iterdir()) == [
        "台账-2.xlsx",
        "台账.xlsx",
    ]


def transcript(out: Path) -> list[Any]:
    return [
        json.loads(line) for line in (out / "transcript.jsonl").read_text("utf-8").splitlines()
    ]


def test_the_transcript_has_a_line_for_everything_that_happened(
    room: Chatroom, tmp_path: Path
) -> None:
    play(room)
    write_transcript(room.record(), tmp_path)
    lines = transcript(tmp_path)
    what = [line["what"] for line in lines]
    assert what.count("message") == sum(map(len, room.messages.values()))
    assert (what.count("edit"), what.count("press")) == (2, 3)
    assert [line["at"] for line in lines] == sorted(line["at"] for line in lines)
    pressed = next(line for line in lines if line["what"] == "press")
    assert pressed == {
        "what": "press",
        "chat": "交通建设指挥部",
        "chat_id": pressed["chat_id"],
        "chat_kind": "supergroup",
        "message": 6,
        "at": "2023-06-30T09:15:00+08:00",
        "from": "俞振邦",
        "text": "确认",
        "answer": "这一步由韦长河本人确认。",
    }


def test_the_transcript_shows_first_what_was_said_first(room: Chatroom, tmp_path: Path) -> None:
    person = room.user("皮金贵")
    said = Talk(room).say(person, person, "累计389")
    Talk(room).edit(person, said, "累计389亩")
    write_transcript(room.record(), tmp_path)
    lines = transcript(tmp_path)
    assert [(line["what"], line["text"]) for line in lines] == [
        ("message", "累计389"),
        ("edit", "累计389亩"),
    ]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        pytest.param("无", "无", id="nothing"),
        pytest.param("/status 好", '<span class="named">/status</span> 好', id="command"),
        pytest.param("🚧 @lvqiusheng", '🚧 <span class="named">@lvqiusheng</span>', id="emoji"),
        pytest.param(
            "a<b @lvqiu&c", 'a&lt;b <span class="named">@lvqiu</span>&amp;c', id="escape"
        ),
    ],
)
def test_names_and_commands_are_marked(text: str, marked: str) -> None:
    assert words(text, detect(text)) == marked


def test_elements_escape_what_is_not_markup() -> None:
    assert el("p", "<b>", el("i", "&"), None, title='"', hidden=True, class_=None) == (
        '<p title="&quot;" hidden>&lt;b&gt;<i>&amp;</i></p>'
    )
    assert isinstance(together("<"), Html)


def test_a_picture_is_written_once_however_often_it_is_sent(
    room: Chatroom, tmp_path: Path
) -> None:
    groups = [room.group(name) for name in ("全镇群", "总指挥部群")]
    for group in groups:
        say(room, "sendPhoto", chat_id=group.id, photo=("进度图.png", picture()))
    Keepsakes(room.record()).write(tmp_path)
    assert [path.name for path in (tmp_path / "files").iterdir()] == ["进度图.png"]
