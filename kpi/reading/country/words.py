"""What is said of the whole country: sentences made by rule from its counts, in two languages."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.model.records import Row
from kpi.model.vocabulary import NATION
from kpi.reading.country.latest import Goal, NationalBar, Published, TasksOf
from kpi.reading.country.questions import MANY_FROM, Answer, Answers, Kind, Question
from kpi.reading.country.rollup import Country, country, owed
from kpi.reading.due_results import DECIDED, Outcome, due_by_owner, outcome_counts
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot
from kpi.words import format_number, format_period, format_qualified, message
from kpi.words.dates import period_label
from kpi.words.judged_values import dated_actual, planned_when, planned_words
from kpi.words.target_clauses import amount_text

_ANSWERED = {
    Question.TARGETS: (Kind.MANY, Kind.SOME),
    Question.OWED: (Kind.OWED,),
}
"""The answers that a question's finding counts; of actuals those that are alike."""


def verdict(snapshot: Snapshot, standpoint: Standpoint, lang: str) -> str:
    """The one sentence on the whole: who sets targets, how many fell due, and what the system holds of them."""
    found = country(snapshot, standpoint)
    units, targeted = format_number(len(found.units), lang), format_number(found.with_targets, lang)
    return message("country.verdict", lang, units=units, targeted=targeted, due=_due(found, lang))


def _due(found: Country, lang: str) -> str:
    if not found.due:
        return message("country.due_none", lang)
    parts = {"decided": found.decided, "owed": found.owed, "open": found.open}
    said = [message(f"country.{name}", lang, count=format_number(n, lang)) for name, n in parts.items() if n]
    count, units = format_number(found.due, lang), format_number(found.due_units, lang)
    return message("country.due", lang, count=count, units=units, outcomes=", ".join(said))


def nation_line(snapshot: Snapshot, standpoint: Standpoint, lang: str) -> str:
    """What came of the nation's own targets that fell due."""
    results = due_by_owner(snapshot, NATION, standpoint).get(NATION, ())
    if not results:
        return message("country.nation_none", lang)
    counts = outcome_counts(results)
    said = [
        message(f"due_results.{outcome}", lang, count=format_number(counts[outcome], lang))
        for outcome in DECIDED
        if counts[outcome]
    ]
    without = len(owed(results))
    parts = {"owed": without, "open": counts[Outcome.UNDECIDED] - without}
    said += [message(f"country.{name}", lang, count=format_number(n, lang)) for name, n in parts.items() if n]
    return message("country.nation_due", lang, count=format_number(len(results), lang), outcomes=", ".join(said))


def found_line(found: Answers, lang: str) -> str:
    """What the map shows in a sentence: how many of all units, never more than that."""
    counts = found.counts()
    count = sum(counts[kind] for kind in _ANSWERED.get(found.question, (Kind.ALIKE,)))
    numbers = {"count": format_number(count, lang), "units": format_number(len(found.units), lang)}
    return message(f"country_found.{found.question}", lang, **numbers)


def kind_line(found: Answers, kind: Kind, lang: str) -> str:
    """One line of the legend: what a look means and how many units have it."""
    key = "alike_none" if kind is Kind.ALIKE and found.year is None else kind
    words = message(f"country_kind.{key}", lang, many=MANY_FROM, period=_period(found, lang))
    return message("country_map.key", lang, words=words, count=format_number(found.counts()[kind], lang))


def _period(found: Answers, lang: str) -> str:
    """The period of the actuals that are alike, else their year."""
    if found.period is None:
        return message("period.year", lang, year=found.year)
    label = period_label(*found.period, lang)
    return format_period(*found.period, lang) if label.isdigit() else label


def answer_words(answer: Answer, lang: str) -> str:
    """What one unit answers, in full."""
    counts = {"count": format_number(answer.count, lang), "total": format_number(answer.total, lang)}
    row = answer.actual
    if row is not None:
        counts |= {"number": actual_words(row, lang), "series": str(row[f"series_name_{lang}"])}
    return message(f"country_answer.{answer.kind}", lang, **counts)


def actual_words(row: Row, lang: str) -> str:
    """An actual as its source told it."""
    qualifier, unit = str(row["qualifier"]), str(row["unit"])
    high, base = row["value_high"], row["denominator"]
    return format_qualified(row["value"], qualifier, unit, lang, value_high=high, denominator=base)


def coverage_line(found: Answers, lang: str) -> str:
    """How many of all units have an actual that may be put in an order: said before the order."""
    count = found.counts()[Kind.ALIKE]
    if not count:
        return message("country_rank.coverage_none", lang)
    numbers = {"count": format_number(count, lang), "units": format_number(len(found.units), lang)}
    return message("country_rank.coverage", lang, **numbers, year=found.year)


def tasks_line(places: Sequence[TasksOf], lang: str) -> str:
    """How many tasks there are, how many are past their day, and what the system holds of those."""
    total = sum(place.total for place in places)
    silent = sum(place.silent for place in places)
    late = silent + sum(place.overdue for place in places)
    key = "none" if not late else "said" if not silent else "silent" if silent == late else "some_silent"
    numbers = {name: format_number(n, lang) for name, n in (("total", total), ("late", late), ("silent", silent))}
    return message(f"country_tasks.{key}", lang, **numbers)


def statuses_line(found: Country, lang: str) -> str:
    """The verdicts of the units on the way, by status; where there is none, that none can be judged yet."""
    if not found.statuses:
        return message("country.verdicts_none", lang, units=format_number(len(found.units), lang))
    counted = [
        message("country.status_count", lang, count=format_number(count, lang), word=message(f"status.{status}", lang))
        for status, count in found.statuses.items()
    ]
    return message("country.verdicts", lang, outcomes="; ".join(counted))


def goal_words(goal: Goal, lang: str) -> str:
    """A target with its year and what came of it: '20 % (2025): không đạt'."""
    came = "ahead" if goal.result is None else goal.result.outcome
    target = target_amount(goal.target, lang)
    return message(f"country_goal.{came}", lang, target=target, year=goal.target["year"])


def target_amount(row: Row, lang: str) -> str:
    """A target in signs: '≥ 30 %'."""
    return amount_text(row, lang)


def published_words(one: Published, name: str, lang: str) -> str:
    """Whose actual it is and how much; of several units how many, and the least and the largest of them."""
    if len(one.rows) == 1:
        return f"{name}: {actual_words(one.first, lang)}"
    ends = sorted(one.rows, key=lambda row: float(row["value"]))
    count = format_number(len(one.rows), lang)
    return message(
        "country_newest.span",
        lang,
        count=count,
        low=actual_words(ends[0], lang),
        high=actual_words(ends[-1], lang),
    )


def bar_notes(bar: NationalBar, lang: str) -> list[str]:
    """What the verdict is held against, the actual that decided a target that fell due, and doubts about actuals."""
    seen, notes = bar.subject, list[str]()
    if seen.row is not None and seen.is_judged:
        planned = planned_words(seen.row, seen.targets, seen.indicator.unit, lang)
        notes.append(message("country.against", lang, planned=planned, when=planned_when(seen.row, lang)))
    shown = [row for row in [bar.actual] if row is not None]
    for goal in bar.goals:
        deciding = [] if goal.result is None else [row for row in goal.result.actuals if row not in shown]
        alike = [row for row in deciding if bar.actual is not None and row["series"] == bar.actual["series"]]
        notes += [message("country.at_due", lang, number=dated_actual(row, lang)) for row in alike]
        shown += alike
    cautions = (row[f"caution_{lang}"] for row in shown)
    return [*notes, *dict.fromkeys(text for text in cautions if text)]
