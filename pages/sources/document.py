"""A document in full, its targets highlighted in place."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from kpi.model.records import DocumentRecord, TargetRecord
from kpi.reading.province import cached, corrections, document_lines, document_targets
from kpi.store.warehouse import Snapshot
from kpi.words import document_name, message
from ui.provenance import highlight

_BEFORE = 6


@cached
def document_html(shown: Snapshot, document: DocumentRecord, first: int, lang: str) -> str:
    """The text from a few lines before `first` on, every target's words highlighted."""
    lines = document_lines(shown, document.document_id)
    targets = document_targets(shown, document.document_id)
    if not lines:
        return f"<p class='lead'>{escape(message('document.no_text', lang))}</p>"
    marked = _marked(lines, targets)
    rows = []
    for number, text in enumerate(lines, start=1):
        shown_text = marked.get(number) or escape(text.strip())
        if shown_text:
            here = " here" if number == first else ""
            rows.append(
                f"<div class='line{here}' id='line-{number}'><span class='n'>{number}</span>"
                f"<span>{shown_text}</span></div>"
            )
    return _split(rows, first, lang)


def _split(rows: list[str], first: int, lang: str) -> str:
    """What stands before the asked line is folded away, so that the line is at the top without scrolling."""
    start = next((place for place, row in enumerate(rows) if f"id='line-{first}'" in row), 0)
    cut = max(0, start - _BEFORE)
    before = "".join(rows[:cut])
    folded = (
        f"<details><summary>{escape(message('document.before', lang))}</summary>"
        f"<div class='excerpt'>{before}</div></details>"
        if before
        else ""
    )
    return f"{folded}<div class='excerpt document'>{''.join(rows[cut:])}</div>"


def _marked(lines: list[str], targets: list[TargetRecord]) -> dict[int, str]:
    marked: dict[int, str] = {}
    for target in targets:
        if target.line and target.quote:
            for number, text in highlight(lines, target.line, target.quote).items():
                marked.setdefault(number, text)
    return marked


@cached
def head_html(shown: Snapshot, document: DocumentRecord, lang: str) -> str:
    """Title, number, what was read from it and which readings differ from the scan."""
    count = len({(t.line, t.quote) for t in document_targets(shown, document.document_id)})
    notes = [message("document.targets", lang, count=count)]
    if document.province_id is None:
        notes.append(message("document.no_province", lang))
    if document.note:
        notes.append(document.note)
    listed = "".join(f"<li>{escape(note)}</li>" for note in notes)
    return (
        f"<header class='stack'><h1>{escape(document_name(document.cited, lang))}</h1>"
        f"<p class='lead'>{escape(document.title_vi)}</p><ul>{listed}</ul>"
        f"<p class='muted'>{escape(message('document.scan', lang))}</p>{_corrections(shown, document, lang)}</header>"
    )


def _corrections(shown: Snapshot, document: DocumentRecord, lang: str) -> str:
    found = corrections(shown, document.file)
    if not found:
        return ""
    heads = ("document.line", "document.printed", "document.read_as", "document.reason", "document.evidence")
    head = "".join(f"<th scope='col'>{escape(message(key, lang))}</th>" for key in heads)
    body = "".join(_correction_row(row) for row in found)
    summary = escape(message("document.corrections", lang, count=len(found)))
    return (
        f"<details><summary>{summary}</summary><div class='scroll' tabindex='0'>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div></details>"
    )


def _correction_row(row: Mapping[str, Any]) -> str:
    line = "–" if row["line"] is None else row["line"]
    cells = (line, row["printed"], row["read_as"], row["reason"], row["evidence"])
    return f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in cells)}</tr>"
