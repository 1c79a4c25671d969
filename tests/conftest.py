"""Shared fixtures: the real server on a free port, and a real Chromium.

`run.py test` shares the files out to two processes: those of `tests/browser` after all others, and those of
`tests/browser/alone` at the very end, in one process, when the other has nothing left to do.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from functools import cache
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from streamlit.components.v2 import manifest_scanner
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from bootstrap.system_parts import find_chromium
from etl.build import build
from kpi.reading.judged_rows import every_unit_at_once
from kpi.reading.province import provinces
from kpi.reading.standpoint import Standpoint
from kpi.reading.subjects import own_subjects
from kpi.store.concerned import every_province_at_once
from kpi.store.warehouse import Snapshot, current_snapshot

ROOT = Path(__file__).resolve().parent.parent
BROWSER_TESTS = "tests/browser/"
ALONE = "tests/browser/alone/"
"""Tests of what comes sooner than something else: a machine that is busy with other tests would decide them."""
START_SECONDS = 30
PATIENCE = 90
"""Seconds: a page that is built for the first time on a busy machine takes longer than Playwright's defaults."""
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"

ServerStarter = Callable[..., str]

# As in the server: looking through all objects after every few hundred new ones takes a twentieth of the time.
gc.set_threshold(50_000, *gc.get_threshold()[1:])

# Else each of the servers and commands that tests start compiles the whole program anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# A new AppTest looks for components through all installed packages, which takes longer than most pages.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that does not run is a failure: nobody reads the count of skipped ones."""
    report = yield
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped; tests of this project run or fail ({report.longrepr})"
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that drive a browser and put them last, so that quick failures come first.

    Raises pytest.UsageError for one that is not in `tests/browser`: it would run among the quick ones.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            if not item.nodeid.startswith(BROWSER_TESTS):
                raise pytest.UsageError(f"{item.nodeid} drives a browser and belongs into {BROWSER_TESTS}")
    items.sort(key=lambda item: (item.nodeid.startswith(BROWSER_TESTS), item.nodeid.startswith(ALONE)))


class ByFile(LoadScopeScheduling):
    """Shares out whole files, since their fixtures are costly; all tests that have to be alone go to one process."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


def group_of(nodeid: str) -> str:
    """The tests that run in the same process as this one."""
    return ALONE if nodeid.startswith(ALONE) else nodeid.split("::", 1)[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Say who shares out the tests when there are several processes."""
    # The longest files are not those with the most tests, and those with a browser must stay last.
    config.option.loadscopereorder = False
    return ByFile(config, log)


@pytest.fixture(scope="session", autouse=True)
def processes_at_work(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Path]:
    """A folder with a file for each process of this run that still has tests to do, named by its number."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "processes-at-work"
    folder.mkdir(exist_ok=True)
    own = folder / str(os.getpid())
    own.touch()
    yield folder
    own.unlink()


def wait_for_others(folder: Path) -> None:
    """Return when no other process that `folder` names has tests to do."""
    while any(_is_another(int(file.name)) for file in folder.iterdir()):
        time.sleep(0.2)


def _is_another(number: int) -> bool:
    """Whether this is another process that lives: one that was killed left its file behind."""
    try:
        return number != os.getpid() and psutil.Process(number).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The project's own data; tests copy what they change."""
    return ROOT / "data"


@pytest.fixture(scope="session")
def snapshot(default_warehouse: Path) -> Snapshot:
    """The snapshot of the project's own data, read for all units at once: in turn would take twenty times as long."""
    found = current_snapshot(default_warehouse)
    with every_province_at_once():
        for province_id in provinces(found):
            own_subjects(found, province_id, Standpoint())
    return found


@pytest.fixture
def judged_at_once() -> Iterator[None]:
    """Another day is judged once for all units. That each alone is judged alike is said in test_standpoint_days.py."""
    with every_unit_at_once():
        yield


@pytest.fixture(scope="session")
def default_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse built from the project's own data."""
    folder = tmp_path_factory.mktemp("warehouse")
    build(ROOT / "data", folder)
    return folder


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A snapshot of made-up actuals."""
    folder = tmp_path_factory.mktemp("demo")
    build(ROOT / "data", folder, demo=True)
    return current_snapshot(folder)


def announced_address(server: subprocess.Popen[str]) -> str:
    """Wait until a server says where it can be reached, and return that."""
    assert server.stdout is not None
    for line in server.stdout:
        if "đang chạy tại" in line:
            return "http://" + line.split("http://")[1].split()[0]
    raise AssertionError(f"the server ended with code {server.wait(START_SECONDS)}")


@pytest.fixture(scope="session")
def start_server() -> Iterator[ServerStarter]:
    """Give a function that starts the real server and returns its address; it takes `script`, `warehouse`."""
    servers: list[subprocess.Popen[str]] = []

    def start(script: Path | None = None, warehouse: Path | None = None) -> str:
        command = [sys.executable, "-m", "server", "--port", "0"]
        command += ["--script", str(script)] if script else []
        command += ["--warehouse", str(warehouse)] if warehouse else []
        server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        servers.append(server)
        return announced_address(server)

    yield start
    for server in servers:
        server.terminate()
    for server in servers:
        server.wait(START_SECONDS)
        assert server.stdout is not None
        server.stdout.close()


@pytest.fixture(scope="session")
def dashboard(start_server: ServerStarter, default_warehouse: Path) -> str:
    """The address of the real dashboard on the project's own data."""
    return start_server(warehouse=default_warehouse)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium, one for all tests of this process."""
    executable = find_chromium()
    assert executable, "no Chromium; run the tests with: python3 run.py test"
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        # As root, as in a container, Chromium starts only without its sandbox.
        chromium = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """A browser profile on a laptop's screen. It is the same for all tests: Chromium then compiles the scripts of a
    page once, and every page opens sooner.
    """
    shared = browser.new_context(viewport={"width": 1440, "height": 900}, locale="vi-VN")
    shared.set_default_timeout(PATIENCE * 1000)
    yield shared
    shared.close()


@pytest.fixture
def context(profile: BrowserContext) -> Iterator[BrowserContext]:
    """The profile as a new reader has it: no page is open and nothing is remembered but files of the server."""
    yield profile
    for page in profile.pages:
        page.close()
    profile.set_storage_state({})


@pytest.fixture
def new_profile(browser: Browser) -> Iterator[BrowserContext]:
    """A profile that has never been used, for what is about the first visit."""
    fresh = browser.new_context(viewport={"width": 1440, "height": 900}, locale="vi-VN")
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A fresh tab."""
    return context.new_page()


@pytest.fixture(scope="session")
def settle() -> Callable[[Page], None]:
    """Give a function that waits until Streamlit has finished its run on a page."""

    def wait(page: Page) -> None:
        page.wait_for_selector(IDLE)

    return wait
