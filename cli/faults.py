"""What the operating system or the database says when it does not read or write a file, told in a sentence."""

from __future__ import annotations

import errno
from pathlib import Path

import duckdb

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_RIGHT = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_FULL_WORDS = ("No space left", "Disk quota", "File too large")
_NO_RIGHT_WORDS = ("Read-only file system", "Permission denied", "Operation not permitted")


def disk_fault(error: OSError | duckdb.Error, folder: Path) -> tuple[str, dict[str, str]]:
    """The message that tells of `error` and what fills it; `folder` stands for a file that the error does not name."""
    if isinstance(error, OSError):
        full, no_right = error.errno in _FULL, error.errno in _NO_RIGHT
        file, why = str(error.filename or folder), error.strerror or str(error)
    else:
        why, file = str(error), str(folder)
        full = any(words in why for words in _FULL_WORDS)
        no_right = any(words in why for words in _NO_RIGHT_WORDS)
    if full or no_right:
        return ("cli.disk_full" if full else "cli.disk_read_only"), {"file": file}
    return "cli.disk_failed", {"file": file, "why": why.splitlines()[0] if why else ""}
