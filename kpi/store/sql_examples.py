"""Queries to start from, read from `sql_examples.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True)
class Example:
    """A question and the query that answers it."""

    title_vi: str
    title_en: str
    sql: str

    def title(self, lang: str) -> str:
        """The question."""
        return self.title_vi if lang == "vi" else self.title_en


@cache
def examples() -> tuple[Example, ...]:
    """All of them, in the order of the file."""
    found = tomllib.loads(_FILE.read_text(encoding="utf-8"))["example"]
    return tuple(Example(entry["title_vi"], entry["title_en"], entry["sql"].strip()) for entry in found)
