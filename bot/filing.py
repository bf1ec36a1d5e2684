"""Filing: a request is kept under its number, or comes back as its next revision."""

from rules.application import Application
from rules.approval import ChangeRequest, Signature, refiled
from rules.lifecycle_application import LifecycleApplication
from storage.drafts import Draft
from storage.work import Work


def filed(
    application: Application | LifecycleApplication,
    signature: Signature,
    draft: Draft,
    *,
    work: Work,
) -> ChangeRequest | None:
    """Keep a new request, or the next revision of a returned one; None where another is open."""
    before = work.requests.open_of(application.project)
    wanted = draft.facts.get("request")
    if (str(before.id) if before else None) != wanted:
        return None
    if before is None:
        return work.requests.file(application.filed_on.year, application, signature)
    request = refiled(before, application, signature)
    work.requests.put(request)
    return request
