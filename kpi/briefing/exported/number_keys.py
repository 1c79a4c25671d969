"""What an exported number is, as its key in the register says it: one record a kind of number, written as text.

The register keeps keys for years: a key that was written once must be read the same for ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

_MARK = "|"


@dataclass(frozen=True)
class _Key:
    kind: ClassVar[str]

    def __str__(self) -> str:
        return _MARK.join((self.kind, *vars(self).values()))


@dataclass(frozen=True)
class TargetKey(_Key):
    """A target of a document."""

    kind = "target"
    target_id: str


@dataclass(frozen=True)
class ActualKey(_Key):
    """A published actual; days are written as ISO dates."""

    kind = "actual"
    province_id: str
    indicator_id: str
    series: str
    period_start: str
    period_end: str
    actual_id: str


@dataclass(frozen=True)
class PathKey(_Key):
    """A planned value of ours; `series` is empty where it starts from no baseline."""

    kind = "path"
    province_id: str
    indicator_id: str
    document_id: str
    year: str
    series: str


@dataclass(frozen=True)
class ProgressKey(_Key):
    """One column of a judged row; `as_of` and `known` are the days that the reader chose, empty for today."""

    kind = "progress"
    province_id: str
    indicator_id: str
    document_id: str
    series: str
    year: str
    as_of: str
    known: str
    column: str


@dataclass(frozen=True)
class CountKey(_Key):
    """A count over the rows of a province; `what` is its stable name."""

    kind = "count"
    province_id: str
    year: str
    as_of: str
    known: str
    what: str


NumberKey: TypeAlias = TargetKey | ActualKey | PathKey | ProgressKey | CountKey
_KINDS: dict[str, type[NumberKey]] = {
    kind.kind: kind for kind in (TargetKey, ActualKey, PathKey, ProgressKey, CountKey)
}


def parse(key: str) -> NumberKey:
    """The key that the text says. Raises ValueError for text that is the key of no number."""
    kind, *parts = key.split(_MARK)
    try:
        return _KINDS[kind](*parts)
    except (KeyError, TypeError) as wrong:
        raise ValueError(f"no key of a number: {key!r}") from wrong
