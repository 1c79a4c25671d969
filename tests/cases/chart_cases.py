"""Frames for the tests of charts: real targets of the plans, made-up charts where a case needs some."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from kpi.charts.path.path_scene import path_scene
from kpi.charts.plotly.chart import PlotlyChart
from kpi.charts.plotly.path_chart import path_chart
from kpi.method.paths import build_paths
from kpi.method.target_path import path_table

DATA = Path(__file__).resolve().parents[2] / "data"
INDICATORS = pd.read_csv(DATA / "reference" / "indicators.csv")
PLANS = pd.concat(
    [pd.read_csv(DATA / "targets" / f"{plan}.csv") for plan in ("tien_giang_plan_2025", "lai_chau_11_kh_tu_2025")],
    ignore_index=True,
)
ACTUAL_COLUMNS = [
    "series", "series_name_vi", "series_name_en", "period_start", "period_end", "value", "value_high",
    "denominator", "qualifier", "unit", "publisher", "recorded_at",
]  # fmt: skip
SERIES_NAMES = {
    "statistics": ("Tổng cục Thống kê", "Statistics office"),
    "ministry": ("Bộ ước tính", "Ministry estimate"),
    "province": ("Tỉnh công bố", "Published by the province"),
}


@dataclass(frozen=True)
class Case:
    """What `path_scene` takes."""

    path: pd.DataFrame
    targets: pd.DataFrame
    actuals: pd.DataFrame
    indicator: dict[str, Any]


def actual(series: str, year: int, value: float, **also: Any) -> dict[str, Any]:
    vi, en = SERIES_NAMES[series]
    common = {
        "series": series,
        "series_name_vi": vi,
        "series_name_en": en,
        "period_start": f"{year}-01-01",
        "period_end": f"{year}-12-31",
        "value": value,
        "value_high": None,
        "denominator": None,
        "qualifier": "exact",
        "unit": "%",
        "publisher": "Nhà xuất bản <A&B>",
        "recorded_at": None,
    }
    return common | also


def actuals_of(*rows: dict[str, Any]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=ACTUAL_COLUMNS)
    for column in ("period_start", "period_end", "recorded_at"):
        frame[column] = pd.to_datetime(frame[column])
    return frame


def national_of(*targets: tuple[int, str, float]) -> pd.DataFrame:
    rows = [
        {
            "year": year,
            "operator": operator,
            "value": value,
            "value_high": None,
            "denominator": None,
            "unit": "%",
        }
        | {"cadence": "level", "status": "in_force", "document_number": "57-NQ/TW"}
        | {"document_title": "Nghị quyết về đột phá", "document_kind": "national_reported"}
        | {"form_vi": "Nghị quyết", "form_en": "Resolution", "issuer": "Bộ Chính trị", "issued_on": date(2024, 12, 22)}
        for year, operator, value in targets
    ]
    return pd.DataFrame(rows)


def case(
    province: str,
    indicator: str,
    *rows: dict[str, Any],
    baselines: pd.DataFrame | None = None,
    **changed: Any,
) -> Case:
    """The real targets of a province for an indicator, with the given actuals."""
    targets = PLANS[PLANS["province_id"] == province]
    counted = targets.assign(measure="as_defined", measured_indicator_id=targets["indicator_id"])
    path = path_table(build_paths(counted, INDICATORS), baselines)
    row = INDICATORS[INDICATORS["indicator_id"] == indicator].iloc[0]
    return Case(
        path[path["indicator_id"] == indicator],
        targets[targets["indicator_id"] == indicator],
        actuals_of(*rows),
        {str(name): cell for name, cell in row.items()},
    )


DIGITAL_ECONOMY = ("tien_giang", "digital_economy_share_grdp")


def on_screen(known: Case, lang: str = "vi", *, compact: bool = False, demo: bool = False, **also: Any) -> PlotlyChart:
    """The chart as the page draws it."""
    tables = (known.path, known.targets, known.actuals)
    scene = path_scene(*tables, known.indicator, lang, brief=compact, pointed=True, **also)
    return path_chart(scene, compact=compact, demo=demo)


def drawn(known: Case, lang: str = "vi", **also: Any) -> go.Figure:
    """The same as an object of Plotly's, which checks every property of it."""
    return go.Figure(json.loads(on_screen(known, lang, **also).to_json()))


def taken_by_plotly(chart: PlotlyChart) -> bool:
    """Whether Plotly knows every property of what the browser gets, and takes it as it is; raises for one unknown."""
    plain = json.loads(chart.to_json())
    taken = json.loads(go.Figure(plain).to_json())
    plain["data"] = [{"type": "scatter"} | trace for trace in plain["data"]]
    return bool(plain == taken)
