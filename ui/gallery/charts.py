"""The drawings of the pages that are HTML, each in every state; the numbers are examples."""

from __future__ import annotations

from dataclasses import replace

from kpi.charts.axes import value_axis
from kpi.charts.html.bullet_bar import BarMark, BarValue, BulletBar, MarkKind, bullet_bar_html
from kpi.charts.html.dot_marks import KINDS, DotRow, Mark
from kpi.charts.html.dot_plot import Reference, Words, dot_plot_html
from kpi.charts.html.heat_map import ACTUAL_ONLY, HeatCell, HeatColumn, HeatRow, heat_map_html
from kpi.charts.html.tile_map import Tile, class_edges, legend_html, shades, tile_map_html
from kpi.charts.theme import STATUS_STYLES
from kpi.markup import Markup, joined, macros
from kpi.model.vocabulary import Qualifier
from kpi.words import format_value, message

_HTML = macros(__name__)
_BARS = macros("pages.overview.bars")
_MAP = macros("pages.overview.country_map")

_PLACES = ("Lai Châu", "Hà Nội", "Hải Phòng", "TP. Hồ Chí Minh")


def charts(lang: str) -> list[tuple[str, Markup]]:
    """What the gallery shows, by the key of its title, in order."""
    return [("bars", _bars(lang)), ("map", _map(lang)), ("heat", _heat(lang)), ("dots", _dots(lang))]


def _bars(lang: str) -> Markup:
    """A bar for each way in which an actual and a target are known."""
    name = message("gallery.indicator", lang)
    told = format_value(45.0, "%", lang)
    target = BarMark(85.0, f"≥ {format_value(85.0, '%', lang)} (2030)")
    nation = BarMark(60.0, message("gallery.nation", lang), MarkKind.NATION)
    plain = BulletBar(
        name=name,
        actual=BarValue(45.0, told, message("gallery.period", lang)),
        marks=(target, nation),
        low=0.0,
        high=100.0,
        spoken=name,
        status=_BARS.state(STATUS_STYLES["behind"], STATUS_STYLES["behind"].word(lang)),
    )
    assert plain.actual is not None
    shown = [plain]
    for qualifier, sign in ((Qualifier.APPROX, "≈"), (Qualifier.AT_LEAST, "≥"), (Qualifier.AT_MOST, "≤")):
        shown.append(replace(plain, actual=replace(plain.actual, qualifier=qualifier, text=f"{sign} {told}")))
    shown.append(replace(plain, actual=replace(plain.actual, value_high=55.0)))
    range_mark = BarMark(70.0, "70–80 %", value_high=80.0)
    conflicting = BarMark(90.0, "90 %", MarkKind.CONFLICTING)
    shown.append(replace(plain, marks=(range_mark, conflicting)))
    absent = message("no_data", lang)
    shown.append(replace(plain, actual=None, absent=absent, ends=("0 %", "100 %"), marks=()))
    return _HTML.first(_BARS.bars([(name, bullet_bar_html(bar)) for bar in shown], lang))


def bar(name: str, lang: str, *, known: bool) -> Markup:
    """The bar of one example, with an actual or without."""
    told = format_value(45.0, "%", lang)
    state = STATUS_STYLES["behind" if known else "due_without_actual"]
    title = message(f"gallery.{name}", lang)
    return bullet_bar_html(
        BulletBar(
            name=title,
            actual=BarValue(45.0, told, message("gallery.period", lang)) if known else None,
            marks=(BarMark(85.0, f"≥ {format_value(85.0, '%', lang)} (2030)"),),
            low=0.0,
            high=100.0,
            spoken=title,
            absent=message("no_data", lang),
            url="#",
            status=_BARS.state(state, state.word(lang)),
        )
    )


def tile_map(lang: str) -> Markup:
    """The map of the country with its legend, every third unit without an answer."""
    classes = shades(class_edges([0.0, 50.0], "%"), lower_better=False, around_zero=False)
    tiles = [
        Tile(row, col, name, format_value(value, "%", lang), name, "#", value if place % 3 else None)
        for place, (row, col, name, value) in enumerate(_squares())
    ]
    keys = [(shade.css, f"{shade.low:g}–{shade.high:g} %") for shade in classes] + [("", message("no_data", lang))]
    return _MAP.page(message("gallery.question", lang), keys, tile_map_html(tiles, classes, ""), lang)


def _squares() -> list[tuple[int, int, str, float]]:
    """Row, column, name and value of squares in the outline of the country."""
    columns = (
        (0, 4),
        (0, 5),
        (2, 5),
        (2, 5),
        (2, 3),
        (2, 3),
        (2, 4),
        (3, 5),
        (4, 5),
        (4, 5),
        (4, 6),
        (2, 5),
        (1, 4),
        (1, 3),
        (1, 2),
    )
    spots = [(row, col) for row, (first, last) in enumerate(columns) for col in range(first, last)]
    names = [_PLACES[place % len(_PLACES)] for place in range(len(spots))]
    return [
        (row, col, name, (place * 7.0) % 50) for place, ((row, col), name) in enumerate(zip(spots, names, strict=True))
    ]


def _map(lang: str) -> Markup:
    """Squares of every shade, worse and better, one without an actual, one of an archipelago, one's own."""
    values = [-30.0, -12.0, -2.0, 3.0, 14.0, 28.0]
    classes = shades(class_edges(values, "%"), lower_better=False, around_zero=True)
    tiles = [
        Tile(0, place, name, format_value(value, "%", lang), name, "#", value)
        for place, (name, value) in enumerate(zip(("LCh", "ĐBi", "SLa", "LCa", "HNo", "HPh"), values, strict=True))
    ]
    tiles += [
        Tile(1, 0, "CMa", "–", message("no_data", lang), "#", None),
        Tile(1, 1, "Hoàng Sa", "", "Hoàng Sa", "#", 14.0, archipelago=True),
        Tile(1, 2, "TNi", format_value(14.0, "%", lang), "TNi", "#", 14.0, highlighted=True),
    ]
    texts = [f"{format_value(shade.low, '%', lang)} – {format_value(shade.high, '%', lang)}" for shade in classes]
    return joined([tile_map_html(tiles, classes, message("gallery.map", lang)), legend_html(classes, texts, "–")])


def _heat(lang: str) -> Markup:
    """A cell of every state, one with an actual alone, a gap."""
    states = [*STATUS_STYLES, ACTUAL_ONLY]
    columns = [HeatColumn(str(place), f"{place + 1}", place == 1) for place in range(len(states) + 1)]
    row = HeatRow("example", message("gallery.indicator", lang), "#")
    cells = {("example", str(place)): HeatCell(state, state, state, "#") for place, state in enumerate(states)}
    title = message("gallery.heat", lang)
    return heat_map_html(columns, [row], cells, caption=title, corner=title, nothing=message("no_data", lang))


def _dots(lang: str) -> Markup:
    """A line for each kind of mark: ranked in tiers, one's own, unranked."""
    kinds = {kind: message(f"gallery.dot_{kind}", lang) for kind in KINDS}
    words = Words(message("gallery.dots", lang), kinds, message("gallery.tier", lang, tier="{tier}"))
    rows = []
    for place, name in enumerate(_PLACES):
        value = 46.0 - 8 * place
        marks = [Mark("milestone", (value + 12,)), Mark("actual", (value,), (), format_value(value, "%", lang))]
        rows.append(DotRow(name, tuple(marks), 1 + place // 2, place == 1))
    rows.append(DotRow("Cà Mau", (Mark("inexact", (20.0,), (), f"≈ {format_value(20.0, '%', lang)}"),)))
    rows.append(DotRow("Đà Nẵng", (Mark("milestone", (35.0, 40.0)), Mark("planned", (30.0,)))))
    nation = Reference(60.0, message("gallery.nation", lang))
    return dot_plot_html(rows, value_axis([70], "%", lang), words, references=[nation])
