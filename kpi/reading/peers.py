"""Peers by rule: which units are fair company for one unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kpi.store.compare_queries import Row

SIZE_RATIO = 2.0
"""Economies from half of a unit's size to twice it are of similar size: the house's own convention."""


class PeerRule(StrEnum):
    """By what units are put together."""

    CHOSEN = "chosen"
    REGION = "region"
    KIND = "kind"
    ECONOMY = "economy"


@dataclass(frozen=True)
class EconomyYear:
    """The actuals that economies are compared by: gross regional product of one series and year, by unit."""

    series: str
    year: int
    values: Mapping[str, float]


def peers(rule: PeerRule, base_id: str, units: Sequence[Row], economy: EconomyYear | None = None) -> list[str]:
    """The base unit and its peers among `units` (rows of `compare_queries.units`), the base first.

    Empty when the rule says nothing about the base: it is not among the units, has no region, or no actual of
    its economy.
    """
    known = {row["province_id"]: row for row in units}
    base = known.get(base_id)
    if base is None or rule is PeerRule.CHOSEN:
        return []
    if rule is PeerRule.ECONOMY:
        same = _similar(base_id, known, economy)
    else:
        column = str(rule)
        same = [province_id for province_id, row in known.items() if base[column] and row[column] == base[column]]
    return [base_id, *(province_id for province_id in same if province_id != base_id)] if base_id in same else []


def _similar(base_id: str, known: Mapping[str, Row], economy: EconomyYear | None) -> list[str]:
    if economy is None or base_id not in economy.values:
        return []
    size = economy.values[base_id]
    return [
        province_id
        for province_id in known
        if province_id in economy.values and size / SIZE_RATIO <= economy.values[province_id] <= size * SIZE_RATIO
    ]


def economy_year(base_id: str, sizes: Sequence[Row]) -> EconomyYear | None:
    """The series and year that hold the base unit and the most other units, the newest of equals.

    `sizes` are rows of `compare_queries.economies`; None when the base has no actual.
    """
    groups: dict[tuple[str, int], dict[str, float]] = {}
    for row in sizes:
        groups.setdefault((row["series"], int(row["year"])), {})[row["province_id"]] = float(row["value"])
    held = {key: values for key, values in groups.items() if base_id in values}
    if not held:
        return None
    best = max(held, key=lambda key: (len(held[key]), key[1], key[0]))
    return EconomyYear(best[0], best[1], held[best])
