"""`guatu rehearse` as a newcomer types it: in a process of its own, with a small township."""

import json
import subprocess
import sys
from pathlib import Path

from tests.bot.commands.test_load import write


def test_a_rehearsal_prints_its_figures_and_no_log(tmp_path: Path) -> None:
    workbook = write(tmp_path)
    command = [str(Path(sys.executable).with_name("guatu")), "rehearse", "--json"]
    command += ["--workbook", str(workbook), "--out", str(tmp_path / "out")]

    done = subprocess.run(  # noqa: S603 - our own words
        command, capture_output=True, encoding="utf-8", check=True
    )

    told = json.loads(done.stdout)  # the whole of it is one document
    assert told["asked"] == told["determined"] == 3
    assert told["blue"] + told["yellow"] + told["red"] + told["none"] == 3
    assert "info" not in done.stderr
    assert (tmp_path / "out" / "index.html").is_file()
