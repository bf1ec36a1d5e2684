"""`guatu doctor`: what is not as it should be, and what to do about it."""

import asyncio
from collections.abc import Iterator
from dataclasses import asdict

import typer

from bot.checks import (
    Check,
    bound_groups,
    check_database,
    check_papers,
    check_settings,
    check_stored,
    check_templates,
)
from bot.clock import now
from bot.commands.parameters import AsJson
from bot.commands.printing import print_json, print_table
from bot.settings import Settings, SettingsError
from bot.transports.telegram.checks import check_telegram
from storage.bindings import Group
from storage.engine import Storage


def doctor(*, as_json: AsJson = False) -> None:
    """Check the settings, the papers, the database, the queues and what Telegram says of the bot.

    Nothing is changed. Exit status 1 where something is not ok. Example: guatu doctor --json
    """
    found = tuple(_checks())
    if as_json:
        print_json([asdict(one) for one in found])
    else:
        rows = (("ok" if one.ok else "!!", one.check, one.found, one.do) for one in found)
        print_table(("", "check", "found", "what to do"), rows)
    if not all(one.ok for one in found):
        raise typer.Exit(1)


def _checks() -> Iterator[Check]:
    try:
        settings = Settings.read()
    except SettingsError as error:
        yield Check(
            "settings", ok=False, found=str(error), do="mend it; the rest was not looked at"
        )
        return
    yield check_settings(settings)
    yield check_papers()
    yield check_templates(settings)
    database = check_database(settings)
    yield database
    groups: tuple[Group, ...] = ()
    if database.ok:
        storage = Storage(settings.database_url)
        yield from check_stored(settings, storage, now())
        groups = bound_groups(storage)
        storage.close()
    yield from asyncio.run(_telegram(settings, groups))


async def _telegram(settings: Settings, groups: tuple[Group, ...]) -> list[Check]:
    if settings.telegram_token is None:
        found = "GUATU_TELEGRAM_TOKEN is not set; nothing was asked of Telegram"
        return [Check("token", ok=False, found=found, do="take one from @BotFather and set it")]
    token = settings.telegram_token.get_secret_value()
    checks = check_telegram(
        settings.telegram_api,
        token,
        webhook_url=settings.webhook_url,
        groups=groups,
        clock=now,
    )
    return [check async for check in checks]
