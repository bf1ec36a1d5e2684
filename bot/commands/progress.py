"""How far a long command is: a line on stderr, where somebody looks at a terminal."""

import contextlib
import sys
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Lend what is to be told how many parts are done, of how many; it need not be."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not sys.stderr.isatty()) as shown:
        task = shown.add_task(what, total=None)

        def told(done: int, of: int) -> None:
            shown.update(task, completed=done, total=of)

        yield told
