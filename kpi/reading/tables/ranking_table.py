"""A ranking as a file holds it: every unit with its rank where units are ranked, its actual, plan and judgement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pyarrow as pa

from kpi.model.codes import PathMethod
from kpi.model.records import TargetRecord
from kpi.model.vocabulary import TargetStatus
from kpi.reading.comparison import Comparison
from kpi.reading.ranking import Candidate, Place
from kpi.reading.tables.comparison_tables import DAY, NUMBER, TEXT, UNIT, WHOLE, table
from kpi.store.compare_queries import Row

_RANK = {
    "rank_first": WHOLE,
    "rank_last": WHOLE,
    "tier": WHOLE,
    "units_with_value": WHOLE,
    "units": WHOLE,
    "measure": TEXT,
    "value": NUMBER,
    "reason": TEXT,
}
_ACTUAL = {
    "series": TEXT,
    "period_start": DAY,
    "period_end": DAY,
    "actual": NUMBER,
    "actual_high": NUMBER,
    "qualifier": TEXT,
    "unit": TEXT,
}
_JUDGED = {
    "document_id": TEXT,
    "planned_year": WHOLE,
    "planned_operator": TEXT,
    "planned": NUMBER,
    "planned_method": TEXT,
    "next_milestone_year": WHOLE,
    "next_milestone_operator": TEXT,
    "next_milestone": NUMBER,
    "gap": NUMBER,
    "planned_progress": NUMBER,
    "achieved_per_year": NUMBER,
    "required_per_year": NUMBER,
    "status": TEXT,
    "status_reason": TEXT,
}


def ranking_table(
    found: Comparison,
    names: Mapping[str, str],
    reason: Callable[[Candidate], str],
    *,
    indicator: Row,
    targets: Iterable[TargetRecord],
    too_few: str,
) -> pa.Table:
    """Every unit of the comparison, the placed from best to worst, then the unranked; `reason` puts theirs in words.

    Official values carry the operator of their target among `targets`. Where too few units have a value nobody has a
    rank, and `too_few` is the reason.
    """
    rows = []
    asked = _operators(targets)
    count, every = found.coverage
    members: list[Place | Candidate] = [*found.ranking.placed, *found.ranking.unranked]
    for member in members:
        judged = found.judged_row.get(member.province_id) or found.plan.get(member.province_id) or {}
        rows.append(
            {
                "province_id": member.province_id,
                "province": names[member.province_id],
                "measure": str(found.asked.measure),
                **_placed(member, reason, "" if found.enough else too_few),
                "units_with_value": count,
                "units": every,
                **_actual_of(found.actual.get(member.province_id), indicator),
                **{name: judged.get(name) for name in _JUDGED},
                "planned_operator": asked.get(_due(judged, "planned_year")) if _is_official(judged) else None,
                "next_milestone_operator": asked.get(_due(judged, "next_milestone_year")),
                "status_reason": judged.get("reason"),
            }
        )
    return table(rows, {**UNIT, **_RANK, **_ACTUAL, **_JUDGED})


_Due = tuple[str | None, str | None, int | None]


def _operators(targets: Iterable[TargetRecord]) -> dict[_Due, str]:
    """What every document asks of a unit in a year, as codes of operators; of contradicting versions all."""
    found: dict[_Due, dict[str, None]] = {}
    for target in targets:
        if target.status not in {TargetStatus.DUPLICATE, TargetStatus.SUPERSEDED}:
            found.setdefault((target.province_id, target.document_id, target.year), {})[target.operator] = None
    return {due: " | ".join(operators) for due, operators in found.items()}


def _due(judged: Mapping[str, Any], year: str) -> _Due:
    return judged.get("province_id"), judged.get("document_id"), judged.get(year)


def _is_official(judged: Mapping[str, Any]) -> bool:
    return judged.get("planned_method") == PathMethod.OFFICIAL


def _placed(unit: Place | Candidate, reason: Callable[[Candidate], str], too_few: str) -> dict[str, Any]:
    if isinstance(unit, Place) and too_few:
        return {"value": unit.value, "reason": too_few}
    if isinstance(unit, Place):
        return {"rank_first": unit.first, "rank_last": unit.last, "tier": unit.tier, "value": unit.value}
    return {"reason": reason(unit)}


def _actual_of(actual: Row | None, indicator: Row) -> dict[str, Any]:
    if actual is None:
        return {"unit": indicator["unit"]}
    same = {name: actual[name] for name in ("series", "period_start", "period_end", "qualifier", "unit")}
    return {**same, "actual": actual["value"], "actual_high": actual["value_high"]}
