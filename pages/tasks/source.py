"""The document around a task, its words highlighted, also where a scan runs the columns of a table together."""

from __future__ import annotations

import re

from kpi.markup import Markup
from ui.provenance import excerpt_lines, marked_words

_BEFORE, _AFTER = 1, 1
_GAP, _SURE = 25, 4
_MARKUP = re.compile(r"<[^>]*>|\*+")


def excerpt_html(lines: list[str], first: int, words: str) -> Markup:
    """Lines of the document from `first` (1-based) as far as `words` run, the words in <mark>."""
    marked = mark_words(lines, first, words)
    last = max(marked, default=first)
    shown = range(max(1, first - _BEFORE), min(len(lines), last + _AFTER) + 1)
    return excerpt_lines((number, marked.get(number) or _clean(lines[number - 1])) for number in shown)


def mark_words(lines: list[str], first: int, words: str) -> dict[int, Markup]:
    """HTML of the lines that hold `words`, by 1-based number.

    A line may hold several runs of them: words of other columns, of other points of the same paragraph and of a
    lead-in that several tasks share stand between. Stops when the words are found, or long after the last one.
    """
    wanted = words.split()
    marked: dict[int, Markup] = {}
    at, last = 0, first
    for number in range(first, len(lines) + 1):
        if at == len(wanted) or number > last + _GAP:
            break
        printed = _clean(lines[number - 1]).split()
        runs, at = _runs(printed, wanted, at)
        if runs:
            marked[number] = _marked(printed, runs)
            last = number
    return marked


def _runs(printed: list[str], wanted: list[str], at: int) -> tuple[list[tuple[int, int]], int]:
    """(start, length) of the runs of one line, and how far in `wanted` they reach."""
    runs: list[tuple[int, int]] = []
    start = 0
    while start < len(printed) and at < len(wanted):
        place, skipped, length = _next_run(printed[start:], wanted[at:])
        if not length:
            break
        runs.append((start + place, length))
        start += place + length
        at += skipped + length
    return runs, at


def _next_run(printed: list[str], wanted: list[str]) -> tuple[int, int, int]:
    """The run to mark next: (place in the line, words of `wanted` skipped, length).

    The longest one that goes on without a skip; else the longest of at least `_SURE` words. A single word alone
    counts only when nothing else is wanted or printed: it may stand there by chance.
    """
    blocks = [(place, 0, _common(printed[place:], wanted)) for place in range(len(printed))]
    best = max(blocks, key=lambda block: block[2])
    if best[2] > 1 or (best[2] == 1 and (len(wanted) == 1 or len(printed) == 1)):
        return best
    jumps = [
        (place, skipped, _common(printed[place:], wanted[skipped:]))
        for place in range(len(printed))
        for skipped in range(1, len(wanted))
        if printed[place] == wanted[skipped]
    ]
    best = max(jumps, key=lambda block: block[2], default=(0, 0, 0))
    return best if best[2] >= _SURE else (0, 0, 0)


def _common(ours: list[str], theirs: list[str]) -> int:
    return next(
        (n for n, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1]), min(len(ours), len(theirs))
    )


def _marked(printed: list[str], runs: list[tuple[int, int]]) -> Markup:
    parts, done = list[tuple[list[str], bool]](), 0
    for start, length in runs:
        parts += [(printed[done:start], False), (printed[start : start + length], True)]
        done = start + length
    return marked_words([*parts, (printed[done:], False)])


def _clean(line: str) -> str:
    return " ".join(_MARKUP.sub("", line).split())
