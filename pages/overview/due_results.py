"""What came of the targets that fell due: one row a result, the undecided ones only counted."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kpi.briefing.sources import document_words
from kpi.model.codes import Status
from kpi.model.records import ActualRecord, TargetRecord, records
from kpi.reading.due_results import DECIDED, DueResult, Outcome, due_by_owner, due_line, outcome_word
from kpi.reading.province import cached, provinces
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot
from kpi.words import full_name, message, sentence_case
from ui import address, tables
from ui.cards import badge

_HEADS = ("due_results.result", "table.indicator", "due_results.target", "table.actual", "due_results.document")


@cached
def due_results_html(shown: Snapshot, province_id: str, lang: str, standpoint: Standpoint) -> str:
    """The results of the province, then those of each former unit under its own name; empty text without any."""
    parts = []
    for owner, results in due_by_owner(shown, province_id, standpoint).items():
        if owner != province_id:
            name = sentence_case(full_name(provinces(shown)[owner], lang))
            parts.append(f"<h3>{escape(name)}</h3>")
        parts.append(f"<p class='lead'>{escape(due_line(results, lang))}</p>{_table(results, lang)}")
    if not parts:
        return ""
    return f"<section class='stack'><h2>{escape(message('due_results.title', lang))}</h2>{''.join(parts)}</section>"


def _table(results: Sequence[DueResult], lang: str) -> str:
    decided = [item for item in results if item.outcome in DECIDED]
    if not decided:
        return ""
    labels = [message(key, lang) for key in _HEADS]
    head = "".join(f"<th scope='col'>{escape(label)}</th>" for label in labels)
    body = "".join(_row(item, labels, lang) for item in decided)
    caption = escape(message("due_results.caption", lang))
    return (
        f"<div class='scroll' tabindex='0'><table class='stacked'><caption hidden>{caption}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(item: DueResult, labels: Sequence[str], lang: str) -> str:
    cells = (_badge(item.outcome, lang), None, _target(item, lang), _actuals(item, lang), _documents(item, lang))
    said = []
    for label, cell in zip(labels, cells, strict=True):
        if cell is None:
            said.append(f"<th scope='row'>{_link(item, lang)}</th>")
        else:
            said.append(f"<td data-label='{escape(label)}'>{cell}</td>")
    return f"<tr>{''.join(said)}</tr>"


def _badge(outcome: Outcome, lang: str) -> str:
    if outcome is Outcome.BY_MEASURE:
        return badge(Status.NOT_ASSESSABLE, lang, outcome_word(outcome, lang))
    return badge(Status(outcome), lang)


def _link(item: DueResult, lang: str) -> str:
    parameters = {
        address.PROVINCE: item.owner_id,
        address.INDICATOR: item.indicator.indicator_id,
        address.DOCUMENT: item.targets[0]["document_id"],
        address.LANGUAGE: lang,
    }
    url = escape(address.link(address.INDICATOR_PAGE, **parameters))
    return f"<a href='{url}' target='_self'>{escape(item.indicator.name(lang))}</a>"


def _target(item: DueResult, lang: str) -> str:
    texts = dict.fromkeys(escape(tables.promise(target, lang)) for target in records(item.targets, TargetRecord))
    when = escape(message("by_end_of", lang, year=item.year))
    return f"<b>{' / '.join(texts)}</b> <span class='more'>{when}</span>"


def _actuals(item: DueResult, lang: str) -> str:
    told = "<br>".join(
        f"<b>{escape(tables.figure(actual, lang))}</b> "
        f"<span class='more'>{escape(f'{tables.period(actual, lang)} · {actual.series_name(lang)}')}</span>"
        for actual in records(item.actuals, ActualRecord)
    )
    cautions = "".join(f"<br><span class='more'>{escape(text)}</span>" for text in item.cautions(lang))
    return f"{told}{cautions}"


def _documents(item: DueResult, lang: str) -> str:
    names = dict.fromkeys(escape(document_words(row, lang)) for row in item.targets)
    return f"<span class='more'>{'<br>'.join(names)}</span>"
