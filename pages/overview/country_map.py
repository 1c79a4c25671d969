"""The map of the country: every unit answers one question, by shade, sign and number; a tile leads to its unit."""

from __future__ import annotations

from kpi.charts import dark
from kpi.charts.html.tile_map import DARK_SHADES, GOOD_SHADES, Shade, Tile, tile_map_html
from kpi.charts.theme import INK, STATUS_STYLES
from kpi.markup import Markup, macros
from kpi.model import addresses as address
from kpi.model.codes import Status
from kpi.model.records import Row
from kpi.model.vocabulary import Qualifier
from kpi.reading.country.questions import KINDS, Answer, Answers, Kind, Question, answers
from kpi.reading.country.words import answer_words, found_line, kind_line
from kpi.reading.province import cached, provinces
from kpi.reading.standpoint import Standpoint
from kpi.store import compare_queries
from kpi.store.warehouse import Snapshot
from kpi.words import format_number, message

_HTML = macros(__name__)

_LONGEST_NAME = 12
"""So many letters fit into a square."""
_DARK_SHADES = DARK_SHADES[GOOD_SHADES]
_OWED = STATUS_STYLES[Status.SLIGHTLY_BEHIND]
_LOOKS = {
    Kind.MANY: (GOOD_SHADES[2], INK, _DARK_SHADES[3], dark.BACKGROUND),
    Kind.SOME: (GOOD_SHADES[0], INK, _DARK_SHADES[0], dark.INK),
    Kind.OWED: (_OWED.tint, _OWED.text, dark.DARK[_OWED.tint], dark.DARK[_OWED.text]),
    Kind.ANSWERED: (GOOD_SHADES[1], INK, _DARK_SHADES[1], dark.INK),
    Kind.ALIKE: (GOOD_SHADES[2], INK, _DARK_SHADES[3], dark.BACKGROUND),
    Kind.OTHER: (GOOD_SHADES[0], INK, _DARK_SHADES[0], dark.INK),
}
"""The colours of an answer, square and letters, and on a dark screen; a tile of any other answer stays empty."""
_PLACES = {kind: float(place) for place, kind in enumerate(_LOOKS)}
_SHADES = {kind: Shade(_PLACES[kind], _PLACES[kind] + 1, *colours) for kind, colours in _LOOKS.items()}


@cached
def map_html(snapshot: Snapshot, question: Question, lang: str, standpoint: Standpoint) -> Markup:
    """What the map shows in a sentence, the legend with its counts, and the map."""
    found = answers(snapshot, question, standpoint)
    by_unit = {unit.province_id: unit for unit in found.units}
    tiles = [_tile(snapshot, square, by_unit[square["province_id"]], lang) for square in _squares(snapshot)]
    label = message("country_map.map", lang, question=message(f"country_question.{question}", lang))
    return _HTML.page(
        found_line(found, lang), _legend(found, lang), tile_map_html(tiles, list(_SHADES.values()), label), lang
    )


@cached
def _squares(snapshot: Snapshot) -> list[Row]:
    return compare_queries.tiles(snapshot)


def _legend(found: Answers, lang: str) -> list[tuple[str, str]]:
    """The colours of each answer as CSS, and what it means."""
    return [
        (_SHADES[kind].css if kind in _SHADES else "", kind_line(found, kind, lang)) for kind in KINDS[found.question]
    ]


def _tile(snapshot: Snapshot, square: Row, answer: Answer, lang: str) -> Tile:
    unit = provinces(snapshot)[answer.province_id]
    archipelago = square["kind"] == "archipelago"
    place = square["note"] if archipelago and lang == "vi" else unit.name(lang)
    is_short = archipelago or lang == "vi" or len(unit.name(lang)) > _LONGEST_NAME
    return Tile(
        row=int(square["row"]),
        col=int(square["col"]),
        name=square["label"] if is_short else unit.name(lang),
        text="" if archipelago else _sign(answer, lang),
        spoken=message("country_map.spoken", lang, unit=place, answer=answer_words(answer, lang)),
        url=address.link("", **{address.PROVINCE: answer.province_id, address.LANGUAGE: lang}),
        value=_PLACES.get(answer.kind),
        archipelago=archipelago,
    )


def _sign(answer: Answer, lang: str) -> str:
    """What stands under the name: how many, or the actual with a sign where it is another one."""
    if answer.actual is not None:
        number = format_number(answer.actual["value"], lang)
        if answer.kind is Kind.ALIKE:
            return number
        return f"{'≠' if answer.actual['qualifier'] == Qualifier.EXACT else '≈'} {number}"
    match answer.kind:
        case Kind.OWED:
            return f"◇ {format_number(answer.count, lang)}"
        case Kind.ANSWERED:
            return f"● {format_number(answer.total, lang)}"
        case Kind.MANY | Kind.SOME:
            return format_number(answer.count, lang)
        case _:
            return "–"
