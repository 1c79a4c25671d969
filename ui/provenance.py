"""Where a number comes from, as HTML: the words of the plan at their line, or publisher, address and date."""

from __future__ import annotations

from html import escape

from kpi.model.records import ActualRecord, TargetRecord
from kpi.words import document_name, format_date, message
from ui import address

_CONTEXT_LINES = 3


def excerpt(target: TargetRecord, lines: list[str]) -> str:
    """The document around the target's line, with the target's words highlighted.

    `lines` is the whole text, one entry a line; the words may run over several lines.
    """
    if target.line is None or target.quote is None:
        return ""
    marked = highlight(lines, target.line, target.quote)
    last = max(marked, default=target.line)
    first = max(1, target.line - _CONTEXT_LINES)
    rows = []
    for number in range(first, min(len(lines), last + _CONTEXT_LINES) + 1):
        text = marked.get(number) or escape(lines[number - 1].strip())
        if text:
            rows.append(f"<div class='line'><span class='n'>{number}</span><span>{text}</span></div>")
    return f"<div class='excerpt'>{''.join(rows)}</div>"


def highlight(lines: list[str], first: int, quote: str) -> dict[int, str]:
    """HTML of the lines that `quote` covers, its words in <mark>, by 1-based line number.

    The quote is found word by word from line `first` on; blank lines and page furniture between are passed over.
    """
    wanted = quote.split()
    marked: dict[int, str] = {}
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
        parts = [" ".join(before), f"<mark>{escape(' '.join(hit))}</mark>", " ".join(after)]
        marked[number] = " ".join(part if part.startswith("<mark>") else escape(part) for part in parts if part)
        position += run
    return marked


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


def target_source(target: TargetRecord, lines: list[str] | None, lang: str, *, opened: bool = False) -> str:
    """One click away from a target: document, line and words, or its place or the press, with the address."""
    name = escape(document_name(target.cited, lang))
    if target.line is not None and lines is not None:
        where = message("source.line", lang, line=target.line)
        whole = address.link(
            address.SOURCES_PAGE,
            **{address.PART: address.TEXT_PART, address.TEXT: target.document_id},
            **{address.LINE: str(target.line), address.LANGUAGE: lang},
        )
        more = escape(message("source.open_document", lang))
        return (
            f"<details{' open' if opened else ''}><summary>{escape(where)}</summary>"
            f"<p class='source'>{name}</p>{excerpt(target, lines)}{_note(target.note)}"
            f"<p class='source'><a href='{escape(whole)}' target='_self'>{more}</a></p></details>"
        )
    flag = escape(target.place or message("source.press", lang))
    url = escape(target.source_url or "")
    return (
        f"<details{' open' if opened else ''}><summary>{flag}</summary><p class='source'>{name}</p>"
        f"<p class='source'><a href='{url}' target='_blank' rel='noopener noreferrer'>{url}</a></p>"
        f"{_note(target.note)}</details>"
    )


def actual_source(actual: ActualRecord, lang: str, summary: str) -> str:
    """One click away from a figure: publisher, title, address, definition and the day it became known.

    `summary` is the HTML that a click unfolds.
    """
    recorded = (
        message("source.known_on", lang, date=format_date(actual.recorded_at, lang))
        if actual.recorded_at
        else message("source.known_unknown", lang)
    )
    definition = f"<p class='source'>{escape(actual.definition)}</p>" if actual.definition else ""
    url = escape(actual.source_url)
    return (
        f"<details class='figure-source'><summary>{summary}</summary>"
        f"<p class='source'>{escape(actual.publisher)}: “{escape(actual.source_title)}”</p>{definition}"
        f"<p class='source'>{escape(recorded)} · {escape(message('confidence.' + actual.confidence, lang))}</p>"
        f"<p class='source'><a href='{url}' target='_blank' rel='noopener noreferrer'>{url}</a></p>"
        f"{_note(actual.note)}</details>"
    )


def _note(note: str | None) -> str:
    return f"<p class='source'>{escape(note)}</p>" if note else ""
