"""Since and until when a unit has had the territory that its actuals are about."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kpi.method.arrays import FAR_DAY, NO_DAY, codes_in, day_number, require

AMONG_63 = "of_63"
"""How a rank among the 63 provinces is counted."""
LAST_YEAR_OF_63 = 2024
"""The last year whose end the 63 provinces saw: from 01/07/2025 on a rank is one among 34 units."""

TERRITORY_COLUMNS = ["province_id", "since", "until"]


def territories(provinces: pd.DataFrame, crosswalk: pd.DataFrame) -> pd.DataFrame:
    """Since and until when each province has had the territory its actuals are about.

    Only units whose boundaries changed have a bound: a former unit its `valid_to`, a successor its
    `valid_from`. Returns province_id, since, until (NaT: no bound).
    """
    require(
        [
            ("provinces", provinces, ["province_id", "valid_from", "valid_to"]),
            ("crosswalk", crosswalk, ["former_id", "successor_id", "boundary_changed"]),
        ]
    )
    changed = crosswalk[crosswalk["boundary_changed"].astype(bool)]
    began = provinces["province_id"].isin(changed["successor_id"])
    ended = provinces["province_id"].isin(changed["former_id"])
    return pd.DataFrame(
        {
            "province_id": provinces["province_id"],
            "since": pd.to_datetime(provinces["valid_from"]).where(began),
            "until": pd.to_datetime(provinces["valid_to"]).where(ended),
        }
    ).reset_index(drop=True)


def bounds_of(province_ids: pd.Series, lands: pd.DataFrame | None) -> tuple[np.ndarray, np.ndarray]:
    """First and last day of each province's territory; `NO_DAY` and `FAR_DAY` where there is no bound."""
    if lands is None or lands.empty:
        return np.full(len(province_ids), NO_DAY), np.full(len(province_ids), FAR_DAY)
    require([("territories", lands, TERRITORY_COLUMNS)])
    place = codes_in(province_ids, pd.Index(lands["province_id"]))
    since, until = day_number(lands["since"]), day_number(lands["until"])
    until = np.where(until == NO_DAY, FAR_DAY, until)
    return np.where(place < 0, NO_DAY, since[place]), np.where(place < 0, FAR_DAY, until[place])
