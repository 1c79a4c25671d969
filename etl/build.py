"""One build: extract → check → load → derive → publish. Either a whole new snapshot, or nothing changes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

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
from kpi.store.warehouse import Snapshot, WarehouseError, current_snapshot

_ROOT = Path(__file__).resolve().parent.parent
_CODE_FOLDERS = ("etl", "kpi")

Progress = Callable[[str], None]


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


def build(root: Path, warehouse: Path, *, demo: bool = False, progress: Progress = lambda _: None) -> Outcome:
    """Build a snapshot from the data folder `root` and publish it in `warehouse`.

    `demo` replaces every actual by a made-up one and marks the snapshot. Raises InputRefusedError,
    ChecksFailedError or WarehouseBusyError; then the current snapshot stays as it was.
    """
    progress("extract")
    digest = input_sha256(root)
    found, warnings = read_input(root)
    with building(warehouse, digest) as workspace:
        progress("load")
        with duckdb.connect(str(workspace.path)) as connection:
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
            if any(violation.severity == "error" for violation in violations):
                raise ChecksFailedError(violations)
            _store_snapshot(
                connection,
                snapshot_id=workspace.snapshot_id,
                built_at=workspace.built_at,
                input_sha256=digest,
                app_version=kpi.__version__,
                code_sha256=code_sha256(),
                demo=demo,
                schema_version=SCHEMA_VERSION,
            )
            connection.commit()
            connection.execute("CHECKPOINT")
        progress("publish")
        snapshot = publish(warehouse, workspace)
    return Outcome(snapshot, warnings, violations)


def check(root: Path) -> Outcome:
    """Everything that a build checks, on an in-memory database; publishes nothing.

    Raises InputRefusedError or ChecksFailedError.
    """
    found, warnings = read_input(root)
    with duckdb.connect(":memory:") as connection:
        create_tables(connection)
        load(connection, found)
        load_tasks(connection, found)
        violations = [*derive(connection), *run_checks(connection)]
    if any(violation.severity == "error" for violation in violations):
        raise ChecksFailedError(violations)
    return Outcome(None, warnings, violations)


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
    records = [vars(violation) for violation in violations]
    records += [
        {
            "check_name": finding.code,
            "severity": finding.severity.value,
            "subject": f"{finding.file}:{finding.row}" if finding.row else finding.file,
            "message": finding.problem(),
        }
        for finding in warnings
    ]
    insert(connection, "checks", records, ("check_name", "subject", "message"))


def _store_snapshot(connection: duckdb.DuckDBPyConnection, **facts: object) -> None:
    insert(connection, "snapshot", [facts], ("snapshot_id",))
