"""Where the targets of a province stand together: counts by section, what falls short, what cannot be judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kpi.model.codes import DUE, GOOD, SHORT, Status, Unjudged
from kpi.reading.subject import Subject
from kpi.reading.unjudged import target_state, unjudged_kind, unjudged_reason

COUNTED: tuple[str, ...] = (
    *(status for status in Status if status not in DUE and status is not Status.NOT_ASSESSABLE),
    *Unjudged,
)
"""States that are counted together; what was decided has counts of its own (`kpi.reading.due_results`)."""


def status_counts(subjects: Sequence[Subject]) -> dict[str, Counter[str]]:
    """How many targets have each state, by section of the plans; those that fell due and were decided are apart."""
    counts: dict[str, Counter[str]] = {}
    for item in subjects:
        state = target_state(item)
        if state and state not in DUE:
            counts.setdefault(item.indicator.section, Counter())[state] += 1
    return counts


def counted_states(counts: Iterable[Counter[str]]) -> tuple[str, ...]:
    """The states that any target has, in their order: the others need no column."""
    total = sum(counts, Counter())
    return tuple(state for state in COUNTED if total[state])


def falls_short(item: Subject) -> bool:
    """Whether the target is behind its plan."""
    return item.row is not None and item.row["status"] in SHORT


def slipping(subjects: Sequence[Subject]) -> list[Subject]:
    """What falls short, by what is missing of the distance to be covered; those judged without one come after."""
    return sorted(filter(falls_short, subjects), key=_covered)


def doing_well(subjects: Sequence[Subject]) -> list[Subject]:
    """What is where its plan wants it, in the order given."""
    return [item for item in subjects if item.row is not None and item.row["status"] in GOOD]


def unjudged(subjects: Sequence[Subject]) -> dict[tuple[Unjudged, str], list[Subject]]:
    """What has no verdict, by kind and reason: kind by kind, the most frequent reason first.

    Of what is due and has no actual the reason is empty: the kind says it.
    """
    found: dict[tuple[Unjudged, str], list[Subject]] = {}
    for item in subjects:
        kind = unjudged_kind(item)
        if kind is not None:
            reason = "" if kind is Unjudged.DUE_WITHOUT_ACTUAL else unjudged_reason(item)
            found.setdefault((kind, reason), []).append(item)
    kinds = list(Unjudged)
    return dict(sorted(found.items(), key=lambda pair: (kinds.index(pair[0][0]), -len(pair[1]))))


def _covered(item: Subject) -> tuple[bool, float]:
    assert item.row is not None
    covered = item.row["planned_progress"]
    share = item.row["attainment"] if covered is None else covered
    return covered is None, share if share is not None else 0.0
