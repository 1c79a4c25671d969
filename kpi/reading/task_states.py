"""What is known of a task on a given day: its reported state, and where it stands by its deadline.

Pure rules on plain frames. A state comes only from dated reports; a task without one is not reported, whatever
the calendar says, and never done.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from kpi.model.task_codes import GROUPS, STATES, DeadlineKind, Group, State

SOON_DAYS = 30
"""A deadline this many days ahead, or fewer, is near."""

_FINISHED = tuple(STATES.index(state) for state in (State.DONE_LATE, State.ISSUED, State.DONE))
_UNREPORTED = tuple(STATES.index(state) for state in (State.NOT_REPORTED, State.SUBMITTED))
"""No agency reported these: what a public source calls submitted is known, but nobody said that it is unfinished."""
_ONE_DAY = np.timedelta64(1, "D")


def last_reports(reports: pd.DataFrame, day: date, known: date | None = None) -> pd.DataFrame:
    """The report that counts for each task on `day`, indexed by task_id: columns status, recorded_at.

    `reports` has task_id, status (a `State`) and recorded_at. Reports after `day`, or after `known` (the day
    whose knowledge counts), are not yet there. The latest report counts; when several bodies report on the
    same day, the least finished state does.
    """
    until = np.datetime64(min(day, known) if known else day)
    recorded = pd.to_datetime(reports["recorded_at"])
    seen = pd.DataFrame(
        {
            "task_id": reports["task_id"],
            "status": reports["status"],
            "recorded_at": recorded,
            "finished": reports["status"].map({str(state): n for n, state in enumerate(State)}),
        }
    )[(recorded <= until).to_numpy()]
    ordered = seen.sort_values(["task_id", "recorded_at", "finished"], ascending=[True, False, True])
    return ordered.drop_duplicates("task_id").set_index("task_id")[["status", "recorded_at"]]


def judge(tasks: pd.DataFrame, reports: pd.DataFrame, day: date, known: date | None = None) -> pd.DataFrame:
    """How every task stands on `day`; one row for each row of `tasks`, in the same order and index.

    `tasks` has task_id, deadline_kind, deadline, original_deadline, issued_on, and ended_on, the last day of the unit
    that has the task (dates or NaT). Returns
    `state` and `group` (positions in STATES and GROUPS), `days_left` (days to the deadline, negative after it,
    NaN without one), `recorded_at` (day of the report that counts), `issued` (False before the document's day),
    `former` (the unit had ceased to exist),
    `late_on_arrival` (the original deadline had passed when the document was issued) and `done_unproven`
    (reported done after the deadline by a report that does not call it late).
    """
    today = np.datetime64(day)
    deadline = pd.to_datetime(tasks["deadline"]).to_numpy("datetime64[D]")
    issued = pd.to_datetime(tasks["issued_on"]).to_numpy("datetime64[D]")
    original = pd.to_datetime(tasks["original_deadline"]).to_numpy("datetime64[D]")
    former = pd.to_datetime(tasks["ended_on"]).to_numpy("datetime64[D]") < today
    last = last_reports(reports, day, known).reindex(tasks["task_id"].to_numpy())
    state = np.asarray(pd.Categorical(last["status"].fillna(str(State.NOT_REPORTED)), [str(s) for s in STATES]).codes)
    recorded = last["recorded_at"].to_numpy("datetime64[D]")
    finished = np.isin(state, _FINISHED)
    days_left = (deadline - today) / _ONE_DAY
    kind = tasks["deadline_kind"].to_numpy()
    conditions = {
        Group.FINISHED: finished,
        Group.FORMER: former,
        Group.OVERDUE: (days_left < 0) & ~np.isin(state, _UNREPORTED),
        Group.PAST_DEADLINE: days_left < 0,
        Group.SOON: days_left <= SOON_DAYS,
        Group.LATER: ~np.isnan(days_left),
        Group.ONGOING: kind == str(DeadlineKind.ONGOING),
    }
    places = [GROUPS.index(group) for group in conditions]
    group = np.select(list(conditions.values()), places, default=GROUPS.index(Group.UNDATED))
    return pd.DataFrame(
        {
            "state": state.astype(np.int8),
            "group": group.astype(np.int8),
            "days_left": days_left,
            "recorded_at": recorded,
            "issued": ~(issued > today),
            "former": former,
            "late_on_arrival": original < issued,
            "done_unproven": (state == STATES.index(State.DONE)) & (recorded > deadline),
        },
        index=tasks.index,
    )
