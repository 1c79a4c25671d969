"""All mergers of 2025 as one table: who went into whom, and what became of the former units' promises."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from kpi.store import compare_queries as queries
from kpi.store.compare_queries import Row
from kpi.store.warehouse import Snapshot
from kpi.words import NO_VALUE, message
from pages.compare import data
from pages.compare import scope as scopes
from pages.compare.data import Scope, kept
from ui import address

_HEADS = ("successor", "former", "promised", "promised_again", "only_inherited")


@kept
def mergers_html(shown: Snapshot, scope: Scope, lang: str, *, opened: bool) -> str:
    """One row a former unit, under the unit that it was merged into, if that is one of `scope`; names are links."""
    outside = scopes.outside(shown, scope)
    found: dict[str, list[Row]] = {}
    for row in queries.crosswalk(shown):
        if row["successor_id"] in outside:
            continue
        found.setdefault(row["successor_id"], []).append(row)
    if not found:
        return ""
    head = "".join(f"<th scope='col'>{escape(message(f'compare_head.{key}', lang))}</th>" for key in _HEADS)
    names = data.full_names(shown, lang)
    body = "".join(_rows(members, names, lang) for members in found.values())
    summary = escape(message("compare.mergers", lang, count=len(found)))
    note = escape(message("compare.mergers_note", lang))
    return (
        f"<details{' open' if opened else ''}><summary>{summary}</summary><p class='muted'>{note}</p>"
        f"<div class='scroll' tabindex='0' role='region' aria-label='{summary}'><table class='mergers'>"
        f"<thead><tr>{head}</tr></thead>{body}</table></div></details>"
    )


def _rows(members: list[Row], names: Mapping[str, str], lang: str) -> str:
    """The former units of one merged unit."""
    successor_id = members[0]["successor_id"]
    successor = _link(successor_id, names[successor_id], lang)
    rows = []
    for place, row in enumerate(members):
        head = f"<th scope='rowgroup' rowspan='{len(members)}'>{successor}</th>" if place == 0 else ""
        former = _link(row["former_id"], names[row["former_id"]], lang)
        counts = (row["promised"], row["own"], row["promised"] - row["own"]) if row["promised"] else (NO_VALUE,) * 3
        cells = "".join(f"<td class='number'>{count}</td>" for count in counts)
        rows.append(f"<tr>{head}<th scope='row'>{former}</th>{cells}</tr>")
    return f"<tbody>{''.join(rows)}</tbody>"


def _link(unit_id: str, name: str, lang: str) -> str:
    url = address.link(
        address.COMPARE_PAGE,
        **{address.VIEW: address.BOUNDARIES_VIEW, address.PROVINCE: unit_id, address.LANGUAGE: lang},
    )
    return f"<a href='{escape(url)}' target='_self'>{escape(name)}</a>"
