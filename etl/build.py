"""One build: extract → check → load → derive → publish. Either a whole new snapshot, or nothing changes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

import kpi
from etl.checks import Violation, run_checks
from etl.demo import replace_actuals
from etl.derive import derive
from etl.findings import Finding, InputRefusedError, Severity
from etl.ignored import ignored_files
from etl.load import create_tables, insert, load
from etl.plans.completeness_check import check_completeness
from etl.publish import building, publish
from etl.references import check_references
from etl.sources import Extract, extract, input_sha256
from etl.tasks.load import load_tasks, read_tasks
from kpi.model import clock
from kpi.store.snapshot_check import SCHEMA_VERSION
from kpi.store.warehouse import Snapshot, WarehouseError, current_snapshot, let_go

_ROOT = Path(__file__).resolve().parent.parent
_CODE_FOLDERS = ("etl", "kpi")

Progress = Callable[[str], None]
Inspect = Callable[[Snapshot], list[Violation]]
"""Looks at a finished snapshot before it is published; what it finds of severity `error` stops the build."""


class ChecksFailedError(Exception):
    """The loaded data breaks rules; nothing was published. `violations` holds every offending row."""

    def __init__(self, violations: list[Violation]) -> None:
        super().__init__(f"{len(violations)} rows break checks")
        self.violations = violations


@dataclass(frozen=True)
class Outcome:
    """A finished build or check: the snapshot (None when only checked) and what people should look at."""

    snapshot: Snapshot | None
    warnings: list[Finding]
    violations: list[Violation]


def read_input(root: Path, today: date | None = None) -> tuple[Extract, list[Finding]]:
    """Extract `root` and run every check on rows; returns the extract and its warnings.

    Raises InputRefusedError with all faults when there is one error among them.
    """
    day = today or clock.today()
    found = extract(root)
    read_tasks(found, day)
    findings = found.findings + check_references(found, day)
    findings += check_completeness(found) + ignored_files(found)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise InputRefusedError(sorted(findings, key=lambda f: (f.file, f.row or 0, f.column or "")))
    return found, findings


def build(
    root: Path,
    warehouse: Path,
    *,
    demo: bool = False,
    progress: Progress = lambda _: None,
    inspect: Inspect = lambda _: [],
) -> Outcome:
    """Build a snapshot from the data folder `root` and publish it in `warehouse`.

    `demo` replaces every actual by a made-up one and marks the snapshot; `inspect` looks at it before it is published.
    Raises InputRefusedError, ChecksFailedError or WarehouseBusyError; then the current snapshot stays as it was.
    """
    progress("extract")
    digest = input_sha256(root)
    found, warnings = read_input(root)
    with building(warehouse, digest) as workspace:
        unpublished = Snapshot(workspace.snapshot_id, workspace.path)
        violations = _write(unpublished, found, warnings, digest, workspace.built_at, demo=demo, progress=progress)
        violations += _inspected(unpublished, inspect)
        progress("publish")
        snapshot = publish(warehouse, workspace)
    return Outcome(snapshot, warnings, violations)


def check(root: Path, *, inspect: Inspect = lambda _: []) -> Outcome:
    """Everything that a build checks, on a database that is thrown away; publishes nothing.

    Raises InputRefusedError or ChecksFailedError.
    """
    found, warnings = read_input(root)
    with TemporaryDirectory() as folder:
        unpublished = Snapshot("check", Path(folder) / "check.duckdb")
        violations = _write(unpublished, found, warnings, input_sha256(root), datetime.now(UTC).replace(tzinfo=None))
        violations += _inspected(unpublished, inspect)
    return Outcome(None, warnings, violations)


def _write(
    unpublished: Snapshot,
    found: Extract,
    warnings: list[Finding],
    digest: str,
    built_at: datetime,
    *,
    demo: bool = False,
    progress: Progress = lambda _: None,
) -> list[Violation]:
    """Write the whole snapshot into its file; returns what people should look at. Raises ChecksFailedError."""
    progress("load")
    with duckdb.connect(str(unpublished.path)) as connection:
        connection.begin()  # all tables at once: the database syncs its log once, not after every statement
        create_tables(connection)
        load(connection, found)
        load_tasks(connection, found)
        if demo:
            replace_actuals(connection)
        progress("derive")
        derived = derive(connection)
        progress("check")
        violations = [*run_checks(connection), *derived]
        _store_checks(connection, violations, warnings)
        _refuse_errors(violations)
        _store_snapshot(
            connection,
            snapshot_id=unpublished.snapshot_id,
            built_at=built_at,
            input_sha256=digest,
            app_version=kpi.__version__,
            code_sha256=code_sha256(),
            demo=demo,
            schema_version=SCHEMA_VERSION,
        )
        connection.commit()
        connection.execute("CHECKPOINT")
    return violations


def _inspected(unpublished: Snapshot, inspect: Inspect) -> list[Violation]:
    """What `inspect` finds in the finished file. Raises ChecksFailedError where it is an error."""
    try:
        found = inspect(unpublished)
    finally:
        let_go(unpublished)
    _refuse_errors(found)
    return found


def _refuse_errors(violations: list[Violation]) -> None:
    if any(violation.severity == Severity.ERROR for violation in violations):
        raise ChecksFailedError(violations)


def is_stale(root: Path, warehouse: Path) -> bool:
    """Whether the data or the program changed since the current snapshot was built (or there is none)."""
    try:
        row = current_snapshot(warehouse).query("SELECT input_sha256, code_sha256 FROM snapshot").iloc[0]
    except (WarehouseError, duckdb.Error):
        return True
    return (row["input_sha256"], row["code_sha256"]) != (input_sha256(root), code_sha256())


def code_sha256() -> str:
    """Digest of the program's own files that shape the warehouse."""
    digest = hashlib.sha256()
    for folder in _CODE_FOLDERS:
        for path in sorted((_ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".sql", ".toml"}:
                digest.update(path.relative_to(_ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _store_checks(connection: duckdb.DuckDBPyConnection, violations: list[Violation], warnings: list[Finding]) -> None:
    records = [
        {
            "check_name": violation.check_name,
            "severity": violation.severity,
            "subject": violation.subject,
            "message": violation.message("vi"),
            "message_en": violation.message("en"),
        }
        for violation in violations
    ]
    records += [
        {
            "check_name": finding.code,
            "severity": finding.severity.value,
            "subject": f"{finding.file}:{finding.row}" if finding.row else finding.file,
            "message": finding.problem("vi"),
            "message_en": finding.problem("en"),
        }
        for finding in warnings
    ]
    insert(connection, "checks", records, ("check_name", "subject", "message"))


def _store_snapshot(connection: duckdb.DuckDBPyConnection, **facts: object) -> None:
    insert(connection, "snapshot", [facts], ("snapshot_id",))
