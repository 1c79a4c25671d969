"""Tổng quan without a province in its address: the whole country, or the unit that was chosen last in this browser."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from kpi.model.vocabulary import NATION
from kpi.reading.country.questions import KINDS, Kind, Question, answers
from kpi.reading.country.words import found_line, verdict
from kpi.reading.province import provinces
from kpi.reading.standpoint import Standpoint
from kpi.store import compare_queries
from kpi.store.warehouse import WAREHOUSE_VARIABLE, Snapshot
from kpi.words import LANGUAGES
from pages.overview.country_bars import bars_html
from pages.overview.country_map import map_html
from pages.overview.country_news import news_html
from tests.cases.page_cases import go_to, html_of, notices_of
from ui.last_unit import COOKIE

ROOT = Path(__file__).resolve().parents[2]
NOW = Standpoint()


@pytest.fixture(autouse=True)
def _served(default_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(default_warehouse))


def open_page(**parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def asked(app: AppTest, name: str) -> str:
    """A parameter of the address bar, as the page left it."""
    found: Any = app.query_params[name]
    return str(found[0] if isinstance(found, list) else found)


def with_cookie(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """The browser sends this with its first request."""
    monkeypatch.setattr(ContextProxy, "cookies", property(lambda _: {COOKIE: text}))


def kept(app: AppTest) -> list[str]:
    """The units that the page asks the browser to keep."""
    components = [component.proto for component in app.get("bidi_component")]
    told = [proto.json for proto in components if proto.component_name.endswith("last_unit")]
    return [re.findall(r'"unit":\s*"([^"]+)"', text)[0] for text in told]


def test_without_parameters_it_is_the_country(snapshot: Snapshot) -> None:
    app = open_page()
    assert asked(app, "tinh") == NATION
    assert verdict(snapshot, NOW, "vi") in unescape(html_of(app))
    assert not notices_of(app)
    assert kept(app) == [], "nobody has chosen it"


def test_the_unit_chosen_last_comes_back_and_an_address_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    with_cookie(monkeypatch, "son_la")
    assert asked(open_page(), "tinh") == "son_la"
    app = open_page(tinh=NATION)
    assert asked(app, "tinh") == NATION
    assert "country-map" in html_of(app)
    assert kept(app) == [NATION], "it was chosen last"
    assert kept(open_page(tinh="son_la")) == [], "the browser keeps it already"


@pytest.mark.parametrize("text", ["atlantis", "<script>alert(1)</script>", "", "viet_nam; Path=/", "LAI_CHAU"])
def test_what_stands_in_the_cookie_is_a_known_unit_or_nothing(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    with_cookie(monkeypatch, text)
    app = open_page()
    assert asked(app, "tinh") == NATION
    assert not notices_of(app)
    assert text == "" or text not in html_of(app)


def test_other_pages_take_the_unit_chosen_last_too(monkeypatch: pytest.MonkeyPatch) -> None:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    assert asked(go_to(app, "indicator").run(), "tinh") == "lai_chau"
    assert kept(app) == [], "it was shown, not chosen"
    with_cookie(monkeypatch, "hai_phong")
    for page in ("indicator", "roadmap", "meeting", "compare"):
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        assert asked(go_to(app, page).run(), "tinh") == "hai_phong", page


def test_a_choice_is_kept_and_a_way_leads_back_to_the_country() -> None:
    app = open_page()
    # The selector is a component, which only a browser can use (tests/browser): it changes the address as this does.
    app.query_params["tinh"] = "hai_phong"
    app.run()
    assert asked(app, "tinh") == "hai_phong"
    assert kept(app) == ["hai_phong"]
    app.button(key="whole_country").click().run()
    assert asked(app, "tinh") == NATION
    assert "country-map" in html_of(app)
    assert kept(app) == [NATION]


def test_a_page_that_was_only_looked_at_keeps_nothing() -> None:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    go_to(app, "indicator").run()
    go_to(app, "overview").run()
    assert asked(app, "tinh") == "lai_chau"
    assert kept(app) == []


@pytest.mark.parametrize("question", Question)
def test_the_question_of_the_map_lives_in_the_address(snapshot: Snapshot, question: Question) -> None:
    app = open_page(ban_do=question)
    assert found_line(answers(snapshot, question, NOW), "vi") in unescape(html_of(app))
    assert asked(app, "ban_do") == question


def test_a_question_that_nobody_asks_is_told() -> None:
    app = open_page(ban_do="thoi_tiet")
    assert asked(app, "ban_do") == Question.TARGETS
    assert "ban_do=thoi_tiet" in " ".join(notices_of(app))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("question", Question)
def test_every_tile_leads_to_its_unit_and_says_its_answer(snapshot: Snapshot, question: Question, lang: str) -> None:
    html = map_html(snapshot, question, lang, NOW)
    tiles = re.findall(r"<a class='(tile[^']*)' href='/\?tinh=(\w+)&amp;ngon_ngu=(\w+)'[^>]*aria-label='([^']*)'", html)
    squares = compare_queries.tiles(snapshot)
    assert [unit for _, unit, _, _ in tiles] == [square["province_id"] for square in squares]
    assert {unit for _, unit, _, _ in tiles} == {unit.province_id for unit in answers(snapshot, question, NOW).units}
    assert {language for _, _, language, _ in tiles} == {lang}
    assert "Hoàng Sa" in html
    assert "Trường Sa" in html
    empty = {Kind.NO_TARGET, Kind.NOTHING_DUE, Kind.NO_ACTUAL}
    kinds = {unit.province_id: unit.kind for unit in answers(snapshot, question, NOW).units}
    assert all(("empty" in look) == (kinds[unit] in empty) for look, unit, _, _ in tiles)
    counts = [int(number) for number in re.findall(r"<li><i[^>]*></i>[^<]*?(\d+)[^\d<]*</li>", html)]
    assert counts == [sum(kind is one for kind in kinds.values()) for one in KINDS[question]]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_square_tells_its_answer_without_its_colour(snapshot: Snapshot, lang: str) -> None:
    """What is owed has a diamond, an actual that cannot be compared its sign, nothing a dash."""
    html = map_html(snapshot, Question.OWED, lang, NOW)
    owed = [unit for unit in answers(snapshot, Question.OWED, NOW).units if unit.kind is Kind.OWED]
    assert html.count("<span>◇ ") == len(owed) > 5
    html = map_html(snapshot, Question.COVERAGE, lang, NOW)
    others = [unit for unit in answers(snapshot, Question.COVERAGE, NOW).units if unit.kind is Kind.OTHER]
    assert html.count("<span>≈ ") + html.count("<span>≠ ") == len(others) > 3
    assert html.count("<span>–</span>") == 34 - len(others)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_bars_tell_value_target_outcome_and_doubt(snapshot: Snapshot, lang: str) -> None:
    html = unescape(bars_html(snapshot, lang, NOW))
    for words in {
        "vi": ("ít nhất 91\u202f%", "90\u202f% (2025): đạt", "39,98\u202f%", "20\u202f% (2025): không đạt", "nội suy"),
        "en": ("at least 91%", "90% (2025): met", "39.98%", "20% (2025): not met", "Thước đo 57's own line"),
    }[lang]:
        assert words in html
    assert "59%" in html, "the doubt about the actual stands beside it"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_coverage_is_said_before_the_order(snapshot: Snapshot, lang: str) -> None:
    html = news_html(snapshot, lang, NOW)
    rank = html[html.index("class='ranked'") - 400 :]
    ranked = answers(snapshot, Question.ECONOMY, NOW).ranked()
    names = [provinces(snapshot)[unit.province_id].name(lang) for unit in ranked]
    places = [rank.index(f"<span>{name}</span>") for name in names]
    assert places == sorted(places)
    assert rank.index(f"{len(ranked)} ") < places[0]


def test_the_tables_of_the_nation_are_made_when_they_are_unfolded() -> None:
    app = open_page()
    before = html_of(app)
    assert "<table" not in before
    assert len(app.expander) >= 5
