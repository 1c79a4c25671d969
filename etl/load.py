"""Turning the extracted rows into the warehouse's tables, in one fixed order so that content is deterministic."""

from __future__ import annotations

import hashlib
import unicodedata
from enum import StrEnum
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from etl.document_days import known_days
from etl.document_order import places
from etl.measures import target_measures
from etl.sources import SOURCES, Extract
from kpi.model import cells

_SCHEMA = Path(__file__).with_name("schema.sql")
_TOGETHER = {
    "targets": ("indicator_id",),
    "actuals": ("indicator_id",),
    "progress": ("indicator_id", "as_of_year"),
}
"""What the rows that a comparison reads have in common: they lie together, in few blocks of a large table."""


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create every table of the data contract, empty."""
    connection.execute(_SCHEMA.read_text(encoding="utf-8"))


def load(connection: duckdb.DuckDBPyConnection, found: Extract) -> None:
    """Fill the tables that come from files; `found` must be free of errors."""
    for source in SOURCES:
        records = [_plain(located.row) for located in found.rows[source.table]]
        if source.table == "actuals":
            records = [{"actual_id": actual_id(record), "submission_id": None, **record} for record in records]
        if source.table == "targets":
            counted = target_measures(found)
            records = [{**record, **counted(record["document_id"], record["indicator_id"])} for record in records]
        if source.table == "documents":
            place = places(records)
            targets, units = (
                [_plain(located.row) for located in found.rows[name]] for name in ("targets", "provinces")
            )
            days = known_days(records, targets, {row["province_id"]: row["valid_to"] for row in units})
            for record in records:
                record["known_on"] = days[record["document_id"]]
                record["sha256"] = found.document_sha256.get(record["document_id"])
                record["place"] = place[record["document_id"]]
        insert(connection, source.table, records, source.key)
    lines = [
        {"document_id": document_id, "line": number, "text": unicodedata.normalize("NFC", text)}
        for document_id, texts in found.texts.items()
        for number, text in enumerate(texts, start=1)
    ]
    insert(connection, "document_lines", lines, ("document_id", "line"))


def insert(
    connection: duckdb.DuckDBPyConnection, table: str, records: list[dict[str, Any]], key: tuple[str, ...]
) -> None:
    """Append `records`, which have the same columns, to `table`, by column name, sorted by `key`."""
    if records:
        insert_rows(connection, table, pa.Table.from_pylist(records), key)


def insert_rows(connection: duckdb.DuckDBPyConnection, table: str, rows: pa.Table, key: tuple[str, ...]) -> None:
    """Append `rows` to `table`, by column name, sorted by `key`; missing columns become NULL."""
    order = ", ".join(f'"{name}"' for name in (*_TOGETHER.get(table, ()), *key))
    connection.register("incoming", rows)
    try:
        connection.execute(f'INSERT INTO "{table}" BY NAME SELECT * FROM incoming ORDER BY {order}')  # noqa: S608
    finally:
        connection.unregister("incoming")


def actual_id(record: dict[str, Any]) -> str:
    """A stable id of an actual: a digest of what makes it unique, so that it is the same in every build."""
    key = SOURCES[[source.table for source in SOURCES].index("actuals")].key
    text = "|".join(str(record[name]) for name in key)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _plain(row: cells.Row) -> dict[str, Any]:
    """The row's columns as plain values that the database understands."""
    return {
        name: str(value) if isinstance(value, StrEnum) else value
        for name, value in row.model_dump(mode="python").items()
    }
