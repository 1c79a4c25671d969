"""All mergers of 2025 as one table: who went into whom, and what became of the former units' targets."""

from __future__ import annotations

from collections.abc import Mapping

from kpi.markup import EMPTY, Cell, Column, Markup, Table, Text, macros
from kpi.markup import Row as TableRow
from kpi.markup.pieces import link
from kpi.model import addresses as address
from kpi.store import compare_queries as queries
from kpi.store.compare_queries import Row
from kpi.store.warehouse import Snapshot
from kpi.words import NO_VALUE, message
from pages.compare import data
from pages.compare import scope as scopes
from pages.compare.data import Scope, kept

_HTML = macros(__name__)

_HEADS = ("successor", "former", "targeted", "targeted_again", "only_inherited")


@kept
def mergers_html(snapshot: Snapshot, scope: Scope, lang: str, *, opened: bool) -> Markup:
    """One row a former unit, under the unit that it was merged into, if that is one of `scope`; names are links."""
    outside = scopes.outside(snapshot, scope)
    found: dict[str, list[Row]] = {}
    for row in queries.crosswalk(snapshot):
        if row["successor_id"] in outside:
            continue
        found.setdefault(row["successor_id"], []).append(row)
    if not found:
        return EMPTY
    names = data.full_names(snapshot, lang)
    columns = [Column(message(f"compare_head.{key}", lang), name=key in {"successor", "former"}) for key in _HEADS]
    rows = [row for members in found.values() for row in _rows(members, names, lang)]
    summary = message("compare.mergers", lang, count=len(found))
    return _HTML.mergers(summary, Table(columns, rows, region=summary, style="mergers").html(), opened, lang)


def _rows(members: list[Row], names: Mapping[str, str], lang: str) -> list[TableRow]:
    """The former units of one merged unit."""
    successor_id = members[0]["successor_id"]
    successor = Cell(_link(successor_id, names[successor_id], lang), rows=len(members))
    rows = []
    for place, row in enumerate(members):
        counts = (row["targeted"], row["own"], row["targeted"] - row["own"]) if row["targeted"] else (NO_VALUE,) * 3
        cells: list[Text | Cell] = [successor] if place == 0 else []
        cells.append(_link(row["former_id"], names[row["former_id"]], lang))
        cells += [Cell(str(count), "number") for count in counts]
        rows.append(TableRow(cells, starts_body=place == 0))
    return rows


def _link(province_id: str, name: str, lang: str) -> Markup:
    url = address.link(
        address.COMPARE_PAGE,
        **{address.VIEW: address.BOUNDARIES_VIEW, address.PROVINCE: province_id, address.LANGUAGE: lang},
    )
    return link(url, name)
