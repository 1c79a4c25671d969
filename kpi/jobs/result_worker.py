"""What a worker does that writes the result of a stranger's query as a file (see `kpi.jobs.child`); it ends afterwards.

The query runs first, behind the same walls as in `kpi.jobs.sql_worker` and no longer than there; what writes files is
loaded only when there is a result.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pyarrow as pa

from kpi.jobs import sql_worker
from kpi.jobs.errors import TOO_LATE, JobError


def do(job: dict[str, Any], _: Callable[[str], None]) -> tuple[dict[str, Any], bytes]:
    """The file of the job's result; no facts. Raises JobError."""
    sql_worker.hold_back(job)
    try:
        return {}, _file(job, _found(job))
    except JobError:
        raise
    except Exception as error:
        raise sql_worker.failure(job, error) from error


def _found(job: dict[str, Any]) -> pa.Table:
    """The result of the query, which has no more time than a query has."""
    late = threading.Timer(job["seconds"], os._exit, [TOO_LATE])
    late.daemon = True
    late.start()
    table, _ = sql_worker.answer(job)
    late.cancel()
    if table.num_rows * table.num_columns > job["cells"]:
        raise JobError("cells")
    return table


def _file(job: dict[str, Any], table: pa.Table) -> bytes:
    from kpi.export.sheet.about import About  # noqa: PLC0415 - not before the query has ended
    from kpi.export.sheet.tables import file_of  # noqa: PLC0415

    told = job["about"]
    days = {name: date.fromisoformat(told[name]) for name in ("built_on", "as_of")}
    return file_of(job["form"], table, About(**{**told, **days, "notes": tuple(told["notes"])}))
