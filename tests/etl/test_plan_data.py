"""Rules that the rows of the two plans keep among themselves and with the reference tables."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from etl.plans.plan_text import words
from etl.reading import read_rows
from kpi.model.reference import Indicator, Reporting
from kpi.model.rows import Correction, Target
from kpi.model.vocabulary import Cadence, Operator, TargetStatus

DATA = Path(__file__).parents[2] / "data"
DOCUMENTS = {"lai_chau_11_kh_tu_2025": "lai_chau", "tien_giang_plan_2025": "tien_giang"}


def _rows(name: str, model: type[Any]) -> list[Any]:
    located, findings = read_rows(DATA / name, model, DATA)
    assert findings == []
    return [item.row for item in located]


TARGETS = {document: _rows(f"targets/{document}.csv", Target) for document in DOCUMENTS}
INDICATORS = {row.indicator_id: row for row in _rows("reference/indicators.csv", Indicator)}
LINES = {
    document: (DATA / f"documents/{document}.txt").read_text(encoding="utf-8").split("\n") for document in DOCUMENTS
}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_ids_tell_document_year_and_indicator(document: str) -> None:
    ids = [target.target_id for target in TARGETS[document]]
    assert len(set(ids)) == len(ids)
    for target in TARGETS[document]:
        stem = f"{document}.{target.year}.{target.indicator_id}"
        assert re.fullmatch(rf"{re.escape(stem)}(\.[b-z])?", target.target_id)
        assert target.province_id == DOCUMENTS[document]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_targets_speak_their_indicators_language(document: str) -> None:
    """Unit and bounds of the indicator; a yearly quantity only where the indicator is one."""
    for target in TARGETS[document]:
        indicator = INDICATORS[target.indicator_id]
        assert target.unit == indicator.unit
        for value in (target.value, target.value_high):
            assert value is None or indicator.min_value <= value <= (indicator.max_value or value)
        assert target.cadence is Cadence.LEVEL or indicator.cadence is Cadence.ANNUAL_FLOW


def test_one_target_in_force_for_each_indicator_and_year() -> None:
    """A repetition equals the target that it repeats; contradictions never stand beside one in force."""
    for targets in TARGETS.values():
        groups = defaultdict(list)
        for target in targets:
            groups[target.indicator_id, target.year].append(target)
        for group in groups.values():
            in_force = [target for target in group if target.status is TargetStatus.IN_FORCE]
            others = [target for target in group if target.status is not TargetStatus.IN_FORCE]
            assert len(in_force) <= 1
            for target in others:
                if target.status is TargetStatus.DUPLICATE:
                    assert [(t.value, t.operator) for t in in_force] == [(target.value, target.operator)]
                else:
                    assert target.status is TargetStatus.CONFLICTING
                    assert in_force == []
                assert target.note


def test_the_contradiction_of_2040_keeps_every_version() -> None:
    found = {
        (target.line, target.indicator_id, target.value)
        for target in TARGETS["tien_giang_plan_2025"]
        if target.status is TargetStatus.CONFLICTING
    }
    assert found == {
        (489, "st_enterprises", 150),
        (510, "st_enterprises", 150),
        (510, "regional_digital_enterprises_share", 10),
        (520, "st_enterprises", 50),
        (520, "regional_digital_enterprises", 1),
    }


def test_the_lost_stroke_is_declared_with_the_sister_plan_as_witness() -> None:
    """'>' is read as '≥' because the other plan prints '≥' in the same sentences with the same numbers."""
    corrections = {row.correction_id: row for row in _rows("corrections/corrections.csv", Correction)}
    lost = corrections["tien_giang_plan_2025.ge"]
    assert (lost.printed, lost.read_as, lost.line) == (">", "≥", None)
    pairs = re.findall(r"dòng (\d+) \(Tiền Giang dòng (\d+)\)", lost.evidence)
    assert len(pairs) == 10
    by_line = {document: {target.line: target for target in targets} for document, targets in TARGETS.items()}
    for here, there in pairs:
        sister = by_line["lai_chau_11_kh_tu_2025"][int(here)]
        target = by_line["tien_giang_plan_2025"][int(there)]
        assert "≥" in sister.quote
        assert ">" in target.quote
        assert (sister.indicator_id, sister.value) == (target.indicator_id, target.value)
        assert sister.operator is target.operator is Operator.GE


def test_a_declared_misprint_stands_where_it_is_declared() -> None:
    for row in _rows("corrections/corrections.csv", Correction):
        lines = LINES[Path(row.file).stem]
        where = lines if row.line is None else [lines[row.line - 1]]
        assert any(words(row.printed) in words(line) for line in where), row.correction_id
        assert row.printed != row.read_as


def test_who_reports_is_said_in_the_plans_words() -> None:
    """The quote starts in the paragraph that opens at the named line."""
    rows = _rows("reference/reporting.csv", Reporting)
    assert {row.document_id for row in rows} == set(DOCUMENTS)
    for row in rows:
        text = words(" ".join(LINES[row.document_id][row.line - 1 : row.line + 12]))
        assert words(row.quote) in text, (row.document_id, row.line)
