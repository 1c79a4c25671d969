"""The tables of changes and of bodies in a briefing: rows as on the page, IDs that lead back, every form."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kpi.briefing.content import Content, Table
from kpi.briefing.exported.now import Change, Finder
from kpi.briefing.model import Briefing, Form, Item, ItemKind, TableView
from kpi.briefing.register import Register
from kpi.briefing.resolve import content_of
from kpi.export.files import export
from kpi.export.formats import Format
from kpi.reading.changes.records import ACTUALS
from kpi.reading.changes.since import changes_since
from kpi.reading.duties.owed import owed
from kpi.reading.standpoint import Standpoint
from kpi.reading.task_index import Choice
from kpi.store.warehouse import Snapshot
from kpi.words import LANGUAGES

FIRST, TODAY = date(2025, 12, 31), date(2026, 11, 30)
UNITS = ("viet_nam", "lai_chau", "ho_chi_minh", "dong_thap")


def item(province_id: str, view: TableView, since: date | None = None) -> Item:
    return Item(kind=ItemKind.TABLE, table=view, province_id=province_id, since=since)


def content(snapshot: Snapshot, province_id: str, lang: Any = "vi", since: date | None = FIRST) -> Content:
    items = (item(province_id, TableView.CHANGES, since), item(province_id, TableView.OWED))
    briefing = Briefing(form=Form.SELECTION, lang=lang, province_id=province_id, items=items)
    return content_of(snapshot, briefing, today=TODAY)


def tables(made: Content) -> list[Table]:
    return [block for block in made.blocks() if isinstance(block, Table)]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("province_id", UNITS)
def test_the_tables_hold_every_change_and_every_body(snapshot: Snapshot, province_id: str, lang: str):
    made = content(snapshot, province_id, lang)
    changed, bodies = tables(made)
    assert made.problems == ()
    found = changes_since(snapshot, province_id, date(2025, 12, 30), Standpoint(today=TODAY))
    assert sum(not row.heading for row in changed.rows) == len(found.items)
    values = [row.cells[1].value for row in changed.rows if not row.heading]
    assert sum(value is not None for value in values) == sum(change.kind in ACTUALS for change in found.items)
    every = owed(snapshot, Choice(place=province_id), Standpoint(today=TODAY))
    assert len(bodies.rows) == len(every.bodies)
    assert bodies.note or bodies.empty
    assert all(
        change_id in made.groups()
        for row in changed.rows
        if (change_id := row.cells[-1].text) not in {"–"} and not row.heading
    )


def test_a_quiet_time_is_one_sentence_and_no_empty_table(snapshot: Snapshot):
    changed, _ = tables(content(snapshot, "lai_chau", since=None))
    assert changed.rows == ()
    assert changed.empty.startswith("Từ ngày 01/11/2026: hệ thống không ghi nhận thay đổi.")


def test_two_tables_of_changes_since_other_days_are_two_items():
    one, other = item("lai_chau", TableView.CHANGES, FIRST), item("lai_chau", TableView.CHANGES, TODAY)
    assert one.subject != other.subject


def test_every_form_is_made_and_its_numbers_are_found_again(snapshot: Snapshot, tmp_path: Path):
    made, register = content(snapshot, "hai_phong"), Register(tmp_path)
    for form in Format:
        if form.record.briefing:
            assert len(export(made, form, register).data) > 5000
    finder = Finder(snapshot, "vi", TODAY)
    numbers = made.numbers()
    assert len(numbers) > 10
    for number_id in numbers:
        entry = register.look_up(number_id)[0]
        now = finder.find(entry)
        assert now.number is not None, entry.key
        assert now.change in {Change.SAME, Change.NEW_DATA}, entry.key
