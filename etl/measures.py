"""By which measure a target is counted: the rows that say so, and what is wrong with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from etl.findings import Finding
from etl.reading import Located
from etl.sources import Extract
from kpi.model import cells, reference, vocabulary

Counted = dict[str, str]


def target_measures(found: Extract) -> Callable[[str, str], Counted]:
    """Give a function of document and indicator that returns `measured_indicator_id` and `measure` of their targets.

    A row of the document comes before a row for any document; without either the measure is unknown.
    """
    rows = {(row.document_id, row.indicator_id): row for row in _rows(found)}

    def counted(document_id: str, indicator_id: str) -> Counted:
        row = rows.get((document_id, indicator_id)) or rows.get((None, indicator_id))
        if row is None:
            return {"measured_indicator_id": indicator_id, "measure": vocabulary.MEASURE_UNKNOWN}
        return {"measured_indicator_id": row.measured_indicator_id, "measure": row.measure}

    return counted


def measure_findings(found: Extract) -> Iterator[Finding]:
    """Series and targets counted by a measure that their indicator does not have, and rows that decide nothing."""
    known: dict[str, set[str]] = defaultdict(set)
    for located in found.rows["measures"]:
        assert isinstance(located.row, reference.Measure)
        known[located.row.indicator_id].add(located.row.measure)
    for located in found.rows["series"]:
        assert isinstance(located.row, reference.Series)
        measures = known[located.row.indicator_id]
        if located.row.measure not in measures:
            yield _unknown(located, located.row.measure, measures)
    yield from _decisions(found, known)


def _decisions(found: Extract, known: dict[str, set[str]]) -> Iterator[Finding]:
    units = {row.row.indicator_id: row.row.unit for row in found.rows["indicators"]}  # type: ignore[attr-defined]
    targets = {(row.row.document_id, row.row.indicator_id) for row in found.rows["targets"]}  # type: ignore[attr-defined]
    all_read = not any(finding.file.startswith("targets/") for finding in found.findings)
    with_target = targets | {(None, indicator_id) for _, indicator_id in targets}
    for located in found.rows["target_measures"]:
        row = located.row
        assert isinstance(row, reference.TargetMeasure)
        measures = known[row.measured_indicator_id]
        if row.measure == vocabulary.MEASURE_ANY and len(measures) < 2:
            facts = {"cell": row.measured_indicator_id}
            yield Finding("measure_any_alone", located.file, located.line, "measure", facts)
        if row.measure not in {*measures, vocabulary.MEASURE_ANY, vocabulary.MEASURE_UNKNOWN}:
            yield _unknown(located, row.measure, {*measures, vocabulary.MEASURE_UNKNOWN})
        unit, other = units.get(row.indicator_id), units.get(row.measured_indicator_id)
        if unit and other and unit != other:
            facts = {"cell": row.measured_indicator_id, "expected": unit, "other": other}
            yield Finding("measure_other_unit", located.file, located.line, "measured_indicator_id", facts)
        if all_read and (row.document_id, row.indicator_id) not in with_target:
            facts = {"cell": row.indicator_id, "other": row.document_id or "*"}
            yield Finding("measure_without_target", located.file, located.line, "indicator_id", facts)


def _unknown(located: Located[cells.Row], measure: str, known: set[str]) -> Finding:
    facts = {"cell": measure, "expected": ", ".join(sorted(known)) or "reference/measures.csv"}
    return Finding("measure_unknown", located.file, located.line, "measure", facts)


def _rows(found: Extract) -> list[reference.TargetMeasure]:
    return [row.row for row in found.rows["target_measures"] if isinstance(row.row, reference.TargetMeasure)]
