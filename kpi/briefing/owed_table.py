"""The table of bodies: tasks that each leads, those past their deadline, the sentences that ask it for reports."""

from __future__ import annotations

from kpi.briefing import links, numbers
from kpi.briefing.content import Cell, Group, Number, Row, Source, Table
from kpi.briefing.library import Library
from kpi.briefing.model import Item
from kpi.briefing.table_parts import columns
from kpi.model import addresses
from kpi.reading.duties.owed import Owed, Owing, open_target_words, order_words, owed
from kpi.reading.task_index import Choice
from kpi.reading.tasks import documents
from kpi.words import format_date, format_number, message

_WIDTHS = (3.0, 0.9, 1.3, 3.6, 1.8)


def owed_table(library: Library, item: Item) -> Table:
    """One row a body, in the order in which the documents name the bodies; the note says so."""
    context, lang = library.context, library.context.lang
    every = owed(library.snapshot, Choice(place=item.province_id), context.standpoint)
    title = item.title or message("briefing.owed_title", lang)
    view = {addresses.TASK_PLACE: item.province_id, addresses.LANGUAGE: lang}
    note = " ".join((order_words(every, lang), *open_target_words(library.snapshot, every, lang)))
    group = _group(library, item.province_id, title, every)
    return Table(
        title=title,
        columns=columns(lang, "agency", "led", "past", "must_report", "last_report"),
        rows=tuple(_row(body, lang) for body in every.bodies),
        widths=_WIDTHS,
        group_id=group.group_id if every.bodies else "",
        remark=item.remark,
        note=note if every.bodies else "",
        empty="" if every.bodies else message("briefing.owed_empty", lang, who=library.name(item.province_id)),
        url=links.view(context.base_url, addresses.TASKS_PAGE, **view),
        sources=tuple(dict.fromkeys(_source(library, body) for body in every.bodies)),
        groups=(group,) if every.bodies else (),
    )


def _row(body: Owing, lang: str) -> Row:
    received = format_date(body.last_report, lang) if body.last_report else message("owed.none_received", lang)
    said = "\n".join(f"“{duty['quote']}” ({message('source.line', lang, line=duty['line'])})" for duty in body.duties)
    return Row(
        (
            Cell(body.agency),
            Cell(format_number(len(body.led), lang) if body.led else "–", len(body.led)),
            Cell(format_number(len(body.past), lang) if body.past else "–", len(body.past)),
            Cell(said or "–"),
            Cell(received if body.led else "–"),
        )
    )


def _group(library: Library, province_id: str, title: str, every: Owed) -> Group:
    """The table as a whole, with how many bodies lead a task that is past its deadline."""
    context, lang = library.context, library.context.lang
    count = sum(bool(body.past) for body in every.bodies)
    words, text = message("owed.bodies_past", lang), format_number(count, lang)
    number: Number = numbers.count_number(province_id, "owed.bodies_past", words, count, text, context)
    key = numbers.group_key(context, "owed", province_id)
    whole = f"{title}, {library.name(province_id)}"
    return Group(numbers.number_id(context.snapshot_id, key), key, whole, "", (number,))


def _source(library: Library, body: Owing) -> Source:
    document = documents(library.snapshot).get(body.document_id)
    name = document.name(library.context.lang) if document else body.document_id
    return Source(name, f"{name}: {document.title_vi}" if document else name)
