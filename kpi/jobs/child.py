"""The other side of `kpi.jobs.process`: a process that does jobs of one kind, one by one, until its input ends.

Started as a plain script: `child.py MODULE SERVER`. `MODULE` is loaded first, so that a job does not wait for that; its
`do(job, step)` returns plain facts and bytes, or raises `kpi.jobs.errors.JobError`. A job is one line of JSON on
standard input. The answer is one line of JSON for every step reached and a last one with facts or error, followed by
the bytes. The process ends with its server (the process `SERVER`), and when a job is over its time and nobody ended it.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

_LOG = logging.getLogger(__name__)
_KINDNESS = 10
"""The server's clicks go first when the machine is busy."""
_LOOK_SECONDS = 0.5
_GRACE_SECONDS = 2.0
"""The server ends a worker that is late; the worker does it itself so much later."""
_UNATTENDED = 70
"""Exit code of a worker that nobody ended."""


class _Deadline:
    """When the process must have answered; watched from a thread of its own."""

    def __init__(self, server: int) -> None:
        self._server = server
        self.at = float("inf")
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while time.monotonic() < self.at and os.getppid() == self._server:
            time.sleep(_LOOK_SECONDS)
        os._exit(_UNATTENDED)


def _own_output() -> BinaryIO:
    """Where answers go; whatever a library prints goes to the errors instead and is not taken for an answer."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return out


def main(module: str, server: int) -> None:
    """Do jobs until the input ends."""
    out, deadline = _own_output(), _Deadline(server)
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from kpi.jobs.errors import JobError  # noqa: PLC0415 - found only after the place of the program is known

    work = import_module(module)
    with suppress(AttributeError, OSError):
        os.nice(_KINDNESS)

    def say(said: dict[str, Any], data: bytes = b"") -> None:
        out.write(json.dumps(said | {"size": len(data)}).encode() + b"\n")
        out.write(data)
        out.flush()

    for line in sys.stdin.buffer:
        asked = json.loads(line)
        deadline.at = time.monotonic() + asked["seconds"] + _GRACE_SECONDS
        try:
            facts, data = work.do(asked["job"], lambda step: say({"step": step}))
        except JobError as error:
            say({"error": error.code, "problems": error.problems})
        except Exception:  # noqa: BLE001 - whatever it was, the one who waits is told
            _LOG.exception("A job of %s failed", module)
            say({"error": "failed", "problems": []})
        else:
            say({"facts": facts}, data)
        deadline.at = float("inf")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
