"""Look an exported number up by its ID: as it was, as it is, why it changed."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from kpi.briefing.exported.now import Change
from kpi.jobs.errors import JobError
from kpi.jobs.messages import OrderContext
from kpi.markup import EMPTY, Cell, Column, Markup, Row, Table, joined, macros
from kpi.words import format_date, message
from ui import address, jobs
from ui.notices import cut, tell, tell_fault
from ui.shell import html

_HTML = macros(__name__)

_SHOWN = 10
"""Numbers of a chart that are listed at once, the changed ones first; the rest unfolds."""


def draw(on: OrderContext, lang: str) -> None:
    """The search field and what was found."""
    html(_HTML.head(lang))
    typed = address.text(address.NUMBER) or ""
    st.session_state["number"] = typed
    field, _rest = st.columns([2, 3])
    with field:
        st.text_input(
            message("basket.register_field", lang),
            key="number",
            placeholder="4K7PD-X2M9Q",
            max_chars=40,
            on_change=_asked,
        )
    if not typed.strip():
        return
    try:
        found = jobs.explained(on, typed)
    except JobError as error:
        tell_fault(jobs.told(error, lang))
        return
    if not found:
        tell(message("basket.unknown_id", lang, typed=cut(typed)))
    html(joined(_entry(told, lang) for told in found))


def _asked() -> None:
    typed = st.session_state["number"].strip()
    if typed:
        address.choose(address.NUMBER, typed)
    else:
        address.forget(address.NUMBER)


def _entry(told: dict[str, Any], lang: str) -> Markup:
    """One number or chart: then, now, why."""
    then = message("basket.was", lang, day=format_date(date.fromisoformat(told["was_on"]), lang))
    parts = told["parts"]
    listed = _listed(parts[:_SHOWN], lang) if parts else EMPTY
    others: dict[str, Any] = {}
    if parts[_SHOWN:]:
        others = {"count": len(parts) - _SHOWN, "table": _listed(parts[_SHOWN:], lang)}
    columns = EMPTY if parts else _HTML.columns(told, then, _now(told, lang), _change(told, lang), lang)
    title = told["what"] if parts else f"{told['title']}: {told['what']}"
    return _HTML.entry(told, title, then, columns, listed, others, lang)


def _now(told: dict[str, Any], lang: str) -> str:
    return told["now"] or message("basket.gone", lang)


def _change(told: dict[str, Any], lang: str) -> str:
    return message(f"register.{told['change']}", lang)


def _listed(parts: list[dict[str, Any]], lang: str) -> Markup:
    names = ("what", "was_short", "now_short", "why")
    columns = [Column(message(f"basket.entry_{name}", lang), name=name == "what") for name in names]
    return Table(columns, [_part(part, lang) for part in parts], style="stacked").html()


def _part(told: dict[str, Any], lang: str) -> Row:
    because = "" if told["change"] == Change.SAME else told["because"]
    why = _HTML.why(_change(told, lang), because)
    return Row((told["what"], Cell(told["was"], "num"), Cell(_now(told, lang), "num"), why))
