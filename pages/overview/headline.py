"""The three big cards of Tổng quan, each with what `kpi.reading` says counts first."""

from __future__ import annotations

from dataclasses import asdict

from kpi.charts.alt_text import path_alt_text
from kpi.charts.sparkline import sparkline_svg
from kpi.markup import EMPTY, Markup, macros
from kpi.model import addresses as address
from kpi.model.records import ActualRecord, IndicatorRecord, TargetRecord, records
from kpi.reading.due_results import deciding_actuals
from kpi.reading.own_and_inherited import owner_name
from kpi.reading.province import cached, headline_indicators, is_demo, measures, province_data, provinces
from kpi.reading.said.at_merger import said_with_history
from kpi.reading.standpoint import Standpoint
from kpi.reading.subject import Subject
from kpi.reading.subjects import headline_subject
from kpi.store.warehouse import Snapshot
from kpi.words import message
from ui import cards

_HTML = macros(__name__)

_FEWEST_POINTS = 2


@cached
def headline_html(snapshot: Snapshot, province_id: str, lang: str, standpoint: Standpoint) -> Markup:
    """The three indicators that leaders ask for first, as cards."""
    drawn = [
        _card(snapshot, province_id, indicator, lang, standpoint)
        for indicator in headline_indicators(snapshot, province_id)
    ]
    return _HTML.headlines(drawn, lang)


def _card(
    snapshot: Snapshot, province_id: str, indicator: IndicatorRecord, lang: str, standpoint: Standpoint
) -> Markup:
    found = headline_subject(snapshot, province_id, indicator.indicator_id, standpoint)
    if found is None:
        text = message("card.not_found" if province_data(snapshot, province_id).targets else "card.absent", lang)
        return cards.absent_card(indicator.name(lang), text)
    has_target = bool(found.document_id)
    owner = provinces(snapshot)[found.owner_id].name(lang)
    return cards.headline_card(
        cards.Headline(
            name=indicator.name(lang),
            counted=_counted(snapshot, found, indicator, lang),
            address=_address(province_id, found.indicator, lang),
            targets=tuple(records(found.due_once, TargetRecord)),
            actual=next(iter(records([found.actual], ActualRecord)), None) if found.actual else None,
            sentence=said_with_history(snapshot, found, owner_name(snapshot, found, lang), lang) if has_target else "",
            sparkline=_sparkline(found, snapshot, lang),
            status=cards.subject_badge(snapshot, found, lang) if has_target and not found.inherited else EMPTY,
            flag=_HTML.inherited(owner, lang) if found.inherited else EMPTY,
        ),
        lang,
    )


def _counted(snapshot: Snapshot, found: Subject, indicator: IndicatorRecord, lang: str) -> str:
    """How a target is counted that is one way of counting the card's indicator; empty for the indicator itself."""
    if found.indicator.indicator_id == indicator.indicator_id:
        return ""
    names = measures(snapshot)
    told = dict.fromkeys(names[row["measured_indicator_id"], row["measure"]][f"name_{lang}"] for row in found.due_once)
    return message("card.counted", lang, measure="; ".join(map(_inside, told)))


def _inside(name: str) -> str:
    """A name inside a line: 'theo dân số', but 'EMC …' as it is."""
    return name if name[1:2].isupper() else f"{name[:1].lower()}{name[1:]}"


def _address(province_id: str, indicator: IndicatorRecord, lang: str) -> str:
    parameters = {
        address.PROVINCE: province_id,
        address.INDICATOR: indicator.indicator_id,
        address.LANGUAGE: lang,
    }
    return address.link(address.INDICATOR_PAGE, **parameters)


def _sparkline(found: Subject, snapshot: Snapshot, lang: str) -> str:
    if len(found.targets) + len(found.actuals) < _FEWEST_POINTS:
        return ""
    facts, name = asdict(found.indicator), owner_name(snapshot, found, lang)
    return sparkline_svg(
        found.path,
        found.targets,
        found.actuals,
        facts,
        title=f"{found.indicator.name(lang)} – {name}",
        line_of=found.line_of,
        description=path_alt_text(
            found.targets,
            found.actuals,
            facts,
            name,
            lang,
            demo=is_demo(snapshot),
            decided_by=deciding_actuals(found),
        ),
        width=360,
        height=84,
    )
