"""The page in a real browser: on a desk, on a phone, without JavaScript, against hostile words."""

import datetime as dtm
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.rehearsal.chatroom import Chatroom
from bot.rehearsal.page import write_page
from bot.rehearsal.talk import Talk
from tests.bot.rehearsal.conftest import HandClock, figures, say
from tests.bot.rehearsal.test_page import HOSTILE
from tests.bot.rehearsal.township import play

CHROMIUM = shutil.which("chromium")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
SIZES = [pytest.param(390, 844, id="phone"), pytest.param(1440, 900, id="desk")]
ZONE = dtm.timezone(dtm.timedelta(hours=8))

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
]


@pytest.fixture(scope="module")
def room() -> Chatroom:
    room = Chatroom(clock=HandClock())
    play(room)
    for words in HOSTILE:
        person = room.user(words)
        group = room.group(words, [person])
        Talk(room).say(person, group, words)
        keys = {"inline_keyboard": [[{"text": words, "callback_data": "1"}]]}
        say(room, "sendMessage", chat_id=group.id, text=words, reply_markup=keys)
        press = Talk(room).press(person, room.messages[group.id][-1], "1")
        say(room, "answerCallbackQuery", callback_query_id=press.id, text=words, show_alert=True)
    return room


@pytest.fixture(scope="module")
def address(room: Chatroom, tmp_path_factory: pytest.TempPathFactory) -> str:
    out: Path = tmp_path_factory.mktemp("rehearsal")
    write_page(room.record(), figures=figures(), zone=ZONE, out=out)
    return (out / "index.html").as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as player:
        launched = player.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield launched
        launched.close()


class Seen:
    """A page with all that it complained of and all that it asked for."""

    def __init__(self, browser: Browser, address: str, **how: Any) -> None:
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page: Page = browser.new_page(**how)
        self.page.on("console", lambda line: self.complaints.append(line.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(address)

    def ask(self, script: str) -> Any:
        return self.page.evaluate(script)


def see(browser: Browser, address: str, width: int, height: int) -> Seen:
    return Seen(browser, address, viewport={"width": width, "height": height})


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_page_is_never_wider_than_the_screen(
    width: int, height: int, browser: Browser, address: str
) -> None:
    seen = see(browser, address, width, height)
    seen.page.click(".exhibits summary")
    assert seen.ask("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_bubble_is_wider_than_its_chat(
    width: int, height: int, browser: Browser, address: str
) -> None:
    seen = see(browser, address, width, height)
    wide = (
        "[...document.querySelectorAll('.chat > ol')].filter(o => o.scrollWidth > o.clientWidth)"
    )
    assert seen.ask(f"{wide}.length") == 0


def test_every_message_of_every_chat_is_there(
    room: Chatroom, browser: Browser, address: str
) -> None:
    seen = see(browser, address, 1440, 900)
    for chat, messages in room.messages.items():
        text = "" if not messages else seen.page.inner_text(f"#chat{chat}")
        assert [m.text for m in messages if squeezed(m.text) not in squeezed(text)] == []


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_every_picture_loads(browser: Browser, address: str) -> None:
    seen = see(browser, address, 1440, 900)
    widths = seen.ask(
        """Promise.all([...document.images].map(async (image) => {
             image.loading = "eager"; await image.decode(); return image.naturalWidth; }))"""
    )
    assert len(widths) == 4
    assert min(widths) > 0


def test_nothing_is_complained_of_and_nothing_asked_for_outside(
    browser: Browser, address: str
) -> None:
    seen = see(browser, address, 1440, 900)
    seen.page.fill("#find", "韦长河")
    seen.page.wait_for_timeout(100)
    assert seen.complaints == []
    assert {url.partition(":")[0] for url in seen.asked} == {"file"}


def test_hostile_words_stay_words(browser: Browser, address: str) -> None:
    seen = see(browser, address, 1440, 900)
    seen.page.mouse.move(400, 400)
    assert seen.ask("window.hit === undefined")
    assert seen.ask("document.scripts.length") == 1
    assert HOSTILE[0] in seen.page.inner_text(".strip")


def test_a_search_for_a_person_leaves_the_chats_where_that_person_is(
    browser: Browser, address: str
) -> None:
    seen = see(browser, address, 1440, 900)
    seen.page.fill("#find", "俞振邦")
    titles = seen.page.locator(".chat:visible h2").all_inner_texts()
    assert titles == ["交通建设指挥部", "全镇群"]
    seen.page.fill("#find", "没有这个人")
    assert seen.page.locator(".chat:visible").count() == 0
    assert seen.page.is_visible(".nothing")


def test_a_phone_chooses_a_chat(browser: Browser, address: str) -> None:
    seen = see(browser, address, 390, 844)
    title = seen.page.locator(".chat h2", has_text="全镇群")
    expect(title).not_to_be_in_viewport()
    seen.page.select_option("#jump", label="全镇群")
    expect(title).to_be_in_viewport(ratio=1)


def test_without_javascript_all_chats_can_be_read(
    room: Chatroom, browser: Browser, address: str
) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto(address)
    spoken = [log for log in room.record().chats if log.messages]
    assert page.locator(".chat").count() == len(spoken)
    assert all(chat.is_visible() for chat in page.locator(".chat").all())
    assert "已记录：累计完成 6.1 公里。" in page.inner_text(".strip")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_text_is_smaller_than_twelve_pixels(
    width: int, height: int, browser: Browser, address: str
) -> None:
    seen = see(browser, address, width, height)
    smallest = seen.ask(
        """Math.min(...[...document.querySelectorAll("body *")]
             .filter((node) => node.textContent.trim() && node.tagName !== "SCRIPT")
             .map((node) => parseFloat(getComputedStyle(node).fontSize)))"""
    )
    assert smallest >= 12
