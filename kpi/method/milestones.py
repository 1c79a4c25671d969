"""The targets of a plan one after the other: what the warnings about its shape look at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kpi.method.judgement import TOLERANCE
from kpi.method.paths import OFFICIAL, Paths


@dataclass(frozen=True)
class Milestones:
    """Official targets in order of group and year; `run` numbers unbroken stretches of one cadence."""

    group: np.ndarray
    year: np.ndarray
    edge: np.ndarray
    flow: np.ndarray
    run: np.ndarray
    sign: np.ndarray
    materiality: np.ndarray


def milestones(paths: Paths) -> Milestones:
    """The official targets of all paths."""
    group, column = np.nonzero(paths.method == OFFICIAL)
    breaks = np.cumsum(paths.broken > 0, axis=1)[group, column]
    flow, indicator = paths.flow[group, column], paths.indicator[group]
    new = np.ones(len(group), dtype=bool)
    new[1:] = (np.diff(group) != 0) | (np.diff(breaks) != 0) | (flow[1:] != flow[:-1])
    return Milestones(
        group=group,
        year=paths.years[column],
        edge=paths.edge[group, column],
        flow=flow,
        run=np.cumsum(new),
        sign=paths.scale.sign[indicator],
        materiality=paths.scale.materiality[indicator],
    )


def fallen(marks: Milestones) -> tuple[np.ndarray, np.ndarray]:
    """Neighbouring targets of a run of which the later asks for less than the earlier, beyond a tie."""
    goodness, slack = marks.sign * marks.edge, tie(marks.edge, marks.materiality)
    before = np.flatnonzero(marks.run[1:] == marks.run[:-1])
    before = before[goodness[before + 1] < goodness[before] - slack[before + 1]]
    return before, before + 1


def tie(value: np.ndarray, materiality: np.ndarray) -> np.ndarray:
    """Differences up to this are ties: the materiality band and rounding."""
    return materiality * (1 + TOLERANCE) + TOLERANCE * np.abs(value)
