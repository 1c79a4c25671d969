"""What a chart of years shows, read back from each of its outputs: the screen's JSON, SVG, an Office chart, a sheet."""

from __future__ import annotations

import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import openpyxl

from kpi.charts import theme
from kpi.charts.scene.roles import Role
from kpi.words import message

SVG = "{http://www.w3.org/2000/svg}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DASHES = {"9 6": Role.INTERPOLATED, "2.5 5": Role.HELD}
_MARKED = (Role.OFFICIAL, Role.CONFLICTING, Role.ACTUAL, Role.INEXACT, Role.REVISED)

Spot = tuple[float, float]


@dataclass
class Read:
    """Places by what they mean, and the words beside marks; `near` is how exactly a place could be read."""

    targets: set[Spot] = field(default_factory=set)
    actuals: set[Spot] = field(default_factory=set)
    interpolated: set[Spot] = field(default_factory=set)
    held: set[Spot] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)
    near: float = 0.0

    def shows_the_same(self, other: Read) -> bool:
        """Whether both show the same places with the same meanings, as exactly as either could be read."""
        near = max(self.near, other.near)
        kinds = ("targets", "actuals", "interpolated", "held")
        return all(_equal(getattr(self, kind), getattr(other, kind), near) for kind in kinds)


def _equal(first: Iterable[Spot], second: Iterable[Spot], near: float) -> bool:
    """Each place of one has one of the other beside it, and the other way round; y is of 1."""
    one, two = sorted(first), sorted(second)
    if near == 0.0:
        return one == two
    if bool(one) != bool(two):
        return False
    sides = ((one, two), (two, one))
    return all(_beside(spot, there, near) for here, there in sides for spot in here)


def _beside(spot: Spot, others: Iterable[Spot], near: float) -> bool:
    return any(abs(spot[0] - x) <= near and abs(spot[1] - y) <= near for x, y in others)


def scaled(read: Read, low: float, high: float) -> Read:
    """The same with values as shares of the axis, so that places of any unit can be held against each other."""
    kinds = {
        kind: {(x, round((y - low) / (high - low), 9)) for x, y in getattr(read, kind)}
        for kind in ("targets", "actuals", "interpolated", "held")
    }
    return Read(**kinds, labels=read.labels, near=read.near)


def of_screen(chart_json: str) -> Read:
    """What the browser draws."""
    traces: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for trace in json.loads(chart_json)["data"]:
        traces[trace["meta"]["role"]].append(trace)
    spots = {role: {spot for trace in found for spot in _spots(trace)} for role, found in traces.items()}
    every = [trace for found in traces.values() for trace in found]
    labels = {unescape(text) for trace in every for text in trace.get("text") or () if text}
    return Read(
        targets=spots.get(Role.OFFICIAL, set()) | spots.get(Role.CONFLICTING, set()),
        actuals=set().union(*(spots.get(role, set()) for role in _MARKED[2:])),
        interpolated=spots.get(Role.INTERPOLATED, set()),
        held=spots.get(Role.HELD, set()),
        labels=labels,
    )


def unofficial_years(chart_json: str, lang: str) -> set[Spot]:
    """Where pointing says that a year has no official number."""
    words = {f"{role}_year": message(f"chart_words.{role}", lang) for role in (Role.INTERPOLATED, Role.HELD)}
    traces = [trace for trace in json.loads(chart_json)["data"] if trace["meta"]["role"] in words]
    for trace in traces:
        assert all(words[trace["meta"]["role"]] in unescape(text) for text in trace["hovertext"])
    return {spot for trace in traces for spot in _spots(trace)}


def _spots(trace: dict[str, Any]) -> set[Spot]:
    return {(x, y) for x, y in zip(trace["x"], trace["y"], strict=True) if x is not None}


def of_svg(svg: str, ticks: tuple[float, ...]) -> Read:
    """What a picture draws; the axes are read from its own grid lines (of `ticks`) and years."""
    root = ET.fromstring(svg)
    grid = [float(line.get("points", "").split(",")[1].split()[0]) for line in _of(root, "polyline", stroke=theme.GRID)]
    years = [
        (float(text.get("x", "")), int((text.text or "")[-4:]))
        for text in _of(root, "text", fill=theme.INK_MUTED)
        if re.fullmatch(r"(?:\w+ )?20\d\d", text.text or "")
    ]
    x = np.polyfit([at for at, _ in years], [year for _, year in years], 1)
    y = np.polyfit(grid, ticks, 1)

    def placed(points: Iterable[Spot]) -> set[Spot]:
        return {(float(np.polyval(x, px)), float(np.polyval(y, py))) for px, py in points}

    # Below the plot stands the legend with its samples.
    foot = max(grid) + 1
    found = Read(near=0.002)
    for line in root.iter(f"{SVG}polyline"):
        role = _DASHES.get(line.get("stroke-dasharray", ""))
        if role and _points(line)[0][1] <= foot:
            (found.interpolated if role is Role.INTERPOLATED else found.held).update(placed(_points(line)))
    for mark in (*root.iter(f"{SVG}circle"), *root.iter(f"{SVG}polygon")):
        if mark.get("stroke") is None:
            continue  # A band.
        centre = _centre(mark)
        if centre[1] > foot:
            continue
        is_target = theme.PATH in {mark.get("fill"), mark.get("stroke")}
        (found.targets if is_target else found.actuals).update(placed([centre]))
    words = {theme.INK, theme.NATIONAL, *(style.colour for style in theme.SERIES_STYLES)}
    texts = (text for text in root.iter(f"{SVG}text") if text.get("fill") in words and not text.get("aria-hidden"))
    found.labels = {text.text or "" for text in texts}
    return found


def _of(root: ET.Element, tag: str, **attributes: str) -> list[ET.Element]:
    return [node for node in root.iter(f"{SVG}{tag}") if all(node.get(k) == v for k, v in attributes.items())]


def _points(line: ET.Element) -> list[Spot]:
    pairs = [pair.split(",") for pair in line.get("points", "").split()]
    return [(float(x), float(y)) for x, y in pairs]


def _centre(mark: ET.Element) -> Spot:
    if mark.get("cx"):
        return float(mark.get("cx", "")), float(mark.get("cy", ""))
    points = _points(mark)
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def of_office(xml: bytes, lang: str) -> Read:
    """What a native chart holds: the numbers that it is drawn from, and the words beside them."""
    found = Read()
    for series in ET.fromstring(xml).iter(f"{C}ser"):
        name = series.findtext(f"{C}tx/{C}strRef/{C}strCache/{C}pt/{C}v") or ""
        x, y = (_cached(series.find(f"{C}{axis}Val")) for axis in ("x", "y"))
        spots = {(x[place], value) for place, value in y.items()}
        labels = {"".join(run.text or "" for run in label.iter(f"{A}t")) for label in series.iter(f"{C}dLbl")}
        _add(found, name, spots, labels, lang, is_marked=series.find(f"{C}marker/{C}symbol[@val='none']") is None)
    return found


def _cached(values: ET.Element | None) -> dict[int, float]:
    assert values is not None
    return {int(at.get("idx", "")): float(at.findtext(f"{C}v") or "") for at in values.iter(f"{C}pt")}


def of_sheet(workbook: bytes, lang: str) -> Read:
    """What the rows of a workbook's first sheet hold: series, year, value and the number as written."""
    rows = list(openpyxl.load_workbook(io.BytesIO(workbook)).worksheets[0].iter_rows(values_only=True))
    head = message("briefing.column_series", lang)
    start = next(place for place, row in enumerate(rows) if row[0] == head)
    found = Read()
    for name, _, year, value, _, shown, *_ in rows[start + 1 :]:
        if name is not None and value is not None:
            assert isinstance(year, int | float)
            assert isinstance(value, int | float)
            _add(
                found, str(name), {(float(year), float(value))}, {str(shown)} if shown else set(), lang, is_marked=True
            )
    return found


def _add(found: Read, name: str, spots: set[Spot], labels: set[str], lang: str, *, is_marked: bool) -> None:
    known = {
        message("chart_words.official_target", lang): found.targets,
        message("chart_words.conflicting_target", lang): found.targets,
        message("chart_words.interpolated", lang): found.interpolated,
        message("chart_words.held", lang): found.held,
    }
    achieved = message("chart_words.actual", lang, series="")
    if name in known:
        known[name] |= spots
    elif name.startswith(achieved) and is_marked:
        found.actuals |= spots
    found.labels |= labels - {name}
