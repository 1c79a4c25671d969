"""Every format of a file that the product hands out: one record each, from which buttons, commands and jobs follow.

A new format is one record here and a folder of its own with its maker and its words (`format.<name>`,
`format.<name>_help` in `vi.toml` and `en.toml`). Makers are loaded when asked for: each brings large libraries.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import Any

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Record:
    """What a format is: media type, name on a button, icon, and who makes which files of it ('module:function').

    `briefing` makes bytes of a `Content`, `picture` and `numbers` of one `ChartBlock`, `table` of a table and its
    `About`. `beside_charts` says whether a picture or numbers of it are offered under every chart. `most_cells` is how
    large the result of a reader's query may be: a workbook of a million cells takes half a minute.
    """

    media_type: str
    label: str
    icon: str = ""
    briefing: str = ""
    picture: str = ""
    numbers: str = ""
    table: str = ""
    beside_charts: bool = True
    most_cells: int = 0


_NO_RECORD = Record("", "")


class Format(StrEnum):
    """The formats by the ending of their files, in the order in which they are offered."""

    record: Record

    def __new__(cls, ending: str, record: Record = _NO_RECORD) -> Format:
        """The member named by its ending, with its record; afterwards `Format("pdf")` finds it by the ending alone."""
        made = str.__new__(cls, ending)
        made._value_ = ending
        made.record = record
        return made

    CSV = (
        "csv",
        Record(
            "text/csv",
            "CSV",
            ":material/table:",
            numbers="kpi.export.files:csv_numbers",
            table="kpi.export.sheet.tables:to_csv",
            most_cells=5_000_000,
        ),
    )
    PPTX = (
        "pptx",
        Record(
            f"{_OFFICE}.presentationml.presentation",
            "PowerPoint",
            ":material/slideshow:",
            briefing="kpi.export.slides.pptx:make",
        ),
    )
    DOCX = (
        "docx",
        Record(
            f"{_OFFICE}.wordprocessingml.document",
            "Word",
            ":material/description:",
            briefing="kpi.export.paper.docx:make",
        ),
    )
    XLSX = (
        "xlsx",
        Record(
            f"{_OFFICE}.spreadsheetml.sheet",
            "XLSX",
            ":material/table_chart:",
            briefing="kpi.export.sheet.xlsx:make",
            numbers="kpi.export.sheet.xlsx:make_chart",
            table="kpi.export.sheet.tables:to_xlsx",
            most_cells=1_000_000,
        ),
    )
    PDF = (
        "pdf",
        Record(
            "application/pdf",
            "PDF",
            ":material/picture_as_pdf:",
            briefing="kpi.export.pdf.pdf:make",
            picture="kpi.export.picture.image:pdf",
            beside_charts=False,
        ),
    )
    PNG = ("png", Record("image/png", "PNG", ":material/image:", picture="kpi.export.picture.image:png"))
    SVG = ("svg", Record("image/svg+xml", "SVG", ":material/shapes:", picture="kpi.export.files:svg_picture"))
    PARQUET = (
        "parquet",
        Record(
            "application/vnd.apache.parquet",
            "Parquet",
            table="kpi.export.sheet.tables:to_parquet",
            most_cells=50_000_000,
        ),
    )
    ZIP = ("zip", Record("application/zip", "ZIP", ":material/folder_zip:"))


BRIEFING_FORMATS = tuple(form for form in Format if form.record.briefing)
"""Files of a whole briefing."""
TABLE_FORMATS = tuple(form for form in Format if form.record.table)
"""Files of a table."""
PICTURES_BESIDE_CHARTS = tuple(form for form in Format if form.record.picture and form.record.beside_charts)
NUMBERS_BESIDE_CHARTS = tuple(form for form in Format if form.record.numbers and form.record.beside_charts)


def maker(place: str) -> Callable[..., Any]:
    """The function that a record names as 'module:function'; raises ValueError where it names none."""
    module, _, name = place.partition(":")
    if not name:
        raise ValueError(f"no maker {place!r}")
    made: Callable[..., Any] = getattr(import_module(module), name)
    return made
