"""Which briefing is on the table: the basket, or a ready form of a province, an indicator, a group of provinces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from kpi.briefing.model import Briefing, Form, ItemKind
from kpi.model.cache import cache
from kpi.model.records import IndicatorRecord, ProvinceRecord, records
from kpi.model.vocabulary import ProvinceKind
from kpi.reading import province as data
from kpi.store import province_queries
from kpi.store.warehouse import Snapshot
from kpi.words import message, short_name
from ui import address, basket, indicator_choices, last_unit, shell

FORMS = {
    "gio": Form.SELECTION,
    "mot_trang": Form.PAGE,
    "bao_cao": Form.REPORT,
    "so_sanh": Form.COMPARISON,
    "mot_chi_tieu": Form.INDICATOR,
}
"""The forms as the address names them."""
MOST_COMPARED = 34
MOST_INDICATORS = 12
_SUGGESTED = 12


@dataclass(frozen=True)
class Choice:
    """A form and what it is about; `arguments` are those of `kpi.briefing.forms.compose`."""

    form: Form
    arguments: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The key under which its edited version is kept."""
        if self.form is Form.SELECTION:
            return basket.BASKET
        parts = [",".join(value) if isinstance(value, tuple) else str(value) for value in self.arguments.values()]
        return " ".join([str(self.form), *parts])


def choose_form(lang: str) -> Form:
    """The row of forms."""
    count = len(basket.basket().items)
    names = {slug: message(f"form.{form}", lang) for slug, form in FORMS.items()}
    names["gio"] = message("basket.basket_count", lang, count=count)
    chosen = address.choice(address.FORM, list(FORMS), "gio")
    st.session_state["form"] = chosen
    st.segmented_control(
        message("basket.form", lang),
        list(FORMS),
        format_func=names.__getitem__,
        key="form",
        required=True,
        wrap=True,
        on_change=lambda: address.choose(address.FORM, st.session_state["form"]),
    )
    return FORMS[chosen]


def choose_subject(snapshot: Snapshot, form: Form, lang: str, bar: shell.Bar) -> Choice:
    """The selectors that the form needs; that of the unit stands in the bar."""
    match form:
        case Form.SELECTION:
            return Choice(form)
        case Form.COMPARISON:
            return _choose_comparison(snapshot, lang)
        case Form.INDICATOR:
            return _choose_indicator(snapshot, lang, bar)
        case _:
            with bar.place:
                return Choice(form, {"province_id": shell.choose_province(snapshot, lang)})


def _choose_indicator(snapshot: Snapshot, lang: str, bar: shell.Bar) -> Choice:
    with bar.place:
        province_id = shell.choose_province(snapshot, lang)
    names = {item.indicator_id: item.name(lang) for item in data.province_data(snapshot, province_id).indicators}
    if not names:
        return Choice(Form.INDICATOR, {"province_id": province_id})
    default = indicator_choices.default_indicator(snapshot, province_id)
    indicator_id = shell.choose_indicator(names, lang, default=default)
    return Choice(Form.INDICATOR, {"province_id": province_id, "indicator_id": indicator_id})


def _choose_comparison(snapshot: Snapshot, lang: str) -> Choice:
    units = data.provinces(snapshot)
    places = {province_id: short_name(unit, lang) for province_id, unit in units.items()}
    names = indicator_names(snapshot, lang)
    left, right = st.columns(2)
    with left:
        provinces = _several("compared", address.UNITS, places, _neighbours(units), MOST_COMPARED, lang)
    with right:
        headlines = tuple(item.indicator_id for item in data.headline_indicators(snapshot))
        indicators = _several("indicators", address.INDICATORS, names, headlines, MOST_INDICATORS, lang)
    return Choice(Form.COMPARISON, {"provinces": provinces, "indicators": indicators})


def _neighbours(units: Mapping[str, ProvinceRecord]) -> tuple[str, ...]:
    """The province of the address, then those with something to compare: of its region, and with a plan's text."""
    last = units[last_unit.choose(units, shell.DEFAULT_PROVINCE)]
    living = [one for one in units.values() if one.successor_id is None and one.kind != ProvinceKind.NATION]
    known = [one for one in living if one.has_target and one.has_actual]
    near = [one.province_id for one in known if one.region == last.region]
    far = [one.province_id for one in known if one.has_plan_text]
    return tuple(dict.fromkeys([last.province_id, *near, *far]))[:_SUGGESTED]


@cache(4)
def indicator_names(snapshot: Snapshot, lang: str) -> dict[str, str]:
    """Every indicator by id, in the catalogue's order."""
    return {
        item.indicator_id: item.name(lang)
        for item in records(province_queries.all_indicators(snapshot), IndicatorRecord)
    }


def _several(
    key: str, parameter: str, names: dict[str, str], default: tuple[str, ...], most: int, lang: str
) -> tuple[str, ...]:
    """Several of `names`, kept in the address."""
    chosen = address.several(parameter, names, tuple(name for name in default if name in names), most)
    st.session_state[key] = list(chosen)
    st.multiselect(
        message(f"basket.{key}", lang),
        list(names),
        format_func=names.__getitem__,
        key=key,
        max_selections=most,
        on_change=lambda: address.choose(parameter, ",".join(st.session_state[key])),
    )
    return chosen


def chosen_subject(snapshot: Snapshot, form: Form) -> Choice:
    """What the address names for the form, where no selector is drawn."""
    units = data.provinces(snapshot)
    if form is Form.SELECTION:
        return Choice(form)
    if form is Form.COMPARISON:
        names = indicator_names(snapshot, "vi")
        headlines = tuple(item.indicator_id for item in data.headline_indicators(snapshot))
        provinces = address.several(address.UNITS, units, _neighbours(units), MOST_COMPARED)
        indicators = address.several(address.INDICATORS, names, headlines, MOST_INDICATORS)
        return Choice(form, {"provinces": provinces, "indicators": indicators})
    province_id = last_unit.choose(units, shell.DEFAULT_PROVINCE)
    if form is not Form.INDICATOR:
        return Choice(form, {"province_id": province_id})
    known = [item.indicator_id for item in data.province_data(snapshot, province_id).indicators]
    default = indicator_choices.default_indicator(snapshot, province_id) if known else ""
    indicator_id = address.choice(address.INDICATOR, [*known, ""], default)
    return Choice(form, {"province_id": province_id, "indicator_id": indicator_id})


def choice_of(briefing: Briefing) -> Choice:
    """What an opened briefing is about."""
    match briefing.form:
        case Form.SELECTION:
            return Choice(briefing.form)
        case Form.COMPARISON:
            compared = [item for item in briefing.items if item.kind is ItemKind.COMPARISON]
            provinces = dict.fromkeys(name for item in compared for name in item.provinces)
            indicators = dict.fromkeys(item.indicator_id for item in compared)
            return Choice(briefing.form, {"provinces": tuple(provinces), "indicators": tuple(indicators)})
        case Form.INDICATOR:
            indicator_id = next((item.indicator_id for item in briefing.items if item.indicator_id), "")
            return Choice(briefing.form, {"province_id": briefing.province_id, "indicator_id": indicator_id})
        case _:
            return Choice(briefing.form, {"province_id": briefing.province_id})


def parameters_of(briefing: Briefing) -> dict[str, str]:
    """The address parameters that put an opened briefing on the table."""
    names = {
        "province_id": address.PROVINCE,
        "indicator_id": address.INDICATOR,
        "provinces": address.UNITS,
        "indicators": address.INDICATORS,
    }
    found = {address.FORM: next(slug for slug, form in FORMS.items() if form is briefing.form)}
    for name, value in choice_of(briefing).arguments.items():
        found[names[name]] = ",".join(value) if isinstance(value, tuple) else value
    for name, day in ((address.AS_OF, briefing.as_of), (address.KNOWN, briefing.known)):
        if day is not None:
            found[name] = day.isoformat()
    return found
