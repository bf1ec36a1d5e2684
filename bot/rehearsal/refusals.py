"""Refusals of the local chat server, with Telegram's own codes and words."""

from bot.rehearsal.wire import Json

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
OTHER_POLLER = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


class RequestRefusedError(Exception):
    """A request that Telegram would not carry out."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> Json:
        """Return the body of the answer; `parameters` only where there are any."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(words: str) -> RequestRefusedError:
    """Return a 400."""
    return RequestRefusedError(400, f"Bad Request: {words}")


def forbidden(words: str) -> RequestRefusedError:
    """Return a 403."""
    return RequestRefusedError(403, f"Forbidden: {words}")


def conflict(words: str) -> RequestRefusedError:
    """Return a 409."""
    return RequestRefusedError(409, f"Conflict: {words}")


def too_many(retry_after: int) -> RequestRefusedError:
    """Return a 429 that names the seconds to wait."""
    words = f"Too Many Requests: retry after {retry_after}"
    return RequestRefusedError(429, words, retry_after=retry_after)


def migrated(new_id: int) -> RequestRefusedError:
    """Return the 400 of a group that has become a supergroup."""
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    return RequestRefusedError(400, words, migrate_to_chat_id=new_id)
