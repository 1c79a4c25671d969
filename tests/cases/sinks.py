"""Reads the pages' source: what is handed to the places where Streamlit takes Markdown or HTML."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

FORBIDDEN = frozenset({"caption", "code", "error", "exception", "header", "info", "latex", "metric"}) | frozenset(
    {"subheader", "success", "text", "title", "warning", "write"}
)
"""Boxes and texts of Streamlit that read Markdown or show what they are given; the product has boxes of its own."""
_FIELDS = frozenset({"checkbox", "date_input", "file_uploader", "multiselect", "number_input", "radio", "selectbox"})
_BUTTONS = frozenset({"button", "download_button", "form_submit_button", "link_button", "menu_button", "page_link"})
_PLACES = frozenset({"badge", "expander", "markdown", "popover", "progress", "spinner", "status", "tabs", "toast"})
_CHOICES = frozenset({"pills", "segmented_control", "select_slider", "slider", "text_area", "text_input", "toggle"})
WORDED = _FIELDS | _BUTTONS | _PLACES | _CHOICES
"""Elements whose label or text is Markdown."""
_WORDS = frozenset({"label", "help", "captions", "text", "body"})
_WORDS_ARE_NAMED = frozenset({"page_link", "progress"})
_MAKES_PLAIN = frozenset({"plain", "message", "len", "int", "float", "format_number", "format_date"})
_DEEPEST = 8
_OWN_FILES = frozenset({"rules_markdown", "dictionary_markdown"})
"""Give pages of the product's own documentation."""


@dataclass(frozen=True)
class Source:
    """One module of the pages, and its syntax tree."""

    path: Path
    tree: ast.Module

    def where(self, node: ast.AST) -> str:
        """File, line and words of a piece of it."""
        return f"{self.path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)} {ast.unparse(node)[:120]}"


def sources() -> list[Source]:
    """Every module that draws."""
    paths = (path for folder in ("ui", "pages", "server") for path in sorted((ROOT / folder).rglob("*.py")))
    return [Source(path, ast.parse(path.read_text(encoding="utf-8"))) for path in paths]


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, tuple[ast.FunctionDef, ...]]]:
    """Every call with the functions around it, the innermost last."""

    def walk(node: ast.AST, around: tuple[ast.FunctionDef, ...]) -> Iterator[tuple[ast.Call, tuple]]:
        if isinstance(node, ast.Call):
            yield node, around
        inner = (*around, node) if isinstance(node, ast.FunctionDef) else around
        for child in ast.iter_child_nodes(node):
            yield from walk(child, inner)

    yield from walk(tree, ())


def last_name(call: ast.Call) -> str:
    """What is called, without where it is from."""
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def is_streamlit(call: ast.Call) -> bool:
    """Whether it is an element of Streamlit's, drawn on the page or in a place of it."""
    return isinstance(call.func, ast.Attribute) and not (
        isinstance(call.func.value, ast.Name) and call.func.value.id in {"_LOG", "logging", "_HTML"}
    )


class Reader:
    """Tells whether the words that reach a sink are the product's own, or made plain."""

    def __init__(self, modules: list[Source]) -> None:
        self._calls = [(call, around) for module in modules for call, around in calls(module.tree)]
        self._functions = [n for module in modules for n in ast.walk(module.tree) if isinstance(n, ast.FunctionDef)]

    def words_of(self, call: ast.Call) -> list[ast.expr]:
        """The arguments that Streamlit reads as Markdown."""
        named = [keyword.value for keyword in call.keywords if keyword.arg in _WORDS]
        first = [] if last_name(call) in _WORDS_ARE_NAMED else call.args[:1]
        return [*first, *named]

    def own(self, node: ast.expr, around: tuple[ast.FunctionDef, ...], depth: int = 0) -> bool:
        """Whether `node` cannot hold Markdown of anybody else."""
        if depth >= _DEEPEST:
            return False
        deeper = depth + 1
        match node:
            case ast.Constant():
                found = True
            case ast.Call():
                found = self._own_call(node, around, deeper)
            case ast.Name(id=name):
                found = name.strip("_").isupper() or self._own_name(name, around, deeper)
            case _:
                parts = _parts(node)
                found = bool(parts) and all(self.own(part, around, deeper) for part in parts)
        return found

    def _own_call(self, node: ast.Call, around: tuple[ast.FunctionDef, ...], depth: int) -> bool:
        name = last_name(node)
        if name in _OWN_FILES:
            return True
        if name == "message":
            return all(self.own(keyword.value, around, depth) for keyword in node.keywords)
        return name in _MAKES_PLAIN or self._own_answer(name, depth)

    def _own_answer(self, name: str, depth: int) -> bool:
        """Whether every function of that name gives back the product's own words."""
        defined = [function for function in self._functions if function.name == name]
        answers = [
            (function, node) for function in defined for node in ast.walk(function) if isinstance(node, ast.Return)
        ]
        return bool(answers) and all(
            node.value and self.own(node.value, (function,), depth) for function, node in answers
        )

    def _own_name(self, name: str, around: tuple[ast.FunctionDef, ...], depth: int) -> bool:
        """A local name is what was assigned to it; a parameter is what every caller hands over."""
        for place in range(len(around) - 1, -1, -1):
            function, outer = around[place], around[: place + 1]
            assigned = _assigned(function, name)
            if assigned:
                return all(self.own(value, outer, depth) for value in assigned)
            parameters = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
            found = next((parameter for parameter in parameters if parameter.arg == name), None)
            if found is not None:
                if isinstance(found.annotation, ast.Name) and found.annotation.id in {"int", "float"}:
                    return True
                bound = parameters[0].arg == "self"
                return self._own_parameter(function, parameters.index(found) - bound, name, depth)
        return False

    def _own_parameter(self, function: ast.FunctionDef, place: int, name: str, depth: int) -> bool:
        callers = [(call, around) for call, around in self._calls if last_name(call) == function.name]
        for call, around in callers:
            given = next((keyword.value for keyword in call.keywords if keyword.arg == name), None)
            if given is None and place < len(call.args):
                given = call.args[place]
            if given is not None and not self.own(given, around, depth):
                return False
        return bool(callers)


def _parts(node: ast.expr) -> list[ast.expr]:
    """What an expression is put together from; nothing where that cannot be told."""
    match node:
        case ast.JoinedStr(values=parts) | ast.BoolOp(values=parts):
            found = parts
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            found = parts
        case ast.FormattedValue(value=part) | ast.Subscript(value=part) | ast.ListComp(elt=part):
            found = [part]
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            found = [one, other]
        case _:
            found = []
    return found


def _assigned(function: ast.FunctionDef, name: str) -> list[ast.expr]:
    """Every value that a function gives a name of its own."""
    found: list[ast.expr] = []
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name) and target.id == name:
                    found.append(node.value)
                elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    found += [v for t, v in zip(target.elts, node.value.elts, strict=True) if ast.unparse(t) == name]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == name:
            found += [node.value] if node.value else []
    return found
