"""Head and foot of a written report by rule: the Party's form where the plan is the Party's, else the State's.

The State's form follows Nghị định 30/2020/NĐ-CP, the Party's the plans in `data/documents`. Numbers, names and
dates that only the issuer knows are left to be filled in. A former unit issues nothing any more: its successor does.
"""

from __future__ import annotations

import re

from kpi.briefing.library import Library
from kpi.briefing.model import Issuer, IssuerKind
from kpi.model.vocabulary import DocumentKind, ProvinceKind
from kpi.reading.province import ProvinceData

_PARTY_NUMBER = re.compile(r"^\d+-\w+/")
"""The Party numbers its papers '11-KH/TU', the State '106/KH-UBND'."""
_PARTY_SYMBOL = "BC/TU"
_STATE_SYMBOL = "BC-UBND"


def default_issuer(library: Library, province_id: str) -> Issuer:
    """Who would issue a report about the province; nobody for several provinces, the nation, or in English.

    A paper in English is a translation: the forms of State and Party are Vietnamese.
    """
    unit = library.provinces.get(province_id)
    if unit is None or unit.kind == ProvinceKind.NATION or library.context.lang != "vi":
        return Issuer(kind=IssuerKind.NONE)
    facts = library.facts(province_id)
    living = library.provinces[unit.successor_id] if unit.successor_id else unit
    city = living.kind == ProvinceKind.CITY
    # A name that is shortened in lists ('TP. Hồ Chí Minh') is written out on paper.
    name = living.name_vi if living.full_name_vi.endswith(living.name_vi) else living.full_name_vi
    if _is_party(facts):
        body = "Thành ủy" if city else "Tỉnh ủy"
        return Issuer(
            kind=IssuerKind.PARTY,
            body=f"{body} {name}",
            symbol=_PARTY_SYMBOL,
            place=name,
            on_behalf="T/M Ban Thường vụ",
        )
    return Issuer(
        kind=IssuerKind.STATE,
        body=f"Ủy ban nhân dân {living.full_name_vi}",
        symbol=_STATE_SYMBOL,
        place=name,
        on_behalf="TM. Ủy ban nhân dân",
        position="Chủ tịch",
    )


def _is_party(facts: ProvinceData) -> bool:
    """Whether the province's own plan in full text bears a Party number, or was issued by a Party body."""
    plans = [
        document for document in facts.documents if document.kind == DocumentKind.PLAN_TEXT and not document.inherited
    ]
    return any(
        bool(plan.number and _PARTY_NUMBER.search(plan.number)) or "ủy" in (plan.issuer or "").lower().split()
        for plan in plans
    )
