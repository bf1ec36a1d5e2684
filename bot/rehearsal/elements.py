"""HTML elements; every text is escaped on its way in, so that nobody's words become markup."""

import html


class Html(str):
    """Text that is markup already; anything else is escaped by `el`."""

    __slots__ = ()


Inside = str | None
Value = str | int | bool | None

VOID = frozenset({"img", "input", "meta"})


def el(name: str, *inside: Inside, **attributes: Value) -> Html:
    """Return one element.

    `class_` and `data_words` become `class` and `data-words`; True is a bare attribute, None and
    False leave it out; None inside is nothing.
    """
    marks = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in VOID:
        return Html(f"<{name}{marks}>")
    return Html(f"<{name}{marks}>{together(*inside)}</{name}>")


def together(*parts: Inside) -> Html:
    """Return parts one after the other."""
    return Html("".join(_escaped(part) for part in parts if part is not None))


def _escaped(part: str) -> str:
    return part if isinstance(part, Html) else html.escape(part)


def _attribute(key: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{html.escape(str(value))}"'
