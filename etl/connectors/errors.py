"""Why a pull was refused: one code, with the facts that its sentence needs."""

from __future__ import annotations

from kpi.words import message


class PullError(Exception):
    """A pull that stores nothing. `code` names its words under `pull`; `facts` fill them."""

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def told(self, lang: str) -> str:
        """What is wrong and how to mend it, in one sentence or two."""
        return message(f"pull.{self.code}", lang, **self.facts)
