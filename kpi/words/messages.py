"""Message catalogues: every word of the product that does not come from the data."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kpi.model import codes as reasons
from kpi.model import vocabulary

LANGUAGES = ("vi", "en")
FAMILIES: Mapping[str, type[StrEnum]] = MappingProxyType(
    {
        "basis": reasons.Basis,
        "cadence": vocabulary.Cadence,
        "confidence": vocabulary.Confidence,
        "direction": vocabulary.Direction,
        "document_kind": vocabulary.DocumentKind,
        "operator": vocabulary.Operator,
        "outlook_reason": reasons.OutlookReason,
        "path_method": reasons.PathMethod,
        "province_kind": vocabulary.ProvinceKind,
        "qualifier": vocabulary.Qualifier,
        "reason": reasons.Reason,
        "result": reasons.Result,
        "section": vocabulary.Section,
        "shape": reasons.Shape,
        "statcan": reasons.StatcanCategory,
        "status": reasons.Status,
        "target_status": vocabulary.TargetStatus,
        "un_2023": reasons.UnCategory,
        "unjudged": reasons.Unjudged,
        "verdict": reasons.Verdict,
    }
)
"""Families of labels: one word or phrase for every code of the data."""
_ROOT = Path(__file__).resolve().parents[2]
_PLACES = (
    "kpi/words/*_{lang}.toml",
    "kpi/*/{lang}.toml",
    "kpi/export/*/{lang}.toml",
    "cli/{lang}.toml",
    "etl/{lang}.toml",
    "etl/*/{lang}.toml",
    "server/{lang}.toml",
    "ui/{lang}.toml",
    "pages/*/{lang}.toml",
)
"""Words stand beside what they are of: those of a page in its folder, common ones here."""


_PLURAL_MARK = ":?"
_PLURAL = re.compile(r"\{(\w+):\?([^|{}]*)\|([^|{}]*)\}")
_LABEL = re.compile(r"\{(\w+)\.(\w+)\}")


class LocaleError(ValueError):
    """A message key, language, unit or value that this package cannot put into words."""


def language_tag(lang: str) -> str:
    """Return `lang` if the product speaks it; raise LocaleError otherwise."""
    if lang not in LANGUAGES:
        raise LocaleError(f"unknown language {lang!r}; known: {', '.join(LANGUAGES)}")
    return lang


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """Every message of one language by its dotted key, read-only; the labels that a text takes are in their places.

    Raises LocaleError for an unknown language, an entry that is not text, a key that stands in two files, and a text
    that takes a label which does not exist.
    """
    entries: dict[str, str] = {}
    for path in catalogue_files(lang):
        name = path.relative_to(_ROOT).as_posix()
        flat = _flatten(tomllib.loads(path.read_text(encoding="utf-8")), "", name)
        if twice := sorted(entries.keys() & flat.keys()):
            raise LocaleError(f"{name}: {', '.join(twice)} stands in two files")
        entries |= flat
    return MappingProxyType({key: _with_labels(text, entries, key) for key, text in entries.items()})


def catalogue_files(lang: str) -> list[Path]:
    """The catalogue files of one language, in the order of their paths."""
    tag = language_tag(lang)
    return sorted(path for place in _PLACES for path in _ROOT.glob(place.format(lang=tag)))


def _flatten(tree: Mapping[str, Any], prefix: str, file: str) -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, entry in tree.items():
        key = f"{prefix}{name}"
        if isinstance(entry, str):
            flat[key] = unicodedata.normalize("NFC", entry)
        elif isinstance(entry, dict):
            flat |= _flatten(entry, f"{key}.", file)
        else:
            raise LocaleError(f"{file}: {key} is not text")
    return flat


def message(key: str, lang: str, **values: object) -> str:
    """The message `key` in `lang`, its `{placeholders}` filled from `values`.

    `{count:?unit|units}` is the first word where `count` is one, else the second: '1 unit', '34 units'.

    Raises LocaleError for an unknown key or language and for a placeholder without a value.
    """
    try:
        template = catalogue(lang)[key]
    except KeyError:
        raise LocaleError(f"no message {key!r} in {lang}") from None
    try:
        if _PLURAL_MARK in template:
            template = _PLURAL.sub(lambda form: form[2] if str(values[form[1]]) == "1" else form[3], template)
        return template.format(**values)
    except KeyError as missing:
        raise LocaleError(f"message {key!r} needs a value for {missing.args[0]!r}") from None


def label(family: str, code: object, lang: str) -> str:
    """The word for a code of the data, e.g. `label("direction", "higher_better", "en")` -> 'higher is better'.

    Raises LocaleError when there is no such family (see `FAMILIES`) or it has no such code.
    """
    if family not in FAMILIES:
        raise LocaleError(f"no family of labels {family!r}")
    return message(f"{family}.{code}", lang)


def with_labels(text: str, lang: str) -> str:
    """`text` with the labels that it takes, as the catalogues' own texts have them.

    `{status.behind}` is the label as it stands within a sentence, `{Status.behind}` as it stands alone: so the word
    of a code is written once. Raises LocaleError for a label that does not exist.
    """
    return _with_labels(text, catalogue(lang), "text")


def _with_labels(text: str, entries: Mapping[str, str], where: str) -> str:
    def word(place: re.Match[str]) -> str:
        family, code = place[1].lower(), place[2]
        if family not in FAMILIES or f"{family}.{code}" not in entries:
            raise LocaleError(f"{where} takes a label that does not exist: {place[0]}")
        said = _with_labels(entries[f"{family}.{code}"], entries, f"{family}.{code}")
        return said if place[1] != family else said[:1].lower() + said[1:]

    return _LABEL.sub(word, text)


def state_word(state: str, lang: str) -> str:
    """The word for the state that a target is shown with: a status, or a kind of target without a verdict."""
    return label("unjudged" if state in set(reasons.Unjudged) else "status", state, lang)


def sentence_case(text: str) -> str:
    """`text` with its first letter in upper case and the rest untouched."""
    return text[:1].upper() + text[1:]
