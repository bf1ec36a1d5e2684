"""A paper as PDF, by the real LibreOffice; what is not there or hangs is told."""

import dataclasses
import io
import os
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pypdf import PdfReader

from papers.application import docx_of
from papers.pdf import LibreOfficeFailedError, LibreOfficeMissingError, is_installed, pdf_of
from tests.papers.applications import BLANK, EXCEPTION, SIGNED, STATES

needs_office = pytest.mark.skipif(not is_installed(), reason="LibreOffice is not installed")


def pages(pdf: bytes) -> list[str]:
    """Return the words of each page, without spaces: those between Chinese and figures vary."""
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.office
@needs_office
@pytest.mark.parametrize("state", STATES)
def test_a_paper_is_two_pages_with_all_its_figures(state: str) -> None:
    view = STATES[state]
    first, second = pages(pdf_of(docx_of(view)))
    goals = [*view.before.goals.values(), *view.after.goals.values()]
    assert [str(goal) for goal in goals if str(goal) not in first] == []
    assert [block.step for block in view.signing if block.step not in second] == []
    assert all(view.digest in page for page in (first, second))
    assert ("系统签认" in second) == any(block.signature for block in view.signing)


@pytest.mark.office
@needs_office
def test_a_long_reason_goes_on_over_the_pages_and_nothing_is_cut() -> None:
    view = dataclasses.replace(EXCEPTION, reason="霪雨。" * 1300)
    paper = "".join(pages(pdf_of(docx_of(view))))
    assert paper.count("霪雨。") == 1300
    assert [block.step for block in view.signing if block.step not in paper] == []


@pytest.mark.office
@needs_office
def test_every_font_is_there_and_chinese_has_one() -> None:
    reader = PdfReader(io.BytesIO(pdf_of(docx_of(BLANK))))
    fonts = {
        font.get_object()["/BaseFont"]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert any(re.search("CJK|Song|Fang|Kai|Hei|Ming", font) for font in fonts)


@pytest.mark.office
@needs_office
def test_two_at_once_do_not_disturb_each_other() -> None:
    views = [BLANK, SIGNED, EXCEPTION]
    with ThreadPoolExecutor(len(views)) as together:
        made = list(together.map(lambda view: pages(pdf_of(docx_of(view))), views))
    assert [view.number in "".join(paper) for view, paper in zip(views, made, strict=True)] == [
        True
    ] * 3
    assert ["系统签认" in "".join(paper) for paper in made] == [False, True, True]


@pytest.mark.office
@needs_office
def test_what_is_no_paper_is_told() -> None:
    with pytest.raises(LibreOfficeFailedError) as caught:
        pdf_of(b"PK\x03\x04 nothing more")
    assert caught.value.told


def test_without_libreoffice_it_is_told() -> None:
    assert not is_installed("no-such-office")
    with pytest.raises(LibreOfficeMissingError):
        pdf_of(b"", program="no-such-office")


def program(folder: Path, script: str) -> str:
    """Return a program that stands where LibreOffice would."""
    path = folder / "office"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o700)
    return str(path)


def test_what_it_said_is_told_where_it_made_nothing(tmp_path: Path) -> None:
    with pytest.raises(LibreOfficeFailedError, match="no space left"):
        pdf_of(b"", program=program(tmp_path, "echo no space left >&2; exit 77"))


def test_one_that_hangs_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    hangs = program(tmp_path, f"sleep 60 & echo $! > {tmp_path}/child; wait")
    begun = time.monotonic()
    with pytest.raises(LibreOfficeFailedError, match=r"no PDF after 0\.5 seconds"):
        pdf_of(b"", program=hangs, patience=0.5)
    assert time.monotonic() - begun < 10
    assert is_gone(int((tmp_path / "child").read_text()))


def is_gone(process: int) -> bool:
    """Tell whether a process ends within two seconds; one that nobody has waited for has ended."""
    for _ in range(20):
        try:
            state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1]
        except FileNotFoundError:
            return True
        if state.split()[0] == "Z":
            return True
        time.sleep(0.1)
    return False


def test_it_sees_none_of_our_settings(tmp_path: Path) -> None:
    tells = program(tmp_path, "env; exit 1")
    with pytest.raises(LibreOfficeFailedError) as caught:
        pdf_of(b"", program=tells)
    named = {line.partition("=")[0] for line in caught.value.told.splitlines()}
    shells = {"PWD", "SHLVL", "OLDPWD", "_"}
    assert named - shells == {"PATH", "LC_ALL", "HOME", "TMPDIR", "FONTCONFIG_FILE"}
    assert f"HOME={os.environ.get('HOME', '')}" not in caught.value.told.splitlines()
