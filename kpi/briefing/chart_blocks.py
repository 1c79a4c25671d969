"""One indicator of one unit as a chart block: the drawing of the screen, its sentence, numbers and data table."""

from __future__ import annotations

from dataclasses import asdict

from kpi.briefing import big_numbers, links
from kpi.briefing.content import Cell, ChartBlock, Number, Row, Table
from kpi.briefing.library import Library, Subject, subject_of
from kpi.briefing.model import Item
from kpi.briefing.sources import document_words
from kpi.briefing.subject_numbers import subject_group, subject_sources
from kpi.charts.path.path_scene import path_scene
from kpi.charts.words import full_target
from kpi.model import addresses
from kpi.model.records import Row as PlainRow
from kpi.model.vocabulary import TargetStatus
from kpi.reading.due_results import deciding_actuals, ended_words, outcome_state
from kpi.reading.province import rows_by_indicator
from kpi.reading.standpoint import Standpoint
from kpi.reading.unjudged import state_words, target_state
from kpi.words import format_date, message, unit_name

_SAID_ELSEWHERE = frozenset({TargetStatus.DUPLICATE, TargetStatus.SUPERSEDED})
_DATA_WIDTHS = (2.0, 1.2, 1.2, 2.0, 1.4)


def path_block(library: Library, item: Item) -> ChartBlock:
    """The chart of one indicator of one province. Raises ItemError when there is nothing to show."""
    subject = subject_of(library, item)
    return subject_block(subject, item)


def subject_block(subject: Subject, item: Item) -> ChartBlock:
    """The chart of a subject with the title and remark of `item`."""
    library, lang = subject.library, subject.lang
    context = library.context
    url = subject_url(subject)
    group = subject_group(subject, url)
    title = item.title or subject.indicator.name(lang)
    no_actual = message("indicator.no_actual", lang, province=subject.unit_name) if not subject.actuals else ""
    scene = path_scene(
        subject.path,
        subject.targets,
        subject.actuals,
        asdict(subject.indicator),
        lang,
        national=subject.national,
        series=subject.series or None,
        line_of=subject.quoted_series or None,
        as_of=context.standpoint.day,
        as_of_is_today=context.standpoint.as_of is None,
        decided_by=deciding_actuals(subject.seen),
    )
    status, status_words = _status(subject)
    return ChartBlock(
        context=context,
        title=title,
        subtitle=subtitle(subject),
        short_name=subject.indicator.name(lang),
        scene=scene,
        sentence=subject.sentence,
        unit=subject.indicator.unit,
        url=url,
        table=data_table(group.numbers, title, lang),
        group=group,
        status=status,
        status_words=status_words,
        no_actual=no_actual,
        remark=item.remark,
        sources=subject_sources(subject),
        actual=big_numbers.actual_number(subject),
        due=big_numbers.due_number(subject),
        also=_also_set(subject),
    )


def _also_set(subject: Subject) -> str:
    """What other documents of the unit ask for of the indicator, by document; empty where they ask for the same."""
    lang, snapshot = subject.lang, subject.library.snapshot
    told = {_asked(row) for row in subject.targets}
    others: dict[str, dict[str, None]] = {}
    for row in rows_by_indicator(snapshot, subject.province_id)[subject.indicator.indicator_id].targets:
        if row["inherited"] or row["document_id"] == subject.document_id or _asked(row) in told:
            continue
        if row["status"] in _SAID_ELSEWHERE or not subject.library.context.standpoint.has(row["issued_on"]):
            continue
        name = document_words(row, lang, dated=False)
        amount = message("chart_words.value_year", lang, value=full_target(row, lang), year=int(row["year"]))
        others.setdefault(name, {})[amount] = None
    said = "; ".join(f"{name}: {', '.join(amounts)}" for name, amounts in others.items())
    return message("briefing.also_set", lang, said=said) if said and subject.document_id else ""


def _asked(row: PlainRow) -> tuple[object, ...]:
    return tuple(row[name] for name in ("year", "operator", "value", "value_high", "cadence"))


def _status(subject: Subject) -> tuple[str, str]:
    """The status and its words; both empty where there is no target.

    Of a document that has no target ahead what came of its last one.
    """
    if subject.row is None or not subject.document_id:
        return "", ""
    if subject.ended is not None:
        return outcome_state(subject.ended.outcome), ended_words(subject.ended, subject.lang)
    return target_state(subject.seen), state_words(subject.seen, subject.lang)


def subject_url(subject: Subject) -> str:
    """The view that shows the subject on screen."""
    context = subject.library.context
    days = links.days_of(context.standpoint.as_of, context.standpoint.known)
    return links.view(
        context.base_url,
        addresses.INDICATOR_PAGE,
        **{addresses.PROVINCE: subject.province_id, addresses.INDICATOR: subject.indicator.indicator_id},
        **{addresses.DOCUMENT: subject.document_id, addresses.SERIES: subject.series, addresses.LANGUAGE: subject.lang},
        **days,
    )


def subtitle(subject: Subject) -> str:
    """Unit, plan and day: 'Lai Châu · Kế hoạch số 11-KH/TU, ngày 17/10/2025 · tính đến 22/11/2026'."""
    context, lang = subject.library.context, subject.lang
    parts = [subject.unit_name]
    if subject.document_id:
        parts.append(document_words(subject.targets[0], lang))
    parts.append(as_of_words(context.standpoint, lang))
    return " · ".join(parts)


def as_of_words(standpoint: Standpoint, lang: str) -> str:
    """The day stood on, and the day whose knowledge counts where it was chosen."""
    day = format_date(standpoint.day, lang)
    if standpoint.known is None:
        return message("briefing.as_of", lang, day=day)
    return message("briefing.as_of_known", lang, day=day, known=format_date(standpoint.known, lang))


def data_table(found: tuple[Number, ...], title: str, lang: str) -> Table:
    """Every number of a chart, one a row: what it is, its raw value, its unit, the number as shown, its ID."""
    heads = ("what", "value", "unit", "shown", "id")
    rows = [
        Row(
            (
                Cell(number.what),
                Cell("" if number.value is None else number.text, number.value),
                Cell(unit_name(number.unit, lang) if number.unit else ""),
                Cell(number.text),
                Cell(number.number_id),
            )
        )
        for number in found
    ]
    columns = tuple(message(f"briefing.column_{head}", lang) for head in heads)
    return Table(title=title, columns=columns, rows=tuple(rows), widths=_DATA_WIDTHS)
