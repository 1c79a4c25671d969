"""What is told of changes and of what bodies owe, held against the rows: counts, days, numbers, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from kpi.claims.phrases import unnamed_numbers
from kpi.claims.whole import FalseClaim
from kpi.model.records import Row
from kpi.reading.changes.records import ACTUALS, Change, ChangeKind, Changes
from kpi.reading.changes.since import light_changes
from kpi.reading.changes.summary import counted, summary
from kpi.reading.changes.words import Told, told
from kpi.reading.duties.owed import Owed, owed, owing_words
from kpi.reading.province import provinces, reporting
from kpi.reading.standpoint import Standpoint
from kpi.reading.task_index import Choice
from kpi.reading.tasks import text_of
from kpi.store.warehouse import Snapshot
from kpi.words import LANGUAGES, format_date, format_period, format_qualified

_ACCUSES = {
    "vi": re.compile(r"chưa (?:làm|thực hiện|hoàn thành)|không báo cáo|chậm trễ|yếu kém|vi phạm", re.IGNORECASE),
    "en": re.compile(r"\b(?:failed|has not done|did not report|neglected|worst)\b", re.IGNORECASE),
}


class ChangeRule(StrEnum):
    """What a false text about changes or duties breaks."""

    COUNT = "changed_count"
    DAY = "changed_day"
    NUMBER = "changed_number"
    QUOTE = "owed_quote"
    ACCUSES = "owed_accuses"


class ChangePart(StrEnum):
    """Where it is said."""

    CHANGES = "changes"
    OWED = "owed"


def false_changes(snapshot: Snapshot, standpoint: Standpoint | None = None) -> Iterator[FalseClaim]:
    """Everything false that is told of the changes of every unit of today since the year began, and of what is owed."""
    seen_from = standpoint or Standpoint()
    since = date(seen_from.day.year - 1, 12, 31)
    for province_id, unit in provinces(snapshot).items():
        if unit.successor_id is not None:
            continue
        found = light_changes(snapshot, province_id, since, seen_from)
        yield from judge_changes(found, seen_from)
    yield from judge_owed(snapshot, owed(snapshot, Choice(), seen_from))


def judge_changes(found: Changes, standpoint: Standpoint) -> Iterator[FalseClaim]:
    """What is false in the line on the whole and in each row of the changes of one unit."""
    for item in found.items:
        if not _happened(item, found):
            yield _false(found.province_id, LANGUAGES[0], ChangeRule.DAY, str(item.day), "|".join(item.key))
    for lang in LANGUAGES:
        line = summary(found, lang)
        yield from judge_line(found, line, lang)
        for item in found.items:
            if item.kind in ACTUALS:
                yield from judge_row(item, told(item, lang, standpoint), lang)


def _happened(item: Change, found: Changes) -> bool:
    """Whether the day of a change is one that its row names, after the last known day and not after the present one."""
    if item.kind in ACTUALS:
        known: date | None = item.row["recorded_at"]
        return item.day == known and known is not None and found.since < known <= found.until
    if item.kind is ChangeKind.TASK_DUE:
        return item.day is not None and found.since <= item.day < found.until
    return item.day is None or found.since < item.day <= found.until


def judge_line(found: Changes, line: str, lang: str) -> Iterator[FalseClaim]:
    """The line counts exactly the rows, and says so of each kind."""
    missing = [words for words in counted(found, lang) if words not in line]
    days = [format_date(day, lang) for day in (found.since, found.first, found.newest) if day is not None]
    left = unnamed_numbers(line, [*counted(found, lang), *days])
    for what in (*missing, *left):
        yield _false(found.province_id, lang, ChangeRule.COUNT, what, line)


def judge_row(item: Change, words: Told, lang: str) -> Iterator[FalseClaim]:
    """Every number of a told actual is that of its row: before, after, the period."""
    rows = [row for row in (item.before, item.after) if row is not None]
    actuals = [_actual(row, lang) for row in rows]
    for text in (words.before, words.after):
        for number in unnamed_numbers(text, actuals):
            yield _false(item.province_id, lang, ChangeRule.NUMBER, number, text)
    names = [
        str(item.row[f"series_name_{lang}"]),
        format_period(item.row["period_start"], item.row["period_end"], lang),
    ]
    for number in unnamed_numbers(words.more, names):
        yield _false(item.province_id, lang, ChangeRule.NUMBER, number, words.more)


def _actual(row: Row, lang: str) -> str:
    high, base = row["value_high"], row["denominator"]
    return format_qualified(row["value"], row["qualifier"], row["unit"], lang, value_high=high, denominator=base)


def judge_owed(snapshot: Snapshot, every: Owed) -> Iterator[FalseClaim]:
    """A sentence that asks for reports stands in the document at its line; what is said of a body accuses nobody."""
    yield from _misquoted(snapshot, reporting(snapshot))
    for body in every.bodies:
        counts = [str(len(body.led)), str(body.silent), str(body.overdue), str(len(body.duties))]
        for lang in LANGUAGES:
            said = owing_words(body, lang)
            for number in unnamed_numbers(said, counts):
                yield _false(body.document_id, lang, ChangeRule.COUNT, number, said)
            yield from judge_tone(body.document_id, said, lang)


def judge_tone(document_id: str, said: str, lang: str) -> Iterator[FalseClaim]:
    """Words that say of a body what the system cannot know."""
    spoken = _ACCUSES[lang].search(said)
    if spoken:
        yield _false(document_id, lang, ChangeRule.ACCUSES, spoken.group(), said)


def _misquoted(snapshot: Snapshot, duties: Iterable[Row]) -> Iterator[FalseClaim]:
    for duty in duties:
        lines = text_of(snapshot, duty["document_id"])
        near = " ".join(" ".join(lines[duty["line"] - 1 : duty["line"] + _LONGEST_SENTENCE]).split())
        if " ".join(duty["quote"].split()) not in near:
            yield _false(duty["document_id"], LANGUAGES[0], ChangeRule.QUOTE, str(duty["line"]), str(duty["quote"]))


_LONGEST_SENTENCE = 14
"""Lines of a document that a quoted sentence may run over."""


def _false(subject: str, lang: str, rule: ChangeRule, what: str, text: str) -> FalseClaim:
    """What is false; `subject` is a unit, or for what bodies owe the document."""
    part = ChangePart.OWED if rule in {ChangeRule.QUOTE, ChangeRule.ACCUSES} else ChangePart.CHANGES
    return FalseClaim(subject, "", "", lang, part, rule, what, text)
