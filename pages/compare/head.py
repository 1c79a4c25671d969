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
from pages.compare.words import actual_text, listed, nation_text, number, place_text, reason_text, target_text
from ui import cards

_HTML = macros(__name__)

FEWEST_FOR_SPREAD = 3
"""From this many values on a median says something."""
_MOST_NAMED = 63
SILENT = frozenset({Unranked.NOTHING, Unranked.NO_TARGET})
"""Reasons of units that have nothing to show: they are named in one sentence."""


@kept
def title_html(snapshot: Snapshot, question: Question, mine: str, lang: str) -> Markup:
    """Name, the answer in one sentence, and the numbers that make it."""
    found = data.comparison(snapshot, question)
    indicator = data.indicators(snapshot)[question.indicator_id]
    measure = message(f"compare_measure.{question.measure}", lang)
    kicker = " · ".join(part for part in (measure, _series_name(snapshot, question, lang), str(question.year)) if part)
    kicker = scopes.heading(kicker, snapshot, question.scope, lang)
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
    return page_head(indicator[f"name_{lang}"], lead(snapshot, question, mine, lang), kicker, cards.facts(pairs))


def lead(snapshot: Snapshot, question: Question, mine: str, lang: str) -> str:
    """Who leads, and where the reader's own unit stands."""
    found = data.comparison(snapshot, question)
    names = data.full_names(snapshot, lang)
    placed = found.ranking.placed
    if not placed:
        said = message(f"compare_lead.none_{question.measure}", lang, year=question.year)
    elif len(placed) > 1 and not found.enough:
        units = len(placed) + len(found.ranking.unranked)
        said = message("compare_lead.few", lang, count=len(placed), all=units, year=question.year)
    else:
        leaders = found.ranking.leaders
        unit = data.indicators(snapshot)[question.indicator_id]["unit"]
        values = list(dict.fromkeys(_target_or_number(snapshot, question, place, unit, lang) for place in leaders))
        who = listed([names[place.province_id] for place in leaders], lang)
        said = message(_lead_key(found), lang, who=who, value=listed(values, lang), year=question.year)
    parts = (said, _reaching(snapshot, question, lang), _own(snapshot, question, mine, lang))
    return " ".join(part for part in (*parts, _measured_otherwise(snapshot, question, mine, lang)) if part)


def _lead_key(found: Comparison) -> str:
    if len(found.ranking.placed) == 1:  # Nobody leads a field of one.
        return f"compare_lead.only_{found.asked.measure}"
    lower = "_lower" if found.lower_better and found.asked.measure is Measure.TARGET else ""
    return f"compare_lead.{found.asked.measure}{lower}"


def _target_or_number(snapshot: Snapshot, question: Question, place: Place, unit: str, lang: str) -> str:
    row = data.comparison(snapshot, question).target.get(place.province_id)
    if question.measure is Measure.TARGET and row is not None:
        return target_text(row, lang)
    return number(question.measure, place.value, unit, lang)


def _reaching(snapshot: Snapshot, question: Question, lang: str) -> str:
    """Units behind the leaders whose target is a range that may reach them all the same."""
    found = data.comparison(snapshot, question)
    if question.measure is not Measure.TARGET or not found.ranking.placed:
        return ""
    best = found.ranking.placed[0].value
    leaders = {place.province_id for place in found.ranking.leaders}
    said = []
    for place in found.ranking.placed:
        row = found.target[place.province_id]
        far = row["value"] if found.lower_better else row["value_high"]
        reaches = far is not None and (far <= best if found.lower_better else far >= best)
        if reaches and row["value_high"] is not None and place.province_id not in leaders:
            said.append(f"{data.full_names(snapshot, lang)[place.province_id]} ({target_text(row, lang)})")
    return message("compare_lead.reaching", lang, who=listed(said, lang)) if said else ""


def _measured_otherwise(snapshot: Snapshot, question: Question, mine: str, lang: str) -> str:
    """The reader's own unit by the other series of the year, so that two numbers in circulation are both explained."""
    if question.measure is not Measure.LEVEL:
        return ""
    series = data.series(snapshot, question.indicator_id)
    others = {
        row["series"]: f"{actual_text(row, lang)} ({series[row['series']][f'name_{lang}']})"
        for row in data.known(snapshot, question).actuals
        if row["province_id"] == mine and row["series"] != question.series
    }
    return message("compare_lead.own_otherwise", lang, values=listed(list(others.values()), lang)) if others else ""


def _own(snapshot: Snapshot, question: Question, mine: str, lang: str) -> str:
    """The reader's own unit in one sentence; nothing for the nation or a unit of other boundaries."""
    found = data.comparison(snapshot, question)
    name = data.full_names(snapshot, lang).get(mine, "")
    for place in found.ranking.placed:
        if place.province_id == mine:
            told = {"who": name, "rank": place_text(place, lang), "count": len(found.ranking.placed)}
            unit = data.indicators(snapshot)[question.indicator_id]["unit"]
            if unit == "rank" and question.measure in {Measure.LEVEL, Measure.TARGET}:
                return message("compare_lead.own_rank", lang, **told)
            return message(
                "compare_lead.own", lang, value=_target_or_number(snapshot, question, place, unit, lang), **told
            )
    for member in found.ranking.unranked:
        if member.province_id == mine:
            why = reason_text(member, data.series(snapshot, question.indicator_id), lang)
            return message("compare_lead.own_unranked", lang, who=name, why=why)
    return ""


def _series_name(snapshot: Snapshot, question: Question, lang: str) -> str:
    row = data.series(snapshot, question.indicator_id).get(question.series)
    return str(row[f"name_{lang}"]) if row else ""


def silent_html(snapshot: Snapshot, question: Question, lang: str) -> Markup:
    """Units with nothing to compare, named while they can be; empty when all have something."""
    found = data.comparison(snapshot, question)
    silent = [one for one in found.ranking.unranked if one.reason in SILENT]
    if not silent:
        return EMPTY
    names = data.full_names(snapshot, lang)
    key = "compare.silent_target" if found.asked.measure is Measure.TARGET else "compare.silent"
    who = ", ".join(names[one.province_id] for one in silent) if len(silent) <= _MOST_NAMED else ""
    return silent_units(message(key, lang, count=len(silent)), who)


def silent_units(said: str, who: str) -> Markup:
    """The line about units with nothing to show; `who` names them."""
    return _HTML.silent(said, who)
