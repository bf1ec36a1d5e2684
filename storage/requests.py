"""Requests for other targets and for steps of a project's life, with all that was said to them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import update
from sqlmodel import col, func, select

from rules.application import Application
from rules.approval import ChangeRequest, Matter, Signature
from rules.lifecycle_application import LifecycleApplication
from rules.project import ProjectCode
from storage.collection import Changing, Collection, as_row, as_value
from storage.tables.requests import ChangeRequestRow, SignatureRow
from storage.values import dump, load


class SeenRequests(Collection):
    """What was applied for, and how far it is."""

    def get(self, id_: int) -> ChangeRequest | None:
        """Return a request; in a unit of work it is held, so that two who sign take turns."""
        row = self._held(select(ChangeRequestRow).where(ChangeRequestRow.id == id_))
        return None if row is None else next(iter(self._whole([row])))

    def open(self) -> tuple[ChangeRequest, ...]:
        """Return all requests that are not over, in the order in which they were filed."""
        query = select(ChangeRequestRow).where(~col(ChangeRequestRow.is_over))
        return self._whole(self._all(query.order_by(col(ChangeRequestRow.id))))

    def pending(self) -> frozenset[ProjectCode]:
        """Return the projects whose request for another target is not over (E6)."""
        query = select(ChangeRequestRow.project).where(
            ~col(ChangeRequestRow.is_over), ChangeRequestRow.matter == Matter.TARGET
        )
        return frozenset(self._all(query))

    def open_of(self, project: ProjectCode) -> ChangeRequest | None:
        """Return the request of a project that is not over, of which there is one at most.

        In a unit of work the project is held, so that two who would file take turns.
        """
        self._hold("change request", project)
        query = select(ChangeRequestRow).where(
            ChangeRequestRow.project == project, ~col(ChangeRequestRow.is_over)
        )
        row = self._held(query)
        return None if row is None else next(iter(self._whole([row])))

    def of_year(self, year: int) -> tuple[ChangeRequest, ...]:
        """Return a year's requests, by their numbers."""
        query = select(ChangeRequestRow).where(ChangeRequestRow.year == year)
        return self._whole(self._all(query.order_by(col(ChangeRequestRow.number))))

    def of_project(self, project: ProjectCode) -> tuple[ChangeRequest, ...]:
        """Return a project's requests, in the order in which they were filed."""
        query = select(ChangeRequestRow).where(ChangeRequestRow.project == project)
        return self._whole(self._all(query.order_by(col(ChangeRequestRow.id))))

    def _whole(self, rows: Iterable[ChangeRequestRow]) -> tuple[ChangeRequest, ...]:
        found = list(rows)
        if not found:
            return ()
        query = select(SignatureRow).where(
            col(SignatureRow.request_id).in_([row.id for row in found])
        )
        signatures: dict[int, list[Signature]] = defaultdict(list)
        for one in self._all(query.order_by(col(SignatureRow.id))):
            signatures[one.request_id].append(as_value(Signature, one))
        return tuple(
            as_value(
                ChangeRequest,
                row,
                application=_application(row),
                signatures=tuple(signatures[row.id or 0]),
            )
            for row in found
        )


class Requests(SeenRequests, Changing):
    """The requests, to be filed and signed."""

    def file(
        self, year: int, application: Application | LifecycleApplication, signature: Signature
    ) -> ChangeRequest:
        """Keep a new request under the next number of its year; the numbers have no gaps."""
        self._hold("change number", year)
        last = self._first(
            select(func.max(ChangeRequestRow.number)).where(ChangeRequestRow.year == year)
        )
        number = (last or 0) + 1
        request = ChangeRequest(0, year, number, application, (signature,))
        row = ChangeRequestRow(
            year=year,
            number=number,
            matter=request.matter,
            project=application.project,
            application=dump(application),
            digest=application.digest,
            is_over=False,
        )
        self._add(row)
        request = replace(request, id=row.id or 0)
        self._add(as_row(SignatureRow, signature, request_id=request.id))
        return request

    def put(self, request: ChangeRequest) -> None:
        """Keep a request with the word that was said to it last."""
        here = col(ChangeRequestRow.id) == request.id
        self._run(
            update(ChangeRequestRow)
            .where(here)
            .values(
                application=dump(request.application),
                digest=request.application.digest,
                is_over=request.stage.is_over,
            )
        )
        self._add(as_row(SignatureRow, request.signatures[-1], request_id=request.id))


def _application(row: ChangeRequestRow) -> Application | LifecycleApplication:
    if row.matter is Matter.TARGET:
        return load(Application, row.application)
    return load(LifecycleApplication, row.application)
