"""One place where the task data and a document disagree, told in the user's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kpi.words import message


@dataclass(frozen=True)
class TaskFinding:
    """One fault: the check that met it, the file and row to mend, the document's line, what is wrong.

    `fault` is a code of the messages `task_fault`, and `facts` fill its sentence.
    """

    check: str
    file: str
    row: int | None
    line: int | None
    fault: str
    facts: Mapping[str, str] = field(default_factory=dict)

    def problem(self, lang: str = "vi") -> str:
        """Say what is wrong, as one sentence with the printed words."""
        return message(f"task_fault.{self.fault}", lang, **{"line": str(self.line or "–"), **self.facts})
