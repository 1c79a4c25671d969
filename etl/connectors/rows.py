"""From the actuals of a pull to rows of `data/actuals/`: what is new, what is restated, what a person must look at."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from etl.connectors.config import Connector
from etl.connectors.errors import PullError
from etl.connectors.json_form import Found
from etl.connectors.periods import Period
from etl.connectors.raw_store import Pull, write_whole
from kpi.model.rows import Actual

_NAMES = list(Actual.model_fields)
_Key = tuple[str, str, str]


@dataclass(frozen=True)
class Held:
    """A row that `data/actuals/` has."""

    period: tuple[str, str]
    recorded: str
    value: float
    numerator: str
    denominator: str


@dataclass(frozen=True)
class Change:
    """One actual of a pull beside the newest one of its series that is held; `why` says why a person has to look."""

    row: Mapping[str, str]
    before: float | None
    why: str = ""

    @property
    def value(self) -> float:
        """The new value."""
        return float(self.row["value"])


def held_rows(data: Path) -> dict[_Key, list[Held]]:
    """Every row of `data/actuals/` by place, indicator and series, in the order of recording."""
    found: dict[_Key, list[Held]] = {}
    for path in sorted(data.glob("actuals/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                key = row["province_id"], row["indicator_id"], row["series"]
                period = row["period_start"], row["period_end"]
                counts = row.get("numerator") or "", row.get("denominator") or ""
                found.setdefault(key, []).append(Held(period, row["recorded_at"] or "", float(row["value"]), *counts))
    for rows in found.values():
        rows.sort(key=lambda held: (held.recorded, held.period))
    return found


def changes_of(connector: Connector, period: Period, pull: Pull, actuals: Iterable[Found], data: Path) -> list[Change]:
    """The actuals that are new or restated. Raises PullError for an indicator or series that the data do not know."""
    held = held_rows(data)
    known_series = {(indicator, series) for _, indicator, series in held}
    units = _column(data, "indicators", ("indicator_id",), "unit")
    definitions = _column(data, "series", ("indicator_id", "series"), "definition_vi")
    is_first = not any(data.glob(f"actuals/pulled_{connector.name}_*.csv"))
    changes = []
    for actual in actuals:
        row = _row(connector, period, pull, actual, units, definitions)
        own = held.get((actual.province_id, actual.indicator, actual.series), [])
        same = [one for one in own if one.period == (row["period_start"], row["period_end"])]
        if same and _tells_the_same(same[-1], row):
            continue
        before = (same or own)[-1].value if own else None
        why = "first" if is_first or (actual.indicator, actual.series) not in known_series else ""
        if not why and before is not None and abs(actual.value - before) > _band(connector, actual, before):
            why = "jump"
        changes.append(Change(row, before, why))
    return changes


def _band(connector: Connector, actual: Found, before: float) -> float:
    """How far a actual may go at once: points of a share, or so many hundredths of another number."""
    return connector.jump if actual.denominator is not None else connector.jump / 100 * abs(before)


def _tells_the_same(held: Held, row: Mapping[str, str]) -> bool:
    return (held.value, held.numerator, held.denominator) == (float(row["value"]), row["numerator"], row["denominator"])


def _row(
    connector: Connector,
    period: Period,
    pull: Pull,
    actual: Found,
    units: Mapping[tuple[str, ...], str],
    definitions: Mapping[tuple[str, ...], str],
) -> dict[str, str]:
    unit = units.get((actual.indicator,))
    definition = definitions.get((actual.indicator, actual.series))
    if unit is None or definition is None:
        raise PullError("mapping", indicator=actual.indicator, series=actual.series)
    first, last = period.days(pull.day)
    plain = {
        "province_id": actual.province_id,
        "indicator_id": actual.indicator,
        "series": actual.series,
        "period_start": first.isoformat(),
        "period_end": last.isoformat(),
        "value": _plain(actual.value),
        "numerator": _plain(actual.numerator),
        "denominator": _plain(actual.denominator),
        "qualifier": "exact",
        "unit": unit,
        "definition": definition,
        "source_title": connector.title[period.span].format(period=period.name),
        "source_url": connector.address + actual.call,
        "publisher": connector.publisher,
        "confidence": "high",
        "recorded_at": pull.day.isoformat(),
        "note": "Tỷ lệ do Thước đo 57 chia từ hai số mà nguồn công bố." if actual.divided else "",
    }
    return {name: plain.get(name, "") for name in _NAMES}


def _plain(number: float | None) -> str:
    if number is None:
        return ""
    return str(int(number)) if number == int(number) else repr(round(number, 6))


def _column(data: Path, table: str, key: tuple[str, ...], name: str) -> dict[tuple[str, ...], str]:
    with (data / "reference" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return {tuple(row[part] for part in key): row[name] for row in csv.DictReader(file)}


def store(data: Path, pull: Pull, changes: Iterable[Change]) -> Path:
    """Add the rows of a pull to the file of its period and day in `data/actuals/`, whole or not at all.

    A actual that was told twice on one day is the later one; the answers of both pulls are kept.
    """
    name = f"pulled_{pull.connector}_{pull.period.replace('-', '')}_{pull.day:%Y%m%d}.csv"
    target = data / "actuals" / name
    rows: dict[tuple[str, ...], Mapping[str, str]] = {}
    if target.is_file():
        with target.open(encoding="utf-8", newline="") as file:
            rows = {_identity(row): row for row in csv.DictReader(file)}
    rows |= {_identity(change.row): change.row for change in changes}
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, _NAMES, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows.values())
    write_whole(target, text.getvalue().encode())
    return target


def _identity(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row[name] for name in ("province_id", "indicator_id", "series", "period_start", "period_end"))
