"""The method page tells the numbers that the code uses and the tests assert."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

from kpi.method.outside_measures import compare_measures
from kpi.method.progress import progress
from kpi.method.thresholds import METHOD_FILE, Threshold, load_method, read_method
from tests.cases.progress_cases import EXAMPLE, METHOD, TIEN_GIANG, one, standing, world

PAGE = (Path(__file__).parents[2] / "docs" / "method.md").read_text(encoding="utf-8")
FORMS = {
    "ratio": "{:g} %",
    "materiality_bands": "{:g} lần ngưỡng trọng yếu",
    "days": "{:g} ngày",
    "years": "{:g} lần",
    "points": "{:g} năm",
    "year": "{:g}",
}


def vietnamese(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}".replace(".", ",").replace("-", "−")


def shown(threshold: Threshold) -> str:
    value = 100 * threshold.value if threshold.unit == "ratio" else threshold.value
    return FORMS[threshold.unit].format(value).replace(".", ",")


def test_every_threshold_and_source_stands_on_the_page_and_no_other() -> None:
    rows = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| `")]
    told = {key.strip("`"): (label, value) for key, label, value, _ in rows}
    assert told == {row.key: (row.threshold.label_vi, shown(row.threshold)) for row in METHOD.thresholds()}
    for row, (*_, name) in zip(METHOD.thresholds(), rows, strict=True):
        assert row.source.title.startswith(name)
    for source in METHOD.sources.values():
        assert source.url in PAGE
        assert source.read_at in PAGE


def test_the_worked_example_on_the_page_is_the_computed_one() -> None:
    row = standing(EXAMPLE, 2027)
    outside = one(compare_measures(world(EXAMPLE).judged(2027), world(EXAMPLE).indicators, METHOD), indicator_id="i0")
    results = [line.rsplit(" | ", 1)[1].strip(" |") for line in PAGE.splitlines() if line.startswith("| ")][1:11]
    assert results == [
        f"**{vietnamese(100 * row['attainment'], 1)} %**",
        f"**{vietnamese(row['gap'], 1)}**",
        f"**{vietnamese(100 * row['planned_progress'], 0)} %** → **chậm nhẹ**",
        f"**{vietnamese(row['required_per_year'], 2)}**",
        f"**{vietnamese(row['achieved_per_year'], 2)}**",
        f"**{row['arrival_year']}**",
        f"**{vietnamese(row['required_2045_per_year'], 2)}**",
        "chưa nêu được",
        f"**{vietnamese(100 * outside['statcan_ratio'], 1)} %** → cần tăng tốc",
        f"**{vietnamese(100 * outside['un_ratio'], 1)} %** → tiến bộ khá, cần tăng tốc",
    ]
    assert row["status"] == "slightly_behind"
    assert outside["statcan_category"] == "acceleration_needed"
    assert outside["un_category"] == "fair_progress"


def test_the_real_case_on_the_page_is_the_computed_one() -> None:
    figure, promise = TIEN_GIANG.figures[0], TIEN_GIANG.promises[0]
    pace = (promise.value - figure.value) / (promise.year - figure.year)
    sentence = " ".join(PAGE.split())
    assert (
        f"{vietnamese(figure.value, 2)} % ({figure.year}); kế hoạch {promise.value} % năm {promise.year}, "
        f"tức {vietnamese(pace, 2)} điểm mỗi năm"
    ) in sentence


def test_the_thresholds_are_read_once_and_cannot_be_changed() -> None:
    assert load_method() is load_method()
    with pytest.raises(ValidationError):
        METHOD.status.on_plan.value = 0.5


def test_a_threshold_of_the_file_moves_the_judgement(tmp_path: Path) -> None:
    text = METHOD_FILE.read_text(encoding="utf-8")
    moved = tmp_path / "method.toml"
    moved.write_text(
        text.replace("[status.slightly_behind]\nvalue = 0.60", "[status.slightly_behind]\nvalue = 0.90"),
        encoding="utf-8",
    )
    method = read_method(moved)
    made = world(EXAMPLE)
    rows = progress(made.targets, made.actuals, made.indicators, made.documents, method, [2027])
    assert one(rows, indicator_id="i0")["status"] == "behind"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[status.on_plan]", "[status.on_course]"),
        ('source = "destatis"', 'source = "nobody"'),
        ("[gap.on_plan]\nvalue = 1.0\n", "[gap.on_plan]\n"),
    ],
)
def test_a_faulty_file_is_refused(tmp_path: Path, before: str, after: str) -> None:
    text = METHOD_FILE.read_text(encoding="utf-8")
    assert before in text
    broken = tmp_path / "method.toml"
    broken.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(ValidationError):
        read_method(broken)


def test_cut_offs_fall_from_best_to_worst() -> None:
    for better, worse in (
        (METHOD.status.on_plan, METHOD.status.slightly_behind),
        (METHOD.status.slightly_behind, METHOD.status.behind),
        (METHOD.attainment.on_plan, METHOD.attainment.slightly_behind),
        (METHOD.gap.slightly_behind, METHOD.gap.on_plan),
        (METHOD.outlook.narrow_miss, METHOD.outlook.reaches),
        (METHOD.statcan.on_track, METHOD.statcan.accelerate),
        (METHOD.un_2023.on_track, METHOD.un_2023.fair),
    ):
        assert better.value > worse.value
    assert np.isclose(METHOD.status.behind.value, 0.0)
