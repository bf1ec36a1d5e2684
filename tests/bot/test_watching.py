import asyncio
import datetime as dtm
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.door import DoorTakenError
from bot.intake import Intake
from bot.rehearsal.faults import FaultKind
from bot.shift import Shift
from bot.watching import Watching
from rules.month import Month
from rules.notice import Policy, Recipe, ShownAs
from rules.schedule import Due, Phase
from storage.engine import Storage
from tests.bot.balancer import free_port
from tests.bot.pumping import BOT, NOON, Rig, note, nothing, rig, routes
from tests.bot.scraping import Monitor, locked_away

HOUR = dtm.timedelta(hours=1)
JUNE = Month(2023, 6)
DEPLOYMENT = Path(__file__).parents[2] / "docs" / "deployment.md"
AGES = ("guatu_inbox_oldest_age_seconds", "guatu_outbox_oldest_age_seconds")


class Held:
    """What a process holds, and nobody else wants."""

    def renew(self) -> None:
        """Hold it."""


@dataclass
class Watched:
    """A bot that is watched, and who watches it."""

    here: Rig
    shift: Shift
    monitor: Monitor

    async def metrics(self) -> dict[str, float]:
        return await self.monitor.metrics()


def watching(here: Rig, shift: Shift, listen: str) -> Watching:
    return Watching(
        listen, storage=here.storage, shift=shift, meters=here.meters, clock=here.clock
    )


@asynccontextmanager
async def watched_on(storage: Storage, **flows: Any) -> AsyncIterator[Watched]:
    """Put a rig together with a door for monitors."""
    async with rig(storage, routes(**flows)) as here:
        shift = Shift(here.pump, clock=here.clock, hold=Held())
        listen = f"127.0.0.1:{free_port()}"
        door = watching(here, shift, listen)
        await door.open()
        yield Watched(here, shift, Monitor(listen))
        await door.close()


@pytest.fixture
async def watched(sqlite_storage: Storage) -> AsyncIterator[Watched]:
    async with watched_on(sqlite_storage) as built:
        yield built


@pytest.fixture
async def on_each(storage: Storage) -> AsyncIterator[Watched]:
    """Watch a bot on each engine."""
    async with watched_on(storage) as built:
        yield built


async def test_at_the_start_all_counts_are_there_and_are_0(on_each: Watched) -> None:
    found = await on_each.metrics()
    counts = {
        name: value
        for name, value in found.items()
        if name.startswith("guatu_") and "_created" not in name and "build" not in name
    }
    assert counts.pop("guatu_database_up") == 1
    assert set(counts.values()) == {0}
    assert {f"guatu_updates_handled_total{{outcome={one}}}" for one in ("done", "poison")} <= set(
        counts
    )
    assert found["process_resident_memory_bytes"] > 0
    assert found["guatu_build_info{version=0.1.0}"] == 1


async def test_names_follow_the_rules_of_prometheus(watched: Watched) -> None:
    _, written = await watched.monitor.ask("/metrics")
    kinds = dict(re.findall(r"^# TYPE (guatu_\w+) (\w+)$", written, re.MULTILINE))
    assert len(kinds) > 15
    for name, kind in kinds.items():
        assert name.endswith("_total") is (kind == "counter"), name
        assert kind != "histogram" or name.endswith("_seconds"), name


async def test_every_metric_stands_in_the_docs_and_no_other(watched: Watched) -> None:
    with watched.here.storage.work() as work:
        work.due.plan([Due(NOON + HOUR, JUNE, Phase.ASK)])
    watched.shift.heard_until = NOON
    _, written = await watched.monitor.ask("/metrics")
    there = set(re.findall(r"^# TYPE (guatu_\w+)", written, re.MULTILINE))
    named = set(re.findall(r"guatu_[a-z_]+[a-z]", DEPLOYMENT.read_text(encoding="utf-8")))
    series = re.compile(r"_created$")
    assert {name for name in there if not series.search(name)} == {
        re.sub(r"_seconds_(bucket|count|sum)$", "_seconds", name) for name in named
    }


async def test_what_is_said_is_counted_from_its_coming_in_to_its_answer(on_each: Watched) -> None:
    here = on_each.here
    here.server.talk.say(here.wei, here.wei, "累计5.8公里")
    raw = [update.as_json() for update in here.server.mailbox.given]
    intake = Intake(here.storage, bot=BOT, clock=here.clock, received=nothing, meters=here.meters)
    for _ in range(2):
        await intake.take(raw)
    here.clock.on(seconds=4)
    waiting = await on_each.metrics()
    await here.pump.hear(here.clock())
    here.clock.on(seconds=3)
    await here.deliver()
    found = await on_each.metrics()
    assert waiting["guatu_inbox_updates{state=new}"] == 1
    assert waiting["guatu_inbox_oldest_age_seconds"] == 4
    assert found["guatu_updates_taken_in_total"] == 2
    assert found["guatu_updates_new_total"] == 1
    assert found["guatu_updates_handled_total{outcome=done}"] == 1
    assert found["guatu_sendings_total{outcome=sent}"] == 1
    assert found["guatu_delivery_seconds_sum"] == 3
    assert [found[age] for age in AGES] == [0, 0]


async def test_what_cannot_be_kept_is_counted(watched: Watched, tmp_path: Path) -> None:
    nowhere = Storage(f"sqlite:///{tmp_path}/no/folder/at.all")
    meters = watched.here.meters
    intake = Intake(nowhere, bot=BOT, clock=lambda: NOON, received=nothing, meters=meters)
    await asyncio.gather(intake.take([{}, {}]), intake.take([{}]), return_exceptions=True)
    nowhere.close()
    assert (await watched.metrics())["guatu_updates_not_kept_total"] == 3


@pytest.mark.parametrize(
    ("words", "outcome", "aside"),
    [
        pytest.param("早", "done", 0, id="done"),
        pytest.param("/no", "done", 0, id="declined in words"),
        pytest.param("/break", "failed", 1, id="failed"),
    ],
)
async def test_an_update_is_counted_once_by_what_became_of_it(
    words: str, outcome: str, aside: int, watched: Watched
) -> None:
    here = watched.here
    here.server.talk.say(here.wei, here.wei, words)
    while (following := await here.hear()) is not None:
        here.clock.now = following
    found = await watched.metrics()
    handled = {one: found[f"guatu_updates_handled_total{{outcome={one}}}"] for one in OUTCOMES}
    assert handled == {one: float(one == outcome) for one in OUTCOMES}
    assert found["guatu_inbox_updates{state=failed}"] == aside


OUTCOMES = ("done", "ignored", "failed", "poison")


@pytest.mark.parametrize(
    ("raw", "outcome"),
    [
        pytest.param({"update_id": 1}, "ignored", id="nobody's business"),
        pytest.param({"update_id": 1, "message": {"text": 5}}, "poison", id="unreadable"),
    ],
)
async def test_what_is_no_message_is_counted_too(
    raw: dict[str, Any], outcome: str, watched: Watched
) -> None:
    watched.here.take_raw(**raw)
    await watched.here.hear()
    found = await watched.metrics()
    assert found[f"guatu_updates_handled_total{{outcome={outcome}}}"] == 1
    assert found["guatu_inbox_updates{state=poison}"] == float(outcome == "poison")


@pytest.mark.parametrize(
    ("fault", "policy", "outcome", "state"),
    [
        pytest.param("429", Policy.HOLD, "again", "queued", id="too many"),
        pytest.param("403", Policy.HOLD, "dead", "dead", id="refused"),
        pytest.param("500", Policy.HOLD, "unknown", "unknown", id="held"),
        pytest.param("500", Policy.RESEND, "unknown", "queued", id="to be sent again"),
    ],
)
async def test_a_sending_is_counted_by_what_became_of_it(
    fault: FaultKind, policy: Policy, outcome: str, state: str, on_each: Watched
) -> None:
    here = on_each.here
    here.server.faults.next("sendMessage", fault)
    here.put(note("一", here.wei, policy=policy))
    here.clock.on(seconds=2)
    await here.deliver()
    found = await on_each.metrics()
    assert found[f"guatu_sendings_total{{outcome={outcome}}}"] == 1
    assert found[f"guatu_outbox_notices{{state={state}}}"] == 1
    assert found["guatu_outbox_oldest_age_seconds"] == (2 if state == "queued" else 0)


async def test_phases_are_shown_before_and_counted_after_they_run(storage: Storage) -> None:
    dues = [Due(NOON + HOUR, JUNE, Phase.ASK), Due(NOON + 2 * HOUR, JUNE, Phase.CLOSE)]
    phases = dict.fromkeys(Phase, lambda *_: None)
    async with watched_on(storage, phases=phases) as watched:
        here = watched.here
        with storage.work() as work:
            work.due.plan(dues)
        early = await watched.metrics()
        late = here.clock.on(minutes=90)
        overdue = await watched.metrics()
        await here.pump.fall_due(late)
        found = await watched.metrics()
    names = ("guatu_phases_overdue", "guatu_phases_most_overdue_seconds")
    assert [early[name] for name in names] == [0, 0]
    assert early["guatu_next_phase_due_timestamp_seconds"] == dues[0].at.timestamp()
    assert [overdue[name] for name in names] == [1, 1800]
    assert [found[name] for name in names] == [0, 0]
    assert found["guatu_next_phase_due_timestamp_seconds"] == dues[1].at.timestamp()
    assert found["guatu_phases_run_total{phase=ask}"] == 1
    assert found["guatu_phases_run_total{phase=close}"] == 0


async def test_pictures_are_timed_and_counted(watched: Watched) -> None:
    here = watched.here
    for key, view in (("一", "{}"), ("二", "{}"), ("三", "broken")):
        recipe = Recipe("card", view, (1,), ShownAs.PHOTO, "卡片.png")
        here.put(note(key, here.wei, recipe=recipe))
        await here.deliver()
    found = await watched.metrics()
    assert found["guatu_picture_drawing_seconds_count{format=png}{kind=card}"] == 1
    assert 0 < found["guatu_picture_drawing_seconds_sum{format=png}{kind=card}"] < 60
    assert found["guatu_pictures_kept_hits_total"] == 1
    assert found["guatu_pictures_failed_total{kind=card}"] == 1
    assert found["guatu_sendings_total{outcome=again}"] == 1


async def test_it_is_told_how_long_ago_all_was_heard(watched: Watched) -> None:
    assert "guatu_heard_all_age_seconds" not in await watched.metrics()
    watched.shift.heard_until = NOON
    watched.here.clock.on(minutes=5)
    assert (await watched.metrics())["guatu_heard_all_age_seconds"] == 300


async def test_while_the_database_is_away_the_rest_is_told(url: str) -> None:
    storage = Storage(url)
    async with watched_on(storage) as watched:
        watched.shift.understands()
        watched.shift.caught_up()
        with locked_away(url):
            began = asyncio.get_running_loop().time()
            answers = [watched.monitor.ask(path) for path in ("/metrics", "/readyz", "/healthz")]
            (_, metrics), (status, told), healthy = await asyncio.gather(*answers)
            assert asyncio.get_running_loop().time() - began < 4
        assert "guatu_database_up 0.0" in metrics
        assert "guatu_updates_taken_in_total 0.0" in metrics
        assert "guatu_outbox_notices" not in metrics
        assert (status, told) == (503, "the database does not answer\n")
        assert healthy == (200, "ok\n")
        await until_up(watched)
    storage.close()


async def until_up(watched: Watched) -> None:
    """Wait until the look that hung has come to its end, and another one is made."""
    async with asyncio.timeout(20):
        while (await watched.metrics())["guatu_database_up"] != 1:  # noqa: ASYNC110
            await asyncio.sleep(0.1)


async def test_looks_that_hang_do_not_pile_up(postgresql_url: str) -> None:
    storage = Storage(postgresql_url)
    async with watched_on(storage) as watched:
        with locked_away(postgresql_url):
            answers = await asyncio.gather(*(watched.monitor.ask("/readyz") for _ in range(30)))
            assert {status for status, _ in answers} == {503}
            assert storage._engine.pool.checkedout() == 1  # type: ignore[attr-defined]
        await until_up(watched)
    storage.close()


@pytest.mark.parametrize(
    ("happens", "told"),
    [
        pytest.param([], "Telegram has not been reached yet", id="at the start"),
        pytest.param(
            [Shift.understands], "what was said in its absence has not come in yet", id="reached"
        ),
        pytest.param([Shift.understands, Shift.caught_up], "ok", id="caught up"),
        pytest.param(
            [Shift.understands, Shift.caught_up, Shift.stop], "it is being stopped", id="stopping"
        ),
    ],
)
async def test_it_is_ready_when_it_can_work(
    happens: list[Callable[[Shift], None]], told: str, watched: Watched
) -> None:
    for step in happens:
        step(watched.shift)
    status = 200 if told == "ok" else 503
    assert await watched.monitor.ask("/readyz") == (status, f"{told}\n")


@pytest.mark.parametrize(
    ("seconds", "status", "told"),
    [
        pytest.param(0, 200, "ok", id="just ticked"),
        pytest.param(29, 200, "ok", id="a little late"),
        pytest.param(-3600, 200, "ok", id="the clock was put back"),
        pytest.param(45, 503, "the loops have not gone round for 45 s", id="it stands still"),
    ],
)
async def test_it_is_healthy_while_the_loops_go_round(
    seconds: int, status: int, told: str, watched: Watched
) -> None:
    watched.here.clock.on(seconds=seconds)
    assert await watched.monitor.ask("/healthz") == (status, f"{told}\n")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        pytest.param("GET", "/", 404, id="the root"),
        pytest.param("GET", "/metrics/x", 404, id="below"),
        pytest.param("GET", "/bot8000001:test/getMe", 404, id="a Bot API's"),
        pytest.param("POST", "/healthz", 405, id="nothing is taken"),
        pytest.param("HEAD", "/healthz", 200, id="only whether"),
    ],
)
async def test_nothing_else_is_there(
    method: str, path: str, status: int, watched: Watched
) -> None:
    found, _ = await watched.monitor.ask(path, method)
    assert found == status


async def test_an_address_that_is_taken_is_refused(watched: Watched) -> None:
    second = watching(watched.here, watched.shift, watched.monitor.address)
    with pytest.raises(DoorTakenError, match=watched.monitor.address):
        await second.open()
    await second.close()
