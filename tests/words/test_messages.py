"""The catalogues of messages: complete, alike in both languages, and in use."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pandas as pd
import pytest
from babel import Locale
from jinja2 import nodes

from kpi.markup.templates import environment
from kpi.model.codes import JUDGED_REASONS, Reason
from kpi.model.vocabulary import Operator, Qualifier
from kpi.words import (
    FAMILIES,
    LANGUAGES,
    LocaleError,
    PeriodKind,
    catalogue,
    format_value,
    message,
    messages,
    unit_name,
)

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("dashboard.py", "run.py", "bootstrap", "cli", "etl", "kpi", "pages", "server", "ui")
PLURAL = re.compile(r"^(unit\.\w+)\.(zero|one|two|few|many|other)$")
MAY_BE_EMPTY = {"unit.number.name"}
GROUP_NAMED = re.compile(r"[a-z0-9_]+\\\..*\\w\+")

_UNJUDGED = {str(reason) for reason in Reason if reason not in JUDGED_REASONS}
_BEHIND = {"not_met", "slightly_behind", "behind", "below_baseline"}
COMPOSED = {
    "because": _UNJUDGED | {f"{reason}_with_actual" for reason in _UNJUDGED},
    "movement": {f"{mood}_{way}" for mood in ("must", "did") for way in ("rise", "fall", "stay", "climb", "slip")},
    "no_gap": _BEHIND | {"met", "on_plan", "on_plan_reached"},
    "operator_sign": {str(operator) for operator in Operator},
    "operator_words": {str(operator) for operator in Operator},
    "period": {str(kind) for kind in PeriodKind} - {"half"} | {"half_1", "half_2"},
    "qualified": {str(qualifier) for qualifier in Qualifier},
    "task_overdue": {"in_progress", "not_started", "stuck"},
    "unjudged_said": {"due_in", "due_in_other_day", "not_due_because", "not_comparable_because"},
    "with_gap": _BEHIND | {"below_baseline_from"},
}
"""Groups of messages of which the source chooses one by a code, with every code there is."""


def _without_plurals(lang: str) -> set[str]:
    return {PLURAL.sub(r"\1.*", key) for key in catalogue(lang)}


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys():
    assert _without_plurals("vi") == _without_plurals("en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_unit_has_the_plural_forms_of_its_language(lang):
    forms = {*Locale.parse(lang).plural_form.rules, "other"}
    found: dict[str, set[str]] = {}
    for key in catalogue(lang):
        if plural := PLURAL.match(key):
            found.setdefault(plural[1], set()).add(plural[2])
    assert found
    assert {unit: kinds for unit, kinds in found.items() if kinds != forms} == {}


def test_both_languages_fill_in_the_same_places():
    unequal = {
        key: (text, catalogue("en")[key])
        for key, text in catalogue("vi").items()
        if not key.startswith("period.") and _placeholders(text) != _placeholders(catalogue("en")[key])
    }
    assert unequal == {}


def test_periods_fill_in_the_same_places_but_for_the_numbering_of_quarters():
    names = {"quarter": "number of the quarter", "roman": "number of the quarter"}
    for key, text in catalogue("vi").items():
        if key.startswith("period."):
            ours, theirs = _placeholders(text), _placeholders(catalogue("en")[key])
            assert {names.get(n, n) for n in ours} == {names.get(n, n) for n in theirs}, key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_messages_are_clean_text(lang):
    for path in messages.catalogue_files(lang):
        raw = path.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", raw), path.name
    for key, text in catalogue(lang).items():
        assert text or key in MAY_BE_EMPTY, key
        assert "  " not in text, key
        assert text == text.strip(), key
        assert not re.search(r"\s[,;:]|\s\.(?!\w)", text), key


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_every_code_of_the_data_has_a_word_and_no_word_is_left_over(family, lang):
    words = {key.partition(".")[2] for key in catalogue(lang) if key.partition(".")[0] == family}
    assert words == {str(code) for code in FAMILIES[family]}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("group", sorted(COMPOSED))
def test_messages_chosen_by_a_code_are_there_for_every_code_and_no_other(group, lang):
    words = {key.partition(".")[2] for key in catalogue(lang) if key.partition(".")[0] == group}
    assert words == COMPOSED[group]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_unit_of_the_data_can_be_told(lang, data_folder: Path):
    units = pd.read_csv(data_folder / "reference" / "units.csv")["unit"]
    assert len(units) > 10
    for unit in units:
        assert unit_name(unit, lang)
        assert "3" in format_value(3, unit, lang)
        assert "1" in format_value(1, unit, lang)


def test_a_key_in_two_files_is_an_error(tmp_path, monkeypatch):
    for name in ("ui/vi.toml", "pages/tasks/vi.toml"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text('[page]\ntitle = "x"\n', encoding="utf-8")
    monkeypatch.setattr(messages, "_ROOT", tmp_path)
    with pytest.raises(LocaleError, match=r"page\.title stands in two files"):
        catalogue.__wrapped__("vi")


def test_an_entry_that_is_no_text_is_an_error(tmp_path, monkeypatch):
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui/vi.toml").write_text("[page]\nsize = 3\n", encoding="utf-8")
    monkeypatch.setattr(messages, "_ROOT", tmp_path)
    with pytest.raises(LocaleError, match=r"page\.size is not text"):
        catalogue.__wrapped__("vi")


def _trees() -> Iterator[ast.AST]:
    for name in SOURCES:
        path = ROOT / name
        files = [path] if path.is_file() else sorted(path.rglob("*.py"))
        for file in files:
            yield ast.parse(file.read_text(encoding="utf-8"), str(file))


def _pattern(node: ast.JoinedStr) -> str:
    """What an f-string may become: any text where something is filled in."""
    parts = [re.escape(str(p.value)) if isinstance(p, ast.Constant) else r"\w+" for p in node.values]
    return "".join(parts)


def _templates() -> Iterator[nodes.Template]:
    reader = environment(ROOT)
    for name in SOURCES:
        for file in sorted((ROOT / name).rglob("*.html")):
            yield reader.parse(file.read_text(encoding="utf-8"), filename=str(file))


def _joined(node: nodes.Expr) -> str:
    """What a key of a template may become, as `_pattern`."""
    parts = node.nodes if isinstance(node, nodes.Concat) else [node]
    return "".join(re.escape(str(p.value)) if isinstance(p, nodes.Const) else r"\w+" for p in parts)


def _asked_for() -> tuple[set[str], set[str], set[str]]:
    """Keys that the source names outright, patterns of keys it composes, and every other text in it."""
    named: set[str] = set()
    composed: set[str] = set()
    texts: set[str] = set()
    for tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            if isinstance(node, ast.JoinedStr):
                texts.add(_pattern(node))
            if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "message" and node.args:
                for choice in _choices(node.args[0]):
                    if isinstance(choice, ast.Constant):
                        named.add(str(choice.value))
                    elif isinstance(choice, ast.JoinedStr):
                        composed.add(_pattern(choice))
    in_templates = _asked_for_in_templates()
    return named | in_templates[0], composed | in_templates[1], texts | in_templates[2]


def _asked_for_in_templates() -> tuple[set[str], set[str], set[str]]:
    """The same of the templates, whose messages are filters."""
    named: set[str] = set()
    composed: set[str] = set()
    texts: set[str] = set()
    for template in _templates():
        texts |= {str(node.value) for node in template.find_all(nodes.Const)}
        for found in template.find_all(nodes.Filter):
            if found.name == "message" and isinstance(found.node, nodes.Const):
                named.add(str(found.node.value))
            elif found.name == "message" and isinstance(found.node, nodes.Concat):
                composed.add(_joined(found.node))
    return named, composed, texts


def _choices(node: ast.expr) -> list[ast.expr]:
    return [*_choices(node.body), *_choices(node.orelse)] if isinstance(node, ast.IfExp) else [node]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_that_the_source_asks_for_exists(lang):
    named, composed, _ = _asked_for()
    assert len(named) > 50
    missing = named - catalogue(lang).keys()
    assert not missing, ", ".join(sorted(missing))
    unmatched = {p for p in composed if not any(re.fullmatch(p, key) for key in catalogue(lang))}
    assert not unmatched, ", ".join(sorted(unmatched))


def test_no_message_is_left_unused():
    _, composed, texts = _asked_for()
    beginning_outright = {pattern for pattern in composed | texts if GROUP_NAMED.match(pattern)}
    unused = {
        key
        for key in catalogue("vi")
        if key.partition(".")[0] not in {*FAMILIES, *COMPOSED}
        and key not in texts
        and not any(re.fullmatch(pattern, key) for pattern in beginning_outright)
    }
    assert not unused, ", ".join(sorted(unused))


@pytest.mark.parametrize(
    ("count", "said"), [(1, "1 indicator"), ("1", "1 indicator"), (0, "0 indicators"), ("1,200", "1,200 indicators")]
)
def test_a_count_takes_the_word_of_its_number(count: object, said: str):
    assert message("status_page.unjudged_count", "en", count=count) == said


def test_no_english_message_counts_with_a_bare_plural():
    """'1 indicators' was said; a count before a plural noun takes both forms, unless it is never one."""
    never_one = {
        "briefing.title_comparison",
        "compare_lead.few",
        "take.too_long",
        "sql.lead",
        "sql.first",
        "sql_error.rows",
        "task_load.shown",
    }
    noun = (
        "indicator|unit|row|task|document|warning|target|day|plan|item|column|part|agenc(?:y|ie)|year|number|province"
    )
    bare = re.compile(rf"\{{(?P<name>\w+)\}} (?:(?!has|for)\w+ )?(?:{noun})s\b(?! *[|}}])")
    found = {key for key, text in catalogue("en").items() if bare.search(text)}
    assert found == never_one
