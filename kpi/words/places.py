"""What a unit is called: short in lists, with its kind in titles and sentences; a former unit says that it is one."""

from __future__ import annotations

from kpi.model.records import ProvinceRecord
from kpi.words.messages import message


def short_name(unit: ProvinceRecord, lang: str) -> str:
    """'Lai Châu', 'TP. Hồ Chí Minh', 'Tiền Giang (đơn vị cũ, đến 30/06/2025)': for lists and tables."""
    name = unit.name(lang)
    return message("province.former", lang, name=name) if unit.successor_id else name


def full_name(unit: ProvinceRecord, lang: str) -> str:
    """'tỉnh Lai Châu', 'Thành phố Hồ Chí Minh', 'tỉnh Tiền Giang (trước 01/07/2025)': as inside a sentence."""
    name = unit.full_name(lang)
    return message("province.former_full", lang, name=name) if unit.successor_id else name
