"""One order says which document counts first, wherever documents are listed."""

from __future__ import annotations

from datetime import date
from typing import Any

from etl.document_order import places
from kpi.store.warehouse import Snapshot


def document(name: str, kind: str, issued_on: date | None = None, number: str | None = None, title: str = "") -> dict:
    found: dict[str, Any] = {"document_id": name, "kind": kind, "issued_on": issued_on, "number": number}
    return found | {"title_vi": title or name, "province_id": None, "issuer": None}


def test_plans_in_full_then_the_resolution_they_carry_out_then_the_newest():
    rows = [
        document("copy", "national_reported"),
        document("decree", "national_reported", date(2025, 1, 9), "03/NQ-CP"),
        document("resolution", "national_reported", date(2024, 12, 22), "57-NQ/TW"),
        document("press", "announced_press", date(2025, 12, 31), "57-NQ"),
        document("plan_b", "plan_text", date(2025, 5, 6), title="Kế hoạch thực hiện Nghị quyết số 57-NQ/TW"),
        document("plan_a", "plan_text", date(2025, 5, 6)),
    ]
    found = places(rows)
    assert sorted(found, key=found.__getitem__) == ["plan_a", "plan_b", "resolution", "press", "decree", "copy"]
    assert sorted(found.values()) == list(range(1, len(rows) + 1))


def test_the_order_is_published_and_the_states_of_the_heat_map_follow_it(snapshot: Snapshot):
    published = {row["document_id"]: row["place"] for row in snapshot.rows("SELECT document_id, place FROM documents")}
    assert published == places(snapshot.rows("SELECT * FROM documents"))
    first = snapshot.rows(
        "SELECT document_id FROM progress JOIN documents USING (document_id) WHERE progress.province_id = 'viet_nam' "
        "AND indicator_id = 'digital_economy_share_grdp' ORDER BY place LIMIT 1"
    )
    assert first == [{"document_id": "nq_57_tw_2024"}]
