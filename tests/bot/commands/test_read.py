import json
from pathlib import Path

import pytest

from tests.bot.commands.conftest import Terminal

REPLIES = Path(__file__).parents[2] / "rules" / "data" / "replies_dev.jsonl"


def test_one_reply_is_one_json_line(terminal: Terminal) -> None:
    told = terminal("read", "--unit", "万元", "--last", "740", "本月完成120万，累计860万")
    assert told.lines == [
        {
            "id": None,
            "value": "860",
            "basis": "cumulative",
            "needs_confirmation": False,
            "reason": None,
            "note": None,
        }
    ]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        pytest.param([], None, id="nothing known"),
        pytest.param(["--last", "66"], "below_last", id="the last figure"),
        pytest.param(["--annual", "50"], "over_target_far", id="the annual target"),
        pytest.param(["--month", "06"], "other_month", id="the month"),
        pytest.param(["--year", "2024"], "other_month", id="the year"),
        pytest.param(["--json"], None, id="JSON asked for"),
    ],
)
def test_what_is_known_of_the_question_is_compared(
    options: list[str], reason: str | None, terminal: Terminal
) -> None:
    told = terminal("read", "--unit", "%", *options, "截至2023年5月底，累计完成65%")
    assert [line["reason"] for line in told.lines] == [reason]


def test_a_reply_may_begin_with_a_hyphen(terminal: Terminal) -> None:
    assert terminal("read", "--unit", "%", "--", "-5%").lines[0]["reason"] == "negative"


def test_a_name_tells_other_projects_apart(terminal: Terminal) -> None:
    words = ("read", "--unit", "户", "--project", "农村户厕改造提升工作", "户厕418户，大桥70%")
    assert [item["project"] for item in terminal(*words).lines[0]["items"]] == ["户厕", "大桥"]


def test_a_figure_has_no_exponent_and_no_noughts_at_its_end(terminal: Terminal) -> None:
    values = [
        terminal("read", "--unit", "万元", said).lines[0]["value"]
        for said in ("1,250.50万元", "1.2亿元", "0元", "100万元")
    ]
    assert values == ["1250.5", "12000", "0", "100"]


def test_a_file_is_answered_line_by_line(terminal: Terminal) -> None:
    told = terminal("read", "--file", REPLIES)
    rows = [json.loads(line) for line in REPLIES.read_text("utf-8").splitlines()]
    assert [line["id"] for line in told.lines] == [row["id"] for row in rows]
    assert [line["needs_confirmation"] for line in told.lines] == [
        row["expected"]["needs_confirmation"] for row in rows
    ]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("65%", id="no JSON"),
        pytest.param("[]", id="no object"),
        pytest.param('{"id": "R2", "text": "65%"}', id="no unit"),
        pytest.param('{"text": 65, "unit": "%"}', id="no text"),
        pytest.param('{"text": "65%", "unit": "%", "context": [1]}', id="no context"),
        pytest.param('{"text": "", "unit": "%", "context": {"month": "13"}}', id="no month"),
        pytest.param(
            '{"text": "", "unit": "%", "context": {"annual_target": "x"}}', id="no figure"
        ),
        pytest.param(
            '{"text": "", "unit": "%", "context": {"last_cumulative": "Infinity"}}', id="no end"
        ),
        pytest.param('{"text": "", "unit": "%", "context": {"project": 1}}', id="no name"),
        pytest.param('{"id": "\\ud800", "text": "", "unit": "%"}', id="half a character"),
    ],
)
def test_a_line_that_is_no_reply_is_named_after_those_before_it(
    line: str, terminal: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "replies.jsonl"
    good = '{"id": "R1", "text": "65%", "unit": "%", "context": {"month": 6}}'
    file.write_text(f"{good}\n\n{line}\n{good}\n", "utf-8")
    told = terminal("read", "--file", file)
    assert (told.status, [each["id"] for each in told.lines]) == (1, ["R1"])
    assert told.err.startswith(f"{file}, line 3: ")
    assert told.err.count("\n") == 1


def test_a_file_that_is_not_there_or_not_utf_8_is_told(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "gb.jsonl").write_bytes("累计".encode("gb18030"))
    assert terminal("read", "--file", "none.jsonl").err.startswith("none.jsonl: No such file")
    assert terminal("read", "--file", "gb.jsonl").err == "gb.jsonl is not UTF-8; save it as such\n"


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["65%"], id="no unit"),
        pytest.param(["--unit", "%"], id="no text"),
        pytest.param(["--unit", "%", "--month", "0", "65%"], id="no month"),
        pytest.param(["--unit", "%", "--last", "x", "65%"], id="no figure"),
        pytest.param(["--file", "F.jsonl", "--unit", "%"], id="a file and a unit"),
        pytest.param(["--file", "F.jsonl", "65%"], id="a file and a text"),
    ],
)
def test_wrong_usage_ends_with_2(words: list[str], terminal: Terminal) -> None:
    assert terminal("read", *words).status == 2
