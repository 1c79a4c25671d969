"""One line for a first screen: what changed of a unit since a day or an earlier snapshot, and the way to all of it."""

from __future__ import annotations

from kpi.markup import Markup, macros
from kpi.model import addresses as address
from kpi.reading.changes.choice import Since, SinceChoice, changes_of, recently
from kpi.reading.changes.summary import summary
from kpi.reading.changes.words import days_in_address
from kpi.reading.province import cached
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot

_HTML = macros(__name__)


@cached
def changes_band(
    snapshot: Snapshot, province_id: str, lang: str, standpoint: Standpoint, since: Since | None = None
) -> Markup:
    """'Từ ngày 01/11/2026: 3 số liệu mới, 2 thời hạn đã qua ▸'; without `since` of the last 30 days.

    The counts are those of the rows on the page that it leads to.
    """
    asked = since or recently(standpoint)
    found = changes_of(snapshot, province_id, asked, standpoint)
    chosen = {address.SINCE: str(SinceChoice.DAY), address.SINCE_DAY: asked.day.isoformat()}
    if found.since_snapshot:
        chosen = {address.SINCE: str(SinceChoice.SNAPSHOT)}
    url = address.link(
        address.CHANGES_PAGE,
        **{address.PROVINCE: province_id, **chosen, **days_in_address(standpoint), address.LANGUAGE: lang},
    )
    return _HTML.band(summary(found, lang), url, bool(found.items), lang)
