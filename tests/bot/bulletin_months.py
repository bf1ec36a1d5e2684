"""Months of a small township, published in silence: what their bulletins are made of."""

import datetime as dtm
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.bulletin import bulletin_of
from bot.settings import Settings
from bot.sheet import sheet_of
from papers.bulletin import BulletinPaper
from rules.book import Book, SupportItem, SupportState
from rules.correction import Correction, corrections
from rules.determination import OPEN, Determination, Ground
from rules.lifecycle import LifecycleEvent, Step
from rules.month import Month
from rules.project import Cause, PlanVersion, Value, read_value
from rules.remark import Remark, RemarkKind
from rules.report import Report, ReportState, Source
from storage.engine import Storage
from tests.bot.stage import JULY, JUNE, MAY, load, moment, publish_past
from tests.bot.stage_book import SUPPORT_ITEMS, TOWNSHIP

AUGUST = Month(2023, 8)
SYMBOL = "禾政督"
ISSUED = {MAY: "06-06 09:00", JUNE: "07-06 09:00", JULY: "08-04 09:00", AUGUST: "09-06 09:00"}
MAY_MET = {"JT01": "3.7", "JT02": "1190", "JT03": "4.4", "MS02": "1190", "MS03": "15"}
MAY_SHORT = MAY_MET | {"JT02": "1080", "MS03": "10"}
JUNE_FOUND = {"JT01": "6", "JT02": "1310", "JT03": "6.5", "MS01": "", "MS02": "1530", "MS03": "?"}
JULY_FOUND = {
    "JT01": "12.4",
    "JT02": "1860",
    "JT03": "6.5",
    "MS01": "met",
    "MS02": "1530",
    "MS03": "41.99",
    "MS04": "240",
}
CAUSE = "受梁场停产影响，预制梁供应不足。"


def _item(number: str, day: dtm.date | None, state: SupportState) -> SupportItem:
    return replace(SUPPORT_ITEMS[0], number=number, due_date=day, state=state)


BOOK = replace(
    TOWNSHIP,
    support_items=(
        _item("BZ001", dtm.date(2023, 6, 21), SupportState.IN_PROGRESS),
        _item("BZ002", dtm.date(2023, 6, 30), SupportState.CLOSED),
        _item("BZ003", dtm.date(2023, 5, 20), SupportState.NOT_STARTED),
        _item("BZ004", dtm.date(2023, 7, 20), SupportState.NOT_STARTED),
        _item("BZ005", None, SupportState.NOT_STARTED),
        _item("BZ006", dtm.date(2023, 7, 3), SupportState.IN_PROGRESS),
    ),
)
OF_WHO_LEFT = replace(SUPPORT_ITEMS[0], number="BZ007", project="MS03")
LEFT = replace(BOOK, support_items=(*BOOK.support_items, OF_WHO_LEFT))
ALONE = replace(
    TOWNSHIP,
    commands=TOWNSHIP.commands[:1],
    projects=TOWNSHIP.projects[:1],
    plans={"JT01": TOWNSHIP.plans["JT01"]},
    support_items=(),
)

ROADS_ONLY = replace(
    TOWNSHIP, plans={code: TOWNSHIP.plans[code] for code in ("JT01", "JT02", "JT03")}
)


@dataclass(frozen=True, slots=True)
class Story:
    """Published months of a book; `?` is not determined, empty is not reported."""

    months: Mapping[Month, Mapping[str, str]]
    book: Book = BOOK
    is_late: str = ""

    @property
    def month(self) -> Month:
        """The month whose bulletin it is."""
        return max(self.months)

    def tell(self, storage: Storage, settings: Settings) -> None:
        """Publish every month, with the reports that its findings rest on."""
        load(storage, self.book, settings, moment("01-01 09:00"))
        for month, found in self.months.items():
            with storage.work() as work:
                for number, (code, written) in enumerate(found.items(), start=1):
                    value = None if written in {"", "?"} else read_value(written)
                    if value is not None:
                        is_late = code == self.is_late and month == self.month
                        work.reports.put(_report(month, code, value, number, is_late=is_late))
            known = {code: value for code, value in found.items() if value != "?"}
            with storage.work() as work:
                for code in found.keys() - known.keys():
                    work.determinations.put(month, code, OPEN)
            publish_past(storage, month, known, settings=settings)


def _report(month: Month, code: str, value: Value, number: int, *, is_late: bool) -> Report:
    at = dtm.datetime(2023, month.next.number, 1, 9, tzinfo=dtm.UTC)
    source = Source(-100, month.number * 100 + number, at)
    return Report(month, code, "韦长河", source, str(value), value, ReportState.KEPT, is_late)


def told_why(storage: Storage) -> None:
    """Let the unit of JT02 say why June was missed."""
    source = Source(-100, 900, dtm.datetime(2023, 7, 1, 9, tzinfo=dtm.UTC))
    with storage.work() as work:
        work.remarks.put(Remark(JUNE, "JT02", "俞振邦", RemarkKind.CAUSE, source, CAUSE))


def changed_in_june(storage: Storage) -> None:
    """Approve in June another target of MS04, and a pause of MS02 from July on."""
    version = PlanVersion(
        1,
        JULY,
        {JULY: Decimal(200)},
        Cause.ADJUSTMENT,
        dtm.date(2023, 6, 20),
        annual_target=Decimal(1300),
    )
    pause = LifecycleEvent(Step.SUSPEND, JULY, None, "汛期", None, dtm.date(2023, 6, 28))
    with storage.work() as work:
        work.book.put_plan(2023, "MS04", version)
        work.book.put_lifecycle_event(2023, "MS02", pause)


def lived_in_june(storage: Storage) -> None:
    """Let JT03 and MS01 be finished in June, MS03 leave from June on, MS04 from July on."""
    on = dtm.date(2023, 6, 25)
    events = {
        "JT03": LifecycleEvent(Step.COMPLETED, JUNE, Decimal(26), "验收", None, on),
        "MS01": LifecycleEvent(Step.COMPLETED, JUNE, Decimal(1), "验收", None, on),
        "MS03": LifecycleEvent(Step.EXIT, JUNE, None, "停建", None, dtm.date(2023, 5, 30)),
        "MS04": LifecycleEvent(Step.EXIT, JULY, None, "停建", None, on),
    }
    with storage.work() as work:
        for code, event in events.items():
            work.book.put_lifecycle_event(2023, code, event)


def corrected(storage: Storage, code: str, value: str) -> Correction:
    """Correct June by a later finding, and keep what is published instead."""
    found = Determination(read_value(value), Ground.OFFICE, by="岑春林", at=moment("07-10 10:00"))
    with storage.work() as work:
        work.determinations.put(JUNE, code, found)
        (made,) = corrections(work.editions.since(JUNE), work.facts.of(2023, [code]))
        work.editions.put(made.edition, moment("07-10 10:00"))
    return made


def bulletin(
    storage: Storage, settings: Settings, month: Month, correction: Correction | None = None
) -> BulletinPaper:
    """Return the bulletin of a month as it is published now."""
    at = moment("07-10 10:00" if correction else ISSUED[month])
    number = 7 if correction else month.number
    with storage.look() as look:
        return bulletin_of(
            sheet_of(look, month, settings),
            look=look,
            at=at,
            settings=settings,
            symbol=SYMBOL,
            number=number,
            correction=correction,
        )
