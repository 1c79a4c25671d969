"""What concerns a province is the same whether it is asked for alone or with all others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kpi.store import province_queries
from kpi.store.concerned import every_province_at_once
from kpi.store.warehouse import Snapshot

QUESTIONS: dict[str, Callable[[Snapshot, str], list[Any]]] = {
    "targets": province_queries.targets,
    "actuals": province_queries.actuals,
    "target_path": province_queries.target_path,
    "progress": lambda snapshot, province_id: province_queries.progress(snapshot, province_id, 2025),
    "progress of another year": lambda snapshot, province_id: province_queries.progress(snapshot, province_id, 2026),
    "milestone_results": province_queries.milestone_results,
    "qualitative": province_queries.qualitative,
    "plan_warnings": province_queries.plan_warnings,
    "path_breaks": province_queries.path_breaks,
    "documents": province_queries.documents,
}


@pytest.mark.parametrize("ask", QUESTIONS.values(), ids=QUESTIONS)
def test_one_province_alone_has_the_rows_that_it_has_among_all(
    snapshot: Snapshot, ask: Callable[[Snapshot, str], list[Any]]
):
    units = [unit["province_id"] for unit in province_queries.provinces(snapshot)]
    alone = {unit: ask(snapshot, unit) for unit in units}
    with every_province_at_once():
        together = {unit: ask(snapshot, unit) for unit in units}
    assert together == alone
    assert sum(len(rows) for rows in alone.values()) > 0
    assert ask(snapshot, units[0]) == alone[units[0]]
