"""Where a number comes from, as HTML: the words of the plan at their line, or publisher, address and date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kpi.markup import EMPTY, Markup, Text, joined, macros
from kpi.model import addresses as address
from kpi.model.records import ActualRecord, TargetRecord
from kpi.model.target_places import copy_url, is_in_held_text
from kpi.words import copy_place, document_name, format_date, message
from kpi.words.counts import counts_words

_HTML = macros(__name__)

_CONTEXT_LINES = 3


def excerpt(target: TargetRecord, lines: list[str]) -> Markup:
    """The document around the target's line, with the target's words highlighted.

    `lines` is the whole text, one entry a line; the words may run over several lines.
    """
    if target.line is None or target.quote is None:
        return EMPTY
    marked = highlight(lines, target.line, target.quote)
    last = max(marked, default=target.line)
    first = max(1, target.line - _CONTEXT_LINES)
    shown = range(first, min(len(lines), last + _CONTEXT_LINES) + 1)
    return excerpt_lines((number, marked.get(number) or lines[number - 1].strip()) for number in shown)


def excerpt_lines(lines: Iterable[tuple[int, Text]]) -> Markup:
    """Numbered lines of a document; empty ones are left out."""
    return _HTML.excerpt([(number, text) for number, text in lines if text])


def highlight(lines: list[str], first: int, quote: str) -> dict[int, Markup]:
    """HTML of the lines that `quote` covers, its words in <mark>, by 1-based line number.

    The quote is found word by word from line `first` on; blank lines and page furniture between are passed over.
    """
    wanted = quote.split()
    marked: dict[int, Markup] = {}
    position = 0
    for number in range(first, min(len(lines), first + 14) + 1):
        if position == len(wanted):
            break
        words = lines[number - 1].split()
        start = _find(words, wanted[position:])
        if start is None:
            continue
        run = _run(words[start:], wanted[position:])
        before, hit, after = words[:start], words[start : start + run], words[start + run :]
        marked[number] = marked_words([(before, False), (hit, True), (after, False)])
        position += run
    return marked


def marked_words(parts: Sequence[tuple[Sequence[str], bool]]) -> Markup:
    """Stretches of words in a row, those that are a hit in <mark>; empty ones are left out."""
    said = ((" ".join(words), hit) for words, hit in parts if words)
    return joined((_HTML.hit(words) if hit else words for words, hit in said), " ")


def _find(words: list[str], wanted: list[str]) -> int | None:
    """Where in `words` the wanted words start so that the run reaches the line's end or the last wanted word."""
    for start in range(len(words)):
        run = _run(words[start:], wanted)
        if run and (run == len(wanted) or start + run == len(words)):
            return start
    return None


def _run(words: list[str], wanted: list[str]) -> int:
    count = 0
    while count < min(len(words), len(wanted)) and words[count] == wanted[count]:
        count += 1
    return count


def target_source(target: TargetRecord, lines: list[str] | None, lang: str, *, opened: bool = False) -> Markup:
    """One click away from a target: document, line and words, or where it was announced, with the address."""
    name = document_name(target.cited, lang)
    if lines is not None and is_in_held_text(target.line, target.source_url):
        where = message("source.line", lang, line=target.line)
        whole = address.link(
            address.SOURCES_PAGE,
            **{address.PART: address.TEXT_PART, address.TEXT: target.document_id},
            **{address.LINE: str(target.line), address.LANGUAGE: lang},
        )
        return _HTML.in_text(name, where, excerpt(target, lines), target.note, whole, opened, lang)
    where = copy_place(target.place, target.line, lang) or message("source.press", lang)
    url = copy_url(target.source_url, target.line)
    return _HTML.elsewhere(name, where, target.quote, target.note, url, opened)


def actual_source(actual: ActualRecord, lang: str, summary: Text) -> Markup:
    """One click away from an actual: publisher, title, address, definition and the day it became known.

    `summary` is what a click unfolds.
    """
    recorded = (
        message("source.known_on", lang, date=format_date(actual.recorded_at, lang))
        if actual.recorded_at
        else message("source.known_unknown", lang)
    )
    counts = counts_words(actual.numerator, actual.denominator, lang)
    return _HTML.actual(actual, summary, recorded, counts, lang)
