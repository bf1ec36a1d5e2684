"""The chain of a request a second time: who may say what next, written down as tables."""

from dataclasses import dataclass, field
from typing import NamedTuple

from tests.bot.naive_record import Goal, Value

LONG = ("file", "sign", "review", "approve")
CHAINS = {
    "target": LONG,
    "exit": LONG,
    "suspend": LONG,
    "enter": ("file", "review", "approve"),
    "resume": ("file", "review"),
    "completed": ("file", "review"),
}
WORDS = {
    "file": {"agree", "withdraw"},
    "sign": {"agree", "return"},
    "review": {"agree", "return", "reject"},
    "approve": {"agree", "reject"},
}


class Word(NamedTuple):
    """What was said: at which step, by whom (a deputy: with his commander), to which text."""

    step: str
    word: str
    people: frozenset[str]
    text: str


class People(NamedTuple):
    """Who may do what: commanders (and who acts for them), office, chiefs, units, nominators."""

    commanders: dict[str, str]
    acting: dict[str, dict[str, str]]  # by command: a deputy, and whom he acts for
    office: frozenset[str]
    chiefs: frozenset[str]
    units: dict[str, frozenset[str]]  # by project
    commands: dict[str, frozenset[str]]  # by command: who may nominate

    def applies(self, name: str, matter: str, code: str, command: str) -> bool:
        """Tell whether somebody may file, complete or take back a request (C53, C57, E8)."""
        if matter == "enter":
            return name in self.office | self.commands[command]
        acts = self.acting[command]
        signs = name == self.commanders[command] or name in acts
        return name in self.units.get(code, ()) and not (signs and "sign" in CHAINS[matter])


@dataclass
class NaiveRequest:
    """A request: what it asks for, its texts so far, and every word to them."""

    id: int
    matter: str
    code: str
    command: str
    since: int
    goals: dict[int, Goal] = field(default_factory=dict)
    is_exception: bool = False
    value: Value | None = None
    texts: list[str] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    next: str | None = None  # the step that it waits for
    is_approved: bool = False

    @property
    def is_open(self) -> bool:
        return self.next is not None

    def who(self, name: str, step: str, people: People) -> frozenset[str]:
        """Return who counts as having taken a step that somebody may take, nobody otherwise."""
        nobody: frozenset[str] = frozenset()
        if step == "sign":
            acts = people.acting[self.command]
            is_his = name == people.commanders[self.command]
            return frozenset({name, acts.get(name, name)}) if is_his or name in acts else nobody
        if step == "file":
            may = people.applies(name, self.matter, self.code, self.command)
        else:
            may = name in (people.office if step in {"review", "minutes"} else people.chiefs)
        return frozenset({name}) if may else nobody

    def may_say(self, step: str, word: str, text: str, who: frozenset[str]) -> bool:
        """Tell whether a word can be said: in turn, to the text as it stands, by other eyes."""
        if not who or not self.is_open or text != self.texts[-1] or word not in WORDS[step]:
            return False
        if word == "withdraw":
            return True
        others = [one for one in self.words if one.step != step and one.people & who]
        return step == self.next and not others

    def say(self, step: str, word: str, who: frozenset[str]) -> None:
        """Keep a word, and go on."""
        self.words.append(Word(step, word, who, self.texts[-1]))
        if word == "agree":
            chain = CHAINS[self.matter]
            self.is_approved = step == chain[-1]
            self.next = None if self.is_approved else chain[chain.index(step) + 1]
        else:
            self.next = "file" if word == "return" else None
