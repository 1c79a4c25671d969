"""Child processes that end when we are told to end."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

STOP_SECONDS = 10


def call(command: list[str], folder: Path, environment: dict[str, str] | None = None) -> int:
    """Run `command` in `folder` and return its exit code; on Ctrl-C end it, then raise KeyboardInterrupt.

    The child gets a process group of its own, so that a Ctrl-C reaches it through us only, as the signal that
    ends a program without a trace on the screen, and reaches its own children too.
    """
    child = subprocess.Popen(  # type: ignore[call-overload]
        command, cwd=str(folder), env={**os.environ, **(environment or {})}, **_own_group()
    )
    try:
        return int(child.wait())
    except KeyboardInterrupt:
        _stop(child)
        raise


def _own_group() -> dict[str, object]:
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def _stop(child: subprocess.Popen[bytes]) -> None:
    """End `child` and its own children, gently first."""
    with contextlib.suppress(KeyboardInterrupt, ProcessLookupError):
        if sys.platform == "win32":
            child.send_signal(signal.CTRL_BREAK_EVENT)
        else:
            os.killpg(child.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(STOP_SECONDS)
    if child.poll() is None:
        child.kill()
        child.wait()


def end_like_ctrl_c() -> None:
    """Make the signals that mean "end now" raise KeyboardInterrupt, as Ctrl-C does."""

    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), interrupt)
