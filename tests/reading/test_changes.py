"""What changed: the engine on the project's own data and on rows of our own, and the words of every change."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi.model.task_codes import Group
from kpi.reading.changes import differences, sides
from kpi.reading.changes.choice import Since, SinceChoice, Visit, changes_of, recently, since_of
from kpi.reading.changes.records import ACTUALS, Change, ChangeGroup, ChangeKind, Changes
from kpi.reading.changes.since import changes_since, changes_since_snapshot, counts_of_units
from kpi.reading.changes.summary import counted, summary, undated_words
from kpi.reading.changes.words import told
from kpi.reading.province import province_data, provinces
from kpi.reading.standpoint import Standpoint
from kpi.store import earlier
from kpi.store.warehouse import Snapshot, let_go
from kpi.words import LANGUAGES, label

TODAY = date(2026, 11, 30)
NOW = Standpoint(today=TODAY)
UNITS = ("viet_nam", "lai_chau", "ho_chi_minh", "hai_phong", "hue", "dong_thap", "tien_giang", "ha_noi")
DAYS = st.dates(date(2024, 6, 1), date(2026, 12, 31))


def on(day: date) -> Standpoint:
    """Where somebody stood on a day, with what was known then."""
    return Standpoint(as_of=day, known=day, today=TODAY)


def ends_of(*parts: Changes) -> dict[tuple[object, ...], tuple[Change, Change]]:
    """Of everything that changed in one time after another the first change and the last one, by what it is."""
    found: dict[tuple[object, ...], tuple[Change, Change]] = {}
    for part in parts:
        for item in part.items:
            name = name_of(item)
            found[name] = (found[name][0] if name in found else item, item)
    return found


def name_of(item: Change) -> tuple[object, ...]:
    """What changed: an actual by its period, a verdict by its indicator, a result by indicator and year."""
    if item.kind in ACTUALS:
        return "actual", *item.key
    shown = {ChangeKind.VERDICT: 1, ChangeKind.RESULT: 2}
    return item.kind, *item.key[: shown.get(item.kind)]


def how(item: Change, *, before: bool) -> object:
    """How it was or is, as far as it decides whether anything changed."""
    row = item.before if before else item.after
    if row is None or row.get("status") == "not_assessable" or row.get("outcome") == "undecided":
        return None
    return row.get("status") or row.get("outcome") or row.get("value") or row.get("document_id")


@pytest.mark.parametrize("province_id", UNITS)
def test_between_one_day_and_itself_nothing_changed(snapshot: Snapshot, province_id: str):
    for day in (date(2025, 6, 30), date(2025, 12, 31), date(2026, 10, 10)):
        assert changes_since(snapshot, province_id, day, on(day)).items == ()
    assert changes_since(snapshot, province_id, TODAY, NOW).items == ()
    assert changes_since(snapshot, province_id, date(2030, 1, 1), NOW).items == ()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(UNITS), st.lists(DAYS, min_size=3, max_size=3, unique=True))
def test_a_longer_time_holds_every_change_that_lasted(snapshot: Snapshot, province_id: str, days: list[date]):
    first, middle, last = sorted(days)
    early = changes_since(snapshot, province_id, first, on(middle))
    late = changes_since(snapshot, province_id, middle, on(last))
    whole = changes_since(snapshot, province_id, first, on(last))
    told_in_whole = {name_of(item) for item in whole.items}
    by_result = {item.indicator for item in whole.items if item.kind is ChangeKind.RESULT}
    for name, (began, ended) in ends_of(early, late).items():
        judged = began.kind in {ChangeKind.VERDICT, ChangeKind.RESULT} or began.kind in ACTUALS
        if judged and how(began, before=True) == how(ended, before=False):
            continue
        assert name in told_in_whole or (ended.kind is ChangeKind.VERDICT and ended.indicator in by_result), name


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(UNITS), DAYS, DAYS)
def test_what_is_told_lies_between_the_days_and_stands_in_a_row(
    snapshot: Snapshot, province_id: str, one: date, other: date
):
    since, until = sorted((one, other))
    found = changes_since(snapshot, province_id, since, on(until))
    rows = {row["actual_id"]: row for row in province_data(snapshot, province_id).actual_rows}
    for item in found.items:
        if item.kind is ChangeKind.TASK_DUE:
            assert item.day is not None
            assert since <= item.day < until
        elif item.day is not None:
            assert since < item.day <= until
        if item.kind in ACTUALS:
            assert item.after is not None
            assert rows[item.after["actual_id"]] == item.after
            assert item.after["recorded_at"] is not None
            assert item.after["province_id"] == province_id
    assert len({(item.kind, *item.key) for item in found.items}) == len(found.items)
    assert sum(found.counts().values()) == len(found.items)


def test_a_figure_without_a_day_is_never_new_and_is_counted(snapshot: Snapshot):
    found = changes_since(snapshot, "viet_nam", date(2019, 1, 1), NOW)
    own = [row for row in province_data(snapshot, "viet_nam").actual_rows if not row["inherited"]]
    without = [row["actual_id"] for row in own if row["recorded_at"] is None]
    assert found.undated == len(without) > 0
    new = {item.after["actual_id"] for item in found.items if item.after and item.kind in ACTUALS}
    assert not new & set(without)
    assert str(len(without)) in undated_words(found, "vi")


def test_the_year_that_began_tells_what_leaders_know_of_it(snapshot: Snapshot):
    found = changes_since(snapshot, "viet_nam", date(2025, 12, 30), NOW)
    verdicts = {item.key[0]: item for item in found.of(ChangeGroup.VERDICTS) if item.kind is ChangeKind.RESULT}
    economy = verdicts["digital_economy_share_grdp"]
    assert (economy.key[1], economy.after and economy.after["outcome"], economy.day) == (
        "2025",
        "not_met",
        date(2026, 1, 6),
    )
    assert economy.cause is not None
    assert economy.cause["value"] == 14.02
    due = [item for item in found.of(ChangeGroup.DEADLINES) if item.kind is ChangeKind.TARGET_DUE]
    assert {item.day for item in due} == {date(2025, 12, 31)}


def test_tasks_pass_their_deadline_on_the_day_after_and_nobody_is_accused(snapshot: Snapshot):
    last = date(2025, 11, 30)
    still = changes_since(snapshot, "ho_chi_minh", last - timedelta(days=1), on(last))
    over = changes_since(snapshot, "ho_chi_minh", last, on(last + timedelta(days=1)))
    assert not [item for item in still.items if item.kind is ChangeKind.TASK_DUE]
    passed = [item for item in over.items if item.kind is ChangeKind.TASK_DUE]
    assert passed
    assert {item.day for item in passed} == {last}
    for item in passed:
        assert item.after is not None
        assert item.after["group"] is Group.PAST_DEADLINE
        assert told(item, "vi", NOW).after == "Đã qua thời hạn; hệ thống chưa nhận được kết quả"


@pytest.mark.parametrize("province_id", UNITS)
def test_where_nothing_became_known_a_full_judgement_tells_the_same(
    snapshot: Snapshot, province_id: str, monkeypatch: pytest.MonkeyPatch
):
    day = date(2026, 11, 1)
    assert sides.is_judged_alike(snapshot, province_id, day, NOW)
    assert not sides.is_judged_alike(snapshot, province_id, date(2026, 10, 1), NOW) or province_id in {"tien_giang"}
    quick = sides.side_before(snapshot, province_id, day, NOW)
    monkeypatch.setattr(sides, "is_judged_alike", lambda *_: False)
    whole = sides.side_before.__wrapped__(snapshot, province_id, day, NOW)  # type: ignore[attr-defined]
    now = sides.side_of(snapshot, province_id, NOW)
    for before in (quick, whole):
        assert list(differences.results(province_id, before, now)) == []
        assert list(differences.verdicts(province_id, before, now, ())) == []


def test_a_former_unit_has_no_due_dates_after_its_last_day(snapshot: Snapshot):
    found = changes_since(snapshot, "tien_giang", date(2025, 6, 1), NOW)
    assert [item for item in found.items if item.group is ChangeGroup.DEADLINES] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_unit_is_told_in_words_since_several_days(snapshot: Snapshot, lang: str):
    lines = 0
    days = (date(2025, 6, 30), date(2025, 12, 30), date(2026, 10, 31))
    for place, province_id in enumerate(provinces(snapshot)):
        for since in days if province_id in UNITS else (days[place % 3],):
            found = changes_since(snapshot, province_id, since, NOW)
            assert summary(found, lang)
            for item in found.items:
                words = told(item, lang, NOW)
                assert words.about
                assert words.after
                assert words.source
                assert words.url.startswith("/") or not words.url
                lines += 1
    assert lines > 300


def test_the_line_counts_the_rows(snapshot: Snapshot):
    for province_id in UNITS:
        found = changes_since(snapshot, province_id, date(2025, 9, 30), NOW)
        said = [int(part.split()[0].replace(".", "")) for part in counted(found, "vi")]
        assert sum(said) == len(found.items)
        assert summary(found, "vi").startswith("Từ ngày 01/10/2025: ")


def test_without_a_change_the_line_names_the_newest_figure(snapshot: Snapshot):
    found = changes_of(snapshot, "lai_chau", recently(NOW), NOW)
    assert found.items == ()
    assert summary(found, "vi") == (
        "Từ ngày 01/11/2026: hệ thống không ghi nhận thay đổi. Số liệu mới nhất được công bố ngày 10/10/2026."
    )


def test_the_counts_of_the_units_are_those_of_their_pages(snapshot: Snapshot):
    since = date(2025, 10, 20)
    counts = counts_of_units(snapshot, since, NOW)
    assert len(counts) == 34
    for province_id in ("ho_chi_minh", "hue", "ha_noi", "dong_thap"):
        whole = changes_since(snapshot, province_id, since, NOW).counts()
        del whole[ChangeGroup.VERDICTS]
        assert counts[province_id] == whole


@pytest.fixture
def two_snapshots(default_warehouse: Path, tmp_path: Path) -> Iterator[tuple[Snapshot, Snapshot]]:
    """The current snapshot, and an earlier one from other input in which some rows were otherwise."""
    shutil.copytree(default_warehouse, tmp_path / "warehouse")
    (path,) = (tmp_path / "warehouse" / "snapshots").glob("kpi-*.duckdb")
    now = Snapshot(path.stem.removeprefix("kpi-"), path)
    before = Snapshot("20200101T000000Z-00000000", path.with_name("kpi-20200101T000000Z-00000000.duckdb"))
    shutil.copy(path, before.path)
    with duckdb.connect(str(before.path)) as connection:
        connection.execute("UPDATE snapshot SET snapshot_id = ?, built_at = '2026-11-29'", [before.snapshot_id])
        connection.execute("DELETE FROM actuals WHERE province_id = 'lai_chau' AND indicator_id = 'grdp_growth'")
        connection.execute("UPDATE actuals SET value = 50 WHERE province_id = 'lai_chau' AND indicator_id = 'pii_rank'")
        connection.execute("UPDATE targets SET value = 44 WHERE target_id = 'lai_chau_11_kh_tu_2025.2025.coverage_5g'")
        connection.execute(
            "UPDATE progress SET status = 'on_plan' WHERE province_id = 'viet_nam' AND status = 'behind'"
        )
    yield now, before
    for one in (now, before):
        let_go(one)


def test_two_snapshots_tell_what_was_added_and_corrected(two_snapshots: tuple[Snapshot, Snapshot]):
    now, before = two_snapshots
    assert earlier.previous(now) == before
    assert earlier.previous(before) is None
    found = changes_since_snapshot(now, "lai_chau", before, NOW)
    kinds = {item.kind for item in found.items}
    assert kinds == {ChangeKind.ACTUAL_NEW, ChangeKind.ACTUAL_RESTATED, ChangeKind.TARGET_RESTATED}
    restated = next(item for item in found.items if item.kind is ChangeKind.ACTUAL_RESTATED)
    assert restated.before is not None
    assert restated.before["value"] == 50
    target = next(item for item in found.items if item.kind is ChangeKind.TARGET_RESTATED)
    assert told(target, "vi", NOW).before == "≥\u202f44\u202f% (đến hết năm 2025)"
    back = changes_since_snapshot(before, "lai_chau", now, Standpoint(today=date(2026, 11, 29)))
    assert ChangeKind.ACTUAL_WITHDRAWN in {item.kind for item in back.items}
    verdicts = changes_since_snapshot(now, "viet_nam", before, NOW).of(ChangeGroup.VERDICTS)
    assert [told(item, "vi", NOW).before for item in verdicts] == [label("status", "on_plan", "vi")]
    assert summary(found, "vi").startswith("Từ bản chụp ngày 29/11/2026: ")


def test_a_snapshot_and_itself_do_not_differ(snapshot: Snapshot):
    for province_id in UNITS:
        assert changes_since_snapshot(snapshot, province_id, snapshot, NOW).items == ()


def test_since_when_a_reader_may_ask(snapshot: Snapshot, two_snapshots: tuple[Snapshot, Snapshot]):
    now, before = two_snapshots
    assert since_of(now, SinceChoice.RECENT, NOW) == Since(date(2026, 11, 1))
    assert since_of(now, SinceChoice.YEAR, NOW) == Since(date(2026, 1, 1))
    assert since_of(now, SinceChoice.DAY, NOW, date(2026, 5, 4)) == Since(date(2026, 5, 4))
    found = since_of(now, SinceChoice.SNAPSHOT, NOW)
    assert found is not None
    assert found.snapshot_id == before.snapshot_id
    assert changes_of(now, "lai_chau", found, NOW).since_snapshot == before.snapshot_id
    assert since_of(snapshot, SinceChoice.SNAPSHOT, NOW) is None
    assert since_of(now, SinceChoice.VISIT, NOW) is None
    visit = since_of(now, SinceChoice.VISIT, NOW, visit=Visit(date(2026, 11, 20), "20190101T000000Z-gone"))
    assert visit is not None
    gone = changes_of(now, "lai_chau", visit, NOW)
    assert (gone.since_snapshot, gone.first) == ("", date(2026, 11, 21))


def test_another_layout_or_made_up_data_is_not_compared_with(two_snapshots: tuple[Snapshot, Snapshot]):
    now, before = two_snapshots
    let_go(before)
    with duckdb.connect(str(before.path)) as connection:
        connection.execute("UPDATE snapshot SET schema_version = schema_version - 1")
    assert earlier.named(now, before.snapshot_id) is None
    with duckdb.connect(str(before.path)) as connection:
        connection.execute("UPDATE snapshot SET schema_version = schema_version + 1, demo = true")
    assert earlier.named(now, before.snapshot_id) is None
    assert earlier.named(now, "../../etc/passwd") is None
