"""The page Bản tin: what is on the table, its editor, its preview, its files, and the register of numbers."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from kpi.briefing.model import Briefing, Form
from kpi.jobs.errors import JobError
from kpi.jobs.messages import OrderContext
from kpi.markup import trusted
from kpi.markup.pieces import heading, paragraph
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot
from kpi.words import message
from pages.briefing import editor as briefing_editor
from pages.briefing import issuer as briefing_issuer
from pages.briefing import register
from pages.briefing.files import make_files, save_and_open
from pages.briefing.paper import first_sections, opened_note, paper
from ui import address, basket, jobs, page_registry, shell
from ui.briefing_choice import FORMS, Choice, choose_form, choose_subject
from ui.notices import tell
from ui.shell import html
from ui.standpoint_choice import banner, choose_standpoint


def draw(snapshot: Snapshot, lang: str) -> None:
    """The whole page."""
    jobs.prepare()
    address.keep_only(page_registry.BRIEFING.parameters)
    form, standpoint, choice = _choices(snapshot, lang)
    on = jobs.stand(snapshot, lang, standpoint)
    _warnings(lang)
    try:
        briefing = _on_table(on, choice)
        if briefing.items or form is not Form.SELECTION:
            _work(snapshot, on, choice, briefing, lang)
        else:
            _nothing_yet(on, lang)
    except JobError as error:
        html(paragraph(jobs.told(error, lang)))
    register.draw(replace(on, standpoint=Standpoint()), lang)


def _choices(snapshot: Snapshot, lang: str) -> tuple[Form, Standpoint, Choice]:
    bar = shell.bar(lang)
    with bar.day:
        standpoint = choose_standpoint(lang)
    html(heading(message("page.briefing", lang), 1))
    form = choose_form(lang)
    choice = choose_subject(snapshot, form, lang, bar)
    shell.tell_ignored(lang)
    banner(standpoint, lang)
    return form, standpoint, choice


def _warnings(lang: str) -> None:
    at = basket.reader_drafts()
    if at.refused:
        tell(message("basket.not_kept", lang))
    if at.unreadable:
        tell(message("basket.unreadable", lang, count=at.unreadable))


def _on_table(on: OrderContext, choice: Choice) -> Briefing:
    """The reader's edited version, else the form as it comes; it stands where the reader stands."""
    edited = basket.reader_drafts().briefings.get(choice.key)
    if edited is None:
        edited = (
            Briefing(form=Form.SELECTION)
            if choice.form is Form.SELECTION
            else jobs.composed(on, choice.form, choice.arguments)
        )
    return edited.model_copy(update={"lang": on.lang, "as_of": on.standpoint.as_of, "known": on.standpoint.known})


def _work(snapshot: Snapshot, on: OrderContext, choice: Choice, briefing: Briefing, lang: str) -> None:
    """Editor on the left, files and preview on the right."""
    with st.spinner(message("basket.reading", lang)):
        facts = jobs.preview(on, briefing)
    left, right = st.columns([2, 3], gap="large")
    with left, st.container(key="basket_editor"):
        note = opened_note(briefing, lang)
        if note:
            html(note)
        briefing_editor.draw(snapshot, choice, briefing, facts["title"], lang)
        if choice.form is not Form.PAGE:
            briefing_issuer.draw(choice.key, briefing, facts["issuer"], lang)
    with right:
        make_files(on, briefing, facts, lang)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            save_and_open(on, briefing, lang)
            icon = ":material/present_to_all:"
            st.page_link(
                page_registry.MEETING.file, label=message("actions.meeting_of", lang), icon=icon, query_params=_view()
            )
        sections = _sections(facts["sections"], choice.key, lang)
        html(paper(briefing, facts, lang, [trusted(section) for section in sections]))


def _view() -> dict[str, str]:
    """What the address names, for the same briefing on another page."""
    return {name: value for name, value in st.query_params.items() if name != address.NUMBER}


def _sections(sections: list[str], key: str, lang: str) -> list[str]:
    """The sections to show: of a long briefing only the first ones, until all are asked for."""
    first = first_sections(sections)
    if len(first) == len(sections):
        return sections
    label = message("basket.show_all", lang, count=len(sections))
    return sections if st.toggle(label, key=f"all {key}") else first


def _nothing_yet(on: OrderContext, lang: str) -> None:
    """An empty basket says how it is filled, and offers the ready forms."""
    html(paragraph(message("basket.empty_basket", lang)))
    ready = [(slug, form) for slug, form in FORMS.items() if form is not Form.SELECTION]
    for place, (slug, form) in zip(st.columns(len(ready)), ready, strict=True):
        with place, st.container(border=True, height="stretch", key=f"ready_{form}"):
            html(heading(message(f"form.{form}", lang), 3) + paragraph(message(f"basket.about_{form}", lang), "muted"))
            label = message("basket.take_form", lang)
            st.button(label, key=f"take_{form}", on_click=address.choose, args=(address.FORM, slug))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        save_and_open(on, Briefing(form=Form.SELECTION), lang)
        briefing_editor.undo_button(lang)
