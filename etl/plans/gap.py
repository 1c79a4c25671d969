"""One place where a plan's rows and its text disagree, told in the user's language."""

from __future__ import annotations

from dataclasses import dataclass, field

from kpi.words import message


@dataclass(frozen=True)
class Gap:
    """One place where rows and text disagree: a code of the messages `plan_gap`, the line, the bullet's words."""

    code: str
    document_id: str
    line: int
    bullet: str
    facts: dict[str, str] = field(default_factory=dict)

    def problem(self, lang: str = "vi") -> str:
        """Say what is wrong, as one sentence that names the bullet."""
        return self._text("problem", lang)

    def mend(self, lang: str = "vi") -> str:
        """Say how to mend it, as one sentence."""
        return self._text("mend", lang)

    def _text(self, part: str, lang: str) -> str:
        facts = {"line": str(self.line), "document": self.document_id, "bullet": self.bullet, **self.facts}
        return message(f"plan_gap.{self.code}.{part}", lang, **facts)
