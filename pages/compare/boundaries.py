"""The view Địa giới: former units beside the merged one, their actuals, and what became of their targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kpi.markup import Column, Heading, Markup, Row, Table, joined, lines, macros
from kpi.markup.pieces import paragraph, section
from kpi.model.records import ActualRecord, TargetRecord, records
from kpi.model.vocabulary import TargetStatus
from kpi.reading.boundaries import MERGER_DAY, HistoryRow, Joined, Origin, history
from kpi.reading.province import provinces
from kpi.reading.said.values import listed
from kpi.store import compare_queries as queries
from kpi.store.warehouse import Snapshot
from kpi.words import NO_VALUE, format_date, format_period, format_value, message
from pages.compare import data
from pages.compare.data import Scope, kept
from pages.compare.lines import panels_html
from pages.compare.mergers import mergers_html
from pages.compare.words import unit_link
from ui.provenance import actual_source
from ui.runs.page_parts import Parts
from ui.tables import actual_words, target_words

_HTML = macros(__name__)


@dataclass(frozen=True)
class Merger:
    """A merged unit and its former ones."""

    successor: str
    former: tuple[str, ...]


def parts(snapshot: Snapshot, indicator_id: str, mine: str, scope: Scope, lang: str) -> Parts:
    """What follows the choices, in the order of the page."""
    merger = merger_of(snapshot, mine)
    title, mergers = title_html(snapshot, mine, lang), mergers_html(snapshot, scope, lang, opened=merger is None)
    if merger is None:
        return {"title": title, "history": None, "panels": None, "mergers": mergers}
    panels = panels_html(snapshot, indicator_id, (*merger.former, merger.successor), mine, lang)
    former = merger.former if mine == merger.successor else (mine,)
    targets = joined(targets_html(snapshot, province_id, merger.successor, lang) for province_id in former)
    return {
        "title": title,
        "history": history_html(snapshot, merger, indicator_id, lang),
        "panels": panels + targets,
        "mergers": mergers,
    }


def merger_of(snapshot: Snapshot, province_id: str) -> Merger | None:
    """The merger that a unit came from or went into; None for units whose boundaries did not change."""
    known = data.former_of(snapshot)
    successor = province_id if province_id in known else provinces(snapshot)[province_id].successor_id
    return Merger(successor, known[successor]) if successor is not None and successor in known else None


@kept
def title_html(snapshot: Snapshot, mine: str, lang: str) -> Markup:
    """Who was merged into whom, and since when."""
    names = data.full_names(snapshot, lang)
    merger = merger_of(snapshot, mine)
    day = format_date(MERGER_DAY, lang)
    if merger is None:
        said = message("compare.boundary_same", lang, name=names[mine])
        title = names[mine]
    else:
        title = message("compare.merger_title", lang, successor=names[merger.successor])
        who = listed([names[former] for former in merger.former], lang)
        said = message("compare.merged", lang, successor=names[merger.successor], former=who, day=day)
    became = _became(snapshot, mine, merger.successor, lang) if merger and mine != merger.successor else ""
    return _HTML.title(title, f"{said} {became}".rstrip(), lang)


def found_history(snapshot: Snapshot, merger: Merger, indicator_id: str) -> list[HistoryRow]:
    """Every period that a former unit or the merged one has an actual of."""
    ids = (*merger.former, merger.successor)
    actuals = data.actuals(snapshot, ids, indicator_id)
    unit = data.indicators(snapshot)[indicator_id]["unit"]
    return history(unit, actuals, merger.former, merger.successor)


@kept
def history_html(snapshot: Snapshot, merger: Merger, indicator_id: str, lang: str) -> Markup:
    """Every period of the indicator: each former unit's actual, and what holds for the merged unit."""
    indicator = data.indicators(snapshot)[indicator_id]
    found = found_history(snapshot, merger, indicator_id)
    names = data.full_names(snapshot, lang)
    title = message("compare.history", lang, name=indicator[f"name_{lang}"])
    if not found:
        return section(title, paragraph(message("compare.no_history", lang)))
    columns = [Column(message("compare_head.period", lang), name=True)]
    columns += [Column(names[unit]) for unit in (*merger.former, merger.successor)]
    body: list[Row | Heading] = []
    for series in dict.fromkeys(row.series for row in found):
        body.append(Heading(str(data.series(snapshot, indicator_id)[series][f"name_{lang}"])))
        body += [_history_row(row, merger, names, indicator["unit"], lang) for row in found if row.series == series]
    return section(title, Table(columns, body, region=title, style="history stacked").html())


def _history_row(row: HistoryRow, merger: Merger, names: Mapping[str, str], unit: str, lang: str) -> Row:
    cells = [_observed(row.unit_actuals.get(province_id), lang) for province_id in merger.former]
    own = row.unit_actuals.get(merger.successor)
    cells.append(_observed(own, lang) if own else _joined(row.joined, names, unit, lang))
    return Row((format_period(row.start, row.end, lang), *cells))


def _observed(actual: ActualRecord | None, lang: str) -> Markup:
    if actual is None:
        return _HTML.nothing(NO_VALUE)
    source = actual_source(actual, lang, actual.publisher)
    return _HTML.observed(actual_words(actual, lang), Origin.OBSERVED, source, lang)


def _joined(found: Joined, names: Mapping[str, str], unit: str, lang: str) -> Markup:
    if found.value is not None:
        return _HTML.joined(format_value(found.value, unit, lang, computed=True), found.origin, "", lang)
    who = listed([names[province_id] for province_id in found.units], lang) if found.units else ""
    return _HTML.joined("", found.origin, message(f"compare_why.{found.why}", lang, who=who), lang)


@kept
def targets_html(snapshot: Snapshot, former: str, successor: str, lang: str) -> Markup:
    """What became of a former unit's targets: each beside the targets of the merged unit itself."""
    names = data.full_names(snapshot, lang)
    kept = _targets(snapshot, former, successor)
    theirs = [target for target in kept if target.province_id == former]
    title = message("compare.targets_of", lang, name=names[former])
    if not theirs:
        return section(title, paragraph(message("compare.targeted_nothing", lang, name=names[former]), "muted"))
    own = [target for target in kept if target.province_id == successor]
    indicators = list(dict.fromkeys(target.indicator_id for target in theirs))
    taken = {target.indicator_id for target in own}
    indicators.sort(key=lambda key: key not in taken)
    columns = [
        Column(message("table.indicator", lang), name=True),
        Column(message("compare_head.targeted_by", lang, name=names[former])),
        Column(message("compare_head.targeted_by", lang, name=names[successor])),
        Column(message("compare_head.became", lang)),
    ]
    rows = [_target_row(snapshot, key, former, theirs, own, lang) for key in indicators]
    return section(title, Table(columns, rows, region=title, style="stacked").html())


@kept
def _targets(snapshot: Snapshot, former: str, successor: str) -> list[TargetRecord]:
    """Every target of the two units, the same one said twice once."""
    found = records(queries.targets_of(snapshot, (former, successor)), TargetRecord)
    return [target for target in found if target.status != TargetStatus.DUPLICATE]


def _became(snapshot: Snapshot, former: str, successor: str, lang: str) -> str:
    """What became of a former unit's targets, in two sentences; '' when it had no target."""
    kept = _targets(snapshot, former, successor)
    theirs = [target.indicator_id for target in kept if target.province_id == former]
    own = {target.indicator_id for target in kept if target.province_id == successor} & set(theirs)
    if not theirs:
        return ""
    names = data.full_names(snapshot, lang)
    return message(
        "compare.became",
        lang,
        former=names[former],
        successor=names[successor],
        day=format_date(MERGER_DAY, lang),
        indicators=len(set(theirs)),
        targets=len(theirs),
        own=len(own),
        left=len(set(theirs)) - len(own),
    )


def _target_row(
    snapshot: Snapshot,
    indicator_id: str,
    former: str,
    theirs: list[TargetRecord],
    own: list[TargetRecord],
    lang: str,
) -> Row:
    name = data.indicators(snapshot)[indicator_id][f"name_{lang}"]
    new = _by_year([target for target in own if target.indicator_id == indicator_id], lang)
    became = message("compare.became_own" if new else "compare.became_inherited", lang)
    old = _by_year([target for target in theirs if target.indicator_id == indicator_id], lang)
    return Row((unit_link(former, indicator_id, name, lang), old, new or _HTML.nothing(NO_VALUE), became))


def _by_year(targets: list[TargetRecord], lang: str) -> Markup:
    by_year: dict[int, list[str]] = {}
    for target in targets:
        by_year.setdefault(target.year, []).append(target_words(target, lang))
    return lines(_HTML.due(year, " / ".join(dict.fromkeys(texts))) for year, texts in sorted(by_year.items()))
