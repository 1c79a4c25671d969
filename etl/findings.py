"""What is wrong with the input: one record for one fault, told in the user's language."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kpi.words import message


class Severity(StrEnum):
    """Whether a fault stops the build."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One fault: where it stands and the facts that its message needs.

    `file` is relative to the data folder, `row` is the 1-based line of the file (the header is line 1). `facts` fill
    the message; one that differs by language is given for each, as `problem_vi` and `problem_en`, to fill `{problem}`.
    """

    code: str
    file: str
    row: int | None = None
    column: str | None = None
    facts: dict[str, str] = field(default_factory=dict)
    severity: Severity = Severity.ERROR

    def problem(self, lang: str = "vi") -> str:
        """What is wrong, as one sentence."""
        return self._text("problem", lang)

    def mend(self, lang: str = "vi") -> str:
        """How to mend it, as one sentence."""
        return self._text("mend", lang)

    def _text(self, part: str, lang: str) -> str:
        facts = {"column": self.column or "", "cell": "", "expected": "", "other": "", **self.facts}
        ending = f"_{lang}"
        in_lang = {name.removesuffix(ending): fact for name, fact in facts.items() if name.endswith(ending)}
        return message(f"finding.{self.code}.{part}", lang, **facts, **in_lang)


class InputRefusedError(Exception):
    """The input has faults; nothing was published. `findings` holds all of them."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(f"{len(findings)} faults in the input")
        self.findings = findings
