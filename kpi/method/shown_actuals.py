"""Which actual stands for a pair on a day: the latest one, and of a yearly amount a part of the year that is enough."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kpi.method.arrays import code_of, latest, moments, pick, year_of
from kpi.method.inputs import Pairs
from kpi.method.judgement import meets
from kpi.method.lenses import trend
from kpi.method.paths import OFFICIAL, Paths
from kpi.method.planned import planned_at
from kpi.method.thresholds import Method
from kpi.method.usable_actuals import BLOCKING, Tracks


@dataclass(frozen=True)
class Actuals:
    """The actual shown for each cell: the number told, its bounds, its day, and its rows in the table of actuals.

    `part`: a count of a part of the year that already passes the planned one; `blocked`, `newer`: code of the reason
    why there is none, and why a newer one was not used (-1); `change`, `since`, `points` of the trend up to it.
    """

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    day: np.ndarray
    place: np.ndarray
    part: np.ndarray
    blocked: np.ndarray
    newer: np.ndarray
    change: np.ndarray
    since: np.ndarray
    points: np.ndarray

    @property
    def told(self) -> np.ndarray:
        """The number that differences may be taken from: exact or about; NaN where only a bound is known."""
        about = (self.low < self.value) & (self.value < self.high)
        return np.where((self.low == self.high) | about, self.value, np.nan)

    @property
    def moment(self) -> np.ndarray:
        """Moment of each actual (`kpi.method.arrays.moment`)."""
        return moments(self.day)

    @property
    def year(self) -> np.ndarray:
        """Calendar year of each actual; NaN where there is none."""
        return np.where(np.isnan(self.day), np.nan, year_of(np.nan_to_num(self.day, nan=0).astype(np.int64)))

    @property
    def exact(self) -> np.ndarray:
        """Whether the actual is one number."""
        return self.low == self.high


def shown_actuals(tracks: Tracks, pairs: Pairs, paths: Paths, cut: np.ndarray, method: Method) -> Actuals:
    """The latest actual up to the day of judgement; of a yearly amount a part of the year where that is enough."""
    track = pairs.track[:, None]
    found = tracks.actuals
    shown = latest(found.keys, found.track, track, cut)
    day = pick(found.day, shown)
    partial = latest(tracks.partial.keys, tracks.partial.track, track, cut)
    newer_part = np.nan_to_num(pick(tracks.partial.day, partial), nan=-1) > np.nan_to_num(day, nan=-1)
    enough = _passes(tracks, partial, paths, pairs) & newer_part
    place = np.where(enough, pick(tracks.partial.place, partial), pick(found.place, shown))
    barred = latest(tracks.blocked.keys, tracks.blocked.track, track, cut)
    why = np.append([code_of(reason) for reason in BLOCKING], -1)
    blocked = why[np.nan_to_num(pick(tracks.blocked.reason, barred), nan=-1).astype(np.int64)]
    value, low, high, day = (
        np.where(enough, pick(part, partial), pick(whole, shown))
        for part, whole in (
            (tracks.partial.value, found.value),
            (tracks.partial.low, found.low),
            (tracks.partial.high, found.high),
            (tracks.partial.day, found.day),
        )
    )
    newer = np.where((shown >= 0) & (pick(tracks.blocked.day, barred) > day), blocked, -1)
    past = trend(tracks.usable, method)
    index = np.cumsum(found.exact) - 1
    usable = np.where(~np.isnan(value) & (shown >= 0) & ~enough, pick(index, shown), -1).astype(np.int64)
    usable = np.where(low == high, usable, -1)
    return Actuals(
        value=value,
        low=low,
        high=high,
        day=day,
        place=np.nan_to_num(place, nan=-1).astype(np.int64),
        part=enough,
        blocked=blocked,
        newer=newer,
        change=pick(past.change, usable),
        since=pick(past.since, usable),
        points=pick(past.points, usable),
    )


def _passes(tracks: Tracks, partial: np.ndarray, paths: Paths, pairs: Pairs) -> np.ndarray:
    """Whether a count of a part of a year is at least what the whole year asks for."""
    if not len(tracks.partial.day) or not len(paths.groups):
        return np.zeros(partial.shape, dtype=bool)
    none = np.array(np.nan)
    asked = planned_at(paths, pairs.group[:, None], none, none, np.ceil(pick(tracks.partial.moment, partial)))
    meant = (asked.method == OFFICIAL) & (pairs.sign > 0)
    return meant & meets(np.array(1.0), pick(tracks.partial.low, partial), asked.value)
