"""Look an exported number up by its ID: as it was, as it is, why it changed."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any

import streamlit as st

from kpi.briefing.exported.now import Change
from kpi.jobs.errors import JobError
from kpi.jobs.messages import OrderContext
from kpi.words import format_date, message
from ui import address, jobs
from ui.notices import cut, tell, tell_fault
from ui.shell import html

_SHOWN = 10
"""Numbers of a figure that are listed at once, the changed ones first; the rest unfolds."""


def draw(on: OrderContext, lang: str) -> None:
    """The search field and what was found."""
    html(
        f"<section class='stack'><h2>{escape(message('desk.register', lang))}</h2>"
        f"<p class='muted'>{escape(message('desk.register_lead', lang))}</p></section>"
    )
    typed = address.text(address.NUMBER) or ""
    st.session_state["number"] = typed
    field, _rest = st.columns([2, 3])
    with field:
        st.text_input(
            message("desk.register_field", lang),
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
        tell(message("desk.unknown_id", lang, typed=cut(typed)))
    html("".join(_entry(told, lang) for told in found))


def _asked() -> None:
    typed = st.session_state["number"].strip()
    if typed:
        address.choose(address.NUMBER, typed)
    else:
        address.forget(address.NUMBER)


def _entry(told: dict[str, Any], lang: str) -> str:
    """One number or figure: then, now, why."""
    then = message("desk.was", lang, day=format_date(date.fromisoformat(told["was_on"]), lang))
    parts = told["parts"]
    listed = _listed(parts[:_SHOWN], lang) if parts else ""
    if parts[_SHOWN:]:
        more = escape(message("desk.entry_more", lang, count=len(parts) - _SHOWN))
        listed += f"<details><summary>{more}</summary>{_listed(parts[_SHOWN:], lang)}</details>"
    columns = "" if parts else _columns(told, then, lang)
    words = escape(message("desk.open_view", lang))
    link = f"<p><a href='{escape(told['url'])}' target='_self'>{words}</a></p>" if told["url"] else ""
    title = told["what"] if parts else f"{told['title']}: {told['what']}"
    said = f"<p>{escape(then)}. <b>{escape(told['because'])}</b></p>" if parts else ""
    demo = f"<p class='demo'>{escape(message('demo.ribbon', lang))}</p>" if told["demo"] else ""
    return f"<article class='card entry'>{demo}<h3>{escape(title)}</h3>{said}{columns}{listed}{link}</article>"


def _columns(told: dict[str, Any], then: str, lang: str) -> str:
    now = told["now"] or message("desk.gone", lang)
    return (
        f"<div class='figure-row'>"
        f"<div class='figure'><div class='what'>{escape(then)}</div>"
        f"<div class='number'>{escape(told['was'])}</div></div>"
        f"<div class='figure'><div class='what'>{escape(message('desk.is_now', lang))}</div>"
        f"<div class='number actual'>{escape(now)}</div></div></div>"
        f"<p><b>{escape(_change(told, lang))}</b> {escape(told['because'])}</p>"
    )


def _change(told: dict[str, Any], lang: str) -> str:
    return message(f"register.{told['change']}", lang)


def _listed(parts: list[dict[str, Any]], lang: str) -> str:
    rows = "".join(_part(part, lang) for part in parts)
    return f"<div class='scroll'><table>{_heads(lang)}<tbody>{rows}</tbody></table></div>"


def _heads(lang: str) -> str:
    names = ("what", "was_short", "now_short", "why")
    cells = "".join(f"<th scope='col'>{escape(message(f'desk.entry_{name}', lang))}</th>" for name in names)
    return f"<thead><tr>{cells}</tr></thead>"


def _part(told: dict[str, Any], lang: str) -> str:
    now = told["now"] or message("desk.gone", lang)
    because = "" if told["change"] == Change.SAME else escape(told["because"])
    why = f"<b>{escape(_change(told, lang))}</b> {because}"
    return (
        f"<tr><th scope='row'>{escape(told['what'])}</th><td class='num'>{escape(told['was'])}</td>"
        f"<td class='num'>{escape(now)}</td><td>{why}</td></tr>"
    )
