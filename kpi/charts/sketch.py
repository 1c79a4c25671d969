"""A figure gathered part by part: each part added to a finished figure costs Plotly milliseconds."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import plotly.graph_objects as go


@dataclass
class Sketch:
    """Traces, shapes, annotations and layout in Plotly's vocabulary, added by the calls of a figure."""

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

    def figure(self) -> go.Figure:
        """The finished figure as an object of Plotly's, which checks every property of it."""
        return go.Figure(data=self.traces, layout=self._whole_layout())

    def to_json(self) -> str:
        """The finished figure as the browser takes it: {"data": [...], "layout": {...}}.

        Not checked, which would take longer than everything else; raises ValueError for a number that is none.
        """
        whole = {"data": self.traces, "layout": self._whole_layout()}
        return json.dumps(whole, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_plain)

    def _whole_layout(self) -> dict[str, Any]:
        drawn = {"shapes": self.shapes, "annotations": self.annotations}
        return self.layout | {name: parts for name, parts in drawn.items() if parts}


def _plain(part: Any) -> Any:
    return part.isoformat() if isinstance(part, date) else part.to_plotly_json()
