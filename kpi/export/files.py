"""Every file the product hands out: registered, named, and refused rather than delivered with a hole.

What is written holds no hidden character: the data check refuses them, but people also type titles and remarks.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from kpi.briefing.content import ChartBlock, Content, Problem, Table
from kpi.briefing.register import Register
from kpi.briefing.titles import ascii_stem
from kpi.export import Exported, ExportRefusedError
from kpi.export.formats import Format, maker
from kpi.export.picture import image
from kpi.export.sheet.tables import csv_cell
from kpi.model.characters import visible_throughout
from kpi.words import message


def export(content: Content, form: Format, register: Register | None = None) -> Exported:
    """The briefing as a file, its numbers written into the register first.

    Raises ExportRefusedError for a briefing with problems, `kpi.briefing.register.RegisterError` when the
    register cannot be written: a number whose ID leads nowhere is not handed out.
    """
    problems = [*content.problems, *_empty_charts(content)]
    if problems:
        raise ExportRefusedError(problems)
    data = maker(form.record.briefing)(visible_throughout(content))
    if register:
        register.record(content.groups().values(), content.context, str(form), content.title)
    return Exported(f"{content.file_stem}.{form}", form.record.media_type, data)


def _empty_charts(content: Content) -> Iterable[Problem]:
    """Charts and tables without anything in them that say nothing about it."""
    for place, block in enumerate(content.blocks(), start=1):
        empty = isinstance(block, ChartBlock) and not block.numbers
        silent = isinstance(block, Table) and not block.rows and not block.empty
        if empty or silent:
            yield Problem(place, block.title, message("export.empty", content.context.lang))


def picture(block: ChartBlock, form: Format, register: Register | None = None) -> Exported:
    """One chart as a picture that explains itself. Raises ExportRefusedError for a chart without numbers."""
    return _single(block, form, form.record.picture, register)


def svg_picture(block: ChartBlock) -> bytes:
    """One chart as an SVG."""
    return image.chart_svg(block).encode()


def data_file(block: ChartBlock, form: Format, register: Register | None = None) -> Exported:
    """The numbers of one chart: CSV, or a workbook with a native chart. Raises as `picture`."""
    return _single(block, form, form.record.numbers, register)


def _single(block: ChartBlock, form: Format, made_by: str, register: Register | None) -> Exported:
    if not block.numbers:
        raise ExportRefusedError([Problem(1, block.title, message("export.empty", block.context.lang))])
    data = maker(made_by)(visible_throughout(block))
    if register:
        register.record(block.groups, block.context, str(form), block.title)
    mark = f"{message('download.demo_stem', block.context.lang)}-" if block.context.demo else ""
    stem = ascii_stem(block.group.title)
    return Exported(f"{mark}{stem}-{block.context.standpoint.day.isoformat()}.{form}", form.record.media_type, data)


def csv_numbers(block: ChartBlock) -> bytes:
    """UTF-8 with byte-order mark; raw numbers with a point, and what they stand on in every row."""
    lang = block.context.lang
    heads = [message(f"briefing.column_{name}", lang) for name in ("id", "chart", "what", "value", "unit", "shown")]
    heads += [message("download.snapshot", lang), message("download.as_of", lang)]
    mark = message("chart_words.watermark", lang) if block.context.demo else ""
    out = io.StringIO(newline="")
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*heads, message("download.note", lang)] if mark else heads)
    stands = [block.context.snapshot_id, block.context.standpoint.day]
    for number in block.numbers:
        row = [number.number_id, block.group.title, number.what, number.value, number.unit, number.text, *stands]
        writer.writerow([csv_cell(cell) for cell in ([*row, mark] if mark else row)])
    return out.getvalue().encode()
