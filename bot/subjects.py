"""What a button is about, as the text that is stored with it."""

from rules.month import Month
from rules.notice import About


def subject_of(about: About) -> str:
    """Write a project's month: `2023-06/JT01`."""
    return f"{about.month}/{about.project}"


def about_of(subject: str) -> About:
    """Read a project's month."""
    month, _, code = subject.partition("/")
    return About(Month.parse(month), code)
