"""Head and foot of the written forms: whose paper it is, by rule or as its maker words it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from kpi.briefing.model import Briefing, Issuer, IssuerKind
from kpi.words import message
from ui import basket

_BY_RULE = "rule"
_BODIES = (("Tỉnh ủy ", "Ủy ban nhân dân tỉnh "), ("Thành ủy ", "Ủy ban nhân dân thành phố "))
"""What the bodies of the Party and of the State are called in one and the same unit."""
_WORDS = {
    IssuerKind.PARTY: {"symbol": "BC/TU", "on_behalf": "T/M Ban Thường vụ", "position": ""},
    IssuerKind.STATE: {"symbol": "BC-UBND", "on_behalf": "TM. Ủy ban nhân dân", "position": "Chủ tịch"},
}
_FIELDS = ("above", "body", "symbol", "place", "on_behalf", "position")


def draw(key: str, briefing: Briefing, by_rule: dict[str, Any], lang: str) -> None:
    """Choose the header of the State, of the Party or none, and word its lines.

    `by_rule` is the issuer that counts now, as plain values.
    """
    with st.expander(message("basket.issuer", lang), icon=":material/account_balance:"):
        now = Issuer.model_validate(by_rule)
        chosen = _choose_kind(key, briefing, now, lang)
        if chosen == IssuerKind.NONE:
            return
        left, right = st.columns(2)
        for place, name in enumerate(_FIELDS):
            with (left, right)[place % 2]:
                _line(key, briefing, now, name, lang)


def _choose_kind(key: str, briefing: Briefing, now: Issuer, lang: str) -> str:
    names = {_BY_RULE: message("basket.issuer_rule", lang)}
    names |= {str(kind): message(f"issuer_kind.{kind}", lang) for kind in IssuerKind}
    st.session_state["issuer"] = str(briefing.issuer.kind) if briefing.issuer else _BY_RULE

    def choose() -> None:
        kind = st.session_state["issuer"]
        issuer = None if kind == _BY_RULE else as_kind(now, IssuerKind(kind))
        basket.put(key, briefing.model_copy(update={"issuer": issuer}))

    st.segmented_control(
        message("basket.issuer_kind", lang),
        list(names),
        format_func=names.__getitem__,
        key="issuer",
        required=True,
        on_change=choose,
    )
    return str(now.kind)


def as_kind(issuer: Issuer, kind: IssuerKind) -> Issuer:
    """The same unit's issuer in the other style; what its maker wrote himself stays where no rule knows better."""
    if kind in {issuer.kind, IssuerKind.NONE}:
        return issuer.model_copy(update={"kind": kind})
    body = issuer.body
    for names in _BODIES:
        ours, theirs = names if kind is IssuerKind.STATE else names[::-1]
        if body.startswith(ours):
            body = theirs + body.removeprefix(ours)
            break
    return issuer.model_copy(update={"kind": kind, "body": body, **_WORDS[kind]})


def _line(key: str, briefing: Briefing, now: Issuer, name: str, lang: str) -> None:
    field = f"issuer_{name}"
    st.session_state[field] = getattr(now, name)

    def change() -> None:
        issuer = Issuer.model_validate(now.model_dump() | {name: st.session_state[field]})
        basket.put(key, briefing.model_copy(update={"issuer": issuer}))

    st.text_input(message(f"basket.{field}", lang), key=field, max_chars=300, on_change=change)
