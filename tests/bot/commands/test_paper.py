"""`guatu paper`: every figure on a paper is the one that was signed, or that was published."""

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from docx import Document
from sqlalchemy import delete

from papers.pdf import is_installed
from rules.application import Application, Targets
from rules.approval import Signature, Step, Word, signed
from rules.month import Month
from rules.posts import Role
from rules.project import Stage
from rules.schedule import Phase
from storage.tables.papers import IssuedPaperRow
from tests.bot.commands.conftest import CLOSED, Terminal, determine, run
from tests.papers.ledgers import filled, opened, read_back
from tests.rules.test_application import APPLICATION

JULY = Month(2023, 7)
FOR_ROADS: Application = replace(
    APPLICATION,
    project="JT01",
    unit="公路站",
    applicant="韦长河",
    since=JULY,
    before=Targets(Decimal("12.4"), {JULY: Decimal(8)}),
    after=Targets(Decimal("10.3"), {JULY: Decimal("6.77")}),
)


def signature(step: Step, person: str, role: Role, acting_for: str | None = None) -> Signature:
    return Signature(
        step=step,
        word=Word.AGREE,
        person=person,
        role=role,
        on=CLOSED.date(),
        at=CLOSED,
        digest=FOR_ROADS.digest,
        acting_for=acting_for,
    )


@pytest.fixture
def applied(loaded: Terminal) -> Terminal:
    """Let a deputy have signed an application for JT01."""
    storage = loaded.storage
    with storage.work() as work:
        filed = signature(Step.FILE, "韦长河", Role.RESPONSIBLE_PERSON)
        request = work.requests.file(2023, FOR_ROADS, filed)
        by_deputy = signature(Step.SIGN, "彭宗耀", Role.COMMANDER, acting_for="卫宏伟")
        work.requests.put(signed(request, by_deputy))
    storage.close()
    return loaded


def words(terminal: Terminal, name: str) -> str:
    """Return all words of a docx, those of its tables and its foot too."""
    document = Document(io.BytesIO((terminal.folder / name).read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    foot = [one.text for part in document.sections for one in part.footer.paragraphs]
    return "\n".join([*(one.text for one in document.paragraphs), *cells, *foot])


def test_an_application_has_every_figure_that_was_signed(applied: Terminal) -> None:
    told = applied("paper", "application", "jt01", "--out", "F.docx", "--json")
    assert (told.status, told.err) == (0, "")
    assert told.document == {"out": "F.docx", "number": "全镇挂图调〔2023〕1号", "version": 1}
    said = words(applied, "F.docx")
    for one in ("12.4", "10.3", "6.77", "5.8", FOR_ROADS.reason, "停工令", FOR_ROADS.digest[:12]):
        assert one in said, one
    for one in ("彭宗耀", "代", "同意上报", "系统签认"):
        assert one in said, one


@pytest.mark.office
def test_it_is_printed_where_libreoffice_is(applied: Terminal) -> None:
    assert is_installed()
    told = applied("paper", "application", "JT01", "--out", "F.pdf")
    assert (told.status, told.err) == (0, "")
    assert (applied.folder / "F.pdf").read_bytes().startswith(b"%PDF-")


def test_an_assessment_has_a_row_for_every_project(loaded: Terminal) -> None:
    storage = loaded.storage
    run(storage, Phase.ASK, Phase.CLOSE)
    determine(storage, JT01="5.8", JT02="1530")
    run(storage, Phase.PUBLISH)
    storage.close()
    told = loaded("paper", "assessment", "2023", "--out", "F.xlsx", "--json")
    assert told.document == {"out": "F.xlsx", "number": "2023", "version": 1}
    sheet = openpyxl.load_workbook(loaded.folder / "F.xlsx")["项目"]
    rows = {row[1]: row for row in sheet.iter_rows(min_row=3, values_only=True)}
    assert list(rows) == ["JT01", "JT02", "JT03", "MS01", "MS02", "MS03", "MS04"]
    assert rows["JT01"][7:13] == (12.4, 12.4, "—", 5.8, "6月", "未完成")


def test_a_ledger_can_be_filled_in_and_read_back(loaded: Terminal) -> None:
    storage = loaded.storage
    run(storage, Phase.ASK, Phase.CLOSE)
    determine(storage, JT01="5.8")
    storage.close()
    told = loaded("paper", "ledger", "2023-06", "--out", "F.xlsx", "--json")
    assert told.document == {"out": "F.xlsx", "number": "2023-06", "version": 1}
    content = (loaded.folder / "F.xlsx").read_bytes()
    found = read_back(filled(content, {"JT01": (5.6, "现场核查"), "MS01": ("未完成", "查看")}))
    assert found.mistakes == ()
    assert found.codes == ("JT01", "JT02", "JT03", "MS01", "MS02", "MS03")
    assert [(one.project, one.value) for one in found.entries] == [
        ("JT01", Decimal("5.6")),
        ("MS01", Stage.UNMET),
    ]
    assert opened(content)["认定"]["L4"].value == 5.8


@pytest.fixture
def published(loaded: Terminal) -> Terminal:
    """Let June be published: JT01 and JT03 are short, nobody is bound."""
    storage = loaded.storage
    run(storage, Phase.ASK, Phase.CLOSE)
    determine(storage, JT01="5", JT02="1530", JT03="6.5", MS02="1530")
    run(storage, Phase.PUBLISH)
    storage.close()
    return loaded


def test_a_bulletin_and_a_warning_are_those_that_were_issued(published: Terminal) -> None:
    told = published("paper", "bulletin", "2023-06", "--out", "B.docx", "--json")
    assert told.document == {"out": "B.docx", "number": "全政督〔2023〕6号", "version": 1}
    assert "6" in words(published, "B.docx")
    warning = ("paper", "warning", "2023-06", "--project", "jt03", "--out", "F.docx", "--json")
    told = published(*warning, SYMBOL="禾")
    assert told.document == {"out": "F.docx", "number": "全挂督黄〔2023〕1号", "version": 1}
    said = words(published, "F.docx")
    for one in ("公路站：", "全挂督黄〔2023〕1号", "JT01", "累计目标8公里，经认定完成6.5公里"):
        assert one in said, one


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param(["warning", "2023-06", "--project", "JT02"], "had no warning", id="blue"),
        pytest.param(["warning", "2023-06", "--project", "XX1"], "no project XX1", id="a code"),
        pytest.param(["bulletin", "2023-07"], "not published yet", id="a month to come"),
        pytest.param(["bulletin", "2031-07"], "not published yet", id="a year to come"),
    ],
)
def test_what_was_not_issued_is_not_made_up(
    published: Terminal, typed: list[str], said: str
) -> None:
    told = published("paper", *typed, "--out", "F.docx")
    assert (told.status, told.out, said in told.err) == (1, "", True)
    assert not (published.folder / "F.docx").exists()


def test_a_month_from_before_papers_were_issued_has_no_number(published: Terminal) -> None:
    storage = published.storage
    with storage.work() as work:
        work.issued_papers._run(delete(IssuedPaperRow))
    storage.close()
    for typed in (["bulletin", "2023-06"], ["warning", "2023-06", "--project", "JT03"]):
        told = published("paper", *typed, "--out", "F.docx")
        assert told.err == (
            "2023-06 was published before papers were issued: no number was given to it, and "
            "nothing was written\n"
        )
    assert not (published.folder / "F.docx").exists()


def test_a_template_of_the_office_is_filled_and_a_broken_one_refused(published: Terminal) -> None:
    own = published.folder / "own"
    own.mkdir()
    document = Document()
    document.add_paragraph("禾源镇 {{ 编号 }} {{ 主责单位 }}")
    document.save(str(own / "warning_yellow.docx"))
    typed = ("paper", "warning", "2023-06", "--project", "JT03", "--out", "F.docx")
    assert published(*typed, TEMPLATES="own").status == 0
    assert words(published, "F.docx") == "禾源镇 全挂督黄〔2023〕1号 公路站\n"
    document.add_paragraph("落款 {{ 没有的 }}")
    document.save(str(own / "warning_yellow.docx"))
    told = published(*typed, TEMPLATES="own")
    assert (told.status, "warning_yellow.docx" in told.err, "没有的" in told.err) == (
        1,
        True,
        True,
    )


def test_a_warning_needs_its_project_and_nothing_else_has_one(published: Terminal) -> None:
    assert published("paper", "warning", "2023-06", "--out", "F.docx").status == 2
    typed = ("paper", "bulletin", "2023-06", "--project", "JT03", "--out", "F.docx")
    assert published(*typed).status == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param(["application", "JT01", "--out", "F.txt"], ".docx or .pdf", id="an ending"),
        pytest.param(["application", "JT02", "--out", "F.docx"], "nobody has applied", id="none"),
        pytest.param(["application", "XX1", "--out", "F.docx"], "no project XX1", id="a code"),
        pytest.param(
            ["assessment", "2031", "--out", "F.xlsx"], "no workbook of 2031", id="a year"
        ),
        pytest.param(["ledger", "2023-06", "--out", "F.xlsx"], "not closed yet", id="open"),
        pytest.param(["ledger", "2031-06", "--out", "F.xlsx"], "no workbook of 2031", id="a book"),
        pytest.param(["ledger", "2023-06", "--out", "F.pdf"], ".xlsx", id="a ledger's ending"),
        pytest.param(["assessment", "2023", "--out", "no/F.xlsx"], "no folder", id="a folder"),
    ],
)
def test_what_cannot_be_written_is_told(loaded: Terminal, typed: list[str], said: str) -> None:
    told = loaded("paper", *typed)
    assert (told.status, told.out) == (1, "")
    assert said in told.err


def test_a_word_for_a_year_is_wrong_usage(loaded: Terminal) -> None:
    assert loaded("paper", "assessment", "去年", "--out", "F.xlsx").status == 2
    assert loaded("paper", "ledger", "6月", "--out", "F.xlsx").status == 2
