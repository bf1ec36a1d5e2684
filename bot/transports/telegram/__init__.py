"""Telegram: its updates in, its messages out; nothing outside knows that it exists."""

import os

# The library's own switch: without it every 429 warns that waits will be timedeltas one day.
os.environ.setdefault("PTB_TIMEDELTA", "true")
