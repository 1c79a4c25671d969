"""What judgements of the same tables stand on, whatever the day: drawn once, then asked for many days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from kpi.method.arrays import FAR_DAY, NO_DAY, codes_in, day_of
from kpi.method.baselines import baselines_of, issue_days, last_baseline_day, shared_issue
from kpi.method.likeness import ANY, SAME, likeness, positions, series_facts
from kpi.method.paths import CONFLICT, GROUP, OFFICIAL, Paths, build_paths
from kpi.method.target_path import breaks_of, path_table
from kpi.method.territories import bounds_of
from kpi.method.thresholds import Method
from kpi.method.usable_actuals import TRACK, Measured, known_tracks, measure
from kpi.model.vocabulary import LAST_YEAR

METHOD_TABLES = ("indicators", "documents", "series", "not_held")
"""Tables of the warehouse that judging any province needs, by their names in `Tables`."""


@dataclass(frozen=True)
class Tables:
    """What the method reads, in warehouse columns.

    `series` says how each series counts and how often it appears; `not_held` which last values are not held (None:
    none but ranks and indices); `lands` from `kpi.method.territories` (None: no unit's boundaries changed).
    """

    targets: pd.DataFrame
    actuals: pd.DataFrame
    indicators: pd.DataFrame
    documents: pd.DataFrame
    series: pd.DataFrame
    not_held: pd.DataFrame | None = None
    lands: pd.DataFrame | None = None


@dataclass(frozen=True)
class Pairs:
    """Positions of each pair's path, track and indicator (-1: none), and the days its plan lives between.

    `sign`, `flow` and `band` (columns to broadcast) are the indicator's direction, cadence and materiality.

    `issued` is the day of the document itself, `known_since` the earliest of the documents that set the same;
    `last_target_year` the year of the last target, `land_end` the last day of the unit's territory; `alike` says
    whether actuals and targets are counted alike, `measure` how the actuals are, `oldest` from what age in days they
    are old.
    """

    group: np.ndarray
    track: np.ndarray
    indicator: np.ndarray
    sign: np.ndarray
    flow: np.ndarray
    band: np.ndarray
    issued: np.ndarray
    known_since: np.ndarray
    last_target_year: np.ndarray
    land_end: np.ndarray
    alike: np.ndarray
    measure: np.ndarray
    oldest: np.ndarray

    @property
    def comparable(self) -> np.ndarray:
        """Whether actuals and targets of each pair may be compared at all."""
        return (self.alike == SAME) | (self.alike == ANY)

    @property
    def baseline_until(self) -> np.ndarray:
        """The last day of which a baseline may be; none for actuals that count something else."""
        return np.where(self.comparable, last_baseline_day(self.known_since), NO_DAY)


@dataclass(frozen=True)
class Inputs:
    """Paths, actuals and which of them belong together; `names` has one row a pair."""

    names: pd.DataFrame
    paths: Paths
    actuals: Measured
    pairs: Pairs
    method: Method

    def pairs_known(self, knowledge_date: date | None) -> Pairs:
        """The pairs as known on a day: plans issued after it are not yet issued."""
        if knowledge_date is None:
            return self.pairs
        issued = self.pairs.issued
        return replace(self.pairs, issued=np.where(issued > day_of(knowledge_date), FAR_DAY, issued))

    def path_known(self, knowledge_date: date | None = None) -> pd.DataFrame:
        """The target path (see `kpi.method.target_path`) with the baselines known on a day; None: today."""
        return path_table(self.paths, self.baselines(knowledge_date))

    def baselines(self, knowledge_date: date | None = None) -> pd.DataFrame:
        """The baseline of every (province, indicator, document, series) that has one; see `baselines_of`."""
        tracks = known_tracks(self.actuals, knowledge_date)
        return baselines_of(self.names, tracks, self.pairs.track, self.pairs.baseline_until)

    def path_breaks(self) -> pd.DataFrame:
        """The years inside a plan that have no planned value, and why (see `kpi.method.target_path.breaks_of`)."""
        return breaks_of(self.paths)


def prepare_inputs(tables: Tables, method: Method, *, until: int = LAST_YEAR) -> Inputs:
    """Read the tables. Raises `kpi.method.arrays.MethodInputError`."""
    paths = build_paths(tables.targets, tables.indicators, until, tables.not_held)
    actuals = measure(tables.actuals, tables.indicators, method, tables.lands)
    names, pairs = _pairs(tables, paths, actuals, method)
    return Inputs(names, paths, actuals, pairs, method)


def _pairs(tables: Tables, paths: Paths, actuals: Measured, method: Method) -> tuple[pd.DataFrame, Pairs]:
    """Every path with every track that may count for it; lone targets and lone tracks too.

    A track is lone where no target of its province speaks of its indicator, or is measured by it.
    """
    tracks = actuals.names.assign(track=np.arange(len(actuals.names)))
    names = _joined(tables.targets, paths, tracks)
    group = names["group"].fillna(-1).to_numpy(dtype=np.int64)
    track = names["track"].fillna(-1).to_numpy(dtype=np.int64)
    own_issue = issue_days(tables.documents, paths.groups["document_id"])
    shared = np.append(shared_issue(paths, own_issue), NO_DAY)[group]
    issued = issue_days(tables.documents, names["document_id"])
    counted, oldest = series_facts(actuals.names, tables.series, method)
    of_track = np.append(codes_in(actuals.names["indicator_id"], paths.scale.ids), -1)[track]
    named = (paths.method == OFFICIAL) | (paths.broken == CONFLICT)
    last = paths.years[named.shape[1] - 1 - np.argmax(named[:, ::-1], axis=1)] if len(named) else paths.years[:0]
    measured_by = np.append(counted, "")[track]
    indicator = positions(names["indicator_id"], paths)
    return names.drop(columns=["group", "track"]), Pairs(
        group=group,
        track=track,
        indicator=indicator,
        sign=np.append(paths.scale.sign, 1.0)[indicator][:, None],
        flow=np.append(paths.scale.flow, False)[indicator][:, None],
        band=np.append(paths.scale.materiality, 0.0)[indicator][:, None],
        issued=issued,
        known_since=np.where(group < 0, issued, shared),
        last_target_year=np.append(last, LAST_YEAR)[group],
        land_end=bounds_of(names["province_id"], tables.lands)[1],
        alike=likeness(paths, group, of_track, measured_by),
        measure=measured_by,
        oldest=np.append(oldest, np.inf)[track],
    )


def _joined(targets: pd.DataFrame, paths: Paths, tracks: pd.DataFrame) -> pd.DataFrame:
    """Rows of targets' groups and tracks that meet: by their own indicator, or by the one that is measured for it."""
    plans = targets[GROUP].drop_duplicates(ignore_index=True)
    place = pd.MultiIndex.from_frame(paths.groups).get_indexer(pd.MultiIndex.from_frame(plans))
    plans = plans.assign(group=place)
    measured = plans["indicator_id"].astype(object).to_numpy(copy=True)
    drawn = place >= 0
    measured[drawn] = paths.scale.ids.to_numpy(dtype=object)[paths.measured[place[drawn]]]
    own = plans.merge(tracks.assign(measured_indicator_id=tracks["indicator_id"]), on=TRACK[:2])
    twins = plans.assign(measured_indicator_id=measured)[measured != plans["indicator_id"].to_numpy(dtype=object)]
    other = tracks.rename(columns={"indicator_id": "measured_indicator_id"})
    theirs = twins.merge(other, on=["province_id", "measured_indicator_id"])
    met = pd.concat([own, theirs], ignore_index=True)
    alone = plans.merge(met[GROUP].drop_duplicates(), on=GROUP, how="left", indicator=True)
    alone = alone[alone["_merge"] == "left_only"].drop(columns="_merge").assign(measured_indicator_id=None)
    lone = tracks[~tracks["track"].isin(own["track"])]
    lone = lone.assign(document_id=None, measured_indicator_id=lone["indicator_id"])
    names = pd.concat([met, alone, lone], ignore_index=True)
    return names.sort_values([*GROUP[:2], "document_id", "series"], ignore_index=True, na_position="last")
