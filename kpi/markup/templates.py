"""Templates as `.html` files of macros: whatever is filled in is escaped, unless it is finished HTML already.

A module `ui/cards.py` keeps its HTML in `ui/cards.html` and calls a macro of it as `macros(__name__).facts(pairs)`.
A macro answers with `Markup`, which other macros take as it is; every other text is escaped. Nothing can be forgotten
and nothing is escaped twice. A message is written as `{{ 'card.more' | message(lang) }}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from kpi.markup.compiled import Generator, Text, escape, finished, function
from kpi.words import message

__all__ = ["EMPTY", "Macros", "Markup", "environment", "escaped", "joined", "lines", "macros", "trusted"]

ROOT = Path(__file__).resolve().parents[2]
_LINE_BREAK = re.compile(r"\s*\n\s*")
EMPTY = Markup("")
"""HTML of nothing."""


class _Unfolded(Extension):
    """Line breaks and indents of a template are for people who read it and do not reach the page.

    A space that has to stand at the end of a line is written `{{ ' ' }}`.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        for token in stream:
            if token.type != "data":
                yield token
            elif words := _LINE_BREAK.sub("", token.value):
                yield Token(token.lineno, "data", words)


class _Environment(Environment):
    code_generator_class = Generator


def environment(folder: Path = ROOT) -> Environment:
    """What reads the templates below `folder`: always escaping, and an unknown name is an error."""
    found = _Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=[_Unfolded],
        auto_reload=False,
        cache_size=-1,
    )
    found.filters["message"] = message
    return found


_ENVIRONMENT = environment()


class Macros:
    """The macros of one template as functions; the template is compiled when the first one is called, and kept."""

    def __init__(self, template: str, source: Environment = _ENVIRONMENT) -> None:
        self._template, self._source = template, source

    def __getattr__(self, name: str) -> Callable[..., Markup]:
        """Raises AttributeError for a macro that the template does not have."""
        found = function(getattr(self._source.get_template(self._template).module, name))
        self.__dict__[name] = found
        return found


def macros(module: str) -> Macros:
    """The macros of the `.html` file that stands beside a module and has its name; `module` is its `__name__`."""
    return Macros(f"{module.replace('.', '/')}.html")


def joined(parts: Iterable[Text], between: Text = "") -> Markup:
    """Pieces in a row, with `between` between them; what is no finished HTML is escaped."""
    return finished(str.join(escape(between), map(escape, parts)))


def lines(parts: Iterable[Text]) -> Markup:
    """Pieces below each other."""
    return finished("<br>".join(map(escape, parts)))


def escaped(text: Text) -> Markup:
    """A text as HTML; finished HTML as it is."""
    return finished(escape(text))


def trusted(html: str) -> Markup:
    """HTML that the product made itself and that came back as plain text, as from a worker process or a drawing.

    Never for words of a person, a file or an address. `tests/markup` holds the list of callers.
    """
    return Markup(html)  # noqa: S704 - the one place where text becomes HTML unescaped
