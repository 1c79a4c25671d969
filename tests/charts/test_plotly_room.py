"""Plotly's words and markup stay in the room that draws for the screen; a scene knows neither."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("kpi", "pages", "ui", "server", "etl", "cli", "bootstrap")
PLOTLY = Path("kpi/charts/plotly")
SCRIPT = Path("kpi/charts/library.py")
"""Tells where the browser's script of Plotly lies, and nothing else."""
WORDS = {
    "cliponaxis", "connectgaps", "fillcolor", "hoverinfo", "hovertext", "hovertemplate", "insidetextanchor",
    "legendgroup", "legendrank", "paper_bgcolor", "plot_bgcolor", "showlegend", "textfont", "textposition", "tickfont",
    "ticktext", "tickvals", "xanchor", "yanchor", "xref", "yref", "yshift",
}  # fmt: skip


def product_files() -> list[Path]:
    return [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def plotly_in(source: str) -> set[str]:
    """What of Plotly a module names: keys and keywords of its dictionaries, and imports of it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Constant(value=str(word)) | ast.keyword(arg=str(word)):
                found |= {word} & WORDS
            case ast.Import():
                found |= {name.name for name in node.names if name.name.split(".")[0] == "plotly"}
            case ast.ImportFrom(module=str(module)):
                found |= {module} if module.split(".")[0] == "plotly" else set()
                found |= {name.name for name in node.names if (module, name.name) == ("html", "unescape")}
    return found


def test_only_the_screens_renderer_speaks_plotly_and_nobody_reads_markup_back():
    found = {}
    for path in product_files():
        place = path.relative_to(ROOT)
        if PLOTLY not in place.parents:
            named = plotly_in(path.read_text(encoding="utf-8"))
            found[place.as_posix()] = named - ({"plotly"} if place == SCRIPT else set())
    assert len(found) > 200
    assert {place: named for place, named in found.items() if named} == {}


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("import plotly.graph_objects as go", {"plotly.graph_objects"}),
        ("from plotly import io", {"plotly"}),
        ("def drawn(trace):\n    return trace['hovertext']", {"hovertext"}),
        ("def drawn(trace):\n    return trace.get('textposition', '')", {"textposition"}),
        ("chart.add_scatter(showlegend=False)", {"showlegend"}),
        ("from html import escape, unescape", {"unescape"}),
        ("from html import escape\nfrom kpi.charts.scene.marks import Points", set()),
    ],
)
def test_a_module_that_reads_plotly_is_found(source: str, named: set[str]):
    assert plotly_in(source) == named


def test_the_renderer_itself_would_be_found():
    spoken = [plotly_in(path.read_text(encoding="utf-8")) for path in (ROOT / PLOTLY).glob("*.py")]
    assert set().union(*spoken) >= {"hovertext", "textposition", "tickvals", "showlegend"}


def test_no_renderer_has_a_scale_of_its_own():
    """Places along an axis come from the one scale: nobody else divides by the length of an axis."""
    allowed = {Path("kpi/charts/scene/scale.py"), Path("kpi/charts/axes.py")}
    found = []
    for path in product_files():
        place = path.relative_to(ROOT)
        if place.parts[:2] in {("kpi", "charts"), ("kpi", "export")} and place not in allowed:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found += [f"{place}: {ast.unparse(node)}" for node in ast.walk(tree) if _measures(node)]
    assert found == []


def _measures(node: ast.AST) -> bool:
    """Whether it divides by the length of an axis: … / (axis.high - axis.low)."""
    if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and isinstance(node.right, ast.BinOp)):
        return False
    length = ast.unparse(node.right)
    return isinstance(node.right.op, ast.Sub) and ".high" in length and ".low" in length
