"""Nhiệm vụ: who does what by when, and what is stuck."""

from __future__ import annotations

from html import escape

import streamlit as st

from kpi.words import message
from pages.tasks import ahead as tasks_ahead
from pages.tasks import choices as tasks_choices
from pages.tasks import view as tasks
from ui import address, page_registry, prefetch, shell
from ui.standpoint_choice import banner

lang = shell.language()
shown = shell.open_snapshot(lang)
address.keep_only(page_registry.TASKS.parameters)

view, standing = tasks_choices.choose(shown, lang)
asked = tasks_choices.read_address(shown, view)
with st.container(key="await-notes"):
    shell.tell_ignored(lang)
    banner(standing, lang)
absent = tasks_choices.remembered_without_tasks(shown, lang)
if absent and not view.choice.place:
    shell.html(f"<p class='note'>{escape(message('task.no_tasks_of', lang, place=absent))}</p>")
tasks.draw(shown, view, asked)
shell.foot(shown, lang)
searched = tasks_choices.searched(address.remembered(address.TASK_SEARCH))
prefetch.draw(page_registry.TASKS, standing.days, {tasks_ahead.SEARCH: searched})
