"""What the four annexes of tasks say: how many, when they end, who is named, what the plans leave out."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from etl.tasks.annex import clean_words
from etl.tasks.data import Row, TaskData, load_task_data

DATA = Path(__file__).parents[2] / "data"
HCMC, HAI_PHONG = "hcmc_01_kh_bcd_2025", "hai_phong_01_kh_bcd_2025"
UNNAMED, CENTRAL = "unnamed_02_kh_bcd_2025", "central_07_tb_cqttbcd_2025"
COUNTS = {HCMC: 40, HAI_PHONG: 10, UNNAMED: 10, CENTRAL: 42}


@pytest.fixture(scope="module")
def data() -> TaskData:
    return load_task_data(DATA)


def task(data: TaskData, document_id: str, number: str) -> Row:
    return next(r for r in data.all_tasks() if (r["document_id"], r["number"]) == (document_id, number))


def test_each_annex_holds_its_number_of_tasks(data):
    assert {document_id: len(data.tasks[document_id]) for document_id in data.documents()} == COUNTS
    for document_id in (HCMC, HAI_PHONG, UNNAMED):
        numbers = [row["number"] for row in data.tasks[document_id]]
        assert numbers == [str(n) for n in range(1, COUNTS[document_id] + 1)]


def test_every_letter_of_the_central_annex_has_its_tasks(data):
    letters = dict.fromkeys(row["number"].split(" ")[0].split(".(")[0] for row in data.tasks[CENTRAL])
    assert list(letters) == [
        *("1.a", "1.b", "1.c"),
        *("2.a", "2.b", "2.c", "2.d", "2.đ"),
        *("3.a", "3.b", "3.c", "3.d", "3.đ", "3.e", "3.g", "3.h"),
        *("4.a", "4.b", "4.c"),
        *("5.a", "5.b", "5.c"),
    ]


def test_task_ids_are_unique(data):
    ids = [row["task_id"] for row in data.all_tasks()]
    assert len(ids) == len(set(ids))
    assert all(row["task_id"].startswith(row["document_id"] + ".") for row in data.all_tasks())


def test_the_page_heading_repeated_inside_the_table_is_recognised(data):
    headings = data.printed(HCMC).reading.page_headings
    assert len(headings) == 16
    assert headings[0] == 197
    assert headings[-1] == 287


def test_five_tasks_of_the_city_were_overdue_when_the_plan_came(data):
    late = {
        row["number"]: (row["original_deadline"], row["deadline"])
        for row in data.tasks[HCMC]
        if row["original_deadline"]
    }
    assert late == {
        "36": ("2025-09-30", "2025-11-14"),
        "37": ("2025-09-30", "2025-11-14"),
        "38": ("2025-10-01", "2025-11-14"),
        "39": ("2025-09-30", "2025-11-14"),
        "40": ("2025-09-30", "2025-11-14"),
    }


def test_the_duties_of_tien_giang_have_no_deadline_and_name_bodies_only_where_the_text_does(data):
    """Part IV gives nobody a duty, part V does; general guidance says why it is no duty."""
    rows = data.of("body", "tien_giang_plan_2025")
    kinds = Counter((row["number"].split(".")[0], row["kind"]) for row in rows)
    assert kinds == {("IV", "duty"): 63, ("IV", "guidance"): 24, ("V", "duty"): 29, ("V", "guidance"): 2}
    assert {row["deadline_kind"] for row in rows} == {"none"}
    for row in rows:
        named = row["number"].startswith("V.") and not row["number"].startswith("V.8.")
        assert bool(row["lead_agencies"]) is named, row["number"]
        assert bool(row["note"]) is (row["kind"] == "guidance"), row["number"]
    assert "100%" in task(data, "tien_giang_plan_2025", "IV.4.5")["text_vi"]
    assert "10 năm, tầm nhìn 2045" in task(data, "tien_giang_plan_2025", "V.4.1")["text_vi"]


def test_an_open_list_stays_collective_and_unreadable_stays_unread(data):
    collective = {row["agency_id"] for row in data.tables["agencies"] if row["collective"] == "true"}
    leads = task(data, HCMC, "36")["lead_agencies"].split(";")
    assert "cac_so_khac" in leads
    assert "cac_so_khac" in collective
    assert task(data, HAI_PHONG, "8")["coordinating_agencies"] == "unreadable;so_khoa_hoc_va_cong_nghe"
    assert task(data, HAI_PHONG, "6")["deadline_kind"] == "none"


def test_a_body_may_lead_and_support_the_same_task(data):
    row = task(data, HCMC, "10")
    both = set(row["lead_agencies"].split(";")) & set(row["coordinating_agencies"].split(";"))
    assert both == {"trung_tam_chuyen_doi_so_thanh_pho"}


def test_what_each_plan_leaves_out_of_the_central_notice(data):
    left_out = {(row["duty_id"], row["document_id"]) for row in data.tables["duties"] if row["relation"] == "left_out"}
    assert left_out == {
        ("tb07.3.d.2", HCMC),
        ("tb07.4.a", HAI_PHONG),
        ("tb07.4.a", UNNAMED),
        ("tb07.III.9", UNNAMED),
        ("tb07.IV.1", HAI_PHONG),
        ("tb07.IV.2", HAI_PHONG),
    }


def test_the_decree_that_the_city_leaves_out_stands_in_no_task_of_its(data):
    holders = {row["document_id"] for row in data.all_tasks() if "118/2025" in row["text_vi"]}
    assert holders == {HAI_PHONG, UNNAMED, CENTRAL}


def test_the_evidence_of_a_correction_stands_where_it_says(data):
    place = re.compile(r"(\w+\.txt) dòng (\d+)\)?[^“]*“(.+)”$")
    found = [place.search(row["evidence"]) for row in data.tables["corrections"]]
    quotes = [hit.groups() for hit in found if hit]
    assert len(quotes) > 200
    wrong = [hit for hit in quotes if hit[2] not in clean_words(data.texts[hit[0]][int(hit[1]) - 1])]
    assert wrong == []
    assert [row["correction_id"] for row in data.tables["corrections"] if len(row["evidence"]) < 20] == []


def test_duties_of_running_text_are_read_where_a_document_has_no_annex_in_the_files(data):
    rows = {row["number"]: row for row in data.of("body", "lai_chau_11_kh_tu_2025")}
    assert len(rows) == 18
    assert (rows["III.1"]["deadline"], rows["III.1"]["line"]) == ("2025-10-19", "174")
    assert (rows["III.5.2"]["deadline_kind"], rows["III.5.2"]["deadline"]) == ("month", "2025-10-31")
    city = {row["number"]: row for row in data.of("body", HAI_PHONG) if row["number"].startswith("III")}
    assert len(city) == 9
    assert (city["III.2 ý 1"]["deadline_kind"], city["III.2 ý 1"]["deadline"]) == ("year", "2025-12-31")
