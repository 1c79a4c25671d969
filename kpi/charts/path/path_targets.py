"""Official numbers of the path figure: milestones of the plan, and targets of the nation."""

from __future__ import annotations

from html import escape
from typing import Any

from kpi.charts import theme, words
from kpi.charts.axes import LAST_YEAR
from kpi.charts.canvas import Canvas
from kpi.charts.surface import Rows, Surface, once
from kpi.model.vocabulary import Operator, TargetStatus
from kpi.words import message

_LEGEND_RANK = {TargetStatus.IN_FORCE: 20, TargetStatus.CONFLICTING: 25}
_NATIONAL_LEGEND_RANK = 60
_ROLE = {TargetStatus.IN_FORCE: "official_target", TargetStatus.CONFLICTING: "conflicting_target"}
_NAME = {
    TargetStatus.IN_FORCE: "figure.official_target",
    TargetStatus.CONFLICTING: "figure.conflicting_target",
}


def milestone_rows(targets: Rows, status: TargetStatus) -> list[dict[str, Any]]:
    """The targets of one status by year and value; a promise said twice stands once."""
    chosen = sorted((row for row in targets if row["status"] == status), key=lambda row: (row["year"], row["value"]))
    return once(chosen, ("year", "operator", "value", "value_high", "cadence"))


def national_rows(national: Rows) -> list[dict[str, Any]]:
    """National targets by year, each one once."""
    return sorted(once(national, ("year", "operator", "value")), key=lambda row: row["year"])


def add_milestone_rows(
    figure: Surface, rows: Rows, status: TargetStatus, canvas: Canvas, *, mixed_cadence: bool
) -> None:
    """Draw targets in force as solid diamonds with their value, contradicting versions as open ones.

    A range is an upright bar between two diamonds. `mixed_cadence` where levels stand beside yearly numbers.
    """
    if rows:
        _add_range_bars(figure, rows)
        _add_diamonds(figure, rows, status, _ROLE[status], canvas, mixed_cadence=mixed_cadence)


def _add_diamonds(
    figure: Surface,
    rows: Rows,
    status: TargetStatus,
    role: str,
    canvas: Canvas,
    *,
    mixed_cadence: bool,
) -> None:
    conflicting = status is TargetStatus.CONFLICTING
    marks = [(row, edge) for row in rows for edge in words.edges_of(row)]
    figure.add_scatter(
        name=message(_NAME[status], canvas.lang),
        x=[row["year"] for row, _ in marks],
        y=[edge for _, edge in marks],
        mode="markers+text",
        marker={
            "symbol": "diamond-open" if conflicting else "diamond",
            "size": canvas.scale.diamond,
            "color": theme.PATH,
            "line": {"color": theme.PATH if conflicting else theme.BACKGROUND, "width": 2},
        },
        text=[
            escape(words.short_target(row, canvas.lang, mixed_cadence=mixed_cadence))
            if edge == words.upper_edge(row)
            else ""
            for row, edge in marks
        ],
        textposition=[_milestone_place(row["year"], canvas) for row, _ in marks],
        textfont={"size": canvas.scale.value, "color": theme.INK, "weight": 600},
        hovertext=[words.milestone_hover(row, canvas.lang) for row, _ in marks],
        hoverinfo="text",
        cliponaxis=False,
        legendrank=_LEGEND_RANK[status],
        meta={"role": role},
    )


def _milestone_place(year: int, canvas: Canvas) -> str:
    """Over the path: to the left where it rises, to the right where it falls, centred at the edge."""
    if not canvas.lower_better:
        return "top left"
    return "top center" if year >= LAST_YEAR else "top right"


def _add_range_bars(figure: Surface, rows: Rows) -> None:
    for row in rows:
        if row["operator"] == Operator.RANGE:
            figure.add_shape(
                type="line",
                name="range",
                x0=row["year"],
                x1=row["year"],
                y0=row["value"],
                y1=row["value_high"],
                line={"color": theme.PATH, "width": 3},
            )


def add_national_rows(figure: Surface, rows: Rows, canvas: Canvas) -> None:
    """Draw each national target as a short level line with its value; they are never joined."""
    if not rows:
        return
    half = canvas.scale.half_dash
    figure.add_scatter(
        name=message("figure.national", canvas.lang),
        x=[x for row in rows for x in (row["year"] - half, row["year"] + half, None)],
        y=[y for row in rows for y in (row["value"], row["value"], None)],
        mode="lines",
        line={"color": theme.NATIONAL, "width": 2.5},
        hoverinfo="skip",
        cliponaxis=False,
        legendrank=_NATIONAL_LEGEND_RANK,
        meta={"role": "national"},
    )
    figure.add_scatter(
        x=[row["year"] for row in rows],
        y=[row["value"] for row in rows],
        mode="markers+text",
        marker={"size": canvas.scale.diamond * 1.5, "color": theme.TRANSPARENT, "line": {"width": 0}},
        text=[escape(_national_label(row, canvas)) for row in rows],
        textposition=[_national_place(row["year"], canvas) for row in rows],
        textfont={"size": canvas.scale.small, "color": theme.NATIONAL},
        hovertext=[words.national_hover(row, canvas.lang) for row in rows],
        hoverinfo="text",
        cliponaxis=False,
        showlegend=False,
        meta={"role": "national_label"},
    )


def _national_label(row: dict[str, Any], canvas: Canvas) -> str:
    text = words.short_target(row, canvas.lang)
    return text if canvas.compact else message("figure.national_short", canvas.lang, amount=text)


def _national_place(year: int, canvas: Canvas) -> str:
    """Under the path: to the right where it rises, to the left where it falls, centred at the edge."""
    if year >= LAST_YEAR:
        return "bottom center"
    return "bottom left" if canvas.lower_better else "bottom right"
