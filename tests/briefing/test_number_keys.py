"""Keys of exported numbers: what the register wrote once is read the same for ever."""

from __future__ import annotations

import pytest

from kpi.briefing.exported.number_keys import ActualKey, CountKey, PathKey, ProgressKey, TargetKey, parse

WRITTEN = {
    "target|lai_chau_11_kh_tu_2025.2025.coverage_5g": TargetKey("lai_chau_11_kh_tu_2025.2025.coverage_5g"),
    "actual|viet_nam|coverage_5g|mst|2025-01-01|2025-12-31|a1": ActualKey(
        "viet_nam", "coverage_5g", "mst", "2025-01-01", "2025-12-31", "a1"
    ),
    "path|lai_chau|coverage_5g|plan|2027|": PathKey("lai_chau", "coverage_5g", "plan", "2027", ""),
    "progress|lai_chau|coverage_5g|plan||2026|2026-06-30||gap": ProgressKey(
        "lai_chau", "coverage_5g", "plan", "", "2026", "2026-06-30", "", "gap"
    ),
    "count|lai_chau|2026||2026-01-31|tasks.overdue": CountKey("lai_chau", "2026", "", "2026-01-31", "tasks.overdue"),
}


@pytest.mark.parametrize("text", WRITTEN)
def test_a_key_is_read_as_it_was_written(text: str):
    assert parse(text) == WRITTEN[text]
    assert str(WRITTEN[text]) == text


@pytest.mark.parametrize("text", ["", "figure|lai_chau|coverage_5g||", "target", "target|a|b", "path|a"])
def test_what_is_no_key_of_a_number_is_refused(text: str):
    with pytest.raises(ValueError, match="no key of a number"):
        parse(text)
