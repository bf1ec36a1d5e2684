"""What goes over the wire between a bot and the chat server."""

from typing import Any

Json = dict[str, Any]


def present(**values: Any) -> Json:
    """Return a JSON object without the fields that have no value."""
    return {name: value for name, value in values.items() if value is not None}
