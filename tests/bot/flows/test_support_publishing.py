"""What a reload and a publication make of support items (C26, C45, E41)."""

from bot.flows.load_book import load_book
from charts import recipe
from charts.views import SupportView
from rules.plates import Plate
from tests.bot.flows.correcting import correct
from tests.bot.flows.supporting import (
    BOOK,
    CLOSED,
    LIAISON,
    OFFICE,
    closed,
    fill,
    kept,
    one,
    reported,
    show,
)
from tests.bot.stage import Sketcher, Township

COUNTED = "作战保障图：共7项，已办结1项，未办结6项，其中逾期4项（1项已报办结、待核实）。"


async def test_a_reload_of_the_workbook_keeps_what_the_chat_did(overdue: Township) -> None:
    await overdue.press(LIAISON, await fill(overdue), "确认")
    overdue.server.reading.read_all()
    await closed(overdue)
    for _ in range(2):
        with overdue.storage.work() as work:
            found = load_book(BOOK, work=work, at=overdue.clock.at, settings=overdue.settings)
        assert [(one.name, one.part, one.is_taken) for one in found] == [("BZ002", "state", False)]
    with overdue.storage.look() as look:
        numbers = [one.number for one in look.book.support_items(2023)]
    assert numbers == [one.number for one in BOOK.support_items] + ["增001"]
    assert kept(overdue).state is CLOSED
    shown = await one(overdue, LIAISON, "3 JT02 办理临时用地审批手续")
    assert shown.labels == ("办结",)


def frozen(town: Township) -> SupportView:
    with town.storage.look() as look:
        notice = look.outbox.notice("2023-06/publish/support")
    assert notice is not None
    assert notice.recipe is not None
    view = recipe.from_json("support", notice.recipe.view)
    assert isinstance(view, SupportView)
    return view


async def test_the_publication_shows_what_the_projects_wait_for(overdue: Township) -> None:
    await reported(overdue)
    await overdue.until("07-06 09:02")
    told = [one for one in overdue.server.reading.read_all() if "作战保障图" in one.text]
    assert [message.chat for message in told] == [overdue.township]
    assert told[0].text == (
        f"6月{COUNTED}\n"
        "· 红牌项目青龙河大桥改建工程（JT02）：拨付进度款，财政所许万里，办理中，逾期20天\n"
        "· 黄牌项目镇卫生院病房综合楼项目（MS02）：接通用电，供电所马景行，办理中，逾期29天\n"
        "· 黄牌项目禾石路大中修工程（JT01）：线路迁改，供电所时保国，办理中，逾期9天"
    )
    before = frozen(overdue)
    shown = await one(overdue, OFFICE, "1 JT01 光缆迁改")
    await overdue.press(OFFICE, shown, "确认办结")
    overdue.server.reading.read_all()
    assert (await chart(overdue)) == before
    assert (len(before.rows), before.closed, frozen(overdue)) == (6, 1, before)
    await correct(overdue, "JT01 6月 5.8 现场核查")
    overdue.server.reading.read_all()
    corrected = await chart(overdue)
    plates = {(row.code, row.status): row.plate for row in corrected.rows}
    assert plates["JT01", "已报待核实"] is Plate.BLUE
    assert plates["JT02", "办理中"] is Plate.RED
    assert corrected.stamp.version == 2


async def chart(town: Township) -> SupportView:
    """Ask for the support picture of the published month, and return what it shows."""
    await town.say(OFFICE, "/chart")
    await town.press(OFFICE, await town.next(OFFICE), "保障图")
    assert (await town.next(OFFICE)).text.splitlines()[0] == f"2023年6月{COUNTED}"
    assert isinstance(town.painter, Sketcher)
    drawn = [one for one in town.painter.painted if one.kind == "support"]
    view = recipe.from_json("support", drawn[-1].view)
    assert isinstance(view, SupportView)
    return view


async def test_without_items_nothing_is_said_of_them(town: Township) -> None:
    with town.storage.work() as work:
        work.book.put_support_items(2023, ())
    await town.until("07-06 09:02")
    assert not any("保障" in one.text for one in town.server.reading.read_all())
    assert (await show(town, OFFICE)).text == "【保障事项】没有未办结的保障事项。"
