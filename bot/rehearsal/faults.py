"""Faults to come: what the network and Telegram do to a bot on a bad day."""

import dataclasses
import random
from collections.abc import Sequence
from typing import Literal

from bot.rehearsal.refusals import RequestRefusedError, too_many

FaultKind = Literal[
    "429", "500", "403", "400", "timeout_before", "timeout_after", "reset_before", "reset_after"
]
WORDS = {
    "400": "Bad Request: chat not found",
    "403": "Forbidden: bot was blocked by the user",
    "500": "Internal Server Error",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `before`: the request has no effect; `after`: it has, and nobody is told."""

    kind: FaultKind
    retry_after: int = 5
    description: str | None = None

    @property
    def refusal(self) -> RequestRefusedError | None:
        """The answer that it gives; None for a connection that times out or breaks."""
        if self.kind == "429":
            return too_many(self.retry_after)
        if self.kind in WORDS:
            return RequestRefusedError(int(self.kind), self.description or WORDS[self.kind])
        return None

    @property
    def takes_effect(self) -> bool:
        """Whether the request is carried out all the same."""
        return self.kind in {"timeout_after", "reset_after"}

    @property
    def breaks(self) -> bool:
        """Whether the connection is cut, rather than left hanging."""
        return self.kind in {"reset_before", "reset_after"}


@dataclasses.dataclass(slots=True)
class _Planned:
    fault: Fault
    method: str
    chat: int | None
    times: int


@dataclasses.dataclass(frozen=True, slots=True)
class _Weather:
    faults: Sequence[Fault]
    methods: frozenset[str]
    share: float
    dice: random.Random


class Faults:
    """The script; `struck` are the faults that have happened, with their methods."""

    def __init__(self) -> None:
        self.struck: list[tuple[str, Fault]] = []
        self._planned: list[_Planned] = []
        self._weather: _Weather | None = None

    def next(
        self, method: str, fault: FaultKind | Fault, *, chat: int | None = None, times: int = 1
    ) -> None:
        """Let the next request (or several) of a method fail; `chat` narrows it to one chat."""
        chosen = fault if isinstance(fault, Fault) else Fault(fault)
        self._planned.append(_Planned(chosen, method.lower(), chat, times))

    def at_random(
        self, kinds: Sequence[FaultKind], *, share: float, seed: int, methods: Sequence[str]
    ) -> None:
        """Let this share of the requests of some methods fail, the same ones for a seed."""
        named = frozenset(method.lower() for method in methods)
        faults = [Fault(kind, retry_after=1) for kind in kinds]
        self._weather = _Weather(faults, named, share, random.Random(seed))

    def clear(self) -> None:
        """Let all go well from now on."""
        self._planned.clear()
        self._weather = None

    def strike(self, method: str, chat: int | None) -> Fault | None:
        """Return the fault that this request meets, and take it off the script."""
        fault = self._scripted(method, chat) or self._by_chance(method)
        if fault is not None:
            self.struck.append((method, fault))
        return fault

    def _scripted(self, method: str, chat: int | None) -> Fault | None:
        for planned in self._planned:
            if planned.method == method and planned.chat in {None, chat} and planned.times:
                planned.times -= 1
                return planned.fault
        return None

    def _by_chance(self, method: str) -> Fault | None:
        weather = self._weather
        if weather is None or method not in weather.methods:
            return None
        if weather.dice.random() >= weather.share:
            return None
        return weather.dice.choice(weather.faults)
