"""What can be chosen on the page Chỉ tiêu: the indicator to open first, plans and series of an indicator."""

from __future__ import annotations

from kpi.model.records import TargetRecord
from kpi.reading.province import province_data, provinces
from kpi.reading.standpoint import Standpoint
from kpi.reading.subject import ALL_SERIES, first_document
from kpi.store.warehouse import Snapshot
from kpi.words import document_name, message


def indicator_names(snapshot: Snapshot, province_id: str, lang: str) -> dict[str, str]:
    """The indicators of which the province has targets or actuals, by id; empty when it has none."""
    return {item.indicator_id: item.name(lang) for item in province_data(snapshot, province_id).indicators}


def default_indicator(snapshot: Snapshot, province_id: str) -> str:
    """The indicator to open first: a headline one of which the province has a target, else its first target."""
    known = province_data(snapshot, province_id)
    targeted = {target.indicator_id for target in known.targets}
    ordered = sorted(known.indicators, key=lambda i: (i.indicator_id not in targeted, not i.headline))
    return ordered[0].indicator_id


def document_options(
    snapshot: Snapshot, province_id: str, indicator_id: str, lang: str, standpoint: Standpoint
) -> dict[str, str]:
    """Documents that set a target of the indicator, the one that counts first on the day before the others.

    One without a day of issue that nobody knew of by the day is not offered. A single nameless one when none is left;
    before plans of former units one of that kind where the unit has actuals of its own, which those plans do not judge.
    """
    known = province_data(snapshot, province_id)
    found = [
        target
        for target in known.targets
        if target.indicator_id == indicator_id and (target.issued_on or standpoint.has(target.known_on))
    ]
    labels: dict[str, str] = {}
    for target in found:
        labels.setdefault(target.document_id, _document_label(snapshot, target, lang))
    first = first_document(snapshot, province_id, indicator_id, standpoint)
    if first in labels:
        labels = {first: labels[first]} | labels
    own = any(item.indicator_id == indicator_id and item.province_id == province_id for item in known.actuals)
    if own and labels and all(target.inherited for target in found):
        labels = {"": message("choose.no_own_plan", lang)} | labels
    return labels or {"": ""}


def _document_label(snapshot: Snapshot, target: TargetRecord, lang: str) -> str:
    name = document_name(target.cited, lang)
    if target.inherited:
        inherited = message("overview.inherited", lang, name=provinces(snapshot)[target.province_id].full_name(lang))
        return f"{name} · {inherited}"
    return name


def series_options(snapshot: Snapshot, province_id: str, indicator_id: str, lang: str) -> dict[str, str]:
    """Series that measure the indicator here; the first entry is all of them side by side."""
    found = [a for a in province_data(snapshot, province_id).actuals if a.indicator_id == indicator_id]
    return {ALL_SERIES: message("indicator.all_series", lang)} | {a.series: a.series_name(lang) for a in found}
