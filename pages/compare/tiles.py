"""The view Bản đồ ô: one square a unit, shaded by the measure; a square opens the unit."""

from __future__ import annotations

from itertools import pairwise

from kpi.charts.html.tile_map import Tile, class_edges, legend_html, shades, tile_map_html
from kpi.markup import EMPTY, Column, Markup, Table, Text, macros
from kpi.markup import Row as TableRow
from kpi.markup.pieces import paragraph
from kpi.model import addresses as address
from kpi.model.vocabulary import Qualifier
from kpi.reading.ranking import Candidate, Measure, Place
from kpi.reading.said.values import actual_text, place_in_table, rank_head, reason_text, value_text
from kpi.store import compare_queries as queries
from kpi.store.compare_queries import Row
from kpi.store.warehouse import Snapshot
from kpi.words import NO_VALUE, format_number, format_value, message
from pages.compare import data
from pages.compare import head as compare_head
from pages.compare import scope as scopes
from pages.compare.data import Question, kept
from pages.compare.words import axis_unit, on_axis, unit_link
from ui.runs.page_parts import Parts

_HTML = macros(__name__)

_SIGNS = {Qualifier.APPROX: "≈", Qualifier.AT_LEAST: "≥", Qualifier.AT_MOST: "≤"}


def parts(snapshot: Snapshot, question: Question, mine: str, lang: str) -> Parts:
    """What follows the choices, in the order of the page."""
    return {
        "title": compare_head.title_html(snapshot, question, mine, lang),
        "map": map_html(snapshot, question, mine, lang),
    }


@kept
def _squares(snapshot: Snapshot) -> list[Row]:
    return queries.tiles(snapshot)


@kept
def map_html(snapshot: Snapshot, question: Question, mine: str, lang: str) -> Markup:
    """Map, key, and the table behind it."""
    squares = _squares(snapshot)
    if not squares:
        return paragraph(message("compare.no_tiles", lang))
    found = data.comparison(snapshot, question)
    unit = data.indicators(snapshot)[question.indicator_id]["unit"]
    values = [on_axis(question.measure, place.value) for place in found.ranking.placed]
    on_unit = axis_unit(question.measure, unit)
    edges = class_edges(values, on_unit) if values else []
    classes = shades(edges, lower_better=found.lower_better, around_zero=bool(edges) and edges[0] < 0)
    members: dict[str, Place | Candidate] = {place.province_id: place for place in found.ranking.placed}
    members |= {one.province_id: one for one in found.ranking.unranked}
    tiles = [_tile(snapshot, question, square, members.get(square["province_id"]), mine, lang) for square in squares]
    label = message("compare.map_label", lang, name=data.indicators(snapshot)[question.indicator_id][f"name_{lang}"])
    labels = [format_value(edge, "%", lang) if on_unit == "%" else format_number(edge, lang) for edge in edges]
    texts = [message("compare.class", lang, low=low, high=high) for low, high in pairwise(labels)]
    key = legend_html(classes, texts, message("compare.tile_empty", lang)) if values else EMPTY
    table, silent = _table(snapshot, question, members, mine, lang), compare_head.silent_html(snapshot, question, lang)
    return _HTML.page(tile_map_html(tiles, classes, label), key, table, silent, lang)


def _tile(
    snapshot: Snapshot, question: Question, square: Row, member: Place | Candidate | None, mine: str, lang: str
) -> Tile:
    """One square; a unit that the filter leaves out keeps its square, empty."""
    unit = data.indicators(snapshot)[question.indicator_id]["unit"]
    found = data.comparison(snapshot, question)
    text, said = NO_VALUE, ""
    if isinstance(member, Place):
        text, said = (
            value_text(found, member.province_id, member.value, unit, lang, short=short) for short in (True, False)
        )
    elif member is None:
        said = message("compare.outside_filter", lang, filter=scopes.said(snapshot, question.scope, lang))
    else:
        said = reason_text(member, data.series(snapshot, question.indicator_id), lang)
        actual = found.actual.get(member.province_id) if question.measure is Measure.LEVEL else None
        if actual is not None:
            text, said = _unranked_text(actual, lang), f"{actual_text(actual, lang)}, {said}"
    province_id = square["province_id"]
    name = data.names(snapshot, lang)[province_id]
    place = square["note"] if square["kind"] == "archipelago" and lang == "vi" else name
    archipelago = square["kind"] == "archipelago"
    label = square["label"] if archipelago or lang == "vi" else name
    return Tile(
        row=int(square["row"]),
        col=int(square["col"]),
        name=label,
        text="" if archipelago else text,
        spoken=f"{place}: {said}",
        url=address.link("", **{address.PROVINCE: province_id, address.LANGUAGE: lang}),
        value=on_axis(question.measure, member.value) if isinstance(member, Place) else None,
        archipelago=archipelago,
        highlighted=province_id == mine and not archipelago,
    )


def _unranked_text(actual: Row, lang: str) -> str:
    """An actual that has no place, short, with the sign of what its source says of it: '≈ 28,4 %', '≥ 91 %'."""
    told = {**actual, "qualifier": Qualifier.EXACT}
    return f"{_SIGNS.get(actual['qualifier'], '')} {actual_text(told, lang, with_unit=False)}".lstrip()


def _table(
    snapshot: Snapshot, question: Question, members: dict[str, Place | Candidate], mine: str, lang: str
) -> Markup:
    """Rank, unit and value of every square."""
    names, series = data.names(snapshot, lang), data.series(snapshot, question.indicator_id)
    found, unit = data.comparison(snapshot, question), data.indicators(snapshot)[question.indicator_id]["unit"]
    rows = []
    for province_id, member in members.items():
        if not isinstance(member, Place) and member.reason in compare_head.SILENT:
            continue
        styles = ["mine"] if province_id == mine else []
        said: Text
        if isinstance(member, Place):
            value = value_text(found, province_id, member.value, unit, lang)
            rank, said = place_in_table(found, member, lang), _HTML.strong(value)
        else:
            actual = found.actual.get(province_id) if question.measure is Measure.LEVEL else None
            why = reason_text(member, series, lang)
            rank, said = NO_VALUE, f"{actual_text(actual, lang)}, {why}" if actual else why
            styles.append("unranked")
        link = unit_link(province_id, question.indicator_id, names[province_id], lang)
        rows.append(TableRow((rank, link, said), " ".join(styles)))
    heads = ("compare_head.unit", f"compare_measure.{question.measure}")
    columns = [Column(rank_head(found, lang)), *(Column(message(key, lang), name=key == heads[0]) for key in heads)]
    return Table(columns, rows, style="ranking stacked").html()
