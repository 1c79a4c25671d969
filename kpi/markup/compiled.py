"""What compiled templates are made of: a quicker `escape`, and macros that are called as plain functions.

Jinja's own go through Python code of several libraries for each text and each call. With them a page of thousands of
cells took up to twice as long to make as with f-strings; with these it takes about the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import markupsafe
from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Macro as JinjaMacro
from markupsafe import Markup

Text = str | Markup
"""Words, or finished HTML."""
_new = str.__new__
# The part of MarkupSafe's `escape` that is written in C; what it adds in Python takes twenty times as long.
_written: Callable[[Any], str] = markupsafe._escape_inner  # type: ignore[attr-defined]
_TAKEN_FROM = "from jinja2.runtime import "


def escape(value: object) -> str:
    """A value as a piece of HTML: finished HTML as it is, everything else escaped."""
    kind = type(value)
    if kind is str:
        return _written(value)
    if kind is Markup:
        return value  # type: ignore[return-value]
    return str(value) if kind is int else markupsafe.escape(value)


def finished(html: str) -> Markup:
    """Call a text finished HTML; only for what was put together from escaped pieces."""
    return _new(Markup, html)


class Macro(JinjaMacro):
    """A macro; called with as many arguments as it has, it is one call of its compiled function."""

    def __init__(self, environment: Any, func: Any, name: str, arguments: list[str], *more: Any) -> None:
        super().__init__(environment, func, name, arguments, *more)
        self.made = func

    def __call__(self, *arguments: Any, **named: Any) -> Markup:
        """The HTML of the macro."""
        if named or len(arguments) != len(self.arguments):
            return _new(Markup, super().__call__(*arguments, **named))
        return _new(Markup, self.made(*arguments))


def function(macro: Macro) -> Callable[..., Markup]:
    """A macro as a plain function, for modules, which call it thousands of times for a page."""
    made, count = macro.made, len(macro.arguments)

    def call(*arguments: Any) -> Markup:
        if len(arguments) != count:
            raise TypeError(f"{macro.name} takes {count} arguments, not {len(arguments)}")
        return _new(Markup, made(*arguments))

    return call


class Generator(CodeGenerator):
    """Writes the code of templates so that it takes `Macro` and `escape` from this module."""

    def writeline(self, x: str, node: nodes.Node | None = None, extra: int = 0) -> None:
        """Write a line; after the one that takes names from Jinja, one that takes ours."""
        super().writeline(x, node, extra)
        if x.startswith(_TAKEN_FROM):
            super().writeline(f"from {__name__} import {Macro.__name__}, {escape.__name__}")
