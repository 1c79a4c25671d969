"""Files and pictures from a finished briefing: PowerPoint, Word, Excel, PDF, PNG and SVG; no Streamlit, no browser.

The names of the formats stand here, since every page knows them; what makes the files is loaded with `files`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from kpi.briefing.content import Problem


class Format(StrEnum):
    """Files of a whole briefing."""

    PPTX = "pptx"
    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"


class ImageFormat(StrEnum):
    """Pictures of one figure."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"


class DataFormat(StrEnum):
    """Numbers of one figure."""

    CSV = "csv"
    XLSX = "xlsx"


_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "pptx": f"{_OFFICE}.presentationml.presentation",
        "docx": f"{_OFFICE}.wordprocessingml.document",
        "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
        "pdf": "application/pdf",
        "png": "image/png",
        "svg": "image/svg+xml",
        "csv": "text/csv",
    }
)


@dataclass(frozen=True)
class Exported:
    """A file to hand out."""

    name: str
    mime: str
    data: bytes


class ExportRefusedError(Exception):
    """A briefing with an empty or failed item is not exported; `problems` names every one of them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{problem.place}. {problem.title}: {problem.why}" for problem in self.problems))
