"""A chart as the browser takes it: Plotly's traces, shapes, notes and layout, turned into JSON once."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass
class PlotlyChart:
    """Traces, shapes, annotations and layout in Plotly's vocabulary, not checked, which would take milliseconds."""

    layout: dict[str, Any]
    traces: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    annotations: list[dict[str, Any]] = field(default_factory=list)

    def add_scatter(self, **trace: Any) -> None:
        """Keep a scatter trace."""
        self.traces.append({"type": "scatter", **trace})

    def add_bar(self, **trace: Any) -> None:
        """Keep a bar trace."""
        self.traces.append({"type": "bar", **trace})

    def add_shape(self, **shape: Any) -> None:
        """Keep a shape."""
        self.shapes.append(shape)

    def add_annotation(self, **annotation: Any) -> None:
        """Keep an annotation."""
        self.annotations.append(annotation)

    def set_axis(self, name: str, **settings: Any) -> None:
        """Add settings to an axis: 'xaxis', 'yaxis'."""
        self.layout[name] = self.layout.get(name, {}) | settings

    @property
    def height(self) -> int:
        """Its height in pixels."""
        return int(self.layout["height"])

    def to_json(self) -> str:
        """{"data": [...], "layout": {...}}; raises ValueError for a number that is none."""
        drawn = {"shapes": self.shapes, "annotations": self.annotations}
        whole = {"data": self.traces, "layout": self.layout | {name: parts for name, parts in drawn.items() if parts}}
        return json.dumps(whole, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=date.isoformat)
