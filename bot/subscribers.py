"""Subscribers: who gets privately what is sent to leaders, and how it comes to them (C20)."""

import datetime as dtm
from collections.abc import Sequence

from bot.speech import Choice, buttons
from rules.month import Month
from rules.notice import Address, Notice, Priority, Recipe
from rules.project import PersonName
from rules.subscription import BY_POST, Pushed, gets
from storage.work import Look, Work


def subscribers(kind: Pushed, *, look: Look, on: dtm.date) -> dict[PersonName, Address]:
    """Return the private chats of those who get something on a day; who is not bound gets none."""
    wishes = look.subscriptions.to(kind)
    by_post = [look.book.holders(role, on=on) for role in sorted(BY_POST[kind])]
    names = dict.fromkeys([name for held in by_post for name in held] + list(wishes))
    accounts = look.bindings.accounts(names)
    return {
        name: Address(accounts[name])
        for name in names
        if name in accounts and gets(kind, look.book.posts_of(name), wishes.get(name), on=on)
    }


def to_leaders(
    month: Month,
    kind: Pushed,
    words: str,
    recipes: Sequence[Recipe],
    *,
    work: Work,
    on: dtm.date,
    correction: int = 0,
) -> tuple[Notice, ...]:
    """Return what each subscriber gets, once whatever posts he holds: the first with the words.

    They come after what groups are told; 「不再接收」 stands under the first.
    """
    number = f"-{correction}" if correction else ""
    notices = []
    for person, to in subscribers(kind, look=work, on=on).items():
        key = f"{month}/leaders/{kind}{number}/{person}"
        stop = Choice("不再接收", "stop_subscription", kind, owner=person)
        notices += [
            Notice(
                key=f"{key}/{place}" if place else key,
                to=to,
                words="" if place else words,
                recipe=recipe,
                buttons=() if place else buttons(work, [stop]),
                priority=Priority.REMINDER,
            )
            for place, recipe in enumerate(recipes)
        ]
    return tuple(notices)
