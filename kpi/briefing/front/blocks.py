"""Tables that a page draws as pictures: bars of the headline indicators, one mark for every target.

Every format may show them as the tables that they are.
"""

from __future__ import annotations

from dataclasses import dataclass

from kpi.briefing.content import Table
from kpi.charts.html.bullet_bar import BarMark


@dataclass(frozen=True)
class Bullet:
    """One headline indicator; every text is ready, empty ones say nothing.

    `value` is the actual in signs and `when` its period; `actual` is the number itself, None where there is none, with
    `actual_high` where it is a band and its `qualifier`. `marks` are what it is held against, all between `low` and
    `high`. `state` is a code of `STATUS_STYLES` with its `state_words`. `notes` stand below: change, another measure,
    doubts.
    """

    name: str
    value: str
    when: str
    actual: float | None
    actual_high: float | None
    qualifier: str
    marks: tuple[BarMark, ...]
    low: float
    high: float
    unit: str
    state: str = ""
    state_words: str = ""
    notes: tuple[str, ...] = ()
    group_id: str = ""
    url: str = ""

    @property
    def spoken(self) -> str:
        """The bar in words, for who does not see it."""
        return ". ".join(filter(None, (self.name, self.value, self.when, *(mark.text for mark in self.marks))))


@dataclass(frozen=True)
class Bullets(Table):
    """The table of the headline indicators, with the bar of each."""

    bullets: tuple[Bullet, ...] = ()


@dataclass(frozen=True)
class SectionMarks:
    """The targets of one section of the plans: the state of each, by its code.

    `owed` is how many of them fell due without an actual, in any document.
    """

    name: str
    states: tuple[str, ...]
    owed: int = 0


@dataclass(frozen=True)
class Scoreboard(Table):
    """The counts of targets by section and state, with one mark for every target; `total` says how many."""

    marks: tuple[SectionMarks, ...] = ()
    total: str = ""


@dataclass(frozen=True)
class Listing(Table):
    """A short table that may be read as lines: what it is, its value, and where it comes from."""
