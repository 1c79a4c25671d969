"""One item of a briefing as slides for a meeting: few words, large, told by shape and word as well as colour."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass

from kpi.briefing.chart_blocks import as_of_words
from kpi.briefing.content import Block, ChartBlock, Context
from kpi.briefing.sources import source_line
from kpi.charts.theme import STATUS_STYLES
from kpi.export.picture.image import bare_svg
from kpi.jobs.preview import ON_PHONE
from kpi.jobs.slide_fit import foot_words, title_words
from kpi.jobs.slide_parts import ChartPart, Part, RowsPart, parts_of
from kpi.markup import Markup, macros
from kpi.words import message

_HTML = macros(__name__)

_PIXELS, _TYPE = 10.5, 1.7
"""Pixels of a chart for one unit of a slide, and how much larger its type is than on screen."""
_ROW, _ROWS = 34.0, 9
"""What every row of a comparison adds to the height of its chart on a phone, in pixels, from which row on."""
_SOURCES_WIDTH = 88.0


@dataclass(frozen=True)
class Setting:
    """What the head and foot of a slide say beside title and sources: whose it is, the day and the data."""

    place: str
    day: str
    data: str
    mark: str = ""
    """That the data are made up; empty for real ones."""


def setting_of(context: Context, place: str) -> Setting:
    """Head and foot of the slides of one item about `place`, a unit's name or ''."""
    lang = context.lang
    return Setting(
        place=place or message("product.name", lang),
        day=as_of_words(context.standpoint, lang),
        data=message("meeting.data", lang, snapshot=context.snapshot_id),
        mark=message("chart_words.watermark", lang) if context.demo else "",
    )


def slides(block: Block, lang: str, setting: Setting, *, tasks: bool = False) -> list[Markup]:
    """The slides of one chart, table or paragraph, as HTML."""
    parts = parts_of(block, lang, tasks=tasks)
    return [_slide(block, part, place, len(parts), lang, setting) for place, part in enumerate(parts, start=1)]


def framed(block: Block, body: Markup, lang: str, setting: Setting, numbered: str = "") -> Markup:
    """A slide with head and foot; `numbered` says which part of the block its body is."""
    about, group_id = setting.place, getattr(block, "group_id", "")
    if isinstance(block, ChartBlock):
        about = block.subtitle.removesuffix(f" · {setting.day}")
    sources = foot_words(" · ".join(filter(None, (setting.day, source_line(block.sources, lang)))), _SOURCES_WIDTH)
    data = " · ".join(filter(None, (setting.data, group_id and f"{message('basket.id', lang)} {group_id}")))
    return _HTML.slide(about, numbered, setting.mark, title_words(block.title), body, sources, data)


def _slide(block: Block, part: Part, place: int, count: int, lang: str, setting: Setting) -> Markup:
    numbered = message("meeting.part", lang, number=place, count=count) if count > 1 else ""
    return framed(block, _body(part), lang, setting, numbered)


def _body(part: Part) -> Markup:
    if isinstance(part, ChartPart):
        return _chart(part)
    if isinstance(part, RowsPart):
        return _HTML.rows(part, STATUS_STYLES)
    return _HTML.words(part.paragraphs)


def _chart(part: ChartPart) -> Markup:
    block = part.block
    images = (
        ("wide", _image(block, part.width * _PIXELS, part.height * _PIXELS, _TYPE)),
        ("narrow", _image(block, ON_PHONE.width, _phone_height(block), ON_PHONE.scale)),
    )
    numbers = None if part.numbers is None else _HTML.numbers(block, part.numbers, STATUS_STYLES.get(block.status))
    return _HTML.chart(part, numbers, images)


def _phone_height(block: ChartBlock) -> float:
    return ON_PHONE.height + max(len(block.scene.rows) - _ROWS, 0) * _ROW * ON_PHONE.scale


def _image(block: ChartBlock, width: float, height: float, scale: float) -> str:
    """A drawing as an image's address, for the page's sanitiser lets no inline SVG through."""
    encoded = b64encode(bare_svg(block, width, height, scale).encode()).decode()
    return f"data:image/svg+xml;base64,{encoded}"
