"""What a figure is drawn on: anything that takes traces and shapes in Plotly's vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

Rows = Sequence[dict[str, Any]]
"""Rows in the columns of the data contract, None where a cell is empty."""


class Surface(Protocol):
    """The part of `plotly.graph_objects.Figure` that the builders of this package use."""

    def add_scatter(self, **trace: Any) -> object:
        """Draw a scatter trace."""

    def add_shape(self, **shape: Any) -> object:
        """Draw a shape."""


def once(rows: Iterable[dict[str, Any]], columns: Sequence[str]) -> list[dict[str, Any]]:
    """The first row of each combination of `columns`."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        found.setdefault(tuple(row[column] for column in columns), row)
    return list(found.values())
