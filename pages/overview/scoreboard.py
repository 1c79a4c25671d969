"""The judged part of Tổng quan: counts per status by section, what slips, what improved, what cannot be judged."""

from __future__ import annotations

from collections import Counter, defaultdict
from html import escape

from kpi.charts.theme import STATUS_STYLES
from kpi.model.codes import GOOD, SHORT, Status
from kpi.model.records import IndicatorRecord
from kpi.reading.province import cached, province_data
from kpi.reading.subject import JudgedRow, badge, judged_row, sentence_of
from kpi.store.warehouse import Snapshot
from kpi.words import format_difference, message
from ui import address
from ui.standpoint_choice import Standing

_SHOWN = 5

Judged = tuple[IndicatorRecord, JudgedRow]


@cached
def judged_indicators(shown: Snapshot, province_id: str, standing: Standing) -> list[Judged]:
    """The judgement of each indicator that the province's first document on it promises, in catalogue order.

    A province without promises of its own shows none: what former units promised is judged under their names.
    """
    known = province_data(shown, province_id)
    judged = []
    for indicator in known.indicators:
        own = [t for t in known.targets if t.indicator_id == indicator.indicator_id and not t.inherited]
        row = judged_row(shown, province_id, indicator.indicator_id, own[0].document_id, standing) if own else None
        if row is not None:
            judged.append((indicator, row))
    return judged


@cached
def scoreboard_html(shown: Snapshot, province_id: str, lang: str, standing: Standing) -> str:
    """Counts, slips, improvements and the unjudged, as HTML; empty text for a province without promises."""
    judged = judged_indicators(shown, province_id, standing)
    if not judged:
        return ""
    lists = (
        _list("slips", _slipping(judged), shown, province_id, lang, standing),
        _list(
            "improved",
            [item for item in judged if item[1]["status"] in GOOD],
            shown,
            province_id,
            lang,
            standing,
        ),
        _unjudged(judged, lang),
    )
    return (
        f"<section class='stack'><h2>{escape(message('status_page.counts', lang))}</h2>{_counts(judged, lang)}"
        f"<div class='columns'>{''.join(lists)}</div></section>"
    )


def _slipping(judged: list[Judged]) -> list[Judged]:
    """Behind ones by what is missing of the distance to be covered; those judged by gap alone come after."""
    behind = [item for item in judged if item[1]["status"] in SHORT]

    def distance(item: Judged) -> tuple[bool, float]:
        covered = item[1]["planned_progress"]
        share = item[1]["attainment"] if covered is None else covered
        return covered is None, share if share is not None else 0.0

    return sorted(behind, key=distance)


def _counts(judged: list[Judged], lang: str) -> str:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for indicator, row in judged:
        counts[indicator.section][row["status"]] += 1
    head = "".join(f"<th scope='col'>{badge(status, lang)}</th>" for status in STATUS_STYLES)
    rows = [_count_row(message(f"section.{section}", lang), found) for section, found in counts.items()]
    total = sum(counts.values(), Counter())
    rows.append(_count_row(message("status_page.total", lang), total, strong=True))
    section = escape(message("status_page.section", lang))
    return (
        "<div class='scroll' tabindex='0'><table class='counts'>"
        f"<thead><tr><th scope='col'>{section}</th>{head}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _count_row(name: str, found: Counter[str], *, strong: bool = False) -> str:
    cells = "".join(
        f"<td class='num {'official' if found[status] else 'none'}'>{found[status] or '–'}</td>"
        for status in STATUS_STYLES
    )
    title = f"<b>{escape(name)}</b>" if strong else escape(name)
    return f"<tr><th scope='row'>{title}</th>{cells}</tr>"


def _list(kind: str, items: list[Judged], shown: Snapshot, province_id: str, lang: str, standing: Standing) -> str:
    title = escape(message(f"status_page.{kind}", lang))
    if not items:
        return f"<div><h3>{title}</h3><p class='muted'>{escape(message(f'status_page.{kind}_none', lang))}</p></div>"
    entries = []
    for indicator, row in items[:_SHOWN]:
        parameters = {
            address.PROVINCE: province_id,
            address.INDICATOR: indicator.indicator_id,
            address.LANGUAGE: lang,
        }
        url = escape(address.link(address.INDICATOR_PAGE, **parameters))
        said = sentence_of(shown, province_id, indicator.indicator_id, row["document_id"], standing, lang)
        gap = f" · {escape(_gap(row, indicator, lang))}" if row["gap"] is not None else ""
        entries.append(
            f"<li><a href='{url}' target='_self'>{escape(indicator.name(lang))}</a> {badge(row['status'], lang)}{gap}"
            f"<p class='muted'>{escape(said)}</p></li>"
        )
    note = f"<p class='muted'>{escape(message('status_page.slips_note', lang))}</p>" if kind == "slips" else ""
    return f"<div><h3>{title}</h3>{note}<ol>{''.join(entries)}</ol></div>"


def _gap(row: JudgedRow, indicator: IndicatorRecord, lang: str) -> str:
    amount = format_difference(row["gap"], indicator.unit, lang)
    return f"{message('status_page.gap', lang)}: {amount}"


def _unjudged(judged: list[Judged], lang: str) -> str:
    found: dict[str, list[str]] = defaultdict(list)
    for indicator, row in judged:
        if row["status"] == Status.NOT_ASSESSABLE:
            found[row["reason"]].append(indicator.name(lang))
    entries = "".join(
        f"<li><details><summary>{escape(message(f'reason.{reason}', lang))}: "
        f"{escape(message('status_page.unjudged_count', lang, count=len(names)))}</summary>"
        f"<ul>{''.join(f'<li>{escape(name)}</li>' for name in names)}</ul></details></li>"
        for reason, names in sorted(found.items(), key=lambda item: -len(item[1]))
    )
    title = escape(message("status_page.unjudged", lang))
    return f"<div><h3>{title}</h3><ul class='plain'>{entries}</ul></div>" if entries else ""
