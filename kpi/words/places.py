"""What a unit is called: short in lists, with its kind in titles and sentences; a former unit says that it is one."""

from __future__ import annotations

from kpi.model.records import ProvinceRecord
from kpi.words.messages import message


def short_name(unit: ProvinceRecord, lang: str) -> str:
    """'Lai Châu', 'TP. Hồ Chí Minh', 'Tiền Giang (trước 01/07/2025)': for lists and tables."""
    return _told(unit, unit.name(lang), lang)


def full_name(unit: ProvinceRecord, lang: str) -> str:
    """'tỉnh Lai Châu', 'Thành phố Hồ Chí Minh', 'tỉnh Tiền Giang (trước 01/07/2025)': as inside a sentence."""
    return _told(unit, unit.full_name(lang), lang)


def _told(unit: ProvinceRecord, name: str, lang: str) -> str:
    return message("province.former", lang, name=name) if unit.successor_id else name
