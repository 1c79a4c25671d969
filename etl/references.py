"""Checks across rows: every id is known, units agree, values lie within the indicator's bounds."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

from etl.findings import Finding, Severity
from etl.measures import measure_findings
from etl.reading import Located
from etl.sources import Extract
from kpi.method.thresholds import load_method
from kpi.model import cells, reference, vocabulary
from kpi.model import rows as model
from kpi.words import LANGUAGES, LocaleError, format_value, unit_name

# column → (table it refers to, key column there, file a person would open)
_REFERENCES = {
    "province_id": ("provinces", "province_id", "reference/provinces.csv"),
    "former_id": ("provinces", "province_id", "reference/provinces.csv"),
    "successor_id": ("provinces", "province_id", "reference/provinces.csv"),
    "indicator_id": ("indicators", "indicator_id", "reference/indicators.csv"),
    "continued_by": ("indicators", "indicator_id", "reference/indicators.csv"),
    "measured_indicator_id": ("indicators", "indicator_id", "reference/indicators.csv"),
    "form": ("document_forms", "form", "reference/document_forms.csv"),
    "document_id": ("documents", "document_id", "documents/documents.csv"),
    "unit": ("units", "unit", "reference/units.csv"),
}
_PER_DOCUMENT = ("qualitative", "parameters")


def check_references(found: Extract, today: date) -> list[Finding]:
    """All faults that show only when rows are held against each other.

    `today` decides which corrections have expired and which actuals nobody can know yet.
    """
    return [
        *_unknown_ids(found),
        *_unknown_series(found),
        *measure_findings(found),
        *_units_and_bounds(found),
        *_materiality(found),
        *_wordless_units(found),
        *_future_actuals(found, today),
        *_plan_targets(found),
        *_per_document_files(found),
        *_corrections(found, today),
    ]


def _materiality(found: Extract) -> Iterator[Finding]:
    """Indicators whose materiality has no reason in the method."""
    method = load_method()
    for located in found.rows["indicators"]:
        row = located.row
        if isinstance(row, reference.Indicator) and method.materiality_of(row.unit, row.materiality) is None:
            facts = {"cell": f"{row.materiality:g}", "other": row.unit}
            yield Finding("materiality_without_reason", located.file, located.line, "materiality", facts)


def _wordless_units(found: Extract) -> Iterator[Finding]:
    """Units that nobody has a word for: no number of theirs could be shown."""
    for located in found.rows["units"]:
        unit = str(getattr(located.row, "unit", ""))
        try:
            for lang in LANGUAGES:
                unit_name(unit, lang)
                format_value(1, unit, lang)
        except LocaleError:
            yield Finding("unit_without_words", located.file, located.line, "unit", {"cell": unit})


def _ids(found: Extract, table: str, key: str) -> set[object]:
    return {getattr(located.row, key) for located in found.rows[table]}


def _unknown_ids(found: Extract) -> Iterator[Finding]:
    known = {column: _ids(found, table, key) for column, (table, key, _) in _REFERENCES.items()}
    for table, rows in found.rows.items():
        fields = type(rows[0].row).model_fields if rows else {}
        referring = [
            (column, file) for column, (home, _, file) in _REFERENCES.items() if home != table and column in fields
        ]
        for located in rows:
            for column, file in referring:
                cell = getattr(located.row, column)
                if cell is not None and cell not in known[column]:
                    yield _unknown(located, column, cell, known[column], file)


def _unknown(located: Located[cells.Row], column: str, cell: object, known: set[object], file: str) -> Finding:
    near = difflib.get_close_matches(str(cell), [str(item) for item in known], n=1)
    facts = {"cell": str(cell), "expected": file, "other": f" ({near[0]}?)" if near else ""}
    return Finding("unknown_reference", located.file, located.line, column, facts)


def _unknown_series(found: Extract) -> Iterator[Finding]:
    known = {(row.row.indicator_id, row.row.series) for row in found.rows["series"]}  # type: ignore[attr-defined]
    for located in found.rows["actuals"]:
        actual = located.row
        if isinstance(actual, model.Actual) and (actual.indicator_id, actual.series) not in known:
            names = {series for indicator, series in known if indicator == actual.indicator_id}
            yield _unknown(located, "series", actual.series, names, "reference/series.csv")


def _units_and_bounds(found: Extract) -> Iterator[Finding]:
    indicators = {
        row.row.indicator_id: row.row for row in found.rows["indicators"] if isinstance(row.row, reference.Indicator)
    }
    for table in ("targets", "actuals"):
        for located in found.rows[table]:
            row = located.row
            assert isinstance(row, model.Target | model.Actual)
            indicator = indicators.get(row.indicator_id)
            if indicator is None:
                continue
            if row.unit != indicator.unit:
                facts = {"cell": row.unit, "expected": indicator.unit}
                yield Finding("unit_mismatch", located.file, located.line, "unit", facts)
            for column in ("value", "value_high"):
                value = getattr(row, column)
                if value is not None and not _within(value, indicator):
                    facts = {"cell": f"{value:g}", "expected": _bounds(indicator)}
                    yield Finding("out_of_bounds", located.file, located.line, column, facts)


def _future_actuals(found: Extract, today: date) -> Iterator[Finding]:
    """Actuals of a period to come, exact ones of a period that is not over, and those that become known later."""
    for located in found.rows["actuals"]:
        actual = located.row
        assert isinstance(actual, model.Actual)
        exact = actual.qualifier is vocabulary.Qualifier.EXACT
        facts = {"expected": today.isoformat()}
        for wrong, column, day, code in (
            (actual.period_start > today, "period_start", actual.period_start, "period_future"),
            (exact and actual.period_end > today, "period_end", actual.period_end, "exact_too_early"),
            (actual.recorded_at and actual.recorded_at > today, "recorded_at", actual.recorded_at, "recorded_future"),
        ):
            if wrong:
                yield Finding(code, located.file, located.line, column, {"cell": f"{day}", **facts})


def _within(value: float, indicator: reference.Indicator) -> bool:
    low = indicator.min_value is None or value >= indicator.min_value
    high = indicator.max_value is None or value <= indicator.max_value
    return low and high


def _bounds(indicator: reference.Indicator) -> str:
    low = "" if indicator.min_value is None else f"{indicator.min_value:g}"
    high = "" if indicator.max_value is None else f"{indicator.max_value:g}"
    return f"{low}…{high}"


def _plan_targets(found: Extract) -> Iterator[Finding]:
    for located in found.rows["targets"]:
        target = located.row
        assert isinstance(target, model.Target)
        if target.document_id in found.texts and not (target.line and target.quote):
            yield Finding("plan_target_without_line", located.file, located.line, "line")


def _per_document_files(found: Extract) -> Iterator[Finding]:
    for table in _PER_DOCUMENT:
        for located in found.rows[table]:
            stem = PurePosixPath(located.file).stem
            cell = str(getattr(located.row, "document_id", ""))
            if cell != stem:
                facts = {"cell": cell, "expected": stem}
                yield Finding("wrong_file", located.file, located.line, "document_id", facts)


def _corrections(found: Extract, today: date) -> Iterator[Finding]:
    """A correction outlives neither its date nor the words that it corrects."""
    files = {
        row.row.file: row.row.document_id
        for row in found.rows["documents"]
        if isinstance(row.row, model.Document) and row.row.file
    }
    for located in found.rows["corrections"]:
        correction = located.row
        assert isinstance(correction, model.Correction)
        if correction.valid_until and correction.valid_until < today:
            facts = {"cell": correction.valid_until.isoformat()}
            yield Finding("correction_expired", located.file, located.line, "valid_until", facts, Severity.WARNING)
        lines = found.texts.get(files.get(PurePosixPath(correction.file).name, ""), None)
        if lines is not None and not _printed_stands(correction, lines):
            facts = {"cell": correction.printed, "other": str(correction.line or "*")}
            yield Finding("correction_not_found", located.file, located.line, "printed", facts)


def _printed_stands(correction: model.Correction, lines: list[str]) -> bool:
    """The printed words stand at the named line or run on over the next ones (bullets wrap)."""
    if correction.line is None:
        return any(correction.printed in line for line in lines)
    window = " ".join(lines[correction.line - 1 : correction.line + 5])
    return " ".join(correction.printed.split()) in " ".join(window.split())
