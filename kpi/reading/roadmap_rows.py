"""The rows of the year-by-year table in words, and as rows of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from kpi.model.codes import Shape
from kpi.model.roadmap_records import Key, PlanRow, PlanTarget, Warned
from kpi.reading.roadmap import Cell, CellKind
from kpi.words import (
    format_difference,
    format_ratio,
    format_target,
    label,
    message,
    sentence_case,
    titled_name,
    unit_name,
)


@dataclass(frozen=True)
class CellStyle:
    """How a kind of year is told apart: a letter for the style sheets, and a mark before or instead of a number."""

    style: str
    mark: str


CELL_STYLES: Mapping[CellKind, CellStyle] = MappingProxyType(
    {
        CellKind.OFFICIAL: CellStyle("o", "◆"),
        CellKind.CONFLICTING: CellStyle("c", "⚠"),
        CellKind.INTERPOLATED: CellStyle("i", ""),
        CellKind.FROM_BASELINE: CellStyle("b", ""),
        CellKind.HELD: CellStyle("h", "→"),
        CellKind.BROKEN: CellStyle("x", "?"),
        CellKind.OUTSIDE: CellStyle("n", "·"),
    }
)
_NO_UNIT = "number"

WarnedPlans = Mapping[tuple[str, str], Sequence[Warned]]
"""Warnings by (document, indicator)."""


def unit_words(row: PlanRow, lang: str) -> str:
    """The unit of the row's numbers: '%', 'doanh nghiệp, mỗi năm'."""
    unit = unit_name(row.unit, lang)
    return message("roadmap.per_year", lang, unit=unit) if row.cadence == "annual_flow" else unit


def warning_words(warning: Warned, unit: str, lang: str) -> str:
    """A warning in words, with the years and values that it is about."""
    text = sentence_case(label("shape", warning.kind, lang))
    if len(warning.years) == len(warning.target_values):
        pairs = zip(warning.years, warning.target_values, strict=True)
        told = "; ".join(
            message("roadmap.warned_value", lang, year=year, value=_bare(value, unit, lang)) for year, value in pairs
        )
    else:
        listed = ", ".join(_bare(value, unit, lang) for value in warning.target_values)
        told = message("roadmap.warned_value", lang, year=warning.years[0], value=listed)
    return message("roadmap.warned_years", lang, text=text, values=told + _reference(warning, unit, lang))


def _reference(warning: Warned, unit: str, lang: str) -> str:
    if warning.reference is None:
        return ""
    if warning.kind == Shape.BACK_LOADED:
        return "; " + message("roadmap.late_share", lang, share=format_ratio(warning.reference, lang))
    value = _bare(warning.reference, unit, lang)
    if warning.kind == Shape.BELOW_NATIONAL:
        named = warning.reference_documents if lang == "vi" else warning.reference_documents_en
        documents = ", ".join(named)
        return "; " + message("roadmap.national_is", lang, value=value, documents=documents)
    return "; " + message("roadmap.bound_is", lang, value=value)


def _bare(value: float, unit: str, lang: str) -> str:
    """A computed number without its unit, which the row's head names."""
    return format_difference(value, unit, lang, bare=True)


def versions(targets: Sequence[PlanTarget], lang: str) -> dict[str, PlanTarget]:
    """Each different target of a year in signs, with the first place it stands at."""
    versions: dict[str, PlanTarget] = {}
    for target in targets:
        versions.setdefault(target_text(target, lang), target)
    return versions


def target_text(target: PlanTarget, lang: str) -> str:
    """A target in signs, without its unit: '≥ 80', '80–90', '9/33'."""
    high, base = target.value_high, target.denominator
    return format_target(target.operator, target.value, high, _NO_UNIT, lang, base)


def cell_text(cell: Cell, unit: str, lang: str) -> str:
    """The numbers of a year in words: versions of a target, a value, a band, or a mark where there is none."""
    if cell.targets:
        return " | ".join(versions(cell.targets, lang))
    if cell.value is None:
        return CELL_STYLES[cell.kind].mark
    if cell.value_high is not None:
        return f"{_bare(cell.value, unit, lang)}–{_bare(cell.value_high, unit, lang)}"
    return _bare(cell.value, unit, lang)


def as_frame(
    rows: Sequence[PlanRow], years: Mapping[Key, Sequence[Cell]], warned: WarnedPlans, lang: str
) -> pd.DataFrame:
    """One row for each row and year of the table: ids, names, value, and what kind of number it is.

    `denominator` is of a target like 9 of 33; `successor` is the unit that a former unit was merged into.

    A year for which the document gives several versions has one row for each version.
    """
    records = []
    for row in rows:
        warnings = warned.get((row.document_id, row.indicator_id), ())
        said = "; ".join(warning_words(warning, row.unit, lang) for warning in warnings)
        for cell in years[row.key]:
            for operator, value, high, base in _numbers(cell):
                records.append(
                    {
                        "province_id": row.province_id,
                        "province": row.province(lang),
                        "successor": row.successor(lang) if row.inherited else None,
                        "indicator_id": row.indicator_id,
                        "indicator": row.indicator(lang),
                        "section": message(f"section.{row.section}", lang),
                        "unit": unit_words(row, lang),
                        "document_id": row.document_id,
                        "document": titled_name(row.cited, lang),
                        "year": cell.year,
                        "operator": operator,
                        "value": value,
                        "value_high": high,
                        "denominator": base,
                        "kind": str(cell.kind),
                        "kind_in_words": message(f"cell.{cell.kind}", lang),
                        "baseline_series": cell.series_vi if lang == "vi" else cell.series_en,
                        "warnings": said,
                    }
                )
    return pd.DataFrame.from_records(records)


def _numbers(cell: Cell) -> list[tuple[str | None, float | None, float | None, float | None]]:
    """Operator, value, high end and denominator of each number of the cell."""
    if not cell.targets:
        return [(None, cell.value, cell.value_high, None)]
    return list(dict.fromkeys((p.operator, p.value, p.value_high, p.denominator) for p in cell.targets))
