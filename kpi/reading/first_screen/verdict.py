"""The sentence on a unit as a whole, and the line below it that says what it stands on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kpi.model.records import ProvinceRecord
from kpi.model.vocabulary import DocumentKind
from kpi.reading.due_results import DueResult, Outcome, is_silent, outcome_counts
from kpi.reading.first_screen.whole import Kind, Whole
from kpi.words import document_name, format_date, format_number, full_name, message, sentence_case


def former_names(found: Whole, units: Mapping[str, ProvinceRecord], lang: str) -> dict[str, str]:
    """What the former units are called beside the unit, by id: one with its own name says that it is the former one."""
    own = found.unit.full_name(lang)
    return {
        owner: full_name(units[owner], lang) if units[owner].full_name(lang) == own else units[owner].full_name(lang)
        for owner in found.inherited
    }


def verdict(found: Whole, lang: str, names: Mapping[str, str]) -> str:
    """The sentence on the whole; `names` are the former units' names by id."""
    make = {
        Kind.DECIDED: _decided,
        Kind.DUE: _due,
        Kind.ON_THE_WAY: _on_the_way,
        Kind.TASKS: _tasks,
        Kind.AHEAD: _ahead,
    }.get(found.kind)
    if make is not None:
        return sentence_case(make(found, lang))
    facts = {
        "name": found.unit.full_name(lang),
        "day": format_date(found.day, lang),
        "count": format_number(sum(found.inherited.values()), lang),
        "units": ", ".join(names[owner] for owner in found.inherited),
        "published": format_number(found.published, lang),
    }
    return sentence_case(message(f"first_screen.whole.{found.kind}", lang, **facts))


def when_due(results: Sequence[DueResult], lang: str) -> str:
    """The day, or the years, on which results fell due: 'ngày 31/12/2025', 'trong các năm 2022–2025'."""
    years = sorted({item.year for item in results})
    if len(years) == 1:
        return message("first_screen.due_on", lang, day=format_date(date(years[0], 12, 31), lang))
    return message("first_screen.due_in", lang, first=years[0], last=years[-1])


def _decided(found: Whole, lang: str) -> str:
    counts = outcome_counts(found.due)
    said = [
        message(f"first_screen.outcome.{outcome}", lang, count=format_number(counts[outcome], lang))
        for outcome in Outcome
        if counts[outcome]
    ]
    told = {"due": format_number(len(found.due), lang), "outcomes": ", ".join(said)}
    return message("first_screen.whole.decided", lang, **told, also=_also(found, lang))


def _also(found: Whole, lang: str) -> str:
    """What is judged on the way, after a semicolon; empty where nothing is."""
    said = _way(found, lang)
    return f"; {said}" if said else ""


def _way(found: Whole, lang: str) -> str:
    counts = {"short": len(found.short), "good": len(found.good)}
    return ", ".join(
        message(f"first_screen.way.{key}", lang, count=format_number(count, lang))
        for key, count in counts.items()
        if count
    )


def _due(found: Whole, lang: str) -> str:
    results = found.due
    elsewhere = any(is_silent(item) and item.indicator.indicator_id in found.measured for item in results)
    day = "_other_day" if elsewhere else ""
    one = "_one" if len(results) == 1 else ""
    rest = f"some{day}" if found.silent else f"open{one}"
    if found.silent == len(results):
        rest = f"none{day}{one}"
    numbers = {"silent": found.silent, "open": len(results) - found.silent}
    told = message(f"first_screen.rest.{rest}", lang, **{key: format_number(n, lang) for key, n in numbers.items()})
    key = "due_former" if found.ended else "due"
    facts = {"name": found.unit.full_name(lang), "due": format_number(len(results), lang)}
    return message(
        f"first_screen.whole.{key}", lang, **facts, when=when_due(results, lang), rest=told, also=_also(found, lang)
    )


def _on_the_way(found: Whole, lang: str) -> str:
    facts = {"count": format_number(found.subjects, lang), "way": _way(found, lang)}
    return message("first_screen.whole.on_the_way", lang, **facts)


def _tasks(found: Whole, lang: str) -> str:
    assert found.duties is not None
    numbers = {name: format_number(getattr(found.duties, name), lang) for name in ("total", "past", "overdue")}
    key = "tasks_reported" if found.duties.overdue else "tasks"
    ahead = ""
    if found.ahead:
        ahead = message("first_screen.tasks_ahead", lang, count=format_number(len(found.ahead), lang))
    return message(f"first_screen.whole.{key}", lang, **numbers, ahead=ahead)


def _ahead(found: Whole, lang: str) -> str:
    count = len(found.ahead)
    first = date(min(item.year for item in found.ahead), 12, 31)
    rest = "measured" if found.measured_ahead else "unmeasured"
    facts = {"count": format_number(count, lang), "day": format_date(first, lang)}
    told = message(f"first_screen.ahead.{rest}", lang, count=format_number(found.measured_ahead, lang))
    former = "_former" if found.ended else ""
    one = "_one" if count == 1 else ""
    name = found.unit.full_name(lang)
    return message(f"first_screen.whole.ahead{one}{former}", lang, **facts, rest=told, name=name)


def stands_on(found: Whole, lang: str) -> tuple[str, ...]:
    """What the sentence stands on, in short pieces: plan with its day, newest actual, merger."""
    pieces = [sentence_case(_documents(found, lang))]
    if found.newest is not None:
        pieces.append(message("first_screen.newest", lang, day=format_date(found.newest, lang)))
    else:
        pieces.append(message("first_screen.no_actual", lang))
    return tuple(pieces)


def _documents(found: Whole, lang: str) -> str:
    texts = [item for item in found.documents if item.kind == DocumentKind.PLAN_TEXT]
    others = len(found.documents) - len(texts)
    if texts:
        name = document_name(texts[0].cited, lang)
        more = len(found.documents) - 1
        return message("first_screen.plan_and", lang, plan=name, count=more) if more else name
    if others:
        return message("first_screen.by_press", lang, count=format_number(others, lang))
    return message("first_screen.no_plan", lang)
