"""The table of who owes what: one line a body, with the sentences of the documents behind it, on demand."""

from __future__ import annotations

from kpi.markup import Cell, Column, Markup, Row, Table, macros
from kpi.markup.pieces import paragraph
from kpi.model import addresses as address
from kpi.model.cache import cache
from kpi.reading.duties.owed import Owing, open_target_words, order_words, owed
from kpi.reading.tasks import Row as TaskRow
from kpi.reading.tasks import View, agencies, documents, index, rows_of
from kpi.store.warehouse import Snapshot
from kpi.words import format_date, format_number, message

_HTML = macros(__name__)

SHOWN = 40
_SENTENCES = 12
"""At most so many sentences stand under one body; the list of its tasks has all."""

Sentence = tuple[str, str, str]


@cache(64)
def owed_html(snapshot: Snapshot, view: View) -> Markup:
    """Every body that the chosen tasks name as leading, and every one that their documents ask for reports."""
    lang = view.lang
    every = owed(snapshot, view.choice, view.standpoint)
    if not every.bodies:
        return paragraph(message("task.nothing", lang))
    shown = every.bodies[:SHOWN]
    several = len({body.document_id for body in every.bodies}) > 1
    rows = _task_rows(snapshot, shown)
    heads = ("agency", "led", "past", "must_report", "last_report")
    labels = [message(f"briefing.column_{name}", lang) for name in heads]
    columns = [Column(label, name=name == "agency", label=label) for name, label in zip(heads, labels, strict=True)]
    drawn = [_row(snapshot, body, view, rows, several=several) for body in shown]
    table = Table(columns, drawn, caption=message("owed.title", lang), style="stacked owed").html()
    notes = [order_words(every, lang), *open_target_words(snapshot, every, lang)]
    more = ""
    if len(every.bodies) > SHOWN:
        more = message("owed.more", lang, shown=SHOWN, all=format_number(len(every.bodies), lang))
    return _HTML.view(notes, table, more, lang)


def _task_rows(snapshot: Snapshot, bodies: tuple[Owing, ...]) -> dict[str, TaskRow]:
    ids = index(snapshot).ids
    places = {place for body in bodies for place in _told(body)}
    return rows_of(snapshot, tuple(ids[sorted(places)].tolist())) if places else {}


def _told(body: Owing) -> tuple[int, ...]:
    """The tasks whose words stand under a body: those past their deadline, else those that it leads."""
    return (body.past or body.led)[:_SENTENCES]


def _row(snapshot: Snapshot, body: Owing, view: View, rows: dict[str, TaskRow], *, several: bool) -> Row:
    lang, document = view.lang, documents(snapshot).get(body.document_id)
    place = document.place_name(lang) if several and document else ""
    known = agencies(snapshot).get(body.agency_id)
    sentences = [_duty(duty, lang) for duty in body.duties]
    ids = index(snapshot).ids
    sentences += [_task(rows[str(ids[at])], lang) for at in _told(body)]
    url = ""
    if body.led and document:
        asked = {address.TASK_PLACE: document.place, address.TASK_AGENCY: body.agency_id}
        url = address.link(address.TASKS_PAGE, **asked, **{address.LANGUAGE: lang})
    received = format_date(body.last_report, lang) if body.last_report else message("owed.none_received", lang)
    return Row(
        (
            _HTML.body(body.agency, known is not None and not known.is_named, place, sentences, url, lang),
            _count(len(body.led), lang),
            _count(len(body.past), lang),
            _count(len(body.duties), lang),
            Cell(received, "" if body.last_report else "none") if body.led else Cell("–", "none"),
        )
    )


def _count(count: int, lang: str) -> Cell:
    return Cell(format_number(count, lang), "official") if count else Cell("–", "none")


def _task(row: TaskRow, lang: str) -> Sentence:
    """A task that the body leads: number, deadline and line, the way to the line, its words."""
    day = format_date(row["deadline"], lang) if row["deadline"] else message("task.undated", lang).lower()
    said = message("owed.task_said", lang, number=row["number"], day=day, line=_line(row["line"], lang))
    return said, _line_url(row["text_document_id"], row["line"], lang), row["text_vi"]


def _duty(duty: TaskRow, lang: str) -> Sentence:
    """The sentence that asks the body for reports."""
    said = message("owed.duty_said", lang, line=_line(duty["line"], lang))
    return said, _line_url(duty["document_id"], duty["line"], lang), duty["quote"]


def _line(line: int, lang: str) -> str:
    return message("source.line", lang, line=line)


def _line_url(document_id: str | None, line: int, lang: str) -> str:
    if not document_id:
        return ""
    place = {address.PART: address.TEXT_PART, address.TEXT: document_id, address.LINE: str(line)}
    return address.link(address.SOURCES_PAGE, **place, **{address.LANGUAGE: lang})
