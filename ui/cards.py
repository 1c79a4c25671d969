"""The big cards of the overview and the fact line under a title, as HTML."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from kpi.charts.theme import STATUS_STYLES
from kpi.model.records import ActualRecord, TargetRecord
from kpi.reading.due_results import ended_result, ended_words, outcome_status
from kpi.reading.subject import Subject
from kpi.store.warehouse import Snapshot
from kpi.words import message
from ui.tables import figure, period, promise


def facts(pairs: Sequence[tuple[str, str]]) -> str:
    """A line of (number, what it counts)."""
    items = "".join(f"<li><b>{escape(number)}</b>{escape(what)}</li>" for number, what in pairs)
    return f"<ul class='facts'>{items}</ul>"


def badge(status: str, lang: str, word: str = "") -> str:
    """The status: word, shape and colour together; `word` where another one says more."""
    style = STATUS_STYLES[status]
    return (
        f"<span class='status' style='color:{style.text};background:{style.tint}'>"
        f"<span aria-hidden='true'>{style.glyph}</span> {escape(word or style.word(lang))}</span>"
    )


def subject_badge(shown: Snapshot, found: Subject, lang: str) -> str:
    """How a target stands; of a document that has none ahead what came of its last one."""
    ended = ended_result(shown, found)
    if ended is not None:
        return badge(outcome_status(ended.outcome), lang, ended_words(ended, lang))
    return badge(found.row["status"], lang) if found.row else ""


@dataclass(frozen=True)
class Headline:
    """What a big card shows; `targets` are the versions of the promise that counts now, `figure` the actual.

    `counted` says how the target is counted where it is one way of counting among several, else empty.
    `status` and `flag` are ready HTML, `sparkline` an SVG text.
    """

    name: str
    address: str
    targets: tuple[TargetRecord, ...]
    figure: ActualRecord | None
    sentence: str
    sparkline: str
    counted: str = ""
    status: str = ""
    flag: str = ""


def headline_card(shown: Headline, lang: str) -> str:
    """One headline indicator: what was promised, what was achieved, the sentence, and the way to the details."""
    return (
        f"<article class='card' aria-label='{escape(shown.name)}'>"
        f"<h3>{escape(shown.name)}</h3>{shown.flag}{shown.status}"
        f"<div class='figure-row'>{_achieved(shown.figure, lang)}{_promised(shown.targets, shown.counted, lang)}</div>"
        f"{svg_image(shown.sparkline, shown.name)}"
        f"<p class='sentence'>{escape(shown.sentence)}</p>"
        f"<p class='more'><a href='{escape(shown.address)}' target='_self'>{escape(message('card.more', lang))}</a></p>"
        "</article>"
    )


def absent_card(name: str, text: str) -> str:
    """A headline indicator that the province promises nothing about."""
    return f"<article class='card absent'><h3>{escape(name)}</h3><p class='muted'>{escape(text)}</p></article>"


def svg_image(svg: str, name: str) -> str:
    """An SVG as an image; the page's sanitiser lets no inline SVG through."""
    if not svg:
        return ""
    encoded = b64encode(svg.encode()).decode()
    return f"<img alt='{escape(name)}' src='data:image/svg+xml;base64,{encoded}'>"


def _achieved(actual: ActualRecord | None, lang: str) -> str:
    what = escape(message("card.actual", lang))
    if actual is None:
        none = escape(message("no_data", lang))
        return f"<div class='figure'><div class='what'>{what}</div><div class='number none'>{none}</div></div>"
    when = escape(f"{period(actual, lang)} · {actual.series_name(lang)}")
    return (
        f"<div class='figure'><div class='what'>{what}</div>"
        f"<div class='number actual'>{escape(figure(actual, lang))}</div><div class='when'>{when}</div></div>"
    )


def _promised(targets: tuple[TargetRecord, ...], counted: str, lang: str) -> str:
    what = escape(message("card.promise", lang))
    if not targets:
        none = escape(message("card.no_target", lang))
        return f"<div class='figure'><div class='what'>{what}</div><div class='number none'>{none}</div></div>"
    texts = " / ".join(dict.fromkeys(escape(promise(target, lang)) for target in targets))
    when = escape(" · ".join(filter(None, (message("by_end_of", lang, year=targets[0].year), counted))))
    return (
        f"<div class='figure'><div class='what'>{what}</div><div class='number'>{texts}</div>"
        f"<div class='when'>{when}</div></div>"
    )
