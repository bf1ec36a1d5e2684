"""An application for another target in the states that it goes through, and what a paper says."""

import datetime as dtm
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from docx import Document
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from papers.application import (
    ApplicationPaper,
    Choice,
    Signature,
    SignatureBlock,
    YearTargets,
)
from rules.month import year_of
from rules.posts import Role
from rules.project import Goal, Milestone

MONTHS = year_of(2023)
_ZONE = dtm.timezone(dtm.timedelta(hours=8))


def _targets(annual: str, *goals: str) -> YearTargets:
    months = MONTHS[12 - len(goals) :]
    return YearTargets(
        Decimal(annual), {m: Decimal(g) for m, g in zip(months, goals, strict=True)}
    )


BLANK = ApplicationPaper(
    number="禾挂调〔2023〕1号",
    filed_on=dtm.date(2023, 7, 3),
    code="SL01",
    name="青龙河中小河流治理工程",
    command="水利建设指挥部",
    lead_unit="水利站",
    responsible_leader="韦长河",
    responsible_person="覃小满",
    unit="公里",
    before=_targets("9.8", "0.6", "1.5", "2.6", "3.9", "5.1", "6.3", "7.4", "8.4", "9.2", "9.8"),
    after=_targets("8.6", "0.6", "1.5", "2.6", "3.9", "3.91", "3.92", "5.6", "6.8", "7.9", "8.6"),
    since=MONTHS[6],
    category=Choice(("自然灾害", "上级政策", "规划变更", "其他客观原因"), "自然灾害"),
    reason="6月下旬以来连降暴雨，河道水位长期高于施工水位，已建围堰损毁两处，预计7月、8月无法施工。"
    "经测算，全年可完成治理8.6公里。\n剩余1.2公里列入2024年3月底前完成。",
    evidence=("气象证明.pdf", "监理停工令（2023年6月27日）", "现场照片三张"),
    measures="已转移机械12台，组织抢修围堰，汛后增加两个作业面。",
    effect="剩余1.2公里结转下年，不影响青龙河大桥改建工程的施工便道。",
    approved_on=(),
    exceptional_because="",
    signing=(
        SignatureBlock("申请", "工程责任单位负责人（盖章）"),
        SignatureBlock("签字确认", "指挥部指挥长", Choice(("同意上报", "不同意"))),
        SignatureBlock(
            "审核",
            "督考办公室主任（可附核查意见）",
            Choice(("建议批准", "退回补正", "不予支持")),
        ),
        SignatureBlock(
            "批准",
            "总指挥部（第一总指挥、总指挥，或会议纪要文号）",
            Choice(("批准", "不批准")),
        ),
    ),
    digest="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
)


def _signed(
    block: SignatureBlock, chosen: str, opinion: str, signature: Signature
) -> SignatureBlock:
    choice = replace(block.choice, chosen=chosen)
    return replace(block, choice=choice, opinion=opinion, signature=signature)


def _at(day: int, hour: int, minute: int) -> dtm.datetime:
    return dtm.datetime(2023, 7, day, hour, minute, tzinfo=_ZONE)


_FILED, _COMMANDER, _OFFICE, _HEADQUARTERS = BLANK.signing
SIGNED = replace(
    BLANK,
    signing=(
        _signed(_FILED, "", "", Signature("覃小满", Role.RESPONSIBLE_PERSON, _at(3, 9, 5))),
        _signed(
            _COMMANDER,
            "同意上报",
            "情况属实。",
            Signature("黄秋生", Role.DEPUTY_COMMANDER, _at(3, 17, 40), acting_for=Role.COMMANDER),
        ),
        _signed(
            _OFFICE,
            "建议批准",
            "7月4日现场核查，围堰损毁属实，见核查记录第12号。",
            Signature("蓝雪梅", Role.OFFICE_DIRECTOR, _at(5, 10, 0)),
        ),
        _signed(
            _HEADQUARTERS,
            "批准",
            "连续暴雨属不可抗力，同意调整。",
            Signature("莫文山", Role.FIRST_CHIEF, _at(6, 8, 30)),
        ),
    ),
)
EXCEPTION = replace(
    SIGNED,
    number="禾挂调〔2023〕2号",
    approved_on=(dtm.date(2023, 5, 10),),
    exceptional_because="6月下旬的暴雨发生在第一次调整之后，属新的不可抗力。",
)
_STAGES: Mapping[int, Goal] = {
    3: Milestone("施工图审查"),
    9: Milestone("桩基完成"),
    12: Milestone("主桥合龙"),
}
STAGES = replace(
    BLANK,
    before=YearTargets(None, {MONTHS[number - 1]: goal for number, goal in _STAGES.items()}),
    after=YearTargets(None, {MONTHS[2]: _STAGES[3], MONTHS[10]: _STAGES[9]}),
    measures="",
    effect="",
    evidence=(),
)
SPREAD = replace(BLANK, after=replace(BLANK.after, annual=BLANK.before.annual))
STATES: Mapping[str, ApplicationPaper] = {
    "blank": BLANK,
    "signed": SIGNED,
    "exception": EXCEPTION,
    "stages": STAGES,
    "spread-anew": SPREAD,
}


def lines(docx: bytes) -> list[str]:
    """Return the paragraphs of a paper, those of its tables and its foot among them."""
    document = Document(io.BytesIO(docx))
    body = [text for block in document.iter_inner_content() for text in _said(block)]
    return body + [one.text for one in document.sections[0].footer.paragraphs]


def rows(docx: bytes, table: int) -> list[list[str]]:
    """Return a table of a paper, row by row; a merged cell comes once."""
    found = Document(io.BytesIO(docx)).tables[table].rows
    return [[cell.text for cell in dict.fromkeys(row.cells)] for row in found]


def parts(docx: bytes) -> dict[str, bytes]:
    """Return the files inside a .docx."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _said(block: Paragraph | Table) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text
        return
    cells: dict[_Cell, None] = dict.fromkeys(cell for row in block.rows for cell in row.cells)
    for cell in cells:
        yield from (one.text for one in cell.paragraphs)
