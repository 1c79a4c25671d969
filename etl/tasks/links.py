"""What a task's words refer to: the agencies they name, the numbers they ask for, the duties they share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from etl.tasks.annex import Piece, assemble
from etl.tasks.data import AT, TABLES, PrintedDocument, Row, TaskData, task_file
from etl.tasks.fault import TaskFinding
from etl.tasks.text import fold

Agency = Mapping[str, str]
Names = Sequence[tuple[str, str]]

DEMANDS, LEFT_OUT = "demands", "left_out"
RELATIONS = frozenset({DEMANDS, LEFT_OUT, "answers", "partly_answers", "details", "own"})
FOR_PROVINCES = "provinces"

_MARKS = re.compile(r"[-.,;:()\"“”]")
# Words that only join names ("… và các …", "Sở: Tư pháp, Y tế"), or repeat whose names they are.
_JOINING = frozenset({"va", "cac", "cua", "so"})
_PARENTHESES = re.compile(r"\([^)]*\)")
_DOCUMENT_NUMBER = re.compile(r"\d+(?:/\d{4})?[-/](?=[A-ZĐ])[\w/-]*")
_DATE = re.compile(
    r"\d{1,2}/\d{1,2}/\d{4}|ngày \d{1,2} tháng \d{1,2} năm \d{4}"
    r"|tháng \d{1,2}/\d{4}|(?:quý [IVX]+/|năm )\d{4}"
)
_ENUMERATION = re.compile(r"\(\d{1,2}\)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def agency_names(agencies: Sequence[Agency], document_id: str) -> Names:
    """What each agency in a document's scope may be called there, longest first, ready for `agencies_in`."""
    names = {
        (fold(name.strip()), agency["agency_id"])
        for agency in agencies
        if document_id in agency["document_scope"].split(";")
        for name in [agency["name_vi"], *agency["aliases"].split(";")]
        if name.strip()
    }
    return sorted(names, key=lambda pair: (-len(pair[0]), pair))


def agencies_in(words: str, names: Names) -> tuple[list[str], str]:
    """Agencies that a cell names, in order of appearance, and the words that name nobody.

    `words` is the restored text of the cell. Names are compared without diacritics, longest first, so that
    "Văn phòng UBND thành phố" is not also "UBND". What stands in parentheses may name an agency too, but is
    no leftover when it does not ("Sở Y tế (CSDL ngành y tế)").
    """
    text = " ".join(fold(words).split())
    found: list[tuple[int, str]] = []
    for name, agency_id in names:
        if not text.strip("\0 "):
            break
        if name not in text:
            continue
        pattern = _whole_name(name)
        found += [(hit.start(), agency_id) for hit in pattern.finditer(text)]
        text = pattern.sub(lambda hit: "\0" * len(hit.group()), text)
    order = dict.fromkeys(agency_id for _, agency_id in sorted(found))
    rest = _MARKS.sub(" ", _PARENTHESES.sub(" ", text).replace("\0", " "))
    return list(order), " ".join(word for word in rest.split() if word not in _JOINING)


@cache
def _whole_name(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")


def plain_numbers(text: str) -> list[str]:
    """Numbers printed in a text that are no document's number, no date and no enumeration mark."""
    for pattern in (_DOCUMENT_NUMBER, _DATE, _ENUMERATION):
        text = pattern.sub(" ", text)
    return _NUMBER.findall(text)


def undeclared_numbers(text: str, quotes: Iterable[str]) -> list[str]:
    """Plain numbers of a text that stand in none of the declared quotes."""
    declared = [number for quote in quotes for number in _NUMBER.findall(quote)]
    missing = []
    for number in plain_numbers(text):
        if number in declared:
            declared.remove(number)
        else:
            missing.append(number)
    return missing


def link_findings(data: TaskData) -> Iterator[TaskFinding]:
    """Agencies that the cells do not name or that are left out, numbers not declared, duties not linked."""
    for document_id in data.readable():
        page = data.printed(document_id)
        names = agency_names(data.tables["agencies"], document_id)
        for row in [*data.tasks[document_id], *data.of("body", document_id)]:
            yield from _agencies(page, names, row)
            yield from _undeclared(data, row)
        yield from _numbers(data, page)
    yield from _duty_members(data)
    yield from _duty_answers(data)


def line_of(pieces: Sequence[Piece], quote: str) -> int | None:
    """The line on which a quote starts inside a cell, or None when the cell does not hold it."""
    start = assemble(pieces).find(quote)
    if start < 0 or not quote:
        return None
    ends = [len(assemble(pieces[: count + 1])) for count in range(len(pieces))]
    return next(piece.line for piece, end in zip(pieces, ends, strict=True) if start < end)


def _agencies(page: PrintedDocument, names: Names, row: Row) -> Iterator[TaskFinding]:
    for cell in ("lead", "coordinating"):
        named, rest = agencies_in(page.read((row["number"], cell)), names)
        stated = [name for name in row[f"{cell}_agencies"].split(";") if name]
        if stated != named:
            facts = {"cell": cell, "words": "; ".join(named), "stated": "; ".join(stated)}
            yield _finding(row, "task_agency", "agencies_differ", **facts)
        noted = set(_MARKS.sub(" ", fold(row["note"])).split())
        if not set(rest.split()) <= noted:
            yield _finding(row, "task_agency", "agency_unknown", cell=cell, words=rest)


def _undeclared(data: TaskData, row: Row) -> Iterator[TaskFinding]:
    quotes = [number["quote"] for number in data.tables["numbers"] if number["task_id"] == row["task_id"]]
    for number in undeclared_numbers(row["text_vi"], quotes):
        yield _finding(row, "task_number", "number_undeclared", printed=number)


def _numbers(data: TaskData, page: PrintedDocument) -> Iterator[TaskFinding]:
    """A declared number stands in its quote, and the quote in the task, on the line given."""
    for row in data.of("numbers", page.document_id):
        quote = row["quote"]
        line = line_of(page.pieces((row["number"], "text")), quote)
        printed = {_value(number) for number in _NUMBER.findall(quote)}
        facts = {"document": page.document_id, "number": row["number"], "words": quote, "stated": row["line"]}
        if line is None:
            fault = "quote_gone"
        elif str(line) != row["line"]:
            fault = "quote_elsewhere"
        elif float(row["value"]) not in printed:
            fault, facts["stated"] = "number_differs", row["value"]
        else:
            continue
        yield TaskFinding("task_number", TABLES["numbers"], int(row[AT]), line, fault, facts)


def _duty_members(data: TaskData) -> Iterator[TaskFinding]:
    """Every task belongs to a duty; every member of a duty exists; what is left out names no task."""
    tasks = {row["task_id"]: row for row in data.all_tasks()}
    sections = data.tables["sections"]
    intros = {(part["document_id"], part["line_from"]) for part in sections if part["part"] == "intro"}
    titles = {row["duty_id"] for row in data.tables["duty_titles"]}
    for row in data.tables["duties"]:
        if row["duty_id"] not in titles or row["relation"] not in RELATIONS:
            fault = "duty_undeclared"
        elif not _stands(row, tasks, intros):
            fault = "duty_member_gone"
        else:
            continue
        facts = {"duty": row["duty_id"], "document": row["document_id"], "task": row["task_id"]}
        facts |= {"relation": row["relation"], "stated": row["line"] or "–"}
        yield TaskFinding("task_duty", TABLES["duties"], int(row[AT]), None, fault, facts)
    linked = {row["task_id"] for row in data.tables["duties"]}
    for task_id, task in tasks.items():
        if task_id not in linked:
            yield _finding(task, "task_duty", "task_unlinked")


def _stands(row: Row, tasks: Mapping[str, Row], intros: set[tuple[str, str]]) -> bool:
    """Whether a member of a duty is a task or an unnumbered intro at its line, or rightly nothing."""
    if row["relation"] == LEFT_OUT:
        return not row["task_id"] and not row["line"]
    if not row["task_id"]:
        return (row["document_id"], row["line"]) in intros
    task = tasks.get(row["task_id"], {})
    return all(task.get(name) == row[name] for name in ("document_id", "number", "line"))


def _duty_answers(data: TaskData) -> Iterator[TaskFinding]:
    """Each demand is made once; what is asked of provinces is answered or left out by every plan."""
    rows = data.tables["duties"]
    demands = Counter(row["task_id"] for row in rows if row["relation"] == DEMANDS)
    for task_id in [task_id for task_id, times in demands.items() if times > 1]:
        facts = {"task": task_id, "times": str(demands[task_id])}
        yield TaskFinding("task_duty", TABLES["duties"], None, None, "demand_repeated", facts)
    centre = {row["document_id"] for row in rows if row["relation"] == DEMANDS}
    said: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        said.setdefault((row["duty_id"], row["document_id"]), set()).add(row["relation"])
    asked = [duty["duty_id"] for duty in data.tables["duty_titles"] if duty["audience"] == FOR_PROVINCES]
    plans = [document_id for document_id in data.documents() if document_id not in centre]
    for duty_id, document_id in ((duty, plan) for duty in asked for plan in plans):
        relations = said.get((duty_id, document_id), set())
        if not relations or (LEFT_OUT in relations and len(relations) > 1):
            facts = {"duty": duty_id, "document": document_id}
            yield TaskFinding("task_duty", TABLES["duties"], None, None, "answer_untold", facts)


def _finding(row: Row, check: str, fault: str, **facts: str) -> TaskFinding:
    body = row["section"] == "body"
    file = TABLES["body"] if body else task_file(row["document_id"])
    where = {"document": row["document_id"], "number": row["number"]}
    return TaskFinding(check, file, int(row[AT]), int(row["line"]), fault, {**where, **facts})


def _value(printed: str) -> float:
    """Vietnamese digits: the point groups thousands, the comma opens decimals."""
    return float(printed.replace(".", "").replace(",", "."))
