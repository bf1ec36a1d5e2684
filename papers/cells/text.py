"""Plain texts, codes and names of things: cleaned, and told where something was taken away."""

import datetime as dtm
import functools
import re

from papers.anomaly import Reading, asked, noted, refused
from papers.grid import ESCAPED, UNSEEN, Cell, squeezed

LONGEST_TEXT = 1000
LONGEST_NAME = 60
_MARKUP = re.compile(r"<[^<>]*>")
_HALF_QUOTES = re.compile(r'"([^"]*)"')
_CODE = re.compile(r"[0-9A-Za-z一-鿿][0-9A-Za-z一-鿿_.#-]*")
_LONGEST_CODE = 20


def plain_text(cell: Cell) -> str:
    """Return what stands in a cell as text: whole floats without `.0`, dates in ISO form."""
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dtm.date):
        return cell.written or ""
    return str(value)


def read_text(cell: Cell) -> Reading[str]:
    """Read a text of up to 1000 characters."""
    return _read(cell, LONGEST_TEXT, quotes=False)


def read_name(cell: Cell) -> Reading[str]:
    """Read the name of a project, a unit or a command: up to 60 characters, one line."""
    return _read(cell, LONGEST_NAME, quotes=True)


def read_code(cell: Cell) -> Reading[str]:
    """Read a code such as JT01: half width, upper case, no spaces."""
    raw = plain_text(cell)
    code = re.sub("[—–]+", "-", squeezed(raw).upper())
    if not _CODE.fullmatch(code) or len(code) > _LONGEST_CODE:
        return Reading(None, refused(f"编号“{_shown(raw)}”不规范，请只用字母、数字填写"))
    return Reading(code, None if code == raw else noted(f"编号已转为{code}", code))


@functools.lru_cache(maxsize=4096)  # every row of four sheets asks for names
def key_of(name: str) -> str:
    """Return what two spellings of a name share: no spaces, quotes, dashes; half width."""
    return re.sub(r"[\s\"'“”‘’《》()\-—–·、,.。]", "", squeezed(name)).upper()


def _read(cell: Cell, longest: int, *, quotes: bool) -> Reading[str]:
    raw = plain_text(cell)
    text = ESCAPED.sub("", UNSEEN.sub("", raw))
    done = ["不可见字符"] if text != raw else []
    bare = _MARKUP.sub("", text)
    has_markup = bare != text
    lines = re.sub(r"[\r\n]+", "", bare)
    done += ["换行"] if lines.strip() != bare.strip() else []
    trimmed = lines.replace("\xa0", " ").replace("\t", " ").strip().strip("\u3000")
    done += ["首尾空格"] if trimmed != lines and bare.strip("\r\n") != trimmed else []
    told = _HALF_QUOTES.sub(r"“\1”", trimmed) if quotes else trimmed
    cut = told[:longest]
    if has_markup:
        return Reading(cut or None, asked("文字中的标记符号已去除，请核对", cut))
    if cut != told:
        return Reading(cut, asked(f"文字过长，只保留前{longest}字，请精简", cut))
    if told != trimmed:
        return Reading(cut, noted("已统一引号", cut))
    if done:
        return Reading(cut or None, noted(f"已去除{'、'.join(done)}", cut))
    return Reading(cut or None)


def _shown(text: str) -> str:
    """Return a text short enough to stand in a sentence."""
    return text if len(text) <= 20 else f"{text[:20]}…"
