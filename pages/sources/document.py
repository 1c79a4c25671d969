"""A document in full, its targets highlighted in place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kpi.markup import EMPTY, Column, Markup, Row, Table, macros
from kpi.markup.pieces import folded, paragraph
from kpi.model.records import DocumentRecord, TargetRecord
from kpi.reading.province import cached, corrections, document_lines, document_targets
from kpi.store.warehouse import Snapshot
from kpi.words import document_name, message
from ui.provenance import highlight

_HTML = macros(__name__)

_BEFORE = 6


@cached
def document_html(snapshot: Snapshot, document: DocumentRecord, first: int, lang: str) -> Markup:
    """The text from a few lines before `first` on, every target's words highlighted.

    What stands before is folded away, so that the line is at the top without scrolling.
    """
    lines = document_lines(snapshot, document.document_id)
    targets = document_targets(snapshot, document.document_id)
    if not lines:
        return paragraph(message("document.no_text", lang))
    marked = _marked(lines, targets)
    texts = ((number, marked.get(number) or text.strip()) for number, text in enumerate(lines, start=1))
    rows = [(number, text, number == first) for number, text in texts if text]
    cut = max(0, next((place for place, row in enumerate(rows) if row[0] == first), 0) - _BEFORE)
    return _HTML.text(rows[:cut], rows[cut:], lang)


def _marked(lines: list[str], targets: list[TargetRecord]) -> dict[int, Markup]:
    marked: dict[int, Markup] = {}
    for target in targets:
        if target.line and target.quote:
            for number, text in highlight(lines, target.line, target.quote).items():
                marked.setdefault(number, text)
    return marked


@cached
def head_html(snapshot: Snapshot, document: DocumentRecord, lang: str) -> Markup:
    """Title, number, what was read from it and which readings differ from the scan."""
    count = len({(t.line, t.quote) for t in document_targets(snapshot, document.document_id)})
    notes = [message("document.targets", lang, count=count)]
    if document.province_id is None:
        notes.append(message("document.no_province", lang))
    if document.note:
        notes.append(document.note)
    name = document_name(document.cited, lang)
    return _HTML.head(name, document.cited.title(lang), notes, _corrections(snapshot, document, lang), lang)


def _corrections(snapshot: Snapshot, document: DocumentRecord, lang: str) -> Markup:
    found = corrections(snapshot, document.file)
    if not found:
        return EMPTY
    heads = ("document.line", "document.printed", "document.read_as", "document.reason", "document.evidence")
    columns = [Column(message(key, lang)) for key in heads]
    table = Table(columns, [_correction_row(row) for row in found], style="stacked").html()
    return folded(message("document.corrections", lang, count=len(found)), table)


def _correction_row(row: Mapping[str, Any]) -> Row:
    line = "–" if row["line"] is None else row["line"]
    return Row([str(cell) for cell in (line, row["printed"], row["read_as"], row["reason"], row["evidence"])])
