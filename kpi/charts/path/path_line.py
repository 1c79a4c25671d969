"""The path between milestones: dashed where interpolated, dotted where held, a band for ranges."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from kpi.charts import theme, words
from kpi.charts.path.style import Rows, Style
from kpi.charts.scene.marks import Band, Line, Mark
from kpi.charts.scene.roles import Role
from kpi.model.codes import PathMethod
from kpi.words import is_missing, message

LINE_KINDS = (Role.INTERPOLATED, Role.HELD)
_NAME = {Role.INTERPOLATED: "chart_words.interpolated", Role.HELD: "chart_words.held"}
_ORDER = {Role.INTERPOLATED: 30, Role.HELD: 40}
_BAND_ORDER = 50
_PROJECTION_ORDER = 70
_HALF_BAR = 0.25


def path_marks(rows: Rows, style: Style) -> Iterator[Band | Line]:
    """The path of every year; a line joins neighbouring years of one segment only, so breaks stay gaps.

    `rows` as `path_rows` chooses and sorts them.
    """
    yield from _band(rows, style)
    for kind in LINE_KINDS:
        lines = unbroken_lines(rows, kind)
        if lines:
            yield Line(
                kind,
                theme.look(kind),
                runs=tuple(tuple((point["year"], point["value"]) for point in line) for line in lines),
                name=message(_NAME[kind], style.lang),
                order=_ORDER[kind],
                unseen=tuple(_unseen(lines, style)) if style.pointed else (),
            )


def _unseen(lines: list[list[dict[str, Any]]], style: Style) -> Iterator[Mark]:
    """A mark at every year without an official number, which says so when pointed at."""
    for line in lines:
        for point in line:
            if not point["official"]:
                yield Mark(point["year"], point["value"], told=words.path_told(point, style.unit, style.lang))


def path_rows(path: Rows, series: str | None) -> list[dict[str, Any]]:
    """The rows of `target_path` that are drawn, sorted along each line.

    Those with a value, and of the lines from a baseline only the one of `series`, or the only one there is.
    """
    chosen = [row for row in path if not is_missing(row["value"])]
    started = {row["series"] for row in chosen if row["method"] == PathMethod.FROM_BASELINE}
    start = series or (next(iter(started)) if len(started) == 1 else None)
    kept = [row for row in chosen if row["method"] != PathMethod.FROM_BASELINE or row["series"] == start]
    return sorted(kept, key=lambda row: (row["document_id"], row["segment"], row["year"]))


def _steps(rows: Rows) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Neighbouring years of one unbroken line."""
    for before, after in pairwise(rows):
        same_line = all(before[key] == after[key] for key in ("document_id", "segment"))
        if same_line and after["year"] == before["year"] + 1:
            yield before, after


def unbroken_lines(rows: Rows, kind: Role) -> list[list[dict[str, Any]]]:
    """Stretches of at least two neighbouring years that one line of this kind joins."""
    lines: list[list[dict[str, Any]]] = []
    for before, after in _steps(rows):
        if _kind_of_step(after) is not kind:
            continue
        if lines and lines[-1][-1] is before:
            lines[-1].append(after)
        else:
            lines.append([before, after])
    return lines


def _kind_of_step(after: dict[str, Any]) -> Role:
    return Role.HELD if after["method"] == PathMethod.HELD else Role.INTERPOLATED


def projection_marks(projection: Rows, style: Style) -> Iterator[Line]:
    """Where a pace leads: a thin line in the colour of actuals, no marks, so nobody takes it for one."""
    if projection:
        yield Line(
            Role.PROJECTION,
            theme.look(Role.PROJECTION),
            runs=(tuple((row["year"], row["value"]) for row in projection),),
            name=message("chart_words.projection", style.lang),
            order=_PROJECTION_ORDER,
        )


def _band(rows: Rows, style: Style) -> Iterator[Band]:
    """Shade between the edges of a range; a range without neighbours is a short upright bar."""
    runs = []
    joined: set[int] = set()
    for before, after in _steps(rows):
        if _is_range(before) or _is_range(after):
            joined |= {id(before), id(after)}
            runs.append(tuple((row["year"], row["value"], words.upper_edge(row)) for row in (before, after)))
    for row in rows:
        if _is_range(row) and id(row) not in joined:
            sides = (row["year"] - _HALF_BAR, row["year"] + _HALF_BAR)
            runs.append(tuple((x, row["value"], row["value_high"]) for x in sides))
    if runs:
        name = message("chart_words.band", style.lang)
        yield Band(Role.BAND, theme.look(Role.BAND), tuple(runs), name=name, order=_BAND_ORDER)


def _is_range(row: dict[str, Any]) -> bool:
    return not is_missing(row["value_high"])
