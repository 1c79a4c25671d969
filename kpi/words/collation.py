"""Vietnamese alphabetical order, and search that forgives missing diacritics.

The order is the Vietnamese tailoring of the Unicode collation (CLDR `vi`): letters first
(a ă â … d đ … o ô ơ … u ư), then tones (none, huyền, hỏi, ngã, sắc, nặng), then lower before upper case.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TypeAlias

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_BEFORE_LETTERS = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789"
_RANK = {character: rank for rank, character in enumerate(_BEFORE_LETTERS + _LETTERS)}
_SHAPES = frozenset("\u0306\u0302\u031b")
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_AFTER_KNOWN = 1000

SortKey: TypeAlias = tuple[tuple[int, ...], tuple[int, ...], tuple[bool, ...]]


@lru_cache(maxsize=8192)
def sort_key(text: str) -> SortKey:
    """Key that puts names in Vietnamese alphabetical order: `sorted(names, key=sort_key)`.

    Letters outside the Vietnamese and ASCII alphabets come last, by code point.
    """
    letters: list[int] = []
    tones: list[int] = []
    cases: list[bool] = []
    for cluster in _clusters(text):
        base, marks = cluster[0], cluster[1:]
        shape = "".join(mark for mark in marks if mark in _SHAPES)
        letter = unicodedata.normalize("NFC", base.lower() + shape)
        if letter not in _RANK:
            letter = base.lower()
        letters.append(_RANK.get(letter, _AFTER_KNOWN + ord(letter[0])))
        tones.append(max((_TONES.get(mark, 0) for mark in marks), default=0))
        cases.append(base.isupper())
    return tuple(letters), tuple(tones), tuple(cases)


def _clusters(text: str) -> list[str]:
    """Base characters, each with the combining marks that follow it."""
    clusters: list[str] = []
    for character in unicodedata.normalize("NFD", text):
        if clusters and unicodedata.combining(character):
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """`text` in lower case, without diacritics, runs of spaces as one: 'Đắk  Lắk' -> 'dak lak'."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(bare.replace("đ", "d").split())


def matches(query: str, text: str) -> bool:
    """Whether every word of `query` stands somewhere in `text`, diacritics and case aside."""
    folded = fold(text)
    return all(word in folded for word in fold(query).split())
