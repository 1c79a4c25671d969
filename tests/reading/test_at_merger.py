"""What was said of a former unit when it was merged is told on the page of its heir as history."""

from __future__ import annotations

import pytest

from kpi.briefing.content import Context
from kpi.briefing.library import Library
from kpi.briefing.library import Subject as BriefingSubject
from kpi.claims.said import Place, everything_said
from kpi.reading.own_and_inherited import owner_name
from kpi.reading.province import built_on, provinces
from kpi.reading.said.at_merger import at_merger
from kpi.reading.standpoint import Standpoint
from kpi.reading.subject import Subject, subject
from kpi.store.warehouse import Snapshot
from kpi.words import LANGUAGES, label
from pages.indicator.parts import View, title_html

FIBRE = ("communes_fiber_share", "ca_mau_2008_digital_economy_2022")
HISTORY = {"vi": "Đánh giá khi hợp nhất (30/06/2025)", "en": "Assessment at the time of the merger (30 Jun 2025)"}


def seen(snapshot: Snapshot, province_id: str, indicator_id: str, document_id: str) -> Subject:
    found = subject(snapshot, province_id, indicator_id, document_id, Standpoint())
    assert found is not None
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("unit", ["ca_mau", "ca_mau_2008"])
def test_a_verdict_of_the_last_day_is_told_as_history(snapshot: Snapshot, unit: str, lang: str):
    """On schedule by its own target on 30 June 2025; today's page told only that the boundaries had changed."""
    found = seen(snapshot, unit, *FIBRE)
    told = at_merger(snapshot, found, lang)
    assert told.startswith(HISTORY[lang])
    assert label("status", "on_plan", lang).lower() in told
    page = title_html(snapshot, View(unit, *FIBRE, "tat_ca", lang, Standpoint()))
    assert told in page
    assert owner_name(snapshot, found, lang) in page
    context = Context(lang, Standpoint(), snapshot.snapshot_id, built_on(snapshot), False, "")
    assert told in BriefingSubject(Library(snapshot, context), found).sentence
    said = {one.place: one for one in everything_said(snapshot, found, lang, provinces(snapshot), found.targets)}
    assert told in said[Place.SENTENCE].text
    assert said[Place.SENTENCE].unnamed == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_former_unit_s_verdict_is_no_badge_on_the_heir_s_page(snapshot: Snapshot, lang: str):
    """A target met in 2022 stood beside the name of today's Hải Phòng."""
    about = ("digital_economy_share_grdp", "hai_phong_2008_digital_transformation_2022")
    pages = {
        unit: title_html(snapshot, View(unit, *about, "tat_ca", lang, Standpoint()))
        for unit in ("hai_phong", "hai_phong_2008")
    }
    assert "class='status" in pages["hai_phong_2008"]
    assert "class='status" not in pages["hai_phong"]
    assert owner_name(snapshot, seen(snapshot, "hai_phong", *about), lang) in pages["hai_phong"]


def test_nothing_is_told_where_the_last_day_had_no_verdict(snapshot: Snapshot):
    for unit, indicator, document in (
        ("dong_thap", "digital_economy_share_grdp", "tien_giang_plan_2025"),
        ("hai_phong", "digital_economy_share_grdp", "hai_phong_2008_106_kh_ubnd_2025"),
        ("lai_chau", "coverage_5g", "lai_chau_11_kh_tu_2025"),
    ):
        assert at_merger(snapshot, seen(snapshot, unit, indicator, document), "vi") == ""
