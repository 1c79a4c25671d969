"""Names of units in a text: of thousands of units, only those are looked for whose first word the text has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

_WORD = re.compile(r"\w+")


def units_named(text: str, names: tuple[str, ...]) -> list[str]:
    """Each place where one of the `names` stands in whole words, as often as it is named; the longest name counts."""
    known = _by_first_word(names)
    first_words = known.keys() & {"", *_WORD.findall(text)}
    met = tuple(sorted(name for word in first_words for name in known[word] if name in text))
    return _any_of(met).findall(text) if met else []


@cache
def _by_first_word(names: tuple[str, ...]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        word = _WORD.search(name)
        found.setdefault(word.group() if word else "", []).append(name)
    return found


@lru_cache(1024)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
