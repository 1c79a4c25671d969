"""Below the map: the tasks by document, what was published last, and who is where in digital economy."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.charts.html.bullet_bar import bar_range
from kpi.markup import Markup, Text, macros
from kpi.model import addresses as address
from kpi.model.vocabulary import NATION
from kpi.reading.country.latest import Published, TasksOf, national_bars, newest_published, tasks_by_place
from kpi.reading.country.questions import INDICATORS, Answer, Answers, Question, answers
from kpi.reading.country.words import actual_words, coverage_line, published_words, tasks_line
from kpi.reading.province import cached, provinces
from kpi.reading.standpoint import Standpoint
from kpi.reading.tasks import places
from kpi.store.warehouse import Snapshot
from kpi.words import format_date, format_number, format_period, message

_HTML = macros(__name__)

_NEWEST = 5


@cached
def news_html(snapshot: Snapshot, lang: str, standpoint: Standpoint) -> Markup:
    """Three columns side by side."""
    tasks = tasks_by_place(snapshot, standpoint)
    names = places(snapshot, lang)
    newest = _newest(snapshot, newest_published(snapshot, standpoint, _NEWEST), lang)
    economy = answers(snapshot, Question.ECONOMY, standpoint)
    rank_url = address.link(
        address.COMPARE_PAGE,
        **{
            address.VIEW: address.RANKING_VIEW,
            address.INDICATOR: INDICATORS[Question.ECONOMY],
            address.LANGUAGE: lang,
        },
    )
    return _HTML.news(
        _HTML.tasks(tasks_line(tasks, lang), [_place(task, names, lang) for task in tasks], _tasks_url(lang), lang),
        _HTML.newest(newest, address.link(address.DATA_PAGE, **{address.LANGUAGE: lang}), lang),
        _HTML.rank(coverage_line(economy, lang), _ranks(snapshot, economy, lang, standpoint), rank_url, lang),
    )


def _tasks_url(lang: str, **more: str) -> str:
    return address.link(address.TASKS_PAGE, **more, **{address.LANGUAGE: lang})


def _place(task: TasksOf, names: dict[str, str], lang: str) -> dict[str, str]:
    counts = {"count": format_number(task.silent + task.overdue, lang), "total": format_number(task.total, lang)}
    url = _tasks_url(lang, **{address.TASK_PLACE: task.place})
    return {"name": names[task.place], "said": message("country_tasks.of_place", lang, **counts), "url": url}


def _newest(snapshot: Snapshot, published: Sequence[Published], lang: str) -> list[tuple[list[dict[str, str]], str]]:
    """What was published, with the source told once for all that came from it together."""
    groups: dict[str, list[dict[str, str]]] = {}
    for one in published:
        row = one.first
        period = format_period(row["period_start"], row["period_end"], lang)
        day = format_date(row["recorded_at"], lang)
        source = message("country_newest.source", lang, period=period, day=day, publisher=row["publisher"])
        groups.setdefault(source, []).append(_entry(snapshot, one, lang))
    return [(entries, source) for source, entries in groups.items()]


def _entry(snapshot: Snapshot, one: Published, lang: str) -> dict[str, str]:
    """One publication: what, of whom and how much."""
    row = one.first
    parameters = {address.PROVINCE: row["province_id"], address.INDICATOR: one.indicator.indicator_id}
    url = address.link(address.INDICATOR_PAGE, **parameters, **{address.LANGUAGE: lang})
    if len(one.rows) > 1:
        parameters = {address.VIEW: address.RANKING_VIEW, address.INDICATOR: one.indicator.indicator_id}
        url = address.link(address.COMPARE_PAGE, **parameters, **{address.LANGUAGE: lang})
    return {
        "name": one.indicator.name(lang),
        "url": url,
        "said": published_words(one, provinces(snapshot)[row["province_id"]].name(lang), lang),
    }


def _ranks(snapshot: Snapshot, found: Answers, lang: str, standpoint: Standpoint) -> list[dict[str, Text]]:
    """The units whose actuals are alike with the nation's own among them, each with the length of its bar."""
    ranked = found.ranked()
    nation = _nation(snapshot, found, standpoint)
    if nation is not None:
        ranked = sorted([*ranked, nation], key=lambda one: -_number(one))
    _, high = bar_range([_number(one) for one in ranked], "")
    names = provinces(snapshot)
    return [
        {
            "name": names[one.province_id].name(lang),
            "number": actual_words(one.actual, lang) if one.actual else "",
            "width": f"width:{_number(one) / high * 100:.2f}%",
            "look": "nation" if one.province_id == NATION else "",
        }
        for one in ranked
    ]


def _number(one: Answer) -> float:
    return float(one.actual["value"]) if one.actual else 0.0


def _nation(snapshot: Snapshot, found: Answers, standpoint: Standpoint) -> Answer | None:
    """The nation's own actual, where it is of the same series and year as the units'."""
    for bar in national_bars(snapshot, standpoint):
        row = bar.actual
        asked = bar.subject.indicator.indicator_id == INDICATORS[found.question]
        if asked and row and (row["series"], row["period_end"].year) == (found.series, found.year) and found.ranked():
            return Answer(NATION, found.ranked()[0].kind, actual=row)
    return None
