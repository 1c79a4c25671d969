"""One place where a plan's rows and its text disagree, told in the user's language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Gap:
    """One place where rows and text disagree: a code of `completeness.toml`, the line, the bullet's words."""

    code: str
    document_id: str
    line: int
    bullet: str
    facts: dict[str, str] = field(default_factory=dict)

    def message(self, lang: str = "vi") -> str:
        """Say what is wrong, as one sentence that names the bullet."""
        return self._text(lang)

    def mend(self, lang: str = "vi") -> str:
        """Say how to mend it, as one sentence."""
        return self._text(f"{lang}_mend")

    def _text(self, key: str) -> str:
        facts = {"line": str(self.line), "document": self.document_id, "bullet": self.bullet, **self.facts}
        return _catalogue()[self.code][key].format(**facts)


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    path = Path(__file__).with_name("completeness.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
