"""What a maker may change of a briefing: its title, its order, the words of every item, what is left out or added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from kpi.briefing.model import MAX_ITEMS, Briefing, Item, ItemKind, TableView
from kpi.reading import province as data
from kpi.store.warehouse import Snapshot
from kpi.words import message
from ui import basket
from ui.briefing_choice import Choice
from ui.notices import plain

_CHOSEN = "item"
_TABLES = (
    TableView.HEADLINES,
    TableView.STATUS_COUNTS,
    TableView.TARGETS,
    TableView.SLIPPING,
    TableView.DUE,
    TableView.MISSING,
    TableView.CHANGES,
    TableView.OWED,
    TableView.PUBLISHED,
    TableView.NEIGHBOURS,
)

Change = Callable[[Briefing], Briefing]


def draw(snapshot: Snapshot, choice: Choice, briefing: Briefing, default_title: str, lang: str) -> None:
    """The editor of the briefing on the table."""
    change = partial(_keep, choice.key, briefing)
    _field("title", message("basket.title", lang), briefing.title, change, placeholder=default_title)
    hint = message("basket.remark_hint", lang)
    _field("remark", message("basket.remark", lang), briefing.remark, change, placeholder=hint)
    if briefing.items:
        _items(snapshot, choice.key, briefing, lang)
    _actions(choice, briefing, lang)


def _keep(key: str, briefing: Briefing, update: dict[str, Any]) -> None:
    basket.put(key, Briefing.model_validate(briefing.model_dump() | update))


def _field(name: str, label: str, value: str, change: Callable[[dict[str, Any]], None], *, placeholder: str) -> None:
    """A line or paragraph of the maker's own words."""
    key = f"briefing_{name}"
    st.session_state[key] = value
    draw_field = st.text_input if name.endswith("title") else partial(st.text_area, height=90)
    draw_field(
        label,
        key=key,
        placeholder=placeholder,
        max_chars=300 if name.endswith("title") else 4000,
        on_change=lambda: change({name: st.session_state[key]}),
    )


def _items(snapshot: Snapshot, key: str, briefing: Briefing, lang: str) -> None:
    """The list in its order, and the words of the chosen item."""
    count = len(briefing.items)
    chosen = min(int(st.session_state.get(_CHOSEN) or 0), count - 1)
    st.session_state[_CHOSEN] = chosen
    names = [
        plain(f"{number}. {item_name(snapshot, item, lang)}") for number, item in enumerate(briefing.items, start=1)
    ]
    with st.container(key="items", height=380 if count > 6 else "content"):
        st.radio(
            message("basket.items", lang, count=count),
            range(count),
            format_func=names.__getitem__,
            captions=[plain(item_caption(snapshot, item, lang)) for item in briefing.items],
            key=_CHOSEN,
        )
    _item(key, briefing, chosen, lang)


def _item(key: str, briefing: Briefing, place: int, lang: str) -> None:
    item = briefing.items[place]

    def change(update: dict[str, Any]) -> None:
        if not item.indicator_id and update.get("item_text") == "":
            return  # a paragraph without words is removed, not emptied
        words = {name.removeprefix("item_"): text for name, text in update.items()}
        edited = Item.model_validate(item.model_dump() | words)
        _put_items(key, briefing, (*briefing.items[:place], edited, *briefing.items[place + 1 :]))

    with st.container(border=True, key="item_editor"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _move(key, briefing, place, -1, lang)
            _move(key, briefing, place, +1, lang)
            st.button(
                message("basket.remove", lang),
                key="item_remove",
                icon=":material/delete:",
                type="tertiary",
                on_click=_put_items,
                args=(key, briefing, (*briefing.items[:place], *briefing.items[place + 1 :])),
            )
        by_rule, hint = message("basket.by_rule", lang), message("basket.item_remark_hint", lang)
        _field("item_title", message("basket.item_title", lang), item.title, change, placeholder=by_rule)
        if item.kind is ItemKind.SENTENCE:
            _field("item_text", message("basket.item_text", lang), item.text, change, placeholder=by_rule)
        _field("item_remark", message("basket.item_remark", lang), item.remark, change, placeholder=hint)


def _move(key: str, briefing: Briefing, place: int, step: int, lang: str) -> None:
    """A button that moves the chosen item one place up or down."""
    way, other = ("up", "down")[step > 0], place + step
    items = list(briefing.items)
    possible = 0 <= other < len(items)
    if possible:
        items[place], items[other] = items[other], items[place]
    st.button(
        message(f"basket.{way}", lang),
        key=f"item_{way}",
        icon=f":material/arrow_{way}ward:",
        type="tertiary",
        disabled=not possible,
        on_click=_put_items,
        args=(key, briefing, tuple(items), other),
    )


def _put_items(key: str, briefing: Briefing, items: Sequence[Item], chosen: int | None = None) -> None:
    basket.put(key, briefing.model_copy(update={"items": tuple(items)}))
    if chosen is not None:
        st.session_state[_CHOSEN] = chosen


def _actions(choice: Choice, briefing: Briefing, lang: str) -> None:
    """Add a part, take the last change back, return to the untouched form."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="basket_actions"):
        _add_part(choice, briefing, lang)
        undo_button(lang)
        if choice.key in basket.reader_drafts().briefings:
            ours = "empty" if choice.key == basket.BASKET else "reset"
            st.button(
                message(f"basket.{ours}", lang),
                key="basket_drop",
                icon=":material/restart_alt:",
                type="tertiary",
                on_click=basket.drop,
                args=(choice.key,),
            )


def undo_button(lang: str) -> None:
    """Takes the last change of the drafts back."""
    st.button(
        message("basket.undo", lang),
        key="basket_undo",
        icon=":material/undo:",
        type="tertiary",
        disabled=basket.reader_drafts().before is None,
        on_click=basket.undo,
    )


def _add_part(choice: Choice, briefing: Briefing, lang: str) -> None:
    """Tables about the province, its tasks, or a paragraph of one's own."""
    full = len(briefing.items) >= MAX_ITEMS
    with st.popover(message("basket.add_part", lang), icon=":material/add:", type="tertiary", disabled=full):
        about = (item.province_id for item in briefing.items if item.province_id)
        province_id = briefing.province_id or next(about, "")
        parts: dict[str, Item] = {}
        if province_id:
            parts = {str(view): Item(kind=ItemKind.TABLE, table=view, province_id=province_id) for view in _TABLES}
            parts["tasks"] = Item(kind=ItemKind.TASKS, province_id=province_id)
        if years := _years_of_chosen(briefing):
            parts[str(TableView.YEARS)] = years
        for name, item in parts.items():
            label = message("item_kind.tasks" if name == "tasks" else f"table_view.{name}", lang)
            st.button(label, key=f"part_{name}", type="tertiary", on_click=_append, args=(choice, briefing, item))
        st.text_area(message("basket.paragraph", lang), key="own_words", max_chars=4000, height=90)
        st.button(
            message("basket.add_paragraph", lang), key="part_text", on_click=_append_words, args=(choice, briefing)
        )


def _years_of_chosen(briefing: Briefing) -> Item | None:
    """The table of every year of the chosen chart."""
    if not briefing.items:
        return None
    chosen = briefing.items[min(int(st.session_state.get(_CHOSEN) or 0), len(briefing.items) - 1)]
    if chosen.kind is not ItemKind.CHART:
        return None
    names = ("province_id", "indicator_id", "document_id", "series")
    return Item(kind=ItemKind.TABLE, table=TableView.YEARS, **{name: getattr(chosen, name) for name in names})


def _append(choice: Choice, briefing: Briefing, item: Item) -> None:
    items = (*briefing.items, item)
    _put_items(choice.key, briefing, items, len(items) - 1)


def _append_words(choice: Choice, briefing: Briefing) -> None:
    words = str(st.session_state["own_words"]).strip()
    if words:
        st.session_state["own_words"] = ""
        _append(choice, briefing, Item(kind=ItemKind.SENTENCE, text=words))


def item_name(snapshot: Snapshot, item: Item, lang: str) -> str:
    """What an item is called in the list."""
    if item.title:
        return item.title
    if item.indicator_id:
        known = data.indicators(snapshot, item.province_id).get(item.indicator_id)
        return known.name(lang) if known else item.indicator_id
    if item.table:
        return message(f"table_view.{item.table}", lang)
    return item.text.split("\n")[0][:80] or message(f"item_kind.{item.kind}", lang)


def item_caption(snapshot: Snapshot, item: Item, lang: str) -> str:
    """Its kind and whom it is about."""
    units = data.provinces(snapshot)
    parts = [message(f"item_kind.{item.kind}", lang)]
    if item.province_id:
        parts.append(units[item.province_id].name(lang) if item.province_id in units else item.province_id)
    if item.section:
        parts.append(message(f"section.{item.section}", lang))
    if item.provinces:
        parts.append(message("basket.provinces", lang, count=len(item.provinces)))
    return " · ".join(parts)
