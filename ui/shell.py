"""What surrounds every page: configuration, navigation, the choices at the top, the foot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from copy import copy
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from kpi.markup import Markup, macros
from kpi.markup.pieces import paragraph
from kpi.model.cache import cache
from kpi.reading import province as data
from kpi.store import unit_names
from kpi.store.warehouse import Snapshot, WarehouseError
from kpi.words import LANGUAGES, fold, format_date, message, short_name
from ui import address, basket, browser_store, last_unit, page_registry, selectbox
from ui.notices import cut, tell, tell_fault
from ui.runs.preload import read_ahead
from ui.runs.run_queue import RUN_QUEUE
from ui.unmade_file import tell_unmade_file

_HTML = macros(__name__)

_ROOT = Path(__file__).resolve().parent.parent
DEFAULT_PROVINCE = "lai_chau"

_PHONE_KEY = "_on_phone"
_LONGEST_LIST = 400


def run() -> None:
    """Configure the page, draw the navigation and run the page that the address names, once it is our turn."""
    with RUN_QUEUE.taken():
        _run()


def _run() -> None:
    lang = address.choice(address.LANGUAGE, LANGUAGES, LANGUAGES[0])
    st.set_page_config(
        page_title=message("product.name", lang),
        page_icon=":material/straighten:",
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    st.logo(_ROOT / "static" / "wordmark.svg", size="large")
    # Navigation marks the page that may run, so each run has pages of its own.
    page = st.navigation([copy(page) for page in _declared(lang)], position="top")
    tell_unmade_file(lang)
    page.run()
    last_unit.mount()
    basket.mount()


@cache(len(LANGUAGES))
def _declared(lang: str) -> tuple[st.Page, ...]:
    """The pages with their names in one language; declaring one looks its file up, which no run has to do again."""
    return tuple(
        st.Page(
            page.file,
            title=message(page.title, lang),
            url_path=page.slug,
            default=not page.slug,
            visibility="hidden" if page.is_hidden else "visible",
        )
        for page in page_registry.PAGES
        if page.is_open_to(())
    )


def language() -> str:
    """The reader's language, from the address."""
    return address.choice(address.LANGUAGE, LANGUAGES, LANGUAGES[0])


def open_snapshot(lang: str) -> Snapshot:
    """The snapshot to show; without one the page says what to do and ends."""
    try:
        served = data.served()
    except WarehouseError as error:
        tell_fault(message(f"warehouse.{error.code}", lang, subject=error.subject))
        st.stop()
    snapshot = served.snapshot
    browser_store.note_snapshot(snapshot.snapshot_id)
    read_ahead(snapshot)
    if served.fault:
        html(fault_html(served.fault, snapshot, lang))
    if data.is_demo(snapshot):
        html(_HTML.ribbon(lang))
    return snapshot


def fault_html(fault: WarehouseError, snapshot: Snapshot, lang: str) -> Markup:
    """Why an earlier snapshot is shown, and what the administrator does about it."""
    built = format_date(data.built_on(snapshot), lang)
    said = message("warehouse.earlier", lang, built=built)
    return _HTML.fault(said, message(f"warehouse.{fault.code}", lang, subject=fault.subject))


def on_phone() -> bool:
    """Whether the reader's browser says that it runs on a phone; asked once a session."""
    if _PHONE_KEY not in st.session_state:
        st.session_state[_PHONE_KEY] = is_phone(st.context.headers.get("User-Agent"))
    return bool(st.session_state[_PHONE_KEY])


def is_phone(agent: str | None) -> bool:
    """Whether a browser that calls itself `agent` runs on a phone."""
    return "Mobi" in (agent or "")


def html(body: Markup) -> None:
    """Draw HTML in the product's style; a text that is no finished HTML is drawn as the text that it is."""
    st.html(_HTML.frame(body))


@data.cached
def province_names(snapshot: Snapshot, lang: str) -> dict[str, str]:
    """The units of the selector by id, former ones told apart."""
    return {province_id: short_name(unit, lang) for province_id, unit in data.provinces(snapshot).items()}


@data.cached
def other_names(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    """By which other names a unit is found in a selector, folded as they are compared: old, short ones, its code."""
    units = data.provinces(snapshot)
    return {
        province_id: tuple(sorted({fold(name) for name in names} - {fold(units[province_id].name_vi)}))
        for province_id, names in unit_names.other_names(snapshot).items()
        if province_id in units
    }


def choose_province(snapshot: Snapshot, lang: str, default: str = DEFAULT_PROVINCE) -> str:
    """The province selector; returns the province of the address, else the reader's last one, else `default`."""
    names = province_names(snapshot, lang)
    chosen = last_unit.choose(names, default)
    return _select("province", message("choose.province", lang), names, chosen, address.PROVINCE, other_names(snapshot))


def choose_indicator(options: dict[str, str], lang: str, default: str) -> str:
    """The indicator selector over `options` (id → name)."""
    chosen = address.choice(address.INDICATOR, list(options), default)
    return _select("indicator", message("choose.indicator", lang), options, chosen, address.INDICATOR)


def choose_from(key: str, label: str, parameter: str, options: dict[str, str], default: str) -> str:
    """Any other selector that lives in the address; hidden while there is nothing to choose."""
    chosen = address.choice(parameter, list(options), default)
    return _select(key, label, options, chosen, parameter) if len(options) > 1 else chosen


def choose_part(names: dict[str, str], label: str, default: str) -> str:
    """The parts of a page as one row of buttons; the chosen one lives in the address."""
    chosen = address.choice(address.PART, names, default)
    st.session_state["part"] = chosen

    def keep() -> None:
        address.choose(address.PART, st.session_state["part"] or chosen)

    st.segmented_control(
        label, list(names), format_func=names.__getitem__, key="part", on_change=keep, label_visibility="collapsed"
    )
    return chosen


class Bar(NamedTuple):
    """The places of the bar that a page fills, or leaves empty: the unit it is about, the day stood on."""

    place: AbstractContextManager[object]
    day: AbstractContextManager[object]


def bar(lang: str) -> Bar:
    """The bar at the head of every page: place, day, language, each at the same place whatever a page needs."""
    with st.container(key="bar", horizontal=True, vertical_alignment="center"):
        places = Bar(st.container(key="bar-place"), st.container(key="bar-day", width="content"))
        with st.container(key="bar-language", width="content"):
            _choose_language(lang)
    return places


def _choose_language(lang: str) -> None:
    """The language switch."""
    st.session_state["language"] = lang

    def keep() -> None:
        address.choose(address.LANGUAGE, st.session_state["language"] or lang)

    st.segmented_control(
        message("choose.language", lang),
        LANGUAGES,
        format_func=lambda code: message("language.short", code),
        key="language",
        on_change=keep,
        label_visibility="collapsed",
    )


def _select(
    key: str,
    label: str,
    names: dict[str, str],
    chosen: str,
    parameter: str,
    also: Mapping[str, Sequence[str]] = selectbox.NO_OTHERS,
) -> str:
    def keep(value: str) -> None:
        address.choose(parameter, value)

    return selectbox.select(key, label, names, chosen, keep, language(), also)


def tell_ignored(lang: str) -> None:
    """Say which parts of the address could not be used."""
    wrong = address.ignored()
    if wrong:
        listed = ", ".join(f"{cut(name)}={cut(value)}" for name, value in wrong.items())
        tell(message("address.ignored", lang, listed=cut(listed, _LONGEST_LIST)))


def foot(snapshot: Snapshot, lang: str) -> None:
    """What the page was made from."""
    built = format_date(data.built_on(snapshot), lang)
    html(paragraph(message("foot.text", lang, built=built, snapshot=snapshot.snapshot_id), "footer"))
