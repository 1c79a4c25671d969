"""The glossary names what the code and the screen really say, and the words to give up only become fewer."""

from __future__ import annotations

import argparse
import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "glossary.md"
PRODUCT = ("bootstrap", "cli", "etl", "kpi", "pages", "server", "ui")
TAKEN_UP = "The word has come into use: move its line to 'Words in use'"


@dataclass(frozen=True)
class Retired:
    """A word to give up: where it is counted, the most uses that are allowed, and the texts that keep it."""

    word: str
    counted: str
    most: int
    stays: tuple[str, ...]


def table(heading: str) -> list[list[str]]:
    """The cells of the rows of the table below a heading of the page."""
    section = PAGE.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def retired() -> list[Retired]:
    """The words to give up."""
    return [
        Retired(word, counted, int(most), tuple(re.findall(r"`([^`]+)`", stays)))
        for word, _, counted, most, stays in table("Words to give up")
    ]


@cache
def sources(*endings: str) -> tuple[str, ...]:
    """The texts of the product's files with one of the `endings`."""
    return tuple(
        path.read_text(encoding="utf-8")
        for folder in PRODUCT
        for path in sorted((ROOT / folder).rglob("*"))
        if path.name.endswith(endings)
    )


@cache
def classes() -> dict[str, frozenset[str]]:
    """Every class of the product with the names that its body declares."""
    found: dict[str, set[str]] = {}
    for text in sources(".py"):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, set()).update(_declared(node))
    return {name: frozenset(members) for name, members in found.items()}


def _declared(node: ast.ClassDef) -> Iterator[str]:
    for line in node.body:
        targets = (
            line.targets if isinstance(line, ast.Assign) else [line.target] if isinstance(line, ast.AnnAssign) else []
        )
        yield from (target.id for target in targets if isinstance(target, ast.Name))


@cache
def tables() -> dict[str, frozenset[str]]:
    """Every table of the warehouse with its columns, made from the schema as a build makes them."""
    connection = duckdb.connect()
    connection.execute((ROOT / "etl" / "schema.sql").read_text(encoding="utf-8"))
    found: dict[str, set[str]] = {}
    for name, column in connection.execute("SELECT table_name, column_name FROM duckdb_columns()").fetchall():
        found.setdefault(name, set()).add(column)
    return {name: frozenset(columns) for name, columns in found.items()}


@cache
def messages(lang: str) -> tuple[str, ...]:
    """What the product says in a language."""
    return tuple(said for text in sources(f"{lang}.toml") for said in _strings(tomllib.loads(text)))


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for inner in node.values():
            yield from _strings(inner)
    elif isinstance(node, str):
        yield node.casefold()


def is_in_code(name: str) -> bool:
    """Whether a class, enum member, table or column of this name exists."""
    owner, _, member = name.partition(".")
    known = classes().get(owner) or tables().get(owner)
    return known is not None and (not member or member in known)


def uses(one: Retired) -> int:
    """How often a word to give up is used, but for the texts that keep it."""
    if one.counted != "code":
        return sum(one.word in said for said in messages(one.counted))
    part = re.compile(rf"(?<![a-z]){one.word}(?:s|d)?(?![a-z])")
    return sum(len(part.findall(_parts(_without(text, one.stays)))) for text in sources(".py", ".sql"))


def _without(text: str, stays: tuple[str, ...]) -> str:
    for kept in stays:
        text = text.replace(kept, "")
    return text


def _parts(text: str) -> str:
    """The text with the words of a name apart: 'ChartBlock' as 'chart_block'."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text).casefold()


def rewrite(*, also_higher: bool = False) -> int:
    """Write the present counts into the page where they are lower; returns how many lines changed.

    `also_higher` is for a merge of branches that were begun before words were renamed.
    """
    text = PAGE.read_text(encoding="utf-8")
    changed = 0
    for one in retired():
        now = uses(one)
        if now < one.most or (also_higher and now > one.most):
            line = re.compile(
                rf"^(\| {re.escape(one.word)} \|[^|]*\| {one.counted} \| ){one.most}( \|[^|]*\|)$", re.MULTILINE
            )
            text = line.sub(rf"\g<1>{now}\g<2>", text)
            changed += 1
    PAGE.write_text(text, encoding="utf-8")
    return changed


@pytest.mark.parametrize("row", table("Words in use"), ids=lambda row: row[0])
def test_a_term_stands_in_the_code_and_on_the_screen(row: list[str]):
    term, meaning, sense, on_screen, in_code = row
    names = re.findall(r"`([^`]+)`", in_code)
    assert all((meaning, sense, names)), term
    assert not [name for name in names if not is_in_code(name)], term
    for words in on_screen.replace("–", "").split(";"):
        said = words.strip().casefold()
        assert any(said in message for message in messages("vi")), f"{term}: nothing on screen says '{said}'"


@pytest.mark.parametrize("row", table("Words to come"), ids=lambda row: row[0])
def test_a_term_to_come_is_not_there_yet(row: list[str]):
    assert not [name for name in re.findall(r"`([^`]+)`", row[3]) if is_in_code(name)], TAKEN_UP


def test_a_term_has_one_line():
    terms = [row[0] for heading in ("Words in use", "Words to come") for row in table(heading)]
    assert len(terms) == len(set(terms))


def test_no_term_is_told_by_a_word_to_give_up():
    wanted = {row[0] for heading in ("Words in use", "Words to come") for row in table(heading)}
    assert not wanted & {one.word for one in retired()}


@pytest.mark.parametrize("one", retired(), ids=lambda one: f"{one.word}-{one.counted}")
def test_a_text_that_keeps_a_word_says_it(one: Retired):
    assert not [text for text in one.stays if one.word not in _parts(text)]


@pytest.mark.parametrize("one", retired(), ids=lambda one: f"{one.word}-{one.counted}")
def test_a_word_to_give_up_is_used_no_more_often_than_before(one: Retired):
    now = uses(one)
    assert now <= one.most, (
        f"'{one.word}' ({one.counted}) is used {now} times, {one.most} are allowed: see docs/glossary.md"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write the present counts into the glossary where they are lower.")
    parser.add_argument("--merged", action="store_true", help="also where they are higher, after a merge")
    changed = rewrite(also_higher=parser.parse_args().merged)
    sys.stdout.write(f"{changed} lines of {PAGE.name} changed\n")
