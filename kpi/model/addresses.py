"""The words of the address bar: the pages' addresses, the names of their parameters, and links made of both.

Pages read them (`ui.address`), and whoever points a reader to a page writes them: tables, slides, documents.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote_plus

OVERVIEW_PAGE = ""
INDICATOR_PAGE = "chi-tieu"
COMPARE_PAGE = "so-sanh"
ROADMAP_PAGE = "lo-trinh"
TASKS_PAGE = "nhiem-vu"
CHANGES_PAGE = "thay-doi"
BRIEFING_PAGE = "ban-tin"
MEETING_PAGE = "hop"
DATA_PAGE = "so-lieu"
SOURCES_PAGE = "nguon"

LANGUAGE = "ngon_ngu"
PROVINCE = "tinh"
INDICATOR = "chi_tieu"
AS_OF = "ngay"
KNOWN = "biet_den"

DOCUMENT = "ke_hoach"
SERIES = "so_lieu"

VIEW = "xem"
MEASURE = "thuoc_do"
YEAR = "nam"
DUE = "moc"
VINTAGE = "dia_gioi"
REGION = "vung"
UNITS = "tinh_chon"
PEERS = "nhom"
ROW_ORDER = "xep_dong"
COLUMN_ORDER = "xep_cot"
PAGE = "trang"
COLUMN_PAGE = "trang_cot"
RANKING_VIEW = "xep_hang"
LINES_VIEW = "nhieu_duong"
BOUNDARIES_VIEW = "dia_gioi"
CHOSEN_PEERS = "tu_chon"
"""Values of VIEW and PEERS that links name."""

LIST = "xem_theo"
SECTION = "phan"
SEARCH = "tim"
ORDER = "xep"

TASK_PLACE = "noi"
TASK_DOCUMENT = "van_ban_giao"
TASK_AGENCY = "co_quan"
TASK_SEARCH = "tim_co_quan"
TASK_SECTION = "phan_viec"
TASK_STATE = "tinh_hinh"
TASK_GROUP = "han"
TASK_VIEW = "xem_viec"
TASK_PAGE = "trang_viec"

SINCE = "tu"
SINCE_DAY = "tu_ngay"
CHANGES_OF = "ve"

FORM = "mau"
INDICATORS = "cac_chi_tieu"
NUMBER = "ma_so"
SLIDE = "trang_chieu"

PART = "muc"
TABLE = "bang"
QUERY = "sql"
MAP = "ban_do"
TEXT = "van_ban"
LINE = "dong"
TEXT_PART = "van_ban"
"""The value of PART that shows a document in full."""


def link(path: str, **parameters: str) -> str:
    """A relative address of a view; `path` is the page's address without slash, '' for the first page."""
    return f"/{path}?{'&'.join(f'{name}={_quoted(value)}' for name, value in parameters.items())}"


@lru_cache(4096)
def _quoted(value: str) -> str:
    # A heat map has thousands of links, of the same few words.
    return quote_plus(value)
