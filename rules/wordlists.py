"""Word lists that stand beside the code: `#` a remark, a heading in brackets, then words."""

from importlib.resources import files


def read_wordlist(name: str) -> dict[str, list[str]]:
    """Return the words of a list in this folder by their headings, in order."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in files("rules").joinpath(name).read_text("utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif not line.startswith("# "):
            found.setdefault(heading, []).extend(line.split())
    found.pop("", None)
    return found
