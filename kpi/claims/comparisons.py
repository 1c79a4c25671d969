"""What the page So sánh says in sentences, held against the rows: all indicators, measures, years and boundaries."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from kpi.claims.compared_rows import EveryRow
from kpi.claims.comparison_rules import RULES, Answer, Part, Told
from kpi.claims.whole import FalseClaim
from kpi.method.thresholds import load_method
from kpi.model.vocabulary import NATION
from kpi.reading.comparison import compare
from kpi.reading.ranking import Measure
from kpi.reading.said import comparison as sentences
from kpi.reading.said.names import names_told_apart
from kpi.store.warehouse import Snapshot
from kpi.words import LANGUAGES


def false_comparisons(snapshot: Snapshot) -> Iterator[FalseClaim]:
    """Everything false that a comparison says, in both languages; what units of both boundaries share is read once."""
    read: set[tuple[Hashable, ...]] = set()
    for answer in every_answer(snapshot):
        about = (answer.compared.indicator["indicator_id"], answer.compared.found.asked, answer.compared.lang)
        for told in everything_told(answer):
            key = (*about, told.text)
            if not told.unit or key not in read:
                read.add(key)
                yield from judge(told)


def every_answer(snapshot: Snapshot) -> Iterator[Answer]:
    """The answer to every question in which any unit may have a place."""
    every = EveryRow(snapshot)
    names = {lang: names_told_apart(snapshot, lang) for lang in LANGUAGES}
    method = load_method()
    for question in every.questions():
        units, series = every.units[question.vintage], every.series[question.indicator["indicator_id"]]
        found = compare(question.asked, units, question.known, question.indicator, method)
        for lang in LANGUAGES:
            compared = sentences.Compared(found, question.indicator, names[lang], series, question.known.actuals, lang)
            yield Answer(compared, question, units)


def everything_told(answer: Answer) -> Iterator[Told]:
    """Every sentence and every number about a comparison, each with the unit that it is about."""
    compared = answer.compared
    said = [(Part.FIRST, "", sentences.first(compared)), (Part.REACHING, "", sentences.reaching(compared))]
    if compared.found.asked.measure is Measure.TARGET:
        said.append((Part.NATION, "", sentences.beside_nation(compared, frozenset(answer.units))))
    for unit in answer.placed:
        said.append((Part.OWN, unit, sentences.own(compared, unit)))
        said.append((Part.OTHERWISE, unit, sentences.measured_otherwise(compared, unit)))
    said += [(Part.FACT, "", value) for value, _ in sentences.facts(compared)]
    for part, unit, text in said:
        if text:
            yield Told(answer, part, unit, text)


def judge(told: Told) -> Iterator[FalseClaim]:
    """What is false in one text."""
    found = told.answer.compared
    asked, indicator_id = found.found.asked, str(found.indicator["indicator_id"])
    for rule, finds in RULES.items():
        for what in finds(told):
            about = "-".join(part for part in (asked.measure, asked.series, str(asked.year)) if part)
            yield FalseClaim(told.unit or NATION, indicator_id, about, told.lang, told.part, rule, what, told.text)
