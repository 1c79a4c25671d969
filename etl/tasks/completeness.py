"""Proof that the task data hold every numbered row of the annexes: words, places and dates as printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from etl.tasks.annex import TITLE, Cell, clean_words
from etl.tasks.data import AT, TABLES, PrintedDocument, Row, TaskData, task_file
from etl.tasks.fault import TaskFinding
from etl.tasks.links import link_findings
from etl.tasks.text import fold, read_deadline, unused

PRINTED = {
    "text": "text_printed",
    "lead": "lead_printed",
    "coordinating": "coordinating_printed",
    "deadline": "deadline_printed",
}
_SHOWN = 60


def task_findings(data: TaskData) -> list[TaskFinding]:
    """Everything in which the task data and the documents disagree; empty when they agree."""
    printed = [finding for name in data.readable() for finding in document_findings(data, name)]
    return printed + list(link_findings(data))


def document_findings(data: TaskData, document_id: str) -> list[TaskFinding]:
    """What one document prints against what its files hold: rows, words, lines, dates, notes, corrections."""
    page = data.printed(document_id)
    findings = [
        *_bounds(data, document_id),
        *_unplaced(page),
        *_footnotes(data, page),
        *_numbering(data, page),
        *_titles(data, page),
        *_corrections(page),
    ]
    annex, body = data.tasks[document_id], data.of("body", document_id)
    for kind, file, rows in (("annex", task_file(document_id), annex), ("body", TABLES["body"], body)):
        findings += _missing(data, page, kind, file, list(rows))
        for row in rows:
            if page.pieces((row["number"], "text")):
                findings += _words(data, page, file, row)
                findings += _deadlines(page, file, row)
                findings += _notes(data, page, file, row)
    return findings


def _bounds(data: TaskData, document_id: str) -> Iterator[TaskFinding]:
    """Each part ends where it says: the next printed words are the declared ones, or the document is over."""
    for part in data.parts(document_id, "annex", "body"):
        last = int(part["line_to"])
        below = enumerate(data.texts[part["file"]][last:], start=last + 1)
        line, words = next(((n, clean_words(text)) for n, text in below if clean_words(text)), (last, ""))
        if words != part["ends_before"]:
            yield _section(part, "task_bounds", line, "part_goes_on", words=_short(words))


def _unplaced(page: PrintedDocument) -> Iterator[TaskFinding]:
    """Words between the bounds that belong to no row, heading, footnote or declared noise."""
    for line, words in page.reading.stray:
        facts = {"document": page.document_id, "words": _short(words)}
        yield TaskFinding("task_words_unplaced", TABLES["sections"], None, line, "words_unplaced", facts)


def _footnotes(data: TaskData, page: PrintedDocument) -> Iterator[TaskFinding]:
    file = TABLES["footnotes"]
    rows = {row["mark"]: row for row in data.of("footnotes", page.document_id)}
    for mark in [number for number, cell in page.reading.cells if cell == "footnote"]:
        if mark not in rows:
            line = page.line((mark, "footnote"))
            facts = {"document": page.document_id, "mark": mark}
            yield TaskFinding("task_footnote", file, None, line, "footnote_undeclared", facts)
    for mark, row in rows.items():
        yield from _same(page, file, row, (mark, "footnote"), row["text_printed"])
        yield from _read_as(data, page, file, row, (mark, "footnote"), row["text_vi"])


def _numbering(data: TaskData, page: PrintedDocument) -> Iterator[TaskFinding]:
    """The annex's numbers run from 1 without a gap, and each part prints as many tasks as it declares."""
    for part in data.parts(page.document_id, "annex", "body"):
        numbers = page.numbers(part)
        if len(numbers) != int(part["tasks"]):
            counted = {"printed": str(len(numbers)), "stated": part["tasks"]}
            yield _section(part, "task_count", int(part["line_from"]), "count_differs", **counted)
        plain = {int(number) for number in numbers if number.isdigit()}
        for number in sorted(set(range(1, max(plain, default=0) + 1)) - plain):
            yield _section(part, "task_numbering", None, "number_skipped", number=str(number))


def _titles(data: TaskData, page: PrintedDocument) -> Iterator[TaskFinding]:
    cells = {"annex": "title", "section": "section", "intro": "intro"}
    file = TABLES["sections"]
    for row in data.parts(page.document_id, *cells):
        cell = TITLE if row["part"] == "annex" else (row["number"], cells[row["part"]])
        yield from _same(page, file, row, cell, row["title_printed"])
        yield from _read_as(data, page, file, row, cell, row["title_vi"])
        if str(page.line(cell)) != row["line_from"]:
            facts = {"words": _short(row["title_vi"]), "stated": row["line_from"]}
            yield _section(row, "task_section", page.line(cell), "title_elsewhere", **facts)


def _corrections(page: PrintedDocument) -> Iterator[TaskFinding]:
    """A correction whose words no longer stand where it says must be looked at again."""
    for row in page.corrections:
        if unused(page.pieces((row["number"], row["cell"])), [row]):
            facts = {"document": page.document_id, "words": row["printed"], "code": row["correction_id"]}
            file, line = TABLES["corrections"], int(row["line"])
            yield TaskFinding("task_correction", file, int(row[AT]), line, "correction_gone", facts)


def _missing(data: TaskData, page: PrintedDocument, kind: str, file: str, rows: list[Row]) -> Iterator[TaskFinding]:
    """Each numbered row of the document stands once in the file, and nothing else does."""
    expected = [n for part in data.parts(page.document_id, kind) for n in page.numbers(part)]
    counted = Counter(row["number"] for row in rows)
    for number in expected:
        line, facts = page.reading.line(number), {"document": page.document_id, "number": number}
        if counted[number] == 0:
            words = _short(page.words((number, "text")))
            yield TaskFinding("task_missing", file, None, line, "row_missing", {**facts, "words": words})
        elif counted[number] > 1:
            times = str(counted[number])
            yield TaskFinding("task_repeated", file, None, line, "row_repeated", {**facts, "times": times})
    for row in rows:
        if row["number"] not in expected:
            facts = {"document": page.document_id, "number": row["number"]}
            yield TaskFinding("task_unknown", file, int(row[AT]), None, "row_unknown", facts)


def _words(data: TaskData, page: PrintedDocument, file: str, row: Row) -> Iterator[TaskFinding]:
    """Each cell as printed, the line, the section, and the text as read."""
    number = row["number"]
    for cell, column in PRINTED.items():
        yield from _same(page, file, row, (number, cell), row[column])
    yield from _read_as(data, page, file, row, (number, "text"), row["text_vi"])
    line = page.reading.line(number)
    if row["line"] != str(line):
        yield _task(row, file, line, "task_line", "line_differs", stated=row["line"])
    sections = data.parts(row["document_id"], "section")
    within = {part["section"] for part in sections if number in page.numbers(part)} or {"body"}
    if row["section"] not in within:
        yield _task(row, file, line, "task_section", "section_differs", stated=row["section"])


def _deadlines(page: PrintedDocument, file: str, row: Row) -> Iterator[TaskFinding]:
    """Kind and last day as they follow from the printed words; the original deadline as the note gives it."""
    cell = (row["number"], "deadline")
    original = row["original_deadline_printed"]
    for words, stated in (
        (page.read(cell), (row["deadline_kind"], row["deadline"])),
        (original, ("date" if original else "none", row["original_deadline"])),
    ):
        try:
            expected = read_deadline(words)
        except ValueError:
            yield _task(row, file, page.line(cell), "task_deadline", "deadline_unread", words=words)
            continue
        if stated != expected:
            facts = {"words": words, "expected": " ".join(expected), "stated": " ".join(stated)}
            yield _task(row, file, page.line(cell), "task_deadline", "deadline_differs", **facts)


def _notes(data: TaskData, page: PrintedDocument, file: str, row: Row) -> Iterator[TaskFinding]:
    """The note cell is kept as basis, as original deadline or quoted; every basis is named by the row."""
    number = row["number"]
    line = page.reading.line(number)
    note = page.read((number, "note"))
    if note not in (row["basis"], row["original_deadline_printed"]) and f"“{note}”" not in row["note"]:
        yield _task(row, file, line, "task_note", "note_lost", words=note)
    footnotes = [f["text_vi"] for f in data.of("footnotes", page.document_id) if f["number"] == number]
    named = " ".join([row["text_vi"], note, *footnotes])
    for basis in filter(None, row["basis"].split("; ")):
        if basis.split()[-1] not in named:
            yield _task(row, file, line, "task_basis", "basis_unnamed", words=basis)


def _same(page: PrintedDocument, file: str, row: Row, cell: Cell, stated: str) -> Iterator[TaskFinding]:
    printed = page.words(cell)
    if stated != printed:
        facts = {"cell": cell[1], "words": _short(printed), "stated": _short(stated)}
        yield _task(row, file, page.line(cell), "task_quote", "cell_differs", **facts)


def _read_as(
    data: TaskData, page: PrintedDocument, file: str, row: Row, cell: Cell, stated: str
) -> Iterator[TaskFinding]:
    """The text as read follows from the print by corrections alone, and diacritics where they were lost."""
    expected = page.read(cell)
    lost = any(part["diacritics"] == "lost" for part in data.parts(page.document_id, "annex", "body"))
    if stated != expected and not (lost and fold(stated) == fold(expected)):
        words = _difference(stated, expected)
        yield _task(row, file, page.line(cell), "task_text", "reading_differs", words=words)


def _section(part: Row, check: str, line: int | None, fault: str, **facts: str) -> TaskFinding:
    where = {"document": part["document_id"], "first": part["line_from"], "last": part["line_to"]}
    return TaskFinding(check, TABLES["sections"], int(part[AT]), line, fault, {**where, **facts})


def _task(row: Row, file: str, line: int | None, check: str, fault: str, **facts: str) -> TaskFinding:
    where = {"document": row["document_id"], "number": row.get("mark") or row["number"]}
    return TaskFinding(check, file, int(row[AT]), line, fault, {**where, **facts})


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else words[:_SHOWN].rstrip() + "…"


def _difference(stated: str, expected: str) -> str:
    """The stated words from the first one that is not the expected one."""
    ours, theirs = stated.split(), expected.split()
    same = next((i for i, word in enumerate(ours) if theirs[i : i + 1] != [word]), len(ours))
    return _short(" ".join(ours[max(same - 1, 0) :]))
