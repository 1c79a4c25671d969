"""What a ranking says in words: its head, the answer in one sentence, and who has nothing to show."""

from __future__ import annotations

from kpi.markup import EMPTY, Markup, macros
from kpi.markup.pieces import page_head
from kpi.reading.comparison import Comparison
from kpi.reading.ranking import Measure, Place, Unranked
from kpi.store.warehouse import Snapshot
from kpi.words import message
from pages.compare import data
from pages.compare import scope as scopes
from pages.compare.data import Question, kept
from pages.compare.words import figure_text, listed, nation_text, number, place_text, promise_text, reason_text
from ui import cards

_HTML = macros(__name__)

FEWEST_FOR_SPREAD = 3
"""From this many values on a median says something."""
_MOST_NAMED = 63
SILENT = frozenset({Unranked.NOTHING, Unranked.NO_PROMISE})
"""Reasons of units that have nothing to show: they are named in one sentence."""


@kept
def title_html(shown: Snapshot, question: Question, mine: str, lang: str) -> Markup:
    """Name, the answer in one sentence, and the numbers that make it."""
    found = data.comparison(shown, question)
    indicator = data.indicators(shown)[question.indicator_id]
    measure = message(f"compare_measure.{question.measure}", lang)
    kicker = " · ".join(part for part in (measure, _series_name(shown, question, lang), str(question.year)) if part)
    kicker = scopes.heading(kicker, shown, question.scope, lang)
    pairs = [
        (str(len(found.ranking.placed)), message("compare.facts_placed", lang)),
        (str(len(found.ranking.unranked)), message("compare.facts_unranked", lang)),
    ]
    if found.ranking.tiers > 1:
        pairs.insert(1, (str(found.ranking.tiers), message("compare.facts_tiers", lang)))
    if found.spread is not None and found.spread.count >= FEWEST_FOR_SPREAD and indicator["unit"] != "rank":
        median = number(question.measure, round(found.spread.median, 6), indicator["unit"], lang)
        pairs.append((median, message("compare.facts_median", lang)))
    if found.nation is not None:
        nation = number(question.measure, found.nation, indicator["unit"], lang)
        pairs.append((nation, nation_text(indicator, lang)))
    return page_head(indicator[f"name_{lang}"], lead(shown, question, mine, lang), kicker, cards.facts(pairs))


def lead(shown: Snapshot, question: Question, mine: str, lang: str) -> str:
    """Who leads, and where the reader's own unit stands."""
    found = data.comparison(shown, question)
    names = data.full_names(shown, lang)
    placed = found.ranking.placed
    if not placed:
        said = message(f"compare_lead.none_{question.measure}", lang, year=question.year)
    elif len(placed) > 1 and not found.enough:
        units = len(placed) + len(found.ranking.unranked)
        said = message("compare_lead.few", lang, count=len(placed), all=units, year=question.year)
    else:
        leaders = found.ranking.leaders
        unit = data.indicators(shown)[question.indicator_id]["unit"]
        values = list(dict.fromkeys(_promised_or_number(shown, question, place, unit, lang) for place in leaders))
        who = listed([names[place.unit_id] for place in leaders], lang)
        said = message(_lead_key(found), lang, who=who, value=listed(values, lang), year=question.year)
    parts = (said, _reaching(shown, question, lang), _own(shown, question, mine, lang))
    return " ".join(part for part in (*parts, _measured_otherwise(shown, question, mine, lang)) if part)


def _lead_key(found: Comparison) -> str:
    if len(found.ranking.placed) == 1:  # Nobody leads a field of one.
        return f"compare_lead.only_{found.asked.measure}"
    lower = "_lower" if found.lower_better and found.asked.measure is Measure.PROMISE else ""
    return f"compare_lead.{found.asked.measure}{lower}"


def _promised_or_number(shown: Snapshot, question: Question, place: Place, unit: str, lang: str) -> str:
    row = data.comparison(shown, question).promise.get(place.unit_id)
    if question.measure is Measure.PROMISE and row is not None:
        return promise_text(row, lang)
    return number(question.measure, place.value, unit, lang)


def _reaching(shown: Snapshot, question: Question, lang: str) -> str:
    """Units behind the leaders whose promised range may reach them all the same."""
    found = data.comparison(shown, question)
    if question.measure is not Measure.PROMISE or not found.ranking.placed:
        return ""
    best = found.ranking.placed[0].value
    leaders = {place.unit_id for place in found.ranking.leaders}
    said = []
    for place in found.ranking.placed:
        row = found.promise[place.unit_id]
        far = row["value"] if found.lower_better else row["value_high"]
        reaches = far is not None and (far <= best if found.lower_better else far >= best)
        if reaches and row["value_high"] is not None and place.unit_id not in leaders:
            said.append(f"{data.full_names(shown, lang)[place.unit_id]} ({promise_text(row, lang)})")
    return message("compare_lead.reaching", lang, who=listed(said, lang)) if said else ""


def _measured_otherwise(shown: Snapshot, question: Question, mine: str, lang: str) -> str:
    """The reader's own unit by the other series of the year, so that two numbers in circulation are both explained."""
    if question.measure is not Measure.LEVEL:
        return ""
    series = data.series(shown, question.indicator_id)
    others = {
        row["series"]: f"{figure_text(row, lang)} ({series[row['series']][f'name_{lang}']})"
        for row in data.known(shown, question).figures
        if row["province_id"] == mine and row["series"] != question.series
    }
    return message("compare_lead.own_otherwise", lang, values=listed(list(others.values()), lang)) if others else ""


def _own(shown: Snapshot, question: Question, mine: str, lang: str) -> str:
    """The reader's own unit in one sentence; nothing for the nation or a unit of other boundaries."""
    found = data.comparison(shown, question)
    name = data.full_names(shown, lang).get(mine, "")
    for place in found.ranking.placed:
        if place.unit_id == mine:
            told = {"who": name, "rank": place_text(place, lang), "count": len(found.ranking.placed)}
            unit = data.indicators(shown)[question.indicator_id]["unit"]
            if unit == "rank" and question.measure in {Measure.LEVEL, Measure.PROMISE}:
                return message("compare_lead.own_rank", lang, **told)
            return message(
                "compare_lead.own", lang, value=_promised_or_number(shown, question, place, unit, lang), **told
            )
    for unit in found.ranking.unranked:
        if unit.unit_id == mine:
            why = reason_text(unit, data.series(shown, question.indicator_id), lang)
            return message("compare_lead.own_unranked", lang, who=name, why=why)
    return ""


def _series_name(shown: Snapshot, question: Question, lang: str) -> str:
    row = data.series(shown, question.indicator_id).get(question.series)
    return str(row[f"name_{lang}"]) if row else ""


def silent_html(shown: Snapshot, question: Question, lang: str) -> Markup:
    """Units with nothing to compare, named while they can be; empty when all have something."""
    found = data.comparison(shown, question)
    silent = [unit for unit in found.ranking.unranked if unit.reason in SILENT]
    if not silent:
        return EMPTY
    names = data.full_names(shown, lang)
    key = "compare.silent_promise" if found.asked.measure is Measure.PROMISE else "compare.silent"
    who = ", ".join(names[unit.unit_id] for unit in silent) if len(silent) <= _MOST_NAMED else ""
    return silent_units(message(key, lang, count=len(silent)), who)


def silent_units(said: str, who: str) -> Markup:
    """The line about units with nothing to show; `who` names them."""
    return _HTML.silent(said, who)
