"""`guatu` as somebody else's processes: its commands, and `guatu run` kept at work."""

import asyncio
import contextlib
import dataclasses
import os
import signal
import sys
import time
from asyncio.subprocess import Process
from collections.abc import Mapping
from pathlib import Path
from subprocess import DEVNULL, PIPE

_ROOT = Path(__file__).parents[2]
_PATIENCE = 90.0  # seconds for a command that the database keeps waiting
_REST = 0.5  # seconds before what ended by itself is started again
_LONGEST_STOP = 20.0  # seconds; ten are allowed, the rest is for the telling


class CommandFailedError(Exception):
    """A command failed again and again; the message is what it said last."""


@dataclasses.dataclass(frozen=True, slots=True)
class Guatu:
    """How guatu is called: the folder that it works in, and its settings."""

    folder: Path
    settings: Mapping[str, str]

    def with_settings(self, **more: str) -> "Guatu":
        """Return the same with some settings more."""
        return Guatu(self.folder, {**self.settings, **more})

    async def begin(self, *words: str, out: int = DEVNULL) -> Process:
        """Start a command as the leader of a process group of its own."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GUATU_")}
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot", *words),
            cwd=self.folder,
            env={**kept, "PYTHONPATH": str(_ROOT), **self.settings},
            stdout=out,
            stderr=PIPE,
            start_new_session=True,
        )

    async def do(self, *words: str) -> str:
        """Run a command as a clerk does, again where it fails; return what it printed.

        CommandFailedError after a minute and a half of failures.
        """
        end = time.monotonic() + _PATIENCE
        while True:
            process = await self.begin(*words, out=PIPE)
            try:
                out, error = await process.communicate()
            finally:
                await _end(process)
            if process.returncode == 0:
                return out.decode()
            if time.monotonic() > end:
                raise CommandFailedError(f"guatu {' '.join(words)}: {error.decode()[-500:]}")
            await asyncio.sleep(_REST)


class Keeper:
    """Keeps one `guatu run` at work, as an init system does: what ends is started again.

    `starts` counts the processes, `ended` lists the statuses of those that ended by themselves.
    """

    def __init__(self, guatu: Guatu, *, log: Path) -> None:
        self.ready = asyncio.Event()
        self.starts = 0
        self.ended: list[int] = []
        self._guatu = guatu
        self._log = log
        self._process: Process | None = None
        self._is_killed = self._is_stopping = False

    async def keep(self) -> None:
        """Run, and run again, until it is told to stop; cancelled, it leaves nothing behind."""
        try:
            while not self._is_stopping:
                await self._run_once()
        finally:
            self.bury()
            if self._process is not None:
                await _end(self._process)

    async def _run_once(self) -> None:
        self._is_killed = False
        process = self._process = await self._guatu.begin("run")
        self.starts += 1
        await self._listen(process)
        status = await process.wait()
        self.ready.clear()
        if not self._is_killed and not self._is_stopping:
            self.ended.append(status)
            await asyncio.sleep(_REST)

    def kill(self, *, with_drawing: bool) -> bool:
        """Kill the process, with its drawing process or alone; False where none runs."""
        process = self._process
        if process is None or process.returncode is not None:
            return False
        self._is_killed = True
        self.ready.clear()
        if with_drawing:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        return True

    async def stop(self) -> tuple[int, float]:
        """Ask it to stop; return its exit status, and how many seconds it took."""
        process = self._process
        self._is_stopping = True
        if process is None or process.returncode is not None:
            return 0, 0.0
        told = time.monotonic()
        process.terminate()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), _LONGEST_STOP)
        return process.returncode or 0, time.monotonic() - told

    def bury(self) -> None:
        """Let nothing of it go on, whatever happened."""
        self._is_stopping = True
        process = self._process
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)

    async def _listen(self, process: Process) -> None:
        """Write down what it says, and note when it is ready."""
        with self._log.open("ab") as log:
            log.write(f"--- process {self.starts}, {process.pid}\n".encode())
            while process.stderr is not None and (line := await process.stderr.readline()):
                log.write(line)
                log.flush()
                if line == b"ready\n":
                    self.ready.set()


async def _end(process: Process) -> None:
    """Kill a process that goes on, and wait for its end."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
