"""The day in Viet Nam: what "today" means on every page and in every check, wherever the server stands."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

_VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")


def day_of(moment: datetime) -> date:
    """The day in Viet Nam at a moment of any zone."""
    return moment.astimezone(_VIET_NAM).date()


def today() -> date:
    """Today's date in Viet Nam."""
    return datetime.now(_VIET_NAM).date()
