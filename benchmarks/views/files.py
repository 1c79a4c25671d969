"""What exported files say: the texts of slides, paragraphs and cells, and the numbers of their charts."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
from pypdf import PdfReader

from benchmarks.views.addresses import LANGUAGES, UNITS
from benchmarks.views.plain import masked, tokens
from benchmarks.views.warehouse import Known

_TEXT = re.compile(r"\}(t|v|f)$")
"""A run of text in any Office format; a value and its cell in a chart."""
_PARAGRAPHS = re.compile(r"\}(p|pt|tx|f)$")
Part = tuple[str, list[str]]


@dataclass(frozen=True)
class Briefing:
    """One call of `python -m etl brief`."""

    lang: str
    options: tuple[str, ...]

    @property
    def name(self) -> str:
        """The call as it is typed."""
        return f"etl --language {self.lang} brief {' '.join(self.options)}"


def briefings(of: Known, *, few: bool) -> list[Briefing]:
    """The ready forms of the units with targets, or a few of them."""
    provinces = dict.fromkeys(province for province, _, _ in of.plans)
    chosen = [unit for unit in UNITS if unit in provinces] if few else list(provinces)
    found = []
    for number, unit in enumerate(chosen):
        for form in ("page", "report"):
            lang = LANGUAGES[number % 2] if few else "vi"
            found.append(Briefing(lang, ("--form", form, "--province", unit)))
    for lang in LANGUAGES:
        found.append(Briefing(lang, ("--form", "comparison", "--provinces", ",".join(UNITS[:4]))))
        single = ("--form", "indicator", "--province", "tien_giang", "--indicator", "coverage_5g")
        found.append(Briefing(lang, single))
    return found[1::2] if few else found


def exported(tree: Path, python: str, warehouse: Path, briefing: Briefing, folder: Path) -> list[Part]:
    """The parts of every file that the tree writes for `briefing` into `folder`, or why it writes none."""
    command = [python, "-m", "etl", "--language", briefing.lang, "brief", *briefing.options]
    command += ["--warehouse", str(warehouse), "--out", str(folder)]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    if done.returncode:
        return [("refused", [masked(line) for line in done.stderr.splitlines() if line.strip()])]
    paths = sorted(folder.iterdir(), key=lambda path: path.suffix)
    return [part for path in paths for part in parts_of_file(path)]


def bundle(tree: Path, python: str, warehouse: Path, path: Path) -> list[Part]:
    """The names of the files in the bundle, and the text of those that are pages or plain text."""
    command = [python, "-m", "etl", "bundle", "--warehouse", str(warehouse), "--out", str(path)]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    if done.returncode:
        return [("refused", done.stderr.splitlines())]
    with zipfile.ZipFile(path) as archive:
        parts: list[Part] = [("bundle: names", sorted(masked(name) for name in archive.namelist()))]
        for name in sorted(archive.namelist()):
            if name.endswith((".html", ".svg")):
                parts.append((f"bundle: {masked(name)}", tokens(archive.read(name).decode("utf-8"))))
            elif name.endswith((".md", ".txt", ".csv", ".json", ".cff")):
                lines = archive.read(name).decode("utf-8").splitlines()
                parts.append((f"bundle: {masked(name)}", [masked(line) for line in lines]))
    return parts


def parts_of_file(path: Path) -> Iterator[Part]:
    """The parts of one exported file, named by what they are."""
    kind = path.suffix.removeprefix(".")
    yield f"{kind}: name", [masked(path.name)]
    match kind:
        case "pdf":
            for number, page in enumerate(PdfReader(path).pages, 1):
                yield f"pdf: page {number}", [masked(line.strip()) for line in page.extract_text().splitlines()]
        case "xlsx":
            yield from _sheets(path)
            yield from _office(path, ("xl/charts/", "xl/drawings/"))
        case "pptx":
            yield from _office(path, ("ppt/slides/", "ppt/charts/", "ppt/notesSlides/"))
        case "docx":
            yield from _office(path, ("word/",))


def _sheets(path: Path) -> Iterator[Part]:
    for sheet in openpyxl.load_workbook(path).worksheets:
        cells = [
            masked(f"{cell.coordinate} {cell.value!r} {cell.number_format}")
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ]
        yield f"xlsx: sheet {sheet.title}", cells


def _office(path: Path, folders: tuple[str, ...]) -> Iterator[Part]:
    """The texts of each XML file in `folders` of an Office file, a line each paragraph or value."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith(folders) and name.endswith(".xml")]
        for name in sorted(names, key=_natural):
            lines = list(_lines(ElementTree.fromstring(archive.read(name))))  # noqa: S314 - our own file
            if lines:
                yield f"{path.suffix[1:]}: {name}", lines


def _lines(root: ElementTree.Element) -> Iterator[str]:
    for paragraph in root.iter():
        if _PARAGRAPHS.search(paragraph.tag):
            own = [paragraph] if _TEXT.search(paragraph.tag) else list(paragraph.iter())
            text = "".join(run.text or "" for run in own if _TEXT.search(run.tag))
            if text.strip():
                yield masked(text)


def _natural(name: str) -> list[object]:
    return [int(piece) if piece.isdecimal() else piece for piece in re.split(r"(\d+)", name)]
