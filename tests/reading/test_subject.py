"""What a reader sees of a target: no actual of another province beside it, one rule of what is newest, as of a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import escape
from typing import Any

import pytest

from kpi.model.records import ActualRecord, records
from kpi.model.vocabulary import MEASURE_ANY, MEASURE_UNKNOWN
from kpi.reading.own_and_inherited import rows_by_owner
from kpi.reading.province import headline_indicators, province_data, provinces, rows_by_indicator
from kpi.reading.standpoint import Standpoint
from kpi.reading.subject import Subject, first_document, first_subject, subject
from kpi.reading.subject_rows import MixedProvincesError
from kpi.reading.subjects import headline_subject
from kpi.store.warehouse import Snapshot
from pages.overview.headline import headline_html
from pages.overview.tables import plans_html
from ui.tables import actual_words

pytestmark = pytest.mark.usefixtures("judged_at_once")
NOW = Standpoint()
ELECTION_YEAR = Standpoint(as_of=date(2022, 12, 31))


def every_subject(snapshot: Snapshot, standpoint: Standpoint) -> list[Subject]:
    found = []
    for province_id in provinces(snapshot):
        for indicator_id, rows in rows_by_indicator(snapshot, province_id).items():
            documents = {"", *(row["document_id"] for row in rows.targets)}
            found += [subject(snapshot, province_id, indicator_id, name, standpoint) for name in sorted(documents)]
    return [item for item in found if item is not None]


@pytest.mark.parametrize("standpoint", [NOW, ELECTION_YEAR], ids=["now", "2022"])
def test_everything_beside_a_target_is_of_the_province_that_set_it(snapshot: Snapshot, standpoint: Standpoint):
    found = every_subject(snapshot, standpoint)
    assert len(found) > 300
    assert any(item.inherited for item in found)
    for item in found:
        rows: list[Any] = [*item.targets, *item.actuals, *item.path, *item.judged, item.actual, item.cited]
        assert {row["province_id"] for row in rows if row is not None} == {item.owner_id}


def test_an_actual_of_another_province_is_refused(snapshot: Snapshot):
    inherited = first_subject(snapshot, "ca_mau", "digital_economy_share_grdp", NOW)
    assert inherited is not None
    assert inherited.owner_id == "ca_mau_2008"
    others = rows_by_indicator(snapshot, "ca_mau")["digital_economy_share_grdp"].actuals
    assert {row["province_id"] for row in others} == {"bac_lieu"}
    with pytest.raises(MixedProvincesError, match="bac_lieu"):
        replace(inherited, actuals=others)


@pytest.mark.parametrize(("lang", "none"), [("vi", "chưa có số liệu"), ("en", "no figure")])
def test_a_card_never_shows_one_former_unit_s_actual_beside_another_s_target(snapshot: Snapshot, lang: str, none: str):
    """Cà Mau's target beside Bạc Liêu's 4,87 %, Tiền Giang's beside Đồng Tháp's bound: seen on screen before."""
    for province_id, indicator_id, stranger in (
        ("ca_mau", "digital_economy_share_grdp", "4,87" if lang == "vi" else "4.87"),
        ("dong_thap", "dossiers_online_share", "10"),
    ):
        html = headline_html(snapshot, province_id, lang, NOW)
        names = [item.name(lang) for item in headline_indicators(snapshot)]
        asked = next(item.name(lang) for item in headline_indicators(snapshot) if item.indicator_id == indicator_id)
        card = next(part for part in html.split("<article") if f"aria-label='{asked}'" in part)
        assert len(names) == 3
        achieved = card.split("<div class='number-box'>")[1]
        assert none in achieved.lower()
        assert stranger not in achieved


def test_what_is_newest_is_what_the_sentence_tells_where_nothing_is_judged(snapshot: Snapshot):
    """39,52 % was told as the newest of national 5G while 91 % stood beside it."""
    found = first_subject(snapshot, "viet_nam", "coverage_5g", NOW)
    assert found is not None
    assert found.newest is not None
    assert found.cited == found.actual == found.newest
    assert found.newest["period_end"] == max(
        row["period_end"] for row in found.actuals if row["series"] == found.newest["series"]
    )


@pytest.mark.parametrize("standpoint", [NOW, ELECTION_YEAR], ids=["now", "2022"])
def test_the_actual_told_is_counted_as_the_target_is_or_the_sentence_says_it_is_not(
    snapshot: Snapshot, standpoint: Standpoint
):
    """39,98 % of the whole country was told under the provinces' target of 30 %."""
    unlike, alike = ("khác cách tính", "theo cách khác với mục tiêu", "không nêu cách tính", "theo cách nào"), 0
    for item in every_subject(snapshot, standpoint):
        asked = {(row["measured_indicator_id"], row["measure"]) for row in item.targets}
        if item.cited is None or not asked or {measure for _, measure in asked} & {MEASURE_ANY, MEASURE_UNKNOWN}:
            continue
        same = (item.cited["indicator_id"], item.cited["series_measure"]) in asked
        alike += same
        assert same or any(words in item.sentence("X", "vi") for words in unlike), item.sentence("X", "vi")
    assert alike > 0


def test_an_unjudged_target_is_told_with_the_newest_actual_that_is_counted_like_it(snapshot: Snapshot):
    for item in every_subject(snapshot, NOW):
        if item.is_judged or item.cited is None or item.last_results:
            continue
        asked = {(row["measured_indicator_id"], row["measure"]) for row in item.targets}
        if {measure for _, measure in asked} & {MEASURE_ANY, MEASURE_UNKNOWN}:
            continue
        like = [row for row in item.actuals if (row["indicator_id"], row["series_measure"]) in asked]
        named = {row["series"] for row in item.judged}
        newest = max((row["period_end"] for row in like if row["series"] in named), default=None)
        assert newest is None or item.cited["period_end"] == newest, item.sentence("X", "vi")


@pytest.mark.parametrize(
    ("indicator_id", "document_id", "said", "not_said"),
    [
        ("dossiers_online_share_full_online_provincial_block", "dossiers_emc_2024", "18,54 %", "39,98 %"),
        ("rd_spending_share_grdp", "nq_57_tw_2024", "khoảng 0,4 % (năm 2024)", "0,42 %"),
    ],
)
def test_the_right_actual_of_the_nation_is_told(
    snapshot: Snapshot, indicator_id: str, document_id: str, said: str, not_said: str
):
    found = subject(snapshot, "viet_nam", indicator_id, document_id, NOW)
    assert found is not None
    sentence = found.sentence("Việt Nam", "vi").replace("\u202f", " ")
    assert said in sentence
    assert not_said not in sentence


def test_the_judged_actual_is_the_one_that_the_row_names(snapshot: Snapshot):
    judged = [item for item in every_subject(snapshot, NOW) if item.is_judged]
    assert judged
    for item in judged:
        assert item.row is not None
        assert item.actual is not None
        assert item.actual["actual_id"] == item.row["actual_id"]


def test_the_document_in_force_on_the_day_counts_first(snapshot: Snapshot):
    asked = ("viet_nam", "digital_economy_share_grdp")
    assert first_document(snapshot, *asked, NOW) == "nq_57_tw_2024"
    assert first_document(snapshot, *asked, ELECTION_YEAR) == "qd_411_ttg_2022"


def test_facts_obey_the_day_and_count_own_and_inherited_targets_apart(snapshot: Snapshot):
    then = rows_by_owner(snapshot, "viet_nam", ELECTION_YEAR)["viet_nam"]
    now = rows_by_owner(snapshot, "viet_nam", NOW)["viet_nam"]
    assert 0 < len(then) < len(now)
    assert max(actual.period_end for row in then for actual in row.actuals) <= ELECTION_YEAR.day
    assert "31/12/2025" not in plans_html(snapshot, "viet_nam", "vi", ELECTION_YEAR)
    inherited = rows_by_owner(snapshot, "ca_mau", NOW)
    assert "ca_mau" not in inherited
    assert set(inherited) == {target.province_id for target in province_data(snapshot, "ca_mau").targets}
    said = plans_html(snapshot, "ca_mau", "vi", NOW)
    assert said.count("<ul class='facts'>") == 1
    assert said.index("(trước 01/07/2025)") < said.index("<ul class='facts'>")
    both = rows_by_owner(snapshot, "ho_chi_minh", NOW)
    assert next(iter(both)) == "ho_chi_minh"
    assert len(both) > 1
    assert plans_html(snapshot, "ho_chi_minh", "vi", NOW).count("<ul class='facts'>") == 2


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_card_of_every_unit_shows_the_actual_of_whoever_set_its_target(snapshot: Snapshot, lang: str):
    shown = 0
    for province_id in provinces(snapshot):
        cards = headline_html(snapshot, province_id, lang, NOW).split("<article")[1:]
        for indicator, card in zip(headline_indicators(snapshot), cards, strict=True):
            found = headline_subject(snapshot, province_id, indicator.indicator_id, NOW)
            if found is not None and found.actual is not None:
                written = actual_words(next(iter(records([found.actual], ActualRecord))), lang)
                assert escape(written) in card
                assert found.actual["province_id"] == found.owner_id
                shown += 1
            elif found is not None:
                assert "number none" in card
    assert shown > 20
