"""What comes beside a figure: several projects, a cause, a photo, words that lead further."""

import pytest

from rules.project import Stage, Value
from rules.remark import Remark, RemarkKind
from tests.bot.stage import JUNE, PICTURE, Township

NAME, LIAISON = "韦长河", "云慧敏"


def remarks(town: Township, code: str = "JT01") -> tuple[Remark, ...]:
    with town.storage.look() as look:
        return look.remarks.of(JUNE, [code]).get(code, ())


def figures(town: Township) -> dict[str, Value | None]:
    found = {code: town.figure(code) for code in ("JT01", "JT02", "JT03", "MS02", "MS03")}
    return {code: value for code, value in found.items() if value is not None}


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("JT01 累计5.8公里\nJT02 累计1530万元", id="a line each"),
        pytest.param("jt01：累计5.8公里；jt02：累计1530万元", id="by semicolons"),
        pytest.param("JT01累计5.8公里，JT02累计1530万元。", id="by commas"),
        pytest.param("JT01:5.8公里 JT02:1530万", id="by a space behind a figure"),
        pytest.param("1、JT01 累计5.8公里\n2、JT02 累计1530万元", id="numbered"),
        pytest.param("（JT01）\n累计5.8公里\n（JT02）\n累计1530万元", id="figures below"),
        pytest.param(
            "领导好，报一下\n禾石路大中修工程累计5.8公里\n青龙河大桥改建工程累计1530万元",
            id="by their names, after a greeting",
        ),
        pytest.param(
            "禾石路：累计5.8公里\n青龙河大桥项目：累计1530万元",
            id="by how their names begin",
        ),
    ],
)
async def test_one_message_answers_for_several_projects(june: Township, words: str) -> None:
    await june.say(LIAISON, words)
    told = june.heard(LIAISON)
    assert len(told) == 2
    assert told[0].startswith("已记录：禾石路大中修工程（JT01）6月累计完成5.8公里")
    assert told[1].startswith("已记录：青龙河大桥改建工程（JT02）6月累计完成1530万元")
    assert {code: str(value) for code, value in figures(june).items()} == {
        "JT01": "5.8",
        "JT02": "1530",
    }


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("JT01和JT02合计10公里", id="a sum"),
        pytest.param("JT01，JT02都完成了", id="no figure"),
        pytest.param("JT01 5公里 其中 JT03 8公里", id="one of the other"),
        pytest.param("JT01 JT03 8公里", id="one figure for two"),
        pytest.param("JT01 累计5.8公里，JT02一样", id="one without a figure"),
        pytest.param("另外8公里，JT01 累计5.8公里，JT02 累计1530万元", id="a figure of nobody's"),
        pytest.param("JT01 累计5公里，JT02 累计1530万元，JT01 累计6公里", id="twice"),
    ],
)
async def test_what_is_not_plain_of_several_is_never_stored(june: Township, words: str) -> None:
    await june.say(LIAISON, words)
    june.server.reading.read_all()
    assert figures(june) == {}


async def test_one_unsure_part_leaves_the_others_alone(june: Township) -> None:
    await june.say(LIAISON, "JT01 累计5.8公里\nJT02 大概1500万元\nMS02 累计1530万元")
    first, second, third = (
        await june.next(LIAISON),
        await june.next(LIAISON),
        await june.next(LIAISON),
    )
    assert "已记录" in first.text
    assert second.labels == ("确认", "修改", "取消")
    assert "没有记录" in third.text
    await june.press(LIAISON, second, "确认")
    assert {code: str(value) for code, value in figures(june).items()} == {
        "JT01": "5.8",
        "JT02": "1500",
    }
    june.server.reading.read_all()


async def test_an_edit_changes_only_the_part_that_is_another(june: Township) -> None:
    said = await june.say(LIAISON, "JT01 累计5.8公里\nJT02 累计1530万元")
    june.server.reading.read_all()
    await june.edit(said, "JT01 累计5.8公里\nJT02 累计1540万元")
    told = june.heard(LIAISON)
    assert len(told) == 1
    assert "代替之前的1530万元" in told[0]
    assert str(figures(june)["JT02"]) == "1540"


async def test_a_cause_is_kept_beside_its_figure_and_shown_at_the_desk(june: Township) -> None:
    await june.answer(NAME, "JT01", "累计5公里，受连日降雨影响停工8天")
    june.server.reading.read_all()
    (cause,) = remarks(june)
    assert (cause.kind, cause.text) == (RemarkKind.CAUSE, "受连日降雨影响停工8天")
    await june.close()
    line = await june.desk("JT01")
    assert "［单位自述：受连日降雨影响停工8天］" in line.text


async def test_a_cause_may_follow_its_figure(june: Township) -> None:
    await june.answer(NAME, "JT01", "累计5公里")
    await june.next(june.roads)
    await june.answer(NAME, "JT01", "主要原因是征地没有谈下来")
    assert "已记录禾石路大中修工程（JT01）6月的原因（单位自述）" in await june.told(june.roads)
    assert str(june.figure("JT01")) == "5"


async def test_photos_are_kept_and_shown_to_the_office(june: Township) -> None:
    user, question = june.user(NAME), june.questions["JT01"]
    june.server.talk.send_photo(user, june.roads, PICTURE, "累计5.8公里", reply_to=question)
    await june.passes(minutes=1)
    assert "已记录" in await june.told(june.roads)
    june.server.talk.send_photo(user, june.roads, PICTURE, reply_to=question)
    june.server.talk.send_photo(user, june.roads, PICTURE, reply_to=question)
    await june.passes(minutes=1)
    assert [words for words in june.heard(june.roads) if "材料已收到" in words] == [
        "材料已收到，附在禾石路大中修工程（JT01）6月后面。已报的5.8公里不变。"
    ]
    assert [one.kind for one in remarks(june)] == [RemarkKind.PHOTO] * 3
    await june.close()
    line = await june.desk("JT01")
    assert "［材料3份］" in line.text
    await june.press("岑春林", line, "看材料")
    shown = june.server.reading.read_all()
    assert [one.text for one in shown] == [f"JT01佐证材料 {n}/3：{NAME}" for n in (1, 2, 3)]


async def test_an_album_of_nobody_knows_which_waits_until_its_project_is_chosen(
    june: Township,
) -> None:
    for _ in range(3):
        june.server.talk.send_photo(june.user(LIAISON), june.user(LIAISON), PICTURE)
    await june.passes(minutes=1)
    (asked,) = june.server.reading.read_all(june._place(LIAISON))
    assert asked.text == "材料收到了，这是哪个项目的？请点下面的按钮。"
    assert remarks(june) == ()
    await june.press(LIAISON, asked, "JT01 禾石路大中修工程")
    (told,) = june.heard(LIAISON)
    assert told == (
        "材料已收到，附在禾石路大中修工程（JT01）6月后面。还没有数字，"
        "请再用文字回复累计完成数，如：累计10公里。"
    )
    assert [one.kind for one in remarks(june)] == [RemarkKind.PHOTO] * 3


async def test_a_photo_alone_that_waits_for_its_project_is_no_report(june: Township) -> None:
    june.server.talk.send_photo(june.user("昌宏伟"), june.user("昌宏伟"), PICTURE)
    closed = await june.close()
    assert "MS02" in closed.text.partition("未报：")[2].partition("\n")[0]
    june.server.reading.read_all()


@pytest.mark.parametrize(
    ("words", "label", "told"),
    [
        pytest.param("全部完工了", "申请完工", "【项目完工申请】", id="done"),
        pytest.param("这个月停工了", "申请暂停", "【项目暂停申请】", id="at a standstill"),
        pytest.param("想申请把目标调低到5公里", "申请调整", "【目标调整申请】", id="lower"),
    ],
)
async def test_words_lead_to_the_application_they_speak_of(
    june: Township, words: str, label: str, told: str
) -> None:
    await june.say(NAME, words)
    asked = await june.next(NAME)
    assert label in asked.labels
    assert june.figure("JT01") is None
    await june.press(NAME, asked, label)
    assert told in await june.told(NAME)


async def test_nothing_moved_is_one_press(june: Township) -> None:
    await june.answer(NAME, "JT01", "这个月没动")
    asked = await june.next(june.roads)
    assert "是否按累计完成3.7公里记录" in asked.text
    await june.press(NAME, asked, "确认")
    assert str(june.figure("JT01")) == "3.7"
    june.server.reading.read_all()


async def test_a_photo_whose_project_is_chosen_later_is_kept_with_it(june: Township) -> None:
    user = june.user(LIAISON)
    june.server.talk.send_photo(user, user, PICTURE, "累计5.8公里")
    await june.passes(minutes=1)
    asked = await june.next(LIAISON)
    label = next(one for one in asked.labels if one.startswith("JT01"))
    await june.press(LIAISON, asked, label)
    june.server.reading.read_all()
    assert [(one.kind, one.by) for one in remarks(june)] == [(RemarkKind.PHOTO, LIAISON)]
    assert str(june.figure("JT01")) == "5.8"


async def test_a_cause_beside_an_unsure_figure_takes_no_figure_away(june: Township) -> None:
    await june.answer(NAME, "JT01", "累计5公里")
    await june.next(june.roads)
    await june.answer(NAME, "JT01", "累计5到6公里，因为下雨")
    told = await june.told(june.roads)
    assert "已记录" not in told
    assert "仍然有效" in told


async def test_a_question_for_the_cause_is_no_cause(june: Township) -> None:
    await june.answer(NAME, "JT01", "上个月黄牌是什么原因？")
    june.server.reading.read_all()
    assert remarks(june) == ()


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("JT01 累计4公里\nJT03 累计5公里\n合计9公里", id="on a line of its own"),
        pytest.param("JT01 累计4公里，JT03 累计5公里，两个项目共9公里。", id="in a clause"),
        pytest.param("JT01 4公里\nJT03 5公里\n以上合计：9公里", id="of bare figures, of all"),
    ],
)
async def test_a_total_of_all_that_is_their_sum_changes_nothing(
    june: Township, words: str
) -> None:
    await june.say(LIAISON, words)
    assert [one[:3] for one in june.heard(LIAISON)] == ["已记录"] * 2
    assert {code: str(value) for code, value in figures(june).items()} == {
        "JT01": "4",
        "JT03": "5",
    }


@pytest.mark.parametrize(
    ("words", "sure"),
    [
        pytest.param("JT01 累计4公里\nJT03 累计5公里\n合计9.5公里", {}, id="another sum"),
        pytest.param("JT01 4公里\nJT03 5公里\n累计9公里", {}, id="or the last one's own"),
        pytest.param(
            "JT01 4公里\nJT03 完成5公里\n合计9公里", {"JT01": "4"}, id="with the months before"
        ),
        pytest.param(
            "JT01 累计4公里\nJT03 本月5公里\n累计9.5公里",
            {"JT01": "4", "JT03": "9.5"},
            id="plainly the last one's own",
        ),
    ],
)
async def test_a_total_that_may_be_the_last_ones_own_is_asked_about(
    june: Township, words: str, sure: dict[str, str]
) -> None:
    await june.say(LIAISON, words)
    june.server.reading.read_all()
    assert {code: str(value) for code, value in figures(june).items()} == sure


async def test_what_is_answered_already_is_known_by_its_name_beside_what_is_not(
    june: Township,
) -> None:
    await june.say(LIAISON, "JT01 累计5公里")
    await june.next(LIAISON)
    await june.say(LIAISON, "禾石路大中修工程累计5.8公里\n青龙河大桥改建工程累计1530万元")
    june.server.reading.read_all()
    assert {code: str(value) for code, value in figures(june).items()} == {
        "JT01": "5.8",
        "JT02": "1530",
    }


@pytest.mark.parametrize(
    "words", ["禾石路大中修工程累计5.8公里", "禾石路累计5.8公里", "（JT01）累计5.8公里"]
)
async def test_of_several_projects_the_one_that_is_named_is_answered(
    june: Township, words: str
) -> None:
    await june.say(LIAISON, words)
    assert (await june.told(LIAISON)).startswith("已记录：禾石路大中修工程（JT01）6月")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("禾石路口绿化5.8公里", id="another name that begins alike"),
        pytest.param("大桥累计1530万元", id="the middle of a name"),
        pytest.param("禾石路累计5.8公里，青龙河大桥没动", id="two, one without a figure"),
        pytest.param("禾石路和青龙河大桥累计5.8公里", id="two at once"),
    ],
)
async def test_what_names_no_one_project_plainly_is_asked_about(
    june: Township, words: str
) -> None:
    await june.say(LIAISON, words)
    assert (await june.told(LIAISON)).startswith("您有3个项目要报6月进展，这是哪个项目的？")
    assert figures(june) == {}


async def test_a_standstill_is_called_one(june: Township) -> None:
    await june.say(NAME, "这个月停工")
    assert "您的回复说的是停工（上次认定3.7公里）。" in await june.told(NAME)


async def test_two_answers_without_a_project_wait_side_by_side(june: Township) -> None:
    asked = []
    for words in ("累计1530万元", "28%"):
        await june.say("昌宏伟", words)
        asked.append(await june.next("昌宏伟"))
    second, first = asked[1], asked[0]
    await june.press("昌宏伟", second, "MS03 综合养老服务中心项目")
    await june.press("昌宏伟", first, "MS02 镇卫生院病房综合楼项目")
    assert [one[:3] for one in june.heard("昌宏伟")] == ["已记录"] * 2
    assert {code: str(value) for code, value in figures(june).items()} == {
        "MS02": "1530",
        "MS03": "28",
    }
    assert await june.press("昌宏伟", first, "MS02 镇卫生院病房综合楼项目", stale=True) == (
        "这个按钮已经失效，请看后面的新消息。"
    )


async def test_an_answer_that_is_edited_into_two_answers_for_both(june: Township) -> None:
    said = await june.say("昌宏伟", "MS02 累计1530万元")
    await june.next("昌宏伟")
    await june.edit(said, "MS02 累计1540万元\nMS03 累计28%")
    told = june.heard("昌宏伟")
    assert "累计完成1540万元，代替之前的1530万元" in told[0]
    assert told[1].startswith("已记录：综合养老服务中心项目（MS03）6月累计完成28%")


@pytest.mark.parametrize(
    "words",
    [
        "MS01 已完成\nMS02 累计1530万元",
        "中心小学综合教学楼项目：已完成。\n镇卫生院病房综合楼项目：累计1530万元",
    ],
)
async def test_a_stage_and_a_figure_may_stand_in_one_message(june: Township, words: str) -> None:
    await june.say("余明辉", words)
    assert [one[:3] for one in june.heard("余明辉")] == ["已记录"] * 2
    assert june.figure("MS01") == Stage.MET
    assert str(june.figure("MS02")) == "1530"
