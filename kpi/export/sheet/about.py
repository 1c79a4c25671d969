"""What every exported table says about itself: title, snapshot, day, method, sources, how to cite it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kpi.words import format_date, message

_LONGEST_PROPERTY = 255


def property_text(text: str) -> str:
    """`text` as a property of an office file, which holds no more than 255 characters."""
    return text if len(text) <= _LONGEST_PROPERTY else f"{text[: _LONGEST_PROPERTY - 1]}…"


@dataclass(frozen=True)
class Source:
    """Where numbers come from: a document, or a published page."""

    title: str
    publisher: str = ""
    address: str = ""
    day: date | None = None
    note: str = ""


@dataclass(frozen=True)
class About:
    """What a table is and where it comes from.

    `name` is the stem of the file's name (ASCII); `as_of` the day the table stands on; `headings` the words
    shown instead of column names in a workbook; `meanings` what columns mean; `notes` what readers must know.
    """

    name: str
    title: str
    lang: str
    snapshot_id: str
    built_on: date
    as_of: date
    demo: bool = False
    sources: tuple[Source, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def facts(self) -> list[tuple[str, str]]:
        """(what, its words) of everything but sources and columns, in the order to read."""
        said = [
            (message("download.title", self.lang), self.title),
            (message("download.product", self.lang), message("product.name", self.lang)),
            (message("download.snapshot", self.lang), self.snapshot_id),
            (message("download.built", self.lang), format_date(self.built_on, self.lang)),
            (message("download.as_of", self.lang), format_date(self.as_of, self.lang)),
            (message("download.method", self.lang), message("download.method_note", self.lang)),
            (message("download.cite", self.lang), self.citation()),
        ]
        said += [(message("download.note", self.lang), note) for note in self.notes]
        if self.demo:
            said.insert(0, (message("download.note", self.lang), message("demo.ribbon", self.lang)))
        return said

    def citation(self) -> str:
        """How to cite the table."""
        built = format_date(self.built_on, self.lang)
        facts = {"title": self.title, "snapshot": self.snapshot_id, "built": built}
        said = message("download.citation", self.lang, **facts)
        return f"{message('chart_words.watermark', self.lang)}. {said}" if self.demo else said

    def file_name(self, ending: str) -> str:
        """The name of the file, telling made-up data apart: 'lo-trinh-lai_chau.csv'."""
        mark = message("download.demo_stem", self.lang)
        return f"{mark}-{self.name}.{ending}" if self.demo else f"{self.name}.{ending}"

    def metadata(self) -> dict[str, str]:
        """The same as flat text, for formats with key-value metadata."""
        sources = [
            {
                "title": source.title,
                "publisher": source.publisher,
                "address": source.address,
                "date": source.day.isoformat() if source.day else "",
                "note": source.note,
            }
            for source in self.sources
        ]
        return {
            "title": self.title,
            "snapshot": self.snapshot_id,
            "built": self.built_on.isoformat(),
            "as_of": self.as_of.isoformat(),
            "demo": "true" if self.demo else "false",
            "method": message("download.method_note", self.lang),
            "citation": self.citation(),
            "notes": json.dumps(list(self.notes), ensure_ascii=False),
            "sources": json.dumps(sources, ensure_ascii=False),
            "columns": json.dumps(dict(self.meanings), ensure_ascii=False),
        }
