"""Templates to papers: a .docx with places such as {{ 项目名称 }} is filled with words."""

import io
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docx.oxml import parse_xml
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

_UNSEEN = {"Cc", "Cf", "Cs"}  # control, bidi and surrogate characters
_NO_CHARACTERS = "\ufffe\uffff"
_SPACES = str.maketrans("\t\u2028\u2029", "   ")
_BEFORE = 3  # lines that docxtpl gives before the line that it could not read


class BrokenTemplateError(Exception):
    """A template that cannot be filled; the message is one Chinese sentence.

    `template` is its file name, `wrong` what is wrong with it, `near` the words of the paragraph
    where that is (empty: not known).
    """

    def __init__(self, template: str, wrong: str, near: str = "") -> None:
        place = f"，在“{near}”处" if near else ""
        super().__init__(f"模板“{template}”有误{place}：{wrong}。")
        self.template = template
        self.wrong = wrong
        self.near = near


class _Strict(DocxTemplate):  # type: ignore[misc] # it brings no types
    """A template whose loops must not tear the document: docxtpl alone would mend it silently."""

    def fix_tables(self, xml: str) -> Any:
        parse_xml(xml)
        return super().fix_tables(xml)


def filled(template: Path, words: Mapping[str, Any]) -> bytes:
    """Return a .docx: the template with what `words` holds for its places.

    Whatever stands in `words` comes out as text, never as markup or as a place of the template,
    and without what cannot be seen. BrokenTemplateError where the template is no .docx, cannot be
    read, or has a place that `words` does not know.
    """
    paper = io.BytesIO()
    try:
        document = _Strict(template)
        document.render(dict(words), _environment())
        document.save(paper)
    except Exception as error:  # whatever a broken file makes the libraries raise
        raise BrokenTemplateError(template.name, _wrong(error), _near(error)) from error
    return paper.getvalue()


def _environment() -> ImmutableSandboxedEnvironment:
    """Return what reads a template: it can show what it is given, and reach nothing else."""
    return ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, finalize=_as_text
    )


def _as_text(value: object) -> Markup:
    # docxtpl turns {_{ into {{ in the finished paper; a reference keeps what people wrote.
    escaped = str(escape(visible(str(value))))
    return Markup(escaped.replace("_", "&#95;"))  # noqa: S704 - escaped


def visible(words: str) -> str:
    """Return a text in one line, without what cannot be seen or cannot stand in a .docx."""
    spaced = " ".join(unicodedata.normalize("NFC", words).translate(_SPACES).splitlines())
    seen = (char for char in spaced if unicodedata.category(char) not in _UNSEEN)
    return "".join(char for char in seen if char not in _NO_CHARACTERS)


def paragraphs(words: str) -> list[str]:
    """Return the lines of a text that hold something, each to be a paragraph of its own."""
    return [line.strip() for line in words.splitlines() if visible(line).strip()]


def _wrong(error: Exception) -> str:
    told = str(error).partition("\n")[0].rstrip(".")
    return f"{type(error).__name__}: {told}" if told else type(error).__name__


def _near(error: Exception) -> str:
    lines = list(getattr(error, "docx_context", ()))
    number = getattr(error, "lineno", 0) or 0
    at = min(_BEFORE, number - 1)
    return re.sub(r"\s+", " ", lines[at]).strip() if 0 <= at < len(lines) else ""
