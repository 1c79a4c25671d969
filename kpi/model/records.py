"""Rows of the warehouse as typed records, for everything that handles one row at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeAlias, TypeVar

import numpy as np
import pandas as pd

from kpi.model.cited import Cited, cited_in
from kpi.model.missing import is_missing

RecordType = TypeVar("RecordType")
Row: TypeAlias = dict[str, Any]
Table: TypeAlias = pd.DataFrame | Sequence[Row]
"""The same columns either way: a frame to compute with, plain rows to show."""


@dataclass(frozen=True)
class ProvinceRecord:
    """A unit that a reader may choose; `successor_*` name the one it was merged into after `valid_to`, if it was."""

    province_id: str
    name_vi: str
    name_en: str
    kind: str
    region: str | None
    vintage: int | None
    full_name_vi: str
    full_name_en: str
    has_plan_text: bool
    has_target: bool
    has_actual: bool
    successor_id: str | None
    successor_name_vi: str | None
    successor_name_en: str | None
    valid_to: date | None = None

    def name(self, lang: str) -> str:
        """The unit's name in the reader's language."""
        return self.name_vi if lang == "vi" else self.name_en

    def full_name(self, lang: str) -> str:
        """The unit's name with its kind, as inside a sentence: 'tỉnh Lai Châu', 'Thành phố Hồ Chí Minh'."""
        return self.full_name_vi if lang == "vi" else self.full_name_en

    def successor_name(self, lang: str) -> str:
        """The name of the unit it was merged into; empty for a unit that goes on."""
        return (self.successor_name_vi if lang == "vi" else self.successor_name_en) or ""


@dataclass(frozen=True)
class IndicatorRecord:
    """What is measured."""

    indicator_id: str
    name_vi: str
    name_en: str
    section: str
    unit: str
    direction: str
    cadence: str
    headline: bool
    definition_vi: str
    min_value: float | None
    max_value: float | None

    def name(self, lang: str) -> str:
        """The indicator's name in the reader's language."""
        return self.name_vi if lang == "vi" else self.name_en


@dataclass(frozen=True)
class TargetRecord:
    """One version of one target, with the document it stands in."""

    target_id: str
    document_id: str
    province_id: str
    indicator_id: str
    year: int
    operator: str
    value: float
    value_high: float | None
    denominator: float | None
    unit: str
    cadence: str
    section: str
    quote: str | None
    line: int | None
    status: str
    note: str | None
    source_url: str | None
    document_number: str | None
    document_title: str
    document_kind: str
    issued_on: date | None
    issuer: str | None
    form_vi: str
    form_en: str
    known_on: date | None = None
    place: str | None = None
    inherited: bool = False
    province_name_vi: str = ""
    province_name_en: str = ""
    document_title_en: str | None = None
    measured_indicator_id: str = ""
    measure: str = ""

    def province_name(self, lang: str) -> str:
        """The promising unit's name in the reader's language."""
        return self.province_name_vi if lang == "vi" else self.province_name_en

    @property
    def cited(self) -> Cited:
        """The document, as its name in words is made."""
        return cited_in(self)


@dataclass(frozen=True)
class ActualRecord:
    """One published actual, with its series and source."""

    actual_id: str
    province_id: str
    indicator_id: str
    series: str
    series_name_vi: str
    series_name_en: str
    series_definition_vi: str
    series_rank: int
    period_start: date
    period_end: date
    value: float
    value_high: float | None
    denominator: float | None
    qualifier: str
    unit: str
    definition: str | None
    source_title: str
    source_url: str
    publisher: str
    confidence: str
    recorded_at: date | None
    note: str | None
    measures: int = 1
    inherited: bool = False
    province_name_vi: str = ""
    numerator: float | None = None

    def series_name(self, lang: str) -> str:
        """The series' name in the reader's language."""
        return self.series_name_vi if lang == "vi" else self.series_name_en


@dataclass(frozen=True)
class PathRecord:
    """The planned value of one year."""

    document_id: str
    year: int
    value: float | None
    value_high: float | None
    official: bool
    method: str


@dataclass(frozen=True)
class DocumentRecord:
    """A document that sets a target."""

    document_id: str
    number: str | None
    issued_on: date | None
    issuer: str | None
    title_vi: str
    province_id: str | None
    kind: str
    file: str | None
    source_url: str | None
    note: str | None
    form_vi: str
    form_en: str
    known_on: date | None = None
    inherited: bool = False
    province_name_vi: str = ""
    title_en: str | None = None

    @property
    def cited(self) -> Cited:
        """The document, as its name in words is made."""
        titles = (self.title_vi, self.title_en)
        return Cited(self.number, *titles, self.kind, self.form_vi, self.form_en, self.issuer, self.issued_on)


def records(table: Table, kind: type[RecordType]) -> list[RecordType]:
    """Each row of `table` as a `kind`; columns that the record does not know are left out, NULL becomes None."""
    rows = plain_records(table)
    names = [field.name for field in fields(kind) if rows and field.name in rows[0]]  # type: ignore[arg-type]
    return [kind(**{name: row[name] for name in names}) for row in rows]


def plain_records(table: Table) -> list[Row]:
    """Each row of `table` as a dictionary of plain values; a missing value is None, a timestamp its day.

    Rows that are dictionaries already are plain and stay what they are.
    """
    if not isinstance(table, pd.DataFrame):
        return list(table)
    columns = [_cells(table[name].array) for name in table.columns]
    return [dict(zip(table.columns, cells, strict=True)) for cells in zip(*columns, strict=True)]


def _cells(column: pd.api.extensions.ExtensionArray) -> list[object]:
    if isinstance(column, pd.Categorical):
        # The code of a gap is -1, which is also the last place.
        known = [*map(_plain, column.categories), None]
        return [known[code] for code in column.codes.tolist()]
    return [_plain(cell) for cell in column.tolist()]


def _plain(cell: Any) -> object:
    if isinstance(cell, np.ndarray):
        return cell.tolist()
    if is_missing(cell):
        return None
    if isinstance(cell, pd.Timestamp):
        return cell.date()
    return cell.item() if hasattr(cell, "item") else cell
