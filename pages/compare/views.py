"""The views of the page So sánh, and what each of them shows: keys only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from kpi.model import addresses
from kpi.reading.peers import PeerRule
from kpi.reading.ranking import Measure
from pages.compare.data import Question, Scope


class Screen(StrEnum):
    """The views of the page, as the address names them."""

    RANK = addresses.RANKING_VIEW
    TARGETS = "cam_ket"
    LINES = addresses.LINES_VIEW
    HEAT = "ban_do_nhiet"
    TILES = "ban_do_o"
    BOUNDARIES = addresses.BOUNDARIES_VIEW


@dataclass(frozen=True)
class Grid:
    """A heat map: the year of its states, whose units, in which orders, and its page of rows and of columns."""

    year: int
    scope: Scope
    row_order: str
    column_order: str
    row_page: int = 1
    column_page: int = 1


@dataclass(frozen=True)
class Ranked:
    """One page of a ranking; `mine` is the unit to bring to the fore."""

    question: Question
    page: int
    mine: str
    lang: str


@dataclass(frozen=True)
class Targets:
    """One page of the targets side by side."""

    question: Question
    page: int
    mine: str
    lang: str


@dataclass(frozen=True)
class Tiles:
    """The tile map of a ranking."""

    question: Question
    mine: str
    lang: str


@dataclass(frozen=True)
class Lines:
    """One page of the units that stand together by a rule, `everyone` of them."""

    indicator_id: str
    rule: PeerRule
    scope: Scope
    everyone: tuple[str, ...]
    page: int
    mine: str
    lang: str


@dataclass(frozen=True)
class Heat:
    """One page of a heat map."""

    grid: Grid
    mine: str
    lang: str


@dataclass(frozen=True)
class Boundaries:
    """What became of a unit's boundaries; all mergers that made a unit of the scope."""

    indicator_id: str
    mine: str
    scope: Scope
    lang: str


@dataclass(frozen=True)
class Nothing:
    """Where nobody has anything to compare."""

    screen: Screen
    indicator_id: str
    measure: Measure
    lang: str


View: TypeAlias = Ranked | Targets | Tiles | Lines | Heat | Boundaries | Nothing
