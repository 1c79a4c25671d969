"""What differs between two snapshots: rows added, removed and changed, table by table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from kpi.store.warehouse import WarehouseError, snapshot_path

# Says when and by which build the content was made; the content itself is everything else.
_NOT_CONTENT = "snapshot"


@dataclass(frozen=True)
class TableDiff:
    """One table's differing rows; `rows` has the table's columns after `change` ('-' only in A, '+' only in B)."""

    table: str
    only_a: int
    only_b: int
    rows: pd.DataFrame


def diff(folder: Path, snapshot_a: str, snapshot_b: str) -> list[TableDiff]:
    """Compare two snapshots of one warehouse; an empty list means equal content.

    Raises WarehouseError('no_snapshot') when either does not exist.
    """
    paths = [snapshot_path(folder, snapshot_id) for snapshot_id in (snapshot_a, snapshot_b)]
    for snapshot_id, path in zip((snapshot_a, snapshot_b), paths, strict=True):
        if not path.is_file():
            raise WarehouseError("no_snapshot", snapshot_id)
    with duckdb.connect(":memory:") as connection:
        for name, path in zip("ab", paths, strict=True):
            connection.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS {name} (READ_ONLY)")
        tables = [_diff_table(connection, table) for table in _tables(connection)]
    return [table for table in tables if table.only_a or table.only_b]


def _tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        "SELECT DISTINCT table_name FROM duckdb_tables() WHERE database_name IN ('a', 'b') "
        "AND table_name <> ? ORDER BY 1",
        [_NOT_CONTENT],
    ).fetchall()
    return [str(row[0]) for row in rows]


def _columns(connection: duckdb.DuckDBPyConnection, database: str, table: str) -> list[tuple[str, str]]:
    return connection.execute(
        "SELECT column_name, data_type FROM duckdb_columns() "
        "WHERE database_name = ? AND table_name = ? ORDER BY column_index",
        [database, table],
    ).fetchall()


def _diff_table(connection: duckdb.DuckDBPyConnection, table: str) -> TableDiff:
    columns_a, columns_b = (_columns(connection, name, table) for name in "ab")
    if columns_a != columns_b:
        return _changed_shape(connection, table, columns_a, columns_b)
    halves = [
        connection.execute(
            f"SELECT '{sign}' AS change, * FROM "  # noqa: S608
            f'(SELECT * FROM {one}."{table}" EXCEPT ALL SELECT * FROM {other}."{table}") ORDER BY ALL'
        ).df()
        for sign, one, other in (("-", "a", "b"), ("+", "b", "a"))
    ]
    return TableDiff(table, len(halves[0]), len(halves[1]), pd.concat(halves, ignore_index=True))


def _changed_shape(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns_a: list[tuple[str, str]],
    columns_b: list[tuple[str, str]],
) -> TableDiff:
    """A table that exists in one snapshot only, or whose columns changed: every row counts as different."""
    only_a, only_b = (
        _count(connection, name, table) if columns else 0 for name, columns in (("a", columns_a), ("b", columns_b))
    )
    shape = [("-", *column) for column in columns_a if column not in columns_b]
    shape += [("+", *column) for column in columns_b if column not in columns_a]
    return TableDiff(table, only_a, only_b, pd.DataFrame(shape, columns=["change", "column", "type"]))


def _count(connection: duckdb.DuckDBPyConnection, database: str, table: str) -> int:
    return int(connection.execute(f'SELECT count(*) FROM {database}."{table}"').fetchall()[0][0])  # noqa: S608
