"""The tables of a unit on Tổng quan: its plans and how full they are, targets, what is missing, other actuals."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from kpi.markup import EMPTY, Markup, Text, macros
from kpi.markup.pieces import folded, paragraph
from kpi.reading.own_and_inherited import (
    documents_in_force,
    reporting_duties,
    rows_by_owner,
    rows_without_target,
    why_no_reporter,
)
from kpi.reading.province import ProvinceData, cached, province_data, provinces
from kpi.reading.province_rows import IndicatorRow, completeness
from kpi.reading.standpoint import Standpoint
from kpi.reading.subjects import own_subjects
from kpi.store.warehouse import Snapshot
from kpi.words import document_name, format_date, full_name, message, sentence_case
from ui import address, cards, tables
from ui.cards import subject_badge

_HTML = macros(__name__)


@cached
def plans_html(snapshot: Snapshot, province_id: str, lang: str, standpoint: Standpoint) -> Markup:
    """Name, plan, and how much of its own targets, and of those it inherited, can be seen."""
    known = province_data(snapshot, province_id)
    rows = rows_by_owner(snapshot, province_id, standpoint)
    own = _facts(rows.get(province_id, ()), lang)
    former = {owner: found for owner, found in rows.items() if owner != province_id}
    inherited: dict[str, Text] = {}
    if former:
        names = ", ".join(provinces(snapshot)[owner].full_name(lang) for owner in former)
        inherited = {"names": names, "facts": _facts(tuple(chain(*former.values())), lang)}
    name = sentence_case(full_name(known.province, lang))
    return _HTML.plans(name, _plans(snapshot, known, lang, standpoint), _successor(known, lang), own, inherited, lang)


def _facts(rows: Sequence[IndicatorRow], lang: str) -> Markup:
    """How much of some targets can be seen, as a line of facts; empty without any."""
    if not rows:
        return EMPTY
    counts = completeness(rows)
    pairs = [
        (str(counts.targeted), message("facts.indicators", lang)),
        (str(counts.targets), message("facts.targets", lang)),
        (f"{counts.measured}/{counts.targeted}", message("facts.measured", lang)),
    ]
    if counts.conflicting:
        pairs.append((str(counts.conflicting), message("facts.conflicting", lang)))
    if counts.newest:
        pairs.append((format_date(counts.newest, lang), message("facts.newest", lang)))
    return cards.facts(pairs)


def _plans(snapshot: Snapshot, known: ProvinceData, lang: str, standpoint: Standpoint) -> str:
    """The plans whose text is at hand; where none of them sets a target that is shown, where the targets come from."""
    own = documents_in_force(snapshot, known.province.province_id, standpoint)
    texts = {
        document.document_id: document_name(document.cited, lang) for document in own if document.kind == "plan_text"
    }
    names = "; ".join(texts.values())
    setting = {
        target.document_id for target in known.targets if not target.inherited and standpoint.has(target.known_on)
    }
    if not own:
        later = any(not document.inherited for document in known.documents)
        return message("overview.no_plan_then" if later else "overview.no_plan", lang)
    if not texts:
        return message("overview.no_plan_text", lang)
    if setting and not setting & set(texts):
        return message("overview.plan_without_targets", lang, plans=names)
    return names


def _successor(known: ProvinceData, lang: str) -> dict[str, str]:
    """Name and address of the unit that a former one was merged into; empty for a unit of today."""
    successor = known.province.successor_id
    if successor is None:
        return {}
    url = address.link("", **{address.PROVINCE: successor, address.LANGUAGE: lang})
    return {"url": url, "name": known.province.successor_name(lang)}


@cached
def targets_html(snapshot: Snapshot, province_id: str, lang: str, standpoint: Standpoint) -> Markup:
    """Every target with a number; those of former units stand apart."""
    parts = []
    for owner, rows in rows_by_owner(snapshot, province_id, standpoint).items():
        if owner == province_id:
            statuses = {
                item.indicator.indicator_id: subject_badge(snapshot, item, lang)
                for item in own_subjects(snapshot, province_id, standpoint)
                if item.row is not None
            }
            parts.append(_HTML.own_targets(tables.target_table(rows, province_id, lang, statuses), lang))
            continue
        name = provinces(snapshot)[owner].full_name(lang)
        parts.append(_HTML.inherited_targets(name, tables.target_table(rows, owner, lang), lang))
    return _HTML.stack(parts or [paragraph(message("overview.nothing", lang))])


@cached
def missing_html(snapshot: Snapshot, province_id: str, lang: str, standpoint: Standpoint) -> Markup:
    """Which indicators have no actual, own and inherited apart, and who has to report in the plan's own words."""
    rows = rows_by_owner(snapshot, province_id, standpoint)
    if not rows:
        return EMPTY
    found = [
        (
            "" if owner == province_id else provinces(snapshot)[owner].full_name(lang),
            [row.indicator.name(lang) for row in members if not row.actuals],
            len(members),
        )
        for owner, members in rows.items()
    ]
    duties = reporting_duties(snapshot, province_id)
    why = "" if duties else message(why_no_reporter(snapshot, province_id), lang)
    return _HTML.missing(found, duties, why, lang)


@cached
def others_html(snapshot: Snapshot, province_id: str, lang: str, standpoint: Standpoint) -> Markup:
    """Actuals published about the province that no plan of its own sets a target for."""
    rows = rows_without_target(snapshot, province_id, standpoint)
    if not rows:
        return EMPTY
    summary = message("overview.other_actuals", lang, count=len(rows))
    return folded(summary, tables.target_table(rows, province_id, lang))


@cached
def qualitative_html(snapshot: Snapshot, province_id: str, lang: str) -> Markup:
    """Targets without a number, in the plan's words; empty when there are none."""
    quotes = province_data(snapshot, province_id).qualitative
    if not quotes:
        return EMPTY
    triples = [(row["year"], row["line"], row["quote"]) for row in quotes]
    return folded(message("overview.qualitative", lang, count=len(triples)), tables.qualitative_list(triples, lang))
