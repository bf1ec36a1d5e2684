"""What Telegram tells the operator: the token, what the bot may hear, where it is."""

import datetime as dtm
from collections.abc import AsyncIterator, Collection
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx
from telegram import Bot, ChatMember, User, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.checks import Check
from bot.clock import Clock
from bot.transports.telegram.calls import bot_at
from bot.transports.telegram.verdicts import is_telegrams_own, told_by
from storage.bindings import Group

_OUTSIDE = frozenset({ChatMember.LEFT, ChatMember.BANNED})
_SKEW = dtm.timedelta(seconds=60)
_TIMEOUT = 10.0  # seconds
_LATELY = dtm.timedelta(minutes=10)


async def check_telegram(
    api: str, token: str, *, webhook_url: str | None, groups: Collection[Group], clock: Clock
) -> AsyncIterator[Check]:
    """Yield what Telegram says; where it does not answer, that and nothing more.

    `webhook_url` is the address that the settings name, None where the bot polls.
    """
    bot = bot_at(api, token)
    try:
        try:
            us = await bot.get_me(connect_timeout=_TIMEOUT, read_timeout=_TIMEOUT)
        except TelegramError as error:
            yield _no_token(error)
            return
        yield Check("token", ok=True, found=f"the bot is @{us.username}")
        yield _privacy(us)
        yield _webhook(await bot.get_webhook_info(), webhook_url, clock())
        yield await _membership(bot, us, groups)
        yield await _clock(api, clock)
    finally:
        await bot.request.shutdown()


def _no_token(error: TelegramError) -> Check:
    unseen = "; privacy mode, webhook, groups and clock were not looked at"
    if isinstance(error, InvalidToken) and is_telegrams_own(error):
        do = "take the right token from @BotFather and set GUATU_TELEGRAM_TOKEN"
        return Check("token", ok=False, found=f"Telegram knows no such bot{unseen}", do=do)
    found = f"Telegram cannot be reached ({told_by(error)}){unseen}"
    do = "mend the network, or set GUATU_TELEGRAM_API to a server that can be reached"
    return Check("token", ok=False, found=found, do=do)


def _privacy(us: User) -> Check:
    """Tell what the bot hears in groups; it works both ways."""
    if us.can_read_all_group_messages:
        found = "off: the bot is given all talk of its groups, and ignores what is not for it"
    else:
        found = (
            "on: in groups the bot is given replies to it, commands and presses; that is enough"
        )
    return Check("privacy mode", ok=True, found=found)


def _webhook(info: WebhookInfo, wanted: str | None, at: dtm.datetime) -> Check:
    """Compare where Telegram brings updates with where it should, and tell whether it can."""
    host = urlsplit(info.url).hostname
    if not wanted:
        found = f"one is set at {host}: polling gets nothing" if info.url else "none is set"
        do = "start `guatu run`, which removes it" if info.url else ""
        return Check("webhook", ok=not info.url, found=f"{found}; the bot polls", do=do)
    if info.url != wanted:
        found = f"Telegram brings updates to {host}" if host else "Telegram knows of none"
        do = "start `guatu run`, which sets GUATU_WEBHOOK_URL"
        return Check("webhook", ok=False, found=found, do=do)
    failed = info.last_error_date
    if failed and info.pending_update_count and at - failed < _LATELY:
        found = f"{info.pending_update_count} updates wait; the last try failed"
        do = "see that the address leads to GUATU_WEBHOOK_LISTEN, with a valid certificate"
        return Check("webhook", ok=False, found=found, do=do)
    found = f"Telegram brings updates to {host}; {info.pending_update_count} wait"
    return Check("webhook", ok=True, found=found)


async def _membership(bot: Bot, us: User, groups: Collection[Group]) -> Check:
    """Tell in which bound groups the bot is not, or may not write."""
    missing = [group.title for group in groups if not await _is_in(bot, us, group)]
    if not missing:
        return Check("membership", ok=True, found=f"the bot is in all {len(groups)} bound groups")
    found = f"the bot cannot write in {'、'.join(missing)}"
    do = "add it again, or /bind another group in their place"
    return Check("membership", ok=False, found=found, do=do)


async def _is_in(bot: Bot, us: User, group: Group) -> bool:
    try:
        member = await bot.get_chat_member(group.address.chat_id, us.id)
    except TelegramError:
        return False
    is_silenced = getattr(member, "can_send_messages", True) is False
    return member.status not in _OUTSIDE and not is_silenced


async def _clock(api: str, clock: Clock) -> Check:
    """Compare our clock with the one in the heads of the server's answers."""
    try:
        async with httpx.AsyncClient(timeout=_TIMEOUT) as client:
            told = (await client.get(api)).headers.get("Date", "")
        skew = clock() - parsedate_to_datetime(told)
    except (httpx.HTTPError, ValueError):
        return Check("clock", ok=True, found="the server does not tell its time")
    seconds = round(skew.total_seconds())
    if abs(skew) <= _SKEW:
        return Check("clock", ok=True, found=f"{abs(seconds)} s from Telegram's")
    side = "ahead of" if seconds > 0 else "behind"
    found = f"{abs(seconds)} s {side} Telegram's: the close would come at a wrong time"
    return Check("clock", ok=False, found=found, do="let the machine set its clock by NTP")
