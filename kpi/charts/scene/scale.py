"""Where a value stands: from data to a share of an axis, or to the pixels of a picture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """A straight scale: `low` stands at `start`, `high` at `end`; either pair may run downwards.

    Without `start` and `end` a place is a share: 0 at `low`, 1 at `high`. Raises ValueError where `low` is `high`.
    """

    low: float
    high: float
    start: float = 0.0
    end: float = 1.0

    def __post_init__(self) -> None:
        if self.low == self.high:
            reason = f"a scale from {self.low} to {self.high} has no length"
            raise ValueError(reason)

    def at(self, value: float) -> float:
        """The place of a value; outside `start`..`end` for one outside the scale."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)
