"""What every part of a path chart must know: language, unit, which way is better, how much is said."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Rows: TypeAlias = Sequence[dict[str, Any]]
"""Rows in the columns of the data contract, None where a cell is empty."""


@dataclass(frozen=True)
class Style:
    """`brief` is for small pictures: fewer ticks, shorter labels; `pointed` where a reader can point at marks.

    Without `nation_said` targets of the nation have no words beside them. `decided_by` are the ids of the actuals that
    decided a target that fell due.
    """

    lang: str
    unit: str
    lower_better: bool = False
    brief: bool = False
    pointed: bool = False
    nation_said: bool = True
    decided_by: Collection[str] = ()
