"""The result of a stranger's query as a file, made in a process of its own with limits on time, memory and cells.

One file is made at a time, so that files never take the turns of queries.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from kpi.export.sheet.about import About
from kpi.store import sandbox
from kpi.store.query_turns import QueryTurns
from kpi.store.sandbox import LIMITS, Limits

SECONDS = 60.0
"""What running the query and writing the file may take together."""
MOST_CELLS = {"xlsx": 1_000_000, "csv": 5_000_000, "parquet": 50_000_000}
"""More cells than these are not written: a workbook of a million takes about half of that time."""
_WORKER = Path(__file__).with_name("result_worker.py")
_AT_ONCE = 1
_WAITING = 6
_TURN_SECONDS = 60.0

_turns = QueryTurns(_AT_ONCE)


def result_file(
    snapshot: Path,
    sql: str,
    form: str,
    about: About,
    *,
    reader: str = "",
    limits: Limits = LIMITS,
    seconds: float = SECONDS,
) -> bytes:
    """The result of one read-only statement as csv, xlsx or parquet; `about` says what the file says about itself.

    `reader` tells one reader's files from another's. Raises `kpi.store.sandbox.SandboxError`.
    """
    sandbox.check(sql)
    job = sandbox.job_of(snapshot, sql, limits) | {
        "form": form,
        "cells": MOST_CELLS[form],
        "file_seconds": seconds,
        "too_late": sandbox.TOO_LATE,
        "about": _plain(about),
    }
    with sandbox.turn(_turns, reader, _TURN_SECONDS, _WAITING, lambda _: None):
        return sandbox.ask(sandbox.start(_WORKER), job, seconds, snapshot.parent)[1]


def _plain(about: About) -> dict[str, Any]:
    """What a file says about itself in values that JSON can hold; a result has no sources or column meanings."""
    kept = {name: value for name, value in asdict(about).items() if name not in {"sources", "headings", "meanings"}}
    return kept | {"built_on": about.built_on.isoformat(), "as_of": about.as_of.isoformat()}
