"""Hands orders to worker processes and waits for what they make, with a time limit on both.

One worker always waits, warm; a second is started when the first is busy. A worker that does not answer in time is
killed, so that a hanging export ends in a message and not in a page that never answers.
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
from pathlib import Path
from typing import Any

from kpi.jobs.messages import Delivery, Order, Work, WorkshopError

AT_ONCE = 2
_TICK_SECONDS = 0.25
_SECONDS = {Work.PICTURE: 18.0, Work.DATA: 18.0, Work.SOURCES: 18.0}
_LONGEST_SECONDS = 90.0
"""What one order may take, waiting for its turn included. A picture that takes longer hangs; a report is waited for
with a progress bar."""
_WAITING_SHARE = 1 / 3
MOST_ORDERS = 200
"""A worker ends after so many orders, and with it whatever memory its libraries held on to."""
REST_SECONDS = 300.0
"""A worker that had nothing to do for so long is replaced by a fresh one, which gives its memory back."""
_ROOT = Path(__file__).resolve().parent.parent.parent

OnStep = Callable[[str, float], None]
"""Hears which step an order has reached and how many seconds it has taken so far, several times a second."""


class _Worker:
    """One process and the thread that listens to it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kpi.jobs.worker"],
            cwd=_ROOT,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        self._answers: queue.Queue[tuple[dict[str, Any], bytes] | None] = queue.Queue()
        self.orders = 0
        threading.Thread(target=self._listen, name="workshop", daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            said = json.loads(line)
            self._answers.put((said, self._process.stdout.read(said.get("size", 0))))
        self._answers.put(None)

    def work(self, order: Order, on_step: OnStep, seconds: float) -> Delivery:
        """Have one order done. Raises WorkshopError."""
        self.orders += 1
        started, step = time.monotonic(), "start"
        self._ask(order)
        while (taken := time.monotonic() - started) < seconds:
            on_step(step, taken)
            try:
                answer = self._answers.get(timeout=min(_TICK_SECONDS, seconds - taken))
            except queue.Empty:
                continue
            if answer is None:
                raise WorkshopError("ended")
            said, data = answer
            if "step" not in said:
                return _delivery(said, data)
            step = said["step"]
        raise WorkshopError("time")

    def _ask(self, order: Order) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(order.to_plain()).encode() + b"\n")
            self._process.stdin.flush()
        except OSError as broken:
            raise WorkshopError("ended") from broken

    @property
    def usable(self) -> bool:
        """Whether it can take another order."""
        return self._process.poll() is None and self.orders < MOST_ORDERS

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()


def _delivery(said: dict[str, Any], data: bytes) -> Delivery:
    if said.get("error"):
        raise WorkshopError(said["error"], tuple(said["problems"]))
    return Delivery(said["facts"], data)


class Foreman:
    """The workers of one server process."""

    def __init__(self, rest_seconds: float = REST_SECONDS) -> None:
        self._rest_seconds = rest_seconds
        self._free = threading.Semaphore(AT_ONCE)
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._resting: threading.Timer | None = None

    def prepare(self) -> None:
        """Have a worker that has loaded its libraries by the time somebody needs it."""
        with self._lock:
            if not any(worker.usable for worker in self._idle):
                self._idle.append(_Worker())

    def make(
        self, order: Order, on_step: OnStep = lambda _step, _seconds: None, seconds: float | None = None
    ) -> Delivery:
        """Have one order done and return the result; `on_step` hears of the steps on the way.

        Raises WorkshopError: 'busy' when no turn came, 'time' when the work took too long.
        """
        seconds = seconds or _SECONDS.get(order.work, _LONGEST_SECONDS)
        asked = time.monotonic()
        if not self._free.acquire(timeout=seconds * _WAITING_SHARE):
            raise WorkshopError("busy")
        try:
            worker = self._take()
            try:
                done = worker.work(order, on_step, seconds - (time.monotonic() - asked))
            except WorkshopError as error:
                if error.code in {"time", "ended"}:
                    worker.end()
                self._give_back(worker)
                raise
            except BaseException:
                # Whoever waited was stopped: the answer that is still to come must not reach the next one.
                worker.end()
                raise
            self._give_back(worker)
            return done
        finally:
            self._free.release()

    def _take(self) -> _Worker:
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.usable:
                    return worker
                worker.end()
        return _Worker()

    def _give_back(self, worker: _Worker) -> None:
        with self._lock:
            if worker.usable and not self._idle:
                self._idle.append(worker)
                self._let_rest(worker)
                return
        worker.end()
        self.prepare()

    def _let_rest(self, worker: _Worker) -> None:
        if self._resting:
            self._resting.cancel()
        self._resting = threading.Timer(self._rest_seconds, self._renew, (worker, worker.orders))
        self._resting.daemon = True
        self._resting.start()

    def _renew(self, worker: _Worker, orders: int) -> None:
        """Replace a worker that did nothing since it had done so many orders."""
        with self._lock:
            if worker not in self._idle or worker.orders != orders:
                return
            self._idle.remove(worker)
            self._idle.append(_Worker())
        worker.end()

    def close(self) -> None:
        """End every worker that waits."""
        with self._lock:
            if self._resting:
                self._resting.cancel()
            while self._idle:
                self._idle.pop().end()


FOREMAN = Foreman()
