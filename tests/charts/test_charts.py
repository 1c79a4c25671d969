"""What the charts draw, and what they never draw."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.charts import theme
from kpi.charts.alt_text import path_alt_text
from kpi.charts.axes import value_axis, year_position
from kpi.charts.path.observations import observations, runs
from kpi.charts.plotly.layout import plotly_config
from kpi.charts.sparkline import sparkline_svg
from kpi.model.codes import Status, Unjudged
from kpi.words import LANGUAGES, number_separators
from tests.cases.chart_cases import (
    DIGITAL_ECONOMY,
    Case,
    actual,
    actuals_of,
    case,
    drawn,
    national_of,
    on_screen,
    taken_by_plotly,
)

UNHURRIED = settings(deadline=None, max_examples=40)  # other work on the machine is no fault of the code
THIN = "\N{NARROW NO-BREAK SPACE}"
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("compact", [False, True])
def test_plotly_takes_what_the_browser_gets_as_it_is(compact):
    rows = [actual("statistics", 2022, 5.73), actual("ministry", 2022, 9.0, qualifier="approx")]
    known = case(*DIGITAL_ECONOMY, *rows)
    options = {"national": national_of((2030, "ge", 30)), "as_of": TODAY, "demo": True, "compact": compact}
    assert taken_by_plotly(on_screen(known, **options))


def traces(chart: go.Figure, role: str) -> list[Any]:
    return [trace for trace in chart.data if trace.meta["role"] == role]


def trace(chart: go.Figure, role: str) -> Any:
    found = traces(chart, role)
    assert len(found) == 1, f"{len(found)} traces {role}"
    return found[0]


def roles(chart: go.Figure) -> set[str]:
    return {item.meta["role"] for item in chart.data}


def note(chart: go.Figure, name: str) -> Any:
    return next((item for item in chart.layout.annotations if item.name == name), None)


def test_milestones_are_solid_diamonds_with_their_value():
    milestones = trace(drawn(case(*DIGITAL_ECONOMY)), "official_target")
    assert list(milestones.x) == [2025, 2030, 2035, 2040, 2045]
    assert list(milestones.y) == [15, 30, 40, 45, 50]
    assert list(milestones.text) == [f"{value}{THIN}%" for value in (15, 30, 40, 45, 50)]
    assert milestones.marker.symbol == "diamond"
    assert milestones.mode == "markers+text"
    assert milestones.hovertext[0] == f"<b>15{THIN}%</b><br>Đến hết năm 2025<br>Mục tiêu chính thức"


def test_between_milestones_the_line_is_dashed_and_says_it_is_not_official():
    chart = drawn(case(*DIGITAL_ECONOMY))
    line = trace(chart, "interpolated")
    assert line.line.dash == "dash"
    assert [year for year in line.x if year is not None] == list(range(2025, 2046))
    hovers = trace(chart, "interpolated_year")
    assert set(hovers.x) == set(range(2025, 2046)) - {2025, 2030, 2035, 2040, 2045}
    assert hovers.hovertext[0] == f"<b>18{THIN}%</b><br>Đến hết năm 2026<br>Nội suy của Thước đo 57, không chính thức"
    assert all("không chính thức" in text for text in hovers.hovertext)
    assert hovers.showlegend is False


def test_after_the_last_milestone_the_level_is_held_in_dots():
    chart = drawn(case("tien_giang", "coverage_5g"))
    assert trace(chart, "held").line.dash == "dot"
    assert [year for year in trace(chart, "held").x if year] == list(range(2030, 2046))
    assert set(trace(chart, "held").y) - {None} == {100}
    assert "không chính thức" in trace(chart, "held_year").hovertext[0]
    assert list(trace(chart, "official_target").text) == [f"≥{THIN}60{THIN}%", f"100{THIN}%"]


def test_a_plan_with_one_target_has_no_line():
    chart = drawn(case("lai_chau", "coverage_5g"))
    assert roles(chart) == {"official_target"}
    assert list(trace(chart, "official_target").text) == [f"≥{THIN}45{THIN}%"]


def test_a_range_is_a_bar_between_two_diamonds_and_a_band():
    chart = drawn(case("tien_giang", "population_regular_digital_use_share"))
    milestones = trace(chart, "official_target")
    assert list(zip(milestones.x, milestones.y, milestones.text, strict=True)) == [
        (2040, 80, ""),
        (2040, 90, f"80–90{THIN}%"),
        (2045, 90, f"≥{THIN}90{THIN}%"),
    ]
    (bar,) = [shape for shape in chart.layout.shapes if shape.name == "range"]
    assert (bar.x0, bar.x1, bar.y0, bar.y1) == (2040, 2040, 80, 90)
    band = trace(chart, "band")
    assert band.fill == "toself"
    assert {value for value in band.y if value is not None} >= {80, 90}
    assert f"từ 84{THIN}% đến 90{THIN}%" in trace(chart, "interpolated_year").hovertext[1]


def test_versions_that_contradict_each_other_are_open_and_no_line_reaches_them():
    chart = drawn(case("tien_giang", "st_enterprises"))
    conflicting = trace(chart, "conflicting_target")
    assert conflicting.marker.symbol == "diamond-open"
    assert list(zip(conflicting.x, conflicting.y, strict=True)) == [(2040, 50), (2040, 150)]
    assert 2040 not in trace(chart, "official_target").x
    assert [year for year in trace(chart, "interpolated").x if year] == list(range(2025, 2036))
    assert "chưa thống nhất" in conflicting.hovertext[0]


def test_a_target_said_twice_is_drawn_once():
    milestones = trace(drawn(case("tien_giang", "st_enterprises")), "official_target")
    assert list(milestones.x) == [2025, 2030, 2035, 2045]


def test_a_level_and_a_yearly_number_are_never_joined():
    chart = drawn(case("tien_giang", "st_tasks_accepted"))
    assert min(year for year in trace(chart, "interpolated").x if year) == 2030
    labels = trace(chart, "official_target").text
    assert labels[0] == f"≥{THIN}20"
    assert labels[1] == f"≥{THIN}25/năm"
    assert note(chart, "unit").text == "nhiệm vụ"


def test_superseded_targets_are_not_drawn():
    known = case(*DIGITAL_ECONOMY)
    targets = known.targets.assign(status=["superseded", *["in_force"] * 4])
    chart = drawn(replace(known, targets=targets))
    assert 2025 not in trace(chart, "official_target").x


def test_the_line_from_a_baseline_belongs_to_its_series():
    baselines = pd.DataFrame(
        {
            "province_id": "tien_giang",
            "indicator_id": "digital_economy_share_grdp",
            "document_id": "tien_giang_plan_2025",
            "series": ["statistics", "ministry"],
            "period_end": ["2022-12-31", "2020-12-31"],
            "value": [6.0, 9.0],
        }
    )
    both = case(*DIGITAL_ECONOMY, baselines=baselines)
    assert min(year for year in trace(drawn(both), "interpolated").x if year) == 2025
    assert min(year for year in trace(drawn(both, series="statistics"), "interpolated").x if year) == 2022
    assert min(year for year in trace(drawn(both, line_of="ministry"), "interpolated").x if year) == 2020
    one = case(*DIGITAL_ECONOMY, baselines=baselines.iloc[:1])
    line = trace(drawn(one), "interpolated")
    assert [year for year in line.x if year][:5] == [2022, 2023, 2024, 2025, 2026]
    assert list(line.y)[:4] == pytest.approx([6, 9, 12, 15])
    assert None not in line.x


def test_each_series_has_its_own_colour_and_shape_and_line():
    chart = drawn(
        case(
            *DIGITAL_ECONOMY,
            actual("statistics", 2021, 5.1),
            actual("statistics", 2022, 5.73),
            actual("ministry", 2021, 8.59),
        )
    )
    statistics, ministry = traces(chart, "actual")
    assert statistics.marker.symbol != ministry.marker.symbol
    assert statistics.marker.color != ministry.marker.color
    line = trace(chart, "actual_line")
    assert line.meta["series"] == "statistics"
    assert list(line.x) == [2021, 2022]
    assert statistics.name == "Thực hiện: Tổng cục Thống kê"
    assert list(statistics.text) == ["", f"5,73{THIN}% (2022)"]
    assert note(chart, "no_actual") is None


def test_a_hover_tells_value_period_series_and_publisher_safely():
    chart = drawn(case(*DIGITAL_ECONOMY, actual("statistics", 2022, 5.73)), "en")
    assert trace(chart, "actual").hovertext[0] == (
        "<b>5.73%</b><br>2022<br>Statistics office<br>Nhà xuất bản &lt;A&amp;B&gt;"
    )


def test_inexact_charts_are_open_and_joined_by_nothing():
    chart = drawn(
        case(
            *DIGITAL_ECONOMY,
            actual("statistics", 2021, 5.0),
            actual("statistics", 2022, 6.0, qualifier="approx"),
            actual("statistics", 2023, 7.0),
        )
    )
    inexact = trace(chart, "actual_inexact")
    assert inexact.marker.symbol == "circle-open"
    assert inexact.mode == "markers+text"
    assert f"<b>khoảng 6{THIN}%</b>" in inexact.hovertext[0]
    assert "không dùng để tính" in inexact.hovertext[0]
    assert list(trace(chart, "actual_line").x) == [2021, 2023]


def test_an_earlier_vintage_is_faint_and_off_the_line():
    chart = drawn(
        case(
            *DIGITAL_ECONOMY,
            actual("statistics", 2021, 12.88, recorded_at="2024-01-05"),
            actual("statistics", 2021, 11.91, recorded_at="2025-01-06"),
            actual("statistics", 2022, 12.63, recorded_at="2025-01-06"),
        )
    )
    revised = trace(chart, "actual_revised")
    assert list(revised.y) == [12.88]
    assert revised.opacity < 0.5
    assert "đã điều chỉnh" in revised.hovertext[0]
    assert list(trace(chart, "actual_line").y) == [11.91, 12.63]
    assert revised.showlegend is False


def test_a_chart_without_a_known_day_counts_as_older():
    found = observations(
        actuals_of(actual("ministry", 2021, 10.0), actual("ministry", 2021, 9.0, recorded_at="2023-01-01"))
    )
    assert {item.value: item.revised for item in found} == {10.0: True, 9.0: False}


def test_different_charts_of_one_day_all_stay_and_none_is_joined():
    found = observations(
        actuals_of(
            actual("ministry", 2020, 8.0),
            actual("ministry", 2021, 9.0),
            actual("ministry", 2021, 10.0),
            actual("ministry", 2022, 11.0),
        )
    )
    assert [item.value for item in found] == [8.0, 9.0, 10.0, 11.0]
    assert [item.joined for item in found] == [True, False, False, True]
    chart = drawn(case(*DIGITAL_ECONOMY, *[item.row for item in found]))
    assert any("nhiều số khác nhau" in text for text in trace(chart, "actual").hovertext)


def test_the_same_chart_from_two_sources_is_one_mark():
    twice = actuals_of(actual("ministry", 2021, 9.0), actual("ministry", 2021, 9.0, publisher="Báo"))
    assert [(item.value, item.joined) for item in observations(twice)] == [(9.0, True)]


def test_periods_of_different_length_do_not_share_a_line():
    half = {"period_start": "2025-01-01", "period_end": "2025-06-30"}
    found = observations(
        actuals_of(
            actual("ministry", 2023, 8.0),
            actual("ministry", 2024, 9.0),
            actual("ministry", 2025, 12.0, **half),
        )
    )
    assert [[item.value for item in run] for run in runs(found)] == [[8.0, 9.0], [12.0]]


def test_a_band_of_values_is_no_exact_chart():
    (only,) = observations(actuals_of(actual("ministry", 2024, 31, value_high=50.0, unit="rank")))
    assert not only.exact
    assert not only.joined


@UNHURRIED
@given(st.permutations(list(range(6))))
def test_no_line_ever_crosses_series_vintages_or_qualifiers(order):
    rows = [
        actual("statistics", 2021, 5.0),
        actual("statistics", 2022, 6.0),
        actual("ministry", 2021, 8.0),
        actual("ministry", 2022, 9.0, qualifier="at_least"),
        actual("ministry", 2023, 10.0, recorded_at="2024-01-01"),
        actual("ministry", 2023, 11.0, recorded_at="2025-01-01"),
    ]
    chart = drawn(case(*DIGITAL_ECONOMY, *[rows[place] for place in order]))
    lines = {line.meta["series"]: list(zip(line.x, line.y, strict=True)) for line in traces(chart, "actual_line")}
    assert lines == {"statistics": [(2021, 5.0), (2022, 6.0)], "ministry": [(2021, 8.0), (2023, 11.0)]}


def test_a_chosen_series_stands_in_front():
    rows = [actual("statistics", 2022, 5.73), actual("ministry", 2022, 9.0)]
    chart = drawn(case(*DIGITAL_ECONOMY, *rows), series="statistics")
    by_series = {item.meta["series"]: item for item in traces(chart, "actual")}
    assert by_series["statistics"].opacity is None
    assert by_series["ministry"].opacity < 0.5
    assert not any(by_series["ministry"].text)


def test_national_targets_are_short_lines_that_nothing_joins():
    national = national_of((2030, "ge", 30), (2045, "ge", 50), (2030, "ge", 30))
    chart = drawn(case(*DIGITAL_ECONOMY), national=national)
    line = trace(chart, "national")
    assert [x for x in line.x if x is not None] == [2029.3, 2030.7, 2044.3, 2045.7]
    assert line.x[2] is None
    assert line.name == "Mục tiêu cả nước"
    labels = trace(chart, "national_label")
    assert list(labels.text) == [f"Cả nước ≥{THIN}30{THIN}%", f"Cả nước ≥{THIN}50{THIN}%"]
    assert labels.hovertext[0].endswith("57-NQ/TW")


def test_no_national_frame_and_an_empty_one_draw_nothing():
    empty = national_of((2030, "ge", 30)).iloc[:0]
    assert roles(drawn(case(*DIGITAL_ECONOMY), national=empty)) == roles(drawn(case(*DIGITAL_ECONOMY)))


@pytest.mark.parametrize(("lang", "text"), [("vi", "○ Chưa có số liệu thực hiện"), ("en", "○ No actual figure yet")])
def test_a_province_without_charts_says_so(lang, text):
    known = case("lai_chau", "coverage_5g")
    assert note(drawn(known, lang), "no_actual").text == text
    assert note(drawn(known, lang, compact=True), "no_actual").text == text


def test_the_day_to_stand_on_is_a_line_with_its_date():
    chart = drawn(case(*DIGITAL_ECONOMY), as_of=TODAY, as_of_is_today=True)
    (line,) = [shape for shape in chart.layout.shapes if shape.name == "as_of"]
    assert line.x0 == line.x1 == pytest.approx(2025.89, abs=0.01)
    assert note(chart, "as_of").text == "Hôm nay 22/11/2026"
    later = drawn(case(*DIGITAL_ECONOMY), "en", as_of=date(2044, 6, 30))
    assert note(later, "as_of").text == "As of 30 Jun 2044"
    assert note(later, "as_of").xanchor == "right"


def test_where_a_day_stands_on_the_axis_of_years():
    assert year_position(date(2025, 12, 31)) == 2025
    assert year_position(date(2024, 12, 31)) == 2024
    assert year_position(date(2025, 1, 1)) == pytest.approx(2024 + 1 / 365)
    assert year_position(date(2024, 6, 30)) == pytest.approx(2023 + 182 / 366)


@pytest.mark.parametrize(("lang", "text"), [("vi", "SỐ LIỆU MINH HỌA"), ("en", "ILLUSTRATIVE DATA")])
@pytest.mark.parametrize("compact", [False, True])
def test_made_up_data_is_watermarked_and_real_data_is_not(lang, text, compact):
    known = case(*DIGITAL_ECONOMY)
    assert note(drawn(known, lang, demo=True, compact=compact), "watermark").text == text
    assert note(drawn(known, lang, compact=compact), "watermark") is None


def test_where_todays_pace_leads_is_a_line_without_marks():
    projection = pd.DataFrame({"year": [2022, 2030], "value": [5.73, 20.0]})
    line = trace(drawn(case(*DIGITAL_ECONOMY), projection=projection), "projection")
    assert line.mode == "lines"
    assert list(line.y) == [5.73, 20.0]
    assert "projection" not in roles(drawn(case(*DIGITAL_ECONOMY), projection=projection.iloc[:0]))


def test_the_axis_of_years_runs_to_2045_with_fewer_ticks_on_a_phone():
    wide, phone = drawn(case(*DIGITAL_ECONOMY)), drawn(case(*DIGITAL_ECONOMY), compact=True)
    assert list(wide.layout.xaxis.tickvals) == [2020, 2025, 2030, 2035, 2040, 2045]
    assert list(phone.layout.xaxis.tickvals) == [2025, 2030, 2035, 2040, 2045]
    assert list(phone.layout.xaxis.ticktext) == [f"hết<br>{year}" for year in (2025, 2030, 2035, 2040, 2045)]
    first, last = wide.layout.xaxis.range
    assert first < 2020
    assert last > 2045
    assert phone.layout.xaxis.tickfont.size < wide.layout.xaxis.tickfont.size


@pytest.mark.parametrize(
    ("unit", "values", "lang", "ticks"),
    [
        ("%", [60, 100], "vi", [f"{tick}{THIN}%" for tick in (0, 20, 40, 60, 80, 100)]),
        ("%", [15, 50], "en", ["0%", "10%", "20%", "30%", "40%", "50%"]),
        ("%", [1, 3], "vi", [f"{tick}{THIN}%" for tick in (0, 1, 2, 3)]),
        ("index_0_1", [0.6, 1.0], "vi", ["0", "0,2", "0,4", "0,6", "0,8", "1"]),
        ("articles", [20, 1800], "vi", ["0", "500", "1.000", "1.500", "2.000"]),
        ("articles", [20, 1800], "en", ["0", "500", "1,000", "1,500", "2,000"]),
        ("%", [-2.77, 9], "vi", [f"{tick}{THIN}%" for tick in ("−5", "−2,5", "0", "2,5", "5", "7,5", "10")]),
        ("tasks", [], "vi", ["0", "1"]),
        ("tasks", [10], "vi", ["0", "2", "4", "6", "8", "10"]),
        ("tasks", [12], "vi", ["0", "5", "10", "15"]),
        ("ratio", [], "en", ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        ("rank", [20, 53], "vi", ["1", "21", "41", "61"]),
        ("rank", [5, 3], "vi", ["1", "2", "3", "4", "5"]),
        ("rank", [1], "en", ["1", "2"]),
        ("rank", [], "en", ["1", "2"]),
    ],
)
def test_ticks_are_round_and_in_the_readers_language(unit, values, lang, ticks):
    assert list(value_axis(values, unit, lang).labels) == ticks


def test_rank_one_stands_on_top():
    axis = value_axis([20, 53], "rank", "vi")
    assert axis.low > 53
    assert 0 < 1 - axis.high < axis.ticks[1] - axis.ticks[0]


@pytest.mark.parametrize("ranks", [[1], [5, 4], [2, 7], [43, 24, 6, 1], [1030, 12]])
def test_an_axis_of_ranks_has_whole_ticks_from_the_first_rank(ranks: list[int]):
    """Charts told a 'rank 0', and one of few ranks had no ticks at all."""
    axis = value_axis(ranks, "rank", "vi")
    steps = {after - before for before, after in pairwise(axis.ticks)}
    assert axis.ticks[0] == 1
    assert len(steps) == 1
    assert all(isinstance(tick, int) for tick in axis.ticks)
    assert axis.ticks[-1] >= max(ranks)
    assert len(set(axis.labels)) == len(axis.ticks) >= 2


@UNHURRIED
@given(st.lists(st.floats(-1e6, 1e6), max_size=8), st.sampled_from(["%", "enterprises", "index_0_1", "rank"]))
def test_every_axis_holds_its_values_and_where_counting_begins(values, unit):
    axis = value_axis(values, unit, "vi")
    low, high = sorted((axis.low, axis.high))
    assert all(low <= value <= high for value in [*values, 1.0 if unit == "rank" else 0.0])
    assert len(axis.ticks) == len(axis.labels) >= 2
    assert len(axis.ticks) <= 15
    if unit == "%" and all(value <= 100 for value in values):
        assert max(axis.ticks) <= 100


def test_an_empty_case_is_still_a_chart():
    known = case("lai_chau", "coverage_5g")
    chart = drawn(replace(known, path=known.path.iloc[:0], targets=known.targets.iloc[:0]))
    assert not chart.data
    assert note(chart, "no_actual") is not None


def test_where_less_is_better_labels_change_sides():
    known = case(*DIGITAL_ECONOMY)
    rising = drawn(known)
    falls = known.targets.assign(value=[50, 45, 40, 30, 15])
    lower = known.indicator | {"direction": "lower_better"}
    falling = drawn(replace(known, path=known.path.iloc[:0], targets=falls, indicator=lower))
    assert list(trace(falling, "official_target").textposition) == ["top right"] * 4 + ["top center"]
    assert trace(rising, "official_target").textposition[0] == "top left"
    assert note(falling, "no_actual").y > 0.5 > note(rising, "no_actual").y


def test_a_value_moves_to_a_free_place_and_the_nations_gives_way():
    rows = [actual("statistics", 2025, 15.5), actual("ministry", 2025, 14.5), actual("province", 2025, 15.2)]
    nation = [(2025, "ge", value / 2) for value in range(20, 40)]
    crowded = drawn(case(*DIGITAL_ECONOMY, *rows), national=national_of(*nation))
    places = [item.textposition[0] for item in traces(crowded, "actual")]
    assert len({*places, trace(crowded, "official_target").textposition[0]}) == 4
    labels = trace(crowded, "national_label")
    assert "" in labels.text
    assert all(labels.hovertext)
    alone = drawn(case(*DIGITAL_ECONOMY, actual("statistics", 2035, 20.0)))
    assert trace(alone, "actual").textposition[0] == "bottom right"
    assert all(trace(alone, "actual").text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_shared_layout(lang):
    layout = drawn(case(*DIGITAL_ECONOMY), lang).layout.template.layout
    assert layout.separators == number_separators(lang)
    assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0,0,0,0)"
    assert "Inter Viet" in layout.font.family
    assert layout.font.size >= 16
    assert layout.legend.orientation == "h"
    assert plotly_config(lang)["displayModeBar"] is False


def test_nothing_in_a_chart_is_in_the_other_language():
    rows = [actual("statistics", 2022, 5.73), actual("ministry", 2022, 9.0, qualifier="approx")]
    chart = drawn(case(*DIGITAL_ECONOMY, *rows), "en", national=national_of((2030, "ge", 30)), as_of=TODAY, demo=True)
    chart.for_each_trace(lambda item: item.update(hovertext=None))
    texts = str(json.loads(chart.to_json())).replace("Thước đo 57", "")
    assert "Actual: Statistics office" in texts
    assert not re.search("[ạảãàáăắâđêôơưƯĐ]", texts)


def test_every_status_has_a_word_a_shape_and_a_colour_of_its_own():
    styles = list(theme.STATUS_STYLES.values())
    assert set(theme.STATUS_STYLES) == {*map(str, Status), *map(str, Unjudged)} - {Status.NOT_ASSESSABLE}
    for attribute in ("glyph", "fill"):
        assert len({getattr(style, attribute) for style in styles}) == len(styles), attribute
    for lang in LANGUAGES:
        assert len({style.word(lang) for style in styles}) == len(styles)


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(first: str, second: str) -> float:
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_text_and_marks_stand_out_from_what_is_behind_them():
    for style in theme.STATUS_STYLES.values():
        assert _contrast(style.text, theme.BACKGROUND) >= 4.5
        assert _contrast(style.text, style.tint) >= 4.5
        assert _contrast(style.on_fill, style.fill) >= 4.5
        assert _contrast(style.fill, theme.BACKGROUND) >= 3
    for ink in (
        theme.INK,
        theme.INK_MUTED,
        theme.PATH,
        theme.NATIONAL,
        *(s.colour for s in theme.SERIES_STYLES),
    ):
        assert _contrast(ink, theme.BACKGROUND) >= 4.5


def test_series_of_actuals_differ_by_shape_too():
    symbols = [style.symbol for style in theme.SERIES_STYLES]
    assert len(set(symbols)) == len(symbols)
    assert "diamond" not in symbols


def _svg(known: Case, **also: Any) -> ElementTree.Element:
    text = sparkline_svg(
        known.path, known.targets, known.actuals, known.indicator, title="A & B", description="1 < 2", **also
    )
    return ElementTree.fromstring(text)


def _parts(svg: ElementTree.Element, tag: str) -> list[ElementTree.Element]:
    return svg.findall(f"{{http://www.w3.org/2000/svg}}{tag}")


def test_a_sparkline_is_valid_svg_with_a_text_alternative():
    svg = _svg(case(*DIGITAL_ECONOMY, actual("statistics", 2021, 5.0), actual("statistics", 2022, 5.73)))
    (title,), (description,) = _parts(svg, "title"), _parts(svg, "desc")
    assert (title.text, description.text) == ("A & B", "1 < 2")
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert len(_parts(svg, "polygon")) == 5
    assert len(_parts(svg, "circle")) == 2
    floor, path, line = _parts(svg, "polyline")
    assert path.get("stroke-dasharray")
    assert line.get("stroke") == theme.ACTUAL
    assert floor.get("stroke") == theme.BORDER


def test_a_sparkline_tells_open_from_solid_and_keeps_breaks():
    svg = _svg(case("tien_giang", "st_enterprises"))
    fills = [mark.get("fill") for mark in _parts(svg, "polygon")]
    assert fills.count(theme.BACKGROUND) == 2
    assert len([line for line in _parts(svg, "polyline") if line.get("stroke-dasharray")]) == 1


def test_a_sparkline_shows_the_chosen_series_only():
    rows = [actual("statistics", 2022, 5.73), actual("ministry", 2022, 9.0, qualifier="approx")]
    known = case(*DIGITAL_ECONOMY, *rows)
    both = {mark.get("stroke") for mark in _parts(_svg(known), "polygon")}
    assert {style.colour for style in theme.SERIES_STYLES[1:2]} <= both
    assert len(_parts(_svg(known), "circle")) == 1
    (open_mark,) = _parts(_svg(known, series="ministry"), "circle")
    assert open_mark.get("fill") == theme.BACKGROUND


@UNHURRIED
@given(st.lists(st.tuples(st.integers(2020, 2045), st.floats(0, 100)), max_size=10))
def test_nothing_of_a_sparkline_leaves_its_frame(charts):
    rows = [actual("statistics", year, value) for year, value in charts]
    svg = _svg(case(*DIGITAL_ECONOMY, *rows), width=200, height=50)
    for mark in _parts(svg, "circle"):
        assert 0 <= float(mark.get("cx", "nan")) <= 200
        assert 0 <= float(mark.get("cy", "nan")) <= 50
    for line in _parts(svg, "polyline"):
        for point in line.get("points", "").split():
            x, y = map(float, point.split(","))
            assert 0 <= x <= 200
            assert 0 <= y <= 50


def test_two_sparklines_of_one_page_have_different_ids():
    ids = {
        _svg(case(*DIGITAL_ECONOMY)).get("aria-labelledby"),
        _svg(case("lai_chau", "coverage_5g")).get("aria-labelledby"),
    }
    assert len(ids) == 2


def _alt(known: Case, lang: str = "vi", **also: Any) -> str:
    text = path_alt_text(known.targets, known.actuals, known.indicator, "Tiền Giang", lang, **also)
    return text.replace(THIN, " ").replace("\N{NO-BREAK SPACE}", " ")


def test_the_text_alternative_tells_what_the_chart_shows():
    known = case(*DIGITAL_ECONOMY, actual("ministry", 2022, 5.73), actual("statistics", 2023, 6, qualifier="approx"))
    assert _alt(known, national=national_of((2030, "ge", 30))) == (
        "Biểu đồ Tỷ trọng kinh tế số trong GRDP, Tiền Giang, 2020–2045. "
        "Mục tiêu chính thức: 15 % (2025); 30 % (2030); 40 % (2035); 45 % (2040); 50 % (2045). "
        "Mục tiêu cả nước: ít nhất 30 % (2030). "
        "Thực hiện, Bộ ước tính: 5,73 % (năm 2022). "
        "Thực hiện, Tổng cục Thống kê: khoảng 6 % (năm 2023)."
    )


def test_the_text_alternative_of_a_contradiction_of_nothing_and_of_made_up_data():
    conflicting = _alt(case("tien_giang", "st_enterprises"), "en", demo=True)
    assert (
        "The document gives inconsistent values: at least 50 enterprises (2040); at least 150 enterprises (2040)."
        in (conflicting)
    )
    assert "Illustrative data, not real figures." in conflicting
    assert conflicting.endswith("No actual figure yet.")
    known = case("lai_chau", "coverage_5g")
    nothing = path_alt_text(known.targets.iloc[:0], known.actuals, known.indicator, "Huế", "vi")
    assert nothing.endswith("Chưa tìm thấy mục tiêu. Chưa có số liệu thực hiện.")
