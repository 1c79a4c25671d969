"""Where the targets of a province stand together: counts by section, what falls short, what cannot be judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kpi.model.codes import DUE, GOOD, SHORT, Status
from kpi.reading.subject import Subject

ON_THE_WAY = tuple(status for status in Status if status not in DUE)
"""Statuses that are counted together; what fell due has counts of its own (`kpi.reading.due_results`)."""


def status_counts(subjects: Sequence[Subject]) -> dict[str, Counter[str]]:
    """How many targets on the way have each status, by section of the plans; those that fell due are not among them."""
    counts: dict[str, Counter[str]] = {}
    for item in subjects:
        if item.row is not None and item.row["status"] not in DUE:
            counts.setdefault(item.indicator.section, Counter())[item.row["status"]] += 1
    return counts


def falls_short(item: Subject) -> bool:
    """Whether the target is behind its plan."""
    return item.row is not None and item.row["status"] in SHORT


def slipping(subjects: Sequence[Subject]) -> list[Subject]:
    """What falls short, by what is missing of the distance to be covered; those judged without one come after."""
    return sorted(filter(falls_short, subjects), key=_covered)


def doing_well(subjects: Sequence[Subject]) -> list[Subject]:
    """What is where its plan wants it, in the order given."""
    return [item for item in subjects if item.row is not None and item.row["status"] in GOOD]


def unjudged(subjects: Sequence[Subject]) -> dict[str, list[Subject]]:
    """What cannot be judged, by reason, the most frequent first."""
    found: dict[str, list[Subject]] = {}
    for item in subjects:
        if item.row is not None and not item.is_judged:
            found.setdefault(item.row["reason"], []).append(item)
    return dict(sorted(found.items(), key=lambda pair: -len(pair[1])))


def _covered(item: Subject) -> tuple[bool, float]:
    assert item.row is not None
    covered = item.row["planned_progress"]
    share = item.row["attainment"] if covered is None else covered
    return covered is None, share if share is not None else 0.0
