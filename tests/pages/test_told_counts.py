"""Counts in the sentences of So sánh, counted a second time from the rows: the heat map's, and what mergers left."""

from __future__ import annotations

import re
from html import unescape

import pytest

from kpi.model.codes import Status
from kpi.reading.province import provinces
from kpi.store.warehouse import Snapshot
from kpi.words import LANGUAGES, format_number, message
from pages.compare import boundaries, data, heat, mergers
from pages.compare.data import Scope
from pages.compare.views import Grid

_TAGS = re.compile(r"<[^>]+>")


def plain(html: object) -> str:
    return " ".join(unescape(_TAGS.sub(" ", str(html))).split())


@pytest.mark.parametrize("year", [2022, 2025, 2026])
@pytest.mark.parametrize("vintage", [34, 63])
def test_the_sentence_above_the_heat_map_counts_its_cells(snapshot: Snapshot, year: int, vintage: int):
    """For 2022 it counted the targets of plans of 2025."""
    units = set(data.province_ids(snapshot, Scope(vintage)))
    cells = [
        row
        for row in snapshot.rows(f"SELECT * FROM indicator_states WHERE as_of_year = {year}")
        if row["province_id"] in units
    ]
    days = {row["document_id"]: row["known_on"] for row in snapshot.rows("SELECT document_id, known_on FROM documents")}
    assert all(days[row["document_id"]].year <= year for row in cells if row["document_id"])
    indicators, judged = {row["indicator_id"] for row in cells}, [row for row in cells if row["state"] in set(Status)]
    judged = [row for row in judged if row["state"] != Status.NOT_ASSESSABLE]
    for lang in LANGUAGES:
        numbers = {
            "indicators": len(indicators),
            "units": len(units),
            "filled": len(cells),
            "judged": len(judged),
            "gaps": len(indicators) * len(units) - len(cells),
        }
        told = {name: format_number(number, lang) for name, number in numbers.items()}
        head = heat.title_html(snapshot, Grid(year, Scope(vintage), "nhieu_don_vi", "ten"), lang)
        assert plain(message("compare.heat_lead", lang, year=year, **told)) in plain(head)


def targets_of(snapshot: Snapshot) -> dict[str, list[str]]:
    """The indicator of every target of every unit."""
    found: dict[str, list[str]] = {}
    for row in snapshot.rows("SELECT province_id, indicator_id, status FROM targets"):
        if row["status"] not in {"duplicate", "superseded"}:
            found.setdefault(row["province_id"], []).append(row["indicator_id"])
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_became_of_the_targets_of_every_former_unit_is_counted_again(snapshot: Snapshot, lang: str):
    asked, names, checked = targets_of(snapshot), data.full_names(snapshot, lang), 0
    table = str(mergers.mergers_html(snapshot, Scope(34), lang, opened=True))
    rows = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row) for row in table.split("<tr")]
    told = {plain(row[-4]): [plain(cell) for cell in row[-3:]] for row in rows if len(row) >= 4}
    for province_id, unit in provinces(snapshot).items():
        if unit.successor_id is None:
            continue
        old, new = asked.get(province_id, []), set(asked.get(unit.successor_id, []))
        own = len(set(old) & new)
        counts = [str(len(set(old))), str(own), str(len(set(old)) - own)] if old else ["—"] * 3
        assert told[names[province_id]] == counts, province_id
        sentence = plain(boundaries.title_html(snapshot, province_id, lang))
        if old:
            assert {str(len(old)), *counts} <= set(re.findall(r"\d+", sentence)), sentence
            checked += 1
    assert checked > 15
