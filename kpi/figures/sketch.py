"""A figure gathered part by part and made at once: each part added to a finished figure costs Plotly milliseconds."""

from __future__ import annotations

from dataclasses import dataclass, field
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
        """Add settings to an axis: 'xaxis', 'yaxis', 'yaxis2'."""
        self.layout[name] = self.layout.get(name, {}) | settings

    def figure(self) -> go.Figure:
        """The finished figure."""
        layout = self.layout | {"shapes": self.shapes, "annotations": self.annotations}
        # Plotly's own check of every property takes four fifths of the time; a test checks what is drawn instead.
        return go.Figure(data=self.traces, layout=layout, _validate=False)
