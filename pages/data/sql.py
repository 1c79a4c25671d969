"""Số liệu, part Truy vấn SQL: questions of readers, run apart from the server."""

from __future__ import annotations

import secrets
from dataclasses import replace
from functools import partial

import streamlit as st

from kpi.jobs import sql as sql_jobs
from kpi.jobs.errors import JobError
from kpi.jobs.result_file import MOST_CELLS, result_file
from kpi.jobs.sql import LIMITS, Answer
from kpi.markup import Markup, joined, macros
from kpi.markup.pieces import page_head, paragraph
from kpi.model.dictionary import dictionary
from kpi.store.sql_examples import examples
from kpi.store.warehouse import Snapshot
from kpi.words import format_number, message
from pages.data.answer_cache import AnswerCache
from ui import address, downloads
from ui.plain_table import NOTHING, plain_table
from ui.shell import html

_HTML = macros(__name__)

_QUERY_KEY, _EXAMPLE_KEY = "sql-query", "sql-example"
_ASKED_KEY, _READER_KEY = "_sql_asked", "_sql_reader"
_LONGEST_IN_ADDRESS = 1_500
_cached = st.cache_resource(max_entries=16, show_spinner=False)
_ANSWERS = AnswerCache()


def draw(snapshot: Snapshot, lang: str) -> None:
    """Examples, the query, its result or why there is none, and the tables there are."""
    sql_jobs.prepare()
    html(head_html(lang))
    _choose_example(lang)
    sql = _query(lang)
    if sql:
        _draw_answer(snapshot, sql, lang)
    html(tables_html(lang))


@_cached
def head_html(lang: str) -> Markup:
    """What may be asked, and the limits."""
    return page_head(message("data.part_truy_van", lang), message("sql.lead", lang, **_limits(lang)))


def _limits(lang: str) -> dict[str, str]:
    return {
        "seconds": format_number(LIMITS.seconds, lang, decimals=0),
        "memory": format_number(LIMITS.memory_mb, lang),
        "rows": format_number(LIMITS.rows, lang),
    }


def _choose_example(lang: str) -> None:
    """Choosing an example runs it."""
    known = {example.title(lang): example.sql for example in examples()}

    def take() -> None:
        chosen = st.session_state[_EXAMPLE_KEY]
        st.session_state[_EXAMPLE_KEY] = None
        st.session_state[_QUERY_KEY] = known[chosen]
        _keep(known[chosen])

    st.pills(message("sql.example", lang), list(known), key=_EXAMPLE_KEY, on_change=take)


def _keep(sql: str) -> None:
    """Remember the query to answer, and put it into the address as long as an address may be."""
    st.session_state[_ASKED_KEY] = sql
    if len(sql) <= _LONGEST_IN_ADDRESS:
        address.choose(address.QUERY, sql)
    else:
        address.forget(address.QUERY)


def _query(lang: str) -> str:
    """The query to answer, empty when none was run yet.

    One in the address waits in the field for a click: whoever follows a link has not asked for anything to be run.
    """
    asked = st.session_state.get(_ASKED_KEY, "")
    named = address.text(address.QUERY) or ""
    if _QUERY_KEY not in st.session_state:
        st.session_state[_QUERY_KEY] = asked or named or examples()[0].sql
    with st.form("sql-form", border=False):
        st.text_area(message("sql.query", lang), key=_QUERY_KEY, height=220, max_chars=sql_jobs.LONGEST_QUERY)
        if st.form_submit_button(message("sql.run", lang), type="primary", icon=":material/play_arrow:"):
            asked = st.session_state[_QUERY_KEY]
            _ANSWERS.forget(_reader())
            _keep(asked)
    if named and not asked:
        html(paragraph(message("sql.from_address", lang)))
    return str(asked)


def _reader() -> str:
    """What tells this session's queries from others'."""
    if _READER_KEY not in st.session_state:
        st.session_state[_READER_KEY] = secrets.token_hex(8)
    return str(st.session_state[_READER_KEY])


def _draw_answer(snapshot: Snapshot, sql: str, lang: str) -> None:
    found = _answer(snapshot, sql, lang)
    if isinstance(found, JobError):
        html(error_html(found, lang))
        return
    if not found.count:
        html(paragraph(message("sql.no_rows", lang)))
    html(result_html(found, lang))
    told = downloads.about(snapshot, "truy-van", message("sql.file_result", lang), lang)
    told = replace(told, notes=(message("sql.note", lang, sql=" ".join(sql.split())),))
    refused = {form for form, most in MOST_CELLS.items() if found.cells > most}
    reader = _reader()
    downloads.file_buttons(
        "sql",
        told,
        lambda form: partial(result_file, snapshot.path, sql, form, told, reader=reader),
        refused=refused,
        failed=lambda error: _why(error, lang),
    )
    html(too_many_cells_html(found, lang))


def too_many_cells_html(found: Answer, lang: str) -> Markup:
    """Which files are not made of so large a result, and what to do; empty when all are."""
    refused = [(form, most) for form, most in MOST_CELLS.items() if found.cells > most]
    lines = (
        message(
            "sql.cells", lang, form=form.upper(), most=format_number(most, lang), cells=format_number(found.cells, lang)
        )
        for form, most in refused
    )
    return joined(paragraph(line, "note") for line in lines)


def _answer(snapshot: Snapshot, sql: str, lang: str) -> Answer | JobError:
    """The answer of this session's last run, or a new one; a mere redraw does not run the query again."""
    reader, asked = _reader(), (snapshot.snapshot_id, sql)
    kept = _ANSWERS.find(reader, asked)
    if kept is not None:
        return kept
    waiting = st.empty()

    def on_wait(before: int) -> None:
        waiting.info(message("sql.waiting", lang, before=before), icon=":material/hourglass_top:")

    def on_step(_step: str, _seconds: float) -> None:
        # Streamlit stops a run that is no longer wanted when it draws: the query of such a run is ended with it.
        waiting.empty()

    found: Answer | JobError
    with st.spinner(message("sql.running", lang)):
        try:
            found = sql_jobs.run(snapshot.path, sql, on_wait=on_wait, reader=reader, on_step=on_step)
        except JobError as error:
            found = error
    waiting.empty()
    _ANSWERS.keep(reader, asked, found)
    return found


def error_html(error: JobError, lang: str) -> Markup:
    """Why there is no result, and the database's own words below."""
    return _HTML.fault(_why(error, lang), error.detail, lang)


def _why(error: JobError, lang: str) -> str:
    return message(f"sql_error.{error.code}", lang, **_limits(lang))


def result_html(found: Answer, lang: str) -> Markup:
    """Size, time and the first rows, as many as a browser takes easily."""
    seconds = format_number(found.seconds, lang, decimals=2)
    counted = {"rows": format_number(found.count, lang), "columns": len(found.columns), "seconds": seconds}
    said = message("sql.result", lang, **counted)
    if len(found.rows) < found.count:
        shown = format_number(len(found.rows), lang)
        said = f"{said}. {message('sql.first', lang, shown=shown, rows=counted['rows'])}"
    numeric = [place for place in found.numeric if place]
    rows = [tuple(cell or NOTHING for cell in row) for row in found.rows]
    drawn = plain_table(found.columns, rows, message("sql.file_result", lang), numeric=numeric, style="tall cells")
    return paragraph(said, "muted") + drawn


@_cached
def tables_html(lang: str) -> Markup:
    """Every table with its columns and their meanings, folded."""
    return _HTML.tables(list(dictionary().values()), lang)
