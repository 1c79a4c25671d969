"""Small pieces that the progress modules share: checked columns, dense codes, columns with real gaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from functools import cache

import numpy as np
import pandas as pd

DAY_BITS = 20
NO_DAY = -1
FAR_DAY = 1 << (DAY_BITS - 1)


class MethodInputError(ValueError):
    """The tables handed to the method cannot be judged; `problems` lists every fault at once."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(self.problems))


def require(tables: Iterable[tuple[str, pd.DataFrame, Sequence[str]]]) -> None:
    """Raise `MethodInputError` that names every missing column of every (name, table, columns)."""
    problems = [
        f"{name}: missing column {column}"
        for name, table, columns in tables
        for column in columns
        if column not in table.columns
    ]
    if problems:
        raise MethodInputError(problems)


def day_number(dates: pd.Series) -> np.ndarray:
    """Days since 1970-01-01 of dates or ISO texts, int64; `NO_DAY` where empty."""
    stamps = pd.to_datetime(dates).to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(stamps), NO_DAY, stamps.astype(np.int64))


def day_of(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - date(1970, 1, 1).toordinal()


def year_of(days: np.ndarray) -> np.ndarray:
    """Calendar years of day numbers."""
    return days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def last_day(years: np.ndarray) -> np.ndarray:
    """Day number of 31 December of each year."""
    return (years - 1970 + 1).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64) - 1


def moment(days: np.ndarray) -> np.ndarray:
    """Days as years with a fraction: 31 December of year y is y itself, 30 June about y - 0.5."""
    year = year_of(days)
    before, end = last_day(year - 1), last_day(year)
    return year - 1 + (days - before) / (end - before)


def moments(days: np.ndarray) -> np.ndarray:
    """`moment` of days that may be NaN."""
    return np.where(np.isnan(days), np.nan, moment(np.nan_to_num(days, nan=0).astype(np.int64)))


def codes_in(column: pd.Series, known: pd.Index) -> np.ndarray:
    """Position of each value in `known` (unique), int64; -1 where it is not there."""
    codes, seen = pd.factorize(column)
    place = np.append(known.get_indexer(pd.Index(seen)), -1)
    return place[codes].astype(np.int64)


def combine(first: np.ndarray, second: np.ndarray, size: int) -> np.ndarray:
    """One integer for a pair of codes; `second` lies below `size`."""
    return first.astype(np.int64) * max(size, 1) + second


def latest(keys: np.ndarray, owner: np.ndarray, wanted: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Index of the last entry of `wanted` at or before `day`; -1 where there is none.

    `keys` are sorted `owner << DAY_BITS | day` of the entries; `wanted` and `day` broadcast together.
    """
    query = (wanted.astype(np.int64) << DAY_BITS) + day
    found = np.searchsorted(keys, query.ravel(), side="right").reshape(query.shape) - 1
    belongs = (found >= 0) & (wanted >= 0)
    if len(owner):
        belongs &= owner[np.maximum(found, 0)] == wanted
    return np.where(belongs, found, -1)


def pick(values: np.ndarray, index: np.ndarray) -> np.ndarray:
    """`values[index]` as float, NaN where the index is -1."""
    if not len(values):
        return np.full(index.shape, np.nan)
    return np.where(index >= 0, values[np.maximum(index, 0)].astype(float), np.nan)


def nearest(known: np.ndarray, backwards: bool) -> np.ndarray:
    """For every cell the column of the nearest known cell before (or after) it; -1 (or width) if none."""
    width = known.shape[1]
    columns = np.arange(width, dtype=np.int16)
    if backwards:
        marked = np.where(known, columns, width).astype(np.int16)
        return np.minimum.accumulate(marked[:, ::-1], axis=1)[:, ::-1]
    return np.maximum.accumulate(np.where(known, columns, -1).astype(np.int16), axis=1)


def floats(values: np.ndarray) -> pd.arrays.FloatingArray:
    """A nullable float column; NaN and infinity become real gaps, never text."""
    flat = np.ascontiguousarray(values, dtype=float).ravel()
    known = np.isfinite(flat)
    return pd.arrays.FloatingArray(np.where(known, flat, 0.0), ~known)


def integers(values: np.ndarray, known: np.ndarray | None = None) -> pd.arrays.IntegerArray:
    """A nullable integer column of whole numbers; gaps where NaN, or where `known` is false."""
    flat = np.ascontiguousarray(values).ravel()
    present = np.isfinite(flat) if known is None else np.ascontiguousarray(known).ravel()
    return pd.arrays.IntegerArray(np.where(present, flat, 0).astype(np.int32), ~present)


def words(codes: np.ndarray, vocabulary: pd.Index | type[StrEnum]) -> pd.Categorical:
    """A text column from codes into a vocabulary; -1 is a gap."""
    known = pd.CategoricalDtype(vocabulary) if isinstance(vocabulary, pd.Index) else _categories(vocabulary)
    return pd.Categorical.from_codes(np.ascontiguousarray(codes).ravel(), dtype=known)


@cache
def _categories(vocabulary: type[StrEnum]) -> pd.CategoricalDtype:
    return pd.CategoricalDtype(pd.Index([str(word) for word in vocabulary]))


def code_of(word: StrEnum) -> int:
    """The code of a word: its place in its enum."""
    return list(type(word)).index(word)
