"""Time and peak memory of the progress method: `python -m benchmarks.progress` prints one table.

Synthetic units: every indicator has five milestones and six yearly actuals. Each case runs in a process of
its own, so that its peak memory is its own; progress rows go into a DuckDB table, as in the build.
Needs Linux or macOS (peak memory of a process).
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table

from kpi.method.inputs import Tables, prepare_inputs
from kpi.method.progress import AS_OF_YEARS, progress
from kpi.method.thresholds import Method, load_method

INDICATORS = 120
MILESTONES = {2025: 1.0, 2030: 1.6, 2035: 2.0, 2040: 2.4, 2045: 2.6}
ACTUAL_YEARS = range(2020, 2026)
COMMUNES = 3_321
TABLE_WIDTH = 110
STORE_FIRST = "CREATE TABLE rows AS SELECT * REPLACE ({texts}) FROM part"
TEXTS = ("province_id", "indicator_id", "document_id", "series")


@dataclass(frozen=True)
class Case:
    """How many units are judged, under which name."""

    name: str
    units: int


CASES = (
    Case("34 provinces", 34),
    Case("communes 1/10", COMMUNES // 10),
    Case("communes 1/3", COMMUNES // 3),
    Case("communes whole", COMMUNES),
)


def synthetic(units: int) -> Tables:
    """Targets, actuals and what judging them needs, in warehouse columns, for that many units."""
    draw = np.random.default_rng(57)
    ids = pd.Index([f"indicator_{n:03d}" for n in range(INDICATORS)])
    places = pd.Index([f"unit_{n:04d}" for n in range(units)])
    base = draw.uniform(5, 30, size=units * INDICATORS)
    unit, indicator = np.divmod(np.arange(units * INDICATORS), INDICATORS)

    def table(points: int) -> tuple[np.ndarray, dict[str, object]]:
        row = np.repeat(np.arange(len(base)), points)
        return row, {"province_id": places.take(unit[row]), "indicator_id": ids.take(indicator[row])}

    row, columns = table(len(MILESTONES))
    factor = np.tile(list(MILESTONES.values()), len(base))
    targets = pd.DataFrame(
        columns
        | {
            "document_id": ("plan_" + places).take(unit[row]),
            "year": np.tile(list(MILESTONES), len(base)),
            "operator": "ge",
            "value": base[row] * factor,
            "value_high": np.nan,
            "cadence": "level",
            "status": "in_force",
            "measure": "reported",
            "measured_indicator_id": columns["indicator_id"],
        }
    )
    row, columns = table(len(ACTUAL_YEARS))
    year = np.tile(list(ACTUAL_YEARS), len(base))
    growth = 0.6 + 0.07 * np.tile(np.arange(len(ACTUAL_YEARS)), len(base))
    ends = pd.to_datetime(pd.Series(year).astype(str) + "-12-31")
    actuals = pd.DataFrame(
        columns
        | {
            "actual_id": [f"actual_{n}" for n in range(len(row))],
            "series": "reported",
            "period_start": pd.to_datetime(pd.Series(year).astype(str) + "-01-01"),
            "period_end": ends,
            "value": base[row] * growth * draw.uniform(0.95, 1.05, size=len(row)),
            "value_high": np.nan,
            "qualifier": "exact",
            "unit": "%",
            "recorded_at": ends,
        }
    )
    indicators = pd.DataFrame(
        {
            "indicator_id": ids,
            "unit": "%",
            "direction": "higher_better",
            "cadence": "level",
            "min_value": 0.0,
            "max_value": 100.0,
            "materiality": 0.5,
        }
    )
    issued = pd.Timestamp("2024-06-30")
    documents = pd.DataFrame({"document_id": "plan_" + places, "issued_on": issued})
    series = pd.DataFrame({"indicator_id": ids, "series": "reported", "measure": "reported", "publication_months": 12})
    return Tables(targets, actuals, indicators, documents, series)


def progress_in_parts(
    tables: Tables,
    method: Method,
    as_of_years: Sequence[int] = AS_OF_YEARS,
    *,
    provinces_per_part: int = 120,
    **options: Any,
) -> Iterator[pd.DataFrame]:
    """`progress` for thousands of units: the same rows, a block of provinces at a time, in bounded memory."""
    targets, actuals = tables.targets, tables.actuals
    ids = pd.Index(pd.unique(pd.concat([targets["province_id"], actuals["province_id"]])))
    targeted, targeted_at = _block_starts(targets["province_id"], ids, provinces_per_part)
    measured, measured_at = _block_starts(actuals["province_id"], ids, provinces_per_part)
    for part in range(len(targeted_at) - 1):
        block = replace(
            tables,
            targets=targets.iloc[targeted[targeted_at[part] : targeted_at[part + 1]]],
            actuals=actuals.iloc[measured[measured_at[part] : measured_at[part + 1]]],
        )
        yield progress(block, method, as_of_years, **options)


def _block_starts(provinces: pd.Series, ids: pd.Index, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows in order of their block of provinces, and where each block starts and the last ends."""
    block = ids.get_indexer(pd.Index(provinces)) // size
    order = np.argsort(block, kind="stable")
    count = -(-len(ids) // size)
    return order, np.searchsorted(block[order], np.arange(count + 1))


class Watch:
    """Adds up the seconds, on the wall and of the processor, between `start` and `stop`."""

    def __init__(self) -> None:
        self.wall = self.processor = 0.0

    def start(self) -> None:
        """Begin to count."""
        self.began = time.perf_counter(), time.process_time()

    def stop(self) -> None:
        """Add what has passed since `start`."""
        self.wall += time.perf_counter() - self.began[0]
        self.processor += time.process_time() - self.began[1]


def measure(units: int) -> dict[str, float]:
    """Judge that many units and store the rows; seconds, rows, and the peak memory of this process in MB."""
    method = load_method()
    tables = synthetic(units)
    paths, judging = Watch(), Watch()
    paths.start()
    path_rows = len(prepare_inputs(tables, method).path_known())
    paths.stop()
    texts = ", ".join(f"{name}::VARCHAR AS {name}" for name in TEXTS)
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(str(Path(folder) / "rows.duckdb")) as store:
        judging.start()
        for number, part in enumerate(progress_in_parts(tables, method)):
            judging.stop()
            store.register("part", part)
            store.execute(STORE_FIRST.format(texts=texts) if number == 0 else "INSERT INTO rows FROM part")
            store.unregister("part")
            judging.start()
        judging.stop()
        rows = store.sql("SELECT count(*) FROM rows").fetchall()[0][0]
    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    return {
        "path_rows": path_rows,
        "path_wall": paths.wall,
        "rows": rows,
        "rows_wall": judging.wall,
        "processor": paths.processor + judging.processor,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale,
    }


def main() -> None:
    """Run every case in its own process and print the table."""
    if len(sys.argv) > 1:
        sys.stdout.write(json.dumps(measure(int(sys.argv[1]))))
        return
    table = Table("case", "paths", "s", "rows", "s", "both s", "CPU s", "CPU µs/row", "peak MB")
    for case in CASES:
        command = [sys.executable, "-m", "benchmarks.progress", str(case.units)]
        run = subprocess.run(command, check=True, capture_output=True, text=True)
        found = json.loads(run.stdout)
        table.add_row(
            case.name,
            f"{found['path_rows']:,}",
            f"{found['path_wall']:.2f}",
            f"{found['rows']:,}",
            f"{found['rows_wall']:.2f}",
            f"{found['path_wall'] + found['rows_wall']:.2f}",
            f"{found['processor']:.2f}",
            f"{1e6 * found['processor'] / found['rows']:.2f}",
            f"{found['peak_mb']:,.0f}",
        )
    Console(width=TABLE_WIDTH).print(table)


if __name__ == "__main__":
    main()
