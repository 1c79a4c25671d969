"""The selectors of the page So sánh: what each offers, what it opens with and its name in the address bar."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TypeAlias

from kpi.reading.ranking import Measure
from kpi.store.warehouse import Snapshot
from kpi.words import message
from pages.compare import data, defaults
from pages.compare import scope as scopes
from pages.compare.data import Scope
from ui import address
from ui.chooser import Chooser

Slot: TypeAlias = AbstractContextManager[object]

ALWAYS = {address.VIEW, address.PROVINCE, address.REGION, address.LANGUAGE}
"""What every view reads from the address: who is looked for, the filters, the language."""
MEASURES = {
    "muc": Measure.LEVEL,
    "cam_ket": Measure.TARGET,
    "khoang_cach": Measure.GAP,
    "phan_da_di": Measure.PLANNED_PROGRESS,
    "nhip": Measure.PACE,
}


def indicator(snapshot: Snapshot, chooser: Chooser) -> str:
    """The indicator selector: only what can be compared, with the number of units that have a target or actual."""
    options, lang = {}, chooser.lang
    for indicator_id, row in data.indicators(snapshot).items():
        count = max(row["target_units"], row["measured_units"])
        options[indicator_id] = message("compare.option", lang, name=row[f"name_{lang}"], count=count)
    headlines = [indicator_id for indicator_id, row in data.indicators(snapshot).items() if row["headline"]]
    default = next(iter(headlines), next(iter(options)))
    return chooser.select("indicator", message("choose.indicator", lang), address.INDICATOR, options, default)


def vintage(snapshot: Snapshot, chooser: Chooser, mine: str = "") -> int:
    """Which boundaries: 34 units since 1 July 2025, or the 63 before; at first those that hold the unit `mine`."""
    lang = chooser.lang
    options = {str(known): message(f"compare.vintage_{known}", lang) for known in data.vintages(snapshot)}
    label = message("compare.vintage", lang)
    holding = [slug for slug in options if mine in data.province_ids(snapshot, Scope(int(slug)))]
    default = next(iter(holding or options))
    return int(chooser.switch("compare_vintage", label, address.VINTAGE, options, default))


def scope(snapshot: Snapshot, vintage: int, chooser: Chooser, slot: Slot) -> Scope:
    """Which units of the chosen boundaries: those of one region, or of the whole country.

    A filter that every view has is asked here.
    """
    options = scopes.regions(snapshot, vintage, chooser.lang)
    with slot:
        label = message("compare.region", chooser.lang)
        region = chooser.select("compare_region", label, address.REGION, options, scopes.EVERYWHERE)
    return Scope(vintage, "" if region == scopes.EVERYWHERE else region)


def measure(snapshot: Snapshot, indicator_id: str, chooser: Chooser) -> Measure:
    """By what units are ranked; targets first where nothing was measured."""
    lang = chooser.lang
    options = {slug: message(f"compare_measure.{item}", lang) for slug, item in MEASURES.items()}
    default = "muc" if defaults.years_of_actuals(snapshot, indicator_id) else "cam_ket"
    label = message("compare.measure", lang)
    return MEASURES[chooser.switch("compare_measure", label, address.MEASURE, options, default)]


def due_year(snapshot: Snapshot, indicator_id: str, vintage: int, chooser: Chooser) -> int | None:
    """The year for which targets are compared; None when no unit has a target."""
    years = defaults.years_of_targets(snapshot, indicator_id)
    best = defaults.best_due_year(snapshot, indicator_id, vintage)
    return None if best is None else year(chooser, "compare_due", "compare.due", address.DUE, years, best)


def year(chooser: Chooser, key: str, label: str, parameter: str, years: list[int], default: int) -> int:
    """One of `years` in the selector `key`; `label` is the key of its words."""
    options = {str(year): str(year) for year in years}
    return int(chooser.select(key, message(label, chooser.lang), parameter, options, str(default)))


def order(chooser: Chooser, key: str, label: str, parameter: str, orders: tuple[str, ...]) -> str:
    """One of `orders` in the selector `key`, the first unless chosen; `label` is the key of its words."""
    options = {order: message(f"compare_order.{order}", chooser.lang) for order in orders}
    return chooser.select(key, message(label, chooser.lang), parameter, options, orders[0])
