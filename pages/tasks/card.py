"""One task as a card: what, who, by when, how it stands; words, source and history one click away."""

from __future__ import annotations

from kpi.markup import EMPTY, Markup, macros
from kpi.model import addresses as address
from kpi.model.task_codes import Group, State
from kpi.reading.tasks import Judged, Row, TaskDocument, View, names_of, text_of
from kpi.store.warehouse import Snapshot
from kpi.words import format_date, format_number, format_target, message
from pages.tasks.context import Around
from pages.tasks.source import excerpt_html
from ui.tasks.marks import badge, bodies_html, deadline_html, flags_html

_HTML = macros(__name__)


def card_html(snapshot: Snapshot, row: Row, judged: Judged, found: Around, view: View) -> Markup:
    """The card of one task."""
    lang = view.lang
    document = found.documents[row["document_id"]]
    who = [
        (role, bodies_html(names_of(found.bodies, row[column]), lang))
        for role, column in (("lead", "lead_agencies"), ("coordinating", "coordinating_agencies"))
        if role == "lead" or row[column]
    ]
    where = " · ".join(
        (
            document.place_name(lang),
            message("task.numbered", lang, number=row["number"]),
            message(f"task_section.{row['section']}", lang),
        )
    )
    reported = ""
    if judged.recorded_at:
        reported = message("task.reported", lang, day=format_date(judged.recorded_at, lang))
    issued = format_date(document.issued_on, lang)
    return _HTML.card(
        row,
        deadline_html(row, judged, lang),
        badge(judged.state, judged.group, lang),
        flags_html(row, judged, issued, lang),
        who,
        where,
        reported,
        _details(snapshot, row, document, found, lang),
        lang,
    )


def _details(snapshot: Snapshot, row: Row, document: TaskDocument, found: Around, lang: str) -> tuple[Markup, ...]:
    return (
        _history(found.reports.get(row["task_id"], []), lang),
        _facts(row, found.numbers.get(row["task_id"], []), lang),
        _source(snapshot, row, document, lang),
        _garbled(row, found.corrections.get((row["document_id"], row["number"]), []), lang),
        _shared(row, found, lang),
    )


def _history(reports: list[Row], lang: str) -> Markup:
    told = [
        (format_date(report["recorded_at"], lang), badge(State(report["status"]), Group.LATER, lang), report)
        for report in reversed(reports)
    ]
    return _HTML.history(told, lang)


def _facts(row: Row, numbers: list[Row], lang: str) -> Markup:
    pairs = [
        (message(f"task.{key}", lang), str(row[column]))
        for key, column in (
            ("deadline_printed", "deadline_printed"),
            ("original_printed", "original_deadline_printed"),
            ("basis", "basis"),
            ("note", "note"),
        )
        if row[column]
    ]
    measured = [(_amount(number, lang), number["meaning_vi"], _kind(number, lang)) for number in numbers]
    return _HTML.facts(pairs, measured, lang)


def _kind(number: Row, lang: str) -> str:
    return message("task.measure" if number["kind"] == "measure" else "task.parameter", lang)


def _amount(number: Row, lang: str) -> str:
    if number["unit"] is None:
        return format_number(number["value"], lang)
    return format_target(number["operator"], number["value"], None, number["unit"], lang)


def _source(snapshot: Snapshot, row: Row, document: TaskDocument, lang: str) -> Markup:
    lines = text_of(snapshot, row["text_document_id"]) if row["text_document_id"] else []
    if not lines:
        return EMPTY
    where = f"{document.name(lang)}, {message('source.line', lang, line=row['line'])}"
    url = address.link(
        address.SOURCES_PAGE,
        **{address.PART: address.TEXT_PART, address.TEXT: row["text_document_id"]},
        **{address.LINE: str(row["line"]), address.LANGUAGE: lang},
    )
    return _HTML.source(where, url, excerpt_html(lines, row["line"], row["text_printed"]), lang)


def _garbled(row: Row, corrections: list[Row], lang: str) -> Markup:
    """The words as printed where they differ from the words as read, and every correction with its reason."""
    if not corrections and row["text_printed"] == row["text_vi"]:
        return EMPTY
    return _HTML.garbled(row["text_printed"], [_correction(one, lang) for one in corrections], lang)


def _correction(one: Row, lang: str) -> tuple[str, Row, str, str]:
    """Where a cell was corrected, its row, what was read instead, and why."""
    cell, kind = one["cell"], one["kind"]
    where = f"{message(f'task_cell.{cell}', lang)}, {message('source.line', lang, line=one['line'])}"
    why = f"{message(f'task_correction.{kind}', lang)}: {one['evidence']}"
    return where, one, _read_as(one, lang), why


def _read_as(correction: Row, lang: str) -> str:
    if correction["kind"] == "unreadable":
        return message("task.unread", lang)
    if correction["read_as"] is None:
        return message("task.kept", lang)
    return f"{message('task.was_read', lang)} “{correction['read_as']}”"


def _shared(row: Row, found: Around, lang: str) -> Markup:
    """The same duty elsewhere: in other documents with their words and deadline, in its own by number."""
    duties = []
    for duty in found.duties.get(row["task_id"], ()):
        links = found.links[duty]
        others = [link for link in links if link["task_id"] != row["task_id"]]
        abroad = [link for link in others if link["document_id"] != row["document_id"]]
        numbers = ", ".join(link["number"] for link in others if link not in abroad and link["number"])
        if abroad or numbers:
            duties.append((links[0]["title_vi"], [_elsewhere(found, link, lang) for link in abroad], numbers))
    return _HTML.shared(duties, lang) if duties else EMPTY


def _elsewhere(found: Around, link: Row, lang: str) -> tuple[str, str, str]:
    """What another document says of the duty: where and by when, its words, its note."""
    document = found.documents[link["document_id"]]
    said = [document.place_name(lang), message(f"task_relation.{link['relation']}", lang)]
    if link["task_id"]:
        said.append(message("task.numbered", lang, number=link["number"]))
    elif link["line"]:
        said.append(message("task_answers.intro", lang, line=link["line"]))
    other = found.rows.get(link["task_id"] or "", {})
    if other.get("deadline"):
        said.append(message("task_answers.due", lang, day=format_date(other["deadline"], lang)))
    return " · ".join(said), other.get("text_vi", ""), link["note"] or ""
