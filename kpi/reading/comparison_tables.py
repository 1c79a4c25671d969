"""The tables behind the views of a comparison as files hold them: ids beside names, numbers and days as such."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from kpi.model.records import ActualRecord, PathRecord, TargetRecord
from kpi.model.vocabulary import NATION
from kpi.reading.boundaries import HistoryRow
from kpi.reading.comparison import Comparison, ambition_of
from kpi.reading.ranking import Candidate, Place
from kpi.store.compare_queries import Row

_TEXT, _NUMBER, _WHOLE, _DAY = pa.string(), pa.float64(), pa.int32(), pa.date32()
_UNIT = {"province_id": _TEXT, "province": _TEXT}
_RANK = {"rank_first": _WHOLE, "rank_last": _WHOLE, "tier": _WHOLE, "measure": _TEXT, "value": _NUMBER, "reason": _TEXT}
_VALUE = {"value": _NUMBER, "value_high": _NUMBER, "denominator": _NUMBER, "unit": _TEXT}
_ACTUAL = {
    "series": _TEXT,
    "period_start": _DAY,
    "period_end": _DAY,
    "actual": _NUMBER,
    "actual_high": _NUMBER,
    "qualifier": _TEXT,
    "unit": _TEXT,
}
_JUDGED = {
    "document_id": _TEXT,
    "planned_year": _WHOLE,
    "planned": _NUMBER,
    "planned_method": _TEXT,
    "next_milestone_year": _WHOLE,
    "next_milestone": _NUMBER,
    "gap": _NUMBER,
    "planned_progress": _NUMBER,
    "achieved_per_year": _NUMBER,
    "required_per_year": _NUMBER,
    "status": _TEXT,
    "status_reason": _TEXT,
}
_TARGET = {
    "indicator_id": _TEXT,
    "inherited_by": _TEXT,
    "year": _WHOLE,
    "operator": _TEXT,
    **_VALUE,
    "cadence": _TEXT,
    "beside_nation": _TEXT,
    "status": _TEXT,
    "document_id": _TEXT,
    "document_number": _TEXT,
    "document_kind": _TEXT,
    "line": _WHOLE,
    "quote": _TEXT,
    "source_url": _TEXT,
}
_NUMBERS = {
    "kind": _TEXT,
    "year": _WHOLE,
    "period_start": _DAY,
    "period_end": _DAY,
    "sign": _TEXT,
    **_VALUE,
    "series": _TEXT,
    "method": _TEXT,
    "document_id": _TEXT,
    "publisher": _TEXT,
    "source_url": _TEXT,
}
_CELL = {"indicator_id": _TEXT, "indicator": _TEXT, "year": _WHOLE, "state": _TEXT, "state_in_words": _TEXT}
_HISTORY = {
    "series": _TEXT,
    "period_start": _DAY,
    "period_end": _DAY,
    **_VALUE,
    "qualifier": _TEXT,
    "origin": _TEXT,
    "why": _TEXT,
    "publisher": _TEXT,
    "source_url": _TEXT,
}
NOTHING = "nothing"


def _table(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, pa.DataType]) -> pa.Table:
    return pa.Table.from_pylist([dict(row) for row in rows], schema=pa.schema(list(columns.items())))


def ranking_table(
    found: Comparison, names: Mapping[str, str], reason: Callable[[Candidate], str], *, indicator: Row
) -> pa.Table:
    """Every unit of the comparison, the placed from best to worst, then the unranked; `reason` puts theirs in words."""
    rows = []
    members: list[Place | Candidate] = [*found.ranking.placed, *found.ranking.unranked]
    for member in members:
        judged = found.judged_row.get(member.province_id) or found.plan.get(member.province_id) or {}
        rows.append(
            {
                "province_id": member.province_id,
                "province": names[member.province_id],
                "measure": str(found.asked.measure),
                **_placed(member, reason),
                **_actual_of(found.actual.get(member.province_id), indicator),
                **{name: judged.get(name) for name in _JUDGED},
                "status_reason": judged.get("reason"),
            }
        )
    return _table(rows, {**_UNIT, **_RANK, **_ACTUAL, **_JUDGED})


def _placed(unit: Place | Candidate, reason: Callable[[Candidate], str]) -> dict[str, Any]:
    if isinstance(unit, Place):
        return {"rank_first": unit.first, "rank_last": unit.last, "tier": unit.tier, "value": unit.value}
    return {"reason": reason(unit)}


def _actual_of(actual: Row | None, indicator: Row) -> dict[str, Any]:
    if actual is None:
        return {"unit": indicator["unit"]}
    same = {name: actual[name] for name in ("series", "period_start", "period_end", "qualifier", "unit")}
    return {**same, "actual": actual["value"], "actual_high": actual["value_high"]}


def targets_table(
    targets: Sequence[TargetRecord],
    names: Mapping[str, str],
    successors: Mapping[str, str],
    indicators: Mapping[str, Row],
) -> pa.Table:
    """Every target, one row each, beside the nation's for the same indicator and year.

    `successors` maps former units to the unit that keeps their targets. Of several documents of the nation the one
    issued last counts.
    """
    nation = {(t.indicator_id, t.year): target_row(t) for t in reversed(targets) if t.province_id == NATION}
    rows = []
    for target in targets:
        beside = None
        if target.province_id != NATION:
            goal = nation.get((target.indicator_id, target.year))
            beside = ambition_of(target_row(target), goal, indicators[target.indicator_id])
        rows.append(
            {
                **{name: getattr(target, name, None) for name in _TARGET},
                "province_id": target.province_id,
                "province": names[target.province_id],
                "inherited_by": successors.get(target.province_id),
                "beside_nation": str(beside) if beside else None,
            }
        )
    return _table(rows, {**_UNIT, **_TARGET})


def target_row(target: TargetRecord) -> Row:
    """What decides about a target, as a row of the queries has it."""
    return {
        name: getattr(target, name) for name in ("operator", "value", "value_high", "denominator", "unit", "cadence")
    }


def numbers_table(
    province_ids: Sequence[str],
    names: Mapping[str, str],
    targets: Sequence[TargetRecord],
    actuals: Sequence[ActualRecord],
    paths: Mapping[str, Sequence[PathRecord]],
) -> pa.Table:
    """Every number of some units: `kind` is target, actual or planned (a year between two targets)."""
    rows: list[dict[str, Any]] = []
    for province_id in province_ids:
        unit = {"province_id": province_id, "province": names[province_id]}
        for target in targets:
            if target.province_id == province_id:
                known = {name: getattr(target, name) for name in ("year", *_VALUE, "document_id", "source_url")}
                rows.append({**unit, "kind": "target", "sign": target.operator, **known})
        for actual in actuals:
            if actual.province_id == province_id:
                names_of = ("period_start", "period_end", *_VALUE, "series", "publisher", "source_url")
                known = {name: getattr(actual, name) for name in names_of}
                rows.append(
                    {**unit, "kind": "actual", "sign": actual.qualifier, "year": actual.period_end.year, **known}
                )
        for year in paths.get(province_id, ()):
            if not year.official and year.value is not None:
                known = {name: getattr(year, name) for name in ("year", "value", "value_high", "method", "document_id")}
                rows.append({**unit, "kind": "planned", **known})
    return _table(rows, {**_UNIT, **_NUMBERS})


def states_table(
    cells: Sequence[Row],
    units: Mapping[str, str],
    indicators: Mapping[str, str],
    year: int,
    words: Mapping[str, str],
) -> pa.Table:
    """Every cell of the heat map, the empty ones too; `units` and `indicators` map ids to names."""
    states = {(cell["indicator_id"], cell["province_id"]): str(cell["state"]) for cell in cells}
    rows = (
        {
            "province_id": province_id,
            "province": unit,
            "indicator_id": indicator_id,
            "indicator": indicator,
            "year": year,
            "state": states.get((indicator_id, province_id), NOTHING),
            "state_in_words": words[states.get((indicator_id, province_id), NOTHING)],
        }
        for indicator_id, indicator in indicators.items()
        for province_id, unit in units.items()
    )
    return _table(rows, {**_UNIT, **_CELL})


def history_table(found: Sequence[HistoryRow], successor: str, names: Mapping[str, str], unit: str) -> pa.Table:
    """Every period of a merged unit and its former ones; `origin` says what was published and what was rebuilt."""
    rows = []
    for row in found:
        period = {"series": row.series, "period_start": row.start, "period_end": row.end, "unit": unit}
        for province_id, actual in row.unit_actuals.items():
            known = {name: getattr(actual, name) for name in (*_VALUE, "qualifier", "publisher", "source_url")}
            rows.append(
                {"province_id": province_id, "province": names[province_id], **period, **known, "origin": "observed"}
            )
        if successor not in row.unit_actuals:
            joined = {"value": row.joined.value, "origin": str(row.joined.origin), "why": row.joined.why}
            rows.append({"province_id": successor, "province": names[successor], **period, **joined})
    return _table(rows, {**_UNIT, **_HISTORY})
