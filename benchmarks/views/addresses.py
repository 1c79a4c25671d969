"""Which views are recorded: read from the published tables of a warehouse, in one order.

A view is a page's path and its address parameters, the Vietnamese names that links carry: they are an interface.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.views.warehouse import Known

LANGUAGES = ("vi", "en")
UNITS = ("lai_chau", "hai_phong", "dong_thap", "tien_giang", "viet_nam", "an_giang")
"""With a plan in full text and without, a merged one, a former one, the nation, one with next to nothing."""
_SCREENS = ("xep_hang", "cam_ket", "nhieu_duong", "ban_do_nhiet", "ban_do_o", "dia_gioi")
_MEASURES = ("muc", "cam_ket", "khoang_cach", "phan_da_di", "nhip")
_PEERS = ("cung_vung", "cung_loai", "cung_co", "tu_chon")
_ORDERS = ("plan", "name", "warned", "2025", "2030", "2045")
_TASK_VIEWS = ("danh_sach", "thoi_gian", "co_quan", "trung_uong")
_TASK_GROUPS = ("overdue", "past_deadline", "soon", "later", "ongoing", "undated", "finished")
_TASK_STATES = ("not_reported", "stuck", "not_started", "in_progress", "done_late", "done")
_FORMS = ("mot_trang", "bao_cao", "mot_chi_tieu")
_DAYS = (
    {"ngay": "2024-12-31", "biet_den": "2025-01-05"},
    {"ngay": "2030-12-31"},
)
"""Two other standpoints: with the knowledge of that time, and years ahead."""
_BASKET_QUERY = "SELECT province_id, count(*) AS targets FROM targets GROUP BY ALL ORDER BY ALL"


@dataclass(frozen=True)
class View:
    """A page by its path, and its address parameters."""

    page: str
    address: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """The view as a link."""
        return f"/{self.page}?" + "&".join(f"{key}={value}" for key, value in self.address)


def view(page: str, **address: str) -> View:
    """A view; empty values are left out."""
    return View(page, tuple((name, value) for name, value in address.items() if value))


def every_view(of: Known) -> list[View]:
    """Every view of the data, each once."""
    found = [*_overview(of), *_indicator(of), *_compare(of), *_roadmap(of), *_tasks(of), *_data(of), *_sources(of)]
    return list(dict.fromkeys([*found, *_briefing(of), *_meeting(of), *_other_days()]))


def sample(views: list[View], count: int) -> list[View]:
    """About `count` views: some of each page and kind, spread evenly."""
    kinds: dict[tuple[str, ...], list[View]] = {}
    for found in views:
        marks = {name: value for name, value in found.address if name in {"ngon_ngu", "xem", "xem_viec", "muc", "mau"}}
        kinds.setdefault((found.page, *sorted(marks.values()), *(name for name, _ in found.address)), []).append(found)
    # Small kinds are few views each, so the share of large ones is what is left.
    share = count // len(kinds) + 1
    chosen: list[View] = []
    for members in kinds.values():
        step = max(1, len(members) // share)
        chosen += members[step // 2 :: step][:share]
    return chosen


def _overview(of: Known) -> Iterator[View]:
    for lang in LANGUAGES:
        for province in of.provinces:
            yield view("", tinh=province, ngon_ngu=lang)
    yield view("", tinh="atlantis", ngay="hôm qua", la="1")


def _indicator(of: Known) -> Iterator[View]:
    for province in of.provinces:
        yield view("chi-tieu", tinh=province, ngon_ngu="en")
    for province, indicator in of.pairs:
        yield view("chi-tieu", tinh=province, chi_tieu=indicator)
    for province, indicator, document in of.plans:
        yield view("chi-tieu", tinh=province, chi_tieu=indicator, ke_hoach=document)
    for province, indicator, series in of.series:
        yield view("chi-tieu", tinh=province, chi_tieu=indicator, so_lieu=series, ngon_ngu="en")


def _compare(of: Known) -> Iterator[View]:
    for screen in _SCREENS:
        for indicator in of.compared:
            yield view("so-sanh", xem=screen, chi_tieu=indicator)
        for province in UNITS:
            yield view("so-sanh", xem=screen, tinh=province, ngon_ngu="en")
    for indicator in of.compared:
        for measure in _MEASURES:
            yield view("so-sanh", xem="xep_hang", chi_tieu=indicator, thuoc_do=measure)
        yield view("so-sanh", xem="xep_hang", chi_tieu=indicator, dia_gioi="63")
        yield view("so-sanh", xem="ban_do_o", chi_tieu=indicator, thuoc_do="cam_ket")
    for peers in _PEERS:
        for province in UNITS:
            yield view("so-sanh", xem="nhieu_duong", tinh=province, nhom=peers)
    for rows in ("nhieu_don_vi", "nhom", "cham_nhieu", "ten"):
        for columns in ("nhieu_so_lieu", "ten", "vung", "cham_nhieu"):
            yield view("so-sanh", xem="ban_do_nhiet", xep_dong=rows, xep_cot=columns)
    yield view("so-sanh", xem="ban_do_nhiet", dia_gioi="63")


def _roadmap(of: Known) -> Iterator[View]:
    for lang in LANGUAGES:
        for province in of.provinces:
            yield view("lo-trinh", xem_theo="tinh", tinh=province, ngon_ngu=lang)
    for indicator in of.compared:
        yield view("lo-trinh", xem_theo="chi_tieu", chi_tieu=indicator)
    for order in _ORDERS:
        for indicator in ("coverage_5g", "digital_economy_share_grdp"):
            yield view("lo-trinh", xem_theo="chi_tieu", chi_tieu=indicator, xep=order)
        yield view("lo-trinh", xem_theo="tinh", tinh="tien_giang", xep=order)
    yield view("lo-trinh", xem_theo="tinh", tinh="tien_giang", tim="ty le")


def _tasks(of: Known) -> Iterator[View]:
    for kind in _TASK_VIEWS:
        for lang in LANGUAGES:
            yield view("nhiem-vu", xem_viec=kind, ngon_ngu=lang)
        for place, document in of.task_documents:
            yield view("nhiem-vu", xem_viec=kind, noi=place, van_ban_giao=document)
        for group in _TASK_GROUPS:
            yield view("nhiem-vu", xem_viec=kind, han=group)
    for page in range(2, 8):
        yield view("nhiem-vu", trang_viec=str(page))
    for section in of.sections:
        yield view("nhiem-vu", phan_viec=section)
    for state in _TASK_STATES:
        yield view("nhiem-vu", tinh_hinh=state)
    for agency in of.agencies:
        yield view("nhiem-vu", co_quan=agency)


def _data(of: Known) -> Iterator[View]:
    for lang in LANGUAGES:
        for part in ("tinh_trang", "tai_ve", "truy_van"):
            yield view("so-lieu", muc=part, ngon_ngu=lang)
    for table in of.tables:
        yield view("so-lieu", muc="tai_ve", bang=table)
    yield view("so-lieu", muc="truy_van", sql=_BASKET_QUERY)
    yield view("so-lieu", muc="truy_van", sql="SELECT nothing FROM nowhere")


def _sources(of: Known) -> Iterator[View]:
    for lang in LANGUAGES:
        for part in ("phuong_phap", "tu_dien", "van_ban"):
            yield view("nguon", muc=part, ngon_ngu=lang)
    for text in of.texts:
        yield view("nguon", muc="van_ban", van_ban=text, dong="20")


def _briefing(of: Known) -> Iterator[View]:
    for form in _FORMS:
        for province in of.provinces:
            yield view("ban-tin", mau=form, tinh=province)
        for province in UNITS:
            yield view("ban-tin", mau=form, tinh=province, ngon_ngu="en")
    for lang in LANGUAGES:
        yield view("ban-tin", ngon_ngu=lang)
        yield view("ban-tin", mau="so_sanh", tinh_chon=",".join(UNITS[:4]), ngon_ngu=lang)
    for indicator in of.compared:
        yield view("ban-tin", mau="so_sanh", cac_chi_tieu=indicator, tinh_chon=",".join(UNITS[:4]))


def _meeting(of: Known) -> Iterator[View]:
    del of
    for form in _FORMS:
        for province in UNITS:
            for slide in range(1, 13):
                yield view("hop", mau=form, tinh=province, trang_chieu=str(slide))
    for slide in range(1, 7):
        yield view("hop", mau="so_sanh", trang_chieu=str(slide), ngon_ngu="en")


def _other_days() -> Iterator[View]:
    for days in _DAYS:
        for province in UNITS:
            for page in ("", "chi-tieu"):
                yield view(page, tinh=province, **days)
            yield view("ban-tin", mau="bao_cao", tinh=province, **days)
            yield view("hop", mau="mot_trang", tinh=province, **days)
        yield view("chi-tieu", tinh="viet_nam", chi_tieu="digital_economy_share_grdp", **days)
        for kind in _TASK_VIEWS:
            yield view("nhiem-vu", xem_viec=kind, **days)
