"""What a transaction offers: every collection of the room, to look at or to change."""

import dataclasses
from dataclasses import dataclass
from typing import Self

from storage.bindings import Bindings, SeenBindings
from storage.book import Books, SeenBooks
from storage.buttons import Buttons, SeenButtons
from storage.collection import Unit
from storage.countersigns import Countersigns, SeenCountersigns
from storage.cycles import Cycles, SeenCycles
from storage.determinations import Determinations, SeenDeterminations
from storage.drafts import Drafts, SeenDrafts
from storage.due import Dues, SeenDues
from storage.editions import Editions, SeenEditions
from storage.facts import SeenFacts
from storage.imported import Imported, SeenImported
from storage.inbox import Inbox, SeenInbox
from storage.issued_papers import IssuedPapers, SeenIssuedPapers
from storage.journal import Journal, SeenJournal
from storage.outbox import Outbox, SeenOutbox
from storage.pictures import Pictures, SeenPictures
from storage.questions import Questions, SeenQuestions
from storage.receipts import Receipts, SeenReceipts
from storage.remarks import Remarks, SeenRemarks
from storage.reports import Reports, SeenReports
from storage.requests import Requests, SeenRequests
from storage.site_checks import SeenSiteChecks, SiteChecks
from storage.subscriptions import SeenSubscriptions, Subscriptions
from storage.supports import SeenSupports, Supports
from storage.watch import SeenWatch, Watch


@dataclass(frozen=True)
class Look:
    """Everything of one moment, to read."""

    book: SeenBooks
    bindings: SeenBindings
    cycles: SeenCycles
    due: SeenDues
    questions: SeenQuestions
    reports: SeenReports
    remarks: SeenRemarks
    determinations: SeenDeterminations
    countersigns: SeenCountersigns
    facts: SeenFacts
    imported: SeenImported
    supports: SeenSupports
    site_checks: SeenSiteChecks
    editions: SeenEditions
    issued_papers: SeenIssuedPapers
    receipts: SeenReceipts
    requests: SeenRequests
    buttons: SeenButtons
    drafts: SeenDrafts
    subscriptions: SeenSubscriptions
    inbox: SeenInbox
    outbox: SeenOutbox
    journal: SeenJournal
    pictures: SeenPictures
    watch: SeenWatch

    @classmethod
    def of(cls, unit: Unit) -> Self:
        """Open every collection on a transaction."""
        kinds = {part.name: part.type for part in dataclasses.fields(cls)}
        return cls(**{name: kind(unit) for name, kind in kinds.items() if callable(kind)})


@dataclass(frozen=True)
class Work(Look):
    """Everything, to read and to change in one transaction."""

    book: Books
    bindings: Bindings
    cycles: Cycles
    due: Dues
    questions: Questions
    reports: Reports
    remarks: Remarks
    determinations: Determinations
    countersigns: Countersigns
    imported: Imported
    supports: Supports
    site_checks: SiteChecks
    editions: Editions
    issued_papers: IssuedPapers
    receipts: Receipts
    requests: Requests
    buttons: Buttons
    drafts: Drafts
    subscriptions: Subscriptions
    inbox: Inbox
    outbox: Outbox
    journal: Journal
    pictures: Pictures
    watch: Watch
