"""One worker process, seen from the server: started behind its walls, asked, listened to, ended in any state.

Both sides hand each other lines of JSON and plain bytes, never objects: what a worker writes cannot run anything here,
even when a query of a stranger broke it. The other side is `kpi.jobs.child`.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from kpi.jobs.errors import TOO_LATE, JobError

_CHILD = Path(__file__).with_name("child.py")
_TICK_SECONDS = 0.25
_EXIT_SECONDS = 1.0
_KEPT_VARIABLES = ("SYSTEMROOT", "PATH", "LANG", "LC_ALL", "TZ")
_LONGEST_LINE = 64_000_000
_MOST_BYTES = 1_000_000_000
"""No answer is as long as this; whatever is longer is not read into the server's memory."""

OnStep = Callable[[str, float], None]
"""Hears which step a job has reached and how many seconds it has taken so far, several times a second."""


@dataclass(frozen=True)
class Kind:
    """What processes of one kind are: the module that does the jobs (see `kpi.jobs.child`), and what they may know.

    A `trusted` one gets the server's variables and its log; another no variable but path and language, and no log.
    """

    module: str
    trusted: bool = False


@dataclass(frozen=True)
class Reply:
    """What a job gave: facts in plain values, the bytes of a file where one was made, and the seconds it took."""

    facts: dict[str, Any]
    data: bytes
    seconds: float


class WorkerProcess:
    """One process and the thread that listens to it."""

    def __init__(self, kind: Kind) -> None:
        kept = {name: text for name, text in os.environ.items() if kind.trusted or name in _KEPT_VARIABLES}
        self._process = subprocess.Popen(
            [sys.executable, "-I", str(_CHILD), kind.module, str(os.getpid())],
            env=kept,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if kind.trusted else subprocess.DEVNULL,
            start_new_session=True,
        )
        self._answers: queue.Queue[tuple[dict[str, Any], bytes] | None] = queue.Queue()
        self.jobs = 0
        threading.Thread(target=self._listen, name="worker process", daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        try:
            with self._process.stdout as out:
                while said := _next_answer(out):
                    self._answers.put(said)
        finally:
            self._answers.put(None)

    def work(self, job: dict[str, Any], seconds: float, on_step: OnStep) -> Reply:
        """Have one job done in at most so many seconds.

        Raises JobError. After 'time' and 'ended', and when `on_step` raises, the process is of no further use.
        """
        self.jobs += 1
        started, step = time.monotonic(), "start"
        self._ask({"job": job, "seconds": seconds})
        while (taken := time.monotonic() - started) < seconds:
            on_step(step, taken)
            try:
                answer = self._answers.get(timeout=min(_TICK_SECONDS, seconds - taken))
            except queue.Empty:
                continue
            if answer is None:
                raise self._ended()
            said, data = answer
            if "error" in said:
                raise JobError(said["error"], tuple(said["problems"]))
            if "facts" in said:
                return Reply(said["facts"], data, time.monotonic() - started)
            step = said["step"]
        raise JobError("time")

    def _ask(self, asked: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(asked).encode() + b"\n")
            self._process.stdin.flush()
        except OSError as broken:
            raise JobError("ended") from broken

    def _ended(self) -> JobError:
        """Why there is no answer: late by its own clock, or killed from outside, as when memory runs out."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_EXIT_SECONDS)
        self.end()
        code = self._process.returncode
        return JobError("time") if code == TOO_LATE else JobError("ended", (f"exit code {code}",))

    @property
    def is_alive(self) -> bool:
        """Whether it can take another job."""
        return self._process.poll() is None

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        with suppress(OSError):
            assert self._process.stdin is not None
            self._process.stdin.close()


def _next_answer(out: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """One line of an answer and the bytes that follow it; None at the end and where it is no answer."""
    line = out.readline(_LONGEST_LINE)
    try:
        said: dict[str, Any] = json.loads(line)
        size = said["size"]
    except (ValueError, TypeError, KeyError):
        return None
    if not isinstance(size, int) or not 0 <= size <= _MOST_BYTES:
        return None
    data = out.read(size)
    return (said, data) if len(data) == size else None
