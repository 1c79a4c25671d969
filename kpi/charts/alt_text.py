"""The path chart in words, for readers who hear the page: made from the same rows as the chart."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import groupby
from typing import Any

from kpi.charts import words
from kpi.charts.axes import FIRST_YEAR, LAST_YEAR
from kpi.charts.path.observations import Observation, as_date, observations, row_dicts
from kpi.model.records import Row, Table
from kpi.model.vocabulary import TargetStatus
from kpi.words import format_period, message
from kpi.words.target_clauses import distinct


def path_alt_text(
    targets: Table,
    actuals: Table,
    indicator: Mapping[str, Any],
    province_name: str,
    lang: str,
    *,
    national: Table | None = None,
    demo: bool = False,
    decided_by: Collection[str] = (),
) -> str:
    """What `path_scene` shows, in sentences: milestones, contradictions, actuals, national targets.

    Takes the same tables and `decided_by` as `path_scene`. Revised actuals are left to the table beside the chart.
    """
    parts = [
        message(
            "alt.head",
            lang,
            subject=indicator[f"name_{lang}"],
            who=province_name,
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
    ]
    if demo:
        parts.append(message("alt.demo", lang))
    parts += _targets(row_dicts(targets), lang)
    if national is not None and len(national):
        parts.append(message("alt.national", lang, values=_list_targets(row_dicts(national), lang)))
    parts += _achieved(observations(actuals), lang, decided_by)
    return " ".join(parts)


def _targets(targets: list[Row], lang: str) -> list[str]:
    official = [row for row in targets if row["status"] == TargetStatus.IN_FORCE]
    conflicting = [row for row in targets if row["status"] == TargetStatus.CONFLICTING]
    parts = []
    if official:
        parts.append(message("alt.official", lang, values=_list_targets(official, lang)))
    if conflicting:
        parts.append(message("alt.conflicting", lang, values=_list_targets(conflicting, lang)))
    return parts or [message("alt.no_target", lang)]


def _list_targets(targets: list[Row], lang: str) -> str:
    ordered = sorted(targets, key=lambda row: (row["year"], row["value"]))
    values = [
        message("chart_words.value_year", lang, value=words.full_target(row, lang, spoken=True), year=row["year"])
        for _, same_year in groupby(ordered, key=lambda row: row["year"])
        for row in distinct(list(same_year))
    ]
    return "; ".join(values)


def _achieved(found: list[Observation], lang: str, decided_by: Collection[str]) -> list[str]:
    if not found:
        return [message("alt.no_actual", lang)]
    parts = []
    for series in dict.fromkeys(item.series for item in found):
        items = [item for item in found if item.series == series and not item.revised]
        values = "; ".join(_cited(item, lang, decided_by) for item in items)
        parts.append(message("alt.actual", lang, series=words.series_name(items[0].row, lang), values=values))
    return parts


def _cited(item: Observation, lang: str, decided_by: Collection[str]) -> str:
    period = format_period(as_date(item.row["period_start"]), as_date(item.row["period_end"]), lang)
    said = message("narrative.actual", lang, value=words.qualified_actual(item.row, lang), period=period)
    decides = item.row.get("actual_id") in decided_by
    return message("chart_words.deciding_value", lang, value=said) if decides else said
