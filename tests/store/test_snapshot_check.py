"""The number of the tables' layout: it is raised whenever the layout changes, or old snapshots would be misread."""

from __future__ import annotations

import hashlib

import duckdb

from etl.load import create_tables
from kpi.store.snapshot_check import SCHEMA_VERSION

LAYOUTS = {
    2: "478fc859368e33be",
    3: "258ad056372295a1",
    4: "b3602a7e27dae158",
    5: "11e2e66a48f21820",
    6: "f4b45ada66a11246",
}
"""Layout number → digest of its columns. A changed layout gets the next number, and a line of its own here."""


def test_a_changed_layout_has_a_number_of_its_own() -> None:
    with duckdb.connect(":memory:") as connection:
        create_tables(connection)
        columns = connection.execute(
            "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal ORDER BY ALL"
        ).fetchall()
    digest = hashlib.sha256(repr(columns).encode()).hexdigest()[:16]
    assert LAYOUTS.get(SCHEMA_VERSION) == digest, (
        f"etl/schema.sql changed: raise SCHEMA_VERSION in kpi/store/snapshot_check.py, and add its line: {digest!r}"
    )
    assert max(LAYOUTS) == SCHEMA_VERSION
