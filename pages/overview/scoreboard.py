"""The judged part of Tổng quan: counts per status by section, what slips, what improved, what cannot be judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from kpi.charts.theme import STATUS_STYLES
from kpi.model.records import IndicatorRecord
from kpi.reading.judged_rows import JudgedRow
from kpi.reading.province import cached, provinces
from kpi.reading.scoreboard import ON_THE_WAY, doing_well, slipping, status_counts, unjudged
from kpi.reading.standpoint import Standpoint
from kpi.reading.subject import Subject
from kpi.reading.subjects import own_subjects
from kpi.store.warehouse import Snapshot
from kpi.words import format_difference, message
from kpi.words.gaps import gap_words
from ui import address
from ui.cards import badge

_SHOWN = 5


@cached
def scoreboard_html(shown: Snapshot, province_id: str, lang: str, standing: Standpoint) -> str:
    """Counts, slips, improvements and the unjudged, as HTML; empty text for a province without targets of its own."""
    judged = own_subjects(shown, province_id, standing)
    if not judged:
        return ""
    name = provinces(shown)[province_id].name(lang)
    lists = (
        _list("slips", slipping(judged), name, lang),
        _list("improved", doing_well(judged), name, lang),
        _unjudged(judged, lang),
    )
    return (
        f"<section class='stack'><h2>{escape(message('status_page.counts', lang))}</h2>{_counts(judged, lang)}"
        f"<div class='columns'>{''.join(lists)}</div></section>"
    )


def _counts(judged: Sequence[Subject], lang: str) -> str:
    counts = status_counts(judged)
    if not counts:
        return ""
    head = "".join(f"<th scope='col'>{badge(status, lang)}</th>" for status in ON_THE_WAY)
    rows = [_count_row(message(f"section.{section}", lang), found, lang) for section, found in counts.items()]
    total = sum(counts.values(), Counter())
    rows.append(_count_row(message("status_page.total", lang), total, lang, strong=True))
    section = escape(message("status_page.section", lang))
    return (
        "<div class='scroll' tabindex='0'><table class='counts stacked'>"
        f"<thead><tr><th scope='col'>{section}</th>{head}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _count_row(name: str, found: Counter[str], lang: str, *, strong: bool = False) -> str:
    cells = "".join(
        f"<td class='num {'official' if found[status] else 'none'}' data-label='{escape(_told(status, lang))}'>"
        f"{found[status] or '–'}</td>"
        for status in ON_THE_WAY
    )
    title = f"<b>{escape(name)}</b>" if strong else escape(name)
    return f"<tr><th scope='row'>{title}</th>{cells}</tr>"


def _told(status: str, lang: str) -> str:
    """The status by shape and word, for the rows that a phone shows instead of columns."""
    style = STATUS_STYLES[status]
    return f"{style.glyph} {style.word(lang)}"


def _list(kind: str, items: Sequence[Subject], name: str, lang: str) -> str:
    title = escape(message(f"status_page.{kind}", lang))
    if not items:
        return f"<div><h3>{title}</h3><p class='muted'>{escape(message(f'status_page.{kind}_none', lang))}</p></div>"
    entries = "".join(_entry(item, name, lang) for item in items[:_SHOWN])
    note = f"<p class='muted'>{escape(message('status_page.slips_note', lang))}</p>" if kind == "slips" else ""
    return f"<div><h3>{title}</h3>{note}<ol>{entries}</ol></div>"


def _entry(item: Subject, name: str, lang: str) -> str:
    row, indicator = item.row, item.indicator
    assert row is not None
    parameters = {
        address.PROVINCE: item.province_id,
        address.INDICATOR: indicator.indicator_id,
        address.LANGUAGE: lang,
    }
    url = escape(address.link(address.INDICATOR_PAGE, **parameters))
    gap = f" · {escape(_gap(row, indicator, lang))}" if row["gap"] is not None else ""
    return (
        f"<li><a href='{url}' target='_self'>{escape(indicator.name(lang))}</a> {badge(row['status'], lang)}{gap}"
        f"<p class='muted'>{escape(item.sentence(name, lang))}</p></li>"
    )


def _gap(row: JudgedRow, indicator: IndicatorRecord, lang: str) -> str:
    unit = indicator.unit
    amount = gap_words(row["gap"], unit, lang) if unit == "rank" else format_difference(row["gap"], unit, lang)
    return f"{message('status_page.gap', lang)}: {amount}"


def _unjudged(judged: Sequence[Subject], lang: str) -> str:
    entries = "".join(
        f"<li><details><summary>{escape(message(f'reason.{reason}', lang))}: "
        f"{escape(message('status_page.unjudged_count', lang, count=len(items)))}</summary>"
        f"<ul>{''.join(f'<li>{escape(item.indicator.name(lang))}</li>' for item in items)}</ul></details></li>"
        for reason, items in unjudged(judged).items()
    )
    title = escape(message("status_page.unjudged", lang))
    return f"<div><h3>{title}</h3><ul class='plain'>{entries}</ul></div>" if entries else ""
