"""The parts of every view of the page So sánh."""

from __future__ import annotations

from kpi.markup import EMPTY
from kpi.markup.pieces import page_head
from kpi.reading.ranking import Measure
from kpi.store.warehouse import Snapshot
from kpi.words import message
from pages.compare import boundaries, data, heat, lines, rank, target_table, tiles
from pages.compare.views import Boundaries, Heat, Lines, Nothing, Ranked, Screen, Targets, Tiles, View
from ui.runs.page_parts import Parts


def parts(snapshot: Snapshot, view: View) -> Parts:
    """What follows the choices, in the order of the page."""
    match view:
        case Ranked():
            made = rank.parts(snapshot, view.question, view.page, view.mine, view.lang)
        case Targets():
            made = target_table.parts(snapshot, view.question, view.page, view.mine, view.lang)
        case Tiles():
            made = tiles.parts(snapshot, view.question, view.mine, view.lang)
        case Lines():
            made = lines.parts(snapshot, view)
        case Heat():
            made = heat.parts(snapshot, view.grid, view.mine, view.lang)
        case Boundaries():
            made = boundaries.parts(snapshot, view.indicator_id, view.mine, view.scope, view.lang)
        case Nothing():
            made = _nothing(snapshot, view)
    return made


def _nothing(snapshot: Snapshot, view: Nothing) -> Parts:
    """Where nobody has anything to compare: said in words, the other parts of the view empty."""
    key = "compare.no_target" if view.measure is Measure.TARGET else "compare.no_actual"
    name = str(data.indicators(snapshot)[view.indicator_id][f"name_{view.lang}"])
    head = page_head(name, message(key, view.lang), message(f"compare_measure.{view.measure}", view.lang))
    return {"title": head, "map" if view.screen is Screen.TILES else "table": EMPTY}
