"""The form JSON with a mapping: which requests a period needs, and the actuals of the answers, checked one by one."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from etl.connectors.config import Call, Connector, MappedActual
from etl.connectors.errors import PullError
from etl.connectors.fetch import Answer
from etl.connectors.periods import Period

_CHOSEN = re.compile(r"(\w+)\[(\w+)=(\w+)\]")
_ROUNDED_SHARE = 0.0051


@dataclass(frozen=True)
class Found:
    """One actual of one place."""

    province_id: str
    indicator: str
    series: str
    value: float
    numerator: float | None
    denominator: float | None
    call: str
    divided: bool
    """Whether the share was divided here because the publisher prints the two counts alone."""


def requests_for(
    connector: Connector, period: Period, places: Mapping[str, str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Path and body of every request of a period, in order."""
    for call in _calls(connector, period):
        if not call.each_place:
            yield call.path, {**period.body(), **call.body}
            continue
        for key in places:
            yield call.path, {**period.body(), "rootDepartmentId": key, **call.body}


def read_answers(
    connector: Connector, period: Period, places: Mapping[str, str], answers: tuple[Answer, ...]
) -> list[Found]:
    """The actuals of a whole pull. Raises PullError at the first thing that is not as the contract says."""
    left = iter(answers)
    found: list[Found] = []
    for call in _calls(connector, period):
        own = [next(left) for _ in (places if call.each_place else (None,))]
        for key, item in _items(call, connector.place_key, places, own).items():
            _check(call, item, places[key])
            for actual in call.actuals:
                found += _actual(actual, call, period, places[key], item) if actual.place is None else ()
        outside = [actual for actual in call.actuals if actual.place]
        for actual in outside:
            found += _actual(actual, call, period, actual.place, own[0].data())
    return found


def _calls(connector: Connector, period: Period) -> list[Call]:
    return [call for call in connector.calls if period.span in call.spans]


def _items(call: Call, name: str, places: Mapping[str, str], answers: list[Answer]) -> dict[str, Mapping[str, Any]]:
    """The item of every place, by the publisher's id; all places once, and nobody else."""
    items: dict[str, Mapping[str, Any]] = {}
    for answer in answers:
        listed = at(answer.data(), call.list, call.path, "–")
        for item in listed if isinstance(listed, list) else [listed]:
            key = str(at(item, name, call.path, "–"))
            if key not in places:
                raise PullError("unknown_place", call=call.path, place=key)
            if key in items:
                raise PullError("place_twice", call=call.path, place=places[key])
            if call.each_place and key != answer.body["rootDepartmentId"]:
                raise PullError("other_place", call=call.path, place=places[key])
            items[key] = item
    missing = [place for key, place in places.items() if key not in items]
    if missing:
        facts = {"count": len(items), "all": len(places), "missing": ", ".join(missing)}
        raise PullError("places_missing", call=call.path, **facts)
    return items


def _check(call: Call, item: Mapping[str, Any], place: str) -> None:
    for part, other, whole in call.sums:
        numbers = [_part(path, call, place, item) for path in (f"{part}+{other}", whole)]
        if None in numbers or numbers[0] != numbers[1]:
            raise PullError("sum", call=call.path, place=place, fields=f"{part} + {other} = {whole}")
    for path, names in call.codes.items():
        told = at(item, path, call.path, place)
        if set(told) != set(names):
            raise PullError("codes", call=call.path, place=place, field=path, codes=", ".join(sorted(map(str, told))))


def _actual(
    actual: MappedActual, call: Call, period: Period, place: str | None, item: Mapping[str, Any]
) -> Iterator[Found]:
    series = actual.series.get(period.span)
    if series is None or place is None:
        return
    whole = _part(actual.denominator, call, place, item)
    part = _part(actual.numerator, call, place, item)
    value = _part(actual.value, call, place, item)
    if actual.numerator is not None:
        if part is None or not whole:  # Nothing of nothing is no actual, whatever the publisher prints.
            return
        share = 100 * part / whole
        if value is not None and abs(share - value) > _ROUNDED_SHARE:
            raise PullError(
                "ratio", call=call.path, place=place, field=str(actual.value), value=value, share=f"{share:.2f}"
            )
        told = round(share, 2) if value is None else value
        yield Found(place, actual.indicator, series, told, part, whole, call.path, value is None)
    elif value is not None:
        yield Found(place, actual.indicator, series, value, None, whole, call.path, divided=False)


def _part(path: str | float | None, call: Call, place: str, item: Mapping[str, Any]) -> float | None:
    """A number of the item, or the number that the mapping gives; paths joined by '+' are added."""
    if path is None or isinstance(path, float | int):
        return path
    parts = [number(at(item, one, call.path, place), call.path, place, one) for one in path.split("+")]
    return None if None in parts else sum(part for part in parts if part is not None)


def number(cell: Any, call: str, place: str, field: str) -> float | None:
    """A number as JSON tells it; null is None. Raises PullError for text, truth values and what is no number."""
    if cell is None:
        return None
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not 0 <= cell < math.inf:
        raise PullError("number", call=call, place=place, field=field, cell=repr(cell)[:60])
    return float(cell)


def at(item: Any, path: str, call: str, place: str) -> Any:
    """What stands at 'a.b' of an item; 'a[code=X].b' is the entry of the list `a` with that code."""
    for step in path.split("."):
        chosen = _CHOSEN.fullmatch(step)
        name = chosen[1] if chosen else step
        if not isinstance(item, dict) or name not in item:
            raise PullError("field", call=call, place=place, field=path)
        item = item[name]
        if chosen:
            item = next((one for one in item if isinstance(one, dict) and one.get(chosen[2]) == chosen[3]), None)
            if item is None:
                raise PullError("field", call=call, place=place, field=path)
    return item
