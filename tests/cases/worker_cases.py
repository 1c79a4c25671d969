"""Jobs of a worker process that misbehaves in every way a job can: what `tests/jobs/test_process.py` hands out."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from typing import Any

OUTPUT = 3
"""Where a worker's answers go: the first descriptor that was free when it started."""


def do(job: dict[str, Any], step: Callable[[str], None]) -> tuple[dict[str, Any], bytes]:
    """Do what the job's keys say."""
    if "print" in job:
        sys.stdout.write(job["print"])
        os.write(1, job["print"].encode())
    if "raw" in job:
        os.write(OUTPUT, job["raw"].encode())
    if "step" in job:
        step(job["step"])
    time.sleep(job.get("sleep", 0))
    if "fault" in job:
        raise ValueError(job["fault"])
    return {"pid": os.getpid(), "variables": dict(os.environ)}, b"the file"
