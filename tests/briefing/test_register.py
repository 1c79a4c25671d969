"""The register of exported numbers: kept as they were, found by their ID, explained when they changed."""

from __future__ import annotations

import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from etl.build import build
from kpi.briefing.content import Content
from kpi.briefing.explain import Explanation, explain
from kpi.briefing.exported.now import Change
from kpi.briefing.model import Form
from kpi.briefing.numbers import BadIdError, number_id, tidy_id
from kpi.briefing.register import REGISTER_VARIABLE, Entry, Register, RegisterError, register_folder
from kpi.export.files import data_file, export, picture
from kpi.export.formats import Format
from kpi.store.warehouse import Snapshot, current_snapshot
from tests.cases.briefing_cases import CHART, DAY, drawn, made

PII = "actual|hai_phong|pii_score|round_34|"


@pytest.fixture(scope="module")
def content(snapshot: Snapshot) -> Content:
    return made(snapshot, Form.REPORT, province_id="hai_phong")


@pytest.fixture(scope="module")
def later(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Next month's data: an actual revised, a newer one, one withdrawn, a target corrected."""
    root = tmp_path_factory.mktemp("later")
    data = Path(shutil.copytree(data_folder, root / "data"))
    _edit(data / "actuals", r"^hai_phong,pii_score,(.*),58\.09,", r"hai_phong,pii_score,\1,58.5,")
    _edit(data / "actuals", r"^hai_phong,grdp_growth_rank,.*\n", "")
    _newer(data / "actuals")
    _edit(data / "targets", r"^(hai_phong_[\w.]*fiber_1gbps_user_share,.*),eq,100,", r"\1,eq,95,")
    build(data, root / "warehouse")
    return current_snapshot(root / "warehouse")


def _edit(folder: Path, pattern: str, replacement: str) -> None:
    changed = 0
    for path in folder.glob("*.csv"):
        text, count = re.subn(pattern, replacement, path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        if count:
            path.write_text(text, encoding="utf-8", newline="\n")
            changed += count
    assert changed == 1, pattern


def _newer(folder: Path) -> None:
    """The same growth number for one more year."""
    for path in folder.glob("*.csv"):
        lines = path.read_text(encoding="utf-8").split("\n")
        found = next((line for line in lines if re.match(r"hai_phong,grdp_growth,.*,11\.81,", line)), None)
        if found:
            newer = (
                found.replace("2026-01-06", "2026-07-06")
                .replace("2025-01-01", "2026-01-01")
                .replace("2025-12-31", "2026-06-30")
                .replace("11.81", "12.5")
            )
            path.write_text("\n".join([*lines[:-1], newer, ""]), encoding="utf-8", newline="\n")
            return
    raise AssertionError("no growth figure of Hải Phòng")


def plain(text: str) -> str:
    """Text with ordinary spaces."""
    return " ".join(text.split())


def forms_of(register: Register, entry: Entry) -> list[str]:
    """The forms of every export that a chart went out with, as the file on the disk says."""
    lines = (register.folder / "exports.jsonl").read_text(encoding="utf-8").splitlines()
    return [line["form"] for line in map(json.loads, lines) if entry.number_id in line["figures"]]


def told(content: Content, register: Register, snapshot: Snapshot, key: str) -> Explanation:
    number = next(n for n in content.numbers().values() if n.key.startswith(key))
    (entry,) = register.look_up(number.number_id)
    return explain(snapshot, entry, "vi", today=DAY)


@pytest.fixture
def register(tmp_path: Path, content: Content) -> Register:
    made_register = Register(tmp_path / "register")
    export(content, Format.XLSX, made_register)
    return made_register


def test_an_id_depends_on_the_snapshot_and_the_row_only():
    first = number_id("20261122T000000Z-aaaa", "target|x")
    assert first == number_id("20261122T000000Z-aaaa", "target|x")
    assert first != number_id("20261123T000000Z-aaaa", "target|x")
    assert first != number_id("20261122T000000Z-aaaa", "target|y")
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}", first)


def test_an_id_is_found_however_it_is_typed():
    assert tidy_id(" 4k7pd – x2m9q ") == "4K7PD-X2M9Q"
    assert tidy_id("4K7PDX2M9Q") == "4K7PD-X2M9Q"
    assert tidy_id("OLI0O-LI1OO") == tidy_id("01100-11100")
    for wrong in ("", "4K7PD", "4K7PD-X2M9Q-1", "4K7PD-X2M9U", "đ" * 10):
        with pytest.raises(BadIdError):
            tidy_id(wrong)


def test_no_two_numbers_of_a_report_share_an_id(content: Content):
    numbers = [n for group in content.groups().values() for n in group.numbers]
    keys: dict[str, str] = {}
    for number in numbers:
        assert keys.setdefault(number.number_id, number.key) == number.key
    assert not keys.keys() & content.groups().keys()


def test_every_number_of_an_export_is_found_as_it_was(content: Content, register: Register):
    for number in content.numbers().values():
        (entry,) = register.look_up(number.number_id)
        assert (entry.text, entry.value, entry.what) == (number.text, number.value, number.what)
    for group in content.groups().values():
        (entry,) = register.look_up(group.group_id)
        assert {part.number_id for part in entry.numbers} == {number.number_id for number in group.numbers}
        assert forms_of(register, entry) == ["xlsx"]


def test_the_register_only_grows_and_holds_each_number_once(content: Content, register: Register):
    (numbers,) = register.folder.glob("numbers-*.jsonl")
    before = numbers.read_bytes()
    export(content, Format.PDF, register)
    assert numbers.read_bytes() == before
    chart = next(content.chart_blocks())
    register.record(chart.groups, chart.context, "png", chart.title)
    assert numbers.read_bytes() == before
    ids = [json.loads(line)["number_id"] for line in before.decode().splitlines()]
    assert len(ids) == len(set(ids))
    assert len((register.folder / "exports.jsonl").read_text(encoding="utf-8").splitlines()) == 3


def test_a_line_that_a_crash_cut_short_harms_nothing(content: Content, register: Register):
    (numbers,) = register.folder.glob("numbers-*.jsonl")
    whole = numbers.read_bytes()
    numbers.write_bytes(whole[:-40])
    lost = json.loads(whole.decode().splitlines()[-1])["number_id"]
    assert register.look_up(lost) == []
    register.record(content.groups().values(), content.context, "xlsx", content.title)
    assert len(register.look_up(lost)) == 1
    assert register.look_up(json.loads(whole.decode().splitlines()[0])["number_id"])


def test_exports_at_the_same_time_lose_nothing(content: Content, tmp_path: Path):
    register = Register(tmp_path / "register")
    groups = list(content.groups().values())

    def record(group) -> None:
        register.record([group], content.context, "xlsx", group.title)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(record, groups))
    for group in groups:
        assert len(register.look_up(group.group_id)) == 1


def test_pictures_and_data_files_are_registered_too(snapshot: Snapshot, tmp_path: Path):
    register = Register(tmp_path / "register")
    chart = drawn(snapshot, CHART)
    picture(chart, Format.SVG, register)
    data_file(chart, Format.CSV, register)
    (entry,) = register.look_up(chart.group_id)
    assert forms_of(register, entry) == ["svg", "csv"]


def test_a_number_that_cannot_be_registered_is_not_handed_out(content: Content, tmp_path: Path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    with pytest.raises(RegisterError):
        export(content, Format.XLSX, Register(blocked / "register"))


def test_an_unknown_id_finds_nothing(register: Register, tmp_path: Path):
    assert register.look_up("00000-00000") == []
    assert Register(tmp_path / "none").look_up("00000-00000") == []


def test_the_register_lies_beside_the_warehouse_or_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv(REGISTER_VARIABLE, raising=False)
    assert register_folder(tmp_path / "warehouse") == tmp_path / "warehouse-register"
    monkeypatch.setenv(REGISTER_VARIABLE, str(tmp_path / "elsewhere"))
    assert register_folder(tmp_path / "warehouse") == tmp_path / "elsewhere"


def test_unchanged_data_leave_every_number_the_same(content: Content, register: Register, snapshot: Snapshot):
    for group in list(content.groups().values())[::5]:
        (entry,) = register.look_up(group.group_id)
        explained = explain(snapshot, entry, "vi", today=DAY)
        changed = [part for part in explained.parts if part.change is not Change.SAME]
        newer = [part for part in changed if part.change is not Change.NEW_DATA]
        assert newer == [], newer
        assert all(part.now == part.was for part in explained.parts)


def test_a_revised_chart_is_told_with_both_values(content: Content, register: Register, later: Snapshot):
    found = told(content, register, later, PII)
    assert found.change is Change.REVISED
    assert (plain(found.was), plain(found.now)) == ("58,09 điểm", "58,5 điểm")
    assert "58,09" in found.because
    assert "58,5" in found.because


def test_a_newer_chart_is_told_while_the_old_one_stands(content: Content, register: Register, later: Snapshot):
    found = told(content, register, later, "actual|hai_phong|grdp_growth|")
    assert found.change is Change.NEW_DATA
    assert found.was == found.now
    assert "12,5" in found.because


def test_a_withdrawn_chart_is_told(content: Content, register: Register, later: Snapshot):
    found = told(content, register, later, "actual|hai_phong|grdp_growth_rank|")
    assert found.change is Change.WITHDRAWN
    assert found.now == ""


def test_a_corrected_target_is_told(content: Content, register: Register, later: Snapshot):
    found = told(content, register, later, "target|hai_phong_digital_infrastructure_2025.2030.fiber_1gbps_user_share")
    assert found.change is Change.TARGET_CORRECTED
    assert (plain(found.was), plain(found.now)) == ("100 %", "95 %")


def test_a_chart_is_explained_by_its_numbers_the_changed_ones_first(
    content: Content, register: Register, later: Snapshot
):
    group = next(group for group in content.groups().values() if "|pii_score|" in group.key)
    (entry,) = register.look_up(group.group_id)
    found = explain(later, entry, "vi", today=DAY)
    assert found.change is Change.REVISED
    assert found.parts[0].change is Change.REVISED
    assert len(found.parts) == len(group.numbers)


def test_computed_numbers_tell_what_moved_them(snapshot: Snapshot, tmp_path: Path):
    """The judgement of a province, stored as if it had been made from other values."""
    register = Register(tmp_path / "register")
    content = made(snapshot, Form.REPORT, province_id="viet_nam")
    groups = [
        replace(group, numbers=tuple(_moved(number) for number in group.numbers)) for group in content.groups().values()
    ]
    register.record(groups, content.context, "pdf", content.title)
    seen = set()
    for number in (n for group in groups for n in group.numbers if n.key.endswith(("|gap", "|planned"))):
        (entry,) = register.look_up(number.number_id)
        seen.add(explain(snapshot, entry, "en", today=DAY).change)
    assert seen == {Change.REVISED, Change.TARGET_CORRECTED}


def _moved(number):
    """The gap as if the actual had been lower, the planned value as if the plan had been."""
    if number.value is None or not number.key.startswith("progress|"):
        return number
    moved = "actual" if number.key.endswith("|gap") else "planned"
    facts = {**number.facts, moved: (number.facts[moved] or 0.0) - 1.0}
    return replace(number, value=number.value - 1.0, facts=facts)


def test_the_explanation_speaks_the_readers_language(content: Content, register: Register, later: Snapshot):
    number = next(n for n in content.numbers().values() if n.key.startswith(PII))
    (entry,) = register.look_up(number.number_id)
    found = explain(later, entry, "en", today=DAY)
    assert "revised" in found.because
    assert found.snapshot_id == content.context.snapshot_id
