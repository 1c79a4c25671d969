"""What a reader takes away from a view of So sánh: its whole table as a file, and its units into the briefing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from kpi.briefing.model import Item, ItemKind
from kpi.export.formats import PICTURES_BESIDE_CHARTS
from kpi.export.sheet.about import Source
from kpi.export.sheet.tables import AnyTable
from kpi.jobs.messages import Work
from kpi.model.addresses import COMPARE_PAGE
from kpi.model.records import ActualRecord, PathRecord, TargetRecord, records
from kpi.model.vocabulary import NATION, TargetStatus
from kpi.reading.boundaries import HistoryRow
from kpi.reading.province import provinces
from kpi.reading.ranking import Measure
from kpi.reading.said.values import rank_head, reason_text
from kpi.reading.standpoint import Standpoint
from kpi.reading.tables.comparison_tables import history_table, numbers_table, states_table, targets_table
from kpi.reading.tables.ranking_table import ranking_table
from kpi.store import compare_heat_queries as heat_queries
from kpi.store import compare_queries as queries
from kpi.store.warehouse import Snapshot
from kpi.words import message
from pages.compare import data
from pages.compare import scope as scopes
from pages.compare.data import Question, Scope
from ui import actions, downloads, jobs

MOST_IN_BRIEFING = 12
"""A chart of more units can no longer be read on a slide."""
_PICTURED = frozenset({Measure.LEVEL, Measure.TARGET})
"""Measures that the briefing's picture of several units shows as well."""
_Made = tuple[AnyTable, tuple[Source, ...]]


def ranking(snapshot: Snapshot, question: Question, lang: str) -> None:
    """All units of a ranking, whichever page is shown."""
    indicator = data.indicators(snapshot)[question.indicator_id]
    if question.measure is Measure.TARGET:
        ids = data.province_ids(snapshot, question.scope)
        target_actions(snapshot, ids, question.indicator_id, lang, question.scope)
    else:
        measure = message(f"compare_measure.{question.measure}", lang)
        title = f"{indicator[f'name_{lang}']} – {measure}, {question.year}"
        name = f"{COMPARE_PAGE}-{question.indicator_id}-{question.measure}-{question.year}"

        def make() -> _Made:
            found = data.comparison(snapshot, question)
            series = data.series(snapshot, question.indicator_id)
            names = data.full_names(snapshot, lang)
            table = ranking_table(
                found,
                names,
                lambda unit: reason_text(unit, series, lang),
                indicator=indicator,
                targets=data.targets(snapshot, tuple(found.plan), question.indicator_id),
                too_few=rank_head(found, lang),
            )
            outside = scopes.outside(snapshot, question.scope)
            actuals = _actuals(
                snapshot, tuple(one for one in found.actual if one not in outside), question.indicator_id
            )
            used = [actual for actual in actuals if actual.series == question.series]
            plans = (row["document_id"] for unit, row in found.plan.items() if unit not in outside)
            return table, _sources(snapshot, plans, used, lang)

        _buttons(
            snapshot,
            "compare",
            scopes.file_name(name, question.scope),
            scopes.title(title, snapshot, question.scope, lang),
            make,
            lang,
        )
    if question.measure in _PICTURED:
        placed = [place.province_id for place in data.comparison(snapshot, question).ranking.placed]
        chart_actions(snapshot, question.indicator_id, placed, lang, question.scope)


def target_actions(
    snapshot: Snapshot, province_ids: Sequence[str], indicator_id: str | None, lang: str, scope: Scope
) -> None:
    """Every target of some units, of their former units and of the nation; without an indicator about all of them."""
    subject = data.indicators(snapshot)[indicator_id][f"name_{lang}"] if indicator_id else ""
    title = message("compare_file.targets", lang, name=subject or data.full_names(snapshot, lang)[province_ids[0]])

    def make() -> _Made:
        former = [old for province_id in province_ids for old in data.former_of(snapshot).get(province_id, ())]
        ids = tuple(dict.fromkeys((NATION, *province_ids, *former)))
        found = records(queries.targets_of(snapshot, ids, indicator_id), TargetRecord)
        said = [target for target in found if target.status != TargetStatus.DUPLICATE]
        table = targets_table(said, data.full_names(snapshot, lang), _successors(snapshot), data.indicators(snapshot))
        return table, _sources(snapshot, (target.document_id for target in said), (), lang)

    name = scopes.file_name(f"cam-ket-{indicator_id or province_ids[0]}", scope)
    _buttons(snapshot, "compare-promises", name, scopes.title(title, snapshot, scope, lang), make, lang)


def lines(snapshot: Snapshot, ids: tuple[str, ...], indicator_id: str, lang: str, scope: Scope) -> None:
    """Every target, actual and year between of the units drawn."""
    title = message("compare_file.numbers", lang, name=data.indicators(snapshot)[indicator_id][f"name_{lang}"])

    def make() -> _Made:
        said = [
            target for target in data.targets(snapshot, ids, indicator_id) if target.status != TargetStatus.DUPLICATE
        ]
        paths = data.path_rows(snapshot, ids, indicator_id)
        planned = {
            province_id: records([row for row in paths if row["province_id"] == province_id], PathRecord)
            for province_id in ids
        }
        actuals = _actuals(snapshot, ids, indicator_id)
        table = numbers_table(ids, data.full_names(snapshot, lang), said, actuals, planned)
        return table, _sources(snapshot, (target.document_id for target in said), actuals, lang)

    name = scopes.file_name(f"so-va-lo-trinh-{indicator_id}", scope)
    _buttons(snapshot, "compare", name, scopes.title(title, snapshot, scope, lang), make, lang)
    chart_actions(snapshot, indicator_id, ids, lang, scope)


def history(snapshot: Snapshot, found: Sequence[HistoryRow], successor: str, indicator_id: str, lang: str) -> None:
    """Actuals of a merged unit and its former ones, with what may be rebuilt and what may not."""
    indicator = data.indicators(snapshot)[indicator_id]
    title = message("compare.history", lang, name=indicator[f"name_{lang}"])

    def make() -> _Made:
        names = data.full_names(snapshot, lang)
        used = [actual for row in found for actual in row.unit_actuals.values()]
        return history_table(found, successor, names, indicator["unit"]), _sources(snapshot, (), used, lang)

    _buttons(snapshot, "compare", f"dia-gioi-{successor}-{indicator_id}", title, make, lang)


def states(
    snapshot: Snapshot,
    units: Mapping[str, str],
    indicators: Mapping[str, str],
    year: int,
    words: Mapping[str, str],
    lang: str,
    scope: Scope,
) -> None:
    """Every cell of a heat map; `units` and `indicators` map ids to names, `words` states to theirs."""

    def make() -> _Made:
        cells = heat_queries.state_cells(snapshot, list(units), year, list(indicators))
        return states_table(cells, units, indicators, year, words), ()

    title = message("compare.heat_caption", lang, year=year)
    _buttons(
        snapshot,
        "compare",
        scopes.file_name(f"ban-do-nhiet-{year}", scope),
        scopes.title(title, snapshot, scope, lang),
        make,
        lang,
    )


def chart_actions(snapshot: Snapshot, indicator_id: str, province_ids: Sequence[str], lang: str, scope: Scope) -> None:
    """The first dozen units as one picture of the briefing's make, and the way into the briefing.

    A picture of a region says so in its title: who leads there need not lead the country.
    """
    chosen = tuple(province_ids[:MOST_IN_BRIEFING])
    if len(chosen) < 2:
        return
    name = str(data.indicators(snapshot)[indicator_id][f"name_{lang}"])
    title = scopes.title(name, snapshot, scope, lang)
    title = "" if title == name else title
    item = Item(kind=ItemKind.COMPARISON, indicator_id=indicator_id, provinces=chosen, title=title)
    on = jobs.stand(snapshot, lang, Standpoint())
    told = downloads.about(snapshot, scopes.file_name(f"{COMPARE_PAGE}-{indicator_id}", scope), "", lang)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="compare-actions"):
        for form in PICTURES_BESIDE_CHARTS:
            st.download_button(
                message(f"actions.{form}", lang),
                data=jobs.later(on, Work.PICTURE, item, form),
                file_name=told.file_name(form),
                mime=form.record.media_type,
                key=f"compare-{form}",
                help=message("compare_file.picture_help", lang, count=len(chosen)),
                on_click="ignore",
                type="tertiary",
                icon=form.record.icon,
            )
        actions.add_button(message("actions.add", lang), [item], lang, "compare")


def _buttons(snapshot: Snapshot, key: str, name: str, title: str, make: downloads.Make, lang: str) -> None:
    told = downloads.about(snapshot, name, title, lang)
    downloads.table_buttons(key, replace(told, notes=(message("compare_file.note", lang),)), make)


def _actuals(snapshot: Snapshot, ids: tuple[str, ...], indicator_id: str) -> list[ActualRecord]:
    return records(queries.actuals_of(snapshot, ids, indicator_id), ActualRecord)


def _successors(snapshot: Snapshot) -> Mapping[str, str]:
    return {province_id: unit.successor_id for province_id, unit in provinces(snapshot).items() if unit.successor_id}


def _sources(
    snapshot: Snapshot, document_ids: Iterable[str | None], actuals: Iterable[ActualRecord], lang: str
) -> tuple[Source, ...]:
    """The documents, then the pages that published the actuals."""
    known = downloads.document_sources(snapshot, {document_id for document_id in document_ids if document_id}, lang)
    pages = sorted({(actual.source_title, actual.publisher, actual.source_url) for actual in actuals})
    return known + tuple(Source(title=title, publisher=who, address=url) for title, who, url in pages)
