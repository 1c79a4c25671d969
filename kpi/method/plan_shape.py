"""What is odd about the shape of a plan: warnings to show with the plan's own words, never corrections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

import numpy as np
import pandas as pd

from kpi.method.arrays import codes_in, floats, require
from kpi.method.judgement import TOLERANCE, ratio
from kpi.method.likeness import is_set_before
from kpi.method.milestones import Milestones, fallen, milestones, tie
from kpi.method.paths import CONFLICT, GROUP, OFFICIAL, Paths, build_paths
from kpi.method.scale import scale_of
from kpi.method.thresholds import Method
from kpi.model.codes import Shape
from kpi.model.vocabulary import LAST_YEAR, MEASURE_ANY, MEASURE_UNKNOWN, UNITS_OF_ONE_SIZE, TargetStatus

FEWEST_MILESTONES_FOR_LOADING = 3
"""Two milestones make a straight line, which loads nothing on its end."""


def _warnings(
    paths: Paths,
    kind: Shape,
    group: np.ndarray,
    years: Sequence[np.ndarray],
    values: Sequence[np.ndarray],
    reference: np.ndarray | None = None,
    reference_document: np.ndarray | None = None,
) -> pd.DataFrame:
    count = len(group)
    frame = paths.groups.take(group).reset_index(drop=True)
    frame["kind"] = str(kind)
    frame["years"] = pd.Series(np.column_stack(years).astype(int).tolist(), dtype=object)
    frame["values"] = pd.Series(np.column_stack(values).astype(float).tolist(), dtype=object)
    frame["reference"] = floats(np.full(count, np.nan) if reference is None else reference)
    named = [None] * count if reference_document is None else list(reference_document)
    frame["reference_document"] = pd.array(named, dtype="str")
    return frame


def _falls(paths: Paths, marks: Milestones) -> list[pd.DataFrame]:
    """Targets that fall, and targets that fall and rise again later in the same run."""
    goodness = pd.Series(marks.sign * marks.edge)
    best_from_here = goodness[::-1].groupby(marks.run[::-1], sort=False).cummax().sort_index()
    is_best = goodness.to_numpy() == best_from_here.to_numpy()
    year_of_best = pd.Series(np.where(is_best, marks.year, np.nan)).bfill().to_numpy()
    before, after = fallen(marks)
    slack = tie(marks.edge, marks.materiality)
    rises = best_from_here.to_numpy()[after] > goodness.to_numpy()[after] + slack[after]
    first, low = before[rises], after[rises]
    again, peak = year_of_best[low], marks.sign[low] * best_from_here.to_numpy()[low]
    return [
        _warnings(
            paths,
            Shape.FALLS,
            marks.group[before[~rises]],
            [marks.year[before[~rises]], marks.year[after[~rises]]],
            [marks.edge[before[~rises]], marks.edge[after[~rises]]],
        ),
        _warnings(
            paths,
            Shape.FALLS_THEN_RISES,
            marks.group[first],
            [marks.year[first], marks.year[low], again],
            [marks.edge[first], marks.edge[low], peak],
        ),
    ]


def _back_loaded(paths: Paths, marks: Milestones, method: Method) -> pd.DataFrame:
    """Runs of targets with most of the gain after most of the time; `reference` is the late share.

    A run that falls on its way has no share to tell, and is warned of as falling.
    """
    if not len(marks.run):
        return _warnings(paths, Shape.BACK_LOADED, np.array([], dtype=int), [np.array([])] * 2, [np.array([])] * 2)
    first = np.searchsorted(marks.run, np.arange(1, marks.run[-1] + 1))
    last = np.append(first[1:], len(marks.run)) - 1
    falls = np.isin(marks.run[first], marks.run[fallen(marks)[0]])
    told = (last - first + 1 >= FEWEST_MILESTONES_FOR_LOADING) & ~falls
    first, last = first[told], last[told]
    group, start, end = marks.group[first], marks.year[first], marks.year[last]
    moment = start + method.plan_shape.back_loaded_time.value * (end - start) - paths.years[0]
    whole = np.floor(moment).astype(int)
    here, there = paths.edge[group, whole], paths.edge[group, np.minimum(whole + 1, len(paths.years) - 1)]
    by_then = here + np.where(moment > whole, (there - here) * (moment - whole), 0)
    gain = marks.sign[first] * (marks.edge[last] - marks.edge[first])
    late = ratio(marks.sign[first] * (marks.edge[last] - by_then), gain)
    loaded = (gain > marks.materiality[first] * (1 + TOLERANCE)) & (
        late > method.plan_shape.back_loaded_gain.value + TOLERANCE
    )
    first, last = first[loaded], last[loaded]
    return _warnings(
        paths,
        Shape.BACK_LOADED,
        marks.group[first],
        [marks.year[first], marks.year[last]],
        [marks.edge[first], marks.edge[last]],
        late[loaded],
    )


def _cadence_breaks(paths: Paths, marks: Milestones) -> pd.DataFrame:
    before = np.flatnonzero((np.diff(marks.group) == 0) & (marks.flow[1:] != marks.flow[:-1]))
    pair = [before, before + 1]
    return _warnings(
        paths,
        Shape.CADENCE_BREAK,
        marks.group[before],
        [marks.year[i] for i in pair],
        [marks.edge[i] for i in pair],
    )


def _below_national(
    paths: Paths, marks: Milestones, theirs: Paths, indicators: pd.DataFrame, known_on: Mapping[str, date | None]
) -> pd.DataFrame:
    """Shares, scores and rates below a national number of the same indicator, year, cadence and measure.

    Of a document that was there when the unit set its target. The nation's own plans are not compared with each other.
    """
    group, column = np.nonzero(theirs.method == OFFICIAL)
    other = pd.DataFrame(
        {
            "indicator_id": theirs.groups["indicator_id"].to_numpy()[group],
            "year": theirs.years[column],
            "flow": theirs.flow[group, column],
            "reference": theirs.edge[group, column],
            "measured": theirs.measured[group],
            "measure": theirs.measure[group],
            "reference_document": theirs.groups["document_id"].to_numpy()[group],
        }
    )
    ours = pd.DataFrame(
        {
            "indicator_id": paths.groups["indicator_id"].to_numpy()[marks.group],
            "year": marks.year,
            "flow": marks.flow,
            "measured": paths.measured[marks.group],
            "measure": paths.measure[marks.group],
            "mark": np.arange(len(marks.group)),
        }
    )
    local = ~paths.groups["province_id"].isin(theirs.groups["province_id"]).to_numpy()[marks.group]
    shares = indicators.loc[indicators["unit"].isin(UNITS_OF_ONE_SIZE), "indicator_id"]
    local &= ours["indicator_id"].isin(shares).to_numpy()
    known = ~ours["measure"].isin([MEASURE_UNKNOWN, MEASURE_ANY]).to_numpy()
    met = ours[local & known].merge(other, on=["indicator_id", "year", "flow", "measured", "measure"])
    own = paths.groups["document_id"].to_numpy()[marks.group[met["mark"]]]
    pairs = zip(met["reference_document"], own, strict=True)
    before = [is_set_before(known_on.get(first), known_on.get(second)) for first, second in pairs]
    met = met[np.array(before, dtype=bool)]
    mark, reference = met["mark"].to_numpy(), met["reference"].to_numpy()
    less = marks.sign[mark] * (marks.edge[mark] - reference) < -tie(reference, marks.materiality[mark])
    mark = mark[less]
    return _warnings(
        paths,
        Shape.BELOW_NATIONAL,
        marks.group[mark],
        [marks.year[mark]],
        [marks.edge[mark]],
        reference[less],
        met["reference_document"].to_numpy()[less],
    )


def _rows_as_warnings(rows: pd.DataFrame, kind: Shape, values: np.ndarray, reference: np.ndarray) -> pd.DataFrame:
    frame = rows[GROUP].reset_index(drop=True)
    frame["kind"] = str(kind)
    frame["years"] = pd.Series([[int(year)] for year in rows["year"]], dtype=object)
    frame["values"] = pd.Series([[float(value)] for value in values], dtype=object)
    frame["reference"] = floats(reference)
    frame["reference_document"] = pd.array([None] * len(frame), dtype="str")
    return frame


def _impossible(kept: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """Targets outside the indicator's bounds; `reference` is the bound."""
    scale = scale_of(indicators)
    place = codes_in(kept["indicator_id"], scale.ids)
    low, top = scale.low[place], scale.high[place]
    value = kept["value"].to_numpy(dtype=float)
    upper = np.fmax(value, kept["value_high"].to_numpy(dtype=float, na_value=np.nan))
    under, over = value < low, upper > top
    out = under | over
    shown, bound = np.where(under, value, upper), np.where(under, low, top)
    return _rows_as_warnings(kept[out], Shape.IMPOSSIBLE, shown[out], bound[out])


def _contradictions(paths: Paths, kept: pd.DataFrame) -> pd.DataFrame:
    """Years for which a document gives several versions, with every version."""
    conflict = np.zeros_like(paths.broken, dtype=bool)
    place = pd.MultiIndex.from_frame(paths.groups).get_indexer(pd.MultiIndex.from_frame(kept[GROUP]))
    column = kept["year"].to_numpy(dtype=np.int64) - paths.years[0]
    conflict[place, column] = paths.broken[place, column] == CONFLICT
    cell = kept[conflict[place, column]]
    grouped = cell.groupby([*GROUP, "year"], sort=True)["value"].agg(lambda values: sorted(map(float, values)))
    frame = grouped.rename("values").reset_index()
    frame["years"] = pd.Series([[int(year)] for year in frame["year"]], dtype=object)
    frame["kind"] = str(Shape.CONTRADICTS_ITSELF)
    frame["reference"] = floats(np.full(len(frame), np.nan))
    frame["reference_document"] = pd.array([None] * len(frame), dtype="str")
    return frame.drop(columns="year")


def plan_shape(
    targets: pd.DataFrame,
    national_targets: pd.DataFrame,
    indicators: pd.DataFrame,
    method: Method,
    until: int = LAST_YEAR,
    known_on: Mapping[str, date | None] = MappingProxyType({}),
) -> pd.DataFrame:
    """Warnings about the targets of `targets` (warehouse columns, with target_id).

    `known_on` is the day from which on each document is known (`documents.known_on`).
    One row a warning: province_id, indicator_id, document_id, kind (`Shape`), years and values (lists of
    equal length, except `contradicts_itself`: one year, every version), reference (the national number, the
    bound, or the share of the gain that comes late), reference_document, target_ids (the targets meant, to
    quote their words). Values are the nearer edge of a band. Raises `MethodInputError`.
    """
    require([("targets", targets, ["target_id"])])
    paths = build_paths(targets, indicators, until)
    counted = targets["status"].isin([TargetStatus.IN_FORCE, TargetStatus.CONFLICTING])
    kept = targets[counted & targets["value"].notna() & (targets["year"] <= until)]
    marks = milestones(paths)
    found = pd.concat(
        [
            *_falls(paths, marks),
            _back_loaded(paths, marks, method),
            _cadence_breaks(paths, marks),
            _below_national(paths, marks, build_paths(national_targets, indicators, until), indicators, known_on),
            _impossible(kept, indicators),
            _contradictions(paths, kept),
        ],
        ignore_index=True,
    )
    found["order"] = np.arange(len(found))
    meant = found[[*GROUP, "years", "order"]].explode("years").rename(columns={"years": "year"})
    ids = meant.astype({"year": int}).merge(kept[[*GROUP, "year", "target_id"]], on=[*GROUP, "year"])
    lists = ids.groupby("order", sort=True)["target_id"].agg(lambda column: sorted(set(column)))
    found["target_ids"] = lists.reindex(found["order"]).to_numpy()
    return found.sort_values([*GROUP, "kind", "order"], ignore_index=True).drop(columns="order")
