"""Findings of a check, told whole: blocks on a terminal, one line each in a pipe, CSV or JSON for programs."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from etl.checks import Violation
from etl.findings import Finding, Severity
from kpi.words import message

MANY = 10
"""From this many findings with one cause on, the cause is told first."""


@dataclass(frozen=True)
class Told:
    """One finding in words; `file`, `row` and `column` name its place, `subject` the rows of a check across tables."""

    severity: str
    code: str
    file: str
    row: int | None
    column: str
    subject: str
    problem: str
    mend: str


def told(findings: Iterable[Finding], violations: Iterable[Violation], lang: str) -> list[Told]:
    """Findings of the files and of the checks across tables in one form, errors first."""
    rows = [
        Told(
            str(finding.severity),
            finding.code,
            finding.file,
            finding.row,
            finding.column or "",
            "",
            finding.problem(lang),
            finding.mend(lang),
        )
        for finding in findings
    ]
    rows += [
        Told(violation.severity, violation.check_name, "", None, "", violation.subject, violation.message(lang), "")
        for violation in violations
    ]
    return sorted(rows, key=lambda row: row.severity != Severity.ERROR)


def as_text(rows: Sequence[Told], lang: str, *, terminal: bool) -> str:
    """For people: a block a finding on a terminal, a line a finding elsewhere. Nothing is ever cut."""
    causes = Counter(row.code for row in rows)
    lines = [
        message("cli.same_cause", lang, count=count, code=code) for code, count in causes.most_common() if count >= MANY
    ]
    for row in rows:
        place = row.subject or _place(row, lang)
        kind = message(f"cli.{row.severity}", lang)
        mend = message("cli.mend", lang, mend=row.mend) if row.mend else ""
        if terminal:
            lines += [f"{kind}: {place}", f"    {row.problem}", *([f"    {mend}"] if mend else []), ""]
        else:
            lines.append(" | ".join(part for part in (kind, place, row.problem, mend) if part))
    return "".join(f"{line}\n" for line in lines)


def as_data(rows: Sequence[Told], form: str) -> str:
    """For programs: `json` (a list of objects) or `csv`, the same fields in both."""
    records = [asdict(row) for row in rows]
    if form == "json":
        return json.dumps(records, ensure_ascii=False, indent=1) + "\n"
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(Told.__dataclass_fields__), lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    return out.getvalue()


def _place(row: Told, lang: str) -> str:
    if row.row is not None and row.column:
        return message("cli.place", lang, file=row.file, row=row.row, column=row.column)
    if row.row is not None:
        return message("cli.place_row", lang, file=row.file, row=row.row)
    return message("cli.place_column", lang, file=row.file, column=row.column) if row.column else row.file
