"""Runs the proof of completeness over every document whose headings are declared."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TypeVar

from etl.findings import Finding
from etl.plans.completeness import check_plan, read_plan
from etl.plans.gap import Gap
from etl.sources import Extract
from kpi.model import rows as model

RowType = TypeVar("RowType", model.Heading, model.Target, model.Qualitative, model.Parameter)


def check_completeness(found: Extract) -> list[Finding]:
    """Every bullet and number of the plans' goals that the rows leave out, twist or invent.

    A document whose files already have faults is left out: what could not be read is no news about the plan.
    """
    faulty = {PurePosixPath(finding.file).stem for finding in found.findings}
    if "headings" in faulty:
        return []
    findings = []
    for document_id in sorted((_spoken_of(found) & found.texts.keys()) - faulty):
        headings = _of(found, "headings", model.Heading, document_id)
        plan = read_plan(document_id, found.texts[document_id], headings)
        gaps = check_plan(
            plan,
            _of(found, "targets", model.Target, document_id),
            _of(found, "qualitative", model.Qualitative, document_id),
            _of(found, "parameters", model.Parameter, document_id),
        )
        findings += [_finding(gap, found) for gap in gaps]
    return findings


def _spoken_of(found: Extract) -> set[str]:
    """Documents that any row speaks of, so that a plan is checked even when all its headings are gone."""
    tables = ("headings", "targets", "qualitative", "parameters")
    return {str(getattr(located.row, "document_id", "")) for table in tables for located in found.rows[table]}


def _all(found: Extract, table: str, kind: type[RowType]) -> list[RowType]:
    return [located.row for located in found.rows[table] if isinstance(located.row, kind)]


def _of(found: Extract, table: str, kind: type[RowType], document_id: str) -> list[RowType]:
    return [row for row in _all(found, table, kind) if row.document_id == document_id]


def _finding(gap: Gap, found: Extract) -> Finding:
    """The gap as a fault of the document's text file, at the bullet's line."""
    documents = (located.row for located in found.rows["documents"])
    file = next(row.file for row in documents if getattr(row, "document_id", "") == gap.document_id)  # type: ignore[attr-defined]
    facts = {
        "problem_vi": gap.problem("vi"),
        "problem_mend_vi": gap.mend("vi"),
        "problem_en": gap.problem("en"),
        "problem_mend_en": gap.mend("en"),
    }
    return Finding("plan_gap", f"documents/{file}", gap.line, None, facts)
