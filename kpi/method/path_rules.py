"""What is said of a whole path: how its targets are counted, and whether its last value is held."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kpi.method.arrays import codes_in, nearest, require
from kpi.method.scale import Scale
from kpi.model.vocabulary import MEASURE_UNKNOWN

NOT_HELD_COLUMNS = ["indicator_id", "continued_by"]


def one_measure(kept: pd.DataFrame, group: np.ndarray, first_row: np.ndarray) -> np.ndarray:
    """The measure that all targets of a group name; unknown where they name several: such a line has no measure."""
    named = kept["measure"].to_numpy(dtype=object)
    found = named[first_row]
    mixed = np.zeros(len(first_row), dtype=bool)
    mixed[group[named != found[group]]] = True
    return np.where(mixed, MEASURE_UNKNOWN, found)


def measured_by(kept: pd.DataFrame, first_row: np.ndarray, scale: Scale) -> np.ndarray:
    """Position of the indicator whose series count for each group; its own where the table names none."""
    counted = kept["measured_indicator_id"].where(kept["measured_indicator_id"].notna(), kept["indicator_id"])
    return codes_in(counted, scale.ids)[first_row]


def about_values(stated: np.ndarray, official: np.ndarray) -> np.ndarray:
    """Whether each cell of a (group, year) table is a value of which its document says "about", or lies beside one.

    `stated` marks the official cells with the word, `official` all of them: a line from or to such a value is "about"
    as well.
    """
    last = stated.shape[1] - 1
    before, after = nearest(official, backwards=False), nearest(official, backwards=True)
    beside = [
        np.take_along_axis(stated, np.clip(at, 0, last).astype(np.int64), axis=1) & (at >= 0) & (at <= last)
        for at in (before, after)
    ]
    return np.where(official, stated, beside[0] | beside[1])


def may_hold(
    groups: pd.DataFrame, holds: np.ndarray, targeted: np.ndarray, not_held: pd.DataFrame | None
) -> np.ndarray:
    """Whether the value of each group's last milestone may be held, of those that `holds` allows by their unit.

    `targeted` marks the years of each group that have a target. Not held: a growth rate, and what the same plan goes
    on with under a sibling.
    """
    holds = holds.copy()
    if not_held is None or not len(not_held) or not len(groups):
        return holds
    require([("not_held", not_held, NOT_HELD_COLUMNS)])
    last = targeted.shape[1] - 1 - np.argmax(targeted[:, ::-1], axis=1)
    known = pd.MultiIndex.from_frame(groups)
    for own, sibling in zip(not_held["indicator_id"], not_held["continued_by"], strict=True):
        rows = np.flatnonzero((groups["indicator_id"] == own).to_numpy())
        if pd.isna(sibling):
            holds[rows] = False
            continue
        other = known.get_indexer(pd.MultiIndex.from_frame(groups.iloc[rows].assign(indicator_id=sibling)))
        holds[rows[(other >= 0) & (last[np.maximum(other, 0)] > last[rows])]] = False
    return holds
