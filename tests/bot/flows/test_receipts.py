"""「签收」: a warned unit says that it has seen the warning, once for each command's group."""

import pytest

from bot.rehearsal.messages import Message
from tests.bot.stage import JUNE, Township

ROADS_MAY_NOT = (
    "这件事由主责单位人员、责任人、本指挥部联络员或指挥长（韦长河、俞振邦、唐旭东）来办，"
    "您的操作没有记录。"
)


@pytest.fixture
async def warning(closed: Township) -> Message:
    """Publish June, and return the warning of 公路站 in the roads' group."""
    await closed.until("07-06 09:02")
    warning = await closed.next(closed.roads)
    closed.server.reading.read_all()
    return warning


def receipts(town: Township) -> list[tuple[str, str, str]]:
    with town.storage.look() as look:
        return [(one.unit, one.command, one.by) for one in look.receipts.of(JUNE)]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("谢玉洁", id="of the unit"),
        pytest.param("韦长河", id="responsible for one of its projects"),
        pytest.param("俞振邦", id="responsible for one that was met"),
        pytest.param("云慧敏", id="the liaison"),
        pytest.param("卫宏伟", id="the commander"),
    ],
)
async def test_who_may_sign_signs_once(closed: Township, warning: Message, name: str) -> None:
    before = warning.text
    assert await closed.press(name, warning, "签收") == "已签收"
    assert (warning.text, warning.labels) == (
        f"{before}\n\n已签收：{name}，7月6日09:02",
        ("JT01 为什么", "JT03 为什么"),
    )
    assert receipts(closed) == [("公路站", "06", name)]


async def test_a_second_press_is_told_who_signed_and_when(
    closed: Township, warning: Message
) -> None:
    await closed.press("谢玉洁", warning, "签收")
    assert await closed.press("韦长河", warning, "签收", stale=True) == (
        "已由谢玉洁于7月6日09:02签收，不用再签。"
    )
    assert receipts(closed) == [("公路站", "06", "谢玉洁")]


@pytest.mark.parametrize("name", ["彭宗耀", "余明辉", "章少华", "岑春林", "赵文博", "昌宏伟"])
async def test_nobody_else_may_sign(closed: Township, warning: Message, name: str) -> None:
    closed.roads.members[closed.user(name).id] = "member"
    assert await closed.press(name, warning, "签收") == ROADS_MAY_NOT
    assert receipts(closed) == []


async def test_who_is_not_bound_may_not_sign(closed: Township, warning: Message) -> None:
    with closed.storage.work() as work:
        work.bindings.unbind("韦长河")
    assert (await closed.press("韦长河", warning, "签收")).startswith("您的账号还没有绑定")
    assert receipts(closed) == []


async def test_what_waits_for_a_signature_stands_in_todo(
    closed: Township, warning: Message
) -> None:
    await closed.say("韦长河", "/todo")
    assert await closed.told("韦长河") == (
        "等您办的事（1件）：\n1. 公路站6月的警告待签收，7月6日09:00发出，请到指挥部群里点「签收」"
    )
    await closed.press("韦长河", warning, "签收")
    await closed.say("韦长河", "/todo")
    assert await closed.told("韦长河") == "现在没有等您办的事。"


async def test_a_signature_leaves_a_line_in_the_journal(
    closed: Township, warning: Message
) -> None:
    await closed.press("云慧敏", warning, "签收")
    with closed.storage.look() as look:
        line = look.journal.entries(month=JUNE)[-1]
    assert (line.what, line.actor, line.post) == ("warning.received", "云慧敏", "联络员")
    assert line.facts == {"unit": "公路站", "command": "06"}
