"""`python -m ui.gallery FOLDER` writes the gallery, a file for each document and language."""

from __future__ import annotations

import argparse
import sys
from itertools import product
from pathlib import Path

from kpi.words import LANGUAGES
from ui.gallery.document import DOCUMENTS, document


def write(folder: Path) -> list[Path]:
    """Write the gallery into `folder`, which is made; returns the files. Raises OSError where it cannot."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, lang in product(DOCUMENTS, LANGUAGES):
        file = folder / f"{name}-{lang}.html"
        file.write_text(document(name, lang), encoding="utf-8")
        files.append(file)
    return files


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m ui.gallery", description=__doc__)
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="where the documents are written")
    sys.stdout.writelines(f"{written}\n" for written in write(parser.parse_args().folder))
