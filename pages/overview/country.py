"""Tổng quan of the whole country: one sentence, the map, three bars; its tables one tap below."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from kpi.markup import Markup, macros
from kpi.model.vocabulary import NATION
from kpi.reading.country.questions import Question
from kpi.reading.country.words import nation_line, verdict
from kpi.reading.province import cached
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot
from kpi.words import message
from pages.overview.country_bars import bars_html
from pages.overview.country_map import map_html
from pages.overview.country_news import news_html
from pages.overview.strip import strip_html
from ui import address
from ui.changes.band import changes_band
from ui.choices import draw_switch
from ui.shell import html

_HTML = macros(__name__)


def draw(snapshot: Snapshot, lang: str, standpoint: Standpoint, below: Callable[[], None]) -> None:
    """The whole page below its choices; `below` draws what every unit has: files to make, and tables to unfold."""
    html(head_html(snapshot, lang, standpoint))
    left, right = st.columns(2, gap="large")
    with left:
        question = _choose_question(lang)
        html(map_html(snapshot, question, lang, standpoint))
    with right:
        html(bars_html(snapshot, lang, standpoint))
    html(_HTML.strip(strip_html(snapshot, NATION, lang, standpoint)) + news_html(snapshot, lang, standpoint))
    below()


@cached
def head_html(snapshot: Snapshot, lang: str, standpoint: Standpoint) -> Markup:
    """The sentence on the whole, what came of the nation's own targets, and what changed of late."""
    changes = changes_band(snapshot, NATION, lang, standpoint)
    return _HTML.head(verdict(snapshot, standpoint, lang), nation_line(snapshot, standpoint, lang), changes, lang)


def _choose_question(lang: str) -> Question:
    """The row of buttons over the map; the chosen question lives in the address."""
    names = {str(question): message(f"country_question.{question}", lang) for question in Question}
    chosen = address.choice(address.MAP, names, str(Question.TARGETS))
    draw_switch("country_map", message("country_map.label", lang), address.MAP, names, chosen)
    return Question(chosen)
