"""Which actuals decided what came of the newest target that fell due."""

from __future__ import annotations

from kpi.reading.subject import Subject
from kpi.words.due_outcome import is_decided


def deciding_actuals(found: Subject | None) -> frozenset[str]:
    """The ids of the actuals by which the newest target that fell due is met or not; none while nothing is decided."""
    decided = [result for result in found.results if is_decided(result)] if found else []
    newest = max((result["year"] for result in decided), default=None)
    return frozenset(result["actual_id"] for result in decided if result["year"] == newest)
