"""What the documents name is there: paths, commands, links, decisions, rooms."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
DECISIONS = sorted(DOCS.glob("decisions/[0-9]*.md"))
HEADINGS = ["Context", "Decision", "What was measured", "When to revisit"]
MADE = (".venv/", "warehouse", "snapshots/", "current.json", "building-", "parquet/", "WAREHOUSE-register/")
"""How paths begin that a build, an export or an installation makes."""
SHIPPED = {".docx", ".pptx", ".otf", ".ttf", ".woff", ".woff2"}
"""Endings of works that may be others', and are named with their licence."""
COMMANDS = ("etl", "cli")
"""Programs whose options are read by another module."""
COMING = " (coming)"
"""After a path: what is planned and not there yet."""
FILE = re.compile(r"[\w<>*.-]+\.(?:css|csv|js|json|md|pptx|py|sql|svg|toml|ttf|txt|woff2|yaml)")
PATH = re.compile(r"[\w<>*.-]+(?:/[\w<>*.-]+)+/?|[\w.-]+/")
COMMAND = re.compile(r"python3? (?:-m [\w.]+|run\.py)[^`\n]*")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")

by_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


def paths_of(text: str) -> list[tuple[str, bool]]:
    """The paths that stand in backticks, each with whether it is said to be coming."""
    text = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    found = re.findall(rf"`([^`\n]+)`({re.escape(COMING)})?", text)
    return [
        (name.split("::")[0], bool(mark))
        for name, mark in found
        if (PATH.fullmatch(name.split("::")[0]) or FILE.fullmatch(name)) and not name.startswith(MADE)
    ]


@cache
def file_names() -> frozenset[str]:
    """The names of all files of the project, wherever they lie."""
    folders = [path for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith((".", *MADE))]
    return frozenset(path.name for folder in folders for path in folder.rglob("*"))


def is_there(name: str, document: Path) -> bool:
    """Whether a path exists below the root or beside the document, a bare file name anywhere; <words> are any name."""
    if "/" not in name and name in file_names():
        return True
    pattern = re.sub(r"<[^>]*>", "*", name).rstrip("/")
    return any(any(folder.glob(pattern)) for folder in (ROOT, document.parent))


def slugs(document: Path) -> set[str]:
    """The anchors of a document's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-") for heading in headings}


@cache
def help_of(*command: str) -> str:
    """What a command says when asked for help; it must not fail."""
    asked = subprocess.run([sys.executable, *command, "--help"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert asked.returncode == 0, f"{' '.join(command)}: {asked.stderr}"
    return asked.stdout


def source_of(module: str) -> Path | None:
    """The file that `python -m module` runs, None when there is none."""
    spec = find_spec(module)
    if spec is not None and spec.submodule_search_locations:
        spec = find_spec(f"{module}.__main__")
    return Path(spec.origin) if spec and spec.origin else None


def _our_text(source: Path) -> str:
    ours = source.is_relative_to(ROOT) and ".venv" not in source.parts
    return source.read_text(encoding="utf-8") if ours else ""


def unknown_words(command: str) -> list[str]:
    """Words of a shown command that the program does not know: its module, its first verb, its options."""
    words = command.split("  #", maxsplit=1)[0].split()[1:]
    start, rest = (["-m", words[1]], words[2:]) if words[0] == "-m" else ([words[0]], words[1:])
    if start[0] == "-m":
        source = source_of(start[1])
        if source is None:
            return [start[1]]
        # Only what is known to read its options may be started here; anything else would do its work.
        if start[1] not in COMMANDS and "argparse" not in _our_text(source):
            return [word for word in rest if PATH.fullmatch(word) and not (ROOT / word).exists()]
    verb = [rest[0]] if rest and re.fullmatch(r"[a-z]+", rest[0]) else []
    told = help_of(*start, *(verb if start == ["-m", "etl"] else []))
    options = [word.split("=")[0].rstrip(".,;:)") for word in rest if word.startswith("--")]
    return [word for word in [*verb, *options] if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", told)]


@by_document
def test_every_path_in_backticks_is_there(document: Path):
    wrong = [
        f"{name} has come, drop the mark" if coming else name
        for name, coming in paths_of(document.read_text(encoding="utf-8"))
        if is_there(name, document) is coming
    ]
    assert not wrong


@by_document
def test_every_command_is_one_that_the_program_knows(document: Path):
    for command in COMMAND.findall(document.read_text(encoding="utf-8")):
        assert not unknown_words(command), command


@by_document
def test_every_relative_link_leads_somewhere(document: Path):
    for target in LINK.findall(document.read_text(encoding="utf-8")):
        if re.match(r"\w+:", target):
            continue
        file, _, anchor = target.partition("#")
        page = (document.parent / file).resolve() if file else document
        assert page.exists(), target
        assert not anchor or anchor in slugs(page), target


@by_document
def test_every_verb_of_make_is_in_the_makefile(document: Path):
    verbs = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for shown in re.findall(r"(?:`|^)make ([a-z|]+)", document.read_text(encoding="utf-8"), re.MULTILINE):
        assert set(shown.split("|")) <= verbs


def test_the_verbs_and_hooks_call_what_is_installed():
    for name in ("Makefile", ".pre-commit-config.yaml"):
        text = (ROOT / name).read_text(encoding="utf-8")
        modules = re.findall(r"-m ([\w.]+)", text)
        assert modules
        assert not [module for module in modules if source_of(module) is None], name


def test_the_notice_names_every_typeface_and_template_that_is_shipped():
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    folders = (ROOT / name for name in ("kpi", "pages", "server", "static", "ui"))
    shipped = [path for folder in folders for path in folder.rglob("*.*") if path.suffix in SHIPPED]
    assert len(shipped) > 4
    assert not [path for path in shipped if path.relative_to(ROOT).as_posix() not in notice]
    assert not [
        name for name in re.findall(r"[\w/-]+\.(?:docx|md|pptx|svg|ttf|txt|woff2)", notice) if not is_there(name, ROOT)
    ]


@pytest.mark.parametrize("record", DECISIONS, ids=lambda path: path.stem[:4])
def test_a_decision_has_its_four_parts(record: Path):
    text = record.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADINGS
    assert re.match(rf"# {record.stem[:4]} \S.*\n\n\d\d/\d\d/\d{{4}} · \S", text)
    assert all(part.strip() for part in re.split(r"^## .+$", text, flags=re.MULTILINE))


def test_the_decisions_are_numbered_and_listed():
    listed = re.findall(r"^\| \[(\d{4})\]\((\S+)\) \|", (DOCS / "decisions" / "README.md").read_text("utf-8"), re.M)
    assert listed == [(record.stem[:4], record.name) for record in DECISIONS]
    assert [number for number, _ in listed] == [f"{place:04}" for place in range(1, len(DECISIONS) + 1)]


def test_the_map_shows_every_room():
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    packages = [path.parent for path in [*ROOT.glob("*/*.py"), *ROOT.glob("etl/*/*.py"), *ROOT.glob("kpi/*/*.py")]]
    rooms = {f"{path.relative_to(ROOT).as_posix()}/" for path in packages if not path.name.startswith(".")}
    assert not sorted(room for room in rooms if f"`{room}`" not in text)
