"""Published actuals and announced targets: all of the given rows, unmixed, citable and unchanged."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from etl.reading import read_rows
from kpi.model import reference, vocabulary
from kpi.model import rows as model

DATA = Path(__file__).parents[2] / "data"

# Rows of each actuals file. The given lists of 517 and 498 published actuals end here or in data/not_loaded; two of
# their rows (16/16 and 25/25 tasks of two phases; 85/145 tasks as a number and as a share) became two actuals each.
# The two national counts of tasks done (50/70 and 1.227/1.298) come from the list of task evidence and its notes.
ACTUAL_ROWS = {
    "government_reports": 14,
    "international": 9,
    "ministries_public_services": 33,
    "ministries_telecom": 11,
    "ministry_digital_economy": 25,
    "ministry_dti": 139,
    "ministry_pii": 77,
    "operators": 4,
    "portal_766": 211,
    "press": 25,
    "provincial_authorities": 172,
    "statistics_office": 69,
}
SPLIT_ROWS, FROM_TASK_EVIDENCE = 2, 2
# Figures whose sources name neither a day, a month nor a year of publication.
UNDATED = {
    "government_reports": 1,
    "international": 1,
    "ministries_public_services": 14,
    "ministries_telecom": 2,
    "ministry_digital_economy": 1,
    "press": 5,
    "provincial_authorities": 17,
    "statistics_office": 2,
}
GIVEN = {
    "published_actuals": 517,
    "extra_actuals": 498,
    "national_targets": 91,
    "published_plan_targets": 240,
    "extra_targets": 103,
}
GIVEN_ACTUALS, GIVEN_TARGETS = (
    ("published_actuals", "extra_actuals"),
    ("national_targets", "published_plan_targets", "extra_targets"),
)
# Seven targets of Resolution 57 stand in two of the lists; three of Resolution 52 were read beside a given one.
IN_TWO_LISTS, READ_BESIDE = 7, 3
ECONOMY, DOSSIERS, COVERAGE = "digital_economy_share_grdp", "dossiers_online_share", "coverage_5g"

# (province, indicator, series, last day of the period, value, qualifier): read by eye in the published list.
CHECKED = [
    ("viet_nam", ECONOMY, "gso_value_added", "2024-12-31", 13.17, "exact"),
    ("viet_nam", ECONOMY, "gso_value_added", "2025-12-31", 14.02, "exact"),
    ("viet_nam", ECONOMY, "mic_ptit", "2022-12-31", 14.26, "exact"),
    ("hai_phong", ECONOMY, "gso_value_added", "2025-12-31", 22.28, "exact"),
    ("hai_phong", ECONOMY, "producer_not_stated", "2025-12-31", 27.17, "approx"),
    ("ho_chi_minh_2008", ECONOMY, "gso_value_added", "2023-12-31", 14.65, "exact"),
    ("bac_ninh_2008", ECONOMY, "mic_ptit", "2022-12-31", 56.83, "exact"),
    ("tien_giang", ECONOMY, "mic_ptit", "2022-12-31", 5.73, "exact"),
    ("tien_giang", ECONOMY, "provincial", "2021-12-31", 8.59, "exact"),
    ("viet_nam", COVERAGE, "population", "2025-10-31", 39.52, "exact"),
    ("tay_ninh", COVERAGE, "communes", "2025-10-15", 48.96, "exact"),
    ("gia_lai", COVERAGE, "populated_area", "2025-12-30", 17, "exact"),
    ("hue", COVERAGE, "outdoor_viettel", "2026-01-05", 90, "approx"),
    ("ha_nam", DOSSIERS, "full_online", "2024-12-31", 68.54, "exact"),
    ("ha_noi", DOSSIERS, "full_online", "2024-12-31", 10, "at_most"),
    ("lang_son", DOSSIERS, "submitted_online", "2024-09-30", 97.92, "exact"),
    ("viet_nam", DOSSIERS, "full_online_base_not_stated", "2025-12-31", 51, "at_least"),
    ("lai_chau", "stations_5g", "all_operators", "2025-05-31", 55, "exact"),
    ("da_nang_2008", "dti_provincial", "ministry", "2022-12-31", 0.8002, "exact"),
    ("hai_phong", "dti_provincial", "ministry", "2024-12-31", 0.7857, "exact"),
    ("ha_noi", "dti_rank", "of_63", "2022-12-31", 24, "exact"),
    ("ha_noi", "dti_rank", "of_34", "2024-12-31", 1, "exact"),
    ("ha_noi", "pii_score", "round_34", "2025-12-31", 65.68, "exact"),
    ("viet_nam", "dossiers_received", "all_localities", "2025-10-28", 14_500_000, "approx"),
    ("viet_nam", "adult_digital_signature_share", "neac", "2024-07-31", 13.5, "exact"),
    ("tay_ninh", "st_dt_budget_amount", "executed", "2025-12-31", 263.5, "exact"),
    ("lai_chau", "grdp_growth", "statistics_office", "2023-12-31", -2.77, "exact"),
    ("khanh_hoa_2008", "grdp_growth", "statistics_office", "2020-12-31", -10.5, "exact"),
    ("lai_chau", "mobile_broadband_village_coverage_share", "any_mobile_network", "2024-04-30", 97, "approx"),
    ("viet_nam", "stations_5g", "viettel", "2025-12-25", 22758, "exact"),
    ("viet_nam", "adult_digital_or_esignature_share", "government_report", "2025-06-30", 33, "approx"),
    ("viet_nam", "gii_rank", "wipo", "2025-12-31", 44, "exact"),
    ("viet_nam", "egov_rank_world", "un_desa", "2024-12-31", 71, "exact"),
    ("lai_chau", "dossiers_digitised_share", "portal_766_papers", "2026-10-10", 24.37, "exact"),
    ("lai_chau", "online_payment_share", "portal_766_dossiers_with_fee", "2026-10-10", 87.31, "exact"),
    ("viet_nam", DOSSIERS, "portal_766_submitted", "2026-10-10", 94.88, "exact"),
    ("tien_giang", "dti_rank", "of_63", "2021-12-31", 23, "exact"),
    ("gia_lai", "stations_5g", "all_operators", "2025-12-31", 734, "exact"),
    ("bac_ninh_2008", "dti_pillar_digital_government", "ministry", "2020-12-31", 0.4449, "exact"),
    ("bac_ninh_2008", "dti_pillar_digital_society", "ministry", "2020-12-31", 0.4052, "exact"),
    ("lai_chau", "q4_tasks_completed_share", "assigned_to_q3", "2025-09-30", 58.62, "exact"),
]
# target_id, province, operator, value, value_high
CHECKED_TARGETS = [
    ("nq_03_cp_2025.2045.digital_economy_share_grdp", "viet_nam", "ge", 50, None),
    ("qd_805_ttg_2024.2030.coverage_5g_population", "viet_nam", "eq", 99, None),
    ("da_nang_21_kh_2025.2030.digital_economy_share_grdp", "da_nang", "range", 35, 40),
    ("da_nang_2008_309_kh_tu_2025.2045.digital_economy_share_grdp", "da_nang_2008", "ge", 60, None),
    ("hue_495_kh_ubnd_2025.2026.dossiers_online_share_full_online", "hue", "eq", 80, None),
    ("vinh_long_congress_2025.2030.digital_economy_share_grdp", "vinh_long", "eq", 10.08, None),
    ("nghe_an_action_programme_2025.2030.dti_rank", "nghe_an", "le", 25, None),
    ("nq_57_tw_2024.2045.digital_economy_share_grdp", "viet_nam", "ge", 50, None),
    ("nq_57_tw_2024.2030.st_dt_state_budget_share", "viet_nam", "ge", 3, None),
    ("nq_52_tw_2019.2030.digital_economy_share_grdp", "viet_nam", "gt", 30, None),
    ("most_5g_2025.2025.coverage_5g_population", "viet_nam", "eq", 90, None),
    ("khanh_hoa_4636_kh_ubnd_2025.2025.dti_provincial", "khanh_hoa", "ge", 0.8, None),
    ("ho_chi_minh_data_strategy_2026.2030.digital_economy_share_grdp", "ho_chi_minh", "range", 30, 40),
]


def _rows(name: str, row_model: type[Any]) -> list[Any]:
    located, findings = read_rows(DATA / name, row_model, DATA)
    assert findings == []
    return [item.row for item in located]


INDICATORS = {row.indicator_id: row for row in _rows("reference/indicators.csv", reference.Indicator)}
SERIES = {(row.indicator_id, row.series): row for row in _rows("reference/series.csv", reference.Series)}
ACTUALS = {path.stem: _rows(f"actuals/{path.name}", model.Actual) for path in sorted(DATA.glob("actuals/*.csv"))}
ALL_ACTUALS = [row for rows in ACTUALS.values() for row in rows]
TARGETS = {name: _rows(f"targets/{name}.csv", model.Target) for name in ("national", "announced")}
NOT_LOADED = {name: _rows(f"not_loaded/{name}.csv", model.NotLoaded) for name in GIVEN}


def test_every_given_row_is_loaded_or_refused_with_a_reason() -> None:
    assert {name: len(ACTUALS[name]) for name in ACTUAL_ROWS} == ACTUAL_ROWS
    refused = {}
    for name, given in GIVEN.items():
        lines = [row.source_line for row in NOT_LOADED[name]]
        assert len(set(lines)) == len(lines)
        assert all(2 <= line <= given + 1 for line in lines)
        refused[name] = len(lines)
    listed = sum(GIVEN[name] - refused[name] for name in GIVEN_ACTUALS)
    assert sum(ACTUAL_ROWS.values()) == listed + SPLIT_ROWS + FROM_TASK_EVIDENCE
    targeted = sum(GIVEN[name] - refused[name] for name in GIVEN_TARGETS)
    assert sum(map(len, TARGETS.values())) == targeted - IN_TWO_LISTS + READ_BESIDE


def test_every_actual_can_be_cited_and_says_what_it_measures() -> None:
    for row in ALL_ACTUALS:
        assert row.publisher
        assert row.source_title
        assert row.source_url
        assert row.definition == SERIES[row.indicator_id, row.series].definition_vi
        assert row.unit == INDICATORS[row.indicator_id].unit
        if row.qualifier is not vocabulary.Qualifier.EXACT:
            assert row.note, row


def test_only_the_known_few_have_no_day_of_publication() -> None:
    """Whoever stands on an earlier knowledge does not see them, so that each of them counts."""
    undated = {name: sum(row.recorded_at is None for row in rows) for name, rows in ACTUALS.items()}
    assert {name: count for name, count in undated.items() if count} == UNDATED


def test_no_series_mixes_measurers() -> None:
    """The statistics office, the ministry's model and the rest each keep to their own file and series."""
    for name, rows in ACTUALS.items():
        for row in rows:
            assert (row.series == "mic_ptit") == (name == "ministry_digital_economy")
            if row.series in ("gso_value_added", "statistics_office"):
                assert name == "statistics_office"
    assert {series for indicator, series in SERIES if indicator == ECONOMY} == {
        "gso_value_added",
        "mic_ptit",
        "provincial",
        "producer_not_stated",
    }
    assert {series for indicator, series in SERIES if indicator == COVERAGE} == {
        "population",
        "populated_area",
        "communes",
        "outdoor_viettel",
    }
    for indicator, series in (("dti_rank", "of_63"), ("pii_rank", "of_63"), ("pii_score", "round_63")):
        years = {row.period_end.year for row in ALL_ACTUALS if (row.indicator_id, row.series) == (indicator, series)}
        assert max(years) <= 2024


def test_revision_of_january_2025_keeps_both_vintages() -> None:
    known: dict[int, dict[date, float]] = defaultdict(dict)
    for row in ALL_ACTUALS:
        if (row.province_id, row.indicator_id, row.series) == ("viet_nam", ECONOMY, "gso_value_added"):
            known[row.period_end.year][row.recorded_at] = row.value
    revised = date(2025, 1, 6)
    assert [known[year][revised] for year in range(2020, 2025)] == [12.66, 12.87, 12.83, 12.87, 13.17]
    assert {day: value for day, value in known[2022].items() if day < revised} == {
        date(2023, 12, 4): 12.67,
        date(2024, 12, 31): 12.63,
    }
    assert [value for day, value in known[2023].items() if day < revised] == [12.33]


def test_averages_and_parts_of_a_year_never_pass_for_a_year() -> None:
    for row in ALL_ACTUALS:
        days = (row.period_end - row.period_start).days + 1
        if days > 366 and row.qualifier is vocabulary.Qualifier.EXACT:
            assert row.indicator_id.endswith("_period_average"), row
        if row.indicator_id in (
            "grdp_growth",
            "grdp_current_prices",
            "grdp_constant_prices",
            "grdp_per_capita",
        ):
            assert days in (365, 366), row


@pytest.mark.parametrize("actual", CHECKED, ids=lambda actual: "-".join(map(str, actual[:4])))
def test_published_number_is_unchanged(actual: tuple[str, str, str, str, float, str]) -> None:
    province, indicator, series, end, value, qualifier = actual
    track = (province, indicator, series, date.fromisoformat(end))
    found = [
        (row.value, str(row.qualifier))
        for row in ALL_ACTUALS
        if (row.province_id, row.indicator_id, row.series, row.period_end) == track
    ]
    assert set(found) == {(value, qualifier)}


def test_published_fractions_and_bands_are_unchanged() -> None:
    tasks = {
        (row.province_id, row.series): (row.value, row.denominator)
        for row in ALL_ACTUALS
        if row.indicator_id == "nq57_tasks_done"
    }
    assert tasks == {
        ("lai_chau", "assigned_tasks"): (85, 145),
        ("gia_lai", "urgent_phase"): (16, 16),
        ("gia_lai", "breakthrough_phase"): (25, 25),
        ("an_giang", "plan_02_kh_bcdtw"): (25, 25),
        ("tay_ninh", "central_assigned"): (168, 169),
        ("viet_nam", "government_programme"): (76, 106),
        ("viet_nam", "plan_02_kh_bcdtw_nation"): (50, 70),
        ("viet_nam", "central_report"): (1227, 1298),
    }
    bands = {
        (row.province_id, row.period_end.year): (row.value, row.value_high, str(row.qualifier))
        for row in ALL_ACTUALS
        if row.value_high is not None
    }
    units = ("dong_thap_2008", "tien_giang", "vinh_long_2008")
    assert bands == {(unit, 2024): (31, 50, "approx") for unit in units} | {
        (unit, 2023): (11, 30, "approx") for unit in units
    }


@pytest.mark.parametrize("target", CHECKED_TARGETS, ids=lambda target: target[0])
def test_published_target_is_unchanged(target: tuple[str, str, str, float, float | None]) -> None:
    found = [
        (row.target_id, row.province_id, str(row.operator), row.value, row.value_high)
        for rows in TARGETS.values()
        for row in rows
        if row.target_id == target[0]
    ]
    assert found == [target]
