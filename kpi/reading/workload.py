"""How much each body carries: tasks led and supported apart, by month of their deadline.

A body is a role within one document: the same name in two documents is two bodies, and they are never summed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kpi.model.task_codes import Group
from kpi.reading.task_index import ONGOING, UNDATED, Mask, TaskIndex, TaskStates


@dataclass(frozen=True)
class Load:
    """What one body of one document carries; `months` counts its tasks by month of the deadline.

    The key of a month is 'YYYY-MM', 'ongoing' or 'undated'. A task that a body both leads and supports counts in
    both roles and once in `months` and `tasks`. `overdue` counts tasks past their deadline that a
    report calls unfinished, `lead_overdue` those of them that it leads; where nobody reported, nothing is counted.
    """

    document_id: str
    agency_id: str
    lead: int
    coordinating: int
    tasks: int
    overdue: int
    lead_overdue: int
    months: dict[str, int]


def heaviest(index: TaskIndex, states: TaskStates, mask: Mask, limit: int | None, among: frozenset[str]) -> list[Load]:
    """The bodies of `among` that carry most of the chosen tasks: most led first, then most supported.

    At most `limit`, or all; equal ones in the order of the documents and of the names' ids.
    """
    agencies, documents = index.agency_of_link.names, index.columns["document_id"]
    wanted = np.array([name in among for name in agencies], dtype=bool)
    kept = mask[index.task_of_link] & wanted[index.agency_of_link.codes]
    task, lead = index.task_of_link[kept], index.leads[kept]
    pair = documents.codes[task].astype(np.int64) * len(agencies) + index.agency_of_link.codes[kept]
    found, place = np.unique(pair, return_inverse=True)
    led = np.bincount(place, weights=lead, minlength=len(found)).astype(int)
    supported = np.bincount(place, weights=~lead, minlength=len(found)).astype(int)
    ranked = np.lexsort((found, -supported, -led))[:limit]
    overdue = states.is_("group", Group.OVERDUE)
    by_place = np.argsort(place, kind="stable")
    bounds = np.searchsorted(place[by_place], np.arange(len(found) + 1))
    loads = []
    for at in ranked:
        links = by_place[bounds[at] : bounds[at + 1]]
        own = np.unique(task[links])
        names, counts = np.unique(index.months[own], return_counts=True)
        loads.append(
            Load(
                document_id=documents.names[found[at] // len(agencies)],
                agency_id=agencies[found[at] % len(agencies)],
                lead=int(led[at]),
                coordinating=int(supported[at]),
                tasks=len(own),
                overdue=int(overdue[own].sum()),
                lead_overdue=int(overdue[np.unique(task[links[lead[links]]])].sum()),
                months=dict(zip(names.tolist(), counts.tolist(), strict=True)),
            )
        )
    return loads


def month_names(loads: list[Load]) -> list[str]:
    """Every month that the loads speak of, in order; 'ongoing' and 'undated' last."""
    names = {name for load in loads for name in load.months}
    return sorted(names - {ONGOING, UNDATED}) + [name for name in (ONGOING, UNDATED) if name in names]


def peak(load: Load) -> tuple[str, int] | None:
    """The month with most tasks of a body, the earlier of two; None when none of its tasks has a date."""
    dated = {name: count for name, count in load.months.items() if name not in {ONGOING, UNDATED}}
    return min(dated.items(), key=lambda item: (-item[1], item[0]), default=None)
