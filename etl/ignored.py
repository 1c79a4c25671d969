"""Files of `data/` that nothing reads: each is named, so that nobody believes an actual is in when it is not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from etl.findings import Finding, Severity
from etl.sources import Extract, is_lock

_WORKBOOKS = frozenset({".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".numbers"})
_NOTES = frozenset({".md"})
"""What people write about the data beside the data."""
_CONNECTORS = "connectors"
"""The folder that `etl pull` reads and a build does not."""


def ignored_files(found: Extract) -> list[Finding]:
    """A warning for every file of the data folder that was not read; notes and hidden files are passed over."""
    return [
        _warning(path, found.root)
        for path in _files(found.root)
        if path not in found.read and path.relative_to(found.root).parts[0] != _CONNECTORS
    ]


def _files(root: Path) -> Iterator[Path]:
    """Every file, and everything named .csv that is none, outside hidden folders, in name order."""
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths = [Path(folder, name) for name in files + [name for name in folders if name.lower().endswith(".csv")]]
        for path in sorted(paths):
            hidden = path.name.startswith(".") and not is_lock(path)
            if not hidden and path.suffix.lower() not in _NOTES:
                yield path


def _warning(path: Path, root: Path) -> Finding:
    return Finding(_code(path), path.relative_to(root).as_posix(), severity=Severity.WARNING)


def _code(path: Path) -> str:
    ending = path.suffix.lower()
    if is_lock(path):
        return "ignored_lock"
    if ending in _WORKBOOKS:
        return "ignored_workbook"
    if ending != ".csv":
        return "ignored_other"
    if not path.is_file():
        return "not_a_file"
    return "ignored_place" if path.suffix == ".csv" else "ignored_capitals"
