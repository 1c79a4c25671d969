"""Where a reader stands: the day, the knowledge that counts, and what the reader may see.

Whoever shows something of a day asks this class, and every cache of what is shown has it in its key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kpi.model import clock
from kpi.model.cache import current_audience


@dataclass(frozen=True)
class Standpoint:
    """`as_of` is the day chosen to stand on, `known` the day whose knowledge counts; None: today, and all we know.

    `audience` says for whose eyes it is. `today` is part of it so that nothing made yesterday is shown as today's.
    """

    as_of: date | None = None
    known: date | None = None
    audience: str = field(default_factory=current_audience)
    today: date = field(default_factory=clock.today)

    @property
    def day(self) -> date:
        """The day stood on."""
        return self.as_of or self.today

    @property
    def is_today(self) -> bool:
        """Whether this is the present, with everything known today."""
        return self.as_of is None and self.known is None

    @property
    def days(self) -> dict[str, date]:
        """The two dates as a reader sees them where he chooses them, by what they are called."""
        return {"as_of": self.day, "known": self.known or self.today}

    @property
    def of_the_day(self) -> Standpoint:
        """The same day with the knowledge of that day alone: what was new by then was known by then."""
        if self.is_today:
            return self
        return Standpoint(self.as_of, min(self.day, self.known or self.day), self.audience, self.today)

    def sees(self, actual: Mapping[str, Any]) -> bool:
        """Whether a reader could see an actual (a row of `actuals`): its period had ended, its value was known."""
        if self.is_today:
            return True
        if actual["period_end"] > self.day:
            return False
        recorded = actual["recorded_at"]
        return self.known is None or (recorded is not None and recorded <= self.known)

    def has(self, known_on: date | None) -> bool:
        """Whether a document that is known of from that day on (`documents.known_on`) was there by then.

        One of which no day is known is told of today alone: nobody can say that it was there on a past day.
        """
        if self.is_today:
            return True
        return known_on is not None and known_on <= min(self.day, self.known or self.day)

    def to_plain(self) -> dict[str, str | None]:
        """The standpoint in values that JSON can hold."""
        return {
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "known": self.known.isoformat() if self.known else None,
            "audience": self.audience,
            "today": self.today.isoformat(),
        }

    @staticmethod
    def from_plain(plain: Mapping[str, str | None]) -> Standpoint:
        """The standpoint that `to_plain` described."""
        as_of, known = plain["as_of"], plain["known"]
        return Standpoint(
            as_of=date.fromisoformat(as_of) if as_of else None,
            known=date.fromisoformat(known) if known else None,
            audience=str(plain["audience"]),
            today=date.fromisoformat(str(plain["today"])),
        )
