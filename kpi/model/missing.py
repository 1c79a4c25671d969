"""What counts as no value."""

from __future__ import annotations

import math
from numbers import Real


def is_missing(value: object) -> bool:
    """Whether a cell holds no value: None, NaN, NaT, pandas.NA or empty text."""
    if value is None or type(value).__name__ in {"NAType", "NaTType"}:
        return True
    return value == "" if isinstance(value, str) else isinstance(value, Real) and math.isnan(value)
