"""In the private chat: an answer finds its question by itself, or asks which one it is for."""

from decimal import Decimal

import pytest

from rules.project import Stage
from rules.schedule import Phase
from storage.drafts import Draft
from tests.bot.stage import PICTURE, Township

NOTHING_ASKED = "现在没有等您回复的项目。要看项目进度请发 /status，其他请发 /help。"
WHICH = (
    "您有2个项目要报6月进展，这是哪个项目的？\n"
    "镇卫生院病房综合楼项目（MS02）\n综合养老服务中心项目（MS03）"
)
ROADS = "禾石路大中修工程（JT01）、青龙河大桥改建工程（JT02）、农村公路安防设施提升工程（JT03）"
NOT_CHANGS = "禾石路大中修工程（JT01）由责任人韦长河或本指挥部联络员回复，您的这条没有记录。"
LABELS = ("MS02 镇卫生院病房综合楼项目", "MS03 综合养老服务中心项目")
MS03_KEPT = (
    "已记录：综合养老服务中心项目（MS03）6月累计完成30%。"
    "目标28%，尚待督考办认定。如有误，请直接重发。"
)
JT01_KEPT = (
    "已记录：禾石路大中修工程（JT01）6月累计完成5.8公里。"
    "目标5.8公里，尚待督考办认定。如有误，请直接重发。"
)


async def test_the_only_open_question_is_meant(june: Township) -> None:
    await june.say("韦长河", "累计5.8公里")
    assert await june.told("韦长河") == JT01_KEPT
    assert june.figure("JT01") == Decimal("5.8")


async def test_of_two_chats_the_answer_that_was_said_last_stands(june: Township) -> None:
    """A group's answers may wait longer than a private chat's: each chat has its own order."""
    before = june.clock.at
    await june.passes(minutes=1)
    await june.say("韦长河", "累计5.8公里")
    assert await june.told("韦长河") == JT01_KEPT
    question = june.questions["JT01"]
    await june.say("韦长河", "累计5.1公里", june.roads, reply_to=question, at=before)
    assert await june.told(june.roads) == (
        "禾石路大中修工程（JT01）6月：您先报的5.1公里已收到，后来又报了5.8公里，以后报的为准。"
    )
    assert june.figure("JT01") == Decimal("5.8")


async def test_with_two_open_questions_the_bot_asks_which_is_meant(june: Township) -> None:
    await june.say("昌宏伟", "累计30%")
    asked = await june.next("昌宏伟")
    assert (asked.text, asked.labels) == (WHICH, LABELS)
    await june.press("昌宏伟", asked, LABELS[1])
    assert (await june.told("昌宏伟"), asked.text) == (
        MS03_KEPT,
        "已选：综合养老服务中心项目（MS03）",
    )
    assert (june.figure("MS02"), june.figure("MS03")) == (None, Decimal(30))


async def test_once_one_of_two_is_answered_the_other_one_is_meant(june: Township) -> None:
    await june.answer("昌宏伟", "MS02", "累计1530万元")
    await june.next(june.welfare)
    await june.say("昌宏伟", "累计30%")
    assert await june.told("昌宏伟") == MS03_KEPT


@pytest.mark.parametrize("words", ["MS03 累计30%", "ms03：累计30%", "累计30%（MS03）"])
async def test_a_code_in_the_words_says_which_question_is_meant(
    june: Township, words: str
) -> None:
    await june.say("昌宏伟", words)
    assert await june.told("昌宏伟") == MS03_KEPT


async def test_a_code_of_somebody_else_is_told_whose_it_is(june: Township) -> None:
    await june.say("昌宏伟", "JT01 累计5.8公里")
    assert await june.told("昌宏伟") == NOT_CHANGS


async def test_a_code_that_was_not_asked_about_answers_nothing(june: Township) -> None:
    await june.say("柏如意", "MS04 累计5户")
    assert await june.told("柏如意") == NOTHING_ASKED


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["as they came", "the later one first"])
async def test_of_two_choices_for_one_project_the_later_words_stand(
    june: Township, order: tuple[int, int]
) -> None:
    asked = []
    for words in ("累计30%", "累计31%"):
        await june.say("昌宏伟", words)
        asked.append(await june.next("昌宏伟"))
    for each in order:
        await june.press("昌宏伟", asked[each], LABELS[1])
    june.heard("昌宏伟")
    assert june.figure("MS03") == Decimal(31)


async def test_a_stage_is_told_by_a_button_or_in_words(june: Township) -> None:
    question = june.questions["MS01"]
    assert await june.press("柏如意", question, "未完成") == "已记录"
    assert await june.told(june.welfare) == (
        "已记录：中心小学综合教学楼项目（MS01）6月节点未完成。"
        "目标「主体封顶」，尚待督考办认定。如有误，请直接重发。"
    )
    await june.say("柏如意", "MS01 已完成。")
    assert await june.told("柏如意") == (
        "已记录：中心小学综合教学楼项目（MS01）6月节点已完成，代替之前的未完成。"
        "目标「主体封顶」，尚待督考办认定。如有误，请直接重发。"
    )
    assert june.figure("MS01") is Stage.MET


async def test_other_words_about_a_stage_get_the_buttons_again(june: Township) -> None:
    await june.answer("柏如意", "MS01", "快了，差不多90%")
    asked = await june.next(june.welfare)
    assert (asked.text, asked.labels) == (
        "中心小学综合教学楼项目（MS01）6月节点：「主体封顶」。完成了吗？请点下面的按钮。",
        ("已完成", "未完成"),
    )


async def test_a_stages_buttons_are_not_everybodys(june: Township) -> None:
    assert await june.press("昌宏伟", june.questions["MS01"], "已完成") == (
        "中心小学综合教学楼项目（MS01）由责任人柏如意或本指挥部联络员回复，您的这条没有记录。"
    )
    assert june.figure("MS01") is None


async def test_thanks_after_an_answer_are_no_answer(june: Township) -> None:
    await june.say("韦长河", "累计5.8公里")
    await june.next("韦长河")
    await june.say("韦长河", "谢谢")
    assert await june.told("韦长河") == NOTHING_ASKED
    assert len(june.line("JT01").versions) == 1


@pytest.mark.parametrize("name", ["卫宏伟", "赵文博", "岑春林", "谢玉洁"])
async def test_who_is_asked_nothing_is_told_so(june: Township, name: str) -> None:
    await june.say(name, "累计5.8公里")
    assert await june.told(name) == NOTHING_ASKED


async def test_before_anything_was_asked_nothing_is_taken(town: Township) -> None:
    await town.say("韦长河", "累计5.8公里")
    assert await town.told("韦长河") == NOTHING_ASKED
    await town.say("韦长河", "/report JT01 5.8公里")
    assert await town.told("韦长河") == NOTHING_ASKED


async def test_the_liaison_answers_privately_with_the_code(june: Township) -> None:
    await june.say("云慧敏", "JT01 累计5.8公里")
    assert await june.told("云慧敏") == f"{JT01_KEPT}（代责任人韦长河报送）"


async def test_a_photo_alone_is_no_figure(june: Township) -> None:
    june.server.talk.send_photo(june.user("韦长河"), june.user("韦长河"), PICTURE)
    await june.passes(minutes=1)
    assert await june.told("韦长河") == (
        "材料已收到，附在禾石路大中修工程（JT01）6月后面。"
        "还没有数字，请再用文字回复累计完成数，如：累计10公里。"
    )


@pytest.mark.parametrize(
    "words",
    ["/report JT01 累计5.8公里", "/report jt01\n5.8公里", "/report （JT01） 累计完成5.8公里"],
)
async def test_report_is_the_same_as_a_reply(june: Township, words: str) -> None:
    await june.say("韦长河", words)
    assert await june.told("韦长河") == JT01_KEPT


async def test_report_asks_back_what_is_unsure(june: Township) -> None:
    await june.say("韦长河", "/report JT01 5.8")
    asked = await june.next("韦长河")
    assert (asked.text.partition("\n")[0], asked.labels) == (
        "禾石路大中修工程（JT01）6月：您的回复没有写单位。",
        ("确认", "修改", "取消"),
    )


async def test_report_without_a_figure_asks_for_it(june: Township) -> None:
    await june.say("昌宏伟", "/report MS03")
    assert await june.told("昌宏伟") == (
        "请回复综合养老服务中心项目（MS03）6月末的累计完成数和单位，如：累计10%。"
    )
    await june.say("昌宏伟", "累计30%")
    assert await june.told("昌宏伟") == MS03_KEPT


async def test_report_alone_lets_one_of_my_projects_be_chosen(june: Township) -> None:
    await june.say("昌宏伟", "/report")
    asked = await june.next("昌宏伟")
    assert (asked.text, asked.labels) == ("请选要报6月进展的项目：", LABELS)
    await june.press("昌宏伟", asked, LABELS[0])
    await june.next("昌宏伟")
    await june.say("昌宏伟", "累计1530万元")
    assert (await june.told("昌宏伟")).startswith("已记录：镇卫生院病房综合楼项目（MS02）")


async def test_report_on_a_stage_offers_its_buttons(june: Township) -> None:
    await june.say("柏如意", "/report MS01")
    asked = await june.next("柏如意")
    assert asked.labels == ("已完成", "未完成")
    await june.press("柏如意", asked, "已完成")
    assert (await june.told("柏如意")).startswith(
        "已记录：中心小学综合教学楼项目（MS01）6月节点已完成"
    )


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("/report JT01", NOT_CHANGS),
        ("/report JT01 5公里", NOT_CHANGS),
        (
            "/report XX99 5公里",
            "没有找到项目「XX99」。请核对项目编号或名称，也可以只发 /status 从列表里选。",
        ),
        (
            "/report JT99 5公里",
            f"没有找到项目「JT99」。是不是：{ROADS}？",
        ),
        (
            "/report 工程 5公里",
            f"有3个项目符合：{ROADS}。请写项目编号。",
        ),
        ("/report MS04 5户", NOTHING_ASKED),
    ],
    ids=["another's", "another's with a figure", "unknown", "nearly", "ambiguous", "not asked"],
)
async def test_report_says_what_is_wrong(june: Township, words: str, answer: str) -> None:
    await june.say("昌宏伟", words)
    assert await june.told("昌宏伟") == answer


async def test_in_a_group_the_choice_of_another_person_changes_nothing(june: Township) -> None:
    await june.say("昌宏伟", "/report", june.welfare)
    asked = await june.next(june.welfare)
    assert await june.press("柏如意", asked, LABELS[0]) == (
        "镇卫生院病房综合楼项目（MS02）由责任人昌宏伟或本指挥部联络员回复，您的这条没有记录。"
    )


async def test_a_form_is_left_alone_by_an_answer_to_another_question(june: Township) -> None:
    await june.say("昌宏伟", "/report MS03", june.welfare)
    await june.next(june.welfare)
    await june.answer("昌宏伟", "MS02", "累计1530万元")
    assert (await june.told(june.welfare)).startswith("已记录：镇卫生院病房综合楼项目（MS02）")
    assert june.figure("MS03") is None


async def test_cancel_ends_what_is_being_filled_in(june: Township) -> None:
    await june.say("昌宏伟", "/report MS03")
    await june.next("昌宏伟")
    await june.say("昌宏伟", "/cancel")
    assert await june.told("昌宏伟") == "已取消，刚才填写的内容没有提交。"
    await june.say("昌宏伟", "/cancel")
    assert await june.told("昌宏伟") == "现在没有正在填写的内容，不用取消。"


async def test_a_form_is_over_once_its_words_are_declined(june: Township) -> None:
    with june.storage.work() as work:
        user = june.user("昌宏伟").id
        facts = {"about": "2023-06/JT01"}
        work.drafts.put(Draft(user, user, "report", facts, june.clock.at))
    await june.say("昌宏伟", "MS03 累计30%")
    await june.next("昌宏伟")
    await june.say("昌宏伟", "MS03 累计30%")
    assert await june.told("昌宏伟") == MS03_KEPT


async def test_an_answer_belongs_to_the_question_it_quotes_in_a_later_month(
    june: Township,
) -> None:
    question = june.questions["JT01"]
    june.phase(Phase.CLOSE)
    await june.until("07-31 09:05")
    june.server.reading.read_all()
    await june.say("韦长河", "累计5.8公里", june.roads, reply_to=question)
    assert await june.told(june.roads) == (
        "已记录，按迟报处理：禾石路大中修工程（JT01）6月累计完成5.8公里。"
        "6月已经公布，如需更正请与督考办联系。"
    )
