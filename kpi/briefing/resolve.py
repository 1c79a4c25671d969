"""A briefing with its numbers: every item read from a snapshot, grouped under headings, problems collected.

A briefing with problems can be looked at, but not exported: the problems name every item that has nothing to show.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kpi.briefing.chart_blocks import path_block, subject_url
from kpi.briefing.comparison import comparison_block
from kpi.briefing.content import Block, ChartBlock, Content, Context, Problem, Section, Text
from kpi.briefing.forms import context_of, standpoint_of
from kpi.briefing.front.frame import frame_of
from kpi.briefing.issuers import default_issuer
from kpi.briefing.library import ItemError, Library, subject_of
from kpi.briefing.links import DEFAULT_BASE_URL
from kpi.briefing.model import Briefing, Form, Item, ItemKind
from kpi.briefing.report_sections import Heading, assess, heading_of, reporters, sets_targets
from kpi.briefing.sources import cited
from kpi.briefing.subject_numbers import subject_group, subject_sources
from kpi.briefing.tables import table_block
from kpi.briefing.tasks import tasks_table
from kpi.briefing.titles import default_title, file_stem, item_title, subtitle
from kpi.method.thresholds import load_method
from kpi.store.warehouse import Snapshot
from kpi.words import message


@dataclass
class _Part:
    """A heading with the blocks gathered under it so far."""

    heading: Heading
    blocks: list[Block]


def content_of(
    snapshot: Snapshot, briefing: Briefing, *, today: date | None = None, base_url: str = DEFAULT_BASE_URL
) -> Content:
    """Read every item of `briefing` from `snapshot`; items that cannot be shown become problems, in their order.

    `today` is the day a briefing without `as_of` stands on; `base_url` is where the links lead.
    """
    context = context_of(snapshot, briefing.lang, standpoint_of(briefing.as_of, briefing.known, today), base_url)
    library = Library(snapshot, context)
    parts: list[_Part] = []
    problems: list[Problem] = []
    for place, item in enumerate(briefing.items, start=1):
        try:
            block = _block(library, item, briefing.form)
            heading = heading_of(library, briefing.form, item, briefing.province_id)
        except ItemError as error:
            problems.append(Problem(place, item_title(library, item), error.why))
            continue
        _add(parts, heading, block)
    if not briefing.items:
        problems.append(Problem(0, default_title(library, briefing), message("briefing.no_items", context.lang)))
    of_report = briefing.form is Form.REPORT
    sections = _of_report(library, briefing, parts) if of_report else tuple(map(_section, parts))
    blocks = [block for part in parts for block in part.blocks]
    return Content(
        context=context,
        form=briefing.form,
        title=default_title(library, briefing),
        subtitle=subtitle(library),
        remark=briefing.remark,
        issuer=briefing.issuer or default_issuer(library, briefing.province_id),
        sections=sections,
        sources=cited((source for block in blocks for source in block.sources), context.lang),
        method=method_words(context),
        problems=tuple(problems),
        file_stem=file_stem(library, briefing),
        frame=frame_of(library, briefing),
    )


def chart_block_of(
    snapshot: Snapshot,
    item: Item,
    *,
    lang: str,
    as_of: date | None = None,
    known: date | None = None,
    today: date | None = None,
    base_url: str = DEFAULT_BASE_URL,
) -> ChartBlock:
    """One chart on its own. Raises ItemError when it has nothing to show, ValueError for an item that is no chart."""
    library = Library(snapshot, context_of(snapshot, lang, standpoint_of(as_of, known, today), base_url))
    if item.kind is ItemKind.CHART:
        return path_block(library, item)
    if item.kind is ItemKind.COMPARISON:
        return comparison_block(library, item)
    raise ValueError(f"{item.kind} is no chart")


def _block(library: Library, item: Item, form: Form) -> Block:
    match item.kind:
        case ItemKind.CHART:
            return path_block(library, item)
        case ItemKind.COMPARISON:
            return comparison_block(library, item)
        case ItemKind.TABLE:
            return table_block(library, item)
        case ItemKind.TASKS:
            return tasks_table(library, item, brief=form is Form.PAGE)
        case ItemKind.SENTENCE:
            return _text(library, item)


def _text(library: Library, item: Item) -> Text:
    """The maker's own words, or the sentence of one indicator."""
    if not item.indicator_id:
        return Text(item.text, item.title, item.remark)
    subject = subject_of(library, item)
    url = subject_url(subject)
    return Text(
        text=item.text or subject.sentence,
        title=item.title or subject.indicator.name(subject.lang),
        remark=item.remark,
        url=url,
        sources=subject_sources(subject),
        groups=(subject_group(subject, url),),
    )


def _add(parts: list[_Part], heading: Heading, block: Block) -> None:
    if parts and parts[-1].heading == heading:
        parts[-1].blocks.append(block)
    else:
        parts.append(_Part(heading, [block]))


def _of_report(library: Library, briefing: Briefing, parts: list[_Part]) -> tuple[Section, ...]:
    """The parts of a report: how the whole is judged stands behind all but the annex, which ends with who reports."""
    lang, known = library.context.lang, briefing.province_id in library.provinces
    sections = [_section(part) for part in parts if not part.heading.annex]
    if known and sets_targets(library, briefing.province_id):
        found = assess(library, briefing.province_id)
        title = message("briefing.heading_assessment", lang)
        sections.append(Section(title, (), assessed=True, gaps=found.gaps, asks=found.asks))
    sections += [_section(part) for part in parts if part.heading.annex]
    if known:
        title = message("overview.who_reports", lang)
        text = Text("\n".join(reporters(library, briefing.province_id)), title)
        sections.append(Section(title, (text,), annex=True))
    return tuple(sections)


def _section(part: _Part) -> Section:
    return Section(part.heading.title, tuple(part.blocks), annex=part.heading.annex)


def method_words(context: Context) -> tuple[str, ...]:
    """How numbers were planned and judged, with the thresholds of the method."""
    cuts, age = load_method().status, load_method().data.max_age
    share = {name: f"{getattr(cuts, name).value:.0%}".replace("%", "") for name in ("on_plan", "slightly_behind")}
    return (
        message("download.method_note", context.lang),
        message("briefing.method_status", context.lang, **share),
        message("briefing.method_limits", context.lang, rounds=int(age.value)),
        message("briefing.method_names", context.lang),
        message("briefing.method_ids", context.lang),
    )
