"""What things are called: GDP for the nation, a document by its own form, a unit by its full name in titles."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kpi.briefing.forms import Lang, compose
from kpi.briefing.model import Form
from kpi.briefing.resolve import content_of
from kpi.charts.alt_text import path_alt_text
from kpi.export.bundle.bundle_data import read_book
from kpi.export.bundle.bundle_pages import indicator_page
from kpi.model.records import DocumentRecord, IndicatorRecord, records
from kpi.model.vocabulary import NATION
from kpi.reading.province import indicators, province_data, provinces
from kpi.reading.roadmap_rows import as_frame
from kpi.reading.standpoint import Standpoint
from kpi.store import document_queries, roadmap_queries
from kpi.store.warehouse import WAREHOUSE_VARIABLE, Snapshot
from kpi.words import document_name, full_name, sentence_case, short_name, titled_name, undated_name
from pages.overview.first_screen import head_html
from pages.overview.tables import plans_html, targets_html
from pages.roadmap.parts import View, table_html, warned, years
from tests.cases.page_cases import boxes_of, go_to, html_of, options_of

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES: tuple[Lang, ...] = ("vi", "en")
PLAN_NUMBER = re.compile(r"(?:Kế hoạch số|Plan No\.) (\d[^\s,;:.<)]*)")


def renamed(snapshot: Snapshot) -> list[IndicatorRecord]:
    """The indicators that the nation calls otherwise, as a province calls them."""
    of_nation = indicators(snapshot, NATION)
    return [item for key, item in indicators(snapshot).items() if item.name_vi != of_nation[key].name_vi]


def refused(snapshot: Snapshot, words: str, lang: Lang) -> list[str]:
    """Names of a province's indicators that stand in the words."""
    return [item.name(lang) for item in renamed(snapshot) if item.name(lang) in words]


def shown(app: AppTest, path: str, **parameters: str) -> str:
    """Everything a reader sees of a page: HTML, and what its selectors offer."""
    app.query_params.clear()
    for name, value in parameters.items():
        app.query_params[name] = value
    go_to(app, path).run()
    assert not app.exception, app.exception
    return html_of(app) + " ".join(option for key in boxes_of(app) for option in options_of(app, key))


@pytest.fixture
def app(default_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(default_warehouse))
    return AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)


def test_a_name_of_the_nation_says_gdp_and_one_of_a_province_grdp(snapshot: Snapshot) -> None:
    names = renamed(snapshot)
    assert len(names) >= 15
    of_nation = indicators(snapshot, NATION)
    for item in names:
        for lang in LANGUAGES:
            assert "GRDP" in item.name(lang)
            assert "GRDP" not in of_nation[item.indicator_id].name(lang)
            assert "GDP" in of_nation[item.indicator_id].name(lang)
    assert not [item.indicator_id for item in of_nation.values() if "GRDP" in item.name_vi + item.name_en]
    assert indicators(snapshot, "lai_chau") == indicators(snapshot)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_of_the_nation_speaks_of_grdp_in_the_name_of_an_indicator(
    app: AppTest, snapshot: Snapshot, lang: Lang
) -> None:
    about = {"tinh": NATION, "ngon_ngu": lang}
    known = {item.indicator_id for item in province_data(snapshot, NATION).indicators}
    own = [item.indicator_id for item in renamed(snapshot) if item.indicator_id in known]
    assert "digital_economy_share_grdp" in own
    asked: list[tuple[str, dict[str, str]]] = [(page, {}) for page in ("overview", "roadmap", "tasks")]
    asked += [("indicator", {"chi_tieu": name}) for name in own]
    for page in ("briefing", "meeting"):
        asked += [(page, {"mau": form}) for form in ("mot_trang", "bao_cao")]
        asked += [(page, {"mau": "mot_chi_tieu", "chi_tieu": name}) for name in own]
    opened = {f"{page} {more}": shown(app, page, **about, **more) for page, more in asked}
    assert {key: found for key, words in opened.items() if (found := refused(snapshot, words, lang))} == {}
    assert sum("GDP" in words for words in opened.values()) >= len(own)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_file_of_the_nation_speaks_of_grdp_in_the_name_of_an_indicator(snapshot: Snapshot, lang: Lang) -> None:
    choices: list[dict[str, Any]] = [{"form": Form.PAGE}, {"form": Form.REPORT}]
    choices += [{"form": Form.INDICATOR, "indicator_id": item.indicator_id} for item in renamed(snapshot)[:3]]
    for choice in choices:
        made = content_of(snapshot, compose(snapshot, province_id=NATION, lang=lang, **choice))
        assert refused(snapshot, json.dumps(asdict(made), default=str, ensure_ascii=False), lang) == []
    rows = roadmap_queries.rows_of_province(snapshot, NATION)
    frame = as_frame(rows, years(snapshot, rows), warned(snapshot), lang)
    assert refused(snapshot, " ".join(frame["indicator"].unique()), lang) == []
    assert frame["indicator"].str.contains("GDP").any()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_text_of_a_chart_calls_an_indicator_as_its_unit_does(snapshot: Snapshot, lang: Lang) -> None:
    for unit, name in ((NATION, "GDP"), ("lai_chau", "GRDP")):
        known = province_data(snapshot, unit)
        item = next(found for found in known.indicators if found.indicator_id == "digital_economy_share_grdp")
        said = path_alt_text((), (), asdict(item), known.province.name(lang), lang)
        assert item.name(lang).split()[-1] == name
        assert item.name(lang) in said


def test_every_document_is_called_by_its_own_form(snapshot: Snapshot) -> None:
    known = document_queries.documents(snapshot)
    assert len(known) == len({row["document_id"] for row in known}) >= 89
    for row, document in zip(known, records(known, DocumentRecord), strict=True):
        for lang, (plan, sign) in {"vi": ("Kế hoạch số ", "số"), "en": ("Plan No. ", "No.")}.items():
            if not document.number:
                continue
            names = (undated_name(document.cited, lang), document_name(document.cited, lang))
            for name in names:
                assert name.startswith(f"{row[f'form_{lang}']} {sign} {document.number}")
                assert name.startswith(plan) == (row["form"] == "plan"), document.document_id
            assert titled_name(document.cited, lang) == f"{names[0]} – {document.title_vi}"
    by_id = {document.document_id: document for document in records(known, DocumentRecord)}
    said = {key: document_name(document.cited, "vi") for key, document in by_id.items()}
    assert said["central_07_tb_cqttbcd_2025"] == "Thông báo kết luận số 07-TB/CQTTBCĐ, ngày 15/10/2025"
    assert said["nq_57_tw_2024"] == "Nghị quyết số 57-NQ/TW, ngày 22/12/2024"
    assert said["lai_chau_11_kh_tu_2025"] == "Kế hoạch số 11-KH/TU, ngày 17/10/2025"
    assert document_name(by_id["nq_57_tw_2024"].cited, "en") == "Resolution No. 57-NQ/TW, 22 Dec 2024"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_but_a_plan_is_called_a_plan_before_its_number(app: AppTest, snapshot: Snapshot, lang: Lang) -> None:
    others = {row["number"] for row in document_queries.documents(snapshot) if row["form"] != "plan"} - {None}
    assert len(others) >= 15
    words: list[str] = [
        part
        for unit in provinces(snapshot)
        for part in (
            plans_html(snapshot, unit, lang, Standpoint()),
            targets_html(snapshot, unit, lang, Standpoint()),
            table_html(snapshot, View("tinh", unit, "tat_ca", "", "plan", lang), 1),
        )
    ]
    words += [indicator_page(book, sheet, lang) for book in [read_book(snapshot)] for sheet in book.sheets]
    words += [shown(app, page, ngon_ngu=lang) for page in ("tasks", "data", "sources")]
    said = [re.sub("<blockquote>.*?</blockquote>", "", text) for text in words]
    found = {number for text in said for number in PLAN_NUMBER.findall(text)}
    assert "11-KH/TU" in found
    assert not found & others


@pytest.mark.parametrize(
    ("unit", "vi", "en", "short"),
    [
        (NATION, "Việt Nam", "Viet Nam", "Việt Nam"),
        ("lai_chau", "Tỉnh Lai Châu", "Lai Chau Province", "Lai Châu"),
        ("hai_phong", "Thành phố Hải Phòng", "Hai Phong City", "Hải Phòng"),
        ("ho_chi_minh", "Thành phố Hồ Chí Minh", "Ho Chi Minh City", "TP. Hồ Chí Minh"),
        (
            "tien_giang",
            "Tỉnh Tiền Giang (trước 01/07/2025)",
            "Tien Giang Province (before 1 July 2025)",
            "Tiền Giang (đơn vị cũ, đến 30/06/2025)",
        ),
    ],
)
def test_titles_say_the_full_name_of_a_unit(snapshot: Snapshot, unit: str, vi: str, en: str, short: str) -> None:
    for lang, name in zip(LANGUAGES, (vi, en), strict=True):
        assert f"<h1>{name}</h1>" in head_html(snapshot, unit, lang, Standpoint())
        assert f"<h2>{name}</h2>" in plans_html(snapshot, unit, lang, Standpoint())
        for form in (Form.PAGE, Form.REPORT):
            title = content_of(snapshot, compose(snapshot, form, province_id=unit, lang=lang)).title
            assert name.lower() in title.lower()
    assert short_name(provinces(snapshot)[unit], "vi") == short


def test_no_name_is_that_of_a_person_alone(snapshot: Snapshot) -> None:
    for unit in provinces(snapshot).values():
        assert unit.name_vi != "Hồ Chí Minh"
        assert sentence_case(full_name(unit, "vi")).startswith(("Tỉnh ", "Thành phố ", "Việt Nam"))


_VIETNAMESE = re.compile(r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)


def test_a_document_without_a_number_has_an_english_name(snapshot: Snapshot) -> None:
    """An English page told Vietnamese titles where others read 'Resolution No. 57-NQ/TW'."""
    unnumbered = [row for row in document_queries.documents(snapshot) if not row["number"]]
    assert len(unnumbered) >= 50
    for row, document in zip(unnumbered, records(unnumbered, DocumentRecord), strict=True):
        assert row["title_en"], row["document_id"]
        for name in (document_name, undated_name, titled_name):
            assert not _VIETNAMESE.search(name(document.cited, "en")), row["document_id"]
            assert name(document.cited, "vi") != name(document.cited, "en")
        assert document.title_vi in titled_name(document.cited, "vi")


@pytest.mark.parametrize("unit", ["bac_ninh", "phu_tho", "gia_lai"])
def test_the_plans_of_an_english_page_are_not_named_in_vietnamese(snapshot: Snapshot, unit: str) -> None:
    titles = {row["title_vi"] for row in document_queries.documents(snapshot) if not row["number"]}
    drawn = {lang: table_html(snapshot, View("tinh", unit, "tat_ca", "", "plan", lang), 1) for lang in LANGUAGES}
    assert [title for title in titles if title in drawn["en"]] == []
    assert any(title in drawn["vi"] for title in titles)
