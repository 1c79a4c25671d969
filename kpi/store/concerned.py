"""Rows that concern a province: asked for one province, or once for all where every province is read in turn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from kpi.model.records import Row
from kpi.store.warehouse import Snapshot

_ONE = """
WITH concerned AS (
    SELECT $province AS province_id, false AS inherited
    UNION ALL
    SELECT former_id, true FROM crosswalk WHERE successor_id = $province AND boundary_changed
)
SELECT """
_ALL = """
WITH concerned AS (
    SELECT province_id, false AS inherited, province_id AS concerns FROM provinces
    UNION ALL
    SELECT former_id, true, successor_id FROM crosswalk WHERE boundary_changed
)
SELECT concerned.concerns, """
_RowsByProvince = dict[str, list[Row]]
_answers: ContextVar[dict[tuple[Any, ...], _RowsByProvince] | None] = ContextVar("answers", default=None)


@contextmanager
def every_province_at_once() -> Iterator[None]:
    """Inside, the first question for a province asks for all of them: a hundred small queries become one."""
    before = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(before)


def rows_concerning(snapshot: Snapshot, columns: str, province_id: str, **parameters: Any) -> list[Row]:
    """The rows of a query whose text after SELECT is `columns`, which joins `concerned` (province_id, inherited).

    Its order must not depend on the province that is asked for.
    """
    answers = _answers.get()
    if answers is None:
        return snapshot.rows(_ONE + columns, {"province": province_id, **parameters})
    key = (snapshot, columns, *sorted(parameters.items()))
    if key not in answers:
        answers[key] = _by_province(snapshot, columns, parameters)
    return answers[key].get(province_id, [])


def _by_province(snapshot: Snapshot, columns: str, parameters: dict[str, Any]) -> _RowsByProvince:
    found = defaultdict(list)
    for row in snapshot.rows(_ALL + columns, parameters):
        found[row.pop("concerns")].append(row)
    return found
