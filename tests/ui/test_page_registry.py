"""Every page is one record: what is derived from it, and that nothing else names a page."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

from kpi.model import addresses
from kpi.words import LANGUAGES, message
from tests.conftest import ROOT
from ui import page_registry
from ui.page_registry import PAGES, PARAMETERS, Page

_PRODUCT = ("dashboard.py", "cli", "etl", "kpi", "pages", "server", "ui")
_NAMING = {"kpi/model/addresses.py", "ui/page_registry.py"}
"""What may write a page's address: the words that links use, and the record of a page that no link names."""


_PUBLISHED = {
    "overview": ("", False, False, False, ""),
    "indicator": ("chi-tieu", True, True, False, ""),
    "compare": ("so-sanh", True, False, False, ""),
    "roadmap": ("lo-trinh", True, False, False, ""),
    "tasks": ("nhiem-vu", True, False, False, ""),
    "briefing": ("ban-tin", False, False, False, ""),
    "meeting": ("hop", False, False, True, ""),
    "data": ("so-lieu", False, False, False, ""),
    "sources": ("nguon", False, False, False, ""),
}
"""Pages that papers, slides and bookmarks lead to. A new page needs no line here."""


def test_a_page_that_links_lead_to_stays_where_it_is() -> None:
    told = {page.name: (page.slug, page.is_answered, page.is_chart_first, page.is_hidden, page.needs) for page in PAGES}
    assert {name: told.get(name) for name in _PUBLISHED} == _PUBLISHED


def test_every_folder_of_pages_is_a_page_with_its_script_and_every_page_has_one() -> None:
    folders = {path.name for path in (ROOT / "pages").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == {page.name for page in PAGES}
    assert [page.name for page in PAGES if not page.file.is_file()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_has_a_name_in_both_languages_and_an_address_of_its_own(page: Page) -> None:
    assert all(message(page.title, lang) for lang in LANGUAGES)
    own = [tomllib.loads((page.file.with_name(f"{lang}.toml")).read_text(encoding="utf-8")) for lang in LANGUAGES]
    assert all(page.name in words["page"] for words in own), "its name stands beside it"
    assert page_registry.at_address(page.slug) is page
    assert addresses.LANGUAGE in page.parameters


@pytest.mark.parametrize("page", [page for page in PAGES if page.is_answered], ids=lambda page: page.name)
def test_a_page_that_is_answered_ahead_tells_its_choices_and_its_parts(page: Page) -> None:
    assert page.boxes
    assert (page.file.with_name("choices.py")).is_file()
    assert (page.file.with_name("parts.py")).is_file()


def test_no_parameter_is_known_that_no_page_reads() -> None:
    pages = {name for name in vars(addresses) if name.endswith(("_PAGE", "_VIEW", "_PEERS", "_PART"))}
    pages -= {"COLUMN_PAGE", "TASK_PAGE", "TASK_VIEW"}
    named = {value for name, value in vars(addresses).items() if name.isupper() and name not in pages}
    assert named == PARAMETERS


def test_a_page_that_needs_something_is_closed_to_whoever_may_not() -> None:
    closed = Page("data", "x", frozenset(), needs="approve")
    assert not closed.is_open_to(())
    assert closed.is_open_to({"approve"})
    assert all(page.is_open_to(()) for page in PAGES)


def _texts(path: Path) -> list[str]:
    """The string constants of a module, the fixed parts of f-strings included."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def test_nothing_else_in_the_product_names_a_page() -> None:
    slugs = {page.slug for page in PAGES} - {""}
    files = [
        path for name in _PRODUCT for path in ([ROOT / name] if "." in name else sorted((ROOT / name).rglob("*.py")))
    ]
    assert len(files) > 200
    naming = {
        path.relative_to(ROOT).as_posix(): text
        for path in files
        for text in _texts(path)
        if any(text.strip("/").split("?")[0] == slug or f"/{slug}" in text for slug in slugs)
    }
    # An address of example data, on a host that does not exist.
    naming = {name: text for name, text in naming.items() if "example.invalid" not in text}
    assert set(naming) <= _NAMING
