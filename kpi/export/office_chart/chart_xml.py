"""Pieces of an office program's chart language (DrawingML charts) that every native chart is made of."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kpi.charts import theme
from kpi.charts.scene.marks import Axis
from kpi.words import unit_name

NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_LOCALE_CODE = {"vi": "[$-42A]", "en": "[$-409]"}
_LANGUAGE = {"vi": "vi-VN", "en": "en-US"}
_SHOW = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
_NO_LABELS = "".join(f'<c:show{name} val="0"/>' for name in _SHOW)
_VALUE_LABEL = "".join(f'<c:show{name} val="{int(name == "Val")}"/>' for name in _SHOW)
_PALE = 0.6
X_AXIS, Y_AXIS = "111111111", "222222222"


def column_name(index: int) -> str:
    """The letters of a sheet's column, 0 being A."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def cells(column: int, first: int, count: int) -> str:
    """The absolute address of `count` cells of a column; rows are 1-based."""
    letter = column_name(column)
    last = first + count - 1
    return f"Sheet1!${letter}${first}" if count == 1 else f"Sheet1!${letter}${first}:${letter}${last}"


def fill(colour: str) -> str:
    """A solid fill."""
    return f'<a:solidFill><a:srgbClr val="{colour.removeprefix("#")}"/></a:solidFill>'


def pale(colour: str) -> str:
    """A light tint: LibreOffice draws no edge round a mark, so that a white one would be unseen."""
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * _PALE):02X}" for part in parts)


def line(colour: str, points: float, dash: str = "") -> str:
    """A line of a width in points; none at width 0."""
    if not points:
        return "<a:ln><a:noFill/></a:ln>"
    pattern = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{round(points * 12700)}" cap="rnd">{fill(colour)}{pattern}<a:round/></a:ln>'


def text_properties(size: float, colour: str, font: str, *, bold: bool = False, level: bool = False) -> str:
    """Type for axes, legend and labels; `size` in points; `level` words are broken into lines, never turned."""
    body = '<a:bodyPr rot="0" vert="horz"/>' if level else "<a:bodyPr/>"
    return (
        f'<c:txPr>{body}<a:lstStyle/><a:p><a:pPr><a:defRPr sz="{round(size * 100)}" b="{int(bold)}">{fill(colour)}'
        f'<a:latin typeface="{font}"/><a:cs typeface="{font}"/></a:defRPr></a:pPr><a:endParaRPr lang="en-US"/></a:p>'
        "</c:txPr>"
    )


def label(index: int, text: str, place: str, size: float, colour: str, font: str, *, bold: bool) -> str:
    """The words beside one point; line breaks make paragraphs."""
    run = f'sz="{round(size * 100)}" b="{int(bold)}"'
    look = f'{fill(colour)}<a:latin typeface="{font}"/><a:cs typeface="{font}"/>'
    paragraphs = "".join(
        f'<a:p><a:pPr><a:defRPr {run}>{look}</a:defRPr></a:pPr><a:r><a:rPr lang="vi-VN" {run}>{look}</a:rPr>'
        f"<a:t>{escape(words)}</a:t></a:r></a:p>"
        for words in text.split("\n")
    )
    return (
        f'<c:dLbl><c:idx val="{index}"/><c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/>{paragraphs}</c:rich></c:tx>'
        f'<c:dLblPos val="{place}"/>{_VALUE_LABEL}</c:dLbl>'
    )


def labels(parts: Sequence[str]) -> str:
    """The labels of a series: those given, and none for every other point."""
    return f"<c:dLbls>{''.join(parts)}{_NO_LABELS}</c:dLbls>"


def numbers(tag: str, address: str, values: Sequence[float | None]) -> str:
    """Numbers with the cells that they live in; the shortest form that reads back the same."""
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{value!r}</c:v></c:pt>' for index, value in enumerate(values) if value is not None
    )
    cache = f'<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numCache>'
    return f"<c:{tag}><c:numRef><c:f>{address}</c:f>{cache}</c:numRef></c:{tag}>"


def texts(tag: str, address: str, values: Sequence[str]) -> str:
    """Texts with the cells that they live in."""
    points = "".join(f'<c:pt idx="{index}"><c:v>{escape(value)}</c:v></c:pt>' for index, value in enumerate(values))
    cache = f'<c:strCache><c:ptCount val="{len(values)}"/>{points}</c:strCache>'
    return f"<c:{tag}><c:strRef><c:f>{address}</c:f>{cache}</c:strRef></c:{tag}>"


def value_format(axis: Axis, unit: str, lang: str) -> str:
    """The number format of an axis: as many decimals as its ticks need, with the unit's sign for shares."""
    decimals = max((len(f"{tick:.6f}".rstrip("0").partition(".")[2]) for tick in axis.ticks), default=0)
    form = "#,##0" + ("." + "0" * decimals if decimals else "")
    sign = '"\u202f%"' if unit == "%" and lang == "vi" else '"%"' if unit == "%" else ""
    return f"{_LOCALE_CODE[lang]}{form}{sign}"


def format_code(form: str) -> str:
    """A number format as an attribute holds it."""
    return escape(form)


def _axis_title(words: str, size: float, font: str) -> str:
    """The unit beside the axis, read upwards."""
    look = f'sz="{round(size * 100)}" b="0"'
    face = f'{fill(theme.INK_MUTED)}<a:latin typeface="{font}"/><a:cs typeface="{font}"/>'
    return (
        '<c:title><c:tx><c:rich><a:bodyPr rot="-5400000" vert="horz"/><a:lstStyle/><a:p><a:pPr>'
        f'<a:defRPr {look}>{face}</a:defRPr></a:pPr><a:r><a:rPr lang="vi-VN" {look}>{face}</a:rPr>'
        f"<a:t>{escape(words)}</a:t></a:r></a:p>"
        '</c:rich></c:tx><c:overlay val="0"/></c:title>'
    )


def value_axis(axis: Axis, unit: str, lang: str, size: float, font: str, *, crosses: str) -> str:
    """The upright axis of values; one turned upside down keeps the years at its foot."""
    low, high = sorted((axis.low, axis.high))
    upside_down = axis.low > axis.high
    title = "" if unit == "%" else _axis_title(unit_name(unit, lang), size, font)
    step = axis.ticks[1] - axis.ticks[0] if len(axis.ticks) > 1 else high - low
    return (
        f'<c:valAx><c:axId val="{Y_AXIS}"/><c:scaling><c:orientation val="{"maxMin" if upside_down else "minMax"}"/>'
        f'<c:max val="{high!r}"/><c:min val="{low!r}"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>'
        f"<c:majorGridlines><c:spPr>{line(theme.GRID, 0.75)}</c:spPr></c:majorGridlines>{title}"
        f'<c:numFmt formatCode="{escape(value_format(axis, unit, lang))}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>{line("", 0)}</c:spPr>'
        f'{text_properties(size, theme.INK_MUTED, font)}<c:crossAx val="{X_AXIS}"/>{crosses}'
        f'<c:crossBetween val="midCat"/><c:majorUnit val="{step!r}"/></c:valAx>'
    )


def chart_space(plot: str, hidden: Sequence[int], lang: str, size: float, font: str, *, legend: bool = True) -> bytes:
    """The whole chart part; `hidden` are series that the legend leaves out. Its data live in relation rId1."""
    entries = "".join(f'<c:legendEntry><c:idx val="{index}"/><c:delete val="1"/></c:legendEntry>' for index in hidden)
    look = text_properties(size, theme.INK, font)
    key = f'<c:legend><c:legendPos val="b"/>{entries}<c:overlay val="0"/>{look}</c:legend>' if legend else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace {NAMESPACES}><c:date1904 val="0"/><c:lang val="{_LANGUAGE[lang]}"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{plot}</c:plotArea>'
        f'{key}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln>'
        "</c:spPr>"
        f'{look}<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>'
        "</c:chartSpace>"
    ).encode()
