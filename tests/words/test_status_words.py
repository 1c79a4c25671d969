"""The word of a status stands once a language: other texts take it, so that a new wording is one line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi.method.thresholds import METHOD_FILE
from kpi.model.codes import Status
from kpi.words import LANGUAGES, LocaleError, label, messages, with_labels

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("bootstrap", "cli", "etl", "kpi", "pages", "server", "ui")
CODE = (".css", ".html", ".js", ".md", ".py", ".sql")
OF_THEIR_OWN = {
    "verdict.reaches": "where an outlook ends: no status, though the Vietnamese verb is the same",
    "statcan.target_achieved": "another method's category, in that method's words",
}
"""Texts that have a status' word and are no status, with the reason."""


def status_words(lang: str) -> re.Pattern[str]:
    """The word of every status with a verdict; what has none is told by its reason."""
    words = sorted((label("status", code, lang) for code in Status if code != Status.NOT_ASSESSABLE), key=len)
    return re.compile("|".join(rf"\b{re.escape(word)}\b" for word in reversed(words)), re.IGNORECASE)


def written_texts(lang: str) -> Iterator[tuple[str, str]]:
    """Where every text of the product stands and how it is written there, but for the labels themselves."""
    for path in messages.catalogue_files(lang):
        for key, text in _flat(tomllib.loads(path.read_text(encoding="utf-8"))):
            if not key.startswith("status.") and key not in OF_THEIR_OWN:
                yield f"{path.relative_to(ROOT)} {key}", text
    for key, text in _flat(tomllib.loads(METHOD_FILE.read_text(encoding="utf-8"))):
        if key.endswith(f"_{lang}"):
            yield f"{METHOD_FILE.relative_to(ROOT)} {key}", text
    page = ROOT / "docs" / ("method.md" if lang == "vi" else "method.en.md")
    yield from _lines(page)


def code_and_pages() -> Iterator[tuple[str, str]]:
    """Every line of code, tests and documentation, where Vietnamese is only what the screen says."""
    for folder in (*PRODUCT, "docs", "tests"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in CODE:
                yield from _lines(path)
    yield from _lines(ROOT / "README.md")


def _flat(tree: object, prefix: str = "") -> Iterator[tuple[str, str]]:
    branches = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for name, entry in branches:
        if isinstance(entry, str):
            yield f"{prefix}{name}", entry
        else:
            yield from _flat(entry, f"{prefix}{name}.")


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        yield f"{path.relative_to(ROOT)}:{number}", line


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_other_text_repeats_the_word_of_a_status(lang: str):
    words = status_words(lang)
    texts = list(written_texts(lang))
    assert len(texts) > 1000
    assert [f"{where} repeats {found[0]!r}" for where, text in texts if (found := words.search(text))] == []


def test_no_code_test_or_page_repeats_the_vietnamese_word_of_a_status():
    words = status_words("vi")
    lines = list(code_and_pages())
    assert len(lines) > 10_000
    assert [f"{where} repeats {found[0]!r}" for where, line in lines if (found := words.search(line))] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_text_takes_the_label_within_a_sentence_and_alone(lang: str):
    word = label("status", Status.BEHIND, lang)
    assert with_labels("{Status.behind}", lang) == word
    assert with_labels("1 {status.behind}: {gap}", lang) == f"1 {word[0].lower()}{word[1:]}: {{gap}}"


@pytest.mark.parametrize("place", ["{status.late}", "{weather.fine}", "{page.title}"])
def test_a_label_that_does_not_exist_is_refused_with_its_place(place: str, tmp_path: Path, monkeypatch):
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui/vi.toml").write_text(f'[page]\ntitle = "Chỉ tiêu {place}"\n', encoding="utf-8")
    monkeypatch.setattr(messages, "_ROOT", tmp_path)
    with pytest.raises(LocaleError, match=re.escape(f"page.title takes a label that does not exist: {place}")):
        messages.catalogue.__wrapped__("vi")
