"""The three big cards of Tổng quan: own promise first, else own figure, else what a former unit promised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from html import escape
from typing import Any

from kpi.charts.alt_text import path_alt_text
from kpi.charts.sparkline import sparkline_svg
from kpi.model.codes import Status
from kpi.model.records import ActualRecord, IndicatorRecord, TargetRecord
from kpi.reading.province import ProvinceData, cached, headline_indicators, is_demo, province_data
from kpi.reading.province_rows import latest_actual
from kpi.reading.subject import badge, judged_row, sentence_of
from kpi.store.warehouse import Snapshot
from kpi.words import message
from ui import address, cards
from ui.standpoint_choice import Standing

_FEWEST_POINTS = 2


@cached
def headline_html(shown: Snapshot, province_id: str, lang: str, standing: Standing) -> str:
    """The three indicators that leaders ask for first, as cards."""
    drawn = [_card(shown, province_id, indicator, lang, standing) for indicator in headline_indicators(shown)]
    heading = escape(message("overview.headlines", lang))
    return f"<section class='stack'><h2>{heading}</h2><div class='cards'>{''.join(drawn)}</div></section>"


def _card(shown: Snapshot, province_id: str, indicator: IndicatorRecord, lang: str, standing: Standing) -> str:
    known = province_data(shown, province_id)
    targets = [t for t in known.targets if t.indicator_id == indicator.indicator_id]
    own = [t for t in targets if not t.inherited]
    seen = {row["actual_id"] for row in known.actual_rows if standing.sees(row)}
    measured = [a for a in known.actuals if a.indicator_id == indicator.indicator_id and a.actual_id in seen]
    figures = [a for a in measured if not a.inherited]
    if not own and not figures and not targets:
        text = message("card.no_promise" if known.targets else "card.absent", lang)
        return cards.absent_card(indicator.name(lang), text)
    chosen = own or ([] if figures else targets)
    inherited = bool(chosen) and chosen[0].inherited
    if inherited:
        figures = [a for a in measured if a.inherited]
    row, sentence = None, ""
    if chosen:
        key = (shown, province_id, indicator.indicator_id, chosen[0].document_id)
        row = judged_row(*key, standing)
        sentence = sentence_of(*key, standing, lang)
    return cards.headline_card(
        cards.Headline(
            name=indicator.name(lang),
            address=_address(province_id, indicator, lang),
            targets=cards.shown_promises(chosen, standing.day.year),
            figure=_figure(figures, row),
            sentence=sentence,
            sparkline=_sparkline(
                known, indicator, chosen, lang, seen, line_of=row["series"] if row else None, demo=is_demo(shown)
            ),
            status=badge(row["status"], lang) if row and not inherited else "",
            flag=_inherited_flag(chosen[0], lang) if inherited else "",
        ),
        lang,
    )


def _figure(figures: list[ActualRecord], row: Mapping[str, Any] | None) -> ActualRecord | None:
    """The figure that was judged, so that number and status agree; else the newest of the first series."""
    if row is not None and row["status"] != Status.NOT_ASSESSABLE:
        judged = [a for a in figures if a.actual_id == row["actual_id"]]
        if judged:
            return judged[-1]
    return latest_actual(figures)


def _inherited_flag(target: TargetRecord, lang: str) -> str:
    text = message("flag.inherited", lang, name=target.province_name(lang))
    return f"<div><span class='flag'>{escape(text)}</span></div>"


def _address(province_id: str, indicator: IndicatorRecord, lang: str) -> str:
    parameters = {
        address.PROVINCE: province_id,
        address.INDICATOR: indicator.indicator_id,
        address.LANGUAGE: lang,
    }
    return address.link(address.INDICATOR_PAGE, **parameters)


def _sparkline(
    known: ProvinceData,
    indicator: IndicatorRecord,
    chosen: list[TargetRecord],
    lang: str,
    seen: set[str],
    *,
    line_of: str | None,
    demo: bool,
) -> str:
    document = chosen[0].document_id if chosen else ""
    inherited = bool(chosen) and chosen[0].inherited
    path, targets, actuals = (
        [row for row in rows if row["indicator_id"] == indicator.indicator_id]
        for rows in (known.path_rows, known.target_rows, known.actual_rows)
    )
    path, targets = ([row for row in rows if row["document_id"] == document] for rows in (path, targets))
    actuals = [row for row in actuals if row["inherited"] == inherited and row["actual_id"] in seen]
    if len(targets) + len(actuals) < _FEWEST_POINTS:
        return ""
    facts, name = asdict(indicator), known.province.name(lang)
    return sparkline_svg(
        path,
        targets,
        actuals,
        facts,
        title=f"{indicator.name(lang)} – {name}",
        description=path_alt_text(targets, actuals, facts, name, lang, demo=demo),
        line_of=line_of,
        width=360,
        height=84,
    )
