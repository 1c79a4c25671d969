"""A row model for each file of `data/reference/`: its fields are the columns, its types what a cell may hold."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from kpi.model.cells import Decimal, Integer, Months, Row, Slug
from kpi.model.vocabulary import MEASURE_ANY, MEASURE_UNKNOWN, Cadence, Direction, ProvinceKind, Section


class Province(Row):
    """A province-level unit of one vintage of boundaries, or the nation."""

    province_id: Slug
    code: str | None
    name_vi: str
    name_en: str
    kind: ProvinceKind
    region: str | None
    vintage: Integer | None
    valid_from: date | None
    valid_to: date | None
    kind_valid_from: date | None
    source: str
    full_name_vi: str
    full_name_en: str
    region_en: str | None = None


class ProvinceAlias(Row):
    """Another name by which readers look for a unit, and where it comes from."""

    province_id: Slug
    alias: str
    reason: str


class Crosswalk(Row):
    """A former unit and the unit that took its place."""

    former_id: Slug
    successor_id: Slug
    boundary_changed: bool
    code_trap: bool
    source: str


class UnitOfMeasure(Row):
    """A unit of measure and its names."""

    unit: str
    name_vi: str
    name_en: str
    symbol: str | None


class Indicator(Row):
    """A measured quantity: one definition, one unit."""

    indicator_id: Slug
    name_vi: str
    name_en: str
    section: Section
    unit: str
    direction: Direction
    cadence: Cadence
    headline: bool
    definition_vi: str
    min_value: Decimal | None
    max_value: Decimal | None
    materiality: Decimal
    name_nation_vi: str | None
    name_nation_en: str | None


class Series(Row):
    """Who measured an indicator, by which definition."""

    indicator_id: Slug
    series: Slug
    name_vi: str
    name_en: str
    measurer: str
    definition_vi: str
    rank: Integer
    measure: Slug
    publication_months: Months


class Measure(Row):
    """One way of counting an indicator: base, definition, who counts. Series of one measure may be compared."""

    indicator_id: Slug
    measure: Slug
    name_vi: str
    name_en: str
    definition_vi: str

    @model_validator(mode="after")
    def _not_reserved(self) -> Self:
        if self.measure in {MEASURE_UNKNOWN, MEASURE_ANY}:
            raise PydanticCustomError("measure_reserved", "reserved word")
        return self


class TargetMeasure(Row):
    """By which indicator's actuals, counted how, the targets of an indicator are judged.

    A row without `document_id` speaks of every document that has no row of its own. `measure` is one of the measures
    of `measured_indicator_id`, or MEASURE_UNKNOWN, or MEASURE_ANY.
    """

    document_id: Slug | None
    indicator_id: Slug
    measured_indicator_id: Slug
    measure: Slug
    decided_by: str
    reason: str
    evidence: str


class NotHeld(Row):
    """An indicator whose last target is not held for later years: never, or where a sibling has a later target."""

    indicator_id: Slug
    continued_by: Slug | None
    reason: str


class Tile(Row):
    """One square of the tile map."""

    province_id: Slug | None
    label: str
    row: Integer
    col: Integer
    kind: str
    note: str | None


class Reporting(Row):
    """Who must report, in a plan's words."""

    document_id: Slug
    agency: str
    line: Integer
    quote: str


class DocumentForm(Row):
    """What a document is called in words: a resolution, a plan, a notice of conclusions, and so on."""

    form: Slug
    name_vi: str
    name_en: str
