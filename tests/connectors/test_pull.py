"""Actuals that come by themselves: all or nothing a period, refusals at once, restated months, a look first."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from cli.__main__ import main
from etl.connectors.config import places_of, read_connector
from etl.connectors.errors import PullError
from etl.connectors.periods import every_period, period_of
from etl.connectors.pull import accept, pull
from etl.reading import read_rows
from kpi.model import clock
from kpi.model.rows import Actual
from tests.cases.small_portal import Data, Portal, serving

ROOT = Path(__file__).parents[2]
NAME, MONTH = "portal_766", "2026-08"


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> date:
    today = date(2026, 11, 30)
    monkeypatch.setattr(clock, "today", lambda: today)
    monkeypatch.setattr(clock, "day_of", lambda _moment: today)
    return today


@pytest.fixture
def portal() -> Iterator[Portal]:
    places = places_of(ROOT / "data", read_connector(ROOT / "data", NAME))
    with serving(Portal(list(places))) as served:
        yield served


@pytest.fixture
def data(tmp_path: Path, portal: Portal) -> Path:
    """A data folder outside the checkout with the real mapping, led to the small portal, and no actuals."""
    folder = tmp_path / "data"
    for part in ("reference", "connectors"):
        shutil.copytree(ROOT / "data" / part, folder / part)
    (folder / "actuals").mkdir()
    file = folder / "connectors" / f"{NAME}.toml"
    text = re.sub(r'address = "[^"]+"', f'address = "{portal.address}"', file.read_text(encoding="utf-8"))
    file.write_text(text.replace("pause_seconds = 2.0", "pause_seconds = 0.0"), encoding="utf-8")
    return folder


def _pull(data: Path, period: str = MONTH, **how: Any) -> Any:
    connector = read_connector(data, NAME)
    return pull(data, data.parent / "raw", connector, period_of(period, connector, clock.today()), **how)


def _take(data: Path, period: str = MONTH) -> Any:
    return accept(data, data.parent / "raw", NAME, period)


def _stored(data: Path) -> list[Actual]:
    rows = []
    for path in sorted(data.glob("actuals/*.csv")):
        located, findings = read_rows(path, Actual, data)
        assert findings == []
        rows += [one.row for one in located]
    return rows


def _refused(data: Path, period: str = MONTH) -> PullError:
    before = {path: path.read_bytes() for path in data.glob("actuals/*")}
    with pytest.raises(PullError) as refused:
        _pull(data, period)
    assert {path: path.read_bytes() for path in data.glob("actuals/*")} == before
    for lang in ("vi", "en"):
        assert "{" not in refused.value.told(lang)
    return refused.value


def test_the_year_takes_38_calls_and_waits_for_a_person_the_first_time(data: Path, portal: Portal) -> None:
    found = _pull(data, "2026")
    assert found.waiting
    assert found.stored is None
    assert _stored(data) == []
    assert len(portal.asked) == 4 + 34
    taken = _take(data, "2026")
    rows = _stored(data)
    assert len(rows) == len(taken.changes) == len(found.changes)
    on_time = [row for row in rows if row.indicator_id == "dossiers_on_time_share"]
    assert len(on_time) == 34
    assert {(row.period_start, row.period_end) for row in rows} == {(date(2026, 1, 1), date(2026, 11, 30))}
    nation = next(row for row in rows if (row.province_id, row.indicator_id) == ("viet_nam", "dossiers_online_share"))
    assert (nation.value, nation.numerator, nation.denominator) == (90, 900, 1000)
    with pytest.raises(PullError, match="nothing_waits"):
        _take(data, "2026")


def test_a_month_is_stored_as_a_month_and_a_restated_one_keeps_the_old_value(
    data: Path, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    _pull(data)
    _take(data)
    first = _stored(data)
    assert {row.series[-6:] for row in first} == {"_month"}
    assert {(row.period_start, row.period_end) for row in first} == {(date(2026, 8, 1), date(2026, 8, 31))}
    again = _pull(data)
    assert again.changes == (), "nothing is told twice"

    def restate(path: str, _body: Data, found: Data) -> None:
        if path == "dvc-progress-tree":
            found["children"][0] |= {"totalReceived": 1010, "totalOnTime": 910, "ratio": 90.1}

    portal.change = restate
    later = date(2026, 12, 5)
    monkeypatch.setattr(clock, "today", lambda: later)
    monkeypatch.setattr(clock, "day_of", lambda _moment: later)
    restated = _pull(data)
    assert restated.stored is not None
    assert len(restated.changes) == 1
    place = restated.changes[0].row["province_id"]
    values = {
        row.recorded_at: row.value
        for row in _stored(data)
        if (row.province_id, row.series) == (place, "portal_766_month") and row.indicator_id == "dossiers_on_time_share"
    }
    assert values == {date(2026, 11, 30): 90.0, later: 90.1}


def test_a_jump_waits_and_a_dry_run_writes_nothing(data: Path, portal: Portal) -> None:
    _pull(data)
    _take(data)
    before = sorted(path for path in data.parent.rglob("*") if path.is_file())

    def jump(path: str, _body: Data, found: Data) -> None:
        if path == "formality-online-payment-tree":
            found["children"][3]["totalDossierOnlinePaymentSuccess"] = 100

    portal.change = jump
    dry = _pull(data, dry_run=True)
    assert [change.why for change in dry.changes] == ["jump"]
    assert sorted(path for path in data.parent.rglob("*") if path.is_file()) == before
    assert _pull(data).waiting


def test_a_renamed_city_a_missing_code_and_nothing_of_nothing_are_no_fault(data: Path, portal: Portal) -> None:
    def change(path: str, _body: Data, found: Data) -> None:
        if path == "dvc-progress-tree":
            found["children"][0]["departmentName"] = "UBND Thành phố khác"
            del found["children"][1]["departmentCode"]
            found["children"][2] |= {"totalReceived": 0, "totalOnTime": 0, "totalOverdue": 0, "ratio": 0}

    portal.change = change
    _pull(data)
    _take(data)
    on_time = [row for row in _stored(data) if row.indicator_id == "dossiers_on_time_share"]
    assert len(on_time) == 33, "0 of 0 is no actual"


def _first(**cells: Any) -> Callable[[str, Data, Data], None]:
    def change(path: str, _body: Data, found: Data) -> None:
        if path == "dvc-progress-tree":
            found["children"][0] |= cells

    return change


def _without_one(path: str, _body: Data, found: Data) -> None:
    if path == "dvc-progress-tree":
        found["children"].pop()


def _twice(path: str, _body: Data, found: Data) -> None:
    if path == "dvc-progress-tree":
        found["children"].append(found["children"][0])


def _other_root(path: str, _body: Data, found: Data) -> None:
    if path == "provide-online-tree":
        found["parent"]["departmentId"] = _SECOND


_SECOND = list(places_of(ROOT / "data", read_connector(ROOT / "data", NAME)))[1]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_without_one, "places_missing"),
        (_twice, "place_twice"),
        (_other_root, "other_place"),
        (_first(departmentId="019d0000"), "unknown_place"),
        (_first(totalOverdue=99), "sum"),
        (_first(ratio=0.9), "ratio"),
        (_first(totalReceived="1000"), "number"),
        (_first(totalOnTime=True), "number"),
    ],
)
def test_an_answer_that_breaks_the_contract_stores_nothing(
    data: Path, portal: Portal, change: Callable[[str, Data, Data], None], code: str
) -> None:
    portal.change = change
    assert _refused(data).code == code


def test_another_scoring_is_refused(data: Path, portal: Portal) -> None:
    def change(path: str, _body: Data, found: Data) -> None:
        if path == "service-results":
            found["evaluation"][5]["groupScores"]["NEW"] = 3

    portal.change = change
    assert _refused(data, "2026").code == "codes"


@pytest.mark.parametrize(
    ("reply", "code", "calls"),
    [
        ((403, b"<html>Request Rejected</html>"), "refused", 1),
        ((429, b"{}"), "refused", 1),
        ((200, b"<!doctype html><title>x</title>"), "html", 1),
        ((200, b"<html>Request Rejected. support ID</html>"), "refused", 1),
        ((500, b"{}"), "status", 3),
        ((200, b'{"code": "ERROR", "data": null}'), "envelope", None),
        ((200, b'{"code": "OK", "da'), "not_json", None),
    ],
)
def test_a_refusal_stops_at_once_and_a_passing_error_is_tried_again(
    data: Path, portal: Portal, reply: tuple[int, bytes], code: str, calls: int | None
) -> None:
    portal.reply = lambda _path, _body: reply
    assert _refused(data).code == code
    if calls is not None:
        assert len(portal.asked) == calls


def test_a_cut_connection_and_no_portal_at_all(data: Path, portal: Portal) -> None:
    portal.cut = True
    assert _refused(data).code == "no_connection"
    file = data / "connectors" / f"{NAME}.toml"
    text = file.read_text(encoding="utf-8").replace(portal.address, "http://127.0.0.1:9/")
    file.write_text(text, encoding="utf-8")
    assert _refused(data).code == "no_connection"


@pytest.mark.parametrize(
    ("period", "code"),
    [
        ("2026-11", "period_open"),
        ("2027-01", "period_open"),
        ("2026-05", "period_early"),
        ("2025", "period_year"),
        ("t8", "period_form"),
    ],
)
def test_periods_that_cannot_be_asked(data: Path, period: str, code: str) -> None:
    assert _refused(data, period).code == code


def test_every_closed_month_is_asked_again(data: Path) -> None:
    asked = every_period(read_connector(data, NAME), clock.today())
    assert [period.name for period in asked] == ["2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026"]


def test_a_second_pull_at_once_says_so(data: Path) -> None:
    raw = data.parent / "raw"
    raw.mkdir()
    with FileLock(raw / f"{NAME}.lock"):
        assert _refused(data).code == "busy"


def test_a_damaged_answer_is_not_believed(data: Path) -> None:
    _pull(data)
    blob = next((data.parent / "raw" / "answers").rglob("*.gz"))
    blob.write_bytes(blob.read_bytes()[:-3])
    with pytest.raises(PullError, match="raw_damaged"):
        _take(data)
    assert _stored(data) == []


def test_the_command_tells_a_scheduler_how_it_ended(
    data: Path, portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--data", str(data), "--raw", str(data.parent / "raw"), "--period", MONTH]
    assert main(["pull", NAME, *words]) == 3
    assert "python -m etl accept portal_766 --period 2026-08" in capsys.readouterr().out
    assert main(["accept", NAME, *words]) == 0
    assert main(["pull", NAME, *words]) == 0
    assert "không có số mới" in capsys.readouterr().out
    portal.reply = lambda _path, _body: (403, b"")
    assert main(["pull", NAME, *words]) == 1
    assert "Đã dừng ngay" in capsys.readouterr().err
    assert main(["pull", "nobody", *words]) == 1
    assert "portal_766" in capsys.readouterr().err


@pytest.mark.parametrize("moment", range(6))
def test_killed_at_any_moment_nothing_half_is_there(data: Path, portal: Portal, moment: int) -> None:
    """The command is killed while it fetches, keeps or stores: every file there is whole, and a pull goes on."""
    _pull(data)
    _take(data)
    whole = {(row.province_id, row.indicator_id) for row in _stored(data)}
    portal.change = _first(totalReceived=1010, totalOnTime=910, ratio=90.1)
    words = ["pull", NAME, "--data", str(data), "--raw", str(data.parent / "raw"), "--period", MONTH]
    running = subprocess.Popen(
        [sys.executable, "-m", "etl", *words], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    asked, until = len(portal.asked) + 1 + moment * 7, time.monotonic() + 60
    while len(portal.asked) < asked and running.poll() is None and time.monotonic() < until:
        time.sleep(0.001)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert {(row.province_id, row.indicator_id) for row in _stored(data)} == whole
    for listed in (data.parent / "raw" / NAME / MONTH).glob("[!.]*.json"):
        assert len(json.loads(listed.read_text(encoding="utf-8"))["answers"]) == 36
    _pull(data)
    told = [row.value for row in _stored(data) if row.indicator_id == "dossiers_on_time_share"]
    assert told.count(90.1) == 2, "the restated one, and another that was so before"
    assert {(row.province_id, row.indicator_id) for row in _stored(data)} == whole
