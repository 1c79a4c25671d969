"""A made-up warehouse of 3,321 communes × 120 indicators × 2025-2045, for measuring the pages on large data.

`python -m benchmarks.communes FOLDER` builds it in `FOLDER` (about 8.4 million planned values, 2.4 million
actuals); then `python -m server --warehouse FOLDER` shows it. Every name says that it is made up, and the
snapshot is marked as illustrative, so that no page can pass it off as real.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import duckdb

from etl.derive import find_states
from etl.load import create_tables
from kpi.store.snapshot_check import SCHEMA_VERSION
from kpi.store.warehouse import Snapshot, current_snapshot, snapshot_path

COMMUNES = 3_321
INDICATORS = 120
SNAPSHOT_ID = "minh-hoa-cap-xa"
_HEADLINES = ("coverage_5g", "dossiers_online_share", "digital_economy_share_grdp")
_REGIONS = 6
_TITLE = "SỐ LIỆU MINH HỌA"
_ADDRESS = "https://example.invalid/so-lieu-minh-hoa"
_TABLES = Path(__file__).with_suffix(".sql")


def build(folder: Path, communes: int = COMMUNES, indicators: int = INDICATORS) -> Snapshot:
    """Make the warehouse in `folder` with that many communes and indicators; returns its only snapshot."""
    path = snapshot_path(folder, SNAPSHOT_ID)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = folder / "building-minh-hoa.duckdb"
    unfinished.unlink(missing_ok=True)
    words = {
        "title": _TITLE,
        "address": _ADDRESS,
        "snapshot": SNAPSHOT_ID,
        "regions": _REGIONS,
        "schema": SCHEMA_VERSION,
    }
    sizes = {"communes": communes, "indicators": indicators, "headlines": list(_HEADLINES)}
    with duckdb.connect(str(unfinished)) as connection:
        create_tables(connection)
        _run(connection, _TABLES.read_text(encoding="utf-8"), words | sizes)
        find_states(connection)
        connection.execute("CHECKPOINT")
    unfinished.replace(path)
    (folder / "current.json").write_text(json.dumps({"snapshot_id": SNAPSHOT_ID}), encoding="utf-8")
    return current_snapshot(folder)


def _run(connection: duckdb.DuckDBPyConnection, script: str, values: dict[str, object]) -> None:
    """Each statement takes only the placeholders that it names."""
    for statement in connection.extract_statements(script):
        connection.execute(statement, {name: values[name] for name in statement.named_parameters})


def main() -> None:
    """Build the warehouse that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.communes", description=main.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--communes", type=int, default=COMMUNES)
    parser.add_argument("--indicators", type=int, default=INDICATORS)
    options = parser.parse_args()
    started = time.perf_counter()
    snapshot = build(options.folder.resolve(), options.communes, options.indicators)
    size = snapshot.path.stat().st_size / 1e6
    print(f"{snapshot.path}: {size:.0f} MB in {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
