"""Everything a briefing needs to know of one unit, read once from a snapshot, as a reader on a given day saw it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import pandas as pd

from kpi.briefing.content import Context, Group
from kpi.method.inputs import METHOD_TABLES, Tables, lay_ground
from kpi.method.milestone_results import due_results
from kpi.method.progress import judge_from
from kpi.method.territories import territories
from kpi.method.thresholds import load_method
from kpi.model.records import (
    DocumentRecord,
    IndicatorRecord,
    ProvinceRecord,
    plain_records,
    records,
)
from kpi.model.vocabulary import ProvinceKind
from kpi.reading.province_rows import known_indicators
from kpi.store import province_queries, task_queries
from kpi.store.warehouse import Snapshot
from kpi.words import message, sentence_case

if TYPE_CHECKING:
    from kpi.briefing.judged import Subject

PlainRow: TypeAlias = dict[str, Any]
JudgedRow: TypeAlias = Mapping[str, Any]

NAMED_AFTER_A_PERSON = "Hồ Chí Minh"
"""The one city whose official name writes 'Thành phố' with a capital letter."""


@dataclass(frozen=True)
class Facts:
    """Rows that concern one unit and its former units, in the catalogue's order; `actuals` only those seen then."""

    province: ProvinceRecord
    indicators: Mapping[str, IndicatorRecord]
    targets: tuple[PlainRow, ...]
    actuals: tuple[PlainRow, ...]
    path: tuple[PlainRow, ...]
    judged: tuple[JudgedRow, ...]
    results: tuple[PlainRow, ...]
    documents: tuple[DocumentRecord, ...]

    @cached_property
    def judged_rows(self) -> Mapping[tuple[str, str | None], list[JudgedRow]]:
        """Judged rows by (indicator, document); document None for figures without a promise."""
        found: dict[tuple[str, str | None], list[JudgedRow]] = {}
        for row in self.judged:
            found.setdefault((row["indicator_id"], row["document_id"]), []).append(row)
        return found

    @cached_property
    def _groups(self) -> tuple[dict[str, list[PlainRow]], ...]:
        groups: tuple[dict[str, list[PlainRow]], ...] = ({}, {}, {})
        for group, rows in zip(groups, (self.targets, self.actuals, self.path), strict=True):
            for row in rows:
                group.setdefault(row["indicator_id"], []).append(row)
        return groups

    def of_indicator(self, indicator_id: str) -> tuple[list[PlainRow], list[PlainRow], list[PlainRow]]:
        """Targets, actuals and path of one indicator."""
        targets, actuals, path = (group.get(indicator_id, []) for group in self._groups)
        return targets, actuals, path


class Library:
    """The facts of every unit that one briefing speaks of, each read once.

    `subjects` and `groups` keep what was already made of them, for figures, tables and sentences alike.
    """

    def __init__(self, snapshot: Snapshot, context: Context) -> None:
        self.snapshot = snapshot
        self.context = context
        self.subjects: dict[tuple[str, ...], Subject] = {}
        self.groups: dict[str, Group] = {}
        self._facts: dict[str, Facts] = {}

    @cached_property
    def provinces(self) -> Mapping[str, ProvinceRecord]:
        """Every unit a reader may choose, by id."""
        return {unit.province_id: unit for unit in records(province_queries.provinces(self.snapshot), ProvinceRecord)}

    @cached_property
    def indicators(self) -> Mapping[str, IndicatorRecord]:
        """Every indicator of the catalogue, by id."""
        return {item.indicator_id: item for item in records(self._indicator_rows, IndicatorRecord)}

    @cached_property
    def _indicator_rows(self) -> list[PlainRow]:
        return province_queries.all_indicators(self.snapshot)

    @cached_property
    def national(self) -> Mapping[str, list[PlainRow]]:
        """Targets of the nation by indicator."""
        found: dict[str, list[PlainRow]] = {}
        for row in province_queries.national_targets(self.snapshot):
            found.setdefault(row["indicator_id"], []).append(row)
        return found

    @cached_property
    def light_tasks(self) -> pd.DataFrame:
        """Every task by what decides its place in a list."""
        return task_queries.light(self.snapshot)

    @cached_property
    def agency_names(self) -> Mapping[str, str]:
        """Names of the bodies that tasks are given to, by id."""
        return {row["agency_id"]: row["name_vi"] for row in plain_records(task_queries.agencies(self.snapshot))}

    def name(self, province_id: str) -> str:
        """A unit's name; one that no longer exists says so."""
        unit = self.provinces[province_id]
        name = unit.name(self.context.lang)
        return message("province.former", self.context.lang, name=name) if unit.successor_id else name

    def full_name(self, province_id: str) -> str:
        """'tỉnh Lai Châu', 'thành phố Huế': a unit's name with its kind, as on paper."""
        unit = self.provinces[province_id]
        name = self.name(province_id)
        if unit.kind == ProvinceKind.NATION:
            return name
        named = message(f"briefing.{unit.kind}_named", self.context.lang, name=name)
        return sentence_case(named) if unit.name_vi == NAMED_AFTER_A_PERSON else named

    def facts(self, province_id: str) -> Facts:
        """What is known of one unit; raises KeyError for one that no reader may choose."""
        if province_id not in self._facts:
            self._facts[province_id] = self._read(self.provinces[province_id])
        return self._facts[province_id]

    def _read(self, province: ProvinceRecord) -> Facts:
        snapshot, unit = self.snapshot, province.province_id
        judged, results = self._judged(unit)
        targets, actuals = province_queries.targets(snapshot, unit), province_queries.actuals(snapshot, unit)
        return Facts(
            province=province,
            indicators={row.indicator_id: row for row in known_indicators(self._indicator_rows, targets, actuals)},
            targets=tuple(targets),
            actuals=tuple(row for row in actuals if _seen(row, self.context)),
            path=tuple(province_queries.target_path(snapshot, unit)),
            judged=tuple(judged),
            results=tuple(results),
            documents=tuple(records(province_queries.documents(snapshot, unit), DocumentRecord)),
        )

    def _judged(self, unit: str) -> tuple[list[PlainRow], list[PlainRow]]:
        """Judgements and results of due targets: the published ones when standing today, else asked for anew."""
        context, year = self.context, self.context.as_of.year
        if context.as_of_is_today and context.known is None:
            return (
                province_queries.progress(self.snapshot, unit, year),
                province_queries.milestone_results(self.snapshot, unit),
            )
        names = (*METHOD_TABLES, "provinces", "crosswalk")
        read = {name: self.snapshot.query(f"SELECT * FROM {name}") for name in names}  # noqa: S608 - names of tables
        lands = territories(read.pop("provinces"), read.pop("crosswalk"))
        tables = Tables(*province_queries.judged_frames(self.snapshot, unit), **read, lands=lands)
        ground = lay_ground(tables, load_method())
        found = judge_from(ground, [year], as_of=context.as_of, knowledge_date=context.known)
        judged = plain_records(found.assign(inherited=found["province_id"].astype(object) != unit))
        return judged, plain_records(due_results(ground, context.as_of, context.known))


def _seen(actual: PlainRow, context: Context) -> bool:
    """Whether a reader on that day could see a figure: its period had ended, its value was known by then."""
    if context.as_of_is_today and context.known is None:
        return True
    if actual["period_end"] > context.as_of:
        return False
    known = actual["recorded_at"]
    return context.known is None or (known is not None and known <= context.known)
