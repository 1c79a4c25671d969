"""The check `claims`: what a finished snapshot would say that its rows do not bear out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from etl.checks import Violation, in_each_language
from etl.findings import Severity
from kpi.store.concerned import every_province_at_once
from kpi.store.warehouse import Snapshot
from kpi.words import message

if TYPE_CHECKING:
    from kpi.claims.whole import FalseClaim

CHECK = "claims"


def false_claims_in(snapshot: Snapshot, *, past_days: bool = False) -> list[Violation]:
    """Every false sentence, card and slide of all units, of So sánh, Nhiệm vụ and Thay đổi, in both languages.

    As of today; with `past_days` also as of one day of each era of the plans, which takes minutes.
    """
    # A build that is refused before needs none of it.
    from kpi.claims.changes import false_changes  # noqa: PLC0415
    from kpi.claims.comparisons import false_comparisons  # noqa: PLC0415
    from kpi.claims.past_days import false_on_past_days  # noqa: PLC0415
    from kpi.claims.tasks import false_task_claims  # noqa: PLC0415
    from kpi.claims.whole import false_claims  # noqa: PLC0415

    with every_province_at_once():
        found = [*false_claims(snapshot), *false_comparisons(snapshot), *false_task_claims(snapshot)]
        found += false_changes(snapshot)
        if past_days:
            found += false_on_past_days(snapshot)
    return [
        Violation(
            CHECK,
            Severity.ERROR.value,
            " ".join((claim.province_id, claim.indicator_id, claim.document_id, claim.lang, claim.place)),
            in_each_language(partial(_told, claim)),
        )
        for claim in found
    ]


def _told(claim: FalseClaim, lang: str) -> str:
    rule, text = message(f"claims.{claim.rule}", lang), claim.text.replace("\n", " · ")
    return message("claims.found", lang, rule=rule, what=claim.what, text=text)
