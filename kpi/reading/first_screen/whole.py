"""How a unit stands as a whole: one sentence, and the line below it that says what it stands on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kpi.model.codes import GOOD, SHORT
from kpi.model.records import DocumentRecord, ProvinceRecord, TargetRecord
from kpi.model.vocabulary import DocumentKind, TargetStatus
from kpi.reading.due_results import DECIDED, DueResult, Outcome, due_by_owner, outcome_counts
from kpi.reading.first_screen.duties import Duties, duties
from kpi.reading.own_and_inherited import documents_in_force, rows_without_target, seen_actuals
from kpi.reading.province import cached, province_data, provinces, rows_by_indicator
from kpi.reading.standpoint import Standpoint
from kpi.reading.subject import Subject
from kpi.reading.subjects import own_subjects
from kpi.reading.unjudged import WITHOUT_ACTUAL
from kpi.store.warehouse import Snapshot
from kpi.words import document_name, format_date, format_number, full_name, message, sentence_case


class Kind(StrEnum):
    """What the sentence is about; the first that applies to a unit is told."""

    DECIDED = "decided"
    DUE = "due"
    ON_THE_WAY = "on_the_way"
    TASKS = "tasks"
    AHEAD = "ahead"
    NOT_ISSUED = "not_issued"
    INHERITED = "inherited"
    PUBLISHED = "published"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Whole:
    """Everything that the sentence may speak of, as seen from a day.

    `due` are the unit's own targets that fell due, `ahead` those that are not due; `measured` the indicators of which
    the system holds any actual of the unit; `short` and `good` its subjects on the way with a verdict; `inherited` the number of
    indicators by former unit; `published` how many indicators without a target have an actual. `newest` is the last
    day that an actual of the unit is about. `ended`: the unit was merged before the day.
    """

    unit: ProvinceRecord
    day: date
    due: tuple[DueResult, ...]
    measured: frozenset[str]
    ahead: tuple[TargetRecord, ...]
    short: tuple[Subject, ...]
    good: tuple[Subject, ...]
    subjects: int
    duties: Duties | None
    inherited: Mapping[str, int]
    published: int
    documents: tuple[DocumentRecord, ...]
    issued_later: bool
    newest: date | None
    ended: bool

    @property
    def silent(self) -> int:
        """How many of the targets that fell due have no actual of their day in the system."""
        return sum(is_silent(item) for item in self.due)

    @property
    def measured_ahead(self) -> int:
        """How many of the targets that are not due have an actual in the system."""
        return sum(item.indicator_id in self.measured for item in self.ahead)

    @property
    def kind(self) -> Kind:
        """What the sentence is about."""
        if any(item.outcome in DECIDED for item in self.due):
            return Kind.DECIDED
        past = self.duties is not None and self.duties.past + self.duties.overdue > 0
        order = (
            (Kind.DUE, bool(self.due)),
            (Kind.ON_THE_WAY, bool(self.short or self.good)),
            (Kind.TASKS, past),
            (Kind.AHEAD, bool(self.ahead)),
            (Kind.NOT_ISSUED, self.issued_later),
            (Kind.INHERITED, bool(self.inherited)),
            (Kind.PUBLISHED, self.published > 0),
        )
        return next((kind for kind, holds in order if holds), Kind.NOTHING)


@cached
def whole(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> Whole:
    """What is known of a unit as a whole; `standpoint` is where the reader stands."""
    known, unit = province_data(snapshot, province_id), provinces(snapshot)[province_id]
    results = due_by_owner(snapshot, province_id, standpoint).get(province_id, ())
    subjects = own_subjects(snapshot, province_id, standpoint)
    issued = [item for item in known.targets if standpoint.has(item.issued_on)]
    ahead = _once(item for item in issued if not item.inherited and date(item.year, 12, 31) > standpoint.day)
    inherited: dict[str, set[str]] = {}
    for item in issued:
        if item.inherited:
            inherited.setdefault(item.province_id, set()).add(item.indicator_id)
    actuals = [item for item in seen_actuals(snapshot, province_id, standpoint) if item.province_id == province_id]
    judged = [item for item in subjects if item.is_judged and item.row is not None and not item.last_results]
    return Whole(
        unit=unit,
        day=standpoint.day,
        due=results,
        measured=_measured(snapshot, province_id, standpoint),
        ahead=ahead,
        short=tuple(item for item in judged if item.row and item.row["status"] in SHORT),
        good=tuple(item for item in judged if item.row and item.row["status"] in GOOD),
        subjects=len(subjects),
        duties=duties(snapshot, province_id, standpoint),
        inherited={owner: len(names) for owner, names in inherited.items()},
        published=len(rows_without_target(snapshot, province_id, standpoint)),
        documents=tuple(documents_in_force(snapshot, province_id, standpoint)),
        issued_later=any(not item.inherited and not standpoint.has(item.issued_on) for item in known.documents),
        newest=max((item.period_end for item in actuals if item.period_end <= standpoint.day), default=None),
        ended=unit.valid_to is not None and unit.successor_id is not None and unit.valid_to < standpoint.day,
    )


def is_silent(result: DueResult) -> bool:
    """Whether the system holds no actual of the day on which a target fell due."""
    return result.outcome is Outcome.UNDECIDED and result.reason in WITHOUT_ACTUAL


def _measured(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> frozenset[str]:
    """The indicators whose targets have an actual of the unit, counted alike or not."""
    return frozenset(
        name
        for name, rows in rows_by_indicator(snapshot, province_id).items()
        if any(row["province_id"] == province_id and standpoint.sees(row) for row in rows.actuals)
    )


def _once(targets: Iterable[TargetRecord]) -> tuple[TargetRecord, ...]:
    """Each target once, whatever the number of documents and sections that set it."""
    kept: dict[tuple[object, ...], TargetRecord] = {}
    for item in targets:
        if item.status not in {TargetStatus.DUPLICATE, TargetStatus.SUPERSEDED}:
            key = (item.indicator_id, item.year, item.operator, item.value, item.value_high, item.cadence)
            kept.setdefault(key, item)
    return tuple(kept.values())


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
    if found.silent == len(results):
        rest = f"none{day}{one}"
    else:
        rest = f"some{day}" if found.silent else f"open{one}"
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
    """What the sentence stands on, in short pieces: plan with its day, newest figure, merger."""
    pieces = [sentence_case(_documents(found, lang))]
    if found.newest is not None:
        pieces.append(message("first_screen.newest", lang, day=format_date(found.newest, lang)))
    else:
        pieces.append(message("first_screen.no_figure", lang))
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
