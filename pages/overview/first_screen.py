"""The first screen of a unit: the sentence on the whole, marks, three bars, questions, where it stands, what is due."""

from __future__ import annotations

from kpi.markup import Markup, macros
from kpi.model import addresses as address
from kpi.model.records import ProvinceRecord
from kpi.model.task_codes import Group
from kpi.reading.first_screen.due_lines import DueLine, due_lines
from kpi.reading.first_screen.published import published_actuals
from kpi.reading.first_screen.question_words import question_words
from kpi.reading.first_screen.questions import Ask, Question, questions
from kpi.reading.first_screen.told import due_words, published_words
from kpi.reading.first_screen.verdict import former_names, stands_on, verdict
from kpi.reading.first_screen.whole import Whole, whole
from kpi.reading.own_and_inherited import why_no_reporter
from kpi.reading.province import cached, provinces
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot
from kpi.words import format_date, format_number, full_name, message, sentence_case
from pages.overview.bars import bars_html, indicator_url
from pages.overview.strip import bands_html, strip_html
from ui.changes.band import changes_band

_HTML = macros(__name__)


@cached
def first_screen_html(snapshot: Snapshot, province_id: str, lang: str, standpoint: Standpoint) -> Markup:
    """The whole first screen, as one part."""
    seen = whole(snapshot, province_id, standpoint)
    names = former_names(seen, provinces(snapshot), lang)
    return _HTML.screen(
        head_html(snapshot, province_id, lang, standpoint),
        strip_html(snapshot, province_id, lang, standpoint) + bands_html(snapshot, names, lang, standpoint),
        bars_html(snapshot, province_id, lang, standpoint),
        (
            questions_html(snapshot, province_id, lang, standpoint),
            published_html(snapshot, province_id, lang, standpoint),
            due_html(snapshot, province_id, lang, standpoint),
        ),
    )


@cached
def head_html(snapshot: Snapshot, province_id: str, lang: str, standpoint: Standpoint) -> Markup:
    """Name, the sentence on the whole, the line of what it stands on, and what changed of late."""
    seen = whole(snapshot, province_id, standpoint)
    name = sentence_case(full_name(seen.unit, lang))
    said = verdict(seen, lang, former_names(seen, provinces(snapshot), lang))
    changes = changes_band(snapshot, province_id, lang, standpoint)
    return _HTML.head(name, said, stands_on(seen, lang), _successor(seen.unit, lang), changes, lang)


def _successor(unit: ProvinceRecord, lang: str) -> dict[str, str]:
    """Name and address of the unit that a former one was merged into; empty for a unit of today."""
    if unit.successor_id is None:
        return {}
    url = address.link(address.OVERVIEW_PAGE, **{address.PROVINCE: unit.successor_id, address.LANGUAGE: lang})
    return {"url": url, "name": unit.successor_name(lang)}


@cached
def questions_html(snapshot: Snapshot, province_id: str, lang: str, standpoint: Standpoint) -> Markup:
    """At most three questions, each with the way to the rows it stands on."""
    seen = whole(snapshot, province_id, standpoint)
    names = former_names(seen, provinces(snapshot), lang)
    why = message(why_no_reporter(snapshot, province_id), lang)
    asked = [
        (question_words(question, names, why, lang), _rows_of(question, seen, lang))
        for question in questions(snapshot, province_id, standpoint)
    ]
    none = message("first_screen.ask.none", lang)
    if seen.ended:
        none = message("first_screen.ask.merged", lang, name=seen.unit.successor_name(lang))
    return _HTML.questions(asked, none, lang)


def _rows_of(question: Question, seen: Whole, lang: str) -> str:
    """The address of the page that shows what a question stands on."""
    province_id = seen.unit.province_id
    if question.ask is Ask.TASKS:
        chosen = {address.TASK_PLACE: province_id, address.TASK_GROUP: Group.PAST_DEADLINE, address.LANGUAGE: lang}
        return address.link(address.TASKS_PAGE, **chosen)
    if question.ask in {Ask.BEHIND, Ask.BELOW_NATION}:
        return indicator_url(province_id, question.subjects[0].indicator.indicator_id, lang)
    if question.ask in {Ask.NOT_MET, Ask.SILENT}:
        return indicator_url(province_id, question.results[0].indicator.indicator_id, lang)
    if question.ask is Ask.NEXT_DUE:
        return indicator_url(province_id, question.targets[0].indicator_id, lang)
    if question.ask is Ask.INHERITED:
        owner = question.inherited[0][0]
        return address.link(address.OVERVIEW_PAGE, **{address.PROVINCE: owner, address.LANGUAGE: lang})
    return address.link(address.DATA_PAGE, **{address.LANGUAGE: lang})


@cached
def published_html(snapshot: Snapshot, province_id: str, lang: str, standpoint: Standpoint) -> Markup:
    """At most five published actuals that the unit's plan does not set."""
    rows = [
        (
            indicator_url(province_id, item.indicator.indicator_id, lang),
            item.indicator.name(lang),
            published_words(item, lang),
            item.actual.source_title,
        )
        for item in published_actuals(snapshot, province_id, standpoint)
    ]
    return _HTML.published(rows, lang)


@cached
def due_html(snapshot: Snapshot, province_id: str, lang: str, standpoint: Standpoint) -> Markup:
    """What fell due last, what is due next, and who answers."""
    seen = whole(snapshot, province_id, standpoint)
    lines = [_due(line, lang) for line in due_lines(snapshot, province_id, standpoint)]
    otherwise = message("first_screen.due.none", lang)
    if seen.ended:
        otherwise = message("first_screen.due.merged", lang, name=seen.unit.successor_name(lang))
    tasks = ("", "" if seen.ended or not lines else message("first_screen.due.no_tasks", lang))
    if seen.duties is not None:
        url = address.link(address.TASKS_PAGE, **{address.TASK_PLACE: province_id, address.LANGUAGE: lang})
        tasks = (url, message("first_screen.due.all_tasks", lang, count=format_number(seen.duties.total, lang)))
    return _HTML.due(lines, tasks, otherwise, lang)


def _due(line: DueLine, lang: str) -> tuple[str, bool, str, str, bool]:
    words = due_words(line, lang)
    return format_date(line.day, lang), line.past, words.head, words.basis, line.task is not None
