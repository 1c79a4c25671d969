"""Where numbers come from, in words for paper: document, line and words, or publisher, title and address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from kpi.briefing.content import Source
from kpi.charts.path.observations import as_date
from kpi.model.cited import cited_by
from kpi.model.target_places import copy_url, is_in_held_text, line_of
from kpi.words import document_name, format_date, is_missing, message, undated_name

_TITLE_WORDS = 14
_MANY_LINES = 25


def document_words(row: Mapping[str, Any], lang: str, *, dated: bool = True) -> str:
    """What the document of a row of targets is called; a long title without a number by its first words."""
    cited = cited_by(row)
    short = cited._replace(title_vi=_first_words(cited.title_vi), title_en=_first_words(cited.title_en or ""))
    return (document_name if dated else undated_name)(short, lang)


def _first_words(title: str) -> str:
    words = title.split()
    return title if len(words) <= _TITLE_WORDS else f"{' '.join(words[:_TITLE_WORDS])}…"


def target_source(row: Mapping[str, Any], lang: str) -> Source:
    """The document of a target, with the line it stands on, or where it was announced."""
    name = document_words(row, lang)
    line = line_of(row)
    if is_in_held_text(line, row["source_url"]):
        return Source(name, f"{name}{_issuer(row, name)}", line=line)
    of_copy = "briefing.source_press" if line is None else "briefing.source_copy"
    return Source(
        name, message(of_copy, lang, name=name, issuer=_issuer(row, name)), copy_url(row["source_url"], None), line
    )


def _issuer(row: Mapping[str, Any], name: str) -> str:
    """Who issued the document, in brackets; nothing where unknown or already said."""
    issuer = "" if is_missing(row["issuer"]) else str(row["issuer"])
    return f" ({issuer})" if issuer and issuer not in name else ""


def actual_source(row: Mapping[str, Any], lang: str) -> Source:
    """Publisher, title, address of an actual, and the day it became known where the source tells it."""
    known = ""
    if not is_missing(row["recorded_at"]):
        known = f", {message('source.known_on', lang, date=format_date(as_date(row['recorded_at']), lang))}"
    text = f"{row['publisher']}: “{row['source_title']}”{known}"
    return Source(str(row["publisher"]), text, str(row["source_url"]))


def cited(sources: Iterable[Source], lang: str) -> tuple[Source, ...]:
    """The list of sources for the end of a paper: each document once, with every line that was cited."""
    lines: dict[Source, set[int]] = {}
    for source in sources:
        found = lines.setdefault(replace(source, line=None), set())
        if source.line is not None:
            found.add(source.line)
    return tuple(
        replace(source, text=f"{source.text}, {_lines(found, lang)}") if found else source
        for source, found in lines.items()
    )


def _lines(found: set[int], lang: str) -> str:
    """The lines one by one; of very many the first and the last, and how many they are."""
    if len(found) > _MANY_LINES:
        return message("briefing.source_lines", lang, first=min(found), last=max(found), count=len(found))
    return message("source.line", lang, line=", ".join(str(line) for line in sorted(found)))


def distinct(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Every source once, in order of appearance."""
    return tuple(dict.fromkeys(sources))


def source_line(sources: Iterable[Source], lang: str) -> str:
    """The short line under a chart: 'Nguồn: Kế hoạch số 11-KH/TU, ngày 17/10/2025; Bộ Khoa học và Công nghệ'."""
    names = "; ".join(dict.fromkeys(source.short for source in sources))
    return message("briefing.source", lang, names=names) if names else ""
