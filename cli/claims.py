"""The check `claims`: what a finished snapshot would say that its rows do not bear out."""

from __future__ import annotations

from etl.checks import Violation
from etl.findings import Severity
from kpi.store.warehouse import Snapshot
from kpi.words import message

CHECK = "claims"


def false_claims_in(snapshot: Snapshot, lang: str) -> list[Violation]:
    """Every false sentence, card and slide of all units in both languages, told in `lang`, each as an error."""
    from kpi.claims.whole import false_claims  # noqa: PLC0415 - a build that is refused before needs none of it

    return [
        Violation(
            CHECK,
            Severity.ERROR.value,
            " ".join((claim.province_id, claim.indicator_id, claim.document_id, claim.lang, claim.place)),
            message(
                "claims.found",
                lang,
                rule=message(f"claims.{claim.rule}", lang),
                what=claim.what,
                text=claim.text.replace("\n", " · "),
            ),
        )
        for claim in false_claims(snapshot)
    ]
