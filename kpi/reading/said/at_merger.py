"""How a target of a former unit stood on the unit's last day: told as history, never as a state of today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kpi.method.progress import judge_from
from kpi.model.codes import DUE, Reason, Status
from kpi.model.records import plain_records
from kpi.model.vocabulary import MEASURE_ANY
from kpi.reading.judged_rows import JudgedRow
from kpi.reading.province import cached, inputs_together, provinces
from kpi.reading.subject import Subject
from kpi.store.warehouse import Snapshot
from kpi.words import format_date, label, message


def said_with_history(snapshot: Snapshot, found: Subject, name: str, lang: str, *, newer: bool = False) -> str:
    """What there is to say of a target, and how it stood when its unit was merged; `name` is what the owner is called.

    The arguments are those of `Subject.sentence`.
    """
    told = (found.sentence(name, lang, newer=newer), at_merger(snapshot, found, lang))
    return " ".join(part for part in told if part)


def at_merger(snapshot: Snapshot, found: Subject, lang: str) -> str:
    """The verdict of the last day, on the unit's own territory and target; empty where there was none.

    A target that had fallen due by then has its result told anyway.
    """
    last, row = found.lives_until, found.row
    if last is None or row is None or row["reason"] != Reason.BOUNDARIES_CHANGED or not _may_be_judged(found):
        return ""
    judged = _verdicts(snapshot, last, found.standpoint.known)
    stood = judged.get((found.owner_id, found.indicator.indicator_id, found.document_id))
    if stood is None or stood["status"] in DUE or (found.series and stood["series"] != found.series):
        return ""
    verdict = label("status", stood["status"], lang).lower()
    return message("narrative.at_merger", lang, day=format_date(last, lang), verdict=verdict)


def _may_be_judged(found: Subject) -> bool:
    """Whether the actual at hand is counted as a target is: else no day has a verdict, and none has to be judged."""
    cited = found.cited
    if cited is None:
        return False
    ways = {(row["measured_indicator_id"], row["measure"]) for row in found.targets}
    counted = cited["indicator_id"], cited["series_measure"]
    return counted in ways or any(measure == MEASURE_ANY for _, measure in ways)


@cached
def _verdicts(snapshot: Snapshot, day: date, known: date | None) -> Mapping[tuple[str, str, str], JudgedRow]:
    """The first verdict of every target of the units whose last day it was, by unit, indicator and document."""
    merged = [one.province_id for one in provinces(snapshot).values() if one.successor_id and one.valid_to == day]
    rows = judge_from(inputs_together(snapshot, merged), [day.year], as_of=day, knowledge_date=known)
    verdicts: dict[tuple[str, str, str], JudgedRow] = {}
    for row in plain_records(rows[rows["status"] != Status.NOT_ASSESSABLE]):
        verdicts.setdefault((row["province_id"], row["indicator_id"], row["document_id"]), row)
    return verdicts
