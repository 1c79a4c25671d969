"""The data dictionary as data: what every table and column of the warehouse means, read from the page itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "data-dictionary.md"
_TABLE = re.compile(r"## (\w+)")
_COLUMN = re.compile(r"\| `(\w+)` \| ([^|]+) \| (.+) \| (.+) \|")


@dataclass(frozen=True)
class Column:
    """One column: name, type in SQL, meaning in both languages."""

    name: str
    kind: str
    meaning_vi: str
    meaning_en: str

    def meaning(self, lang: str) -> str:
        """What the column holds."""
        return self.meaning_vi if lang == "vi" else self.meaning_en


@dataclass(frozen=True)
class Table:
    """One table: name, what it is (in Vietnamese), its columns in order."""

    name: str
    words: str
    columns: tuple[Column, ...]

    def meanings(self, lang: str) -> dict[str, str]:
        """Column name → meaning."""
        return {column.name: column.meaning(lang) for column in self.columns}


@cache
def dictionary(page: Path = PAGE) -> dict[str, Table]:
    """Every table that the page describes, by name, in its order."""
    tables: dict[str, Table] = {}
    name, words = "", ""
    columns: list[Column] = []
    for line in [*page.read_text(encoding="utf-8").splitlines(), "## end"]:
        if heading := _TABLE.fullmatch(line):
            if name:
                tables[name] = Table(name, words, tuple(columns))
            name, words, columns = heading[1], "", []
        elif column := _COLUMN.fullmatch(line):
            columns.append(Column(*(_plain(cell) for cell in column.groups())))
        elif name and line and not words and not line.startswith("|"):
            words = _plain(line)
    return tables


def _plain(text: str) -> str:
    """Without the page's marks for code, which a screen or a sheet would show as they are."""
    return text.strip().replace("`", "")
