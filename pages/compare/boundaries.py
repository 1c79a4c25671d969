"""The view Địa giới: former units beside the merged one, their figures, and what became of their promises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from kpi.model.records import ActualRecord, TargetRecord, records
from kpi.model.vocabulary import TargetStatus
from kpi.reading.boundaries import MERGER_DAY, HistoryRow, Joined, Origin, history
from kpi.reading.province import provinces
from kpi.store import compare_queries as queries
from kpi.store.warehouse import Snapshot
from kpi.words import NO_VALUE, format_date, format_period, format_value, message
from pages.compare import data
from pages.compare.data import Scope, kept
from pages.compare.lines import panels_html
from pages.compare.mergers import mergers_html
from pages.compare.words import indicator_url, listed
from ui.parts import Parts
from ui.provenance import actual_source
from ui.tables import figure, promise


@dataclass(frozen=True)
class Merger:
    """A merged unit and its former ones."""

    successor: str
    former: tuple[str, ...]


def parts(shown: Snapshot, indicator_id: str, mine: str, scope: Scope, lang: str) -> Parts:
    """What follows the choices, in the order of the page."""
    merger = merger_of(shown, mine)
    title, mergers = title_html(shown, mine, lang), mergers_html(shown, scope, lang, opened=merger is None)
    if merger is None:
        return {"title": title, "history": None, "panels": None, "mergers": mergers}
    panels = panels_html(shown, indicator_id, (*merger.former, merger.successor), mine, lang)
    former = merger.former if mine == merger.successor else (mine,)
    promised = "".join(promises_html(shown, unit_id, merger.successor, lang) for unit_id in former)
    return {
        "title": title,
        "history": history_html(shown, merger, indicator_id, lang),
        "panels": panels + promised,
        "mergers": mergers,
    }


def merger_of(shown: Snapshot, unit_id: str) -> Merger | None:
    """The merger that a unit came from or went into; None for units whose boundaries did not change."""
    known = data.former_of(shown)
    successor = unit_id if unit_id in known else provinces(shown)[unit_id].successor_id
    return Merger(successor, known[successor]) if successor is not None and successor in known else None


@kept
def title_html(shown: Snapshot, mine: str, lang: str) -> str:
    """Who was merged into whom, and since when."""
    names = data.full_names(shown, lang)
    merger = merger_of(shown, mine)
    day = format_date(MERGER_DAY, lang)
    if merger is None:
        said = message("compare.boundary_same", lang, name=names[mine])
        title = names[mine]
    else:
        title = message("compare.merger_title", lang, successor=names[merger.successor])
        who = listed([names[unit] for unit in merger.former], lang)
        said = message("compare.merged", lang, successor=names[merger.successor], former=who, day=day)
    note = escape(message("compare.boundary_note", lang))
    became = _became(shown, mine, merger.successor, lang) if merger and mine != merger.successor else ""
    if became:
        said = f"{said} {became}"
    return (
        f"<header class='stack'><p class='kicker'>{escape(message('compare_view.dia_gioi', lang))}</p>"
        f"<h1>{escape(title)}</h1><p class='lead'>{escape(said)}</p><p class='note'>{note}</p></header>"
    )


def found_history(shown: Snapshot, merger: Merger, indicator_id: str) -> list[HistoryRow]:
    """Every period that a former unit or the merged one has a figure of."""
    ids = (*merger.former, merger.successor)
    actuals = data.actuals(shown, ids, indicator_id)
    unit = data.indicators(shown)[indicator_id]["unit"]
    return history(unit, actuals, merger.former, merger.successor)


@kept
def history_html(shown: Snapshot, merger: Merger, indicator_id: str, lang: str) -> str:
    """Every period of the indicator: each former unit's figure, and what holds for the merged unit."""
    indicator = data.indicators(shown)[indicator_id]
    found = found_history(shown, merger, indicator_id)
    names = data.full_names(shown, lang)
    title = escape(message("compare.history", lang, name=indicator[f"name_{lang}"]))
    if not found:
        none = escape(message("compare.no_history", lang))
        return f"<section class='stack'><h2>{title}</h2><p class='lead'>{none}</p></section>"
    heads = [message("compare_head.period", lang)]
    heads += [names[unit] for unit in merger.former] + [names[merger.successor]]
    head = "".join(f"<th scope='col'>{escape(text)}</th>" for text in heads)
    body = []
    for series in dict.fromkeys(row.series for row in found):
        name = escape(str(data.series(shown, indicator_id)[series][f"name_{lang}"]))
        body.append(f"<tr class='section'><th colspan='{len(heads)}' scope='colgroup'>{name}</th></tr>")
        body += [_history_row(row, merger, names, indicator["unit"], lang) for row in found if row.series == series]
    return (
        f"<section class='stack'><h2>{title}</h2><div class='scroll' tabindex='0' role='region' aria-label='{title}'>"
        f"<table class='history'><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div></section>"
    )


def _history_row(row: HistoryRow, merger: Merger, names: Mapping[str, str], unit: str, lang: str) -> str:
    cells = [_observed(row.figures.get(unit_id), lang) for unit_id in merger.former]
    own = row.figures.get(merger.successor)
    cells.append(_observed(own, lang) if own else _joined(row.joined, names, unit, lang))
    period = escape(format_period(row.start, row.end, lang))
    return f"<tr><th scope='row'>{period}</th>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _observed(actual: ActualRecord | None, lang: str) -> str:
    if actual is None:
        return f"<span class='none'>{NO_VALUE}</span>"
    source = actual_source(actual, lang, actual.publisher)
    return f"<b>{escape(figure(actual, lang))}</b> {_tag(Origin.OBSERVED, lang)}{source}"


def _joined(joined: Joined, names: Mapping[str, str], unit: str, lang: str) -> str:
    tag = _tag(joined.origin, lang)
    if joined.value is not None:
        return f"<b>{escape(format_value(joined.value, unit, lang, computed=True))}</b> {tag}"
    who = listed([names[unit_id] for unit_id in joined.units], lang) if joined.units else ""
    why = message(f"compare_why.{joined.why}", lang, who=who)
    return f"{tag}<br><span class='muted'>{escape(why)}</span>"


def _tag(origin: Origin, lang: str) -> str:
    return f"<span class='origin {origin}'>{escape(message(f'compare_origin.{origin}', lang))}</span>"


@kept
def promises_html(shown: Snapshot, former: str, successor: str, lang: str) -> str:
    """What became of a former unit's promises: each beside what the merged unit promises itself."""
    names = data.full_names(shown, lang)
    kept = _promises(shown, former, successor)
    theirs = [target for target in kept if target.province_id == former]
    title = escape(message("compare.promises_of", lang, name=names[former]))
    if not theirs:
        nothing = escape(message("compare.promised_nothing", lang, name=names[former]))
        return f"<section class='stack'><h2>{title}</h2><p class='muted'>{nothing}</p></section>"
    own = [target for target in kept if target.province_id == successor]
    indicators = list(dict.fromkeys(target.indicator_id for target in theirs))
    taken = {target.indicator_id for target in own}
    indicators.sort(key=lambda key: key not in taken)
    heads = [
        message("table.indicator", lang),
        message("compare_head.promised_by", lang, name=names[former]),
        message("compare_head.promised_by", lang, name=names[successor]),
        message("compare_head.became", lang),
    ]
    head = "".join(f"<th scope='col'>{escape(text)}</th>" for text in heads)
    body = "".join(_promise_row(shown, key, former, theirs, own, lang) for key in indicators)
    return (
        f"<section class='stack'><h2>{title}</h2>"
        f"<div class='scroll' tabindex='0' role='region' aria-label='{title}'><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div></section>"
    )


@kept
def _promises(shown: Snapshot, former: str, successor: str) -> list[TargetRecord]:
    """Every promise of the two units, the same one said twice once."""
    found = records(queries.targets_of(shown, (former, successor)), TargetRecord)
    return [target for target in found if target.status != TargetStatus.DUPLICATE]


def _became(shown: Snapshot, former: str, successor: str, lang: str) -> str:
    """What became of a former unit's promises, in two sentences; '' when it promised nothing."""
    kept = _promises(shown, former, successor)
    theirs = [target.indicator_id for target in kept if target.province_id == former]
    own = {target.indicator_id for target in kept if target.province_id == successor} & set(theirs)
    if not theirs:
        return ""
    names = data.full_names(shown, lang)
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


def _promise_row(
    shown: Snapshot,
    indicator_id: str,
    former: str,
    theirs: list[TargetRecord],
    own: list[TargetRecord],
    lang: str,
) -> str:
    name = data.indicators(shown)[indicator_id][f"name_{lang}"]
    url = escape(indicator_url(former, indicator_id, lang))
    new = _by_year([target for target in own if target.indicator_id == indicator_id], lang)
    became = message("compare.became_own" if new else "compare.became_inherited", lang)
    new = new or f"<span class='none'>{NO_VALUE}</span>"
    old = _by_year([target for target in theirs if target.indicator_id == indicator_id], lang)
    link = f"<a href='{url}' target='_self'>{escape(name)}</a>"
    return f"<tr><th scope='row'>{link}</th><td>{old}</td><td>{new}</td><td>{escape(became)}</td></tr>"


def _by_year(targets: list[TargetRecord], lang: str) -> str:
    lines: dict[int, list[str]] = {}
    for target in targets:
        lines.setdefault(target.year, []).append(escape(promise(target, lang)))
    return "<br>".join(
        f"<span class='muted'>{year}</span> <b>{' / '.join(dict.fromkeys(texts))}</b>"
        for year, texts in sorted(lines.items())
    )
