"""Số liệu: the state of the data in words, files of every table, and queries that cannot hurt."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from etl.checks import all_checks
from etl.findings import Severity
from kpi.jobs import sql as sql_jobs
from kpi.jobs.sql import Limits
from kpi.model.codes import Shape
from kpi.model.dictionary import dictionary
from kpi.store import data_health
from kpi.store.sql_examples import examples
from kpi.store.warehouse import WAREHOUSE_VARIABLE, Snapshot
from kpi.words import LANGUAGES, format_number, message
from kpi.words.messages import catalogue
from pages.data.files import table_sizes
from pages.data.sql import result_html
from pages.data.status import subject_words
from tests.cases.page_cases import boxes_of, go_to, html_of, notices_of, options_of

ROOT = Path(__file__).resolve().parents[2]
Opened = Callable[..., AppTest]


@pytest.fixture
def open_data(default_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(default_warehouse))

    def opened(**parameters: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        for name, value in parameters.items():
            app.query_params[name] = value
        go_to(app, "data").run()
        assert not app.exception, app.exception
        return app

    return opened


def labels(app: AppTest) -> list[str]:
    return [button.proto.label for button in app.get("download_button")]


def run_query(app: AppTest, sql: str) -> str:
    app.text_area(key="sql-query").set_value(sql)
    app.button[0].click().run()
    assert not app.exception, app.exception
    return html_of(app)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_check_that_may_be_published_has_plain_words(lang, snapshot):
    warnings = {check.name for check in all_checks() if check.severity is Severity.WARNING}
    warnings |= {f"plan_{shape}" for shape in Shape} | set(data_health.checks(snapshot)["check_name"].to_pylist())
    known = catalogue(lang)
    assert [name for name in sorted(warnings) if f"check.{name}.title" not in known] == []
    assert [name for name in sorted(warnings) if f"check.{name}.what" not in known] == []


def test_state_tells_checks_completeness_gaps_corrections_and_refusals(open_data, snapshot):
    html = html_of(open_data())
    counts = data_health.counts(snapshot)
    for name in ("targets", "actuals", "warnings", "corrections", "not_loaded"):
        assert f"<b>{format_number(counts[name], 'vi')}</b>{message(f'health.{name}', 'vi')}" in html
    unsettled = ("Số liệu trong văn bản chưa thống nhất", "Có mục tiêu, chưa có số liệu")
    for words in (*unsettled, "Đính chính", "không nạp, và vì sao"):
        assert words in html
    assert "số chứng thư, không phải số người" in html
    assert "Lai Châu · Phủ sóng 5G" in html


def test_state_in_english_has_no_vietnamese_sentences_of_ours(open_data):
    html = html_of(open_data(ngon_ngu="en"))
    assert "Results of the checks" in html
    assert "A target, but no figure" in html
    for vietnamese in catalogue("vi")["check.indicator_without_actual.what"], catalogue("vi")["health.lead"]:
        assert vietnamese not in html


def test_what_the_checks_found_is_told_in_both_languages(open_data, snapshot):
    rows = data_health.checks(snapshot).to_pylist()
    assert rows
    assert [row for row in rows if row["message_en"] == row["message"]] == []
    english, vietnamese = unescape(html_of(open_data(ngon_ngu="en"))), unescape(html_of(open_data()))
    assert rows[0]["message_en"] in english
    assert rows[0]["message"] in vietnamese


def test_completeness_counts_equal_the_warehouse(snapshot: Snapshot):
    rows = {row["document_id"]: row for row in data_health.completeness(snapshot).to_pylist()}
    for document in ("lai_chau_11_kh_tu_2025", "tien_giang_plan_2025"):
        targeted = snapshot.query(
            "SELECT count(DISTINCT indicator_id) AS n, count(*) AS t FROM targets WHERE document_id = $d",
            {"d": document},
        ).iloc[0]
        assert (rows[document]["indicators"], rows[document]["targets"]) == (targeted["n"], targeted["t"])
    missing = data_health.missing(snapshot).to_pylist()
    counted = {row["province_id"]: row["missing"] for row in data_health.missing_counts(snapshot).to_pylist()}
    assert counted["lai_chau"] == len({row["indicator_id"] for row in missing if row["province_id"] == "lai_chau"})


def test_ids_of_a_check_become_names():
    names = {"ke_hoach": "11-KH/TU", "coverage_5g": "Phủ sóng 5G"}
    assert subject_words("ke_hoach coverage_5g 2030", names) == "11-KH/TU · Phủ sóng 5G · 2030"


def test_every_table_is_offered_in_three_forms(open_data, snapshot):
    app = open_data(muc="tai_ve")
    sizes = table_sizes(snapshot)
    assert set(options_of(app, "data-table")) == {f"{name} – {dictionary()[name].words.rstrip('.')}" for name in sizes}
    assert labels(app) == ["CSV", "XLSX", "Parquet", "Tải cả bộ (.zip)"]
    app.query_params["bang"] = "actuals"
    app.run()
    assert not app.exception
    assert boxes_of(app)["data-table"]["chosen"] == "actuals"
    assert "Nơi công bố" in html_of(app) or "publisher" in html_of(app)


def test_dictionary_knows_every_table(snapshot):
    assert set(dictionary()) == set(table_sizes(snapshot))


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.title_en[:20])
def test_every_example_runs_and_finds_something(snapshot, example):
    assert sql_jobs.run(snapshot.path, example.sql).count > 0


def test_examples_answer_the_analyst_s_questions(snapshot):
    answers = [snapshot.rows(example.sql) for example in examples()[:3]]
    assert answers[0][0]["tinh"] == "Bắc Ninh"
    by_series: dict[str, set[float]] = {}
    for row in answers[1]:
        by_series.setdefault(row["nguon_so_lieu"], set()).add(row["value"])
    assert not any({22.28, 27.17} <= values for values in by_series.values()), "two measures, never one series"
    assert {22.28, 27.17} <= set().union(*by_series.values())
    assert answers[2][0]["nay_thuoc"] == "Đồng Tháp"


def test_a_query_shows_its_rows_and_lives_in_the_address(open_data):
    app = open_data(muc="truy_van")
    assert "CSV" not in labels(app)
    html = run_query(app, "SELECT 'Đắk Lắk' AS ten, 42 AS so")
    assert "Đắk Lắk" in html
    assert "1 dòng, 2 cột" in html
    assert labels(app) == ["CSV", "XLSX", "Parquet"]
    assert app.query_params["sql"] == "SELECT 'Đắk Lắk' AS ten, 42 AS so"
    again = open_data(muc="truy_van", sql="SELECT 7 * 6 AS so")
    assert again.text_area(key="sql-query").value == "SELECT 7 * 6 AS so"
    assert "<th scope='row'>42</th>" not in html_of(again), "a link runs nothing by itself"
    assert message("sql.from_address", "vi") in html_of(again)
    again.button[0].click().run()
    assert "<th scope='row'>42</th>" in html_of(again)


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("DROP TABLE targets", "writes"),
        ("SELECT * FROM read_csv('/etc/passwd')", "files"),
        ("SELECT * FROM range(10000000)", "rows"),
        ("SELECT nosuch FROM targets", "unknown_name"),
        ("SELEC 1", "syntax"),
    ],
)
def test_a_query_that_is_stopped_says_why(open_data, sql, code):
    app = open_data(muc="truy_van")
    said = message(f"sql_error.{code}", "vi", seconds="5", memory="256", rows="50.000")
    assert said in run_query(app, sql)
    assert "CSV" not in labels(app)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_to_stop_has_words(lang):
    for code in sql_jobs.CODES:
        assert message(f"sql_error.{code}", lang, seconds="1", memory="1", rows="1")


def test_a_wide_result_stays_small_for_the_browser(snapshot):
    sql = "SELECT repeat('x', 1000) AS a, repeat('y', 1000) AS b, repeat('z', 1000) AS c FROM range(5000)"
    answer = sql_jobs.run(snapshot.path, sql, Limits())
    html = result_html(answer, "vi")
    assert len(html.encode()) < 600_000
    assert "5.000" in html


def test_a_result_cannot_bring_tags(open_data):
    html = run_query(open_data(muc="truy_van"), "SELECT '<script>x</script>' AS \"<i>name</i>\"")
    assert "&lt;script&gt;" in html
    assert "<script>" not in html
    assert "<i>" not in html


def test_a_stale_address_opens_the_nearest_view_and_says_so(open_data):
    app = open_data()
    app.query_params["muc"] = "tai_ve"
    app.query_params["bang"] = "khong_co"
    app.run()
    assert "bang=khong_co" in notices_of(app)[0]
    assert labels(app)[:3] == ["CSV", "XLSX", "Parquet"]
    app.query_params["muc"] = "khong_co"
    app.run()
    assert "muc=khong_co" in notices_of(app)[0]
