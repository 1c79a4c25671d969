"""Templates escape by themselves, and every module asks its template for what it has."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import markupsafe
import pytest
from jinja2 import TemplateAssertionError, UndefinedError, nodes

from kpi.markup import EMPTY, Macros, Markup, escaped, joined, macros, trusted
from kpi.markup.compiled import escape
from kpi.markup.templates import environment
from tests.conftest import ROOT

ROOMS = ("kpi", "pages", "ui")
TEMPLATES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.html"))
HOSTILE = "<zz a='\"'>&"
ESCAPED = "&lt;zz a=&#39;&#34;&#39;&gt;&amp;"


def made(folder: Path, text: str) -> Macros:
    (folder / "page.html").write_text(text, encoding="utf-8")
    return Macros("page.html", environment(folder))


def named(template: Path) -> str:
    return template.relative_to(ROOT).as_posix()


def test_what_is_filled_in_is_escaped_and_finished_html_is_not(tmp_path):
    page = made(tmp_path, "{% macro cell(words) %}<td title='{{ words }}'>{{ words }}</td>{% endmacro %}")
    cell = page.cell(HOSTILE)
    assert cell == f"<td title='{ESCAPED}'>{ESCAPED}</td>"
    assert isinstance(cell, Markup)
    page = made(tmp_path, "{% macro row(cell, words) %}<tr>{{ cell }}{{ words }}</tr>{% endmacro %}")
    assert page.row(cell, HOSTILE) == f"<tr>{cell}{ESCAPED}</tr>"


def test_pieces_in_a_row_are_escaped_unless_they_are_finished():
    assert joined([Markup("<b>1</b>"), HOSTILE], Markup("<br>")) == f"<b>1</b><br>{ESCAPED}"
    assert joined([]) == EMPTY
    assert escaped(HOSTILE) == ESCAPED
    assert escaped(trusted("<b>1</b>")) == "<b>1</b>"


def test_line_breaks_of_a_template_do_not_reach_the_page(tmp_path):
    text = "{% macro a(b) %}\n  <p>\n    {{ b }} and\n    {{ b }}{{ ' ' }}\n    {{ b }}\n  </p>\n{% endmacro %}"
    assert made(tmp_path, text).a("x\ny") == "<p>x\ny andx\ny x\ny</p>"


def test_an_unknown_name_is_an_error(tmp_path):
    page = made(tmp_path, "{% macro a() %}{{ forgotten }}{% endmacro %}{% macro b(c) %}{{ c }}{% endmacro %}")
    with pytest.raises(UndefinedError, match="forgotten"):
        page.a()
    with pytest.raises(TypeError, match="b takes 1 arguments, not 0"):
        page.b()
    with pytest.raises(AttributeError, match="nowhere"):
        _ = page.nowhere
    with pytest.raises(TemplateAssertionError, match="unknown"):
        _ = made(tmp_path, "{% macro a(b) %}{{ b | unknown }}{% endmacro %}").a


def test_messages_are_a_filter(tmp_path):
    page = made(tmp_path, "{% macro a(name, lang) %}{{ 'flag.inherited' | message(lang, name=name) }}{% endmacro %}")
    assert ESCAPED in page.a(HOSTILE, "vi")
    assert page.a("x", "vi") != page.a("x", "en")


def used_by(module: Path) -> Iterator[tuple[str, int]]:
    """The macros that a module calls, each with the count of its arguments."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            source = node.func.value
            if isinstance(source, ast.Name) and source.id == "_HTML":
                unpacked = any(isinstance(argument, ast.Starred) for argument in node.args)
                yield node.func.attr, -1 if unpacked else len(node.args) + len(node.keywords)


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_a_template_compiles_and_its_module_calls_its_macros_with_all_they_need(template: Path):
    module = template.with_suffix(".py")
    tree = environment(ROOT).parse(template.read_text(encoding="utf-8"))
    arguments = {macro.name: len(macro.args) for macro in tree.find_all(nodes.Macro)}
    assert arguments
    compiled = Macros(named(template))
    assert all(callable(getattr(compiled, name)) for name in arguments)
    if not module.is_file():  # Only other templates use it.
        assert any(named(template) in other.read_text(encoding="utf-8") for other in TEMPLATES)
        return
    assert "macros(__name__)" in module.read_text(encoding="utf-8")
    wrong = [(name, count) for name, count in used_by(module) if count not in {-1, arguments.get(name, -2)}]
    assert wrong == []


def test_a_module_that_asks_for_a_template_has_one():
    asking = [
        path for room in ROOMS for path in (ROOT / room).rglob("*.py") if "= macros(__name__)" in path.read_text()
    ]
    assert len(asking) > 30
    assert [named(path) for path in asking if not path.with_suffix(".html").is_file()] == []
    assert isinstance(macros("ui.cards").facts([]), Markup)


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_no_template_switches_escaping_off_or_leaves_an_attribute_without_quotes(template: Path):
    text = template.read_text(encoding="utf-8")
    assert faults_of_template(text) == []


def faults_of_template(text: str) -> list[str]:
    """What of a template could let a text become markup."""
    tree = environment(ROOT).parse(text)
    switched = [f"line {node.lineno}: escaping" for node in tree.find_all(nodes.ScopedEvalContextModifier)]
    switched += [f"line {node.lineno}: {node.name}" for node in tree.find_all(nodes.Filter) if node.name == "safe"]
    bare = [f"line {place}: {line}" for place, line in enumerate(text.splitlines(), 1) if "={{" in line]
    return switched + bare


@pytest.mark.parametrize(
    "text",
    [
        "{{ words | safe }}",
        "{% autoescape false %}{{ words }}{% endautoescape %}",
        "<a href={{ words }}>",
    ],
)
def test_a_template_that_lets_a_text_through_is_found(text):
    assert faults_of_template(text) != []


@pytest.mark.parametrize("value", ["", "Đắk Lắk", HOSTILE, "a && b << c ''\"\"", 7, 1.5, None, Markup("<b>1</b>")])
def test_texts_are_escaped_as_markupsafe_does(value: object):
    assert escape(value) == markupsafe.escape(value)
    assert type(escaped(str(value))) is Markup


def test_a_macro_wants_all_its_arguments_from_a_module_and_takes_names_in_a_template(tmp_path):
    text = "{% macro a(b, c) %}{{ b }}{{ c }}{% endmacro %}{% macro d(e) %}{{ a(c=e, b='<') }}{% endmacro %}"
    page = made(tmp_path, text)
    assert page.d(HOSTILE) == f"&lt;{ESCAPED}"
    with pytest.raises(TypeError, match="a takes 2 arguments, not 1"):
        page.a("x")
