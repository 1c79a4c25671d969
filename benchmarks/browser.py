"""What a visitor with Chromium waits for: the first chart of a first visit, and the chart after a choice."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from bootstrap.system_parts import find_chromium

CHART = ":is(.chart[role=figure], [data-testid=stPlotlyChart])"
_IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
_SCREEN = {"width": 1440, "height": 900}
_QUIET_MS = 400

# Keeps the time of the choice and of the last change of the picture after it. The picture is what the chart
# draws, without what follows the pointer.
_WATCH = """selector => {
  const picture = () => [...document.querySelectorAll(`${selector} .main-svg :is(path, text)`)]
    .filter(node => !node.closest('.hoverlayer'))
    .map(node => node.getAttribute('d') ?? node.textContent).join('|')
  window.watched = { chosen: null, changed: null }
  let seen = picture()
  addEventListener('pointerup', event => { window.watched.chosen = event.timeStamp }, { capture: true })
  window.watcher?.disconnect()
  window.watcher = new MutationObserver(() => {
    const now = picture()
    if (now && now !== seen) { seen = now; window.watched.changed = performance.now() }
  })
  window.watcher.observe(document.body,
    { subtree: true, childList: true, attributes: true, characterData: true })
}"""


# Keeps the time of the choice and of the last change of what the page says; comparing texts would take longer
# than drawing them.
_WATCH_WORDS = """() => {
  window.watched = { chosen: null, changed: null }
  for (const kind of ['pointerup', 'keydown'])
    addEventListener(kind, event => { window.watched.chosen = event.timeStamp }, { capture: true })
  const told = node => node.nodeType === 1 && (node.closest('.td') || node.querySelector('.td'))
  window.watcher?.disconnect()
  window.watcher = new MutationObserver(changes => {
    if (changes.some(change => told(change.target) && [...change.addedNodes].some(told)))
      window.watched.changed = performance.now()
  })
  window.watcher.observe(document.body, { subtree: true, childList: true })
}"""


def settle(page: Page) -> None:
    """Wait until the page's run has ended and nothing more comes."""
    page.wait_for_selector(_IDLE)
    page.wait_for_timeout(_QUIET_MS)
    page.wait_for_selector(_IDLE)


def watch_words(page: Page) -> None:
    """Look out for the next choice and for what it changes in the words of the page; see `waited`."""
    page.evaluate(_WATCH_WORDS)


def waited(page: Page) -> float | None:
    """Milliseconds from the choice to the last change of the page's words; None when they stayed as they were."""
    settle(page)
    watched = page.evaluate("window.watched")
    return None if watched["changed"] is None else float(watched["changed"] - watched["chosen"])


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


class Received:
    """Counts the bytes that a page gets: files and answers as they travel, and what comes through its websocket."""

    def __init__(self, page: Page) -> None:
        self.bytes = 0
        protocol = page.context.new_cdp_session(page)
        protocol.send("Network.enable")
        protocol.on("Network.loadingFinished", self._count_file)
        protocol.on("Network.webSocketFrameReceived", self._count_frame)

    def _count_file(self, event: dict[str, float]) -> None:
        self.bytes += int(event["encodedDataLength"])

    def _count_frame(self, event: dict[str, dict[str, str]]) -> None:
        self.bytes += len(event["response"]["payloadData"]) * 3 // 4


def first_visit(browser: Browser, url: str, selector: str) -> tuple[float, int]:
    """Visit `url` with an empty cache; return the seconds until `selector` shows and the bytes received."""
    context = browser.new_context(viewport=_SCREEN)  # type: ignore[arg-type]
    page = context.new_page()
    received = Received(page)
    started = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.wait_for_selector(selector)
    seconds = time.perf_counter() - started
    page.wait_for_selector(_IDLE)
    page.wait_for_timeout(_QUIET_MS)
    context.close()
    return seconds, received.bytes


def first_visits(
    browser: Browser, pages: dict[str, tuple[str, str]], rounds: int
) -> dict[str, list[tuple[float, int]]]:
    """Visit every page (name -> address and selector) once a round, in changing order; return the results."""
    found: dict[str, list[tuple[float, int]]] = {name: [] for name in pages}
    for number in range(rounds + 1):
        for name in random.sample(list(pages), len(pages)):
            result = first_visit(browser, *pages[name])
            # The first round fills the caches of the machine and of the servers.
            if number:
                found[name].append(result)
    return found


def choices(browser: Browser, url: str, selector_key: str, names: list[str], count: int) -> list[float]:
    """Choose among `names` in a selector until `count` choices changed the chart; return the waits in ms.

    A wait runs from the click on an option to the last change of the picture. Choices that leave the picture
    as it was are not counted.
    """
    context = browser.new_context(viewport=_SCREEN)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector(f"{CHART} .main-svg")
    settle(page)
    waits: list[float] = []
    for number in range(3 * count):
        wait = _choose(page, selector_key, names[number % len(names)])
        if wait is not None:
            waits.append(wait)
        if len(waits) == count:
            break
    context.close()
    return waits


def days(browser: Browser, url: str, selector_key: str, dates: list[str], count: int) -> list[float]:
    """Type other days (DDMMYYYY) into a date field of the folded dates and click them; return the waits in ms.

    A wait runs from the click to the last change of the picture. Days that leave the picture as it was are not counted.
    """
    context = browser.new_context(viewport=_SCREEN)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector(f"{CHART} .main-svg")
    page.wait_for_selector(_IDLE)
    page.get_by_test_id("stPopover").first.get_by_role("button").click()
    first_part = page.locator(f".st-key-{selector_key} [role=spinbutton]").first
    waits: list[float] = []
    for number in range(3 * count):
        first_part.click()
        page.keyboard.type(dates[number % len(dates)])
        page.evaluate(_WATCH, CHART)
        page.locator("[role=gridcell] [data-selected=true]").first.click()
        wait = waited(page)
        if wait is not None:
            waits.append(wait)
        if len(waits) == count:
            break
    context.close()
    return waits


def _choose(page: Page, selector_key: str, name: str) -> float | None:
    page.locator(f".st-key-{selector_key} input").click()
    page.keyboard.type(name)
    option = page.get_by_role("option", name=name).first
    option.wait_for()
    page.evaluate(_WATCH, CHART)
    option.click()
    return waited(page)


def options(browser: Browser, url: str, selector_key: str) -> list[str]:
    """Return the options that a selector shows when it is opened."""
    context = browser.new_context(viewport=_SCREEN)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector(_IDLE)
    page.locator(f".st-key-{selector_key} input").click()
    page.get_by_role("option").first.wait_for()
    names = page.get_by_role("option").all_text_contents()
    context.close()
    return names
