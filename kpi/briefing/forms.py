"""The forms ready to use: which items make one page, a report, a comparison, one indicator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from kpi.briefing.content import Context
from kpi.briefing.issuers import default_issuer
from kpi.briefing.library import Library
from kpi.briefing.model import Briefing, Form, IssuerKind, Item, ItemKind, TableView
from kpi.briefing.report_sections import report_items, sets_targets
from kpi.briefing.tables import chart_item
from kpi.briefing.tasks import has_tasks
from kpi.model import clock
from kpi.model.vocabulary import NATION
from kpi.reading.first_screen.neighbours import neighbours
from kpi.reading.standpoint import Standpoint
from kpi.store.province_queries import built_at, is_demo
from kpi.store.warehouse import Snapshot

Lang = Literal["vi", "en"]


class FormError(ValueError):
    """A form cannot be made from what was chosen: `key` is the message that says why, `values` fill it."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def context_of(snapshot: Snapshot, lang: str, standpoint: Standpoint, base_url: str) -> Context:
    """What a briefing stands on."""
    return Context(
        lang=lang,
        standpoint=standpoint,
        snapshot_id=snapshot.snapshot_id,
        built_on=built_at(snapshot).date(),
        demo=is_demo(snapshot),
        base_url=base_url,
    )


def standpoint_of(as_of: date | None, known: date | None, today: date | None) -> Standpoint:
    """Where a briefing stands; without `as_of` on `today`, without that on the day it is made."""
    return Standpoint(as_of, known, today=today or clock.today())


def compose(  # noqa: PLR0913 - each keyword is a choice of its own
    snapshot: Snapshot,
    form: Form,
    *,
    province_id: str = "",
    indicator_id: str = "",
    document_id: str = "",
    series: str = "",
    provinces: Sequence[str] = (),
    indicators: Sequence[str] = (),
    lang: Lang = "vi",
    as_of: date | None = None,
    known: date | None = None,
    today: date | None = None,
) -> Briefing:
    """A briefing in one of the ready forms; its items may be edited like any others.

    `PAGE` and `REPORT` need a province, `INDICATOR` also an indicator, `COMPARISON` two provinces or more (and
    compares the headline indicators unless `indicators` are named). Raises FormError where something is missing
    or unknown.
    """
    library = Library(snapshot, context_of(snapshot, lang, standpoint_of(as_of, known, today), ""))
    _check(library, form, province_id, indicator_id, provinces, indicators)
    match form:
        case Form.PAGE:
            items = _page(library, province_id)
        case Form.REPORT:
            items = report_items(library, province_id)
        case Form.INDICATOR:
            chart = chart_item(province_id, indicator_id, document_id).model_copy(update={"series": series})
            items = [chart, chart.model_copy(update={"kind": ItemKind.TABLE, "table": TableView.YEARS})]
        case Form.COMPARISON:
            items = [
                Item(kind=ItemKind.COMPARISON, indicator_id=name, provinces=tuple(dict.fromkeys(provinces)))
                for name in indicators or _headline(library)
            ]
        case Form.SELECTION:
            items = []
    issuer = default_issuer(library, province_id)
    return Briefing(
        form=form,
        lang=lang,
        province_id=province_id,
        as_of=as_of,
        known=known,
        issuer=None if issuer.kind is IssuerKind.NONE else issuer,
        items=tuple(items),
    )


def _check(
    library: Library,
    form: Form,
    province_id: str,
    indicator_id: str,
    provinces: Sequence[str],
    indicators: Sequence[str],
) -> None:
    if form in {Form.PAGE, Form.REPORT, Form.INDICATOR} and not province_id:
        raise FormError("briefing.needs_province")
    if form is Form.INDICATOR and not indicator_id:
        raise FormError("briefing.needs_indicator")
    if form is Form.COMPARISON and len(set(provinces)) < 2:
        raise FormError("briefing.needs_provinces")
    for name in filter(None, (province_id, *provinces)):
        if name not in library.provinces:
            raise FormError("briefing.unknown_province", name=name)
    for name in filter(None, (indicator_id, *indicators)):
        if name not in library.indicators:
            raise FormError("briefing.unknown_indicator", name=name)


def _headline(library: Library) -> list[str]:
    return [name for name, indicator in library.indicators.items() if indicator.headline]


def _page(library: Library, province_id: str) -> list[Item]:
    """Three bars, a mark for every target, what was published, the units of the region.

    Then targets and tasks, of which a page shows what it has room for.
    """
    standpoint = library.context.standpoint
    views = [TableView.HEADLINES]
    if sets_targets(library, province_id):
        views.append(TableView.STATUS_COUNTS)
    views.append(TableView.PUBLISHED)
    if province_id == NATION or neighbours(library.snapshot, province_id, standpoint):
        views.append(TableView.NEIGHBOURS)
    if TableView.STATUS_COUNTS in views:
        views.append(TableView.TARGETS)
    items = [Item(kind=ItemKind.TABLE, table=view, province_id=province_id) for view in views]
    if has_tasks(library, province_id):
        items.append(Item(kind=ItemKind.TASKS, province_id=province_id))
    return items
