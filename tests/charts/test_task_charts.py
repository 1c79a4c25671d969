"""The charts of the tasks: Plotly takes every property as the browser gets it."""

from __future__ import annotations

from datetime import date

import pytest

from kpi.charts.plotly.chart import PlotlyChart
from kpi.charts.plotly.task_charts import counts_chart, load_chart, timeline_chart
from kpi.charts.tasks.agency_load import Carried, load_scene
from kpi.charts.tasks.timeline import DatedTask, timeline_scene
from kpi.charts.tasks.timeline_counts import DueCount, OriginalCount, counts_scene
from kpi.model.task_codes import Group, State
from kpi.words import LANGUAGES
from tests.cases.chart_cases import taken_by_plotly

DAY = date(2025, 11, 28)


def _timeline(lang: str) -> PlotlyChart:
    original = date(2025, 9, 30)
    states = (
        (State.NOT_REPORTED, Group.PAST_DEADLINE, original),
        (State.STUCK, Group.OVERDUE, None),
        (State.DONE, Group.LATER, None),
    )
    tasks = [
        DatedTask("36", "Kế hoạch", "Rà soát <văn bản>", date(2025, 8, 1), date(2025, 11, 15), due, state, group)
        for state, group, due in states
    ]
    return timeline_chart(timeline_scene(tasks, DAY, lang, is_today=False), demo=True)


def _counts(lang: str) -> PlotlyChart:
    due = [DueCount("Kế hoạch", date(2025, 12, 1), 3, State.NOT_REPORTED, Group.LATER)]
    moved = [OriginalCount("Kế hoạch", date(2025, 9, 1), 2)]
    return counts_chart(counts_scene(due, moved, DAY, lang, is_today=True), demo=True)


def _load(lang: str) -> PlotlyChart:
    carried = [Carried("Sở Khoa học và Công nghệ", 3, 0), Carried("Công an", 0, 2)]
    return load_chart(load_scene(carried, lang), demo=True)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("made", [_timeline, _counts, _load])
def test_plotly_takes_what_the_browser_gets_as_it_is(made, lang):
    chart = made(lang)
    assert taken_by_plotly(chart)
    assert "watermark" in {note.get("name") for note in chart.annotations}
