"""The only place that reads the computer's clock. Everything else receives a `Clock`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Return the computer's local time, with its offset."""
    return datetime.now().astimezone()  # noqa: TID251 - this is the injected clock
