"""What comes from an address, a file or a browser's store is text on the page, never Markdown and never HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from kpi.store.warehouse import WAREHOUSE_VARIABLE
from tests.cases.page_cases import go_to, notices_of
from tests.cases.sinks import FORBIDDEN, WORDED, Reader, calls, is_streamlit, last_name, sources
from tests.conftest import ROOT
from ui import address, page_registry
from ui.notices import LONGEST, cut, plain

MARK = "[zz](https://evil.example/login) ![zz](https://evil.example/p.png) <zz a='\"'>&"
POISON = f"zz\n\n# Phiên làm việc đã hết hạn\n\n{MARK}"
LOOKED_AT = {
    "select": "the label of a select box; every caller gives a message, but other functions are called `select` too",
    "choose_standing": "a message with two dates",
    "search": "label and hint of a search field, messages of its two callers; regular expressions are searched too",
    "file_buttons": "the label of a format, from `kpi.export.formats`",
    "_task": "a mark of the gallery, by a macro that is called `badge`",
    "_pick": "the help of a date, a message; `_pick` is the name of others too",
}
"""Functions whose words were read by eye, with the reason."""


def test_every_word_that_streamlit_reads_as_markdown_is_ours_or_made_plain():
    modules = sources()
    reader = Reader(modules)
    seen, foreign = 0, []
    for module in modules:
        for call, around in calls(module.tree):
            if not is_streamlit(call) or last_name(call) not in WORDED or (around and around[-1].name in LOOKED_AT):
                continue
            for words in reader.words_of(call):
                seen += 1
                if not reader.own(words, around):
                    foreign.append(module.where(call))
    assert foreign == []
    assert seen > 60


def test_boxes_and_texts_of_streamlit_are_not_used():
    used = [
        module.where(call)
        for module in sources()
        for call, _ in calls(module.tree)
        if last_name(call) in FORBIDDEN and re.match(r"st\.", module.where(call).split(" ", 1)[1])
    ]
    assert used == []


def test_html_is_drawn_in_two_places_only():
    drawn = {
        (module.path.name, around[-1].name if around else "")
        for module in sources()
        for call, around in calls(module.tree)
        if module.where(call).split(" ", 1)[1].startswith("st.html(")
    }
    assert drawn == {("shell.py", "html"), ("notices.py", "tell"), ("notices.py", "tell_fault")}


def strings(message: Message) -> Iterator[tuple[str, str]]:
    """Every text in a message to the browser, with the name of its field."""
    for field, value in message.ListFields():
        if field.message_type is not None:
            if isinstance(value, Message):
                yield from strings(value)
            elif not hasattr(value, "items"):
                for part in value:
                    yield from strings(part)
        elif isinstance(value, str):
            yield field.name, value
        elif not isinstance(value, (int, float, bytes)):
            yield from ((field.name, text) for text in value if isinstance(text, str))


def elements(block: Any) -> Iterator[Any]:
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from elements(child)
        else:
            yield child


@pytest.fixture
def _served(default_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(default_warehouse))


def poisoned(page: str, parameters: dict[str, str]) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.run()
    go_to(app, page)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


# Fields that the browser takes as text or hands back as they are: what a reader typed, and what may be typed.
_TEXT_FIELDS = {"value", "default", "raw_value", "string_value", "options", "query_string", "id", "placeholder", "json"}


@pytest.mark.usefixtures("_served")
@pytest.mark.parametrize("page", [page.name for page in page_registry.PAGES])
def test_no_page_draws_markup_from_its_address(page: str):
    every = dict.fromkeys(sorted(page_registry.PARAMETERS - {address.LANGUAGE, address.PART}), POISON)
    for parameters in (every, {f"la{MARK}": POISON}):
        app = poisoned(page, parameters)
        for element in elements(app._tree):
            for field, text in strings(element.proto):
                if field not in _TEXT_FIELDS or "<div" in text:
                    assert "<zz" not in text, (field, text[:300])
                    assert "](https://evil" not in text or (field == "body" and "<div class='td'>" in text), (
                        field,
                        text,
                    )
    if page != "meeting":
        assert any("zz" in words for words in notices_of(app)), "the box names what it could not use"


@pytest.mark.usefixtures("_served")
def test_the_box_repeats_a_value_shortly_and_on_one_line():
    app = poisoned("roadmap", {"tinh": "x" * 5000, "xep": POISON})
    (words,) = notices_of(app)
    assert len(words) < 600
    assert f"tinh={'x' * LONGEST}…" in words
    assert "\n" not in words


@pytest.mark.parametrize("text", ["", "Đắk Lắk", "1. một", "a*b_c", POISON])
def test_what_is_made_plain_is_still_the_same_words(text: str):
    bare = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", plain(text)).replace("\u2060", "")
    assert bare == " ".join(text.split())
    assert cut(text, 10_000) == bare
