"""The other side of `kpi.jobs.result_file`: one process that runs one query of a stranger, writes its file and ends.

The query runs first, behind the same walls as in `kpi.store.sandbox_worker` and no longer than there; what writes
files is loaded only when there is a result.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from datetime import date
from pathlib import Path
from typing import Any


def made(job: dict[str, Any]) -> bytes:
    """The file of the job's result. Raises what the query or the writing raises."""
    from kpi.store import sandbox_worker  # noqa: PLC0415 - found only after the place of the program is known

    sandbox_worker.hold_back(job, job["file_seconds"])
    late = threading.Timer(job["seconds"], os._exit, [job["too_late"]])
    late.daemon = True
    late.start()
    table, _ = sandbox_worker.answer(job)
    late.cancel()
    if table.num_rows * table.num_columns > job["cells"]:
        raise sandbox_worker.RefusedError("cells")
    from kpi.export.sheet.about import About  # noqa: PLC0415 - not before the query has ended
    from kpi.export.sheet.tables import file_of  # noqa: PLC0415

    told = job["about"]
    days = {name: date.fromisoformat(told[name]) for name in ("built_on", "as_of")}
    return file_of(job["form"], table, About(**{**told, **days, "notes": tuple(told["notes"])}))


def main() -> None:
    """Do the one job; end quietly when there is none."""
    given = sys.stdin.buffer.read()
    if not given:
        return
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from kpi.store.sandbox_worker import refusal  # noqa: PLC0415

    out = sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever a library prints must not be taken for an answer
    try:
        data = made(json.loads(given))
    except Exception as error:  # noqa: BLE001 - whatever it was, the one who waits is told
        out.write(refusal(error))
    else:
        out.write(b'{"error": null}\n')
        out.write(data)


if __name__ == "__main__":
    main()
