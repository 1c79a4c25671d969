"""Targets that fell due, and targets by one way of counting an indicator: told alike by page and briefing."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from kpi.briefing.forms import context_of
from kpi.briefing.library import Library
from kpi.briefing.model import Item, ItemKind, TableView
from kpi.briefing.tables import subjects_with_targets, table_block
from kpi.model.codes import DUE
from kpi.reading.due_results import DECIDED, Outcome, due_by_owner, due_line, outcome_counts
from kpi.reading.judged_rows import results_by_target
from kpi.reading.own_and_inherited import rows_by_owner
from kpi.reading.province import headline_indicators, province_data, provinces
from kpi.reading.province_rows import counted_elsewhere
from kpi.reading.scoreboard import status_counts
from kpi.reading.standpoint import Standpoint
from kpi.reading.subject import Subject, first_document, subject
from kpi.reading.subjects import headline_subject, own_subjects
from kpi.reading.unjudged import target_state
from kpi.store.warehouse import Snapshot
from kpi.words import full_name, label, sentence_case
from pages.overview.due_results import due_results_html
from pages.overview.headline import headline_html
from pages.overview.scoreboard import scoreboard_html
from pages.overview.tables import missing_html, targets_html

pytestmark = pytest.mark.usefixtures("judged_at_once")
NOW = Standpoint()
LANGUAGES = ("vi", "en")


def told(html: str) -> str:
    """The words of some HTML."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def card_of(snapshot: Snapshot, province_id: str, indicator_id: str) -> Subject:
    """What the headline card of an indicator tells; fails where it tells nothing."""
    found = headline_subject(snapshot, province_id, indicator_id, NOW)
    assert found is not None
    return found


def table_of(snapshot: Snapshot, province_id: str, view: TableView, lang: str = "vi"):
    library = Library(snapshot, context_of(snapshot, lang, NOW, ""))
    return table_block(library, Item(kind=ItemKind.TABLE, table=view, province_id=province_id))


@pytest.mark.parametrize("standpoint", [NOW, Standpoint(as_of=date(2025, 12, 31))], ids=["now", "end_of_2025"])
def test_every_target_that_fell_due_is_told_once_and_none_before_its_day(snapshot: Snapshot, standpoint: Standpoint):
    count = 0
    for province_id in provinces(snapshot):
        results = [item for found in due_by_owner(snapshot, province_id, standpoint).values() for item in found]
        for item in results:
            assert date(item.year, 12, 31) <= standpoint.day
            assert item.targets
            assert bool(item.actuals) == (item.outcome in DECIDED)
            assert {row["province_id"] for row in (*item.targets, *item.actuals)} == {item.owner_id}
            assert {row["indicator_id"] for row in item.targets} == {item.indicator.indicator_id}
        told_of = Counter(row["target_id"] for item in results for row in item.targets)
        assert set(told_of.values()) <= {1}
        rows = [row for found in results_by_target(snapshot, province_id, standpoint).values() for row in found]
        documents = {(row["province_id"], row["indicator_id"], row["document_id"], row["year"]) for row in rows}
        names = ("province_id", "indicator_id", "document_id", "year")
        assert {tuple(row[name] for name in names) for item in results for row in item.targets} == documents
        count += len(results)
    assert count > 100


def test_what_came_of_the_nation_s_targets(snapshot: Snapshot):
    results = due_by_owner(snapshot, "viet_nam", NOW)["viet_nam"]
    found = {
        (item.indicator.indicator_id, item.year): (item.outcome, sorted(row["value"] for row in item.actuals))
        for item in results
        if item.outcome in DECIDED
    }
    assert found == {
        ("coverage_5g_population", 2025): (Outcome.MET, [91.0]),
        ("digital_economy_share_grdp", 2025): (Outcome.NOT_MET, [14.02, 18.72]),
        ("digital_economy_share_grdp", 2023): (Outcome.BY_MEASURE, [12.87, 16.5]),
        ("dossiers_online_share_full_online", 2024): (Outcome.NOT_MET, [45.8]),
        ("dossiers_online_share_full_online_provincial_block", 2024): (Outcome.NOT_MET, [18.54]),
    }
    missed = next(item for item in results if item.outcome is Outcome.NOT_MET and item.year == 2025)
    assert {row["document_id"] for row in missed.targets} == {"qd_411_ttg_2022"}
    about = next(item for item in results if "nq_52_tw_2019" in {row["document_id"] for row in item.targets})
    assert (about.outcome, about.year) == (Outcome.UNDECIDED, 2025), "about 18.72 may be about 20"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_page_and_briefing_tell_the_same_results_of_every_unit(snapshot: Snapshot, lang: str):
    for province_id, unit in provinces(snapshot).items():
        results = due_by_owner(snapshot, province_id, NOW)
        html = due_results_html(snapshot, province_id, lang, NOW)
        assert bool(html) == bool(results)
        for owner, found in results.items():
            assert due_line(found, lang) in told(html)
            assert sum(outcome_counts(found).values()) == len(found)
            assert owner == province_id or sentence_case(full_name(provinces(snapshot)[owner], lang)) in told(html)
        decided = [item for found in results.values() for item in found if item.outcome in DECIDED]
        assert html.count("<tr>") == len(decided) + sum(
            any(item.outcome in DECIDED for item in found) for found in results.values()
        )
        table = table_of(snapshot, province_id, TableView.DUE, lang)
        own = [item for item in results.get(province_id, ()) if item.outcome in DECIDED]
        assert len(table.rows) == len(own), unit.province_id
        assert bool(table.rows) != bool(table.empty)


def test_a_former_unit_s_results_stand_under_its_own_name(snapshot: Snapshot):
    words = told(due_results_html(snapshot, "hai_phong", "vi", NOW))
    assert "Thành phố Hải Phòng (trước 01/07/2025)" in words
    assert label("result", "met", "vi") in words


@pytest.mark.parametrize("standpoint", [NOW, Standpoint(as_of=date(2025, 12, 31))], ids=["now", "end_of_2025"])
def test_what_fell_due_is_never_counted_among_targets_on_the_way(snapshot: Snapshot, standpoint: Standpoint):
    due = 0
    for province_id in provinces(snapshot):
        subjects = own_subjects(snapshot, province_id, standpoint)
        counted = sum(status_counts(subjects).values(), Counter())
        assert not DUE & set(counted)
        fell_due = sum(target_state(item) in DUE for item in subjects)
        assert counted.total() + fell_due == sum(item.row is not None for item in subjects)
        due += fell_due
        html = scoreboard_html(snapshot, province_id, "vi", standpoint).split("</table>")[0]
        assert label("status", "met", "vi") not in html
        assert label("status", "not_met", "vi") not in html
    assert due or standpoint is NOW


def test_counts_of_a_briefing_leave_the_due_to_their_own_line(snapshot: Snapshot):
    table = table_of(snapshot, "viet_nam", TableView.STATUS_COUNTS)
    assert label("status", "met", "vi") not in table.columns
    assert table.note == due_line(due_by_owner(snapshot, "viet_nam", NOW)["viet_nam"], "vi")


def every_counted(snapshot: Snapshot) -> list[Subject]:
    """Every target that is counted by the actuals of another indicator."""
    found = [
        subject(snapshot, province_id, row["indicator_id"], row["document_id"], NOW)
        for province_id in provinces(snapshot)
        for row in province_data(snapshot, province_id).target_rows
        if row["measured_indicator_id"] != row["indicator_id"]
    ]
    return [item for item in found if item is not None]


def test_a_target_finds_the_actuals_that_count_for_it_and_no_others(snapshot: Snapshot):
    found = every_counted(snapshot)
    assert len(found) > 8
    for item in found:
        measures = {(row["measured_indicator_id"], row["measure"]) for row in item.targets}
        assert {(row["indicator_id"], row["series_measure"]) for row in item.actuals} <= measures
        assert item.actual is None or item.actual in item.actuals
    assert any(item.actual for item in found)


def test_an_actual_by_another_measure_never_counts(snapshot: Snapshot):
    known = province_data(snapshot, "viet_nam")
    name = "dossiers_online_share_full_online"
    target = next(row for row in known.target_rows if row["indicator_id"] == name)
    ways = {row["series_measure"] for row in known.actual_rows if row["indicator_id"] == "dossiers_online_share"}
    assert len(ways) > 2
    assert {row["series_measure"] for row in counted_elsewhere([target], known.actual_rows)} == {"full_online"}
    assert counted_elsewhere([{**target, "measure": "households"}], known.actual_rows) == []
    assert counted_elsewhere([{**target, "province_id": "hue"}], known.actual_rows) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_cards_tables_and_lists_use_the_actual_that_counts(snapshot: Snapshot, lang: str):
    card = told(headline_html(snapshot, "viet_nam", lang, NOW)).split("99")[0]
    assert "91" in card
    html = headline_html(snapshot, "viet_nam", lang, NOW)
    assert "chi_tieu=coverage_5g_population" in html
    assert ("cách tính: theo dân số" if lang == "vi" else "measure: by population") in told(html)
    row = next(
        line for line in targets_html(snapshot, "viet_nam", lang, NOW).split("<tr>") if "coverage_5g_population" in line
    )
    assert "91" in told(row)
    missing = told(missing_html(snapshot, "viet_nam", lang, NOW))
    name = card_of(snapshot, "viet_nam", "coverage_5g").indicator.name(lang)
    assert name not in missing
    assert name not in [line.cells[0].text for line in table_of(snapshot, "viet_nam", TableView.MISSING, lang).rows]


def test_page_and_briefing_miss_the_same_actuals_of_every_unit(snapshot: Snapshot):
    for province_id in provinces(snapshot):
        rows = rows_by_owner(snapshot, province_id, NOW).get(province_id, ())
        page = {row.indicator.indicator_id for row in rows if not row.actuals}
        library = Library(snapshot, context_of(snapshot, "vi", NOW, ""))
        briefing = {
            item.indicator.indicator_id for item in subjects_with_targets(library, province_id) if not item.actuals
        }
        assert page == briefing
        for row in rows:
            document = first_document(snapshot, province_id, row.indicator.indicator_id, NOW)
            shown = subject(snapshot, province_id, row.indicator.indicator_id, document, NOW)
            assert shown is not None
            assert (row.latest and row.latest.actual_id) == (shown.actual and shown.actual["actual_id"])


def test_a_card_tells_an_own_target_wherever_there_is_one(snapshot: Snapshot):
    """A card says that there is no target only where no own target is counted by the indicator's actuals."""
    for province_id in provinces(snapshot):
        targets = province_data(snapshot, province_id).target_rows
        for indicator in headline_indicators(snapshot):
            own = [
                row
                for row in targets
                if not row["inherited"] and row["measured_indicator_id"] == indicator.indicator_id
            ]
            card = headline_subject(snapshot, province_id, indicator.indicator_id, NOW)
            assert not own or (card is not None and card.due and not card.inherited)


def test_of_series_that_are_not_judged_the_newest_is_told(snapshot: Snapshot):
    compared = 0
    for province_id in provinces(snapshot):
        for item in own_subjects(snapshot, province_id, NOW):
            measures = {row["measure"] for row in item.targets} - {"any", "unknown"}
            judged = {row["series"] for row in item.judged}
            ends = [
                row["period_end"]
                for row in item.actuals
                if row["series"] in judged and (not measures or row["series_measure"] in measures)
            ]
            if not ends or item.is_judged or item.row is None or item.row["reason"] in {"measure_differs", "part_year"}:
                continue
            if item.last_results:  # the actual of its own day decides
                continue
            assert item.actual is not None
            assert item.actual["period_end"] == max(ends), (province_id, item.indicator.indicator_id)
            compared += 1
    assert compared > 20
    found = card_of(snapshot, "viet_nam", "rd_spending_share_grdp")
    assert found.actual is not None
    assert (found.actual["value"], found.actual["period_end"].year) == (0.4, 2024)
