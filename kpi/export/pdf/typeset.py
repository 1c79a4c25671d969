"""Typst, the typesetter: pages and pictures from text, with the product's own typeface and nothing from outside."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import typst

from kpi.export.picture.metrics import FONT_FOLDER

_lock = threading.Lock()


class TypesetError(RuntimeError):
    """The typesetter could not make the file; says where it stopped."""


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONT_FOLDER])


def typeset(
    source: str, form: Literal["pdf", "png"], *, files: Mapping[str, str] | None = None, ppi: float | None = None
) -> bytes:
    """The file made from Typst `source`; `files` are texts that it may read by name. Raises TypesetError."""
    with tempfile.TemporaryDirectory(prefix="thuoc-do-57-") as name:
        folder = Path(name)
        for file, text in (files or {}).items():
            (folder / file).write_text(text, encoding="utf-8")
        try:
            with _lock:
                made = typst.Compiler(root=folder, font_paths=_fonts()).compile(source.encode(), format=form, ppi=ppi)
        except typst.TypstError as error:
            raise TypesetError(error.diagnostic or error.message) from error
    assert isinstance(made, bytes)
    return made
