"""Every file the product hands out: registered, named, and refused rather than delivered with a hole.

What is written holds no hidden character: the data check refuses them, but people also type titles and remarks.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from kpi.briefing.content import Content, Figure, Problem, Table
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
    problems = [*content.problems, *_empty_figures(content)]
    if problems:
        raise ExportRefusedError(problems)
    data = maker(form.record.briefing)(visible_throughout(content))
    if register:
        register.record(content.groups().values(), content.context, str(form), content.title)
    return Exported(f"{content.file_stem}.{form}", form.record.media_type, data)


def _empty_figures(content: Content) -> Iterable[Problem]:
    """Figures and tables without anything in them that say nothing about it."""
    for place, block in enumerate(content.blocks(), start=1):
        empty = isinstance(block, Figure) and not block.numbers
        silent = isinstance(block, Table) and not block.rows and not block.empty
        if empty or silent:
            yield Problem(place, block.title, message("export.empty", content.context.lang))


def picture(figure: Figure, form: Format, register: Register | None = None) -> Exported:
    """One figure as a picture that explains itself. Raises ExportRefusedError for a figure without numbers."""
    return _single(figure, form, form.record.picture, register)


def svg_picture(figure: Figure) -> bytes:
    """One figure as an SVG."""
    return image.figure_svg(figure).encode()


def data_file(figure: Figure, form: Format, register: Register | None = None) -> Exported:
    """The numbers of one figure: CSV, or a workbook with a native chart. Raises as `picture`."""
    return _single(figure, form, form.record.numbers, register)


def _single(figure: Figure, form: Format, made_by: str, register: Register | None) -> Exported:
    if not figure.numbers:
        raise ExportRefusedError([Problem(1, figure.title, message("export.empty", figure.context.lang))])
    data = maker(made_by)(visible_throughout(figure))
    if register:
        register.record(figure.groups, figure.context, str(form), figure.title)
    mark = f"{message('download.demo_stem', figure.context.lang)}-" if figure.context.demo else ""
    stem = ascii_stem(figure.group.title)
    return Exported(f"{mark}{stem}-{figure.context.standpoint.day.isoformat()}.{form}", form.record.media_type, data)


def csv_numbers(figure: Figure) -> bytes:
    """UTF-8 with byte-order mark; raw numbers with a point, and what they stand on in every row."""
    lang = figure.context.lang
    heads = [message(f"briefing.column_{name}", lang) for name in ("id", "figure", "what", "value", "unit", "shown")]
    heads += [message("download.snapshot", lang), message("download.as_of", lang)]
    mark = message("figure.watermark", lang) if figure.context.demo else ""
    out = io.StringIO(newline="")
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*heads, message("download.note", lang)] if mark else heads)
    stands = [figure.context.snapshot_id, figure.context.standpoint.day]
    for number in figure.numbers:
        row = [number.number_id, figure.group.title, number.what, number.value, number.unit, number.text, *stands]
        writer.writerow([csv_cell(cell) for cell in ([*row, mark] if mark else row)])
    return out.getvalue().encode()
