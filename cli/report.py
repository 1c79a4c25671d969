"""What the command line prints: tables of what was loaded, what was refused, and what is wrong."""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Sequence

import pandas as pd
from rich.console import Console
from rich.table import Table

from etl.checks import Violation
from etl.diff import TableDiff
from etl.findings import Finding, Severity
from kpi.store.warehouse import Snapshot
from kpi.words import is_missing

_SHOWN_ROWS = 20
_SHOWN_VIOLATIONS = 3

_LOADED = """
SELECT 'targets' AS "table", count(*) AS rows, count(DISTINCT province_id) AS provinces,
       count(DISTINCT indicator_id) AS indicators, format('{}–{}', min(year), max(year)) AS years,
       count(*) FILTER (source_url IS NULL AND (quote IS NULL OR line IS NULL)) AS without_source
FROM targets
UNION ALL
SELECT 'actuals', count(*), count(DISTINCT province_id), count(DISTINCT indicator_id),
       format('{}–{}', year(min(period_end)), year(max(period_end))),
       count(*) FILTER (trim(publisher) = '' OR trim(source_url) = '')
FROM actuals
"""
_OTHERS = """
SELECT table_name AS "table", estimated_size AS rows FROM duckdb_tables()
WHERE table_name NOT IN ('targets', 'actuals', 'snapshot') ORDER BY 1
"""
_REFUSED = """
SELECT source_file, reason, count(*) AS rows FROM not_loaded
GROUP BY ALL ORDER BY source_file, rows DESC, reason
"""


def print_loaded(console: Console, snapshot: Snapshot) -> None:
    """The table of what a snapshot holds, and of the source rows that were not loaded and why."""
    table = Table("bảng", "dòng", "tỉnh", "chỉ tiêu", "năm", "không có nguồn", title="Đã nạp", title_justify="left")
    for row in snapshot.query(_LOADED).itertuples(index=False):
        table.add_row(*(str(cell) for cell in row))
    for row in snapshot.query(_OTHERS).itertuples(index=False):
        table.add_row(str(row[0]), str(row[1]))
    console.print(table)
    refused = snapshot.query(_REFUSED)
    if not refused.empty:
        table = Table("tệp nguồn", "lý do", "dòng", title="Không nạp (có lý do)", title_justify="left")
        for row in refused.itertuples(index=False):
            table.add_row(*(str(cell) for cell in row))
        console.print(table)


def print_findings(console: Console, findings: Sequence[Finding], lang: str) -> None:
    """Every fault of the input: file, row, column, what is wrong, how to mend it."""
    heads = {
        "vi": ("tệp", "dòng", "cột", "sai ở đâu", "cách sửa"),
        "en": ("file", "row", "column", "what is wrong", "how to mend it"),
    }
    table = Table(*heads[lang], show_lines=True)
    for finding in findings:
        row = str(finding.row or "")
        table.add_row(finding.file, row, finding.column or "", finding.problem(lang), finding.mend(lang))
    console.print(table)


def print_violations(console: Console, violations: Sequence[Violation]) -> None:
    """Checks that found something, errors first: how many rows each, the first ones by name."""
    found: dict[tuple[str, str], list[Violation]] = defaultdict(list)
    for violation in violations:
        found[violation.severity, violation.check_name].append(violation)
    table = Table("kiểm tra", "mức", "số dòng", "nội dung")
    for (severity, name), members in sorted(found.items()):
        shown = members if severity == Severity.ERROR else members[:_SHOWN_VIOLATIONS]
        lines = [f"{member.subject}: {member.message}" for member in shown]
        if len(shown) < len(members):
            lines.append(f"… {len(members) - len(shown)} dòng nữa")
        table.add_row(name, severity, str(len(members)), "\n".join(lines))
    console.print(table)


def print_diff(console: Console, tables: Sequence[TableDiff]) -> None:
    """Differing rows a table, the first ones in full."""
    for table in tables:
        console.print(f"{table.table}: -{table.only_a} +{table.only_b}")
        print_frame(table.rows.head(_SHOWN_ROWS), "table", console)
        if len(table.rows) > _SHOWN_ROWS:
            console.print(f"… {len(table.rows) - _SHOWN_ROWS} dòng nữa")


def print_frame(frame: pd.DataFrame, form: str, console: Console) -> None:
    """A query's result as `table`, `csv` or `json` on standard output; NULL is empty, in JSON null."""
    if form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(frame.columns)
        writer.writerows([_text(cell) for cell in row] for row in frame.itertuples(index=False))
    elif form == "json":
        records = json.loads(frame.to_json(orient="records", date_format="iso", double_precision=15))
        sys.stdout.write(json.dumps(records, ensure_ascii=False, indent=1) + "\n")
    else:
        table = Table(*(str(name) for name in frame.columns))
        for row in frame.itertuples(index=False):
            table.add_row(*(_text(cell) for cell in row))
        console.print(table)


def _text(cell: object) -> str:
    return "" if is_missing(cell) else str(cell)
