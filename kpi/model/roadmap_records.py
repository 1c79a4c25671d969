"""Rows of the year-by-year table as the warehouse has them: plans, their years, their targets, warnings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kpi.model.cited import Cited, cited_in

FIRST_SHOWN_YEAR = 2025

Key = tuple[str, str, str]
"""What makes a row unique: province, indicator, document."""


class PlanRow(NamedTuple):
    """One indicator in one plan of one unit: a row of the table, before its years.

    `inherited` marks the plan of a former unit.
    """

    province_id: str
    indicator_id: str
    document_id: str
    province_name_vi: str
    province_name_en: str
    successor_name_vi: str | None
    successor_name_en: str | None
    indicator_name_vi: str
    indicator_name_en: str
    section: str
    unit: str
    cadence: str
    document_number: str | None
    document_title: str
    document_kind: str
    issued_on: date | None
    issuer: str | None
    form_vi: str
    form_en: str
    inherited: bool
    nation: bool
    document_title_en: str | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes the row unique: province, indicator, document."""
        return self.province_id, self.indicator_id, self.document_id

    def province(self, lang: str) -> str:
        """The unit's name."""
        return self.province_name_vi if lang == "vi" else self.province_name_en

    def indicator(self, lang: str) -> str:
        """The indicator's name."""
        return self.indicator_name_vi if lang == "vi" else self.indicator_name_en

    @property
    def cited(self) -> Cited:
        """The document, as its name in words is made."""
        return cited_in(self)

    def successor(self, lang: str) -> str:
        """The unit that a former unit was merged into; empty for one that goes on."""
        return (self.successor_name_vi if lang == "vi" else self.successor_name_en) or ""


class PlanYear(NamedTuple):
    """A planned value of one year, as the warehouse has it."""

    province_id: str
    indicator_id: str
    document_id: str
    year: int
    value: float | None
    value_high: float | None
    method: str
    series_vi: str | None
    series_en: str | None


class PlanTarget(NamedTuple):
    """An official number of a plan with the place it stands at."""

    province_id: str
    indicator_id: str
    document_id: str
    year: int
    operator: str
    value: float
    value_high: float | None
    denominator: float | None
    cadence: str
    status: str
    line: int | None
    source_url: str | None


@dataclass(frozen=True)
class Warned:
    """Something odd about a plan's shape; `kind` is one of `kpi.model.codes.Shape`.

    `target_values` has a value for each of `years`, or for one year every version; `reference` is the nation's number
    (then `reference_documents` name it, `reference_documents_en` in English), the bound, or the share of the gain that
    comes late.
    """

    document_id: str
    indicator_id: str
    kind: str
    years: tuple[int, ...]
    target_values: tuple[float, ...]
    reference: float | None
    reference_documents: tuple[str, ...]
    reference_documents_en: tuple[str, ...] = ()
