"""The bullet bar: where its value and marks stand, that labels never cover each other, and that text stays text."""

from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest

from kpi.charts.html.bullet_bar import BarMark, BarValue, BulletBar, MarkKind, bar_range, bullet_bar_html, lanes
from kpi.model.vocabulary import Qualifier

TARGETS = (BarMark(20.0, "20 % (2025)"), BarMark(30.0, "≥ 30 % (2030)"))


def bar(value: BarValue | None, *marks: BarMark, high: float = 100.0, **more) -> BulletBar:
    return BulletBar("Kinh tế số", value, marks, 0.0, high, "Kinh tế số 14,02 %", **more)


def drawn(shown: BulletBar) -> ElementTree.Element:
    return ElementTree.fromstring(bullet_bar_html(shown))


def places(tree: ElementTree.Element, name: str) -> dict[str, dict[str, float]]:
    """The lengths in the style of every part of the bar of a class, by its whole class."""
    found = {}
    for node in tree.iter("i"):
        if name in node.get("class", "").split():
            parts = (part.split(":") for part in node.get("style", "").split(";"))
            found[node.get("class", "")] = {key: float(length.removesuffix("%")) for key, length in parts}
    return found


def test_bar_and_marks_stand_at_their_values():
    tree = drawn(bar(BarValue(14.02, "14,02 %"), *TARGETS, high=40.0))
    assert places(tree, "exact") == {"fill exact": {"left": 0.0, "width": 35.05}}
    assert [node.get("style") for node in tree.iter("i") if "mark" in node.get("class", "")] == [
        "left:50.00%",
        "left:75.00%",
    ]


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        (BarValue(91.0, "≥ 91 %", qualifier=Qualifier.AT_LEAST), {"at_least": (0.0, 91.0), "beyond": (91.0, 9.0)}),
        (BarValue(10.0, "≤ 10 %", qualifier=Qualifier.AT_MOST), {"at_most": (0.0, 10.0)}),
        (BarValue(78.0, "≈ 78 %", qualifier=Qualifier.APPROX), {"approx": (0.0, 78.0)}),
        (BarValue(31.0, "31–50 %", value_high=50.0), {"exact": (0.0, 31.0), "open": (31.0, 19.0)}),
        (None, {}),
    ],
)
def test_what_is_known_of_the_actual_is_seen(value: BarValue | None, parts: dict[str, tuple[float, float]]):
    found = places(drawn(bar(value, absent="chưa có số liệu")), "fill")
    assert found == {f"fill {name}": {"left": low, "width": wide} for name, (low, wide) in parts.items()}


def test_a_range_is_as_wide_as_it_is():
    tree = drawn(bar(None, BarMark(80.0, "80–90 %", value_high=90.0)))
    assert places(tree, "range") == {"mark target range": {"left": 80.0, "width": 10.0}}


def test_no_label_covers_another_one_and_each_is_under_its_mark():
    marks = [BarMark(value, f"≥ {value:g} % (20{index:02})") for index, value in enumerate((2.0, 20, 21, 50, 88, 99))]
    found = lanes(bar(None, *marks))
    assert len(found) == len(marks)
    assert {label.side for label in found} == {"", "start", "end"}
    wide = {label.mark.text: (len(label.mark.text) + 2) / 46 for label in found}
    for first, second in combinations(found, 2):
        if first.lane == second.lane:
            apart = abs(first.place - second.place)
            stopped = first.side or second.side
            assert stopped or apart >= (wide[first.mark.text] + wide[second.mark.text]) / 2
    assert len({label.lane for label in found}) <= 3
    assert {label.lane for label in lanes(bar(None, BarMark(30.0, "a"), BarMark(70.0, "b")))} == {0}


@pytest.mark.parametrize(
    ("values", "unit", "ends"),
    [
        ((14.02, 20, 30), "%", (0.0, 40.0)),
        ((91, 99), "%", (0.0, 100.0)),
        ((6.5, 10), "%", (0.0, 20.0)),
        ((), "%", (0.0, 100.0)),
        ((150,), "enterprise", (0.0, 200.0)),
        ((-2.77, 8), "%", (-4.0, 10.0)),
        ((0,), "enterprise", (0.0, 1.0)),
        ((118,), "%", (0.0, 200.0)),
    ],
)
def test_the_scale_holds_every_value(values: tuple[float, ...], unit: str, ends: tuple[float, float]):
    assert bar_range(values, unit) == ends
    assert all(ends[0] <= value <= ends[1] for value in values)


def test_texts_are_escaped_and_the_bar_speaks():
    shown = BulletBar(
        "5G <b>", BarValue(1.0, "<1 %", "<tháng>"), (BarMark(2.0, "<2>", MarkKind.NATION),), 0.0, 4.0, "5G '<' 1 %"
    )
    html = bullet_bar_html(shown)
    assert not re.findall(r"<(?:b>5|1 %|tháng|2>)", html)
    tree = ElementTree.fromstring(html)
    assert [node.get("aria-label") for node in tree.iter() if node.get("role") == "img"] == ["5G '<' 1 %"]
    assert "nation" in next(node.get("class", "") for node in tree.iter("i") if "mark" in node.get("class", ""))
