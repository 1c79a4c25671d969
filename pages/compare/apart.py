"""What a ranking leaves out on purpose: other series and other boundaries, side by side, never ranked together."""

from __future__ import annotations

from html import escape

from kpi.model.records import ActualRecord
from kpi.reading.compared_actuals import figures_apart
from kpi.store.compare_queries import Row
from kpi.store.warehouse import Snapshot
from kpi.words import NO_VALUE, format_period, message
from pages.compare import data
from pages.compare import scope as scopes
from pages.compare.data import Question
from pages.compare.words import figure_text, unit_link
from ui.provenance import actual_source

_MOST = 120


def apart_html(shown: Snapshot, question: Question, lang: str) -> str:
    """Figures of the year by unit (rows) and series (columns), with every series' definition; '' without any."""
    ids = data.unit_ids(shown, question.scope)
    outside = scopes.outside(shown, question.scope)
    figures = [row for row in data.known(shown, question).figures if row["province_id"] not in outside]
    found = figures_apart(figures, question.series, ids)
    if not found:
        return ""
    series = data.series(shown, question.indicator_id)
    used = [name for name in series if any(name in by_series for by_series in found.values())]
    listed = [unit_id for unit_id in ids if unit_id in found]
    listed += sorted(
        (unit_id for unit_id in found if unit_id not in listed), key=data.full_names(shown, lang).__getitem__
    )
    listed = listed[:_MOST]
    # Units of these boundaries were read for the ranking already; only others have to be read besides.
    inside = data.page_ids(shown, question.vintage, [unit_id for unit_id in listed if unit_id in ids])
    others = tuple(unit_id for unit_id in listed if unit_id not in ids)
    details = [*data.actuals(shown, inside, question.indicator_id)]
    details += data.actuals(shown, others, question.indicator_id) if others else []
    body = "".join(_row(shown, question, unit_id, found[unit_id], used, details, lang) for unit_id in listed)
    heads = "".join(_head(series[name], name == question.series, lang) for name in used)
    title = escape(message("compare.apart", lang, year=question.year))
    note = escape(message("compare.apart_note", lang))
    unit = escape(message("compare_head.unit", lang))
    return (
        f"<h2>{title}</h2><p class='note'>{note}</p>"
        f"<div class='scroll' tabindex='0' role='region' aria-label='{title}'><table class='apart'>"
        f"<caption hidden>{title}</caption><thead><tr><th scope='col'>{unit}</th>{heads}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _head(series: Row, is_asked: bool, lang: str) -> str:
    ranked = f"<span class='flag'>{escape(message('compare.apart_ranked', lang))}</span>" if is_asked else ""
    definition = escape(str(series["definition_vi"]))
    return (
        f"<th scope='col'><b>{escape(str(series[f'name_{lang}']))}</b> {ranked}"
        f"<span class='definition'>{definition}</span></th>"
    )


def _row(
    shown: Snapshot,
    question: Question,
    unit_id: str,
    figures: dict[str, Row],
    used: list[str],
    details: list[ActualRecord],
    lang: str,
) -> str:
    name = data.full_names(shown, lang)[unit_id]
    inside = unit_id in data.unit_ids(shown, question.scope)
    other = "" if inside else f"<br><span class='muted'>{escape(message(_boundary(question), lang))}</span>"
    cells = []
    for series in used:
        figure = figures.get(series)
        if figure is None:
            cells.append(f"<td class='none'>{NO_VALUE}</td>")
            continue
        period = escape(format_period(figure["period_start"], figure["period_end"], lang))
        own = [
            actual
            for actual in details
            if (actual.province_id, actual.series) == (unit_id, series) and actual.period_end == figure["period_end"]
        ]
        sources = "".join(actual_source(actual, lang, actual.publisher) for actual in own)
        cells.append(
            f"<td><b>{escape(figure_text(figure, lang))}</b><br><span class='muted'>{period}</span>{sources}</td>"
        )
    link = unit_link(unit_id, question.indicator_id, name, lang)
    return f"<tr><th scope='row'>{link}{other}</th>{''.join(cells)}</tr>"


def _boundary(question: Question) -> str:
    return "compare.former_unit" if question.vintage == 34 else "compare.current_unit"
