"""A .docx to PDF, by LibreOffice without a window; each conversion has a profile of its own."""

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

PROGRAM = "soffice"
PATIENCE = 90  # seconds; a paper takes some five, a county's half a minute
_SONG = ("Noto Serif CJK SC", "Source Han Serif SC", "AR PL SungtiL GB", "AR PL UMing CN")
_FANG_SONG = ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "STFangsong")
_KAI = ("楷体_GB2312", "楷体", "KaiTi", "STKaiti", "AR PL KaitiM GB", "AR PL UKai CN")
# What stands in, the best first, for each font that a paper names and the machine may not have.
_STAND_INS = {
    "仿宋_GB2312": (*_FANG_SONG, *_SONG),
    "楷体_GB2312": (*_KAI, *_SONG),
    "方正小标宋简体": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "宋体", "SimSun", *_SONG),
    "宋体": ("宋体", "SimSun", "STSong", *_SONG),
    "黑体": ("黑体", "SimHei", "STHeiti"),
}
_LAST = "Noto Sans CJK SC"  # always there: its files come with the requirements


class NoPdfError(Exception):
    """A paper that did not become a PDF; the .docx is as good as before."""


class LibreOfficeMissingError(NoPdfError):
    """LibreOffice is not installed."""


class LibreOfficeFailedError(NoPdfError):
    """LibreOffice gave no PDF; `told` is what it said, or how long it was waited for."""

    def __init__(self, told: str) -> None:
        super().__init__(told)
        self.told = told


def is_installed(program: str = PROGRAM) -> bool:
    """Tell whether LibreOffice is there to make a PDF."""
    return shutil.which(program) is not None


def pdf_of(docx: bytes, *, program: str = PROGRAM, patience: float = PATIENCE) -> bytes:
    """Return a .docx as PDF; waits at most so many seconds.

    LibreOfficeMissingError where it is not installed, LibreOfficeFailedError where it fails.
    """
    found = shutil.which(program)
    if found is None:
        raise LibreOfficeMissingError
    with tempfile.TemporaryDirectory(prefix="guatu-pdf-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        (place / "paper.docx").write_bytes(docx)
        (place / "fonts.conf").write_text(_fonts(place), encoding="utf-8")
        told = _convert(found, place, patience)
        made = place / "paper.pdf"
        if not made.is_file():
            raise LibreOfficeFailedError(told)
        return made.read_bytes()


def _convert(program: str, place: Path, patience: float) -> str:
    """Let LibreOffice write paper.pdf beside paper.docx; return what it said."""
    command = [
        program,
        f"-env:UserInstallation={(place / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--convert-to", "pdf:writer_pdf_Export"),
        *("--outdir", str(place), str(place / "paper.docx")),
    ]
    with subprocess.Popen(  # noqa: S603 - LibreOffice, with our words
        command,
        env=_surroundings(place),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,  # it starts children of its own, which must end with it
    ) as office:
        try:
            return office.communicate(timeout=patience)[0].decode(errors="replace").strip()
        except subprocess.TimeoutExpired as error:
            raise LibreOfficeFailedError(f"no PDF after {patience:g} seconds") from error
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(office.pid, signal.SIGKILL)


def _surroundings(place: Path) -> dict[str, str]:
    """Return its environment: a home of its own, and none of our settings and secrets."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LC_ALL": "C.UTF-8",
        "HOME": str(place),
        "TMPDIR": str(place),
        "FONTCONFIG_FILE": str(place / "fonts.conf"),
    }


def _fonts(place: Path) -> str:
    """Return the fontconfig of a conversion: the machine's fonts, ours, and who stands in."""
    aliases = "".join(
        f'<alias binding="same"><family>{name}</family>'
        f"<prefer>{''.join(f'<family>{each}</family>' for each in (*others, _LAST))}</prefer>"
        "</alias>"
        for name, others in _STAND_INS.items()
    )
    folders = "".join(f"<dir>{escape(folder)}</dir>" for folder in _our_fonts())
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"{aliases}"
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"{folders}<cachedir>{escape(str(place / 'fonts'))}</cachedir></fontconfig>"
    )


def _our_fonts() -> list[str]:
    """Return the folder of Noto Sans CJK SC in the wheel that brings it."""
    found = importlib.util.find_spec("mpl_font")  # finding it does not import it
    places = (found and found.submodule_search_locations) or ()
    return [str(Path(place) / "fonts" / "noto") for place in places]
