"""The charts of the comparison: what they draw, in which order, and that nothing is left to colour alone."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest

from kpi.charts import theme
from kpi.charts.axes import value_axis
from kpi.charts.html.distribution import MARKED_ONE_BY_ONE
from kpi.charts.html.dot_marks import KINDS, DotRow, Mark
from kpi.charts.html.dot_plot import Ranked, Reference, Words, dot_plot_html
from kpi.charts.html.heat_map import HeatCell, HeatColumn, HeatRow, heat_map_html, legend_html, sign
from kpi.charts.html.tile_map import Tile, class_edges, shade_of, shades, tile_map_html
from kpi.charts.scene.labels import Box, estimated_width
from kpi.charts.small_multiples import Panel, common_axis, panel_scene, panel_svg
from kpi.reading.ranking import spread
from kpi.store import compare_queries as queries
from kpi.store.warehouse import Snapshot

WORDS = Words(
    "Hình nói gì & hơn",
    {kind: f"Loại {kind}" for kind in KINDS},
    "Bậc {tier}",
    distribution={"median": "Trung vị", "bar": "{count} đơn vị"},
)
ROWS = [
    DotRow("Bắc Ninh", (Mark("actual", (46.3,), ("46,3 %", "năm 2025 <sơ bộ>"), "46,3 %"),), 1),
    DotRow("Phú Thọ", (Mark("actual", (22.7,), (), "22,7 %"), Mark("milestone", (30.0,), (), "2030")), 2, True),
    DotRow("Hải Phòng", (Mark("actual", (22.3,), (), "22,3 %"),), 2),
    DotRow("Đà Nẵng", (Mark("milestone", (35.0, 40.0), (), "2030"),)),
    DotRow("Hồ <Chí> Minh", (Mark("inexact", (13.4,), (), "khoảng 13,4 %"),)),
]
AXIS = value_axis([50], "%", "vi")
SVG = "{http://www.w3.org/2000/svg}"
SHARE = {"unit": "%", "direction": "higher_better"}


def drawn(rows=ROWS, axis=AXIS, words=WORDS, **options):
    return ElementTree.fromstring(dot_plot_html(rows, axis, words, **options))


def of_class(tree, *names):
    return [node for node in tree.iter() if set(names) <= set(node.get("class", "").split())]


def style_of(node):
    """The lengths of a node's style, as shares."""
    lengths = (part.split(":") for part in node.get("style").split(";") if part)
    return {name: float(length.removesuffix("%")) / 100 for name, length in lengths}


def value_at(node, axis=AXIS):
    """The value at which a node stands, read back from its style."""
    return axis.low + style_of(node)["left"] * (axis.high - axis.low)


def width_of(node, axis=AXIS):
    return style_of(node)["width"] * abs(axis.high - axis.low)


def words_in(node):
    return "".join(node.itertext())


def test_units_stand_from_top_to_bottom_and_each_tier_is_a_band_of_its_own():
    chart = drawn()
    assert [words_in(name) for name in of_class(chart, "name")] == [row.name for row in ROWS]
    bands = of_class(chart, "tier")
    assert [(band.get("class"), len(of_class(band, "track"))) for band in bands] == [
        ("tier odd", 1),
        ("tier even", 2),
        ("tier unranked", 2),
    ]
    assert [band.get("style") for band in bands] == ["grid-row:1", "grid-row:2", "grid-row:3"]
    assert of_class(chart, "dots-axis")[0].get("style") == "grid-row:1/span 3"


def test_names_are_escaped_and_the_readers_own_unit_stands_out():
    chart = drawn()
    assert [words_in(name) for name in of_class(chart, "name", "mine")] == ["Phú Thọ"]
    assert "Hồ &lt;Chí&gt; Minh" in dot_plot_html(ROWS, AXIS, WORDS)
    assert chart.get("aria-label") == "Hình nói gì & hơn"


def test_marks_are_drawn_as_given():
    chart = drawn()
    tracks = of_class(chart, "track")
    for row, track in zip(ROWS, tracks, strict=True):
        for mark in row.marks:
            dots = of_class(track, "dot", mark.kind)
            assert [value_at(dot) for dot in dots] == pytest.approx(list(mark.edges), abs=0.001)
    [span] = of_class(chart, "range")
    assert (value_at(span), width_of(span)) == (pytest.approx(35.0, abs=0.001), pytest.approx(5.0, abs=0.001))
    ends = [value_at(guide) + width_of(guide) for guide in of_class(chart, "guide")]
    assert ends == pytest.approx([46.3, 30, 22.3, 40, 13.4], abs=0.001)


def test_every_kind_that_is_drawn_is_in_the_key_what_was_achieved_first():
    [keys] = of_class(drawn(), "keys")
    assert [words_in(key) for key in keys] == ["Loại actual", "Loại inexact", "Loại milestone"]


def test_who_points_at_a_mark_is_told_of_it():
    [tip] = of_class(drawn(), "tip")
    assert [words_in(line) for line in tip] == ["Bắc Ninh", "46,3 %", "năm 2025 <sơ bộ>"]


def texts_of(chart, screen):
    """The texts of the marks that a screen shows, with the side on which they stand."""
    other = {"wide": "narrow", "narrow": "wide"}[screen]
    shown = [node for node in of_class(chart, "value") if other not in node.get("class").split()]
    return [(words_in(node), "right" if "right" in node.get("class").split() else "left") for node in shown]


def test_where_it_is_narrow_no_text_covers_another_mark_and_the_subject_keeps_its_text():
    crowded = [
        DotRow(
            "Hà Nội",
            (
                Mark("actual", (17.34,), (), "17,34 %"),
                Mark("milestone", (22.0,), (), "2025"),
                Mark("milestone", (28.0,), (), "2030"),
            ),
            1,
        )
    ]
    chart = drawn(crowded, references=[Reference(14.02, "Cả nước")])
    assert sorted(texts_of(chart, "narrow")) == [("17,34 %", "left"), ("2030", "right")]
    assert sorted(texts_of(chart, "wide")) == [("17,34 %", "left"), ("2025", "right"), ("2030", "right")]


def test_a_text_without_room_stands_where_the_axis_is_longer():
    crowded = [Mark("actual", (value,), (), f"{value} của một nơi có tên rất dài") for value in (30.0, 33.0)]
    assert [side for _, side in texts_of(drawn([DotRow("a", tuple(crowded), 1)]), "narrow")] == ["left", "left"]


def test_texts_stand_inside_an_axis_that_runs_downwards():
    best, worst = Mark("actual", (1.0,), (), "hạng 1–2"), Mark("actual", (34.0,), (), "34")
    rows = [DotRow("a", (best,), 1), DotRow("b", (worst,), 2)]
    axis = value_axis([1.0, 34.0], "rank", "vi")
    chart = drawn(rows, axis)
    assert axis.low > axis.high, "the best rank stands on the right"
    assert texts_of(chart, "wide") == [("hạng 1–2", "left"), ("34", "right")]
    assert [value_at(dot, axis) for dot in of_class(chart, "dot") if dot.get("style")] == pytest.approx(
        [1, 34], abs=0.001
    )


def test_every_tier_is_named_once_and_the_nation_has_its_line():
    chart = drawn(references=[Reference(14.02, "Cả nước 14,02 %"), Reference(0, "Đúng kế hoạch", national=False)])
    assert [words_in(name) for name in of_class(chart, "tier-name")] == ["Bậc 1", "Bậc 2"]
    nation, plan = of_class(chart, "reference")
    assert (words_in(nation), value_at(nation)) == ("Cả nước 14,02 %", pytest.approx(14.02, abs=0.001))
    assert "national" in nation.get("class").split()
    assert "national" not in plan.get("class").split()
    assert "higher" in plan.get("class").split(), "its words would cover those of the nation"


def test_ticks_stand_at_their_values_and_every_other_label_can_go():
    ticks = of_class(drawn(), "tick")
    assert [value_at(tick) for tick in ticks] == pytest.approx(list(AXIS.ticks), abs=0.001)
    assert [words_in(tick) for tick in ticks] == list(AXIS.labels)
    assert ["second" in tick.get("class").split() for tick in ticks] == [bool(place % 2) for place in range(len(ticks))]


def test_a_text_makes_way_for_the_mark_beside_it():
    close = [DotRow("a", (Mark("actual", (29.0,), (), "29 %"), Mark("milestone", (31.0,), (), "2030")), 1)]
    assert texts_of(drawn(close), "wide") == [("2030", "right"), ("29 %", "left")]


@pytest.mark.parametrize("count", [5, MARKED_ONE_BY_ONE + 40])
def test_the_distribution_shows_every_value_or_counts_them(count):
    values = [float(number % 37) for number in range(count)]
    found = spread(values)
    assert found is not None
    chart = drawn(ranked=Ranked(values, found))
    [below] = of_class(chart, "spread")
    if count <= MARKED_ONE_BY_ONE:
        assert [value_at(stroke) for stroke in of_class(below, "stroke")] == pytest.approx(values, abs=0.001)
    else:
        bars = of_class(below, "bar")
        told = [int(words_in(bar).removesuffix(" đơn vị")) for bar in bars]
        heights = [style_of(bar)["height"] for bar in bars]
        assert sum(told) == count
        assert heights == pytest.approx([0.8 * number / max(told) for number in told], abs=0.0001)
        for bar, number in zip(bars, told, strict=True):
            low = value_at(bar)
            inside = sum(low - 0.001 <= value < low + width_of(bar) - 0.001 for value in values)
            assert inside == number or bar is bars[-1]
    [median] = of_class(below, "median")
    assert value_at(median) == pytest.approx(found.median, abs=0.001)
    assert of_class(chart, "dots-axis")[0].get("style") == "grid-row:1/span 4"


def test_made_up_data_carry_the_watermark():
    assert [words_in(node) for node in of_class(drawn(words=replace(WORDS, watermark="Minh họa")), "watermark")] == [
        "Minh họa"
    ]
    assert not of_class(drawn(), "watermark")


@pytest.mark.parametrize(
    ("values", "unit", "expected"),
    [
        ([10.08, 40.0], "%", [10, 15, 20, 25, 30, 35, 40, 45]),
        ([90.0, 100.0], "%", [90, 92, 94, 96, 98, 100]),
        ([-3.0, 5.0], "percentage_points", [-4, -2, 0, 2, 4, 6]),
        ([7.0], "stations", [6, 8]),
    ],
)
def test_classes_have_round_edges_that_hold_every_value(values, unit, expected):
    edges = class_edges(values, unit)
    assert edges == pytest.approx(expected)
    assert edges[0] <= min(values)
    assert edges[-1] >= max(values)


def test_darker_is_better_in_either_direction():
    edges = [0, 10, 20, 30]
    higher = shades(edges, lower_better=False, around_zero=False)
    lower = shades(edges, lower_better=True, around_zero=False)
    assert [shade.fill for shade in higher] == [shade.fill for shade in reversed(lower)]
    assert shade_of(30, higher) == higher[-1]
    assert shade_of(10, higher) == higher[1]


def test_two_hues_part_at_zero_and_letters_stay_readable():
    found = shades([-20, -10, 0, 10, 20], lower_better=False, around_zero=True)
    blue = [int(shade.fill[5:7], 16) > int(shade.fill[1:3], 16) for shade in found]
    assert blue == [False, False, True, True]
    for shade in found:
        assert _contrast(shade.fill, shade.ink) >= 4.5


def _contrast(first: str, second: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dark = sorted((light(first), light(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("count", range(1, 9))
@pytest.mark.parametrize("around_zero", [True, False])
def test_letters_are_readable_on_every_shade(count, around_zero):
    edges = list(range(-count, count + 1)) if around_zero else list(range(count + 1))
    for shade in shades(edges, lower_better=False, around_zero=around_zero):
        assert _contrast(shade.fill, shade.ink) >= 4.5


def test_a_square_is_a_link_that_says_everything():
    tile = Tile(1, 2, "Huế", "15 %", "Huế: 15 % & hơn", "/?tinh=hue", 15.0)
    empty = Tile(0, 0, "Hà Nội", "—", "Hà Nội: chưa có", "/?tinh=ha_noi", None, archipelago=True)
    html = tile_map_html([tile, empty], shades([0, 10, 20], lower_better=False, around_zero=False), "Bản đồ")
    assert html.count("<a ") == 2
    assert "href='/?tinh=hue'" in html
    assert "aria-label='Huế: 15 % &amp; hơn'" in html
    assert "grid-row:2;grid-column:3" in html
    assert "class='tile empty archipelago'" in html


def test_the_heat_map_draws_gaps_and_signs():
    cells = {
        ("i", "a"): HeatCell("behind", "Chậm", "A: chậm", "/x"),
        ("i", "b"): HeatCell("due_without_actual", "Đến hạn", "B", "/y"),
    }
    html = heat_map_html(
        [HeatColumn("a", "A"), HeatColumn("b", "B", True), HeatColumn("c", "C")],
        [HeatRow("i", "Chỉ tiêu", "/z")],
        cells,
        caption="c",
        corner="k",
        nothing="Trống",
    )
    assert html.count("<td") == 3
    assert "class='gap'" in html
    assert "Trống" in html
    assert f">{sign('behind')}</a>" in html
    assert "aria-label='Chậm'" in html


def test_every_state_has_a_sign_of_its_own_but_a_gap():
    states = [*theme.STATUS_STYLES, "figure_only"]
    assert len({sign(state) for state in states}) == len(states)
    assert sign("nothing") == ""
    assert all(sign(state) == style.glyph for state, style in theme.STATUS_STYLES.items())
    assert "12" in legend_html({"behind": "12"}, {"behind": "Chậm", "nothing": "Trống"})


def panels(snapshot: Snapshot, *province_ids: str) -> tuple[dict[str, Panel], list[queries.Row]]:
    indicator_id = "digital_economy_share_grdp"
    found = {}
    for province_id in province_ids:
        targets = queries.targets_of(snapshot, [province_id], indicator_id)
        path = queries.paths_of(snapshot, [province_id], indicator_id)
        found[province_id] = Panel(path, targets, queries.actuals_of(snapshot, [province_id], indicator_id))
    return found, queries.targets_of(snapshot, ["viet_nam"], indicator_id)


def test_small_multiples_share_one_scale(snapshot: Snapshot):
    found, national = panels(snapshot, "tien_giang", "bac_ninh")
    axis = common_axis(list(found.values()), national, "%", "vi")
    assert axis.high >= 50
    pictures = [
        panel_svg(panel_scene(panel, national, axis, ["gso_value_added", "mic_ptit", "provincial"], SHARE, "vi"))
        for panel in found.values()
    ]
    for picture in pictures:
        ElementTree.fromstring(picture)
    ticks = [re.findall(r">(\d+\u202f%)</text>", picture)[:6] for picture in pictures]
    assert ticks[0] == ticks[1]
    assert "8,59" in pictures[0]
    assert "46,3" in pictures[1]


def test_texts_of_a_picture_do_not_cover_each_other(snapshot: Snapshot):
    found, national = panels(snapshot, "tien_giang")
    axis = common_axis(list(found.values()), national, "%", "vi")
    picture = panel_svg(panel_scene(found["tien_giang"], national, axis, ["mic_ptit", "provincial"], SHARE, "vi"))
    words = [text for text in ElementTree.fromstring(picture).iter(f"{SVG}text") if text.get("font-weight") == "700"]
    boxes = [_box(text) for text in words]
    assert len(boxes) >= 4
    assert not any(first.meets(second) for first, second in combinations(boxes, 2))


def _box(text: ElementTree.Element) -> Box:
    """What a text covers, from the foot of its letters to the top of its digits."""
    x, y, size = (float(text.get(name, "nan")) for name in ("x", "y", "font-size"))
    width = estimated_width(text.text or "", size)
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[text.get("text-anchor", "start")]
    return Box(left, y - 0.75 * size, left + width, y)
