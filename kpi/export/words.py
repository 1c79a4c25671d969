"""Words that every file says about itself and its parts: where a chart leads, what it stands on, its numbers."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.briefing.chart_blocks import as_of_words
from kpi.briefing.content import ChartBlock, Content, Context, Number, Source
from kpi.briefing.sources import cited, source_line
from kpi.charts import theme
from kpi.export.picture.fit import CM_PER_POINT
from kpi.export.picture.metrics import wrap
from kpi.words import format_date, message

_KINDS_IN_NOTES = ("target|", "actual|", "progress|", "count|")
_LONGEST_ADDRESS = 110


def stands_on(context: Context, group_id: str = "") -> str:
    """'tính đến 22/11/2026 · số liệu dựng ngày … · bản chụp … · mã …'."""
    built = format_date(context.built_on, context.lang)
    day = as_of_words(context.standpoint, context.lang)
    made = message("export.made_from_snapshot", context.lang, built=built, snapshot=context.snapshot_id)
    parts = [day, made]
    if group_id:
        parts.append(message("export.id", context.lang, id=group_id))
    return " · ".join(parts)


def product(content: Content) -> str:
    """The product's mark with what the file stands on."""
    return f"{message('product.name', content.context.lang)} · {stands_on(content.context)}"


def cited_numbers(block: ChartBlock) -> list[Number]:
    """The numbers that a reader may quote: targets, actuals and what was computed; not the planned years between."""
    return [number for number in block.numbers if number.key.startswith(_KINDS_IN_NOTES)]


def number_lines(numbers: Sequence[Number]) -> list[str]:
    """'4K7PD-X2M9Q: Mục tiêu năm 2025: ≥ 45 %'."""
    return [f"{number.number_id}: {number.what}: {number.text}" for number in numbers]


def source_lines(sources: Sequence[Source], lang: str) -> list[str]:
    """Each source with its lines and its address."""
    return [f"{source.text} {source.url}".rstrip() for source in cited(sources, lang)]


def brief_source_line(sources: Sequence[Source], lang: str, width: float, size: float) -> str:
    """The line under a chart, no longer than two lines of `width` centimetres; the list at the end names the rest."""
    return " ".join(wrap(source_line(sources, lang), width / CM_PER_POINT, size, most=2))


def short_source_lines(sources: Sequence[Source], lang: str) -> list[str]:
    """The same where room is short: a long address is cut."""
    return [f"{source.text} {short_address(source.url)}".rstrip() for source in cited(sources, lang)]


def short_address(url: str) -> str:
    """An address as it is shown: a long one is cut, since nobody types it from paper; links hold all of it."""
    return url if len(url) <= _LONGEST_ADDRESS else f"{url[: _LONGEST_ADDRESS - 1]}…"


def said_of(block: ChartBlock) -> str:
    """The sentence of a chart and its maker's remark; a chart without actuals always says so."""
    said = block.sentence
    absent = message("chart_words.no_actual", block.context.lang)
    told = (absent, message("because.no_actual", block.context.lang))
    if block.no_actual and not any(words.lower() in said.lower() for words in told):
        said = f"{said} {absent}."
    said = f"{said} {block.also}".rstrip()
    return f"{said}\n{block.remark}" if block.remark else said


def status_words(block: ChartBlock) -> str:
    """The status as shape and word: '▼ Chậm'; nothing where there is no target."""
    style = theme.STATUS_STYLES.get(block.status)
    return f"{style.glyph} {block.status_words}" if style else ""


def headed(block: ChartBlock) -> str:
    """The line under a chart's title, with its status."""
    return " · ".join(filter(None, (block.subtitle, status_words(block))))
