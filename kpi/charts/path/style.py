"""What every part of a path chart must know: language, unit, which way is better, how much is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from kpi.charts import words

Rows: TypeAlias = Sequence[dict[str, Any]]
"""Rows in the columns of the data contract, None where a cell is empty."""


@dataclass(frozen=True)
class Style:
    """`brief` is for small pictures: fewer ticks, shorter labels; `pointed` where a reader can point at marks."""

    lang: str
    unit: str
    lower_better: bool = False
    brief: bool = False
    pointed: bool = False

    def path_told(self, row: dict[str, Any]) -> words.Told:
        """What is told of a year between or after milestones."""
        return words.path_told(row, self.unit, self.lang) if self.pointed else ()
