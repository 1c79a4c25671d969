"""A change in words: what it is about, how it was, how it is, when, and where that stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from kpi.model import addresses as address
from kpi.model.cited import Cited, cited_by
from kpi.model.codes import Unjudged
from kpi.model.records import Row
from kpi.model.target_places import copy_url, is_in_held_text
from kpi.model.task_codes import Group, PublicState, State
from kpi.reading.changes.records import ACTUALS, TARGETS, Change, ChangeKind
from kpi.reading.due_results import DECIDED, WITHOUT_ACTUAL, outcome_word
from kpi.reading.standpoint import Standpoint
from kpi.reading.unjudged import state_with_reason
from kpi.words import (
    copy_place,
    format_date,
    format_period,
    format_qualified,
    message,
    sentence_case,
    state_word,
    undated_name,
)
from kpi.words.target_clauses import amount_text

_LONGEST = 160


@dataclass(frozen=True)
class Told:
    """A change in words: its kind, what it is about (`about`, with `more` below it), how it was and is, and when.

    `url` leads to the view of it, `source` names publisher or document, `source_url` the page or line of it.
    """

    kind: str
    about: str
    more: str
    before: str
    after: str
    when: str
    source: str
    source_url: str
    url: str


def told(change: Change, lang: str, standpoint: Standpoint) -> Told:
    """A change in words; the link leads to what the reader who stands there sees of it."""
    source, source_url = _source(change, lang)
    return Told(
        kind=message(f"change_kind.{change.kind}", lang),
        about=_about(change, lang),
        more=_more(change, lang),
        before=_side(change, change.before, lang),
        after=_side(change, change.after, lang),
        when=format_date(change.day, lang) if change.day else message("changes.no_day", lang),
        source=source,
        source_url=source_url,
        url=_url(change, lang, standpoint),
    )


def _about(change: Change, lang: str) -> str:
    if change.task is not None:
        return message("changes.task", lang, number=change.task["number"], text=_cut(change.task["text_vi"]))
    if change.kind is ChangeKind.DOCUMENT:
        return _document(change.row, lang)
    assert change.indicator is not None
    return change.indicator.name(lang)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rpartition(' ')[0]}…"


def _document(row: Row, lang: str) -> str:
    """What a row of documents is called."""
    return undated_name(_cited(row), lang)


def _cited(row: Row) -> Cited:
    names = ("number", "title_vi", "title_en", "kind", "form_vi", "form_en", "issuer", "issued_on")
    return Cited(*(row[name] for name in names))


def _more(change: Change, lang: str) -> str:
    """Series and period of an actual; the target that a verdict or a due date is about, with its document."""
    if change.kind in ACTUALS:
        period = format_period(change.row["period_start"], change.row["period_end"], lang)
        return f"{change.row[f'series_name_{lang}']} · {period}"
    if change.kind is ChangeKind.DOCUMENT:
        return _cited(change.row).title(lang) if change.row["number"] else ""
    if not change.targets:
        return ""
    asked = dict.fromkeys(_dated_target(row, lang) for row in change.targets)
    names = dict.fromkeys(undated_name(cited_by(row), lang) for row in change.targets)
    return f"{' / '.join(asked)} · {'; '.join(names)}"


def _target(row: Row, lang: str) -> str:
    return amount_text(row, lang)


def _side(change: Change, row: Row | None, lang: str) -> str:
    """How it was or is: an actual, a target, a verdict with its reason, what came of a target, the state of a task."""
    return message("changes.nothing", lang) if row is None else _SIDES[change.kind](row, lang)


def _actual(row: Row, lang: str) -> str:
    high, base = row["value_high"], row["denominator"]
    return format_qualified(row["value"], row["qualifier"], row["unit"], lang, value_high=high, denominator=base)


def _dated_target(row: Row, lang: str) -> str:
    return message("changes.target", lang, amount=_target(row, lang), year=row["year"])


def _issued(row: Row, lang: str) -> str:
    issued = row["issued_on"]
    return message("changes.issued", lang, day=format_date(issued, lang)) if issued else message("changes.held", lang)


def _reported(row: Row, lang: str) -> str:
    """The reported state; what a public source says of work that goes on is told as that."""
    word = message(f"task_state.{row['status']}", lang)
    if row["is_public"] and row["status"] == PublicState.IN_PROGRESS:
        return message("changes.public", lang, word=word)
    return word


def _verdict(row: Row, lang: str) -> str:
    return state_with_reason(row["subject"], lang)


def _outcome(row: Row, lang: str) -> str:
    if row["outcome"] in DECIDED:
        return outcome_word(row["outcome"], lang)
    if row["reason"] in WITHOUT_ACTUAL:
        return state_word(Unjudged.DUE_WITHOUT_ACTUAL, lang)
    word, reason = state_word(Unjudged.NOT_COMPARABLE, lang), message(f"reason.{row['reason']}", lang)
    return message("changes.because", lang, word=word, reason=reason)


def _state(row: Row, lang: str) -> str:
    """The state of a task past its deadline; one of which the system received nothing accuses nobody."""
    if row["group"] is Group.PAST_DEADLINE and row["state"] is State.NOT_REPORTED:
        return sentence_case(message("changes.nothing_received", lang))
    family = "task_overdue" if row["group"] is Group.OVERDUE else "task_state"
    return message(f"{family}.{row['state']}", lang)


_SIDES: Mapping[ChangeKind, Callable[[Row, str], str]] = MappingProxyType(
    {
        **dict.fromkeys(ACTUALS, _actual),
        **dict.fromkeys(TARGETS, _dated_target),
        ChangeKind.VERDICT: _verdict,
        ChangeKind.RESULT: _outcome,
        ChangeKind.TARGET_DUE: _outcome,
        ChangeKind.TASK_DUE: _state,
        ChangeKind.TASK_REPORTED: _reported,
        ChangeKind.DOCUMENT: _issued,
    }
)


def _source(change: Change, lang: str) -> tuple[str, str]:
    """Publisher or document, and the address of its page or line."""
    if change.kind in ACTUALS:
        return str(change.row["publisher"]), str(change.row["source_url"])
    if change.kind is ChangeKind.TASK_REPORTED:
        return str(change.row["reported_by"]), str(change.row["source_url"] or "")
    if change.kind is ChangeKind.TASK_DUE:
        assert change.task is not None
        line = message("source.line", lang, line=change.task["line"])
        line = f"{change.task['document'].undated_name(lang)}, {line}"
        return line, _line_url(change.task["text_document_id"], change.task["line"], lang)
    if change.kind is ChangeKind.DOCUMENT:
        file = change.row["document_id"] if change.row["file"] else None
        return str(change.row["issuer"] or ""), _line_url(file, 1, lang) or str(change.row["source_url"] or "")
    if change.cause is not None:
        return str(change.cause["publisher"]), str(change.cause["source_url"])
    return _target_source(change.targets, lang)


def _target_source(targets: Iterable[Row], lang: str) -> tuple[str, str]:
    """The document of the first target, with the line that it stands on or where it was announced."""
    row = next(iter(targets), None)
    if row is None:
        return "", ""
    name = undated_name(cited_by(row), lang)
    if not is_in_held_text(row["line"], row["source_url"]):
        where = copy_place(row["place"], row["line"], lang)
        return ", ".join(filter(None, (name, where))), copy_url(row["source_url"], row["line"])
    said = f"{name}, {message('source.line', lang, line=row['line'])}"
    return said, _line_url(row["document_id"], row["line"], lang)


def _line_url(document_id: str | None, line: int, lang: str) -> str:
    if not document_id:
        return ""
    place = {address.PART: address.TEXT_PART, address.TEXT: document_id, address.LINE: str(line)}
    return address.link(address.SOURCES_PAGE, **place, **{address.LANGUAGE: lang})


def _url(change: Change, lang: str, standpoint: Standpoint) -> str:
    """The view of what changed."""
    days = days_in_address(standpoint)
    if change.task is not None:
        asked = {address.TASK_PLACE: change.province_id, address.TASK_DOCUMENT: change.task["document_id"]}
        return address.link(address.TASKS_PAGE, **asked, **days, **{address.LANGUAGE: lang})
    if change.indicator is None:
        return _line_url(change.row["document_id"] if change.row["file"] else None, 1, lang)
    asked = {address.PROVINCE: change.province_id, address.INDICATOR: change.indicator.indicator_id}
    if change.targets and change.kind not in ACTUALS:
        asked |= {address.DOCUMENT: change.targets[0]["document_id"]}
    return address.link(address.INDICATOR_PAGE, **asked, **days, **{address.LANGUAGE: lang})


def days_in_address(standpoint: Standpoint) -> dict[str, str]:
    """The parameters of a standpoint that is not today."""
    days: Mapping[str, date | None] = {address.AS_OF: standpoint.as_of, address.KNOWN: standpoint.known}
    return {name: day.isoformat() for name, day in days.items() if day is not None}
