"""What the method needs to know of each indicator: direction, cadence, bounds, materiality, unit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kpi.method.arrays import MethodInputError, require
from kpi.model.vocabulary import Cadence, Direction

INDICATOR_COLUMNS = ["indicator_id", "unit", "direction", "cadence", "min_value", "max_value", "materiality"]
SHARE_UNIT = "%"
RANK = "rank"
"""Places of a ranking: there is nothing between two of them, and no line leads from one to another."""
UNITS_NOT_HELD = (RANK, "index_0_1", "score_0_100")
"""Of these a value that was reached says nothing about later years: others move, or the index is made anew."""
SHARE_BOUNDS = (0.0, 100.0)


UNITS_NOT_COUNTED = (SHARE_UNIT, *UNITS_NOT_HELD, "ratio", "mbps", "tbps")
"""Of these a value of some day says nothing sure about a later day; a count that has been reached is there."""


@dataclass(frozen=True)
class Scale:
    """What the method needs of each indicator, as arrays in the order of `ids`."""

    ids: pd.Index
    sign: np.ndarray
    flow: np.ndarray
    low: np.ndarray
    high: np.ndarray
    materiality: np.ndarray
    unit: np.ndarray
    holds: np.ndarray
    lined: np.ndarray
    counts: np.ndarray


def scale_of(indicators: pd.DataFrame) -> Scale:
    """Directions (+1/-1), cadences, bounds and materiality (in the indicator's unit) as arrays.

    `holds` says whether a level that was reached is meant to stay: not of ranks and indices. `lined`: whether a line
    between two values means something. Shares are bounded by 0 and 100 where the table names no narrower bound.
    Raises `MethodInputError` on missing columns or a repeated indicator.
    """
    require([("indicators", indicators, INDICATOR_COLUMNS)])
    ids = pd.Index(indicators["indicator_id"])
    if not ids.is_unique:
        raise MethodInputError([f"indicators: {name} twice" for name in ids[ids.duplicated()].unique()])
    units = indicators["unit"].astype(str)
    share = (indicators["unit"] == SHARE_UNIT).to_numpy(dtype=bool)
    low = indicators["min_value"].to_numpy(dtype=float, na_value=np.nan)
    high = indicators["max_value"].to_numpy(dtype=float, na_value=np.nan)
    return Scale(
        ids=ids,
        sign=np.where(indicators["direction"] == Direction.LOWER_BETTER, -1.0, 1.0),
        flow=(indicators["cadence"] == Cadence.ANNUAL_FLOW).to_numpy(dtype=bool),
        low=np.where(np.isnan(low), np.where(share, SHARE_BOUNDS[0], -np.inf), low),
        high=np.where(np.isnan(high), np.where(share, SHARE_BOUNDS[1], np.inf), high),
        materiality=np.nan_to_num(indicators["materiality"].to_numpy(dtype=float, na_value=0.0)),
        unit=indicators["unit"].to_numpy(dtype=object),
        counts=~(units.isin(UNITS_NOT_COUNTED) | units.str.startswith("per_")).to_numpy(dtype=bool),
        lined=(indicators["unit"] != RANK).to_numpy(dtype=bool),
        holds=~indicators["unit"].isin(UNITS_NOT_HELD).to_numpy(dtype=bool),
    )
