"""What came of the targets that fell due: one row a result, the undecided ones only counted."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.briefing.sources import document_words
from kpi.markup import EMPTY, Column, Markup, Row, Table, lines, macros
from kpi.markup.pieces import link
from kpi.model import addresses as address
from kpi.model.records import ActualRecord, TargetRecord, records
from kpi.reading.due_results import DECIDED, DueResult, Outcome, due_by_owner, due_line, outcome_state, outcome_word
from kpi.reading.province import cached, provinces
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot
from kpi.words import full_name, message, sentence_case
from ui import tables
from ui.cards import badge

_HTML = macros(__name__)

_NAME = "table.indicator"
_HEADS = ("due_results.result", _NAME, "due_results.target", "table.actual", "due_results.document")


@cached
def due_results_html(snapshot: Snapshot, province_id: str, lang: str, standpoint: Standpoint) -> Markup:
    """The results of the province, then those of each former unit under its own name; empty without any."""
    parts = []
    for owner, results in due_by_owner(snapshot, province_id, standpoint).items():
        name = "" if owner == province_id else sentence_case(full_name(provinces(snapshot)[owner], lang))
        parts.append((name, due_line(results, lang), _table(results, lang)))
    return _HTML.results(parts, lang) if parts else EMPTY


def _table(results: Sequence[DueResult], lang: str) -> Markup:
    decided = [item for item in results if item.outcome in DECIDED]
    if not decided:
        return EMPTY
    labels = [message(key, lang) for key in _HEADS]
    columns = [Column(label, name=key == _NAME, label=label) for key, label in zip(_HEADS, labels, strict=True)]
    rows = [_row(item, lang) for item in decided]
    return Table(columns, rows, caption=message("due_results.caption", lang), style="stacked").html()


def _row(item: DueResult, lang: str) -> Row:
    actuals = [
        _HTML.actual(tables.actual_words(actual, lang), f"{tables.period(actual, lang)} · {actual.series_name(lang)}")
        for actual in records(item.actuals, ActualRecord)
    ]
    actuals += [_HTML.more(text) for text in item.cautions(lang)]
    documents = dict.fromkeys(document_words(row, lang) for row in item.targets)
    told = _badge(item.outcome, lang), _link(item, lang), _target(item, lang)
    return Row((*told, lines(actuals), _HTML.more(lines(documents))))


def _badge(outcome: Outcome, lang: str) -> Markup:
    return badge(outcome_state(outcome), lang, outcome_word(outcome, lang))


def _link(item: DueResult, lang: str) -> Markup:
    parameters = {
        address.PROVINCE: item.owner_id,
        address.INDICATOR: item.indicator.indicator_id,
        address.DOCUMENT: item.targets[0]["document_id"],
        address.LANGUAGE: lang,
    }
    return link(address.link(address.INDICATOR_PAGE, **parameters), item.indicator.name(lang))


def _target(item: DueResult, lang: str) -> Markup:
    texts = dict.fromkeys(tables.target_words(target, lang) for target in records(item.targets, TargetRecord))
    return _HTML.target(" / ".join(texts), item.year, lang)
