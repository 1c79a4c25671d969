"""Where the targets of a province stand together: counts by section, what falls short, what cannot be judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kpi.model.codes import GOOD, SHORT
from kpi.reading.subject import Subject


def status_counts(subjects: Sequence[Subject]) -> dict[str, Counter[str]]:
    """How many targets have each status, by section of the plans."""
    counts: dict[str, Counter[str]] = {}
    for item in subjects:
        if item.row is not None:
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
