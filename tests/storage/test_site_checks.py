import datetime as dtm
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from threading import Barrier

from rules.project import Stage
from rules.site_check import SiteCheck
from storage.engine import Storage
from tests.storage.samples import NOON

DAY = dtm.date(2023, 7, 3)
FOUND = SiteCheck(
    year=2023,
    project="JT01",
    found_on=DAY,
    value=Decimal("5.20"),
    stage="",
    is_announced=False,
    inspectors=("岑春林", "柳艳玲"),
    basis="沿线量测",
    recorded_by="岑春林",
    recorded_at=NOON,
)
STAGE = replace(FOUND, project="JT02", value=Stage.UNMET, stage="主体封顶", is_announced=True)


def test_every_check_is_kept_under_the_next_number_of_its_year(storage: Storage) -> None:
    with storage.work() as work:
        kept = [work.site_checks.put(one) for one in (FOUND, STAGE, FOUND)]
        other = work.site_checks.put(replace(FOUND, year=2024))
    assert kept == [replace(FOUND, number=1), replace(STAGE, number=2), replace(FOUND, number=3)]
    assert other.number == 1
    with storage.look() as look:
        found = look.site_checks.since(2023, DAY)
        assert found == {"JT01": (kept[0], kept[2]), "JT02": (kept[1],)}
        assert str(found["JT01"][0].value) == "5.20"
        assert look.site_checks.since(2023, DAY, ["JT02"]) == {"JT02": (kept[1],)}
        assert look.site_checks.since(2023, DAY + dtm.timedelta(days=1)) == {}


def test_two_who_keep_at_once_get_two_numbers(storage: Storage) -> None:
    both = Barrier(2)

    def keep(name: str) -> int:
        both.wait()
        with storage.work() as work:
            return work.site_checks.put(replace(FOUND, recorded_by=name)).number

    with ThreadPoolExecutor() as pool:
        numbers = list(pool.map(keep, ("岑春林", "柳艳玲")))
    assert sorted(numbers) == [1, 2]
