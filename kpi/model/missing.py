"""What counts as no value."""

from __future__ import annotations

import math
from numbers import Real


def is_missing(value: object) -> bool:
    """Whether a cell holds no value: None, NaN, NaT, pandas.NA or empty text."""
    kind = type(value)
    if kind is str or kind is int:  # nearly every cell is one of the three, and asking for its type is quick
        return value == ""
    if isinstance(value, float):
        return math.isnan(value)
    if value is None or kind.__name__ in {"NAType", "NaTType"}:
        return True
    return value == "" if isinstance(value, str) else isinstance(value, Real) and math.isnan(value)
