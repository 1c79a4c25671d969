"""Whether the first screen of a unit is true: counts are counted again, actuals and targets looked up by their rows."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kpi.claims.headline_bars import Fault, false_on_bar
from kpi.claims.phrases import unnamed_numbers
from kpi.claims.places import is_place
from kpi.claims.rules import Rule
from kpi.model.records import Row
from kpi.model.vocabulary import TargetStatus
from kpi.reading.due_results import outcome_counts
from kpi.reading.first_screen.headline import HeadlineBar, headline_bars
from kpi.reading.first_screen.published import PublishedActual, published_actuals
from kpi.reading.first_screen.question_words import question_words
from kpi.reading.first_screen.questions import Ask, Question, questions
from kpi.reading.first_screen.told import published_words, signed
from kpi.reading.first_screen.verdict import former_names, stands_on, verdict, when_due
from kpi.reading.first_screen.whole import Whole, whole
from kpi.reading.province import ProvinceData, cached, province_data, provinces, rows_by_indicator
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot
from kpi.words import format_date, format_number, message

_TASKS = """
SELECT coalesce(tasks.province_id, document_id) AS place, count(*) AS total,
       count(*) FILTER (deadline < $day AND task_id NOT IN
           (SELECT task_id FROM task_updates WHERE recorded_at <= $known
            UNION ALL
            SELECT task_id FROM task_evidence WHERE coverage = 'whole' AND status = 'issued' AND recorded_at <= $known)
       ) AS past
FROM tasks JOIN documents USING (document_id)
WHERE tasks.kind = 'duty' AND (issued_on IS NULL OR issued_on <= $day) GROUP BY ALL
"""
"""The tasks of every unit, and those past their deadline without a report on record, counted from their rows."""


@dataclass(frozen=True)
class Screen:
    """What the first screen says of a unit, and the rows that it may stand on."""

    snapshot: Snapshot
    standpoint: Standpoint
    whole: Whole
    bars: tuple[HeadlineBar, ...]
    questions: tuple[Question, ...]
    published: tuple[PublishedActual, ...]


def screen(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> Screen:
    """What is said of a unit on a day."""
    seen = (snapshot, province_id, standpoint)
    parts = (whole(*seen), headline_bars(*seen), questions(*seen), published_actuals(*seen))
    return Screen(snapshot, standpoint, *parts)


def false_on(shown: Screen, lang: str) -> Iterator[Fault]:
    """What is false of the first screen in one language."""
    names = former_names(shown.whole, provinces(shown.snapshot), lang)
    said = verdict(shown.whole, lang, names)
    yield from ((Rule.ROW, what, said) for what in _miscounted(shown))
    known = [*names.values(), *_named_in_verdict(shown, lang)]
    yield from ((Rule.NUMBER, number, said) for number in unnamed_numbers(said, known))
    if not said.strip():
        yield Rule.ROW, shown.whole.unit.province_id, said
    if _says_none(shown, said, lang):
        yield Rule.NO_ACTUAL, message("no_data", lang), said
    yield from _newest(shown, lang)
    for bar in shown.bars:
        yield from false_on_bar(bar, shown.whole.unit.province_id, shown.snapshot, lang)
    for item in shown.published:
        yield from _published(shown, item, lang)
    for question in shown.questions:
        yield from _question(shown, question, names, lang)


def _miscounted(shown: Screen) -> Iterator[str]:
    """The counts of the sentence that differ from a count of the rows of targets, actuals and tasks."""
    seen, due, ahead = shown.whole, _targets(shown, due=True), _targets(shown, due=False)
    measured = {name for name, *_ in (*due, *ahead) if _has_actual(shown, name)}
    inherited = {
        (row["province_id"], row["indicator_id"])
        for row in _known(shown).target_rows
        if row["inherited"] and shown.standpoint.has(row["known_on"])
    }
    told = {
        "due": (len(seen.due), len(due)),
        "ahead": (len(seen.ahead), len(ahead)),
        "measured_ahead": (seen.measured_ahead, sum(name in measured for name, *_ in ahead)),
        "inherited": (sum(seen.inherited.values()), len(inherited)),
    }
    if seen.duties is not None:
        total, past = _tasks(shown.snapshot, shown.standpoint).get(seen.unit.province_id, (0, 0))
        told |= {"tasks": (seen.duties.total, total), "past": (seen.duties.past, past)}
    for name, (said, counted) in told.items():
        if said != counted:
            yield f"{name} {said} ≠ {counted}"
    if sum(item.indicator.indicator_id not in measured for item in seen.due) > seen.silent:
        yield f"silent {seen.silent}"


def _known(shown: Screen) -> ProvinceData:
    return province_data(shown.snapshot, shown.whole.unit.province_id)


def _targets(shown: Screen, *, due: bool) -> set[tuple[str, int, Hashable]]:
    """The unit's own targets that fell due, or that are ahead: indicator, year, and what is asked."""
    asked: dict[tuple[str, int, str], set[Hashable]] = {}
    for row in _known(shown).target_rows:
        over = date(row["year"], 12, 31) <= shown.standpoint.day
        left_out = row["status"] == TargetStatus.DUPLICATE or not shown.standpoint.has(row["known_on"])
        if row["inherited"] or left_out or over is not due:
            continue
        version = (row["operator"], row["value"], row["value_high"], row["cadence"])
        # A contradicting target that fell due has one result; those ahead are counted one by one.
        key = row["document_id"] if due else f"{version}"
        asked.setdefault((row["indicator_id"], row["year"], key), set()).add(version)
    return {(name, year, frozenset(versions)) for (name, year, _), versions in asked.items()}


def _has_actual(shown: Screen, indicator_id: str) -> bool:
    rows = rows_by_indicator(shown.snapshot, shown.whole.unit.province_id)[indicator_id].actuals
    own = shown.whole.unit.province_id
    return any(row["province_id"] == own and shown.standpoint.sees(row) for row in rows)


def _says_none(shown: Screen, said: str, lang: str) -> bool:
    """Whether the sentence denies any actual of what fell due, and there is one."""
    denied = any(message(f"first_screen.rest.{key}", lang) in said for key in ("none", "none_one"))
    return denied and any(_has_actual(shown, name) for name, *_ in _targets(shown, due=True))


@cached
def _tasks(snapshot: Snapshot, standpoint: Standpoint) -> Mapping[str, tuple[int, int]]:
    """Tasks, and those past their deadline without a report, by unit."""
    known = min(standpoint.day, standpoint.known or standpoint.day)
    rows = snapshot.rows(_TASKS, {"day": standpoint.day, "known": known})
    return {row["place"]: (row["total"], row["past"]) for row in rows}


def _named_in_verdict(shown: Screen, lang: str) -> Iterator[str]:
    """The dates, names and counts that the sentence may hold, as they are written."""
    seen = shown.whole
    yield from (seen.unit.full_name(lang), format_date(seen.day, lang))
    years = {item.year for item in seen.due} | {item.year for item in seen.ahead}
    yield from (format_date(date(year, 12, 31), lang) for year in years)
    if seen.due:
        yield when_due(seen.due, lang)
    counts = [len(seen.due), seen.silent, len(seen.due) - seen.silent, *outcome_counts(seen.due).values()]
    counts += [len(seen.ahead), seen.measured_ahead, len(seen.short), len(seen.good), seen.subjects, seen.published]
    counts.append(sum(seen.inherited.values()))
    if seen.duties is not None:
        counts += [seen.duties.total, seen.duties.past, seen.duties.overdue]
    yield from (format_number(count, lang) for count in counts)


def _newest(shown: Screen, lang: str) -> Iterator[Fault]:
    """The newest actual is the newest of the unit's own that is seen and whose period is over."""
    seen, own = shown.whole, shown.whole.unit.province_id
    days = [
        row["period_end"]
        for row in _known(shown).actual_rows
        if row["province_id"] == own and shown.standpoint.sees(row) and row["period_end"] <= seen.day
    ]
    if seen.newest != max(days, default=None):
        yield Rule.NEWEST, str(seen.newest), " · ".join(stands_on(seen, lang))


def _published(shown: Screen, item: PublishedActual, lang: str) -> Iterator[Fault]:
    """A published actual is the unit's own, is over, and no target of the unit asks for it."""
    text = f"{item.indicator.name(lang)} · {published_words(item, lang).head}"
    own, actual = shown.whole.unit.province_id, item.actual
    rows = {row["actual_id"]: row for row in _known(shown).actual_rows if row["province_id"] == own}
    known = rows.get(actual.actual_id)
    if known is None:
        yield Rule.PROVINCE, actual.actual_id, text
    elif (known["value"], known["period_end"]) != (actual.value, actual.period_end):
        yield Rule.NUMBER, signed(actual, lang), text
    if actual.period_end > shown.standpoint.day:
        yield Rule.NEWEST, actual.period_end.isoformat(), text
    if item.place is not None and not is_place(shown.snapshot, item, shown.standpoint):
        yield Rule.NUMBER, published_words(item, lang).basis, text
    asked = {
        row["indicator_id"]
        for row in _known(shown).target_rows
        if not row["inherited"] and shown.standpoint.has(row["known_on"])
    }
    if actual.indicator_id in asked:
        yield Rule.NO_TARGET, actual.indicator_id, text


def _question(shown: Screen, question: Question, names: Mapping[str, str], lang: str) -> Iterator[Fault]:
    """A question names rows: as many as it says, of the unit, and none that an actual answers."""
    words = question_words(question, names, "", lang)
    text, own = f"{words.head} {words.basis}", shown.whole.unit.province_id
    owners = {item.owner_id for item in question.results} | {item.owner_id for item in question.subjects}
    yield from ((Rule.PROVINCE, owner, text) for owner in owners - {own})
    yield from ((Rule.ROW, what, text) for what in _unfounded(shown, question))
    if question.ask is Ask.NEXT_DUE:
        answered = [item.indicator_id for item in question.targets if _has_actual(shown, item.indicator_id)]
        yield from ((Rule.NO_ACTUAL, name, text) for name in answered)
    if question.ask is Ask.NO_PLAN and shown.whole.documents:
        yield Rule.PLAN, shown.whole.documents[0].document_id, text


def _unfounded(shown: Screen, question: Question) -> Iterator[str]:
    """What a question counts or compares and its rows do not bear out."""
    told = (question.results, question.subjects, question.targets, question.duties, question.inherited)
    if question.ask is not Ask.NO_PLAN and not any(told):
        yield str(question.ask)
    if question.ask is Ask.SILENT and len(question.results) != shown.whole.silent:
        yield f"{len(question.results)} ≠ {shown.whole.silent}"
    if question.ask is Ask.TASKS and question.duties != shown.whole.duties:
        yield str(question.ask)
    if question.own is not None and question.national is not None:
        yield from _not_below(question.own, question.national)


def _not_below(own: Row, national: Row) -> Iterator[str]:
    """Why a target is not below the nation's: another measure, another year, no smaller value."""
    for name in ("year", "measure", "measured_indicator_id", "unit", "cadence"):
        if own[name] != national[name]:
            yield f"{name}: {own[name]} ≠ {national[name]}"
    if own["value"] >= national["value"]:
        yield f"{own['value']} ≥ {national['value']}"
