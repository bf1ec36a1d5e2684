"""A month of an organisation, by the flows themselves; each step tells how long it took."""

import datetime as dtm
import itertools
import resource
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from bot.compose import by_hand, compose
from bot.ports import Heard, Pressed, Quoted
from bot.routes import Flow
from bot.settings import Settings
from chores.scaling.organisation import JUNE, MAY, Organisation, value_of, words_of
from chores.scaling.sending import empty
from chores.scaling.timing import Step, Taken, each, timed
from chores.scaling.town import Town, bind, keep_may, keep_replies
from rules.notice import Address, Notice
from rules.plates import Facts, Rules, rate
from rules.project import Project
from rules.schedule import Phase
from storage.engine import Storage
from storage.work import Work

HOUR = dtm.timedelta(hours=1)
_HEARD = itertools.count(10_000_000)  # the numbers of messages that people wrote


def measure(url: str, size: int) -> list[Step]:
    """Take an organisation through a month; return what each step took, in order."""
    storage = Storage(url)
    storage.upgrade()
    organisation = Organisation(size)
    book = organisation.book()
    town = Town(
        storage, Settings(database_url=url), organisation, book, organisation.accounts(book)
    )
    steps = list(_month(town))
    storage.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [*steps, Step("memory at its height", peak, "MB")]


def _month(town: Town) -> Iterator[Step]:
    yield from _prepared(town)
    yield _phase(town, Phase.ASK)
    yield from _sent("the questions", town, Phase.ASK)
    yield from _replied(town)
    yield _phase(town, Phase.REMIND)
    yield from _sent("the reminders", town, Phase.REMIND)
    yield _phase(town, Phase.CLOSE)
    yield from _sent("the close", town, Phase.CLOSE)
    yield _accepted(town)
    yield _phase(town, Phase.BRIEF)
    yield from _briefed(town)
    yield _looked_up("/status of a draft", town, Phase.BRIEF)
    yield _phase(town, Phase.PUBLISH)
    yield from _sent("the warnings", town, Phase.PUBLISH)
    yield _looked_up("/status of a published month", town, Phase.PUBLISH)
    yield from _rated(town)


def _done(town: Town, do: Callable[[Work], object]) -> Taken:
    """Return how long a unit of work takes, its commit included."""

    def unit() -> None:
        with town.storage.work() as work:
            do(work)

    return timed(unit)


def _prepared(town: Town) -> Iterator[Step]:
    """Load the book, keep May as published without a word, then bind everybody."""
    at = town.instants[Phase.ASK] - dtm.timedelta(days=20)
    yield _done(town, lambda work: work.book.put(town.book, at)).step("load the book")
    _done(town, lambda work: keep_may(work, town.book, at))
    _done(
        town,
        lambda work: by_hand(Phase.PUBLISH, MAY, work=work, at=at, settings=town.settings),
    )
    yield _done(town, lambda work: bind(work, town, at)).step("bind all chats and people")


def _phase(town: Town, phase: Phase) -> Step:
    at, settings = town.instants[phase], town.settings
    taken = _done(town, lambda work: by_hand(phase, JUNE, work=work, at=at, settings=settings))
    return taken.step(phase.value)


def _sent(what: str, town: Town, phase: Phase) -> Iterator[Step]:
    done = empty(town.storage, town.instants[phase])
    yield done.whole.step(f"send {what}")
    yield Step("  notices", done.notices, "")
    yield each("  a claim", done.claims)
    yield each("  when is the next", done.looks)
    yield each("  settle one", done.settlings)
    yield Step("  by Telegram's pace", done.pace)


def _replied(town: Town) -> Iterator[Step]:
    """Answer some questions by the flow, half of them with a quote; keep the other answers."""
    at = town.instants[Phase.REMIND] - HOUR
    words = compose(town.settings).words
    sample = town.sample
    quoting, naming = sample[::2], sample[1::2]
    for name, said, hear in (
        ("a reply that quotes", quoting, _quoting),
        ("a reply with a code", naming, _naming),
    ):
        heard = [hear(town, n, one, at) for n, one in said]
        yield each(name, [_done(town, partial(_said, words, one, at=at)) for one in heard])
    answered = {one.code for _, one in sample}
    keep_replies(town, answered, at)


def _said(flow: Flow[Heard], heard: Heard, work: Work, *, at: dtm.datetime) -> None:
    flow(heard, work, at)


def _quoting(town: Town, n: int, project: Project, at: dtm.datetime) -> Heard:
    with town.storage.look() as look:
        asked = look.outbox.sent_of(f"{JUNE}/ask/{project.code}")
    if asked is None:
        raise LookupError(project.code)
    quoted = Quoted(asked.message_ids[0], is_ours=True, text="")
    return _heard(town, n, project, at, chat=asked.address, quoted=quoted)


def _naming(town: Town, n: int, project: Project, at: dtm.datetime) -> Heard:
    chat = Address(town.accounts[project.responsible_person])
    return _heard(town, n, project, at, chat=chat)


def _heard(
    town: Town,
    n: int,
    project: Project,
    at: dtm.datetime,
    *,
    chat: Address,
    quoted: Quoted | None = None,
) -> Heard:
    value, name = value_of(n, JUNE), project.responsible_person
    said = words_of(value) if value is not None else ""
    return Heard(
        chat=chat,
        is_private=quoted is None,
        chat_title="",
        account=town.accounts[name],
        sender=name,
        message_id=next(_HEARD),
        said_at=at,
        text=said if quoted else f"{project.code} {said}",
        quoted=quoted,
    )


def _notice(town: Town, key: str) -> Notice:
    with town.storage.look() as look:
        notice = look.outbox.notice(key)
    if notice is None:
        raise LookupError(key)
    return notice


def _accepted(town: Town) -> Step:
    """Press 「其余按自报认定」 under what the close told the office."""
    at = town.instants[Phase.CLOSE] + HOUR
    shown = _notice(town, f"{JUNE}/close")
    token = next(face.token for row in shown.buttons for face in row if "其余" in face.label)
    pressed = Pressed(
        chat=shown.to,
        is_private=False,
        account=town.accounts["督查员1"],
        presser="督查员1",
        message_id=1,
        token=token or "",
        press_id="1",
    )
    press = compose(town.settings).press
    return _done(town, lambda work: press(pressed, work, at)).step("accept the rest")


def _briefed(town: Town) -> Iterator[Step]:
    notice = _notice(town, f"{JUNE}/brief")
    recipe = notice.recipe.view if notice.recipe else ""
    yield Step("  its words", len(notice.words) / 1000, "k")
    yield Step("  its picture's recipe", len(recipe) / 1e6, "M")


def _looked_up(name: str, town: Town, after: Phase) -> Step:
    at = town.instants[after] + HOUR
    show = compose(town.settings).commands["status"]
    asked = [_asks_status(town, one, at) for _, one in town.sample[::20]]
    return each(name, [_done(town, partial(_said, show, one, at=at)) for one in asked])


def _asks_status(town: Town, project: Project, at: dtm.datetime) -> Heard:
    account = town.accounts[project.responsible_person]
    return Heard(
        chat=Address(account),
        is_private=True,
        chat_title="",
        account=account,
        sender=project.responsible_person,
        message_id=next(_HEARD),
        said_at=at,
        command="status",
        arguments=project.code,
    )


def _rated(town: Town) -> Iterator[Step]:
    with town.storage.look() as look:
        facts: dict[str, Facts] = {}
        yield timed(lambda: facts.update(look.facts.of(JUNE.year))).step("read all facts")
    yield timed(lambda: _rate_all(facts.values(), town.settings.rules)).step("rate all projects")


def _rate_all(facts: Iterable[Facts], rules: Rules) -> None:
    for one in facts:
        rate(one, through=JUNE, rules=rules)
