"""Files made by worker processes: they say what the content says; no order that hangs or breaks holds others up."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import psutil
import pytest

from kpi.briefing.forms import compose
from kpi.briefing.model import Briefing, Form, Item, ItemKind
from kpi.briefing.resolve import chart_block_of, content_of
from kpi.jobs.errors import JobError
from kpi.jobs.file_pool import AT_ONCE, FilePool
from kpi.jobs.messages import Order, OrderContext, Work
from kpi.jobs.preview import preview
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot

DAY = date(2026, 11, 22)
CHART = Item(kind=ItemKind.CHART, province_id="viet_nam", indicator_id="digital_economy_share_grdp")
UNKNOWN = Item(kind=ItemKind.CHART, province_id="lai_chau", indicator_id="khong_co")


@pytest.fixture(scope="module")
def pool() -> Iterator[FilePool]:
    made = FilePool()
    made.prepare()
    yield made
    made.close()


@pytest.fixture
def on(snapshot: Snapshot, tmp_path: Path) -> OrderContext:
    return OrderContext(snapshot, "vi", Standpoint(today=DAY), "http://127.0.0.1:8501", tmp_path / "register")


@pytest.fixture(scope="module")
def report(snapshot: Snapshot) -> Briefing:
    """The longest form there is."""
    return compose(snapshot, Form.REPORT, province_id="tien_giang", today=DAY)


def workers() -> list[psutil.Process]:
    """The living worker processes of this one."""
    living = [child for child in psutil.Process().children() if child.status() != psutil.STATUS_ZOMBIE]
    return [child for child in living if "kpi.jobs.file_worker" in child.cmdline()]


def test_an_order_survives_the_way_to_the_worker(on: OrderContext, report: Briefing):
    briefing = report.model_copy(update={"title": "“Đẹp” & <b>", "as_of": date(2025, 12, 31)})
    elsewhere = replace(on, standpoint=Standpoint(DAY, DAY, "staff", today=DAY))
    order = Order(Work.FILE, elsewhere, briefing, CHART, "pptx", "4K7PD", Form.PAGE, {"provinces": ["a"]})
    assert Order.from_plain(order.to_plain()) == order


def test_the_preview_is_made_from_the_content(pool: FilePool, on: OrderContext, snapshot: Snapshot):
    briefing = compose(snapshot, Form.PAGE, province_id="lai_chau", today=DAY)
    made = pool.make(Order(Work.PREVIEW, on, briefing=briefing)).facts
    assert made == preview(content_of(snapshot, briefing, today=DAY, base_url=on.base_url))
    assert made["problems"] == []
    assert made["charts"] == 3


def test_a_composed_form_is_the_form(pool: FilePool, on: OrderContext, report: Briefing):
    choice = {"province_id": "tien_giang"}
    made = pool.make(Order(Work.COMPOSE, on, form=Form.REPORT, choice=choice)).facts["briefing"]
    assert Briefing.model_validate(made) == report


def test_steps_are_told_while_the_order_runs(pool: FilePool, on: OrderContext, report: Briefing):
    heard: list[tuple[str, float]] = []
    order = Order(Work.PREVIEW, on, briefing=report)
    pool.make(order, lambda step, seconds: heard.append((step, seconds)))
    steps = list(dict.fromkeys(step for step, _ in heard))
    assert steps[0] == "start"
    assert "charts" in steps
    assert [seconds for _, seconds in heard] == sorted(seconds for _, seconds in heard)


@pytest.mark.parametrize("work", [Work.SLIDE, Work.PICTURE, Work.DATA, Work.SOURCES])
def test_what_cannot_be_shown_is_said_in_words(pool: FilePool, on: OrderContext, work: Work):
    form = {Work.PICTURE: "png", Work.DATA: "csv"}.get(work, "")
    with pytest.raises(JobError) as refused:
        pool.make(Order(work, on, item=UNKNOWN, format=form))
    assert refused.value.code == "unusable"
    assert "khong_co" in refused.value.problems[0]


def test_a_form_that_lacks_its_subject_is_refused_in_words(pool: FilePool, on: OrderContext):
    with pytest.raises(JobError) as refused:
        pool.make(Order(Work.COMPOSE, on, form=Form.COMPARISON, choice={"provinces": ["lai_chau"]}))
    assert refused.value.code == "unusable"
    assert "hai tỉnh" in refused.value.problems[0]


def test_an_order_that_takes_too_long_is_stopped_and_the_next_is_done(pool: FilePool, on: OrderContext, report):
    started = time.monotonic()
    with pytest.raises(JobError) as late:
        pool.make(Order(Work.PREVIEW, on, briefing=report), seconds=0.05)
    assert late.value.code == "time"
    assert time.monotonic() - started < 5
    assert pool.make(Order(Work.SOURCES, on, item=CHART)).facts["sources"]


def test_a_worker_killed_in_the_middle_is_told_and_replaced(pool: FilePool, on: OrderContext, report):
    def kill(step: str, seconds: float) -> None:
        for worker in workers():
            worker.kill()

    with pytest.raises(JobError) as ended:
        pool.make(Order(Work.PREVIEW, on, briefing=report), kill)
    assert ended.value.code == "ended"
    assert pool.make(Order(Work.SOURCES, on, item=CHART)).facts["sources"]


def test_a_listener_that_breaks_does_not_leave_an_answer_for_the_next(pool: FilePool, on: OrderContext, report):
    def stop(step: str, seconds: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pool.make(Order(Work.PREVIEW, on, briefing=report), stop)
    assert pool.make(Order(Work.SOURCES, on, item=CHART)).facts["sources"]


def test_a_worker_that_rests_gives_its_memory_back(on: OrderContext):
    others = set(workers())
    pool = FilePool(rest_seconds=0.3)
    try:
        pool.make(Order(Work.SOURCES, on, item=CHART))
        (tired,) = set(workers()) - others
        for _ in range(100):
            mine = set(workers()) - others
            if mine and tired not in mine:
                break
            time.sleep(0.1)
        assert len(mine) == 1
        assert tired not in mine
        assert pool.make(Order(Work.SOURCES, on, item=CHART)).facts["sources"]
    finally:
        pool.close()


def test_many_at_once_are_all_served_by_few_processes(pool: FilePool, on: OrderContext):
    most = 0
    done = threading.Event()

    def watch() -> None:
        nonlocal most
        while not done.wait(0.02):
            most = max(most, len(workers()))

    watcher = threading.Thread(target=watch)
    watcher.start()
    with ThreadPoolExecutor(6) as readers:
        orders = [Order(Work.PICTURE, on, item=CHART, format="svg")] * 6
        made = list(readers.map(lambda order: pool.make(order, seconds=120).data, orders))
    done.set()
    watcher.join()
    assert len(set(made)) == 1
    assert made[0].startswith(b"<svg")
    assert most <= AT_ONCE + 1, "one more may be on its way out"


def test_nobody_waits_for_a_turn_for_ever(pool: FilePool, on: OrderContext, report):
    slow = Order(Work.PREVIEW, on, briefing=report)
    with ThreadPoolExecutor(AT_ONCE) as others:
        busy = [others.submit(pool.make, slow, lambda _step, _seconds: time.sleep(0.7)) for _ in range(AT_ONCE)]
        time.sleep(0.2)
        with pytest.raises(JobError) as refused:
            pool.make(Order(Work.SOURCES, on, item=CHART), seconds=0.3)
        assert refused.value.code == "busy"
        assert all(future.result().facts["charts"] > 3 for future in busy)


def test_a_closed_pool_leaves_no_process_behind(on: OrderContext):
    known = set(workers())
    own = FilePool()
    own.make(Order(Work.SOURCES, on, item=CHART))
    own.close()
    deadline = time.monotonic() + 10
    while set(workers()) - known and time.monotonic() < deadline:
        time.sleep(0.05)
    assert set(workers()) <= known


@pytest.mark.parametrize("province_id", ["viet_nam", "hai_phong", "ho_chi_minh"])
def test_a_slide_shows_what_its_sentence_tells(province_id: str, snapshot: Snapshot):
    measured_here = "SELECT DISTINCT indicator_id FROM actuals WHERE province_id = $unit ORDER BY 1"
    names = snapshot.query(measured_here, {"unit": province_id})["indicator_id"]
    items = tuple(Item(kind=ItemKind.CHART, province_id=province_id, indicator_id=name) for name in names)
    charts = list(content_of(snapshot, Briefing(form=Form.SELECTION, items=items), today=DAY).chart_blocks())
    assert len(charts) == len(items) > 3
    for chart in charts:
        number = chart.actual
        assert number is not None, chart.title
        told = [n for n in chart.numbers if n.key.startswith("actual|") and n.text.lower() in chart.sentence.lower()]
        assert number.key in {n.key for n in told} or not told, (chart.sentence, number.text)


def test_a_slide_never_shows_the_nation_s_target_as_the_province_s(snapshot: Snapshot):
    item = Item(kind=ItemKind.CHART, province_id="lai_chau", indicator_id="dossiers_online_share")
    number = chart_block_of(snapshot, item, lang="vi", today=DAY).due
    assert number is not None
    assert "lai_chau" in number.key
