"""Shared fixtures: the real server on a free port, and a real Chromium."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bootstrap.system_parts import find_chromium
from kpi.store.warehouse import Snapshot, current_snapshot

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 30
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"

ServerStarter = Callable[..., str]


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
    """Mark the tests that drive a browser and put them last, so that quick failures come first."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The project's own data; tests copy what they change."""
    return ROOT / "data"


@pytest.fixture(scope="session")
def snapshot(default_warehouse: Path) -> Snapshot:
    """The snapshot of the project's own data."""
    return current_snapshot(default_warehouse)


@pytest.fixture(scope="session")
def default_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse built from the project's own data."""
    folder = tmp_path_factory.mktemp("warehouse")
    command = [sys.executable, "-m", "etl", "build", "--warehouse", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


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
    """A headless Chromium."""
    executable = find_chromium()
    assert executable, "no Chromium; run the tests with: python3 run.py test"
    with sync_playwright() as playwright:
        # As root, as in a container, Chromium starts only without its sandbox.
        chromium = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser profile on a laptop's screen."""
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
