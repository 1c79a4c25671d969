"""The filter by region: which regions there are, what they are called, and whom a filter leaves out."""

from __future__ import annotations

from kpi.model.vocabulary import NATION
from kpi.reading.province import provinces
from kpi.store.warehouse import Snapshot
from kpi.words import message, sort_key
from pages.compare import data
from pages.compare.data import kept

EVERYWHERE = "ca_nuoc"
"""The whole country, as the address names it."""


@kept
def options(shown: Snapshot, vintage: int, lang: str) -> dict[str, str]:
    """The whole country, then the regions of one vintage of boundaries in alphabetical order, by id."""
    column = "region_en" if lang == "en" else "region"
    found = {data.region_id(row["region"]): str(row[column]) for row in data.units(shown, vintage) if row["region"]}
    return {EVERYWHERE: message("compare.everywhere", lang)} | dict(
        sorted(found.items(), key=lambda item: sort_key(item[1]))
    )


def name(shown: Snapshot, vintage: int, region: str, lang: str) -> str:
    """What a region is called; nothing for the whole country."""
    return options(shown, vintage, lang)[region] if region else ""


def heading(said: str, shown: Snapshot, vintage: int, region: str, lang: str) -> str:
    """A heading that also says the region, if there is one."""
    return f"{said} · {name(shown, vintage, region, lang)}" if region else said


@kept
def outside(shown: Snapshot, vintage: int, region: str) -> frozenset[str]:
    """The units that the filter leaves out, of either vintage: neither in the region nor merged into or from it."""
    if not region:
        return frozenset()
    inside = set(data.unit_ids(shown, vintage, region))
    for successor, former in data.former_of(shown).items():
        inside |= set(former) if successor in inside and vintage == 34 else set()
        inside |= {successor} if inside & set(former) and vintage == 63 else set()
    return frozenset(provinces(shown)) - inside - {NATION}
