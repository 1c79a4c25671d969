"""The result of a stranger's query as a file, made in a process of its own with limits on time, memory and cells.

One file is made at a time, so that files never take the turns of queries.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from kpi.export.formats import TABLE_FORMATS
from kpi.export.sheet.about import About
from kpi.jobs.pool import PoolSize, WorkerPool
from kpi.jobs.process import Kind
from kpi.jobs.sql import LIMITS, Limits, check, job_of

SECONDS = 60.0
"""What running the query and writing the file may take together."""
MOST_CELLS = {str(form): form.record.most_cells for form in TABLE_FORMATS}
"""More cells than these are not written."""
_AT_ONCE = 1
_WAITING = 6
_TURN_SECONDS = 60.0

_POOL = WorkerPool(Kind("kpi.jobs.result_worker"), PoolSize(_AT_ONCE, _WAITING, spare=False))


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

    `reader` tells one reader's files from another's. Raises JobError with one of `kpi.jobs.sql.CODES`.
    """
    check(sql)
    job = job_of(snapshot, sql, limits) | {"form": form, "cells": MOST_CELLS[form], "about": _plain(about)}
    return _POOL.run(job, seconds, _TURN_SECONDS, reader=reader).data


def _plain(about: About) -> dict[str, Any]:
    """What a file says about itself in values that JSON can hold; a result has no sources or column meanings."""
    kept = {name: value for name, value in asdict(about).items() if name not in {"sources", "headings", "meanings"}}
    return kept | {"built_on": about.built_on.isoformat(), "as_of": about.as_of.isoformat()}
