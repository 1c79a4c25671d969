"""The view Nhiều đường: path and actuals of several units on one scale, chosen one by one or as peers by rule."""

from __future__ import annotations

from collections.abc import Mapping

from kpi.charts.alt_text import path_alt_text
from kpi.charts.small_multiples import Panel, common_axis, panel_scene, panel_svg, series_mark_svg
from kpi.markup import EMPTY, Column, Markup, Table, lines, macros
from kpi.markup import Row as TableRow
from kpi.markup.pieces import folded, page_head
from kpi.model.records import ActualRecord, TargetRecord, records
from kpi.model.vocabulary import NATION
from kpi.reading.peers import SIZE_RATIO, PeerRule, economy_year, peers
from kpi.reading.province import is_demo
from kpi.store import compare_queries as queries
from kpi.store.compare_queries import Row
from kpi.store.warehouse import Snapshot
from kpi.words import format_number, message
from pages.compare import data
from pages.compare import scope as scopes
from pages.compare.data import Scope, kept
from pages.compare.head import silent_units
from pages.compare.views import Lines
from pages.compare.words import unit_link
from ui.cards import svg_image
from ui.runs.page_parts import Parts
from ui.tables import actual_words, period, target_words

_HTML = macros(__name__)

PAGE_SIZE = 24


def pages(everyone: tuple[str, ...]) -> int:
    """How many pages some units fill, at least one."""
    return max(1, -(-len(everyone) // PAGE_SIZE))


def on_page(everyone: tuple[str, ...], page: int) -> tuple[str, ...]:
    """The units of one page."""
    return everyone[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]


def parts(snapshot: Snapshot, view: Lines) -> Parts:
    """What follows the choices, in the order of the page."""
    ids = on_page(view.everyone, view.page)
    return {
        "title": title_html(snapshot, view.indicator_id, view.rule, view.scope, view.mine, view.lang),
        "panels": panels_html(snapshot, view.indicator_id, ids, view.mine, view.lang),
    }


@kept
def by_rule(snapshot: Snapshot, rule: PeerRule, scope: Scope, mine: str) -> tuple[str, ...]:
    """The reader's unit, and its peers of the scope; empty when the rule says nothing about it."""
    economy = economy_year(mine, _sizes(snapshot)) if rule is PeerRule.ECONOMY else None
    within = {mine, *data.province_ids(snapshot, scope)}
    return tuple(one for one in peers(rule, mine, data.units(snapshot, Scope(scope.vintage)), economy) if one in within)


@kept
def _sizes(snapshot: Snapshot) -> list[Row]:
    return queries.economies(snapshot)


@kept
def title_html(snapshot: Snapshot, indicator_id: str, rule: PeerRule, scope: Scope, mine: str, lang: str) -> Markup:
    """Name, and by which rule these units stand together, or why the rule finds none."""
    indicator = data.indicators(snapshot)[indicator_id]
    name = data.names(snapshot, lang)[mine]
    said = message("compare.scale_note", lang)
    if rule is not PeerRule.CHOSEN:
        found = by_rule(snapshot, rule, scope, mine)
        rules = _rule_text(snapshot, rule, scope, mine, len(found) - 1, name, lang)
        said = " ".join([rules, *([said] if found else [])])
        kept_units = scopes.said(snapshot, scope, lang)
        if kept_units and len(found) == 1:
            said = message("compare.no_peers_in_filter", lang, name=name, filter=kept_units)
    kicker = scopes.heading(message("compare_view.nhieu_duong", lang), snapshot, scope, lang)
    return page_head(indicator[f"name_{lang}"], said, kicker)


def _rule_text(snapshot: Snapshot, rule: PeerRule, scope: Scope, mine: str, count: int, name: str, lang: str) -> str:
    """The rule in words with the `count` of peers; below zero where it says nothing about the unit."""
    if count < 0:
        key = (
            "economy"
            if rule is PeerRule.ECONOMY and mine in data.province_ids(snapshot, Scope(scope.vintage))
            else "other"
        )
        return message(f"compare.no_peers_{key}", lang, name=name)
    base = next(row for row in data.units(snapshot, Scope(scope.vintage)) if row["province_id"] == mine)
    detail = {
        PeerRule.REGION: str(base[f"region_{lang}"] if lang == "en" else base["region"]),
        PeerRule.KIND: message(f"province_kind.{base['kind']}", lang),
        PeerRule.ECONOMY: "",
    }[rule]
    economy = economy_year(mine, _sizes(snapshot)) if rule is PeerRule.ECONOMY else None
    return message(
        f"compare.peers_{rule}",
        lang,
        name=name,
        detail=detail,
        count=count,
        year=economy.year if economy else "",
        ratio=format_number(SIZE_RATIO, lang),
    )


@kept
def panels_html(snapshot: Snapshot, indicator_id: str, ids: tuple[str, ...], mine: str, lang: str) -> Markup:
    """One picture a unit on a common scale, the key to the marks, and the table behind them."""
    indicator = data.indicators(snapshot)[indicator_id]
    names = data.full_names(snapshot, lang)
    once: dict[tuple[int, float], Row] = {}
    for row in data.target_rows(snapshot, (NATION,), indicator_id):
        once.setdefault((row["year"], row["value"]), row)
    national = list(once.values())
    panels = {province_id: panel(snapshot, indicator_id, ids, province_id) for province_id in ids}
    drawn = {key: item for key, item in panels.items() if len(item.targets) or len(item.actuals)}
    absent = [names[province_id] for province_id in ids if province_id not in drawn]
    silent = message("compare.silent", lang, count=len(absent))
    missing = silent_units(silent, ", ".join(absent)) if absent else EMPTY
    if not drawn:
        return _HTML.panels(EMPTY, (), missing, EMPTY)
    series = [
        name
        for name in data.series(snapshot, indicator_id)
        if any(row["series"] == name for item in drawn.values() for row in item.actuals)
    ]
    axis = common_axis(list(drawn.values()), national, indicator["unit"], lang)
    drawings = []
    for province_id, item in drawn.items():
        picture = panel_svg(panel_scene(item, national, axis, series, indicator, lang))
        alt = path_alt_text(
            item.targets, item.actuals, indicator, names[province_id], lang, national=national, demo=is_demo(snapshot)
        )
        link = unit_link(province_id, indicator_id, names[province_id], lang)
        drawings.append((link, svg_image(picture, alt), province_id == mine))
    keys, table = _keys(snapshot, indicator_id, series, lang), _table(drawn, names, indicator_id, lang)
    return _HTML.panels(keys, drawings, missing, table)


def panel(snapshot: Snapshot, indicator_id: str, ids: tuple[str, ...], province_id: str) -> Panel:
    """What is drawn of one unit: the targets of the document that counts first, and every series of actuals."""
    targets = _of_unit(data.target_rows(snapshot, ids, indicator_id), province_id)
    path = _of_unit(data.path_rows(snapshot, ids, indicator_id), province_id)
    document = targets[0]["document_id"] if targets else None
    return Panel(
        path=[row for row in path if row["document_id"] == document],
        targets=[row for row in targets if row["document_id"] == document],
        actuals=_of_unit(data.actual_rows(snapshot, ids, indicator_id), province_id),
    )


def _of_unit(rows: list[Row], province_id: str) -> list[Row]:
    return [row for row in rows if row["province_id"] == province_id]


def _keys(snapshot: Snapshot, indicator_id: str, series: list[str], lang: str) -> Markup:
    """What each mark means."""
    known = data.series(snapshot, indicator_id)
    marks = [
        (svg_image(series_mark_svg(place), ""), str(known[name][f"name_{lang}"])) for place, name in enumerate(series)
    ]
    return _HTML.keys(marks, lang)


def _table(drawn: dict[str, Panel], names: Mapping[str, str], indicator_id: str, lang: str) -> Markup:
    """The numbers of the pictures: targets by year and every actual."""
    rows = []
    for province_id, item in drawn.items():
        targets = dict.fromkeys(
            _HTML.target_words(target_words(target, lang), target.year)
            for target in records(item.targets, TargetRecord)
        )
        actuals = [
            _HTML.actual_words(actual_words(actual, lang), period(actual, lang), actual.series_name(lang))
            for actual in records(item.actuals, ActualRecord)
        ]
        link = unit_link(province_id, indicator_id, names[province_id], lang)
        rows.append(TableRow((link, lines(targets) or "—", lines(actuals) or "—")))
    heads = ("compare_head.unit", "compare_head.target", "compare_head.actual")
    columns = [Column(message(key, lang), name=key == heads[0]) for key in heads]
    return folded(message("compare.table", lang), Table(columns, rows, style="stacked").html())
