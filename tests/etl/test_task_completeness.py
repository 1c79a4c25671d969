"""The task data hold every numbered row of the four annexes, and a change anywhere is seen and named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from etl.tasks.completeness import document_findings, task_findings
from etl.tasks.data import AT, Row, TaskData, load_task_data
from etl.tasks.fault import TaskFinding
from etl.tasks.links import link_findings
from etl.tasks.text import REMARKS

DATA = Path(__file__).parents[2] / "data"
HCMC, HAI_PHONG = "hcmc_01_kh_bcd_2025", "hai_phong_01_kh_bcd_2025"
UNNAMED, CENTRAL = "unnamed_02_kh_bcd_2025", "central_07_tb_cqttbcd_2025"
DOCUMENTS = (HCMC, HAI_PHONG, UNNAMED, CENTRAL)


@pytest.fixture(scope="module")
def data() -> TaskData:
    return load_task_data(DATA)


def with_table(data: TaskData, name: str, rows: Sequence[Row]) -> TaskData:
    return replace(data, tables={**data.tables, name: rows})


def with_tasks(data: TaskData, document_id: str, rows: Sequence[Row]) -> TaskData:
    return replace(data, tasks={**data.tasks, document_id: rows})


def with_every_row(data: TaskData, document_id: str, change: Callable[[Row], dict[str, str]]) -> TaskData:
    return with_tasks(data, document_id, [{**row, **change(row)} for row in data.tasks[document_id]])


def with_lines(data: TaskData, file: str, change: Callable[[list[str]], list[str]]) -> TaskData:
    return replace(data, texts={**data.texts, file: change(list(data.texts[file]))})


def task(data: TaskData, document_id: str, number: str) -> Row:
    return next(r for r in data.all_tasks() if (r["document_id"], r["number"]) == (document_id, number))


def named(findings: list[TaskFinding], check: str) -> str:
    return "\n".join(f.problem("vi") for f in findings if f.check == check)


def test_the_data_are_complete_and_every_word_is_in_its_place(data):
    assert task_findings(data) == []


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_removing_any_row_names_it(data, document_id):
    rows = list(data.tasks[document_id])
    for at, gone in enumerate(rows):
        missing = named(
            document_findings(with_tasks(data, document_id, rows[:at] + rows[at + 1 :]), document_id),
            "task_missing",
        )
        assert f"thiếu nhiệm vụ số {gone['number']}, in ở dòng {gone['line']}" in missing


def test_removing_any_row_of_the_running_text_names_it(data):
    rows = list(data.tables["body"])
    for at, gone in enumerate(rows):
        shorter = with_table(data, "body", rows[:at] + rows[at + 1 :])
        missing = named(document_findings(shorter, gone["document_id"]), "task_missing")
        assert f"thiếu nhiệm vụ số {gone['number']}, in ở dòng {gone['line']}" in missing


def test_a_row_said_twice_or_made_up_is_named(data):
    rows = list(data.tasks[UNNAMED])
    twice = named(document_findings(with_tasks(data, UNNAMED, [*rows, rows[2]]), UNNAMED), "task_repeated")
    assert "nhiệm vụ số 3 (dòng 295) xuất hiện 2 lần" in twice
    made_up = with_tasks(data, UNNAMED, [*rows, {**rows[2], "number": "11", AT: "12"}])
    assert "nhiệm vụ số 11 không có trong văn bản" in named(document_findings(made_up, UNNAMED), "task_unknown")


@pytest.mark.parametrize("document_id", DOCUMENTS)
@pytest.mark.parametrize(
    ("check", "change"),
    [
        ("task_quote", lambda row: {"text_printed": row["text_printed"].replace(" ", "  ", 1)}),
        ("task_quote", lambda row: {"lead_printed": row["lead_printed"] + "."}),
        ("task_quote", lambda row: {"coordinating_printed": row["coordinating_printed"] + " khác"}),
        ("task_quote", lambda row: {"deadline_printed": row["deadline_printed"] + " 2027"}),
        ("task_text", lambda row: {"text_vi": row["text_vi"][:-8]}),
        ("task_line", lambda row: {"line": str(int(row["line"]) + 1)}),
        ("task_section", lambda row: {"section": "innovation"}),
        ("task_deadline", lambda row: {"deadline": "2026-02-01"}),
        ("task_deadline", lambda row: {"deadline_kind": "half_year"}),
        ("task_deadline", lambda row: {"original_deadline": "2025-09-29"}),
        ("task_basis", lambda row: {"basis": "Thông báo số 99-TB/TGV"}),
    ],
)
def test_altering_a_cell_of_any_row_is_seen(data, document_id, check, change):
    altered = with_every_row(data, document_id, change)
    found = document_findings(altered, document_id)
    rows = {finding.row for finding in found if finding.check == check}
    assert rows == {int(row[AT]) for row in data.tasks[document_id]}


@pytest.mark.parametrize("document_id", DOCUMENTS)
@pytest.mark.parametrize(
    "change",
    [
        lambda row: {"lead_agencies": row["lead_agencies"] + ";cong_an_xa"},
        lambda row: {
            "coordinating_agencies": row["lead_agencies"],
            "lead_agencies": row["coordinating_agencies"],
        },
    ],
)
def test_altering_the_agencies_of_any_row_is_seen(data, document_id, change):
    found = link_findings(with_every_row(data, document_id, change))
    rows = {finding.row for finding in found if finding.check == "task_agency"}
    assert rows == {int(row[AT]) for row in data.tasks[document_id]}


def test_a_word_of_the_scan_that_is_read_otherwise_is_seen(data):
    rows = [{**row, "text_vi": row["text_vi"].replace("kỹ thuật", "kinh tế")} for row in data.tasks[HAI_PHONG]]
    assert "số 8 (dòng 244)" in named(document_findings(with_tasks(data, HAI_PHONG, rows), HAI_PHONG), "task_text")


def test_every_correction_is_needed(data):
    rows = list(data.tables["corrections"])
    cells = ("text", "title", "section", "intro", "footnote", "note")
    for at, gone in enumerate(rows):
        if gone["kind"] in REMARKS or gone["cell"] not in cells:
            continue
        without = with_table(data, "corrections", rows[:at] + rows[at + 1 :])
        assert document_findings(without, gone["document_id"]), gone["correction_id"]


def test_a_correction_whose_words_are_gone_is_named(data):
    rows = [
        {**row, "printed": "không hề in"} if row["correction_id"] == f"{HCMC}.012" else row
        for row in data.tables["corrections"]
    ]
    problem = named(document_findings(with_table(data, "corrections", rows), HCMC), "task_correction")
    assert f"mã {HCMC}.012" in problem


@pytest.mark.parametrize("document_id", [HAI_PHONG, UNNAMED, CENTRAL])
def test_removing_a_fragment_of_a_layout_names_its_line(data, document_id):
    rows = list(data.layouts[document_id])
    for at in range(0, len(rows), 5):
        layouts = {**data.layouts, document_id: rows[:at] + rows[at + 1 :]}
        problem = named(document_findings(replace(data, layouts=layouts), document_id), "task_words_unplaced")
        assert f"dòng {rows[at]['line']}:" in problem


def test_removing_any_footnote_is_named(data):
    rows = list(data.tables["footnotes"])
    for at, gone in enumerate(rows):
        shorter = with_table(data, "footnotes", rows[:at] + rows[at + 1 :])
        problem = named(document_findings(shorter, gone["document_id"]), "task_footnote")
        assert f"dòng {gone['line']}: chú thích “{gone['mark']}” chưa được khai" in problem


def test_removing_any_number_names_its_task(data):
    rows = list(data.tables["numbers"])
    for at, gone in enumerate(rows):
        problem = named(list(link_findings(with_table(data, "numbers", rows[:at] + rows[at + 1 :]))), "task_number")
        assert f"{gone['document_id']}, số {gone['number']} (dòng" in problem


def test_removing_the_only_link_of_a_task_names_the_task(data):
    for document_id, number in ((HCMC, "36"), (HAI_PHONG, "9"), (UNNAMED, "10"), (CENTRAL, "4.b.(ii)")):
        task_id = task(data, document_id, number)["task_id"]
        rows = [row for row in data.tables["duties"] if row["task_id"] != task_id]
        problem = named(list(link_findings(with_table(data, "duties", rows))), "task_duty")
        assert f"{document_id}, số {number} (dòng" in problem


def test_a_link_to_another_line_or_to_no_task_is_named(data):
    for change in ({"line": "1"}, {"task_id": f"{HCMC}.41"}, {"task_id": ""}, {"relation": "left_out"}):
        rows = [{**r, **change} if r["duty_id"] == "tb07.5.c" else r for r in data.tables["duties"]]
        assert "tb07.5.c" in named(list(link_findings(with_table(data, "duties", rows))), "task_duty")


def test_a_demand_without_a_word_about_a_plan_is_named(data):
    rows = [r for r in data.tables["duties"] if (r["duty_id"], r["document_id"]) != ("tb07.3.d.2", HCMC)]
    problem = named(list(link_findings(with_table(data, "duties", rows))), "task_duty")
    assert f"tb07.3.d.2: chưa nói rõ {HCMC} có đáp ứng hay chưa thể hiện yêu cầu này." in problem


def test_a_demand_cannot_be_answered_and_left_out(data):
    answer = next(r for r in data.tables["duties"] if (r["duty_id"], r["document_id"]) == ("tb07.5.b", HCMC))
    both = [
        *data.tables["duties"],
        {**answer, "task_id": "", "number": "", "line": "", "relation": "left_out"},
    ]
    assert "tb07.5.b" in named(list(link_findings(with_table(data, "duties", both))), "task_duty")


def test_a_number_on_another_line_or_of_another_value_is_named(data):
    for change in ({"line": "1"}, {"value": "31"}, {"quote": "ít nhất 31%"}):
        rows = [{**r, **change} if r["value"] == "30" else r for r in data.tables["numbers"]]
        assert f"{HCMC}, số 19: " in named(list(link_findings(with_table(data, "numbers", rows))), "task_number")


def test_a_row_added_to_the_printed_table_is_named(data):
    row = "41.\tViệc mới\tSở Tài chính\t\t31/12/2025\t"
    grown = with_lines(data, f"{HCMC}.txt", lambda lines: [*lines[:288], row, *lines[289:]])
    assert "sau dòng 288 còn “41. Việc mới" in named(document_findings(grown, HCMC), "task_bounds")
    parts = [
        {**part, "line_to": "289"} if (part["document_id"], part["part"]) == (HCMC, "annex") else part
        for part in data.tables["sections"]
    ]
    found = document_findings(with_table(grown, "sections", parts), HCMC)
    assert "thiếu nhiệm vụ số 41, in ở dòng 289: “Việc mới”" in named(found, "task_missing")
    assert "văn bản in 41 nhiệm vụ, bảng phần khai 40" in named(found, "task_count")


def test_a_row_lost_from_the_printed_table_is_named(data):
    shrunk = with_lines(data, f"{HCMC}.txt", lambda lines: [*lines[:205], "", *lines[206:]])
    found = document_findings(shrunk, HCMC)
    assert "số thứ tự 3 không có trong phụ lục" in named(found, "task_numbering")
    assert "nhiệm vụ số 3 không có trong văn bản" in named(found, "task_unknown")


def test_a_date_changed_in_a_document_is_seen_at_its_line(data):
    changed = with_lines(
        data, f"{HCMC}.txt", lambda lines: [line.replace("\tQuý I/2026", "\tQuý II/2026") for line in lines]
    )
    found = document_findings(changed, HCMC)
    assert {finding.check for finding in found} == {"task_quote", "task_deadline"}
    assert {finding.line for finding in found} == {217}


def test_a_word_changed_in_a_scan_is_seen_at_its_line(data):
    changed = with_lines(
        data, f"{HAI_PHONG}.txt", lambda lines: [line.replace("31/10/2025", "30/10/2025") for line in lines]
    )
    assert "dòng 266: “30/10/2025”" in named(document_findings(changed, HAI_PHONG), "task_words_unplaced")
