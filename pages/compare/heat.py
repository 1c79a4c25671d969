"""The view Bản đồ nhiệt: the state of every indicator of every unit, sortable, gaps drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kpi.charts.html.heat_map import (
    ACTUAL_ONLY,
    NOTHING,
    HeatCell,
    HeatColumn,
    HeatRow,
    heat_map_html,
    legend_html,
)
from kpi.markup import Markup, macros
from kpi.markup.pieces import page_head
from kpi.model import addresses as address
from kpi.model import clock
from kpi.model.codes import Status, Unjudged
from kpi.model.vocabulary import Section
from kpi.reading.due_results import WITHOUT_ACTUAL
from kpi.reading.unjudged import row_state
from kpi.store import compare_heat_queries as queries
from kpi.store import province_queries
from kpi.store.compare_queries import Row
from kpi.store.warehouse import Snapshot
from kpi.words import format_number, message, sort_key, state_word
from pages.compare import data
from pages.compare import scope as scopes
from pages.compare.data import Scope, kept
from pages.compare.views import Grid
from pages.compare.words import indicator_url
from ui.runs.page_parts import Parts

_HTML = macros(__name__)

ROWS, COLUMNS = 40, 63
ROW_ORDERS = ("nhieu_don_vi", "nhom", "cham_nhieu", "ten")
COLUMN_ORDERS = ("nhieu_so_lieu", "ten", "vung", "cham_nhieu")


@dataclass(frozen=True)
class Counts:
    """How many cells of each indicator and each unit are filled and in which state."""

    by_indicator: Mapping[str, Row]
    by_unit: Mapping[str, Row]


def parts(snapshot: Snapshot, grid: Grid, mine: str, lang: str) -> Parts:
    """What follows the choices, in the order of the page."""
    whole = grid_without_pages(grid)
    return {"title": title_html(snapshot, whole, lang), "grid": grid_html(snapshot, grid, mine, lang)}


def pages(snapshot: Snapshot, grid: Grid, lang: str) -> tuple[int, int]:
    """How many pages the indicators fill, and how many the units."""
    row_ids, province_ids = ordered(snapshot, grid_without_pages(grid), lang)
    return _pages(len(row_ids), ROWS), _pages(len(province_ids), COLUMNS)


def members(snapshot: Snapshot, grid: Grid, lang: str) -> tuple[dict[str, str], dict[str, str]]:
    """All units and all indicators of the heat map by id, with their names, in its order."""
    row_ids, province_ids = ordered(snapshot, grid_without_pages(grid), lang)
    names, indicators = data.full_names(snapshot, lang), _indicators(snapshot)
    units = {province_id: names[province_id] for province_id in province_ids}
    return units, {key: str(indicators[key][f"name_{lang}"]) for key in row_ids}


def _pages(count: int, size: int) -> int:
    return max(1, -(-count // size))


@kept
def counts(snapshot: Snapshot, year: int, scope: Scope) -> Counts:
    """Filled cells, counted in the warehouse."""
    found = queries.state_counts(snapshot, data.province_ids(snapshot, scope), year)
    return Counts(
        {row["indicator_id"]: row for row in found if row["indicator_id"] is not None},
        {row["province_id"]: row for row in found if row["province_id"] is not None},
    )


@kept
def _indicators(snapshot: Snapshot) -> dict[str, Row]:
    return {row["indicator_id"]: row for row in province_queries.all_indicators(snapshot)}


@kept
def ordered(snapshot: Snapshot, grid: Grid, lang: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Indicators that any unit has a target or an actual of, and all units, in the asked order."""
    known = counts(snapshot, grid.year, grid.scope)
    indicators = _indicators(snapshot)
    sections = [str(section) for section in Section]
    row_keys = {
        "nhieu_don_vi": lambda key: (-known.by_indicator[key]["filled"],),
        "nhom": lambda key: (sections.index(indicators[key]["section"]), -known.by_indicator[key]["filled"]),
        "cham_nhieu": lambda key: (-known.by_indicator[key]["behind"], -known.by_indicator[key]["judged"]),
        "ten": lambda _: (),
    }
    of_row = row_keys[grid.row_order]
    row_ids = sorted(known.by_indicator, key=lambda key: (of_row(key), sort_key(indicators[key][f"name_{lang}"])))
    units = {row["province_id"]: row for row in data.units(snapshot, grid.scope)}
    nobody = {"filled": 0, "judged": 0, "behind": 0}
    of_unit = {province_id: known.by_unit.get(province_id, nobody) for province_id in units}
    column_keys = {
        "nhieu_so_lieu": lambda key: (-of_unit[key]["filled"],),
        "ten": lambda _: (),
        "vung": lambda key: (sort_key(str(units[key]["region"])),),
        "cham_nhieu": lambda key: (-of_unit[key]["behind"], -of_unit[key]["judged"]),
    }
    of_column = column_keys[grid.column_order]
    order = {province_id: place for place, province_id in enumerate(units)}
    return tuple(row_ids), tuple(sorted(units, key=lambda key: (of_column(key), order[key])))


@kept
def title_html(snapshot: Snapshot, grid: Grid, lang: str) -> Markup:
    """What is shown and how much of it is known."""
    known = counts(snapshot, grid.year, grid.scope)
    filled = sum(row["filled"] for row in known.by_indicator.values())
    judged = sum(row["judged"] for row in known.by_indicator.values())
    cells = len(known.by_indicator) * len(data.province_ids(snapshot, grid.scope))
    said = message(
        "compare.heat_lead",
        lang,
        indicators=format_number(len(known.by_indicator), lang),
        units=format_number(len(data.province_ids(snapshot, grid.scope)), lang),
        filled=format_number(filled, lang),
        judged=format_number(judged, lang),
        gaps=format_number(cells - filled, lang),
        year=grid.year,
    )
    heading = scopes.heading(message("compare_view.ban_do_nhiet", lang), snapshot, grid.scope, lang)
    return page_head(heading, said)


@kept
def grid_html(snapshot: Snapshot, grid: Grid, mine: str, lang: str) -> Markup:
    """One page of the table with its key."""
    row_ids, province_ids = ordered(snapshot, grid_without_pages(grid), lang)
    row_ids = row_ids[(grid.row_page - 1) * ROWS : grid.row_page * ROWS]
    province_ids = province_ids[(grid.column_page - 1) * COLUMNS : grid.column_page * COLUMNS]
    indicators, names = _indicators(snapshot), data.full_names(snapshot, lang)
    found = [_shown(row, grid.year) for row in queries.state_cells(snapshot, province_ids, grid.year, row_ids)]
    said = words(lang)
    cells = {
        (row["indicator_id"], row["province_id"]): HeatCell(
            row["state"],
            said[row["state"]],
            _spoken(row, names, indicators, said, lang),
            indicator_url(row["province_id"], row["indicator_id"], lang),
        )
        for row in found
    }
    table = heat_map_html(
        [HeatColumn(province_id, names[province_id], province_id == mine) for province_id in province_ids],
        [HeatRow(key, indicators[key][f"name_{lang}"], _ranking_url(key, grid, lang)) for key in row_ids],
        cells,
        caption=message("compare.heat_caption", lang, year=grid.year),
        corner=message("table.indicator", lang),
        nothing=said[NOTHING],
    )
    tally = {state: sum(row["state"] == state for row in found) for state in said}
    tally[NOTHING] = len(row_ids) * len(province_ids) - len(found)
    counted = {state: format_number(number, lang) for state, number in tally.items()}
    return _HTML.grid(legend_html(counted, said), table, lang)


def grid_without_pages(grid: Grid) -> Grid:
    """The same order, for what does not depend on the page."""
    return Grid(grid.year, grid.scope, grid.row_order, grid.column_order)


def words(lang: str) -> dict[str, str]:
    """Every state of a cell in words."""
    states = [*(status for status in Status if status is not Status.NOT_ASSESSABLE), *Unjudged]
    others = {state: message(f"compare_state.{state}", lang) for state in (ACTUAL_ONLY, NOTHING)}
    return {str(state): state_word(state, lang) for state in states} | others


def _shown(row: Row, year: int) -> Row:
    """The cell with the state that is shown: of a target without a verdict what it waits for, as of the year's end.

    Of the year that runs as of today.
    """
    if row["state"] == ACTUAL_ONLY or row["state"] in set(Status) - {Status.NOT_ASSESSABLE}:
        return row | {"reason": ""}
    day = min(clock.today(), date(year, 12, 31))
    judged = {"status": Status.NOT_ASSESSABLE, "reason": row["reason"]}
    state, reason = row_state(judged, row["years"] or (), row["results"] or (), day)
    return row | {"state": state, "reason": reason}


def _spoken(
    row: Row, names: Mapping[str, str], indicators: Mapping[str, Row], words: Mapping[str, str], lang: str
) -> str:
    head = f"{names[row['province_id']]} · {indicators[row['indicator_id']][f'name_{lang}']}: {words[row['state']]}"
    told = row["reason"] and row["reason"] not in WITHOUT_ACTUAL
    return " – ".join((head, message(f"reason.{row['reason']}", lang))) if told else head


def _ranking_url(indicator_id: str, grid: Grid, lang: str) -> str:
    return address.link(
        address.COMPARE_PAGE,
        **{address.VIEW: address.RANKING_VIEW, address.INDICATOR: indicator_id},
        **scopes.parameters(grid.scope),
        **{address.LANGUAGE: lang},
    )
