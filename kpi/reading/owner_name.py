"""What the unit is called whose target a sentence tells."""

from __future__ import annotations

from kpi.reading.province import provinces
from kpi.reading.subject import Subject
from kpi.store.warehouse import Snapshot
from kpi.words import message


def owner_name(snapshot: Snapshot, found: Subject, lang: str) -> str:
    """The owner's name; a former unit with the name of the unit that a reader looks at says that it is a former one."""
    units = provinces(snapshot)
    name = units[found.owner_id].name(lang)
    if found.inherited and name == units[found.province_id].name(lang):
        return message("province.former", lang, name=name)
    return name
