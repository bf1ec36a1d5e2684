from collections.abc import AsyncIterator
import pytest
from bot.settings import Settings
from tests.bot.slate import Slate
from tests.bot.flows.supporting import *


@pytest.fixture
async def waiting(slate: Slate, settings: Settings) -> AsyncIterator[Township]:
    async with slate.begin(WAITING, settings) as town:
        with town.storage.work() as work:
            work.bindings.unbind(FINANCE)
        yield town


async def test_play(waiting):
    t = waiting

    def show(where):
        for m in t.server.reading.read_all():
            print("-----", m.chat.title or m.chat.id, "|", labels(m))
            print(m.text)

    await t.until("06-30 09:02")
    for m in t.server.reading.read_all():
        if "保障" in m.text:
            print("-----", m.chat.title or m.chat.id, "|", labels(m))
            print(m.text)
    await t.say(OFFICE, "/support", t.office)
    msg = await t.next(t.office)
    print(labels(msg))
    print(msg.text)
    print(await t.press(OFFICE, msg, "下一页"))
    show(1)
    print(await t.press(OFFICE, msg, msg.labels[0]))
    show(1)
    await t.say(POWER, "/support")
    msg = await t.next(POWER)
    print(labels(msg))
    print(msg.text)
    print(await t.press(POWER, msg, msg.labels[0]))
    one = await t.next(POWER)
    print(one.text, labels(one))
    print(await t.press(POWER, one, "办理中"))
    show(1)
    await t.say(POWER, "预计7月10日办结，等待县公司停电计划")
    show(1)
    print(await t.press(POWER, one, "已办结"))
    print((await t.next(POWER)).text)
    conf = await t.next(t.roads)
    print(conf.text, labels(conf))
    print(await t.press(POWER, one, "已办结"))
    print(await t.press(LIAISON, conf, "确认办结"))
    show(1)
    print(await t.press(COMMANDER, conf, "未办结", stale=True))
    show(1)
    await t.say(OFFICE, "/support JT01", t.office)
    msg = await t.next(t.office)
    print(labels(msg))
    print(msg.text)
    await t.press(OFFICE, msg, "新增")
    m = await t.next(t.office)
    print(m.text, labels(m))
    await t.press(OFFICE, m, "用地")
    m = await t.next(t.office)
    print(m.text, labels(m))
    await t.say(OFFICE, "办理临时用地审批手续", t.office, reply_to=m)
    m = await t.next(t.office)
    print(m.text, labels(m))
    await t.say(OFFICE, "自然资源所", t.office, reply_to=m)
    m = await t.next(t.office)
    print(m.text, labels(m))
    await t.say(OFFICE, "萧艳玲", t.office, reply_to=m)
    m = await t.next(t.office)
    print(m.text, labels(m))
    await t.say(OFFICE, "7月31日", t.office, reply_to=m)
    m = await t.next(t.office)
    print(m.text, labels(m))
    print(await t.press(OFFICE, m, "确认"))
    show(1)
    await t.say(OFFICE, "/support", t.office)
    msg = await t.next(t.office)
    print(await t.press(OFFICE, msg, "看图"))
    show(1)
    await t.until("07-06 09:05")
    for m in t.server.reading.read_all():
        if "保障" in m.text:
            print("-----", m.chat.title or m.chat.id, "|", labels(m))
            print(m.text)
    assert 0
