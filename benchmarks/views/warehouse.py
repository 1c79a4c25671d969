"""The default data of a tree, built by that tree under a fixed snapshot id, and the ids that it publishes."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.views.errors import RecordingError

_SNAPSHOT = "20260101T000000Z-00000000"


def interpreter(tree: Path) -> str:
    """The Python that runs the tree: its own environment, else ours."""
    own = tree / ".venv" / "bin" / "python"
    return str(own) if own.exists() else sys.executable


def build(tree: Path, folder: Path, day: date) -> None:
    """Build the tree's data in `folder`, as if it had been built on `day` under an id that is always the same.

    The numbers printed on exported files come from the snapshot id, and columns are as wide as these numbers, so two
    builds of the same data would break pages at different lines. Raises RecordingError when the tree cannot build.
    """
    command = [interpreter(tree), "-m", "etl", "build", "--warehouse", str(folder)]
    built = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    if built.returncode:
        raise RecordingError(f"the data of {tree} cannot be built:\n{built.stderr}")
    path = _current(folder)
    with duckdb.connect(str(path)) as database:
        database.execute(
            "UPDATE snapshot SET snapshot_id = ?, built_at = ?, code_sha256 = repeat('0', 64)", [_SNAPSHOT, day]
        )
    path.rename(_path(folder, _SNAPSHOT))
    (folder / "current.json").write_text(json.dumps({"snapshot_id": _SNAPSHOT}), encoding="utf-8")


def _path(folder: Path, snapshot_id: str) -> Path:
    return folder / "snapshots" / f"kpi-{snapshot_id}.duckdb"


def _current(folder: Path) -> Path:
    return _path(folder, json.loads((folder / "current.json").read_text(encoding="utf-8"))["snapshot_id"])


@dataclass(frozen=True)
class Known:
    """The ids that a warehouse publishes, each in one order."""

    provinces: list[str]
    compared: list[str]
    pairs: list[tuple[str, str]]
    plans: list[tuple[str, str, str]]
    series: list[tuple[str, str, str]]
    texts: list[str]
    task_documents: list[tuple[str, str]]
    agencies: list[str]
    sections: list[str]
    tables: list[str]


def known(folder: Path) -> Known:
    """Read the ids of the current snapshot of the warehouse in `folder`."""
    with duckdb.connect(str(_current(folder)), read_only=True) as database:

        def rows(query: str) -> list[tuple[Any, ...]]:
            return database.execute(query).fetchall()

        def column(query: str) -> list[str]:
            return [row[0] for row in rows(query)]

        pairs = rows(
            "SELECT province_id, indicator_id FROM targets UNION SELECT province_id, indicator_id FROM actuals "
            "ORDER BY ALL"
        )
        return Known(
            provinces=column(
                "SELECT province_id FROM provinces WHERE vintage IS DISTINCT FROM 63 "
                "UNION SELECT former_id FROM crosswalk WHERE boundary_changed ORDER BY 1"
            ),
            compared=sorted({indicator for _, indicator in pairs}),
            pairs=pairs,
            plans=rows("SELECT DISTINCT province_id, indicator_id, document_id FROM targets ORDER BY ALL"),
            series=rows("SELECT DISTINCT province_id, indicator_id, series FROM actuals ORDER BY ALL"),
            texts=column("SELECT DISTINCT document_id FROM document_lines ORDER BY 1"),
            task_documents=rows("SELECT DISTINCT coalesce(province_id, ''), document_id FROM tasks ORDER BY ALL"),
            agencies=column("SELECT DISTINCT agency_id FROM task_agencies ORDER BY 1"),
            sections=column("SELECT DISTINCT section FROM tasks ORDER BY 1"),
            tables=column("SELECT table_name FROM duckdb_tables() ORDER BY 1"),
        )
