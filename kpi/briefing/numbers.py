"""Exported numbers and their IDs: short enough to type from paper, made from the snapshot and the row's key.

A key names a row and column of the warehouse in words that outlive the snapshot, so that the same number can be
found again in a later one:

    target|TARGET_ID
    actual|PROVINCE|INDICATOR|SERIES|FIRST_DAY|LAST_DAY|ACTUAL_ID
    path|PROVINCE|INDICATOR|DOCUMENT|YEAR|SERIES
    progress|PROVINCE|INDICATOR|DOCUMENT|SERIES|YEAR|AS_OF|KNOWN|COLUMN
    count|PROVINCE|AS_OF|KNOWN|WHAT
    "figure"|…   (a whole chart: its numbers are parts of it)
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from kpi.briefing.content import Context, Number
from kpi.briefing.exported.number_keys import ActualKey, CountKey, PathKey, ProgressKey, TargetKey, parse
from kpi.charts.axes import year_position
from kpi.charts.path.observations import as_date
from kpi.charts.words import full_target, qualified_actual, series_name
from kpi.words import format_period, format_value, is_missing, message

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, which are misread on paper."""
_LENGTH = 10
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})
_SEPARATORS = " -–—·.\t\u00a0\u202f"


class BadIdError(ValueError):
    """What was typed cannot be an ID; `typed` is what it was."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


def number_id(snapshot_id: str, key: str) -> str:
    """The ID of a row key in a snapshot: ten signs in two groups, '4K7PD-X2M9Q'."""
    digest = int.from_bytes(hashlib.sha256(f"{snapshot_id}\n{key}".encode()).digest()[:8], "big")
    signs = [_ALPHABET[(digest >> (5 * place)) & 31] for place in range(_LENGTH)]
    return f"{''.join(signs[:5])}-{''.join(signs[5:])}"


def tidy_id(typed: str) -> str:
    """The ID that a reader typed, case, spaces and misread signs aside. Raises BadIdError when it cannot be one."""
    signs = "".join(sign for sign in typed.upper() if sign not in _SEPARATORS).translate(_MISREAD)
    if len(signs) != _LENGTH or any(sign not in _ALPHABET for sign in signs):
        raise BadIdError(typed)
    return f"{signs[:5]}-{signs[5:]}"


def target_number(row: Mapping[str, Any], context: Context) -> Number:
    """A target of a document."""
    return _target(row, context, "target")


def national_number(row: Mapping[str, Any], context: Context) -> Number:
    """A target of the nation beside a province's own."""
    return _target(row, context, "national")


def _target(row: Mapping[str, Any], context: Context, role: str) -> Number:
    key = str(TargetKey(row["target_id"]))
    text = full_target(row, context.lang)
    what = message(f"briefing.number_{role}", context.lang, year=int(row["year"]))
    facts = {"operator": str(row["operator"]), "value_high": _plain(row["value_high"]), "status": str(row["status"])}
    mark = (role, float(row["year"]), float(row["value"]))
    return _number(context, key, what, text, row["value"], str(row["unit"]), facts, mark)


def actual_number(row: Mapping[str, Any], context: Context) -> Number:
    """A published actual."""
    start, end = as_date(row["period_start"]), as_date(row["period_end"])
    who = row["province_id"], row["indicator_id"], row["series"]
    key = str(ActualKey(*who, start.isoformat(), end.isoformat(), row["actual_id"]))
    what = message(
        "briefing.number_actual",
        context.lang,
        period=format_period(start, end, context.lang),
        series=series_name(row, context.lang),
    )
    text = qualified_actual(row, context.lang)
    facts = {
        "qualifier": str(row["qualifier"]),
        "publisher": str(row["publisher"]),
        "value_high": _plain(row["value_high"]),
    }
    mark = ("actual", year_position(end), float(row["value"]))
    return _number(context, key, what, text, row["value"], str(row["unit"]), facts, mark)


def path_number(row: Mapping[str, Any], unit: str, context: Context) -> Number:
    """A planned value that no document states: interpolated or held."""
    series = "" if is_missing(row["series"]) else str(row["series"])
    key = str(PathKey(row["province_id"], row["indicator_id"], row["document_id"], str(int(row["year"])), series))
    what = message("briefing.number_path", context.lang, year=int(row["year"]))
    text = format_value(row["value"], unit, context.lang, computed=True)
    mark = ("path", float(row["year"]), float(row["value"]))
    return _number(context, key, what, text, row["value"], unit, {"method": str(row["method"])}, mark)


_JUDGED_FROM = ("baseline", "baseline_year", "actual", "actual_period_end", "planned", "planned_year", "planned_method")


def progress_key(row: Mapping[str, Any], column: str, context: Context) -> str:
    """The key of one column of a judged row on the context's day."""
    document = "" if is_missing(row["document_id"]) else row["document_id"]
    series = "" if is_missing(row["series"]) else row["series"]
    who = row["province_id"], row["indicator_id"], document, series
    return str(ProgressKey(*who, *_days(context), column))


def progress_number(row: Mapping[str, Any], column: str, text: str, unit: str, context: Context) -> Number:
    """One computed number of a judged row; `text` as the page words it."""
    facts = {name: _plain(row[name]) for name in _JUDGED_FROM} | {
        "status": str(row["status"]),
        "reason": str(row["reason"]),
    }
    what = message(f"progress_column.{column}", context.lang)
    value = None if column == "status" else row[column]
    return _number(context, progress_key(row, column, context), what, text, value, unit, facts, None)


def status_number(row: Mapping[str, Any], words: str, context: Context) -> Number:
    """The state of the target of a judged row; `words` as the badge says it."""
    return progress_number(row, "status", words, "", context)


def count_number(province_id: str, what: str, words: str, value: int, text: str, context: Context) -> Number:
    """A count over a province's rows; `what` is its stable name."""
    key = str(CountKey(province_id, *_days(context), what))
    return _number(context, key, words, text, value, "", {}, None)


def progress_in(numbers: Iterable[Number], column: str) -> Number | None:
    """The first of some numbers that is this column of a judged row."""
    return next((n for n in numbers if isinstance(key := parse(n.key), ProgressKey) and key.column == column), None)


def actual_in(numbers: Iterable[Number], actual_id: str) -> Number | None:
    """The first of some numbers that is this actual."""
    return next((n for n in numbers if isinstance(key := parse(n.key), ActualKey) and key.actual_id == actual_id), None)


def path_in(numbers: Iterable[Number], year: int) -> Number | None:
    """The first of some numbers that is the planned value of ours of a year."""
    return next((n for n in numbers if isinstance(key := parse(n.key), PathKey) and key.year == str(year)), None)


def count_in(numbers: Iterable[Number], what: str) -> Number | None:
    """The first of some numbers that is this count."""
    return next((n for n in numbers if isinstance(key := parse(n.key), CountKey) and key.what == what), None)


def group_key(context: Context, *parts: str) -> str:
    """The key of a whole chart or table."""
    return "|".join(("figure", *parts, *_days(context)[1:]))


def _days(context: Context) -> tuple[str, str, str]:
    """The year of the day stood on; that day and the day whose knowledge counts, as far as they were chosen."""
    chosen = context.standpoint.to_plain()
    return str(context.standpoint.day.year), chosen["as_of"] or "", chosen["known"] or ""


def _number(
    context: Context,
    key: str,
    what: str,
    text: str,
    value: Any,
    unit: str,
    facts: Mapping[str, Any],
    mark: tuple[str, float, float] | None,
) -> Number:
    raw = None if is_missing(value) else float(value)
    return Number(number_id(context.snapshot_id, key), key, what, text, raw, unit, dict(facts), mark)


def _plain(value: Any) -> Any:
    """A fact that JSON can hold: text, number or None; days as ISO text."""
    if is_missing(value):
        return None
    if hasattr(value, "isoformat"):
        return as_date(value).isoformat()
    return value.item() if hasattr(value, "item") else value
