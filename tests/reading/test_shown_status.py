"""What stands on a target: the badge of a page, the cell of a paper and the card of the check say the same."""

from __future__ import annotations

from kpi.model.codes import Unjudged
from kpi.reading.due_results import ended_result, outcome_state
from kpi.reading.province import provinces, rows_by_indicator
from kpi.reading.standpoint import Standpoint
from kpi.reading.subject import subject
from kpi.reading.unjudged import target_state
from kpi.store.concerned import every_province_at_once
from kpi.store.warehouse import Snapshot


def test_what_came_of_a_last_target_is_the_status_that_is_shown(snapshot: Snapshot):
    """The rule stands twice: by the results of one document, and by those of every document that sets the target."""
    ended = 0
    with every_province_at_once():
        for province_id in provinces(snapshot):
            for indicator_id, rows in rows_by_indicator(snapshot, province_id).items():
                for document_id in dict.fromkeys(target["document_id"] for target in rows.targets):
                    found = subject(snapshot, province_id, indicator_id, document_id, Standpoint())
                    if found is None or found.row is None:
                        continue
                    result = ended_result(snapshot, found)
                    state = target_state(found)
                    if result is not None:
                        assert state == outcome_state(result.outcome), (province_id, indicator_id, document_id)
                        ended += 1
                    elif found.is_judged:
                        assert state == found.row["status"], (province_id, indicator_id, document_id)
                    else:
                        assert state in set(Unjudged), (province_id, indicator_id, document_id)
    assert ended >= 5
