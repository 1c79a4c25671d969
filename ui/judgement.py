"""Which judged row a page speaks of, and the sentence made from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from kpi import catalogue
from kpi.actual_tracks import find_baselines, territories
from kpi.figures.theme import STATUS_STYLES
from kpi.locale import message
from kpi.method import load_method
from kpi.narrative import sentence
from kpi.progress import progress
from kpi.promises import promises_due
from kpi.reasons import Status
from kpi.records import plain_records
from kpi.target_path import target_path
from kpi.warehouse import Snapshot
from ui.data import ProvinceData, cached, province_data
from ui.standing import Standing

ALL_SERIES = "tat_ca"

JudgedRow = Mapping[str, Any]


@st.cache_resource(max_entries=512, show_spinner=False)
def progress_of(shown: Snapshot, province_id: str, standing: Standing) -> Sequence[JudgedRow]:
    """Every judged row that concerns the province; missing values are None.

    Today's judgement is the warehouse's. Another day is judged by the same method on the same figures, cut to
    what had happened, and was known, by then.
    """
    if standing.is_today:
        return plain_records(catalogue.progress(shown, province_id, standing.day.year))
    known = province_data(shown, province_id)
    indicators, documents, lands = _method_tables(shown)
    rows = progress(
        known.targets_frame,
        known.actuals_frame,
        indicators,
        documents,
        load_method(),
        [standing.day.year],
        as_of=standing.day,
        knowledge_date=standing.known,
        lands=lands,
    )
    return plain_records(rows.assign(inherited=rows["province_id"].astype(object) != province_id))


@cached
def path_of(shown: Snapshot, province_id: str, standing: Standing) -> pd.DataFrame:
    """The target paths that concern the province; with another day's knowledge they start from its baselines."""
    known = province_data(shown, province_id)
    if standing.known is None:
        return known.path_frame
    indicators, documents, lands = _method_tables(shown)
    four = (known.targets_frame, known.actuals_frame, indicators, documents)
    baselines = find_baselines(*four, load_method(), lands, standing.known)
    return target_path(known.targets_frame, baselines, indicators)


@st.cache_resource(max_entries=4, show_spinner=False)
def _method_tables(shown: Snapshot) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Indicators, documents, and since and until when each unit has its territory."""
    lands = territories(shown.query("SELECT * FROM provinces"), shown.query("SELECT * FROM crosswalk"))
    return shown.query("SELECT * FROM indicators"), shown.query("SELECT * FROM documents"), lands


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
        key=lambda row: (row["status"] == Status.NOT_ASSESSABLE, ranks.get(row["series"], len(ranks) + 1)),
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
    targets = known.targets_frame
    targets = targets[(targets["indicator_id"] == indicator_id) & (targets["document_id"] == document_id)]
    name = str(targets[f"province_name_{lang}"].iloc[0])
    return sentence(
        row,
        asdict(indicator),
        name,
        lang,
        promises=promises_due(targets, standing.day.year),
        actual=_cited(known, row, standing),
    )


def _cited(known: ProvinceData, row: JudgedRow, standing: Standing) -> Mapping[str, Any] | None:
    """The published figure behind the row: the judged one, or the newest of its series that could not be."""
    figures = standing.visible(known.actuals_frame)
    figures = figures[
        (figures["indicator_id"] == row["indicator_id"])
        & (figures["province_id"] == row["province_id"])
        & (figures["series"] == row["series"])
    ]
    if figures.empty:
        return None
    exact = figures[(figures["value"] == row["actual"]) & (figures["qualifier"] == "exact")]
    if row["actual_period_end"] is not None and row["status"] != Status.NOT_ASSESSABLE:
        exact = exact[pd.to_datetime(exact["period_end"]).dt.date == row["actual_period_end"]]
    chosen = exact if len(exact) else figures
    return dict(chosen.iloc[-1])


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
