"""The figures of the comparison: what they draw, in which order, and that nothing is left to colour alone."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from kpi import compare_queries as queries
from kpi.compare import spread
from kpi.figures import theme
from kpi.figures.axes import value_axis
from kpi.figures.distribution import MARKED_ONE_BY_ONE
from kpi.figures.dot_marks import DotRow, Mark
from kpi.figures.dot_plot import Ranked, Reference, Words, dot_plot
from kpi.figures.heat_map import HeatCell, HeatColumn, HeatRow, heat_map_html, legend_html, sign
from kpi.figures.small_multiples import Panel, common_axis, panel_svg
from kpi.figures.tile_map import Tile, class_edges, shade_of, shades, tile_map_html
from kpi.warehouse import Snapshot
from tests.figure_cases import taken_by_plotly

WORDS = Words(
    {kind: kind.title() for kind in ("actual", "inexact", "planned", "milestone", "conflicting", "required")},
    "Bậc {tier}",
    distribution={"median": "Trung vị", "bar": "{count} đơn vị"},
)
ROWS = [
    DotRow("Bắc Ninh", (Mark("actual", (46.3,), "hover", "46,3 %"),), 1),
    DotRow("Phú Thọ", (Mark("actual", (22.7,), "", "22,7 %"), Mark("milestone", (30.0,), "", "2030")), 2, True),
    DotRow("Hải Phòng", (Mark("actual", (22.3,), "", "22,3 %"),), 2),
    DotRow("Đà Nẵng", (Mark("milestone", (35.0, 40.0), "", "2030"),)),
    DotRow("Hồ <Chí> Minh", (Mark("inexact", (13.4,), "", "khoảng 13,4 %"),)),
]


def sketched(rows=ROWS, **options):
    return dot_plot(rows, value_axis([50], "%", "vi"), "vi", WORDS, **options)


def drawn(rows=ROWS, **options):
    return sketched(rows, **options).figure()


def role(figure, name):
    return [trace for trace in figure.data if (trace.meta or {}).get("role") == name]


def test_units_stand_from_top_to_bottom_with_a_gap_between_tiers():
    figure = drawn()
    places = list(figure.layout.yaxis.tickvals)
    assert places == sorted(places)
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]
    steps = [after - before for before, after in pairwise(places)]
    assert steps[1] == pytest.approx(1)
    assert steps[2] > steps[0] > 1.1


def test_names_are_escaped_and_the_readers_own_unit_stands_out():
    names = drawn().layout.yaxis.ticktext
    assert names[1] == "<b>Phú Thọ</b>"
    assert names[4] == "Hồ &lt;Chí&gt; Minh"


def test_marks_are_drawn_as_given():
    figure = drawn()
    assert list(role(figure, "actual")[0].x) == [46.3, 22.7, 22.3]
    assert list(role(figure, "milestone")[0].x) == [30.0, 35.0, 40.0]
    assert role(figure, "inexact")[0].marker.symbol == "circle-open"
    assert role(figure, "milestone")[0].marker.symbol == "diamond"
    assert [(s.x0, s.x1) for s in figure.layout.shapes if s.name == "range"] == [(35.0, 40.0)]


@pytest.mark.parametrize("on_phone", [False, True])
def test_plotly_takes_every_property(on_phone):
    values = [46.3, 22.7, 22.3]
    found = spread(values)
    assert found is not None
    references = [Reference(14.02, "Cả nước 14,02 %")]
    sketch = sketched(references=references, ranked=Ranked(values, found), demo=True, on_phone=on_phone)
    assert taken_by_plotly(sketch)


def test_on_a_phone_no_text_covers_another_mark_and_the_subject_keeps_its_text():
    crowded = [
        DotRow(
            "Hà Nội",
            (
                Mark("actual", (17.34,), "", "17,34 %"),
                Mark("milestone", (22.0,), "", "2025"),
                Mark("milestone", (28.0,), "", "2030"),
            ),
            1,
        )
    ]
    figure = drawn(crowded, references=[Reference(14.02, "Cả nước")], on_phone=True)
    assert (role(figure, "actual")[0].text[0], role(figure, "actual")[0].textposition[0]) == ("17,34 %", "middle left")
    assert list(role(figure, "milestone")[0].text) == ["", "2030"]
    assert not [note for note in figure.layout.annotations if note.name == "tier"]


def test_texts_stand_inside_an_axis_that_runs_downwards():
    rows = [DotRow("a", (Mark("actual", (1.0,), "", "1"),), 1), DotRow("b", (Mark("actual", (34.0,), "", "34"),), 2)]
    figure = dot_plot(rows, value_axis([1.0, 34.0], "rank", "vi"), "vi", WORDS).figure()
    first, last = figure.layout.xaxis.range
    assert first > last, "the best rank stands on the right"
    assert list(role(figure, "actual")[0].textposition) == ["middle left", "middle right"]


def test_every_tier_is_named_once_and_the_nation_has_its_line():
    figure = drawn(references=[Reference(14.02, "Cả nước 14,02 %"), Reference(0, "Đúng kế hoạch", national=False)])
    named = [note.text for note in figure.layout.annotations if note.name == "tier"]
    assert named == ["Bậc 1", "Bậc 2"]
    lines = [shape for shape in figure.layout.shapes if shape.name == "reference"]
    assert [line.line.color for line in lines] == [theme.NATIONAL, theme.BASELINE]


def test_a_text_makes_way_for_the_mark_beside_it():
    close = [DotRow("a", (Mark("actual", (29.0,), "", "29 %"), Mark("milestone", (31.0,), "", "2030")), 1)]
    figure = drawn(close)
    assert role(figure, "actual")[0].textposition[0] == "middle left"
    assert role(figure, "milestone")[0].textposition[0] == "middle right"


@pytest.mark.parametrize("count", [5, MARKED_ONE_BY_ONE + 40])
def test_the_distribution_shows_every_value_or_counts_them(count):
    values = [float(number % 37) for number in range(count)]
    found = spread(values)
    assert found is not None
    figure = drawn(ranked=Ranked(values, found))
    below = role(figure, "distribution")[0]
    assert below.yaxis == "y2"
    if count <= MARKED_ONE_BY_ONE:
        assert list(below.x) == values
    else:
        assert sum(below.y) == count
    assert [shape.x0 for shape in figure.layout.shapes if shape.name == "median"] == [found.median]
    assert figure.layout.xaxis.anchor == "y2"


def test_made_up_data_carry_the_watermark():
    assert any(note.name == "watermark" for note in drawn(demo=True).layout.annotations)
    assert not any(note.name == "watermark" for note in drawn().layout.annotations)


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
        ("i", "b"): HeatCell("promise_only", "Có", "B", "/y"),
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
    states = [*theme.STATUS_STYLES, "promise_only", "figure_only"]
    assert len({sign(state) for state in states}) == len(states)
    assert sign("nothing") == ""
    assert "12" in legend_html({"behind": "12"}, {"behind": "Chậm", "nothing": "Trống"})


def panels(snapshot: Snapshot, *unit_ids: str) -> tuple[dict[str, Panel], list[queries.Row]]:
    indicator_id = "digital_economy_share_grdp"
    found = {}
    for unit_id in unit_ids:
        targets = queries.targets_of(snapshot, [unit_id], indicator_id)
        path = queries.paths_of(snapshot, [unit_id], indicator_id)
        found[unit_id] = Panel(path, targets, queries.actuals_of(snapshot, [unit_id], indicator_id))
    return found, queries.targets_of(snapshot, ["viet_nam"], indicator_id)


def test_small_multiples_share_one_scale(snapshot: Snapshot):
    found, national = panels(snapshot, "tien_giang", "bac_ninh")
    axis = common_axis(list(found.values()), national, "%", "vi")
    assert axis.high >= 50
    pictures = [
        panel_svg(panel, national, axis, ["gso_value_added", "mic_ptit", "provincial"], "vi")
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
    picture = panel_svg(found["tien_giang"], national, axis, ["mic_ptit", "provincial"], "vi")
    bold = re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*font-weight="700">', picture)
    (x0, y0), (x1, y1) = ((float(x), float(y)) for x, y in bold)
    assert abs(y0 - y1) >= 13 or abs(x0 - x1) >= 40
