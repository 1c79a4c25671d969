"""The scene of a chart: its scale, and the placer of the words beside its marks."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kpi.charts import theme
from kpi.charts.path.path_scene import path_scene
from kpi.charts.scene.labels import ON_MARK, ON_TEXT, PLACES, SIDES, Box, Placer, Plane, Sizes, estimated_width
from kpi.charts.scene.marks import Mark, Points, Scene
from kpi.charts.scene.roles import Role
from kpi.charts.scene.scale import Scale
from tests.cases.chart_cases import DIGITAL_ECONOMY, actual, case, national_of

UNHURRIED = settings(deadline=None, max_examples=80)  # other work on the machine is no fault of the code
VALUES = st.floats(-1e6, 1e6)
PLACED = st.tuples(st.integers(2020, 2045), st.integers(0, 100), st.text("0123456789,%", min_size=1, max_size=7))
LONE = 400.0
"""Pixels between marks that cannot be in each other's way."""


@UNHURRIED
@given(VALUES, VALUES, VALUES, VALUES, VALUES)
def test_a_scale_keeps_order_and_reaches_its_ends(low, high, first, second, start):
    assume(abs(high - low) > 1e-3)
    scale = Scale(low, high, start, start + 640.0)
    assert scale.at(low) == start
    assert scale.at(high) == pytest.approx(start + 640.0)
    if (first - second) * (high - low) > 0:
        assert scale.at(first) >= scale.at(second)
    upside_down = Scale(high, low)
    assert upside_down.at(first) == pytest.approx(1 - Scale(low, high).at(first), abs=1e-6)


def test_a_scale_without_length_is_refused():
    with pytest.raises(ValueError, match=r"from 5 to 5 has no length"):
        Scale(5, 5)


def test_words_take_the_place_that_is_free():
    placer = Placer(Box(0, 0, 100, 100))
    placer.take(Box(0, 0, 50, 50), ON_TEXT)
    free, covered = Box(50, 0, 90, 20), Box(10, 10, 40, 30)
    assert placer.place([("first", covered), ("second", free)]) == "second"
    assert placer.place([("first", Box(50, 50, 90, 70)), ("second", Box(50, 80, 90, 95))]) == "first"
    assert placer.place([("only", covered)], left_out_from=ON_TEXT) is None
    assert placer.place([("only", covered)]) == "only"


def test_a_long_line_counts_for_more_than_a_mark_it_passes():
    placer = Placer(Box(0, 0, 400, 100))
    placer.take_line((0, 50), (400, 50))
    assert placer.cost(Box(0, 40, 400, 60)) > ON_MARK
    assert placer.cost(Box(0, 0, 400, 30)) == 0


def _scene(points: list[tuple[float, float, str]]) -> Scene:
    known = case(*DIGITAL_ECONOMY)
    empty = path_scene((), (), (), known.indicator, "vi")
    look = theme.look(Role.OFFICIAL)
    marks = tuple(Mark(x, y, text, "top left") for x, y, text in points)
    return Scene("vi", "%", empty.x, empty.y, (Points(Role.OFFICIAL, look, marks),))


def _plane(scene: Scene, width: float, **also: object) -> Plane:
    return Plane(
        x=Scale(scene.x.low, scene.x.high, 0.0, width),
        y=Scale(0.0, 100.0, 900.0, 0.0),
        bounds=Box(0.0, 0.0, width, 900.0),
        sizes=Sizes(17, 15, 15, 11, 20),
        measure=estimated_width,
        **also,  # type: ignore[arg-type]
    )


@UNHURRIED
@given(st.lists(PLACED, max_size=6, unique_by=lambda item: item[0]), st.sampled_from([PLACES, SIDES]))
def test_words_with_room_cover_neither_each_other_nor_a_mark_nor_the_edge(points, places):
    scene = _scene(points)
    plane = _plane(scene, 27 * LONE, places=places, gap=3.0, outside=60.0)
    (settled,) = plane.settled(scene).marks
    assert isinstance(settled, Points)
    boxes = [plane.box(settled, mark, mark.place) for mark in settled.marks]
    marks = [Box.around(*plane.point(mark.x, mark.y), 7.5) for mark in settled.marks]
    assert [mark.label for mark in settled.marks] == [text for _, _, text in points]
    assert {mark.place for mark in settled.marks} <= set(places)
    assert not any(first.meets(second) for first, second in combinations(boxes, 2))
    assert not any(box.meets(mark) for box in boxes for mark in marks)
    bounds = plane.bounds
    for box in boxes:
        assert box.left >= bounds.left
        assert box.right <= bounds.right
        assert box.top >= bounds.top
        assert box.bottom <= bounds.bottom


@UNHURRIED
@given(st.lists(PLACED, min_size=2, max_size=30))
def test_where_all_is_crowded_nothing_is_lost_but_what_may_be_left_to_the_pointer(points):
    scene = _scene(points)
    (settled,) = _plane(scene, 290.0, may_drop=True).settled(scene).marks
    assert isinstance(settled, Points)
    assert [(mark.x, mark.y, mark.label) for mark in settled.marks] == points


def test_only_values_that_are_no_targets_of_the_plan_are_left_to_the_pointer():
    rows = [actual("statistics", 2025, 15.5), actual("ministry", 2025, 15.4), actual("province", 2025, 15.2)]
    known = case(*DIGITAL_ECONOMY, *rows)
    nation = national_of(*[(2025, "ge", value / 2) for value in range(20, 60)])
    scene = path_scene(known.path, known.targets, known.actuals, known.indicator, "vi", national=nation)
    dropped = _plane(scene, 840.0, may_drop=True).settled(scene)
    kept = _plane(scene, 840.0).settled(scene)
    silent = {
        before.role
        for before, after in zip(scene.marks, dropped.marks, strict=True)
        if isinstance(before, Points) and isinstance(after, Points)
        for old, new in zip(before.marks, after.marks, strict=True)
        if old.label and not new.label
    }
    assert silent == {Role.NATIONAL}
    labels = [[m.label for m in mark.marks] for mark in scene.marks if isinstance(mark, Points)]
    assert [[m.label for m in mark.marks] for mark in kept.marks if isinstance(mark, Points)] == labels


def test_a_scene_holds_plain_words_and_every_role_has_a_look():
    known = case(*DIGITAL_ECONOMY, actual("statistics", 2022, 5.73, publisher="Nhà <b>A & B</b>"))
    scene = path_scene(known.path, known.targets, known.actuals, known.indicator, "vi", pointed=True)
    told = [mark.told for points in scene.marks if isinstance(points, Points) for mark in points.marks]
    assert ("Nhà <b>A & B</b>") in [line for lines in told for line in lines]
    for role in set(Role) - {Role.TASK}:  # The look of a task is that of its state.
        look = theme.series_look(role, 0) if role.startswith("actual") else theme.look(role)
        assert look.colour.startswith("#")
