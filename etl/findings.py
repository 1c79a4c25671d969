"""What is wrong with the input: one record for one fault, told in the user's language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path


class Severity(StrEnum):
    """Whether a fault stops the build."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One fault: where it stands and the facts that its message needs.

    `file` is relative to the data folder, `row` is the 1-based line of the file (the header is line 1).
    """

    code: str
    file: str
    row: int | None = None
    column: str | None = None
    facts: dict[str, str] = field(default_factory=dict)
    severity: Severity = Severity.ERROR

    def problem(self, lang: str = "vi") -> str:
        """What is wrong, as one sentence."""
        return self._text(lang)

    def mend(self, lang: str = "vi") -> str:
        """How to mend it, as one sentence."""
        return self._text(f"{lang}_mend")

    def _text(self, key: str) -> str:
        facts = {"column": self.column or "", "cell": "", "expected": "", "other": "", **self.facts}
        return _catalogue()[self.code][key].format(**facts)


class InputRefusedError(Exception):
    """The input has faults; nothing was published. `findings` holds all of them."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(f"{len(findings)} faults in the input")
        self.findings = findings


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    path = Path(__file__).with_name("messages.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
