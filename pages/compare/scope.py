"""What a filter makes of a view: whom it leaves out, and how headings, titles, files and links say it.

To filter by something else as well is a field of `data.Scope`, a line in `data.units`, and what is said of it here.
"""

from __future__ import annotations

from kpi.model import addresses
from kpi.model.vocabulary import NATION
from kpi.reading.province import provinces
from kpi.store.warehouse import Snapshot
from kpi.words import message, sort_key
from pages.compare import data
from pages.compare.data import Scope, kept

EVERYWHERE = "ca_nuoc"
"""The whole country, as the address names it."""


@kept
def regions(snapshot: Snapshot, vintage: int, lang: str) -> dict[str, str]:
    """The whole country, then the regions of one vintage of boundaries in alphabetical order, by id."""
    column = "region_en" if lang == "en" else "region"
    known = data.units(snapshot, Scope(vintage))
    found = {data.region_id(row["region"]): str(row[column]) for row in known if row["region"]}
    return {EVERYWHERE: message("compare.everywhere", lang)} | dict(
        sorted(found.items(), key=lambda item: sort_key(item[1]))
    )


def said(snapshot: Snapshot, scope: Scope, lang: str) -> str:
    """What the filter keeps, in words; nothing where it keeps everybody."""
    return regions(snapshot, scope.vintage, lang)[scope.region] if scope.region else ""


def heading(words: str, snapshot: Snapshot, scope: Scope, lang: str) -> str:
    """A heading that also says the filter: who leads there need not lead the country."""
    return " · ".join(part for part in (words, said(snapshot, scope, lang)) if part)


def title(words: str, snapshot: Snapshot, scope: Scope, lang: str) -> str:
    """The title of a file or of a part of a briefing, which says it too."""
    kept_units = said(snapshot, scope, lang)
    return f"{words} ({kept_units})" if kept_units else words


def file_name(name: str, scope: Scope) -> str:
    """The name of a file, which says it too."""
    return "-".join(part for part in (name, scope.region) if part)


def parameters(scope: Scope) -> dict[str, str]:
    """What a link to the same units says."""
    return {addresses.VINTAGE: str(scope.vintage)} | ({addresses.REGION: scope.region} if scope.region else {})


@kept
def outside(snapshot: Snapshot, scope: Scope) -> frozenset[str]:
    """The units that the filter leaves out, of either vintage: neither kept nor merged into or from one that is."""
    if scope == Scope(scope.vintage):
        return frozenset()
    inside = set(data.province_ids(snapshot, scope))
    for successor, former in data.former_of(snapshot).items():
        inside |= set(former) if successor in inside and scope.vintage == 34 else set()
        inside |= {successor} if inside & set(former) and scope.vintage == 63 else set()
    return frozenset(provinces(snapshot)) - inside - {NATION}
