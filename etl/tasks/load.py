"""The tasks: read from their files, proved against the documents, published as tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from etl.findings import Finding
from etl.load import insert
from etl.reading import read_rows
from etl.sources import Extract, matching, read_source
from etl.tasks import rows as task_rows
from etl.tasks.completeness import task_findings
from etl.tasks.data import TABLES, load_task_data, task_file
from etl.tasks.fault import TaskFinding
from etl.tasks.statements import PROSE, statement_findings
from kpi.model import cells
from kpi.model import rows as model
from kpi.model.task_codes import Role

_COLUMNS = {
    "task_agency": "lead_agencies",
    "task_basis": "basis",
    "task_bounds": "line_to",
    "task_correction": "printed",
    "task_count": "tasks",
    "task_deadline": "deadline",
    "task_duty": "duty_id",
    "task_footnote": "mark",
    "task_line": "line",
    "task_note": "note",
    "task_number": "quote",
    "task_quote": "text_printed",
    "task_repeated": "number",
    "task_section": "section",
    "task_text": "text_vi",
    "task_unknown": "number",
}
_PUBLISHED = (
    ("agencies", ("agency_id",)),
    ("duties", ("duty_id",)),
    ("duty_links", ("duty_id", "document_id", "line", "task_id")),
    ("task_numbers", ("document_id", "line", "task_id", "quote", "value", "meaning_vi")),
    ("task_corrections", ("document_id", "correction_id")),
    ("task_evidence", ("task_id", "recorded_at", "status", "publisher")),
)


def read_tasks(found: Extract, today: date) -> None:
    """Read every file of `data/tasks/` into `found`, with every fault of a cell, a row and the whole.

    `today` decides which reports lie in the future. What could not be read is no news about a document, so the
    proof of completeness runs on sound files only.
    """
    before = len(found.findings)
    for source in task_rows.SOURCES:
        read_source(found, source, matching(found.root, source))
    for path in _present(found, [f"tasks/layout/{name}.csv" for name in _laid_out(found)]):
        found.findings += read_rows(path, task_rows.Layout, found.root)[1]
        found.read.add(path)
    files = [task_file(name) for name in _annexes(found)] + [TABLES["body"]]
    read_source(found, task_rows.TASKS, _present(found, files))
    found.findings += list(statement_findings(found, today))
    unread = any(finding.file.startswith("documents/") for finding in found.findings)
    if len(found.findings) == before and not unread:
        found.findings += [bridged(fault) for fault in task_findings(load_task_data(found.root))]


def load_tasks(connection: duckdb.DuckDBPyConnection, found: Extract) -> None:
    """Fill the tables of tasks; `found` must be free of errors."""
    issuers = {row.document_id: row.province_id for row in _rows(found, "documents", model.Document)}
    sections = _rows(found, "task_sections", task_rows.Section)
    texts = {row.document_id: row.file for row in sections if row.part in ("annex", "body")}
    tasks = sorted(_rows(found, "tasks", task_rows.Task), key=lambda task: task.kind is task_rows.TaskKind.GUIDANCE)
    records = [
        {
            **_plain(task),
            "province_id": issuers[task.document_id],
            "file": texts[task.document_id],
            "position": position,
            "part": "prose" if task.section == PROSE else "annex",
        }
        for position, task in enumerate(tasks, start=1)
    ]
    insert(connection, "tasks", records, ("position",))
    insert(connection, "task_agencies", list(_agencies(tasks)), ("task_id", "role", "position"))
    for table, key in _PUBLISHED:
        insert(connection, table, [_plain(located.row) for located in found.rows[table]], key)
    updates = [
        {**_plain(located.row), "submission_id": None, "file": located.file, "row": located.line}
        for located in found.rows["task_updates"]
    ]
    insert(connection, "task_updates", updates, ("task_id", "recorded_at", "reported_by"))


def _present(found: Extract, files: list[str]) -> list[Path]:
    """Those of the named files that are there; the others become faults."""
    missing = [file for file in files if not (found.root / file).is_file()]
    found.findings += [Finding("file_missing", file, facts={"expected": file}) for file in missing]
    return [found.root / file for file in files if file not in missing]


def _rows(found: Extract, table: str, kind: type[Any]) -> list[Any]:
    return [located.row for located in found.rows[table] if isinstance(located.row, kind)]


def _annexes(found: Extract) -> list[str]:
    return [row.document_id for row in _rows(found, "task_sections", task_rows.Section) if row.part == "annex"]


def _laid_out(found: Extract) -> list[str]:
    sections = _rows(found, "task_sections", task_rows.Section)
    return sorted({row.document_id for row in sections if row.reader == "layout"})


def _agencies(tasks: list[task_rows.Task]) -> Iterator[dict[str, object]]:
    for task in tasks:
        for role, names in ((Role.LEAD, task.lead_agencies), (Role.COORDINATING, task.coordinating_agencies)):
            for position, agency_id in enumerate((names or "").split(";") if names else [], start=1):
                yield {
                    "task_id": task.task_id,
                    "document_id": task.document_id,
                    "agency_id": agency_id,
                    "role": str(role),
                    "position": position,
                }


def bridged(fault: TaskFinding) -> Finding:
    """A fault of the proof as a fault of the build's report."""
    facts = {"problem_vi": fault.problem("vi"), "problem_en": fault.problem("en")}
    return Finding(fault.check, fault.file, fault.row, _COLUMNS.get(fault.check), facts)


def _plain(row: cells.Row) -> dict[str, Any]:
    return row.model_dump(mode="json") | {
        name: value for name, value in row.model_dump().items() if isinstance(value, date)
    }
