"""Checks on the loaded tables: each one is an SQL file that returns the offending rows.

The first line of a file is the comment `-- error` or `-- warning`; the query gives the columns `subject` and,
optionally, `detail`. No row means the check holds. What it says to people is the message `check_rule.<name>` in the
catalogues beside the file; `{detail}` in it is filled by the query.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.findings import Severity
from kpi.words import LANGUAGES, message

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Check:
    """A named rule that the loaded data must keep (`error`) or that people should look at (`warning`)."""

    name: str
    severity: Severity
    sql: str


@dataclass(frozen=True)
class Violation:
    """One row that breaks a check; `words` say so in each language, and the table `checks` has them all."""

    check_name: str
    severity: str
    subject: str
    words: Mapping[str, str]

    def message(self, lang: str = "vi") -> str:
        """What is wrong, as one sentence."""
        return self.words[lang]


def in_each_language(say: Callable[[str], str]) -> dict[str, str]:
    """What `say` makes of each language."""
    return {lang: say(lang) for lang in LANGUAGES}


def all_checks() -> list[Check]:
    """Every check of the folder, in name order."""
    return [_read(path) for path in sorted(_FOLDER.glob("*.sql"))]


def run_checks(connection: duckdb.DuckDBPyConnection) -> list[Violation]:
    """Run every check on the tables of `connection`, and that every number is finite; returns all violations."""
    violations = []
    for check in all_checks():
        for subject, *detail in connection.execute(check.sql).fetchall():
            words = _rule(check.name, detail=(detail and detail[0]) or "")
            violations.append(Violation(check.name, check.severity.value, str(subject), words))
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
            words = _rule("not_finite", count=count)
            found.append(Violation("not_finite", Severity.ERROR.value, f"{table}.{column}", words))
    return found


def _rule(name: str, **facts: object) -> dict[str, str]:
    return in_each_language(lambda lang: message(f"check_rule.{name}", lang, **facts).strip())


def _read(path: Path) -> Check:
    head, _, sql = path.read_text(encoding="utf-8").partition("\n")
    return Check(path.stem, Severity(head.removeprefix("--").strip()), sql)
