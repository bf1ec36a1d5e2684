import pytest

from rules.asides import Aside, find_aside


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        pytest.param("13900000000", Aside.PLAIN, id="a mobile telephone"),
        pytest.param("139 0000 0000", Aside.PLAIN, id="a telephone in groups"),
        pytest.param("0537-1234567", Aside.PLAIN, id="a telephone with its area"),
        pytest.param("10:30", Aside.PLAIN, id="a time of day"),
        pytest.param("下午3点半", Aside.PLAIN, id="a time of day in words"),
        pytest.param("禾政〔2023〕6号", Aside.PLAIN, id="a document"),
        pytest.param("柏主任", Aside.PLAIN, id="a person"),
        pytest.param("[抱拳]", Aside.PLAIN, id="a sticker"),
        pytest.param('[语音]12"', Aside.PLAIN, id="a voice message"),
        pytest.param("接龙3", Aside.PLAIN, id="a place in a chain of replies"),
        pytest.param("G105", Aside.PLAIN, id="a road"),
        pytest.param("107国道", Aside.PLAIN, id="a road by its number"),
        pytest.param("合同编号HT-2023-0418", Aside.PLAIN, id="a contract"),
        pytest.param("项目代码2302-371523-04-01", Aside.PLAIN, id="a code of the state's"),
        pytest.param("昨天下了50毫米的雨", Aside.PLAIN, id="rain"),
        pytest.param("气温38度", Aside.PLAIN, id="heat"),
        pytest.param("4米宽", Aside.PLAIN, id="a width"),
        pytest.param("谢谢主任提醒", Aside.PLAIN, id="thanks"),
        pytest.param("三里屯村", Aside.PIECE, id="a village with a numeral in its name"),
        pytest.param("二龙山", Aside.PIECE, id="a hill with a numeral in its name"),
        pytest.param("十字路口", Aside.PIECE, id="a crossing"),
        pytest.param("第3标段", Aside.PIECE, id="a lot"),
        pytest.param("3号楼", Aside.PIECE, id="a building"),
        pytest.param("K3+200", Aside.PIECE, id="a stake"),
        pytest.param("GY01", Aside.CODE, id="a project's code"),
        pytest.param("1、", Aside.LISTED, id="a list number"),
        pytest.param("(1)", Aside.LISTED, id="a list number in brackets"),
    ],
)
def test_a_number_beside_the_work_is_known(written: str, kind: Aside) -> None:
    assert find_aside(written, 0) == (kind, len(written))


@pytest.mark.parametrize(
    "written",
    [
        "13900000000元",
        "65%",
        "1.5公里",
        "8、600万元",
        "十二点四公里",
        "57点5",
        "418户",
        "预计主任",
        "三里河道",
        "五里长",
        "本月下雨",
        "合同800万元",
        "编号8.15公里",
    ],
)
def test_a_figure_is_not_taken_for_one_of_them(written: str) -> None:
    assert find_aside(written, 0) is None
