"""The first screens, put together from their own templates with numbers that are examples: a province, the country."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

from kpi.charts.theme import STATUS_STYLES
from kpi.markup import Markup, macros
from kpi.words import format_value, message
from ui.gallery.charts import bar, tile_map

_HTML = macros(__name__)
_FIRST = macros("pages.overview.first_screen")
_STRIP = macros("pages.overview.strip")
_BARS = macros("pages.overview.bars")
_COUNTRY = macros("pages.overview.country")
_COUNTRY_BARS = macros("pages.overview.country_bars")
_NEWS = macros("pages.overview.country_news")
_CHANGES = macros("ui.changes.band")

_INDICATORS = ("indicator", "other_indicator", "third_indicator")


def province(lang: str) -> Markup:
    """The first screen of a province."""
    due = STATUS_STYLES["due_without_actual"]
    marks = [("#", due, message("gallery.indicator", lang), due.word(lang))]
    groups = [
        (message("section.infrastructure", lang), marks * 2),
        (message("section.resources", lang), marks * 6),
        (message("section.digital_transformation", lang), marks * 12),
    ]
    strip = _STRIP.strip("", [(due, f"20 {due.word(lang)}")], groups, lang)
    drawn = [(message(f"gallery.{name}", lang), bar(name, lang, known=name != "indicator")) for name in _INDICATORS]
    return _FIRST.screen(_head(lang), strip, _BARS.bars(drawn, lang), _below(lang))


def _head(lang: str) -> Markup:
    pieces = [message("gallery.plan", lang), message("gallery.latest", lang)]
    return _FIRST.head(
        message("gallery.unit", lang), message("gallery.verdict", lang), pieces, {}, _changed(lang), lang
    )


def _below(lang: str) -> Sequence[Markup]:
    """Questions, published actuals, what is due."""
    said = SimpleNamespace(head=message("gallery.question", lang), basis=message("gallery.basis", lang))
    share = SimpleNamespace(head=format_value(45.0, "%", lang), basis=message("gallery.period", lang))
    names = [message(f"gallery.{name}", lang) for name in _INDICATORS]
    lines = [("31/12/2025", True, message("gallery.question", lang), message("gallery.basis", lang), False)] * 3
    return (
        _FIRST.questions([(said, "#")] * 3, "", lang),
        _FIRST.published([("#", name, share, "") for name in (*names, *names[:2])], lang),
        _FIRST.due(lines, ("#", message("gallery.link", lang)), "", lang),
    )


def country(lang: str) -> Markup:
    """The first screen of the country."""
    head = _COUNTRY.head(message("gallery.country_verdict", lang), message("gallery.basis", lang), _changed(lang), lang)
    drawn = [bar(name, lang, known=True) for name in _INDICATORS]
    bars = _COUNTRY_BARS.bars(drawn, message("gallery.basis", lang), lang)
    return _HTML.country(head, tile_map(lang), bars, _news(lang))


def _news(lang: str) -> Markup:
    places = [{"url": "#", "name": name, "said": message("gallery.basis", lang)} for name in ("Hải Phòng", "Lai Châu")]
    shares = (46.3, 29.53, 22.71)
    entries = [
        {"url": "#", "name": message(f"gallery.{name}", lang), "said": format_value(share, "%", lang)}
        for name, share in zip(_INDICATORS, shares, strict=True)
    ]
    units = [
        {"look": look, "name": name, "width": f"width:{share}%", "number": format_value(share, "%", lang)}
        for look, name, share in zip(("", "", "nation"), ("Bắc Ninh", "Thái Nguyên", "Việt Nam"), shares, strict=True)
    ]
    sentence = message("gallery.question", lang)
    return _NEWS.news(
        _NEWS.tasks(sentence, places, "#", lang),
        _NEWS.newest([(entries, message("gallery.basis", lang))], "#", lang),
        _NEWS.rank(sentence, units, "#", lang),
    )


def _changed(lang: str) -> Markup:
    return _CHANGES.band(message("gallery.changed", lang), "#", True, lang)
