"""Units of both vintages, crosswalk, tiles, series and documents: facts that hold whoever edits the files."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from etl.reading import read_rows
from kpi.model import reference, vocabulary
from kpi.model import rows as model

DATA = Path(__file__).parents[2] / "data"

CODE_TRAPS = {
    "yen_bai": "lao_cai",
    "bac_giang": "bac_ninh",
    "quang_binh": "quang_tri",
    "binh_dinh": "gia_lai",
    "long_an": "tay_ninh",
    "tien_giang": "dong_thap",
    "kien_giang": "an_giang",
}
UNCHANGED = {
    "cao_bang",
    "dien_bien",
    "ha_noi",
    "ha_tinh",
    "hue",
    "lai_chau",
    "lang_son",
    "nghe_an",
    "quang_ninh",
    "son_la",
    "thanh_hoa",
}

# The documents of which public copies were read: their targets carry the words and the place.
QUOTED = {"nq_57_tw_2024", "nq_03_cp_2025"}


def _rows(name: str, row_model: type[Any]) -> list[Any]:
    located, findings = read_rows(DATA / name, row_model, DATA)
    assert findings == []
    return [item.row for item in located]


PROVINCES = {row.province_id: row for row in _rows("reference/provinces.csv", reference.Province)}
CROSSWALK = {row.former_id: row for row in _rows("reference/crosswalk.csv", reference.Crosswalk)}
INDICATORS = {row.indicator_id: row for row in _rows("reference/indicators.csv", reference.Indicator)}
SERIES = {(row.indicator_id, row.series): row for row in _rows("reference/series.csv", reference.Series)}
ACTUALS = [row for path in sorted(DATA.glob("actuals/*.csv")) for row in _rows(f"actuals/{path.name}", model.Actual)]
TARGETS = {name: _rows(f"targets/{name}.csv", model.Target) for name in ("national", "announced")}


def test_units_of_both_vintages() -> None:
    assert Counter(row.vintage for row in PROVINCES.values()) == {34: 34, 63: 63, None: 1}
    assert len(PROVINCES) == 98
    assert PROVINCES["viet_nam"].kind == "nation"
    for current, former in (("hai_phong", "hai_phong_2008"), ("dong_thap", "dong_thap_2008")):
        assert (PROVINCES[current].vintage, PROVINCES[former].vintage) == (34, 63)
        assert PROVINCES[current].name_vi == PROVINCES[former].name_vi
    for province, changed in (
        ("dong_nai", "2026-04-30"),
        ("quang_ninh", "2026-09-01"),
        ("bac_ninh", "2026-09-20"),
    ):
        assert PROVINCES[province].kind == "city"
        assert PROVINCES[province].kind_valid_from == date.fromisoformat(changed)
        assert "văn bản gốc chưa được mở" in PROVINCES[province].source


def test_crosswalk_is_total_and_names_the_code_traps() -> None:
    former = {key for key, row in PROVINCES.items() if row.vintage == 63}
    assert set(CROSSWALK) == former
    assert {row.successor_id for row in CROSSWALK.values()} == set(PROVINCES) - former - {"viet_nam"}
    traps = {key: row.successor_id for key, row in CROSSWALK.items() if row.code_trap}
    assert traps == CODE_TRAPS
    for key, successor in traps.items():
        assert PROVINCES[key].code == PROVINCES[successor].code
        assert PROVINCES[key].name_vi != PROVINCES[successor].name_vi
    merged = Counter(row.successor_id for row in CROSSWALK.values())
    for row in CROSSWALK.values():
        assert row.boundary_changed == (merged[row.successor_id] > 1)
    assert {row.successor_id for row in CROSSWALK.values() if not row.boundary_changed} == UNCHANGED


def test_tiles_show_every_unit_and_both_archipelagos() -> None:
    tiles = _rows("reference/tiles.csv", reference.Tile)
    assert len({(tile.row, tile.col) for tile in tiles}) == len(tiles) == 36
    squares = [tile.province_id for tile in tiles if tile.kind == "province"]
    assert sorted(squares) == sorted(key for key, row in PROVINCES.items() if row.vintage == 34)
    islands = {tile.label: tile.province_id for tile in tiles if tile.kind == "archipelago"}
    assert islands == {"Hoàng Sa": "da_nang", "Trường Sa": "khanh_hoa"}


def test_series_are_declared_once_and_ranked_without_gaps() -> None:
    assert {(row.indicator_id, row.series) for row in ACTUALS} == set(SERIES)
    ranks = defaultdict(list)
    for row in SERIES.values():
        assert row.indicator_id in INDICATORS
        ranks[row.indicator_id].append(row.rank)
    for indicator, given in ranks.items():
        assert sorted(given) == list(range(1, len(given) + 1)), indicator


def test_actuals_stand_under_the_unit_they_are_about() -> None:
    changed = {key: row for key, row in CROSSWALK.items() if row.boundary_changed}
    successors = {row.successor_id for row in changed.values()}
    for row in [*ACTUALS, *TARGETS["national"], *TARGETS["announced"]]:
        assert row.province_id not in set(CROSSWALK) - set(changed), row
    for row in ACTUALS:
        if row.province_id in changed:
            assert row.period_end <= date(2025, 6, 30), row
        elif row.province_id in successors and row.period_end <= date(2025, 6, 30):
            assert row.note, row
            assert "số liệu gốc trước sáp nhập" in row.note, row


def test_the_central_goal_that_only_a_province_reported_is_no_national_target() -> None:
    """No Resolution 57 and no Resolution 03 asks for 85 % of dossiers: the actual came from an article on Da Nang."""
    dossiers = {t.document_id for t in TARGETS["national"] if t.indicator_id == "dossiers_online_share"}
    assert dossiers == set()


def test_announced_targets_come_from_the_press_and_from_known_documents() -> None:
    documents = {row.document_id: row for row in _rows("documents/documents.csv", model.Document)}
    kinds = {
        "national": vocabulary.DocumentKind.NATIONAL_REPORTED,
        "announced": vocabulary.DocumentKind.ANNOUNCED_PRESS,
    }
    for name, targets in TARGETS.items():
        ids = [target.target_id for target in targets]
        assert len(set(ids)) == len(ids)
        for target in targets:
            document = documents[target.document_id]
            assert document.kind is kinds[name]
            assert document.province_id == target.province_id
            assert (target.quote is None) == (target.place is None) == (target.line is None)
            assert (target.quote is not None) == (target.document_id in QUOTED), target
            assert target.source_url
            assert target.unit == INDICATORS[target.indicator_id].unit
    draft = _of_document("nq_03_cp_2025")
    assert draft
    assert all("có thể là dự thảo" in str(target.note) for target in draft)
    assert documents["unnamed_02_kh_bcd_2025"].province_id is None
    assert documents["central_07_tb_cqttbcd_2025"].file is None


def _of_document(document_id: str) -> list[model.Target]:
    return [target for target in TARGETS["national"] if target.document_id == document_id]


def _printed(words: str) -> list[float]:
    """The numbers of some printed words: '0,7' is 0.7, '40 - 50' is 40 and 50, '09' is 9."""
    return [float(number.replace(",", ".")) for number in re.findall(r"\d+(?:,\d+)?", words)]


def test_words_of_a_copy_stand_at_one_line_for_one_place_and_hold_their_number() -> None:
    """A point of Resolution 57 is one line, a numbered row of the annex of Resolution 03 too, in their order."""
    for document_id in QUOTED:
        rows = _of_document(document_id)
        where = {(target.place, target.line) for target in rows}
        assert len({place for place, _ in where}) == len({line for _, line in where}) == len(where)
        by_line = [str(place) for place, _ in sorted(where, key=lambda pair: pair[1] or 0)]
        assert by_line == sorted(by_line, key=lambda place: [int(number) for number in re.findall(r"\d+", place)])
        for target in rows:
            cells = str(target.quote).split(" | ")
            assert len(cells) == (3 if document_id == "nq_03_cp_2025" else 1), target
            numbers = [number for number in (target.value, target.value_high) if number is not None]
            assert {float(number) for number in numbers} <= set(_printed(cells[-1])), target
            assert not re.search(r"[\\*]", str(target.quote)), target
    assert len(_of_document("nq_57_tw_2024")) + len(_of_document("nq_03_cp_2025")) == 80


def test_text_is_in_composed_form() -> None:
    for folder in ("reference", "actuals", "targets", "documents", "not_loaded"):
        for path in sorted((DATA / folder).glob("*.csv")):
            text = path.read_text(encoding="utf-8")
            assert unicodedata.is_normalized("NFC", text), path
            assert "\r" not in text, path
            assert not text.startswith("\ufeff"), path
