"""The method in one page: rules and worked example, thresholds from their one file, other measures beside ours."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pandas as pd

from kpi.markup import Cell, Column, Markup, Row, Table, macros
from kpi.markup.pieces import section
from kpi.method.outside_measures import compare_measures
from kpi.method.thresholds import Materiality, Threshold, ThresholdRow, load_method
from kpi.model.clock import today
from kpi.model.records import DocumentRecord, plain_records, records
from kpi.reading.province import cached, indicators
from kpi.store import document_queries
from kpi.store.warehouse import Snapshot
from kpi.words import document_name, format_number, format_ratio, is_missing, message, unit_name, with_labels
from ui.cards import badge

_HTML = macros(__name__)

_DOCS = Path(__file__).resolve().parents[2] / "docs"
_PAGE = {"vi": _DOCS / "method.md", "en": _DOCS / "method.en.md"}
_THRESHOLDS_HEADING = {"vi": "\n## Các ngưỡng", "en": "\n## Thresholds"}
_MOST_ROWS = 200
"""Nobody reads more rows of a check by eye, and those of all communes would be a hundred million characters."""


@cached
def rules_markdown(lang: str) -> str:
    """The page's text up to the table of thresholds, which is drawn from the file itself."""
    text = _PAGE[lang].read_text(encoding="utf-8")
    return with_labels(text.split(_THRESHOLDS_HEADING[lang])[0], lang)


@cached
def dictionary_markdown() -> str:
    """The data dictionary."""
    return (_DOCS / "data-dictionary.md").read_text(encoding="utf-8")


@cached
def thresholds_html(lang: str) -> Markup:
    """Every threshold with its value and source, as the code reads them."""
    method = load_method()
    heads = ("method.threshold", "method.value", "method.source")
    columns = [Column(message(key, lang), name=key == heads[0]) for key in heads]
    rows = []
    for row in method.thresholds():
        source = method.sources[row.threshold.source]
        label = with_labels(row.threshold.label_vi if lang == "vi" else row.threshold.label_en, lang)
        told = _HTML.source(source.title, source.url, row.threshold.borrowed, _in(lang, row.threshold), lang)
        rows.append(Row((label, Cell(_value(row, lang), "num"), told)))
    for one in method.materiality:
        label = message("method.materiality", lang, unit=_any_unit(one.unit, lang))
        rows.append(Row((label, Cell(format_number(one.value, lang), "num"), _in(lang, one))))
    return section(message("method.thresholds", lang), Table(columns, rows, style="stacked").html())


def _in(lang: str, explained: Threshold | Materiality) -> str:
    return with_labels(explained.reason_vi if lang == "vi" else explained.reason_en, lang)


def _any_unit(unit: str, lang: str) -> str:
    return message("method.other_units", lang) if unit == "*" else unit_name(unit, lang)


def _value(row: ThresholdRow, lang: str) -> str:
    threshold = row.threshold
    if threshold.unit == "ratio":
        return format_ratio(threshold.value, lang)
    number = format_number(threshold.value, lang, decimals=2)
    if threshold.unit == "year":
        return f"{threshold.value:.0f}"
    return f"{number} {message(f'method.unit_{threshold.unit}', lang)}"


@cached
def comparison_html(snapshot: Snapshot, lang: str) -> Markup:
    """Our judgement beside the two published measures, on every real series that all can judge this year."""
    rows = snapshot.query("SELECT * FROM progress WHERE as_of_year = $year", {"year": today().year})
    found = compare_measures(rows, snapshot.query("SELECT * FROM indicators"), load_method())
    if found.empty:
        return _HTML.comparison(message("method.comparison_none", lang), "", lang)
    names = _names(snapshot, lang)
    heads = ("series", "status", "progress", "statcan", "un")
    columns = [Column(message(f"method.{key}", lang), name=key == "series") for key in heads]
    body = [_comparison_row(snapshot, row, names, lang) for row in plain_records(found.head(_MOST_ROWS))]
    said = _agreement(found, lang)
    if len(found) > _MOST_ROWS:
        said += " " + message("method.comparison_first", lang, count=format_number(_MOST_ROWS, lang))
    return _HTML.comparison(said, Table(columns, body, style="stacked").html(), lang)


def _comparison_row(snapshot: Snapshot, row: dict[str, object], names: dict[str, str], lang: str) -> Row:
    province_id, indicator_id = str(row["province_id"]), str(row["indicator_id"])
    about = f"{indicators(snapshot, province_id)[indicator_id].name(lang)} · {names[province_id]}"
    keys = (f"{row['indicator_id']} {row['series']}", str(row["document_id"]))
    measured = " · ".join(names[key] for key in keys)
    progress = "–" if is_missing(row["planned_progress"]) else format_ratio(row["planned_progress"], lang)
    outside = (_outside(row, name, lang) for name in ("statcan", "un"))
    return Row((_HTML.series(about, measured), badge(str(row["status"]), lang), Cell(progress, "num"), *outside))


def _outside(row: dict[str, object], name: str, lang: str) -> Markup:
    family = "statcan" if name == "statcan" else "un_2023"
    word = message(f"{family}.{row[f'{name}_category']}", lang)
    ratio = row[f"{name}_ratio"]
    number = "" if is_missing(ratio) else format_ratio(ratio, lang)
    agrees = row[f"{name}_agrees"]
    verdict = "" if agrees is None else message("method.agrees" if agrees else "method.differs", lang)
    return _HTML.outside(number, word, verdict)


def _agreement(found: pd.DataFrame, lang: str) -> str:
    counts = {name: Counter(found[f"{name}_agrees"].dropna()) for name in ("statcan", "un")}
    return message(
        "method.agreement",
        lang,
        total=len(found),
        statcan=counts["statcan"][True],
        statcan_of=counts["statcan"].total(),
        un=counts["un"][True],
        un_of=counts["un"].total(),
    )


def _names(snapshot: Snapshot, lang: str) -> dict[str, str]:
    """Names of units and series (by 'indicator series'), and of documents, by id."""
    column = f"name_{lang}"
    rows = snapshot.rows(
        f"SELECT province_id AS id, {column} AS name FROM provinces "  # noqa: S608
        f"UNION ALL SELECT indicator_id || ' ' || series, {column} FROM series"
    )
    documents = records(document_queries.documents(snapshot), DocumentRecord)
    return {row["id"]: row["name"] for row in rows} | {
        document.document_id: document_name(document.cited, lang) for document in documents
    }
