"""The differences of two recordings: by view, by part, as the words that went and the words that came."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path
from typing import Any

_AROUND = 6
"""Words of context on each side of a change."""
_MOST_WORDS = 3000
"""Longer stretches are compared line by line, so that the slowest case stays a matter of seconds."""
Part = tuple[str, list[str]]
_NOTHING: Part = ("", [])


def read(path: Path) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The head of a recording, and its views by name."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        head = json.loads(next(lines))
        views = [json.loads(line) for line in lines]
    return head, {view["name"]: view for view in views}


def differences(old: dict[str, dict[str, Any]], new: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str, list[str]]]:
    """Name of the view, kind of the part and the changed lines, for each part that differs."""
    for name in [*old, *(name for name in new if name not in old)]:
        if name not in new or name not in old:
            yield name, "view", ["- recorded here only" if name in old else "+ recorded here only"]
            continue
        if old[name]["address"] != new[name]["address"]:
            before, after = (_lines(view[name]["address"]) for view in (old, new))
            yield name, "address", changed(before, after)
        if old[name]["parts"] != new[name]["parts"]:
            for kind, before, after in pairs(old[name]["parts"], new[name]["parts"]):
                yield name, kind, changed(before, after)


def pairs(old: list[Any], new: list[Any]) -> Iterator[tuple[str, list[str], list[str]]]:
    """The parts that differ, each with its partner in the other recording, if it has one."""
    olds, news = ([json.dumps(part, ensure_ascii=False) for part in parts] for parts in (old, new))
    for action, a, b, c, d in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if action == "equal":
            continue
        before = [(kind, _lines(said)) for kind, said in old[a:b]]
        after = [(kind, _lines(said)) for kind, said in new[c:d]]
        for one, other in _partners(before, after):
            yield one[0] or other[0], one[1], other[1]


def _partners(old: list[Part], new: list[Part]) -> Iterator[tuple[Part, Part]]:
    """Parts of one kind by their order; what is left over stands alone."""
    for kind in dict.fromkeys(kind for kind, _ in [*old, *new]):
        ours, theirs = ([part for part in parts if part[0] == kind] for parts in (old, new))
        yield from zip_longest(ours, theirs, fillvalue=_NOTHING)


def _lines(said: Any, path: str = "") -> list[str]:
    """A message as lines: each value with the way to it, each tag or text of HTML as it is."""
    if isinstance(said, dict):
        return [line for key, inner in said.items() for line in _lines(inner, f"{path}.{key}")]
    if isinstance(said, list):
        if any(isinstance(item, str) and item.startswith("<") for item in said):
            return [str(item) for item in said]
        # Without places in the list: one more at the front would change all that follow.
        return [line for inner in said for line in _lines(inner, f"{path}[]" if path else "")]
    return [f"{path} {said}".strip()]


def changed(old: list[str], new: list[str]) -> list[str]:
    """The stretches of words that differ: `- ` before, `+ ` after, with a few words around them."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    # Lines that are equal at both ends stand around the change; the words of a few of them are its context.
    first, last = max(0, start - _AROUND), max(0, end - _AROUND)
    before, after = (_words(lines[first : len(lines) - last]) for lines in (old, new))
    if max(len(before), len(after)) > _MOST_WORDS:
        before, after = (lines[first : len(lines) - last] for lines in (old, new))
    told = []
    for group in SequenceMatcher(None, before, after, autojunk=len(before) > _MOST_WORDS).get_grouped_opcodes(_AROUND):
        gone, come = before[group[0][1] : group[-1][2]], after[group[0][3] : group[-1][4]]
        told += [f"- {' '.join(gone)}"] * bool(gone) + [f"+ {' '.join(come)}"] * bool(come)
    return told


def _words(lines: list[str]) -> list[str]:
    """Words and whole tags; a line that is no text stays whole."""
    return [word for line in lines for word in ([line] if line.startswith("<") else re.findall(r"[^ \n]+", line))]
