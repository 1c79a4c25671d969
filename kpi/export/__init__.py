"""Files and pictures from a finished briefing: PowerPoint, Word, Excel, PDF, PNG and SVG; no Streamlit, no browser.

Its formats stand in `formats`, which every page may load; what makes the files is loaded with `files`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kpi.briefing.content import Problem


@dataclass(frozen=True)
class Exported:
    """A file to hand out."""

    name: str
    mime: str
    data: bytes


class ExportRefusedError(Exception):
    """A briefing with an empty or failed item is not exported; `problems` names every one of them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{problem.place}. {problem.title}: {problem.why}" for problem in self.problems))
