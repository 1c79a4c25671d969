"""Which judged row a page speaks of, and the sentence made from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from html import escape
from typing import Any

from kpi.charts.theme import STATUS_STYLES
from kpi.method.milestone_results import due_results
from kpi.method.progress import judge_from
from kpi.model.codes import DUE, Reason, Status
from kpi.model.records import Row, plain_records
from kpi.reading.province import ProvinceData, cached, ground, province_data
from kpi.store import province_queries
from kpi.store.warehouse import Snapshot
from kpi.words import message
from kpi.words.sentences import due_note, sentence
from kpi.words.target_clauses import promises_due
from ui.standpoint_choice import Standing

ALL_SERIES = "tat_ca"

JudgedRow = Mapping[str, Any]


@cached
def progress_of(shown: Snapshot, province_id: str, standing: Standing) -> Sequence[JudgedRow]:
    """Every judged row that concerns the province; missing values are None.

    Today's judgement is the warehouse's. Another day is judged by the same method on the same figures, cut to
    what had happened, and was known, by then.
    """
    if standing.is_today:
        return province_queries.progress(shown, province_id, standing.day.year)
    rows = judge_from(
        ground(shown, province_id), [standing.day.year], as_of=standing.day, knowledge_date=standing.known
    )
    return plain_records(rows.assign(inherited=rows["province_id"].astype(object) != province_id))


@cached
def path_of(shown: Snapshot, province_id: str, standing: Standing) -> Sequence[Row]:
    """The target paths that concern the province; with another day's knowledge they start from its baselines."""
    if standing.known is None:
        return province_data(shown, province_id).path_rows
    return plain_records(ground(shown, province_id).path_known(standing.known))


@cached
def results_of(shown: Snapshot, province_id: str, standing: Standing) -> Sequence[Row]:
    """What came of every target that was due by the day, as known then."""
    if standing.is_today:
        return province_queries.milestone_results(shown, province_id)
    return plain_records(due_results(ground(shown, province_id), standing.day, standing.known))


def judged_row(
    shown: Snapshot,
    province_id: str,
    indicator_id: str,
    document_id: str,
    standing: Standing,
    series: str = ALL_SERIES,
) -> JudgedRow | None:
    """The row that a page speaks of: of the asked series, else the first series that can be judged, else the first.

    None when the document promises nothing about the indicator.
    """
    rows = [
        row
        for row in progress_of(shown, province_id, standing)
        if (row["indicator_id"], row["document_id"]) == (indicator_id, document_id)
    ]
    asked = [row for row in rows if row["series"] == series]
    figures = province_data(shown, province_id).actuals
    ranks = {figure.series: figure.series_rank for figure in figures if figure.indicator_id == indicator_id}
    return min(
        asked or rows,
        key=lambda row: (
            row["status"] == Status.NOT_ASSESSABLE,
            row["reason"] == Reason.MEASURE_DIFFERS,
            ranks.get(row["series"], len(ranks) + 1),
        ),
        default=None,
    )


def sentence_of(
    shown: Snapshot,
    province_id: str,
    indicator_id: str,
    document_id: str,
    standing: Standing,
    lang: str,
    series: str = ALL_SERIES,
) -> str:
    """The sentence for one promise, from the judged row and the figure that it judges."""
    row = judged_row(shown, province_id, indicator_id, document_id, standing, series)
    if row is None:
        return ""
    known = province_data(shown, province_id)
    indicator = next(item for item in known.indicators if item.indicator_id == indicator_id)
    targets = [
        target
        for target in known.target_rows
        if (target["indicator_id"], target["document_id"]) == (indicator_id, document_id)
    ]
    name = targets[0][f"province_name_{lang}"]
    said = sentence(
        row,
        asdict(indicator),
        name,
        lang,
        promises=promises_due(targets, standing.day.year),
        actual=_cited(known, row, standing),
    )
    results = [
        result
        for result in results_of(shown, province_id, standing)
        if (result["indicator_id"], result["document_id"]) == (indicator_id, document_id)
    ]
    note = "" if row["status"] in DUE else due_note(results, asdict(indicator), lang)
    return f"{said} {note}" if note else said


def _cited(known: ProvinceData, row: JudgedRow, standing: Standing) -> Mapping[str, Any] | None:
    """The published figure that the row names, else the newest of its series."""
    seen = [actual for actual in known.actual_rows if standing.sees(actual)]
    named = [actual for actual in seen if actual["actual_id"] == row["actual_id"]]
    same = ("province_id", "series")
    of_series = [
        actual
        for actual in seen
        if actual["indicator_id"] == row["measured_indicator_id"] and all(actual[key] == row[key] for key in same)
    ]
    found = named or of_series
    return found[-1] if found else None


def badge(status: str, lang: str) -> str:
    """The status as HTML: word, shape and colour together."""
    style = STATUS_STYLES[status]
    return (
        f"<span class='status' style='color:{style.text};background:{style.tint}'>"
        f"<span aria-hidden='true'>{style.glyph}</span> {escape(style.word(lang))}</span>"
    )


def reason(row: JudgedRow, lang: str) -> str:
    """Why the status is what it is, in words."""
    return message(f"reason.{row['reason']}", lang)
