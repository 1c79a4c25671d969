"""The big cards of the overview and the fact line under a title, as HTML."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kpi.charts.theme import STATUS_STYLES
from kpi.markup import EMPTY, Markup, macros
from kpi.model.records import ActualRecord, TargetRecord
from kpi.reading.due_results import ended_result, ended_words, outcome_state
from kpi.reading.subject import Subject
from kpi.reading.unjudged import state_words, target_state
from kpi.store.warehouse import Snapshot
from kpi.words import message
from ui.tables import actual_words, period, target_words

_HTML = macros(__name__)


def facts(pairs: Sequence[tuple[str, str]]) -> Markup:
    """A line of (number, what it counts)."""
    return _HTML.facts(pairs)


@lru_cache(256)
def badge(status: str, lang: str, word: str = "") -> Markup:
    """The status: word, shape and colour together; `word` where another one says more."""
    style = STATUS_STYLES[status]
    return _HTML.badge(style, word or style.word(lang))


def subject_badge(snapshot: Snapshot, found: Subject, lang: str) -> Markup:
    """How a target stands; of a document that has none ahead what came of its last one."""
    ended = ended_result(snapshot, found)
    if ended is not None:
        return badge(outcome_state(ended.outcome), lang, ended_words(ended, lang))
    state = target_state(found)
    return badge(state, lang, state_words(found, lang)) if state else EMPTY


@dataclass(frozen=True)
class Headline:
    """What a big card shows; `targets` are the versions of the target that counts now, `actual` the actual.

    `counted` says how the target is counted where it is one way of counting among several, else empty.
    `status` and `flag` are ready HTML, `sparkline` an SVG text.
    """

    name: str
    address: str
    targets: tuple[TargetRecord, ...]
    actual: ActualRecord | None
    sentence: str
    sparkline: str
    counted: str = ""
    status: Markup = EMPTY
    flag: Markup = EMPTY


@dataclass(frozen=True)
class _Number:
    """A big number of a card: what it is, when it is from (None without one), and the class of its look."""

    what: str
    number: str
    style: str = "none"
    when: str | None = None


def headline_card(shown: Headline, lang: str) -> Markup:
    """One headline indicator: the target, what was achieved, the sentence, and the link to the details."""
    picture = svg_image(shown.sparkline, shown.name)
    achieved, targeted = _achieved(shown.actual, lang), _target(shown.targets, shown.counted, lang)
    return _HTML.headline_card(shown, achieved, targeted, picture, lang)


def absent_card(name: str, text: str) -> Markup:
    """A headline indicator of which the province has no target."""
    return _HTML.absent_card(name, text)


def svg_image(svg: str, name: str) -> Markup:
    """An SVG as an image; the page's sanitiser lets no inline SVG through."""
    return _HTML.image(b64encode(svg.encode()).decode(), name) if svg else EMPTY


def _achieved(actual: ActualRecord | None, lang: str) -> _Number:
    what = message("card.actual", lang)
    if actual is None:
        return _Number(what, message("no_data", lang))
    when = f"{period(actual, lang)} · {actual.series_name(lang)}"
    return _Number(what, actual_words(actual, lang), "actual", when)


def _target(targets: tuple[TargetRecord, ...], counted: str, lang: str) -> _Number:
    what = message("card.target", lang)
    if not targets:
        return _Number(what, message("card.no_target", lang))
    texts = " / ".join(dict.fromkeys(target_words(target, lang) for target in targets))
    when = " · ".join(filter(None, (message("by_end_of", lang, year=targets[0].year), counted)))
    return _Number(what, texts, "", when)
