"""Markup is made in `kpi/markup` and in templates: nobody has to remember to escape."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

import pytest

from tests.conftest import ROOT

ROOMS = ("bootstrap", "cli", "etl", "kpi", "pages", "server", "ui")
TAG = re.compile(
    r"</?(?:a|abbr|article|b|blockquote|br|button|caption|code|col|colgroup|dd|details|div|dl|dt|em|figcaption|figure|"
    r"footer|form|g|h[1-6]|header|i|iframe|img|input|label|li|line|link|main|mark|meta|nav|ol|option|p|path|pre|script|"
    r"section|select|small|span|strong|style|sub|summary|sup|svg|table|tbody|td|text|textarea|th|thead|time|title|tr|u|"
    r"ul)(?:[\s>/]|$)"
)
ESCAPING = {"html", "markupsafe", "xml.sax.saxutils"}

_PLOTLY = "hover texts and labels of a Plotly chart, which reads a few tags"
_DRAWING = "draws SVG, number by number"
_OFFICE = "writes the XML of Office files"
BY_HAND = {
    "kpi/charts/plotly/task_charts.py": _PLOTLY,
    "kpi/charts/plotly/traces.py": _PLOTLY,
    "kpi/charts/sparkline.py": _DRAWING,
    "kpi/charts/svg/canvas.py": _DRAWING,
    "kpi/export/office_chart/chart_xml.py": _OFFICE,
    "kpi/export/paper/paper_xml.py": _OFFICE,
    "kpi/export/slides/slide_table.py": _OFFICE,
    "kpi/export/slides/slide_xml.py": _OFFICE,
}
"""Who still escapes by hand, and what it makes. The list may only shrink."""
WITH_TAGS = {
    "kpi/charts/small_multiples.py": "puts numbers around a drawing of `kpi/charts/svg/`, which escapes its words",
    "server/shell.py": "replaces pieces of Streamlit's start page by constants",
}
"""Who has a tag in a text without escaping anything."""
TRUSTING = {
    "kpi/export/bundle/bundle_chart.py": "a drawing of the product's own SVG",
    "kpi/export/bundle/bundle_pages.py": "the style sheet of the bundle, a file of the product",
    "pages/briefing/view.py": "previews, made by the product in a worker process",
    "pages/meeting/view.py": "slides, made by the product in a worker process",
    "ui/gallery/document.py": "the style sheet and the script of the pages, files of the product",
}
"""Who takes a plain text for finished HTML (`trusted`), and which."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith("kpi/markup/"):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def escapes(tree: ast.Module) -> bool:
    """Whether a module takes a function that escapes, or undoes it, from a library."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in ESCAPING:
            return True
        if isinstance(node, ast.Import) and any(name.name in ESCAPING for name in node.names):
            return True
    return False


def tags(tree: ast.Module) -> list[int]:
    """Lines of texts with a tag of HTML or SVG in them, but descriptions and what is handed over whole by its name."""
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr | ast.keyword)}
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in said
        and TAG.search(node.value)
    ]


def unsafe(tree: ast.Module) -> list[int]:
    """Lines that call anything but a literal finished HTML."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Markup"
        and not all(isinstance(argument, ast.Constant) for argument in node.args)
    ]


def calls(tree: ast.Module, name: str) -> bool:
    return any(isinstance(node, ast.Call) and getattr(node.func, "id", "") == name for node in ast.walk(tree))


def test_nobody_else_escapes_by_hand():
    assert {name for name, tree in modules() if escapes(tree)} == set(BY_HAND)


def test_no_tag_stands_in_a_text_of_the_code():
    found = {f"{name}:{lines}" for name, tree in modules() if name not in BY_HAND and (lines := tags(tree))}
    assert {name.partition(":")[0] for name in found} == set(WITH_TAGS), sorted(found)


def test_only_literals_are_called_finished_html():
    assert [f"{name}:{lines}" for name, tree in modules() if (lines := unsafe(tree))] == []


def test_who_takes_a_text_for_finished_html_is_known():
    assert {name for name, tree in modules() if calls(tree, "trusted")} == set(TRUSTING)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("from html import escape", escapes),
        ("import html", escapes),
        ("from markupsafe import escape", escapes),
        ("from xml.sax.saxutils import quoteattr", escapes),
        ('said = f"<b>{name}</b>"', tags),
        ('said = "<br>".join(lines)', tags),
        ('said = "<p class=%s>" % style', tags),
        ('said = "<div>" + body', tags),
        ("said = Markup(body)", unsafe),
        ('said = markup.Markup(f"{body}")', unsafe),
    ],
)
def test_markup_by_hand_is_found(code: str, found: Callable[[ast.Module], object]):
    assert found(ast.parse(code))


def test_what_is_no_markup_by_hand_is_left_alone():
    code = '''
"""A page of <b>words</b>."""
def title():
    """Draws <h1>."""
    return _HTML.title("a < b", Markup("<br>"), part(html="<div></div>"))
'''
    tree = ast.parse(code)
    assert not escapes(tree)
    assert not unsafe(tree)
    assert tags(tree) == [5], "a literal that is called finished HTML still has its place in a template"
