"""All tasks in memory, light enough for a hundred thousand: choosing among them, counting and ordering them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from kpi.model.task_codes import GROUPS, STATES, DeadlineKind, Group, Role
from kpi.reading.task_states import judge

Mask = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.integer]
Days = npt.NDArray[np.datetime64]
ONGOING, UNDATED = "ongoing", "undated"
_CODES = {"state": [str(state) for state in STATES], "group": [str(group) for group in GROUPS]}


@dataclass(frozen=True)
class Choice:
    """What a reader wants to see; an empty part leaves everything in. A task matches any of `agencies`."""

    place: str = ""
    document: str = ""
    agencies: tuple[str, ...] = ()
    section: str = ""
    state: str = ""
    group: str = ""


@dataclass(frozen=True, eq=False)
class Coded:
    """A column of names as whole numbers: row `n` holds `names[codes[n]]`."""

    codes: Codes
    names: list[str]

    def where(self, name: str) -> Mask:
        """Rows that hold `name`."""
        code = self.names.index(name) if name in self.names else -1
        return np.asarray(self.codes == code)

    def named(self, codes: Codes) -> list[str]:
        """The names of some codes."""
        return [self.names[code] for code in codes.tolist()]


def coded(column: pd.Series) -> Coded:
    """A column of texts without gaps, its names in order."""
    found = pd.Categorical(column)
    return Coded(np.asarray(found.codes, np.int32), [str(name) for name in found.categories])


@dataclass(frozen=True, eq=False)
class TaskIndex:
    """Tasks (columns of `kpi.store.task_queries.light`), who does them, and every report on them.

    `months` is the month of each deadline, 'YYYY-MM', 'ongoing' or 'undated'. The links stand by body:
    those of the body with code `n` from `first_link[n]` until `first_link[n + 1]`.
    """

    tasks: pd.DataFrame
    reports: pd.DataFrame
    ids: npt.NDArray[np.object_]
    deadline: Days
    original: Days
    task_of_link: Codes
    agency_of_link: Coded
    leads: Mask
    first_link: Codes
    columns: Mapping[str, Coded]
    months: npt.NDArray[np.str_]

    @property
    def dated(self) -> Mask:
        """Rows with a deadline."""
        return ~np.isnat(self.deadline)

    def is_(self, column: str, value: str) -> Mask:
        """Rows whose place, document_id or section is `value`."""
        return self.columns[column].where(value)

    def involves(self, agencies: Collection[str]) -> Mask:
        """Rows that any of `agencies` leads or supports."""
        found = np.zeros(len(self.ids), dtype=bool)
        for name in set(agencies).intersection(self.agency_of_link.names):
            code = self.agency_of_link.names.index(name)
            found[self.task_of_link[self.first_link[code] : self.first_link[code + 1]]] = True
        return found


def build_index(tasks: pd.DataFrame, links: pd.DataFrame, reports: pd.DataFrame) -> TaskIndex:
    """The index of the frames of `kpi.store.task_queries`: light, links, reports."""
    agencies = coded(links["agency_id"])
    by_agency = np.argsort(agencies.codes, kind="stable")
    codes = agencies.codes[by_agency]
    deadline, original = (
        pd.to_datetime(tasks[name]).to_numpy("datetime64[D]") for name in ("deadline", "original_deadline")
    )
    ongoing = tasks["deadline_kind"].to_numpy(object) == str(DeadlineKind.ONGOING)
    return TaskIndex(
        tasks=tasks,
        reports=reports,
        ids=tasks["task_id"].to_numpy(object),
        deadline=deadline,
        original=original,
        task_of_link=links["task"].to_numpy(np.int32)[by_agency],
        agency_of_link=Coded(codes, agencies.names),
        leads=(links["role"] == str(Role.LEAD)).to_numpy()[by_agency],
        first_link=np.searchsorted(codes, np.arange(len(agencies.names) + 1)),
        columns={name: coded(tasks[name]) for name in ("place", "document_id", "section")},
        months=_months(deadline, ongoing),
    )


def _months(deadline: Days, ongoing: Mask) -> npt.NDArray[np.str_]:
    """The month of every deadline as 'YYYY-MM', or that the task is ongoing or undated."""
    months = deadline.astype("datetime64[M]").astype(str)
    return np.where(np.isnat(deadline), np.where(ongoing, ONGOING, UNDATED), months)


@dataclass(frozen=True, eq=False)
class TaskStates:
    """How every task stands on one day, and the order of the list: by group, deadline and place in the files.

    `cells` holds the columns of `kpi.reading.task_states.judge`.
    """

    day: date
    cells: Mapping[str, npt.NDArray[np.generic]]
    order: Codes

    def is_(self, column: str, value: str) -> Mask:
        """Rows whose state or group is `value`."""
        return np.asarray(self.cells[column] == _CODES[column].index(value))


def states_of(index: TaskIndex, day: date, known: date | None = None) -> TaskStates:
    """Judge every task on `day`, with what was known by `known`."""
    rows = judge(index.tasks, index.reports, day, known)
    cells = {str(name): rows[name].to_numpy() for name in rows.columns}
    days_left = np.nan_to_num(cells["days_left"], nan=np.inf)
    order = np.lexsort((np.arange(len(rows)), days_left, cells["group"]))
    return TaskStates(day, cells, order.astype(np.int32))


def select(index: TaskIndex, states: TaskStates, choice: Choice) -> Mask:
    """The tasks that a choice leaves in; tasks of documents not yet issued on the day never are.

    Those of a unit that had ceased to exist are its history: they stand where the unit or its document is chosen.
    """
    mask: Mask = states.cells["issued"].astype(bool)
    if not choice.place and not choice.document:
        mask &= ~states.cells["former"].astype(bool)
    for column, value in (("place", choice.place), ("document_id", choice.document), ("section", choice.section)):
        if value:
            mask &= index.is_(column, value)
    for column, value in (("state", choice.state), ("group", choice.group)):
        if value:
            mask &= states.is_(column, value)
    if choice.agencies:
        mask &= index.involves(choice.agencies)
    return mask


def positions(states: TaskStates, mask: Mask) -> Codes:
    """Rows of the chosen tasks in the order of the list."""
    return states.order[mask[states.order]]


def group_counts(states: TaskStates, mask: Mask) -> dict[Group, int]:
    """How many of the chosen tasks stand in each group."""
    counts = np.bincount(states.cells["group"][mask].astype(np.intp), minlength=len(GROUPS))
    return dict(zip(GROUPS, counts.tolist(), strict=True))


def present(index: TaskIndex, mask: Mask, column: str) -> list[str]:
    """The places, documents or sections of the chosen tasks, in the order of the files."""
    found = index.columns[column]
    return found.named(pd.unique(found.codes[mask]))


def agencies_present(index: TaskIndex, mask: Mask) -> list[str]:
    """Bodies that any chosen task names."""
    named = np.bincount(index.agency_of_link.codes[mask[index.task_of_link]], minlength=1)
    return index.agency_of_link.named(np.flatnonzero(named))


def not_issued(tasks: TaskIndex, judged: TaskStates, choice: Choice) -> int:
    """Tasks of the place and document that a later document set."""
    later = ~judged.cells["issued"].astype(bool)
    for column, value in (("place", choice.place), ("document_id", choice.document)):
        if value:
            later &= tasks.is_(column, value)
    return int(later.sum())


def of_former(judged: TaskStates) -> int:
    """Tasks that were set for units that had ceased to exist."""
    return int((judged.cells["former"].astype(bool) & judged.cells["issued"].astype(bool)).sum())
