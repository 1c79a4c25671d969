"""The files of a briefing: made on a click, with the way shown, and handed over as soon as they are there."""

from __future__ import annotations

import math
import uuid
from pathlib import Path
from typing import Any

import streamlit as st

from kpi.briefing.file import BriefingFileError, file_name, from_json, to_json
from kpi.briefing.model import Briefing
from kpi.export.formats import BRIEFING_FORMATS, Format
from kpi.jobs.errors import JobError
from kpi.jobs.messages import OrderContext
from kpi.words import format_number, message
from ui import address, basket, jobs
from ui.briefing_choice import choice_of, parameters_of
from ui.notices import plain, tell_fault

_START_OF = {"start": 0.02, "charts": 0.1, "file": 0.5}
_USUAL_SECONDS = 2.5

_fetch = st.components.v2.component(
    "thuoc_do_57_fetch", js=Path(__file__).with_name("fetch.js").read_text(encoding="utf-8")
)


@st.fragment
def make_files(on: OrderContext, briefing: Briefing, shown: dict[str, Any], lang: str) -> None:
    """One button a format; a briefing with problems says which items stand in the way."""
    problems = shown["problems"]
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="make_files"):
        asked = [
            form
            for form in BRIEFING_FORMATS
            if st.button(
                message(f"format.{form}", lang),
                key=f"make_{form}",
                icon=form.record.icon,
                help=message(f"format.{form}_help", lang),
                disabled=bool(problems),
            )
        ]
    if problems:
        _refused([message("basket.problem", lang, **problem) for problem in problems], lang)
    for form in asked:
        _make(on, briefing, form, lang)


def _refused(lines: list[str], lang: str) -> None:
    tell_fault(message("basket.refused", lang), *lines)


def _make(on: OrderContext, briefing: Briefing, form: Format, lang: str) -> None:
    bar = st.progress(0.0, text=message("making.start", lang))

    def tell(step: str, seconds: float) -> None:
        start = _START_OF.get(step, 0.0)
        share = start + (0.98 - start) * (1 - math.exp(-seconds / _USUAL_SECONDS))
        taken = format_number(seconds, lang, decimals=0)
        text = message("making.step", lang, step=message(f"making.{step}", lang), seconds=taken)
        bar.progress(share, text=text)

    try:
        made = jobs.file(on, briefing, str(form), tell)
    except JobError as error:
        bar.empty()
        if error.code == "refused":
            _refused(list(error.problems), lang)
        else:
            tell_fault(jobs.told(error, lang))
        return
    bar.empty()
    button = f"made_{uuid.uuid4().hex}"
    size = format_number(max(len(made.data) / 1000, 1), lang, decimals=0)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        named, count = plain(made.facts["name"]), int(made.facts["numbers"])
        st.markdown(message("making.done", lang, size=size, name=named, numbers=count), width="content")
        st.download_button(
            message("making.again", lang),
            data=made.data,
            file_name=made.facts["name"],
            mime=made.facts["mime"],
            key=button,
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )
        _fetch(key="fetch", data={"button": button}, height=1)


def save_and_open(on: OrderContext, briefing: Briefing, lang: str) -> None:
    """The briefing as a file, and back again with whatever data there is by then."""
    snapshot_id = on.snapshot.snapshot_id

    def text() -> str:
        return to_json(briefing, snapshot_id=snapshot_id, today=on.standpoint.today)

    with st.popover(message("basket.file", lang), icon=":material/folder_open:", type="tertiary"):
        st.download_button(
            message("basket.save", lang),
            data=text,
            file_name=file_name(briefing, on.standpoint.today),
            mime="application/json",
            key="save_briefing",
            help=message("basket.save_help", lang),
            on_click="ignore",
            icon=":material/save:",
        )
        turn = st.session_state.setdefault("_open_turn", 0)
        key = f"open_briefing_{turn}"
        st.file_uploader(
            message("basket.open", lang),
            type="json",
            key=key,
            help=message("basket.open_help", lang),
            on_change=lambda: _open(key, lang),
        )
    for line in st.session_state.pop("_open_problems", ()):
        tell_fault(line)


def _open(key: str, lang: str) -> None:
    """Put the briefing of an uploaded file on the table."""
    uploaded = st.session_state[key]
    if uploaded is None:
        return
    st.session_state["_open_turn"] += 1
    try:
        opened = from_json(uploaded.getvalue(), lang)
    except BriefingFileError as error:
        st.session_state["_open_problems"] = error.problems
        return
    put_on_table(opened)


def put_on_table(opened: Briefing) -> None:
    """Show an opened briefing: the address follows it."""
    for name in (address.AS_OF, address.KNOWN):
        address.forget(name)
    for name, value in parameters_of(opened).items():
        address.choose(name, value)
    basket.put(choice_of(opened).key, opened)
