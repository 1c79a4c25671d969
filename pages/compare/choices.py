"""The choices of the page So sánh: which each view asks for, in their order, each in the address bar.

What a single selector offers stands in `pages.compare.selectors`.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TypeAlias

from kpi.model import clock
from kpi.model.vocabulary import FIRST_YEAR
from kpi.reading.peers import PeerRule
from kpi.reading.ranking import Measure
from kpi.store.warehouse import Snapshot
from kpi.words import message
from pages.compare import data, defaults, heat, lines, rank, selectors, target_table
from pages.compare.data import Question, Scope
from pages.compare.views import Boundaries, Grid, Heat, Lines, Nothing, Ranked, Screen, Targets, Tiles, View
from ui import address
from ui.chooser import Chooser

Slot: TypeAlias = AbstractContextManager[object]
Slots: TypeAlias = Sequence[Slot]

MOST_CHOSEN = 12
PEER_RULES = {
    "cung_vung": PeerRule.REGION,
    "cung_loai": PeerRule.KIND,
    "cung_co": PeerRule.ECONOMY,
    address.CHOSEN_PEERS: PeerRule.CHOSEN,
}
USED = {
    Screen.RANK: {
        address.INDICATOR,
        address.MEASURE,
        address.SERIES,
        address.YEAR,
        address.DUE,
        address.VINTAGE,
        address.PAGE,
    },
    Screen.TARGETS: {address.INDICATOR, address.DUE, address.VINTAGE, address.PAGE},
    Screen.LINES: {address.INDICATOR, address.PEERS, address.UNITS, address.VINTAGE, address.PAGE},
    Screen.HEAT: {
        address.YEAR,
        address.VINTAGE,
        address.ROW_ORDER,
        address.COLUMN_ORDER,
        address.PAGE,
        address.COLUMN_PAGE,
    },
    Screen.TILES: {address.INDICATOR, address.MEASURE, address.SERIES, address.YEAR, address.DUE},
    Screen.BOUNDARIES: {address.INDICATOR},
}
"""What each view reads from the address beside what all of them do."""
_WIDTHS = {
    Screen.RANK: (4, 3, 3, 2),
    Screen.TILES: (4, 3, 3, 2),
    Screen.TARGETS: (5, 3, 2),
    Screen.LINES: (5, 3),
    Screen.BOUNDARIES: (5, 3),
}
"""Indicator and region come first."""
_BESIDE = {"horizontal": True, "vertical_alignment": "center", "gap": "medium"}
"""Buttons side by side, on a phone one under the other."""


def choose(snapshot: Snapshot, chooser: Chooser) -> View:
    """What the reader has chosen."""
    lang = chooser.lang
    with chooser.bar().place:
        mine = chooser.province(snapshot)
    with chooser.box(**_BESIDE):
        names = {str(item): message(f"compare_view.{item}", lang) for item in Screen}
        label = message("compare.view", lang)
        screen = Screen(chooser.switch("compare_view", label, address.VIEW, names, str(Screen.RANK)))
        chooser.keep_only(selectors.ALWAYS | USED[screen])
    chooser.notes()
    with chooser.box():
        return _heat(snapshot, mine, chooser) if screen is Screen.HEAT else _about_one(snapshot, screen, mine, chooser)


def _about_one(snapshot: Snapshot, screen: Screen, mine: str, chooser: Chooser) -> View:
    """The views of one indicator."""
    slots = chooser.columns(_WIDTHS[screen], vertical_alignment="bottom")
    with slots[0]:
        indicator_id = selectors.indicator(snapshot, chooser)
    match screen:
        case Screen.TARGETS:
            return _targets(snapshot, indicator_id, mine, chooser, slots[1:])
        case Screen.LINES:
            return _lines(snapshot, indicator_id, mine, chooser, slots[1])
        case Screen.BOUNDARIES:
            return Boundaries(indicator_id, mine, selectors.scope(snapshot, 34, chooser, slots[1]), chooser.lang)
        case _:
            return _measured(snapshot, screen, indicator_id, mine, chooser, slots[1:])


def _targets(snapshot: Snapshot, indicator_id: str, mine: str, chooser: Chooser, slots: Slots) -> View:
    with chooser.box(**_BESIDE):
        vintage = selectors.vintage(snapshot, chooser)
    scope = selectors.scope(snapshot, vintage, chooser, slots[0])
    with slots[1]:
        year = selectors.due_year(snapshot, indicator_id, vintage, chooser)
    if year is None:
        return Nothing(Screen.TARGETS, indicator_id, Measure.TARGET, chooser.lang)
    question = Question(indicator_id, Measure.TARGET, "", year, scope)
    page = chooser.page(address.PAGE, target_table.pages(snapshot, question))
    return Targets(question, page, mine, chooser.lang)


def _lines(snapshot: Snapshot, indicator_id: str, mine: str, chooser: Chooser, slot: Slot) -> View:
    with chooser.box(**_BESIDE):
        names = {slug: message(f"peer_rule.{rule}", chooser.lang) for slug, rule in PEER_RULES.items()}
        label = message("compare.peers", chooser.lang)
        rule = PEER_RULES[chooser.switch("compare_peers", label, address.PEERS, names, "cung_vung")]
        vintage = selectors.vintage(snapshot, chooser, mine)
    scope = selectors.scope(snapshot, vintage, chooser, slot)
    if rule is PeerRule.CHOSEN:
        ids = data.province_ids(snapshot, scope)
        everyone = chooser.several(address.UNITS, ids, (mine,) if mine in ids else ids[:1], MOST_CHOSEN)
    else:
        everyone = lines.by_rule(snapshot, rule, scope, mine)
    page = chooser.page(address.PAGE, lines.pages(everyone))
    return Lines(indicator_id, rule, scope, everyone, page, mine, chooser.lang)


def _measured(snapshot: Snapshot, screen: Screen, indicator_id: str, mine: str, chooser: Chooser, slots: Slots) -> View:
    """The ranking and the tile map share measure, series and year."""
    lang = chooser.lang
    with chooser.box(**_BESIDE):
        measure = selectors.measure(snapshot, indicator_id, chooser)
        vintage = 34 if screen is Screen.TILES else selectors.vintage(snapshot, chooser)
    scope = selectors.scope(snapshot, vintage, chooser, slots[0])
    question = _question(snapshot, indicator_id, measure, scope, chooser, slots[1:])
    if question is None:
        return Nothing(screen, indicator_id, measure, lang)
    if screen is Screen.TILES:
        return Tiles(question, mine, lang)
    return Ranked(question, chooser.page(address.PAGE, rank.pages(snapshot, question)), mine, lang)


def _question(
    snapshot: Snapshot, indicator_id: str, measure: Measure, scope: Scope, chooser: Chooser, slots: Slots
) -> Question | None:
    """The series and year to compare, chosen in two `slots`; None when the measure has nothing of the indicator."""
    if measure is Measure.TARGET:
        with slots[1]:
            year = selectors.due_year(snapshot, indicator_id, scope.vintage, chooser)
        return Question(indicator_id, measure, "", year, scope) if year else None
    years = defaults.years_of_actuals(snapshot, indicator_id)
    if not years:
        return None
    lang = chooser.lang
    with slots[0]:
        names = {key: str(row[f"name_{lang}"]) for key, row in data.series(snapshot, indicator_id).items()}
        first = defaults.best_series(snapshot, indicator_id, scope.vintage)
        series = chooser.select("compare_series", message("choose.series", lang), address.SERIES, names, first)
    best = defaults.best_year(snapshot, indicator_id, series, scope.vintage)
    with slots[1]:
        year = selectors.year(chooser, "compare_year", "compare.year", address.YEAR, years, best or years[0])
    return Question(indicator_id, measure, series, year, scope)


def _heat(snapshot: Snapshot, mine: str, chooser: Chooser) -> View:
    """Year and orders, and the chosen page of many indicators and units."""
    lang = chooser.lang
    slots = chooser.columns([3, 2, 3, 3])
    years = list(range(clock.today().year, FIRST_YEAR - 1, -1))
    with slots[1]:
        year = selectors.year(chooser, "compare_judged", "compare.judged_year", address.YEAR, years, years[0])
    with slots[2]:
        rows = selectors.order(chooser, "compare_rows", "compare.row_order", address.ROW_ORDER, heat.ROW_ORDERS)
    with slots[3]:
        label, orders = "compare.column_order", heat.COLUMN_ORDERS
        columns = selectors.order(chooser, "compare_columns", label, address.COLUMN_ORDER, orders)
    vintage = selectors.vintage(snapshot, chooser)
    grid = Grid(year, selectors.scope(snapshot, vintage, chooser, slots[0]), rows, columns)
    row_pages, column_pages = heat.pages(snapshot, grid, lang)
    row_page = chooser.page(address.PAGE, row_pages)
    column_page = chooser.page(address.COLUMN_PAGE, column_pages)
    return Heat(replace(grid, row_page=row_page, column_page=column_page), mine, lang)
