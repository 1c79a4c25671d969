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
    """Run every check on the tables of `connection`, and that every number is finite; returns all violations."""
    violations = []
    for check in all_checks():
        for subject, *detail in connection.execute(check.sql).fetchall():
            message = check.message_vi + (f" {detail[0]}" if detail and detail[0] else "")
            violations.append(Violation(check.name, check.severity.value, str(subject), message))
    return violations + _not_finite(connection)


def _not_finite(connection: duckdb.DuckDBPyConnection) -> list[Violation]:
    """Every column of numbers that holds an infinite one or what is no number: nobody could read or draw it."""
    columns = connection.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() "
        "WHERE NOT internal AND data_type IN ('DOUBLE', 'FLOAT', 'DOUBLE[]', 'FLOAT[]') ORDER BY ALL"
    ).fetchall()
    found = []
    for table, column, kind in columns:
        cell = f'"{column}"'
        numbers = f"unnest({cell})" if kind.endswith("[]") else cell
        query = f'SELECT count(*) FROM (SELECT {numbers} AS number FROM "{table}") WHERE NOT isfinite(number)'  # noqa: S608
        (count,) = connection.execute(query).fetchall()[0]
        if count:
            message = f"Có {count} số không hữu hạn; kiểm tra các số quá lớn trong dữ liệu đầu vào."
            found.append(Violation("not_finite", Severity.ERROR.value, f"{table}.{column}", message))
    return found


def _read(path: Path) -> Check:
    head, _, sql = path.read_text(encoding="utf-8").partition("\n")
    severity, _, message = head.removeprefix("--").strip().partition(":")
    return Check(path.stem, Severity(severity.strip()), message.strip(), sql)
