"""`/assess`: the year-end assessment is sent as a workbook to those who may see it."""

import pytest

from tests.bot.stage import Township


async def test_the_office_gets_the_workbook(town: Township) -> None:
    await town.say("岑春林", "/assess", town.office)
    sent = await town.next(town.office)
    assert sent.file is not None
    assert sent.file.name == "禾源镇2023年终认定表.xlsx"
    assert sent.text.startswith("2023年年终认定：共7个项目，完成0个，未完成5个，未认定2个")


@pytest.mark.parametrize("name", ["韦长河", "卫宏伟", "章少华", "赵文博"])
async def test_headquarters_sees_it_and_a_unit_does_not(town: Township, name: str) -> None:
    await town.say(name, "/assess 2023")
    told = await town.next(name)
    assert ("年终认定：共" in told.text) is (name != "韦长河")


@pytest.mark.parametrize(
    ("written", "told"), [("明年", "没有看懂年份"), ("2031", "2031年的项目表还没有导入")]
)
async def test_another_year_is_refused_with_why(town: Township, written: str, told: str) -> None:
    await town.say("岑春林", f"/assess {written}")
    assert told in await town.told("岑春林")
