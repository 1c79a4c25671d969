"""Số liệu, part Tình trạng dữ liệu: what checks found, how complete each document is, what is missing and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from kpi.markup import Markup, macros
from kpi.markup.pieces import page_head, paragraph, section
from kpi.model.cache import cache
from kpi.model.records import DocumentRecord, records
from kpi.model.vocabulary import NATION
from kpi.reading.province import indicators
from kpi.store import data_health, document_queries
from kpi.store.warehouse import Snapshot
from kpi.words import format_date, format_number, message, titled_name, undated_name
from kpi.words.messages import catalogue
from ui import cards, downloads
from ui.plain_table import NOTHING, plain_table, words
from ui.shell import html

_HTML = macros(__name__)

SHOWN_ROWS = 100
_COUNTED = ("texts", "documents", "targets", "actuals", "warnings", "corrections", "not_loaded")
_cached = cache(8)

Read = Callable[[Snapshot], pa.Table]
Row = dict[str, Any]


def draw(snapshot: Snapshot, lang: str) -> None:
    """The whole part; each table with its files under it."""
    html(head_html(snapshot, lang))
    html(checks_html(snapshot, lang))
    _files(snapshot, "checks", data_health.checks, lang)
    html(completeness_html(snapshot, lang))
    _files(snapshot, "completeness", data_health.completeness, lang)
    html(missing_html(snapshot, lang))
    _files(snapshot, "missing", data_health.missing, lang)
    html(corrections_html(snapshot, lang))
    _files(snapshot, "corrections", data_health.corrections, lang)
    html(not_loaded_html(snapshot, lang))
    _files(snapshot, "not_loaded", data_health.not_loaded, lang)


def _files(snapshot: Snapshot, name: str, read: Read, lang: str) -> None:
    told = downloads.about(snapshot, name.replace("_", "-"), message(f"health.file_{name}", lang), lang)
    downloads.table_buttons(f"health-{name}", told, lambda: (read(snapshot), ()))


@_cached
def head_html(snapshot: Snapshot, lang: str) -> Markup:
    """How much there is."""
    found = data_health.counts(snapshot)
    pairs = [(format_number(found[name], lang), message(f"health.{name}", lang)) for name in _COUNTED]
    return page_head(message("data.part_tinh_trang", lang), message("health.lead", lang), more=cards.facts(pairs))


@_cached
def checks_html(snapshot: Snapshot, lang: str) -> Markup:
    """Each check that found something: what it means, and the rows."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in data_health.checks(snapshot).to_pylist():
        found[row["check_name"]].append(row)
    names = _all_names(snapshot, lang)
    fewest_first = sorted(found.items(), key=lambda pair: len(pair[1]))
    parts = [_check_html(name, rows, names, lang) for name, rows in fewest_first]
    said = message("health.checks_passed" if parts else "health.checks_none", lang)
    return section(message("health.checks", lang), paragraph(said), *parts)


def _check_html(name: str, rows: list[Row], names: Callable[[str], Mapping[str, str]], lang: str) -> Markup:
    known = f"check.{name}.title" in catalogue(lang)
    column = "message" if lang == "vi" else "message_en"
    title = message(f"check.{name}.title", lang) if known else rows[0][column]
    what = message(f"check.{name}.what", lang) if known else ""
    told = [(subject_words(row["subject"], names(row["subject"])), row[column]) for row in rows[:SHOWN_ROWS]]
    return _HTML.found(title, format_number(len(rows), lang), what, told, len(rows) - SHOWN_ROWS, lang)


def subject_words(subject: str, names: Mapping[str, str]) -> str:
    """The ids of a check's subject as names: 'tien_giang_plan_2025 coverage_5g 2030' -> '… · Phủ sóng 5G · 2030'."""
    return " · ".join(names.get(token, token) for token in subject.split())


def _all_names(snapshot: Snapshot, lang: str) -> Callable[[str], Mapping[str, str]]:
    """The names that the ids of a check's subject stand for; an indicator of the nation is named as the nation's."""
    known = records(document_queries.documents(snapshot), DocumentRecord)
    documents = {document.document_id: undated_name(document.cited, lang) for document in known}
    national = {NATION, *(document.document_id for document in known if document.province_id == NATION)}
    names = data_health.names(snapshot, lang) | documents
    of_nation = names | {key: item.name(lang) for key, item in indicators(snapshot, NATION).items()}
    return lambda subject: of_nation if national.intersection(subject.split()) else names


@_cached
def completeness_html(snapshot: Snapshot, lang: str) -> Markup:
    """One row a document and unit."""
    known = records(document_queries.documents(snapshot), DocumentRecord)
    names = {document.document_id: titled_name(document.cited, lang) for document in known}
    rows = [
        (
            names.get(row["document_id"], row["title_vi"]),
            row[f"province_{lang}"],
            str(row["indicators"]),
            f"{row['measured']}/{row['indicators']}",
            f"{row['exact']}/{row['indicators']}",
            words(row["conflicting"] or None),
            _day(row["newest"], lang),
        )
        for row in data_health.completeness(snapshot).slice(0, SHOWN_ROWS).to_pylist()
    ]
    keys = ("document", "unit", "targeted", "with_actual", "with_exact", "conflicting", "newest")
    return _section("completeness", "", keys, rows, lang, numeric=range(2, 7))


def _day(day: date | None, lang: str) -> str:
    return format_date(day, lang) if day else NOTHING


@_cached
def missing_html(snapshot: Snapshot, lang: str) -> Markup:
    """Of how many indicators each unit has a target and no actual."""
    counts = data_health.missing_counts(snapshot).to_pylist()
    rows = [(row[f"province_{lang}"], format_number(row["missing"], lang)) for row in counts[:SHOWN_ROWS]]
    lead = message("health.missing_lead", lang, count=format_number(sum(row["missing"] for row in counts), lang))
    return _section("missing", lead, ("province", "count"), rows, lang, numeric=(1,))


@_cached
def corrections_html(snapshot: Snapshot, lang: str) -> Markup:
    """Every declared correction."""
    rows = [
        (
            row["file"].rpartition("/")[2],
            message("health.whole_file", lang) if row["line"] is None else str(row["line"]),
            *(row[name] for name in ("printed", "read_as", "reason", "evidence", "decided_by")),
            _day(row["valid_until"], lang),
        )
        for row in data_health.corrections(snapshot).slice(0, SHOWN_ROWS * 2).to_pylist()
    ]
    keys = ("file", "line", "printed", "read_as", "reason", "evidence", "decided_by", "valid_until")
    return _section("corrected", message("health.corrected_lead", lang), keys, rows, lang, numeric=(1,))


@_cached
def not_loaded_html(snapshot: Snapshot, lang: str) -> Markup:
    """Every gathered row that was not loaded, with the reason."""
    names = ("source_file", "source_line", "indicator", "province", "period", "value", "reason")
    rows = [
        tuple(words(row[name]) for name in names)
        for row in data_health.not_loaded(snapshot).slice(0, SHOWN_ROWS * 2).to_pylist()
    ]
    keys = ("file", "line", "indicator", "province", "period", "value", "reason")
    return _section("refused", message("health.refused_lead", lang), keys, rows, lang, numeric=(1,))


def _section(
    name: str,
    lead: str,
    keys: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    lang: str,
    *,
    numeric: Collection[int],
) -> Markup:
    heading = message(f"health.{name}", lang)
    heads = [message(f"health.{key}", lang) for key in keys]
    none = paragraph(NOTHING, "muted")
    drawn = plain_table(heads, rows, heading, numeric=numeric, style="tall") if rows else none
    return section(heading, paragraph(lead), drawn)
