"""One task as a card: what, who, by when, how it stands; words, source and history one click away."""

from __future__ import annotations

from html import escape

from kpi.model.task_codes import Group, State
from kpi.reading.tasks import Judged, Row, TaskDocument, View, names_of, text_of
from kpi.store.warehouse import Snapshot
from kpi.words import format_date, format_number, format_target, message
from pages.tasks.context import Around
from pages.tasks.source import excerpt_html
from ui import address
from ui.tasks.marks import badge, bodies_html, deadline_html, flags_html


def card_html(shown: Snapshot, row: Row, judged: Judged, found: Around, view: View) -> str:
    """The card of one task."""
    lang = view.lang
    document = found.documents[row["document_id"]]
    who = "".join(
        f"<p><span class='role'>{escape(message(f'task.{role}', lang))}:</span> "
        f"{bodies_html(names_of(found.bodies, row[column]), lang)}</p>"
        for role, column in (("lead", "lead_agencies"), ("coordinating", "coordinating_agencies"))
        if role == "lead" or row[column]
    )
    where = " · ".join(
        (
            document.place_name(lang),
            message("task.numbered", lang, number=row["number"]),
            message(f"task_section.{row['section']}", lang),
        )
    )
    reported = ""
    if judged.recorded_at:
        said = message("task.reported", lang, day=format_date(judged.recorded_at, lang))
        reported = f"<span class='muted'>{escape(said)}</span>"
    issued = format_date(document.issued_on, lang)
    return (
        f"<article class='task'><div class='when'>{deadline_html(row, judged, lang)}"
        f"{badge(judged.state, judged.group, lang)}{reported}</div><div class='what'>"
        f"<p class='where'>{escape(where)}</p><p class='words' lang='vi'>{escape(row['text_vi'])}</p>"
        f"{flags_html(row, judged, issued, lang)}<div class='who'>{who}</div>"
        f"<details><summary>{escape(message('task.more', lang))}</summary>"
        f"{_details(shown, row, document, found, lang)}</details></div></article>"
    )


def _details(shown: Snapshot, row: Row, document: TaskDocument, found: Around, lang: str) -> str:
    parts = (
        _history(found.reports.get(row["task_id"], []), lang),
        _facts(row, found.numbers.get(row["task_id"], []), lang),
        _source(shown, row, document, lang),
        _garbled(row, found.corrections.get((row["document_id"], row["number"]), []), lang),
        _shared(row, found, lang),
    )
    return "".join(part for part in parts if part)


def _history(reports: list[Row], lang: str) -> str:
    title = escape(message("task.history", lang))
    if not reports:
        return f"<h4>{title}</h4><p class='muted'>{escape(message('task.no_history', lang))}</p>"
    items = "".join(
        f"<li><b>{format_date(report['recorded_at'], lang)}</b> {badge(State(report['status']), Group.LATER, lang)} "
        f"{escape(report['reported_by'])}: {escape(report['note'])} <span class='muted'>"
        f"{escape(message('task.evidence', lang))}: {_linked(report['evidence'])}</span></li>"
        for report in reversed(reports)
    )
    return f"<h4>{title}</h4><ul>{items}</ul>"


def _linked(text: str) -> str:
    shown = escape(text)
    if text.startswith(("https://", "http://")) and " " not in text:
        return f"<a href='{shown}' target='_blank' rel='noopener noreferrer'>{shown}</a>"
    return shown


def _facts(row: Row, numbers: list[Row], lang: str) -> str:
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
    listed = "".join(f"<dt>{escape(name)}</dt><dd lang='vi'>{escape(value)}</dd>" for name, value in pairs)
    measured = "".join(
        f"<li><b>{escape(_amount(number, lang))}</b> {escape(number['meaning_vi'])} "
        f"<span class='muted'>({escape(_kind(number, lang))})</span></li>"
        for number in numbers
    )
    said = f"<h4>{escape(message('task.numbers', lang))}</h4><ul>{measured}</ul>" if measured else ""
    return (f"<dl>{listed}</dl>" if listed else "") + said


def _kind(number: Row, lang: str) -> str:
    return message("task.measure" if number["kind"] == "measure" else "task.parameter", lang)


def _amount(number: Row, lang: str) -> str:
    if number["unit"] is None:
        return format_number(number["value"], lang)
    return format_target(number["operator"], number["value"], None, number["unit"], lang)


def _source(shown: Snapshot, row: Row, document: TaskDocument, lang: str) -> str:
    lines = text_of(shown, row["text_document_id"]) if row["text_document_id"] else []
    if not lines:
        return ""
    where = f"{document.name(lang)}, {message('source.line', lang, line=row['line'])}"
    url = address.link(
        address.SOURCES_PAGE,
        **{address.PART: address.TEXT_PART, address.TEXT: row["text_document_id"]},
        **{address.LINE: str(row["line"]), address.LANGUAGE: lang},
    )
    return (
        f"<h4>{escape(message('task.source', lang))}</h4><p class='source'>{escape(where)} · "
        f"<a href='{escape(url)}' target='_self'>{escape(message('task.open_document', lang))}</a></p>"
        f"{excerpt_html(lines, row['line'], row['text_printed'])}"
    )


def _garbled(row: Row, corrections: list[Row], lang: str) -> str:
    """The words as printed where they differ from the words as read, and every correction with its reason."""
    if not corrections and row["text_printed"] == row["text_vi"]:
        return ""
    items = "".join(f"<li>{_correction(one, lang)}</li>" for one in corrections)
    title = escape(message("task.read_as", lang, count=len(corrections)))
    listed = f"<details><summary>{title}</summary><ul>{items}</ul></details>" if items else ""
    heading, words = escape(message("task.printed", lang)), escape(row["text_printed"])
    return f"<h4>{heading}</h4><blockquote class='printed' lang='vi'>{words}</blockquote>{listed}"


def _correction(one: Row, lang: str) -> str:
    cell, kind = one["cell"], one["kind"]
    where = f"{message(f'task_cell.{cell}', lang)}, {message('source.line', lang, line=one['line'])}"
    why = f"{message(f'task_correction.{kind}', lang)}: {one['evidence']}"
    printed = f"{escape(message('task.was_printed', lang))} “{escape(one['printed'])}”"
    return f"{escape(where)}: {printed}, {_read_as(one, lang)} <span class='muted'>({escape(why)})</span>"


def _read_as(correction: Row, lang: str) -> str:
    if correction["kind"] == "unreadable":
        return escape(message("task.unread", lang))
    if correction["read_as"] is None:
        return escape(message("task.kept", lang))
    return f"{escape(message('task.was_read', lang))} “{escape(correction['read_as'])}”"


def _shared(row: Row, found: Around, lang: str) -> str:
    """The same duty elsewhere: in other documents with their words and deadline, in its own by number."""
    parts = []
    for duty in found.duties.get(row["task_id"], ()):
        links = found.links[duty]
        title = links[0]["title_vi"]
        others = [link for link in links if link["task_id"] != row["task_id"]]
        abroad = [link for link in others if link["document_id"] != row["document_id"]]
        items = "".join(f"<li>{_elsewhere(found, link, lang)}</li>" for link in abroad)
        numbers = ", ".join(link["number"] for link in others if link not in abroad and link["number"])
        if numbers:
            own = message("task.shared_own", lang, number=numbers)
            items += f"<li><b>{escape(own)}</b></li>"
        if items:
            parts.append(f"<p lang='vi'><b>{escape(title)}</b></p><ul>{items}</ul>")
    return f"<h4>{escape(message('task.shared', lang))}</h4>{''.join(parts)}" if parts else ""


def _elsewhere(found: Around, link: Row, lang: str) -> str:
    document = found.documents[link["document_id"]]
    said = [document.place_name(lang), message(f"task_relation.{link['relation']}", lang)]
    if link["task_id"]:
        said.append(message("task.numbered", lang, number=link["number"]))
    elif link["line"]:
        said.append(message("task_answers.intro", lang, line=link["line"]))
    other = found.rows.get(link["task_id"] or "", {})
    if other.get("deadline"):
        said.append(message("task_answers.due", lang, day=format_date(other["deadline"], lang)))
    words = f": <span lang='vi'>{escape(other['text_vi'])}</span>" if other else ""
    note = f" <span class='muted'>{escape(link['note'])}</span>" if link["note"] else ""
    return f"<b>{escape(' · '.join(said))}</b>{words}{note}"
