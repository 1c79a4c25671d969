"""The tables behind the views of a comparison as files hold them: ids beside names, numbers and days as such."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from kpi.model.records import ActualRecord, PathRecord, TargetRecord
from kpi.model.vocabulary import NATION
from kpi.reading.boundaries import HistoryRow
from kpi.reading.comparison import ambition_of
from kpi.store.compare_queries import Row

TEXT, NUMBER, WHOLE, DAY = pa.string(), pa.float64(), pa.int32(), pa.date32()
UNIT = {"province_id": TEXT, "province": TEXT}
_VALUE = {"value": NUMBER, "value_high": NUMBER, "denominator": NUMBER, "unit": TEXT}
_TARGET = {
    "indicator_id": TEXT,
    "inherited_by": TEXT,
    "year": WHOLE,
    "operator": TEXT,
    **_VALUE,
    "cadence": TEXT,
    "beside_nation": TEXT,
    "status": TEXT,
    "document_id": TEXT,
    "document_number": TEXT,
    "document_kind": TEXT,
    "line": WHOLE,
    "quote": TEXT,
    "source_url": TEXT,
}
_NUMBERS = {
    "kind": TEXT,
    "year": WHOLE,
    "period_start": DAY,
    "period_end": DAY,
    "sign": TEXT,
    **_VALUE,
    "series": TEXT,
    "method": TEXT,
    "document_id": TEXT,
    "publisher": TEXT,
    "source_url": TEXT,
}
_CELL = {"indicator_id": TEXT, "indicator": TEXT, "year": WHOLE, "state": TEXT, "state_in_words": TEXT}
_HISTORY = {
    "series": TEXT,
    "period_start": DAY,
    "period_end": DAY,
    **_VALUE,
    "qualifier": TEXT,
    "origin": TEXT,
    "why": TEXT,
    "publisher": TEXT,
    "source_url": TEXT,
}
NOTHING = "nothing"


def table(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, pa.DataType]) -> pa.Table:
    """Rows as a table of these columns, of these types; what a row does not have is empty."""
    return pa.Table.from_pylist([dict(row) for row in rows], schema=pa.schema(list(columns.items())))


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
    return table(rows, {**UNIT, **_TARGET})


def target_row(target: TargetRecord) -> Row:
    """What decides about a target, as a row of the queries has it."""
    names = ("operator", "value", "value_high", "denominator", "unit", "cadence", "known_on")
    return {name: getattr(target, name) for name in (*names, "measured_indicator_id", "measure")}


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
    return table(rows, {**UNIT, **_NUMBERS})


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
    return table(rows, {**UNIT, **_CELL})


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
    return table(rows, {**UNIT, **_HISTORY})
