"""Faults of what is said of tasks: by agencies in their reports, and by public sources."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import date
from typing import Any

from etl.findings import Finding
from etl.reading import Located
from etl.sources import Extract
from etl.tasks import rows as task_rows
from etl.tasks import statement_rows
from kpi.model import cells
from kpi.model import rows as model
from kpi.model.task_codes import Report

PROSE = "body"
"""The section of tasks that a document sets outside its annex."""


def statement_findings(found: Extract, today: date) -> Iterator[Finding]:
    """Every fault of reports and public statements; `today` decides which lie in the future."""
    yield from _update_findings(found, today)
    yield from _evidence_findings(found, today)


def _update_findings(found: Extract, today: date) -> Iterator[Finding]:
    """Reports on unknown tasks, from days that cannot be, and late completions of tasks that were not late."""
    tasks = {row.task_id: row for row in _rows(found, "tasks", task_rows.Task)}
    issued = {row.document_id: row.issued_on for row in _rows(found, "documents", model.Document)}
    for located in found.rows["task_updates"]:
        update = located.row
        assert isinstance(update, statement_rows.Update)
        day = {"cell": update.recorded_at.isoformat()}
        if update.recorded_at > today:
            yield _at(located, "task_update_future", "recorded_at", day)
        task = tasks.get(update.task_id)
        if task is None:
            near = difflib.get_close_matches(update.task_id, tasks, n=1)
            facts = {"cell": update.task_id, "expected": "tasks/*.csv", "other": f" ({near[0]}?)" if near else ""}
            yield _at(located, "unknown_reference", "task_id", facts)
            continue
        first = issued.get(task.document_id)
        if first and update.recorded_at < first:
            yield _at(located, "task_update_too_early", "recorded_at", {**day, "expected": first.isoformat()})
        if update.status is Report.DONE_LATE and task.deadline is None:
            yield _at(located, "task_update_never_late", "status", {})
        elif update.status is Report.DONE_LATE and task.deadline and update.recorded_at <= task.deadline:
            facts = {**day, "expected": task.deadline.isoformat()}
            yield _at(located, "task_update_not_late", "status", facts)


def _evidence_findings(found: Extract, today: date) -> Iterator[Finding]:
    """Public statements on unknown tasks, from unknown documents or of days that cannot be; guidance in an annex."""
    tasks = {row.task_id for row in _rows(found, "tasks", task_rows.Task)}
    issued = {row.document_id: row.issued_on for row in _rows(found, "documents", model.Document)}
    all_read = not any(finding.file.startswith("tasks/") for finding in found.findings)
    for located in found.rows["task_evidence"]:
        said = located.row
        assert isinstance(said, statement_rows.Evidence)
        if said.recorded_at > today:
            yield _at(located, "task_update_future", "recorded_at", {"cell": said.recorded_at.isoformat()})
        if said.task_id not in tasks and all_read:
            yield _at(located, "unknown_reference", "task_id", {"cell": said.task_id, "expected": "tasks/*.csv"})
        if (first := issued.get(said.task_id.split(".")[0])) and said.recorded_at < first:
            facts = {"cell": said.recorded_at.isoformat(), "expected": first.isoformat()}
            yield _at(located, "task_update_too_early", "recorded_at", facts)
        if said.source_document_id and said.source_document_id not in issued:
            facts = {"cell": said.source_document_id, "expected": "documents/documents.csv"}
            yield _at(located, "unknown_reference", "source_document_id", facts)
    for located in found.rows["tasks"]:
        task = located.row
        if isinstance(task, task_rows.Task) and task.kind is task_rows.TaskKind.GUIDANCE and task.section != PROSE:
            yield _at(located, "task_guidance_in_annex", "kind", {})


def _rows(found: Extract, table: str, kind: type[Any]) -> list[Any]:
    return [located.row for located in found.rows[table] if isinstance(located.row, kind)]


def _at(located: Located[cells.Row], code: str, column: str, facts: dict[str, str]) -> Finding:
    return Finding(code, located.file, located.line, column, facts)
