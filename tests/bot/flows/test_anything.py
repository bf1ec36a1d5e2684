"""Whatever stands behind a command gets a sentence; nothing breaks, nothing is stored half."""

import pytest

from bot.compose import COMMANDS
from rules.notice import Address, ButtonFace, Notice
from tests.bot.stage import JUNE, PICTURE, Township

LONGEST = 4096  # characters of a message
JUNK = {
    "very long": "长" * 4000,
    "very long words": "x " * 2000,
    "a code and very long": "JT01 " + "6.5 现场核查" * 400,
    "markup": "<b>JT01</b> *5* [a](tg://user?id=1) @guatu_bot #x",
    "an injection": "JT01'; DROP TABLE projects; --",
    "control characters": "JT01\t\u200b\u202e\u0007 5",
    "emoji": "👷‍♂️🚧" * 20,
    "a huge number": "JT01 " + "9" * 400,
    "an old month": "JT01 0001-01",
    "two codes": "JT01 JT02 5公里",
    "slashes": "/determine /status ////",
}


@pytest.mark.parametrize("name", ["韦长河", "岑春林"])
@pytest.mark.parametrize("command", sorted(COMMANDS))
async def test_junk_behind_a_command_is_answered(
    closed: Township, command: str, name: str
) -> None:
    with closed.storage.look() as look:
        before = (look.determinations.of(JUNE), look.reports.of(JUNE), look.bindings.groups())
    for junk in JUNK.values():
        await closed.say(name, f"/{command} {junk}"[:LONGEST])
        assert closed.heard(name)
    with closed.storage.look() as look:
        assert look.determinations.of(JUNE) == before[0]
        assert look.bindings.groups() == before[2]
        kept = {code: [one.value for one in found] for code, found in before[1].items()}
        after = look.reports.of(JUNE)
        assert {
            code: [one.value for one in after[code]][: len(kept[code])] for code in kept
        } == kept


@pytest.mark.parametrize("kind", ["sticker", "voice", "photo", "document"])
async def test_files_are_no_answer_to_a_form(closed: Township, kind: str) -> None:
    await closed.press("岑春林", await closed.desk("JT01"), "改数")
    asked = await closed.next(closed.office)
    talk, user, group = closed.server.talk, closed.user("岑春林"), closed.office
    match kind:
        case "sticker":
            talk.send_sticker(user, group, reply_to=asked)
        case "voice":
            talk.send_voice(user, group, reply_to=asked)
        case "photo":
            talk.send_photo(user, group, PICTURE, reply_to=asked)
        case _:
            talk.send_document(user, group, b"PK", name="依据.xlsx", reply_to=asked)
    await closed.passes(minutes=1)
    assert closed.heard(group) == [
        "这里需要文字，语音、表情、图片和文件我看不懂。请用文字回复；不填了请发 /cancel。"
    ]
    await closed.say("岑春林", "5.9 现场核查", group, reply_to=asked)
    assert (await closed.told(group)).startswith("禾石路大中修工程（JT01）6月拟认定5.9公里")


async def test_a_forged_or_forgotten_button_is_told_so(june: Township) -> None:
    """A token is looked up: what is not known means nothing."""
    with june.storage.work() as work:
        known = work.buttons.put("no_such_deed", "2023-06/JT01")
        faces = (("旧按钮", known), ("伪造", "0" * 22))
        work.outbox.put(_with_buttons(june, faces), june.clock.at)
    await june.passes(minutes=1)
    shown = await june.next("韦长河")
    for label, _ in faces:
        assert await june.press("韦长河", shown, label) == "这个按钮已经失效，请看后面的新消息。"


def _with_buttons(town: Township, faces: tuple[tuple[str, str], ...]) -> Notice:
    row = tuple(ButtonFace(label, token) for label, token in faces)
    return Notice("old", Address(town.user("韦长河").id), "旧消息", buttons=(row,))


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - {"start", "bind"}))
async def test_an_anonymous_admin_is_told_how_to_be_known(june: Township, command: str) -> None:
    june.roads.members[june.user("云慧敏").id] = "administrator"
    await june.say("云慧敏", f"/{command}", june.roads, anonymous=True)
    assert await june.told(june.roads) == (
        "您现在是以匿名管理员身份发言，无法核对是谁。请在群管理里关闭匿名后再发一次。"
    )


async def test_an_edited_command_is_taken_as_it_now_reads(june: Township) -> None:
    said = await june.say("韦长河", "/report JT01 5公里")
    await june.next("韦长河")
    await june.edit(said, "/report JT01 5.8公里")
    assert (await june.told("韦长河")).startswith(
        "已记录：禾石路大中修工程（JT01）6月累计完成5.8公里，代替之前的5公里。"
    )
