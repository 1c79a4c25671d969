"""One place where the task data and a document disagree, told in the user's language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class TaskFinding:
    """One fault: the check that met it, the file and row to mend, the document's line, what is wrong.

    `fault` is a code of `task_faults.toml`, and `facts` fill its sentence.
    """

    check: str
    file: str
    row: int | None
    line: int | None
    fault: str
    facts: Mapping[str, str] = field(default_factory=dict)

    def problem(self, lang: str = "vi") -> str:
        """Say what is wrong, as one sentence with the printed words."""
        return fault_catalogue()[self.fault][lang].format(**{"line": str(self.line or "–"), **self.facts})


@cache
def fault_catalogue() -> dict[str, dict[str, str]]:
    """Every sentence by the code of its fault and by language."""
    path = Path(__file__).with_name("task_faults.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
