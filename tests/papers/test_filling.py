"""What people write comes out as text, and a template that cannot be filled is refused."""

import dataclasses
import zipfile
from pathlib import Path

import pytest

from papers.application import TEMPLATE, ApplicationPaper, docx_of
from papers.filling import BrokenTemplateError
from rules.project import Milestone
from tests.papers.applications import BLANK, MONTHS, SIGNED, lines, parts, rows

PROJECT, TARGETS, REASONS = range(3)  # the tables, in their order


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("{{ 7*7 }}", id="an expression"),
        pytest.param("{% for x in y %}", id="a statement"),
        pytest.param("{# gone #}", id="a comment"),
        pytest.param("{_{ 校验码 }_} {_% %_}", id="what docxtpl turns into braces"),
        pytest.param("{{r 编号 }}", id="a place of docxtpl"),
        pytest.param("</w:t></w:r></w:p><w:p><w:r><w:t>批准", id="markup"),
        pytest.param("A&B &lt; &#60; <b>", id="entities"),
        pytest.param("\"双引号\" '单引号' “中文” ‘中文’", id="quotation marks"),
        pytest.param("=1+1", id="a formula"),
        pytest.param("长" * 4000, id="4,000 characters"),
        pytest.param("\U00031350某 龘\U000e0101", id="rare characters of names"),
    ],
)
def test_the_words_of_people_come_out_as_they_were_written(words: str) -> None:
    paper, plain_one = (lines(docx_of(everywhere(each))) for each in (words, "某"))
    assert [line.count(words) for line in paper] == [line.count("某") for line in plain_one]
    assert [line.replace(words, "某") for line in paper] == plain_one


def everywhere(words: str) -> ApplicationPaper:
    """Return a view that has the words wherever people write."""
    signing = tuple(dataclasses.replace(block, opinion=words) for block in BLANK.signing)
    person = dataclasses.replace(SIGNED.signing[1], opinion=words)
    assert person.signature
    person = dataclasses.replace(
        person, signature=dataclasses.replace(person.signature, person=words)
    )
    return dataclasses.replace(
        BLANK,
        name=words,
        lead_unit=words,
        responsible_person=words,
        unit=words,
        reason=words,
        evidence=(words, words),
        measures=words,
        effect=words,
        exceptional_because=words,
        after=dataclasses.replace(BLANK.after, goals={MONTHS[7]: Milestone(words)}),
        signing=(*signing, person),
    )


def test_what_cannot_be_seen_is_left_out() -> None:
    view = dataclasses.replace(
        BLANK, reason="甲\x00\x07\x1b乙\u202e丙\ud800\ufffe\tＡ\u200b\x0c丁", name="一\n二"
    )
    paper = lines(docx_of(view))
    assert [line for line in ("甲乙丙 Ａ", "丁") if line not in paper] == []
    assert rows(docx_of(view), PROJECT)[0] == ["项目名称", "一 二"]


def test_each_line_of_a_reason_is_a_paragraph() -> None:
    view = dataclasses.replace(BLANK, reason="  第一段\r\n\r\n第二段\n \u200b \n第三段\n")
    assert rows(docx_of(view), REASONS)[1] == ["原因说明", "第一段\n第二段\n第三段"]


def altered(old: str, new: str, folder: Path) -> Path:
    """Return a copy of the template in which a word of the text stands otherwise."""
    copy = folder / "申请书.docx"
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts(TEMPLATE.read_bytes()).items():
            changed = content.decode().replace(old, new, 1).encode() if "xml" in name else content
            archive.writestr(name, changed)
    assert parts(copy.read_bytes()) != parts(TEMPLATE.read_bytes())
    return copy


def test_the_office_may_change_the_words_of_the_template(tmp_path: Path) -> None:
    template = altered("督考办公室：", "县督考办公室：", tmp_path)
    assert "县督考办公室：" in lines(docx_of(BLANK, template=template))


@pytest.mark.parametrize(
    ("old", "new", "wrong", "near"),
    [
        pytest.param(
            "{{ 指挥部 }}", "{{ 指挥处 }}", "'指挥处' is undefined", "", id="unknown place"
        ),
        pytest.param("行.左.月份", "行.左.月", "has no attribute '月'", "", id="unknown part"),
        pytest.param(
            "{{ 责任人 }}", "{{ 责任人 } }", "unexpected '}'", "责任人", id="torn braces"
        ),
        pytest.param("{%tr endfor %}", "", "endfor", "", id="a loop without an end"),
        pytest.param("{%p endif %}", "", "", "", id="a condition without an end"),
        pytest.param("{{ 段 }}", "{% if 段 %}", "", "", id="a condition over paragraphs"),
        pytest.param("{{ 责任人 }}", "{{ 1/0 }}", "division by zero", "", id="bad arithmetic"),
        pytest.param(
            "{{ 责任人 }}", "{{ 责任人.__class__.mro() }}", "unsafe", "", id="into the program"
        ),
        pytest.param(
            "{%tr if 特批 %}",
            "{% if 特批 %}",
            "XMLSyntaxError",
            "",
            id="a condition that tears a table",
        ),
        pytest.param("</w:body>", "", "", "", id="no document"),
    ],
)
def test_a_broken_template_is_refused_with_the_place(
    old: str, new: str, wrong: str, near: str, tmp_path: Path
) -> None:
    template = altered(old, new, tmp_path)
    with pytest.raises(BrokenTemplateError) as caught:
        docx_of(BLANK, template=template)
    assert caught.value.template == "申请书.docx"
    assert wrong in caught.value.wrong
    assert near in caught.value.near
    assert str(caught.value).startswith("模板“申请书.docx”有误")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04", b"<html>"])
def test_what_is_no_template_is_refused(content: bytes | None, tmp_path: Path) -> None:
    template = tmp_path / "no.docx"
    if content is not None:
        template.write_bytes(content)
    with pytest.raises(BrokenTemplateError) as caught:
        docx_of(BLANK, template=template)
    assert caught.value.template == "no.docx"
