"""A chart as the browser takes it: Plotly's traces, shapes, notes and layout, turned into JSON once."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass
class PlotlyChart:
    """Traces, shapes, annotations and layout in Plotly's vocabulary, not checked, which would take milliseconds."""

    layout: dict[str, Any]
    traces: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    annotations: list[dict[str, Any]] = field(default_factory=list)

    @property
    def height(self) -> int:
        """Its height in pixels."""
        return int(self.layout["height"])

    def to_json(self) -> str:
        """{"data": [...], "layout": {...}}; raises ValueError for a number that is none."""
        drawn = {"shapes": self.shapes, "annotations": self.annotations}
        whole = {"data": self.traces, "layout": self.layout | {name: parts for name, parts in drawn.items() if parts}}
        return json.dumps(whole, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
