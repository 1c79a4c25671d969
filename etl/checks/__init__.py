"""Checks on the loaded tables: each one is an SQL file that returns the offending rows.

The first line of a file is a comment `-- severity: sentence for people`; the query gives the columns `subject` and,
optionally, `detail`. No row means the check holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.findings import Severity

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Check:
    """A named rule that the loaded data must keep (`error`) or that people should look at (`warning`)."""

    name: str
    severity: Severity
    message_vi: str
    sql: str


@dataclass(frozen=True)
class Violation:
    """One row that breaks a check, in the columns of the warehouse table `checks`."""

    check_name: str
    severity: str
    subject: str
    message: str


def all_checks() -> list[Check]:
    """Every check of the folder, in name order."""
    return [_read(path) for path in sorted(_FOLDER.glob("*.sql"))]


def run_checks(connection: duckdb.DuckDBPyConnection) -> list[Violation]:
    """Run every check on the tables of `connection`; returns all violations."""
    violations = []
    for check in all_checks():
        for subject, *detail in connection.execute(check.sql).fetchall():
            message = check.message_vi + (f" {detail[0]}" if detail and detail[0] else "")
            violations.append(Violation(check.name, check.severity.value, str(subject), message))
    return violations


def _read(path: Path) -> Check:
    head, _, sql = path.read_text(encoding="utf-8").partition("\n")
    severity, _, message = head.removeprefix("--").strip().partition(":")
    return Check(path.stem, Severity(severity.strip()), message.strip(), sql)
