"""Faults of the proof of the tasks are told in both languages, with the printed words as they are."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from etl.tasks.completeness import task_findings
from etl.tasks.data import TaskData, load_task_data
from etl.tasks.load import bridged
from kpi.words import LANGUAGES
from kpi.words.messages import catalogue

ROOT = Path(__file__).parents[2]
HAI_PHONG = "hai_phong_01_kh_bcd_2025"
VIETNAMESE = ("việc", "dòng", "không", "ô ")


def without_last_task(data: TaskData) -> TaskData:
    return replace(data, tasks={**data.tasks, HAI_PHONG: data.tasks[HAI_PHONG][:-1]})


def test_every_fault_is_told_in_both_languages_from_the_same_facts():
    told = [path.read_text(encoding="utf-8") for path in (ROOT / "etl" / "tasks").glob("*.py")]
    used = set(re.findall(r'"(\w+)"', " ".join(told)))
    codes = {key.removeprefix("task_fault.") for key in catalogue("en") if key.startswith("task_fault.")}
    assert len(codes) > 20
    for code in codes:
        assert code in used, code
        places = [sorted(re.findall(r"{(\w+)}", catalogue(lang)[f"task_fault.{code}"])) for lang in LANGUAGES]
        assert places[0] == places[1], code
        assert not any(word in catalogue("en")[f"task_fault.{code}"].lower() for word in VIETNAMESE), code


def test_the_english_report_quotes_only_the_printed_words_in_vietnamese():
    data = load_task_data(ROOT / "data")
    gone = data.tasks[HAI_PHONG][-1]
    faults = task_findings(without_last_task(data))
    missing = next(fault for fault in faults if fault.check == "task_missing")
    english = bridged(missing).problem("en")
    assert english.startswith(f"{HAI_PHONG}: the file leaves out task 10, printed at line {gone['line']}: “")
    assert bridged(missing).problem("vi").startswith(f"{HAI_PHONG}: thiếu nhiệm vụ số 10, in ở dòng {gone['line']}: “")
    for fault in faults:
        words = re.sub("“.*?”", "", bridged(fault).problem("en"))
        assert words.isascii() or "–" in words, words
