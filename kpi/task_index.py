"""All tasks in memory, light enough for a hundred thousand: choosing among them, counting and ordering them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from kpi.tasks import GROUPS, STATES, DeadlineKind, Group, Role, State, judge

Mask = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.integer]
ONGOING, UNDATED = "ongoing", "undated"


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
class TaskIndex:
    """Tasks (columns of `kpi.task_queries.light`), who does them, and every report on them.

    `months` is the month of each deadline, 'YYYY-MM', 'ongoing' or 'undated'.
    """

    tasks: pd.DataFrame
    reports: pd.DataFrame
    task_of_link: Codes
    agency_of_link: pd.Categorical
    leads: Mask
    columns: dict[str, pd.Categorical]
    months: npt.NDArray[np.str_]

    @property
    def ids(self) -> npt.NDArray[np.object_]:
        """task_id by row."""
        return self.tasks["task_id"].to_numpy(object)

    def is_(self, column: str, value: str) -> Mask:
        """Rows whose place, document_id or section is `value`."""
        return equal(self.columns[column], value)


def build_index(tasks: pd.DataFrame, links: pd.DataFrame, reports: pd.DataFrame) -> TaskIndex:
    """The index of the frames of `kpi.task_queries`: light, links, reports."""
    coded = {name: pd.Categorical(tasks[name]) for name in ("place", "document_id", "section")}
    return TaskIndex(
        tasks=tasks,
        reports=reports,
        task_of_link=links["task"].to_numpy(np.int64),
        agency_of_link=pd.Categorical(links["agency_id"]),
        leads=(links["role"] == str(Role.LEAD)).to_numpy(),
        columns=coded,
        months=_months(tasks),
    )


def _months(tasks: pd.DataFrame) -> npt.NDArray[np.str_]:
    """The month of every deadline as 'YYYY-MM', or that the task is ongoing or undated."""
    deadline = pd.to_datetime(tasks["deadline"]).to_numpy("datetime64[M]")
    ongoing = tasks["deadline_kind"].to_numpy(object) == str(DeadlineKind.ONGOING)
    return np.where(np.isnat(deadline), np.where(ongoing, ONGOING, UNDATED), deadline.astype(str))


def equal(column: pd.Categorical, value: str) -> Mask:
    """Rows of a coded column that hold `value`."""
    found = np.flatnonzero(column.categories == value)
    return np.asarray(column.codes == found[0]) if len(found) else np.zeros(len(column), dtype=bool)


@dataclass(frozen=True, eq=False)
class Standings:
    """How every task stands on one day, and the order of the list: by group, deadline and place in the files."""

    day: date
    rows: pd.DataFrame
    order: Codes

    def is_(self, column: str, value: str) -> Mask:
        """Rows whose state or group is `value`."""
        names = STATES if column == "state" else GROUPS
        return np.asarray(self.rows[column] == [str(name) for name in names].index(value))


def standings(index: TaskIndex, day: date, known: date | None = None) -> Standings:
    """Judge every task on `day`, with what was known by `known`."""
    rows = judge(index.tasks, index.reports, day, known)
    days_left = rows["days_left"].fillna(np.inf).to_numpy()
    order = np.lexsort((np.arange(len(rows)), days_left, rows["group"].to_numpy()))
    return Standings(day, rows, order)


def select(index: TaskIndex, standing: Standings, choice: Choice) -> Mask:
    """The tasks that a choice leaves in; tasks of documents not yet issued on the day never are."""
    mask = standing.rows["issued"].to_numpy().copy()
    for column, value in (("place", choice.place), ("document_id", choice.document), ("section", choice.section)):
        if value:
            mask &= index.is_(column, value)
    for column, value in (("state", choice.state), ("group", choice.group)):
        if value:
            mask &= standing.is_(column, value)
    if choice.agencies:
        codes = index.agency_of_link.categories.get_indexer(pd.Index(choice.agencies))
        involved = np.zeros(len(mask), dtype=bool)
        involved[index.task_of_link[np.isin(index.agency_of_link.codes, codes[codes >= 0])]] = True
        mask &= involved
    return mask


def positions(standing: Standings, mask: Mask) -> Codes:
    """Rows of the chosen tasks in the order of the list."""
    return standing.order[mask[standing.order]]


def group_counts(standing: Standings, mask: Mask) -> dict[Group, int]:
    """How many of the chosen tasks stand in each group."""
    counts = np.bincount(standing.rows["group"].to_numpy()[mask], minlength=len(GROUPS))
    return dict(zip(GROUPS, counts.tolist(), strict=True))


def state_counts(standing: Standings, mask: Mask) -> dict[State, int]:
    """How many of the chosen tasks are in each state."""
    counts = np.bincount(standing.rows["state"].to_numpy()[mask], minlength=len(STATES))
    return dict(zip(STATES, counts.tolist(), strict=True))


def present(index: TaskIndex, mask: Mask, column: str) -> list[str]:
    """The places, documents or sections of the chosen tasks, in the order of the files."""
    codes = pd.unique(np.asarray(index.columns[column].codes)[mask])
    return [str(index.columns[column].categories[code]) for code in codes]


def agencies_present(index: TaskIndex, mask: Mask) -> list[str]:
    """Bodies that any chosen task names."""
    codes = np.unique(index.agency_of_link.codes[mask[index.task_of_link]])
    return [str(index.agency_of_link.categories[code]) for code in codes]
