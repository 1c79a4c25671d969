"""A target is shown with the words and the place that its source has, and never with others."""

from __future__ import annotations

from html import escape

from kpi.model.records import TargetRecord, records
from kpi.store import province_queries
from kpi.store.warehouse import Snapshot
from ui.provenance import target_source


def test_a_sentence_of_resolution_57_stands_with_its_place_and_address(snapshot: Snapshot) -> None:
    targets = records(province_queries.document_targets(snapshot, "nq_57_tw_2024"), TargetRecord)
    assert len(targets) == 26
    for target in targets:
        assert target.quote
        html = target_source(target, None, "vi")
        assert f"<summary>{target.place}, dòng {target.line} của bản chép công khai</summary>" in html
        assert f"<p class='source'>“{escape(target.quote)}”</p>" in html
        assert f"href='{target.source_url}?plain=1#L{target.line}'" in html
    economy = next(t for t in targets if (t.indicator_id, t.year) == ("digital_economy_share_grdp", 2045))
    assert (economy.operator, economy.place, economy.line) == ("ge", "mục II.2", 43)
    assert "tối thiểu 50% GDP" in str(economy.quote)


def test_a_target_of_the_press_says_so(snapshot: Snapshot) -> None:
    [target] = records(province_queries.document_targets(snapshot, "cao_bang_plan_2026_2030"), TargetRecord)
    assert (target.quote, target.place, target.line) == (None, None, None)
    assert "<summary>theo báo chí" in target_source(target, None, "vi").lower()
