"""The method page tells the numbers that the code uses and the tests assert."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from kpi.method.outside_measures import compare_measures
from kpi.method.progress import progress
from kpi.method.thresholds import METHOD_FILE, Threshold, load_method, read_method
from kpi.model.codes import Result, Status
from kpi.model.records import plain_records
from kpi.store.warehouse import Snapshot
from kpi.words import format_difference, format_qualified, label
from kpi.words.judged_values import planned_words
from kpi.words.target_clauses import goal_words
from tests.cases.progress_cases import EXAMPLE, one, world

METHOD = load_method()
DOCS = Path(__file__).parents[2] / "docs"
FILES = {"vi": DOCS / "method.md", "en": DOCS / "method.en.md"}
PAGE = FILES["vi"].read_text(encoding="utf-8")
FORMS = {
    "ratio": "{:g} %",
    "materiality_bands": "{:g} lần ngưỡng trọng yếu",
    "days": "{:g} ngày",
    "rounds": "{:g} chu kỳ công bố",
    "years": "{:g} lần",
    "points": "{:g} năm",
    "year": "{:g}",
}


def shown(threshold: Threshold) -> str:
    value = 100 * threshold.value if threshold.unit == "ratio" else threshold.value
    return FORMS[threshold.unit].format(value).replace(".", ",")


BORROWED = " (mượn cho phép đo khác)"
DUE_CASES = (
    ("viet_nam", "coverage_5g_population", "tb_624_vpcp_2025", "population"),
    ("viet_nam", "digital_economy_share_grdp", "qd_411_ttg_2022", "gso_value_added"),
    ("viet_nam", "digital_economy_share_grdp", "qd_411_ttg_2022", "mic_ptit"),
    ("viet_nam", "digital_economy_share_grdp", "nq_52_tw_2019", "mic_ptit"),
    ("viet_nam", "dossiers_online_share_full_online", "dossiers_emc_2024", "full_online"),
    ("hai_phong_2008", "digital_economy_share_grdp", "hai_phong_2008_digital_transformation_2022", "gso_value_added"),
)
"""Official targets that fell due: unit, indicator, document, series."""
WAY_CASES = (
    ("viet_nam", "digital_economy_share_grdp", "nq_57_tw_2024", "gso_value_added"),
    ("viet_nam", "digital_economy_share_grdp", "nq_03_cp_2025", "gso_value_added"),
    ("viet_nam", "digital_economy_share_grdp", "qd_411_ttg_2022", "gso_value_added"),
    ("thai_nguyen", "digital_economy_share_grdp", "thai_nguyen_congress_2025", "gso_value_added"),
    ("tay_ninh", "coverage_5g", "tay_ninh_digital_infrastructure_2025", "communes"),
    ("viet_nam", "rd_spending_share_grdp", "nq_03_cp_2025", "press_stated"),
)
"""Targets on the way, as one stands in 2026."""
_NAMES = """
SELECT provinces.name_vi || ', '
    || CASE provinces.kind WHEN 'nation' THEN coalesce(name_nation_vi, indicators.name_vi) ELSE indicators.name_vi END
    || ', ' || coalesce(documents.number, documents.title_vi) AS name
FROM provinces, indicators, documents WHERE provinces.province_id = $province AND indicator_id = $indicator
AND document_id = $document
"""


_TARGETS = "province_id = $province AND indicator_id = $indicator AND document_id = $document"


def table_rows(*, thresholds: bool) -> list[str]:
    """Lines of the page's tables: those of the thresholds, or all others without their heads."""
    lines = [line for line in PAGE.splitlines() if line.startswith("| ")]
    return [line for line in lines if line.startswith("| `") == thresholds]


def threshold_lines() -> list[str]:
    lines = []
    for row in METHOD.thresholds():
        source = next(name for name in SOURCE_NAMES if row.source.title.startswith(name))
        lent = BORROWED if row.threshold.borrowed else ""
        lent += f": {row.threshold.reason_vi}" if row.threshold.reason_vi else ""
        lines.append(f"| `{row.key}` | {row.threshold.label_vi} | {shown(row.threshold)} | {source}{lent} |")
    return lines


SOURCE_NAMES = ("Statistics Canada", "Open SDG", "Destatis", "UN Statistics Division", "Quy ước của Thước đo 57")


def real_case_lines(snapshot: Snapshot) -> list[str]:
    """The real examples of the page, each from the rows that it stands on."""
    where = "province_id = $province AND indicator_id = $indicator AND document_id = $document AND series = $series"
    lines = []
    for kind, cases in (("milestone_results", DUE_CASES), ("progress", WAY_CASES)):
        also = "" if kind == "milestone_results" else " AND as_of_year = 2026"
        for province, indicator, document, series in cases:
            key = {"province": province, "indicator": indicator, "document": document}
            [row] = plain_records(snapshot.query(f"SELECT * FROM {kind} WHERE {where}{also}", key | {"series": series}))
            name = str(snapshot.rows(_NAMES, key)[0]["name"])
            targets = plain_records(snapshot.query(f"SELECT * FROM targets WHERE {_TARGETS}", key))
            told = _due(row, targets) if kind == "milestone_results" else _on_the_way(row, targets)
            lines.append(f"| {name} | {' | '.join(told)} |")
    return [" ".join(line.replace("\u202f", " ").replace("\u00a0", " ").split()) for line in lines]


def _named(family: str, code: str) -> str:
    """How the page names a status: it takes the word of one with a verdict, and writes out that there is none."""
    return label(family, code, "vi") if code in {Status.NOT_ASSESSABLE, Result.UNDECIDED} else f"{{Status.{code}}}"


def on_page(file: Path, written: list[str], computed: list[str]) -> None:
    """That the lines of a page are those that the code computes; else which line to put for which."""
    changed = [f"put\n  {new}\nfor\n  {old}" for old, new in zip(written, computed, strict=False) if old != new]
    assert len(written) == len(computed), f"docs/{file.name} has {len(written)} such lines, not {len(computed)}"
    assert not changed, f"docs/{file.name} tells other numbers than the code: " + "\n".join(changed)


def _due(row: dict[str, Any], targets: list[dict[str, Any]]) -> tuple[str, str, str]:
    actual = format_qualified(row["actual"], row["actual_qualifier"], "%", "vi")
    verdict = f"{_named('result', row['result'])} ({label('reason', row['reason'], 'vi')})"
    target = f"{goal_words(row['target'], row['year'], targets, '%', 'vi')} ({row['year']}), số chính thức"
    return target, f"{actual} ({row['series']}, {row['actual_period_end']:%d/%m/%Y})", verdict


def _on_the_way(row: dict[str, Any], targets: list[dict[str, Any]]) -> tuple[str, str, str]:
    goal, year = row["next_milestone"], row["next_milestone_year"]
    needed = f"{goal_words(goal, year, targets, '%', 'vi')} ({year}), số chính thức"
    if row["gap"] is not None:
        needed = f"{planned_words(row, targets, '%', 'vi')}, năm {row['planned_year']}"
    actual = format_qualified(row["actual"], row["actual_qualifier"], "%", "vi")
    gap = row["gap"] if row["gap"] is not None else row["milestone_gap"]
    verdict = f"{_named('status', row['status'])}: {label('reason', row['reason'], 'vi')}"
    if gap is not None:
        verdict += f"; chênh lệch {format_difference(gap, '%', 'vi')}"
    return needed, f"{actual} ({row['series']}, {row['actual_period_end']:%d/%m/%Y})", verdict


def test_every_threshold_and_source_stands_on_the_page_and_no_other() -> None:
    on_page(FILES["vi"], table_rows(thresholds=True), threshold_lines())
    for source in METHOD.sources.values():
        assert source.url in PAGE
        assert source.read_at in PAGE


def materiality_lines() -> list[str]:
    units = {"*": "khác"}
    return [
        f"| {units.get(one.unit, one.unit)} | {f'{one.value:g}'.replace('.', ',')} | {one.reason_vi} |"
        for one in METHOD.materiality
    ]


def test_every_materiality_stands_on_the_page_with_its_reason(snapshot: Snapshot) -> None:
    assert [line for line in PAGE.splitlines() if line in set(materiality_lines())] == materiality_lines()
    used = snapshot.rows("SELECT DISTINCT unit, materiality FROM indicators")
    assert all(METHOD.materiality_of(row["unit"], row["materiality"]) for row in used)
    assert METHOD.materiality_of("%", 0.3) is None


def test_a_number_of_our_own_without_a_reason_is_refused() -> None:
    with pytest.raises(ValidationError, match="no reason"):
        Threshold(value=1, unit="ratio", source="house", label_vi="a", label_en="b")


def test_a_borrowed_threshold_says_so() -> None:
    lent = [row.key for row in METHOD.thresholds() if row.threshold.borrowed]
    assert lent == ["status.on_plan", "status.slightly_behind"]
    assert sum(line.endswith(f"{BORROWED} |") for line in table_rows(thresholds=True)) == len(lent)


def test_the_real_examples_on_the_page_are_the_rows_of_the_warehouse(snapshot: Snapshot) -> None:
    head = next(n for n, line in enumerate(PAGE.splitlines()) if line.startswith("| Đơn vị, chỉ tiêu"))
    told = PAGE.splitlines()[head + 2 : head + 2 + len(DUE_CASES) + len(WAY_CASES)]
    on_page(FILES["vi"], told, real_case_lines(snapshot))


def worked_results(lang: str) -> list[str]:
    """The last cells of the worked example, by the thresholds in force."""
    made = world(EXAMPLE)
    rows = progress(made.tables(), METHOD, [2027])
    row = one(rows, indicator_id="i0")
    outside = one(compare_measures(rows, made.indicators, METHOD), indicator_id="i0")

    def number(value: float, decimals: int, unit: str = "") -> str:
        told = f"{value:.{decimals}f}".replace("-", "−") + unit
        return f"**{told.replace('.', ',').replace('%', ' %') if lang == 'vi' else told}**"

    assert (row["planned"], row["outlook_reason"]) == (23.0, "too_few_points")
    return [
        number(100 * row["attainment"], 1, "%"),
        number(row["gap"], 1),
        f"{number(100 * row['planned_progress'], 0, '%')} → **{{status.{row['status']}}}**",
        number(row["required_per_year"], 2),
        {"vi": "không nêu", "en": "not given"}[lang],
        number(row["required_2045_per_year"], 2),
        f"{number(100 * outside['statcan_ratio'], 1, '%')} → {{statcan.{outside['statcan_category']}}}",
        f"{number(100 * outside['un_ratio'], 1, '%')} → {{un_2023.{outside['un_category']}}}",
    ]


@pytest.mark.parametrize("lang", FILES)
def test_the_worked_example_on_the_page_is_the_computed_one(lang: str) -> None:
    text = FILES[lang].read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ")][1:9]
    heads = [line.rsplit(" | ", 1)[0] for line in rows]
    on_page(FILES[lang], rows, [f"{head} | {told} |" for head, told in zip(heads, worked_results(lang), strict=True)])


def shown_in(lang: str, value: float) -> str:
    told = f"{100 * value:g}"
    return f"{told.replace('.', ',')} %" if lang == "vi" else f"{told}%"


def test_the_sentences_of_the_page_tell_the_thresholds_in_force() -> None:
    """Words and number are looked for together, so that the sentence to change is named."""
    cuts, noise, about = METHOD.status, METHOD.noise.min_way.value, METHOD.data.approx_margin.value
    said = {
        "vi": (
            ("dưới ngưỡng {}", [noise]),
            ("thấp hơn số ấy quá {} của nó", [about]),
            ("Lề {} là của số liệu “khoảng”", [about]),
            ("**mượn** hai ngưỡng {} và {}", [cuts.on_plan.value, cuts.slightly_behind.value]),
        ),
        "en": (
            ("less than the {} asked for", [noise]),
            ("only below {} of it", [1 - about]),
            ("the {} are those of", [about]),
            ("The cut-offs {} and {} are", [cuts.on_plan.value, cuts.slightly_behind.value]),
        ),
    }
    for lang, sentences in said.items():
        text = " ".join(FILES[lang].read_text(encoding="utf-8").split())
        for words, values in sentences:
            wanted = words.format(*(shown_in(lang, value) for value in values))
            assert wanted in text, f"docs/{FILES[lang].name} must say: {wanted}"


def test_the_thresholds_are_read_once_and_cannot_be_changed() -> None:
    assert load_method() is load_method()
    with pytest.raises(ValidationError):
        METHOD.status.on_plan.value = 0.5


def test_a_threshold_of_the_file_moves_the_judgement(tmp_path: Path) -> None:
    text = METHOD_FILE.read_text(encoding="utf-8")
    moved = tmp_path / "method.toml"
    cut = re.compile(r"(?<=\[status\.slightly_behind\]\n)value = .*")
    moved.write_text(cut.sub("value = 0.90", text), encoding="utf-8")
    method = read_method(moved)
    made = world(EXAMPLE)
    rows = progress(made.tables(), method, [2027])
    assert one(rows, indicator_id="i0")["status"] == "behind"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[status.on_plan]", "[status.on_course]"),
        ('source = "destatis"', 'source = "nobody"'),
        ("[noise.gap]\nvalue = ", "[noise.gap]\nvalues = "),
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
        (METHOD.attainment.on_plan, METHOD.attainment.slightly_behind),
        (METHOD.gap.slightly_behind, METHOD.noise.gap),
        (METHOD.outlook.narrow_miss, METHOD.outlook.reaches),
        (METHOD.statcan.on_track, METHOD.statcan.accelerate),
        (METHOD.un_2023.on_track, METHOD.un_2023.fair),
    ):
        assert better.value > worse.value
