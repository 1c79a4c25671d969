"""The register of exported numbers: what was handed out, kept as it was, so that an ID typed years later finds it.

A folder beside the warehouse (which may be deleted and built again, while this one may not):

    WAREHOUSE-register/
      numbers-SNAPSHOT.jsonl   every number and chart exported from a snapshot, one a line, each once
      exports.jsonl            every export: when, what, in which form
      register.lock            held while a line is added

Lines are only ever added, and are on the disk before a file is handed out. A line that a crash cut short is skipped
when reading and closed off before the next one is added.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from kpi.briefing.content import Context, Group, Number
from kpi.briefing.numbers import tidy_id

REGISTER_VARIABLE = "THUOC_DO_57_REGISTER"
_LOCK_WAIT_SECONDS = 20.0


class RegisterError(Exception):
    """The register cannot be written or read; `folder` names it."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(f"{folder}: {why}")
        self.folder = folder
        self.why = why


@dataclass(frozen=True)
class Entry:
    """One exported number or chart as it was; `parts` are the IDs of a chart's numbers, `numbers` those numbers."""

    number_id: str
    key: str
    what: str
    text: str
    value: float | None
    unit: str
    facts: dict[str, Any]
    title: str
    url: str
    snapshot_id: str
    as_of: str
    lang: str
    demo: bool
    exported_at: str
    parts: tuple[str, ...] = ()
    numbers: tuple[Entry, ...] = ()


def register_folder(warehouse: Path) -> Path:
    """The folder named by the environment, else the one beside the warehouse."""
    named = os.environ.get(REGISTER_VARIABLE)
    return Path(named).resolve() if named else warehouse.parent / f"{warehouse.name}-register"


class Register:
    """The register in one folder; cheap to make, holds nothing open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def record(self, groups: Iterable[Group], context: Context, form: str, title: str) -> None:
        """Add what was not yet recorded of a snapshot, and that it was exported. Raises RegisterError."""
        now = datetime.now(UTC).replace(microsecond=0).isoformat()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / "register.lock", timeout=_LOCK_WAIT_SECONDS):
                known = {entry["number_id"] for entry in _read(self._numbers_file(context.snapshot_id))}
                lines, ids = [], []
                for entry in _entries(groups, context, now):
                    if entry.parts:
                        ids.append(entry.number_id)
                    if entry.number_id not in known:
                        known.add(entry.number_id)
                        lines.append({name: value for name, value in asdict(entry).items() if name != "numbers"})
                _append(self._numbers_file(context.snapshot_id), lines)
                done = {"at": now, "snapshot_id": context.snapshot_id, "form": form, "title": title, "figures": ids}
                _append(self.folder / "exports.jsonl", [done])
        except Timeout as error:
            raise RegisterError(self.folder, "busy") from error
        except OSError as error:
            raise RegisterError(self.folder, error.strerror or str(error)) from error

    def look_up(self, typed: str) -> list[Entry]:
        """Everything recorded under an ID, newest snapshot first; may be nothing. Raises BadIdError, RegisterError."""
        wanted = tidy_id(typed)
        try:
            return [
                self._with_numbers(_entry(line), path)
                for path in sorted(self.folder.glob("numbers-*.jsonl"), reverse=True)
                for line in _read(path, containing=wanted)
                if line["number_id"] == wanted
            ]
        except OSError as error:
            raise RegisterError(self.folder, error.strerror or str(error)) from error

    @staticmethod
    def _with_numbers(entry: Entry, path: Path) -> Entry:
        """A chart with its numbers, as they were."""
        if not entry.parts:
            return entry
        wanted = set(entry.parts)
        found = {line["number_id"]: line for line in _read(path) if line["number_id"] in wanted}
        return replace(entry, numbers=tuple(_entry(found[part]) for part in entry.parts if part in found))

    def _numbers_file(self, snapshot_id: str) -> Path:
        return self.folder / f"numbers-{snapshot_id}.jsonl"


def _entries(groups: Iterable[Group], context: Context, now: str) -> Iterator[Entry]:
    for group in groups:
        parts = tuple(number.number_id for number in group.numbers)
        whole = Number(group.group_id, group.key, group.title, "", None, "")
        yield _recorded(whole, group, context, now, parts)
        for number in group.numbers:
            yield _recorded(number, group, context, now, ())


def _recorded(number: Number, group: Group, context: Context, now: str, parts: tuple[str, ...]) -> Entry:
    return Entry(
        number_id=number.number_id,
        key=number.key,
        what=number.what,
        text=number.text,
        value=number.value,
        unit=number.unit,
        facts=dict(number.facts),
        title=group.title,
        url=group.url,
        snapshot_id=context.snapshot_id,
        as_of=context.standpoint.day.isoformat(),
        lang=context.lang,
        demo=context.demo,
        exported_at=now,
        parts=parts,
    )


def _entry(line: dict[str, Any]) -> Entry:
    return Entry(**(line | {"parts": tuple(line["parts"])}))


def _read(path: Path, containing: str = "") -> Iterator[dict[str, Any]]:
    """The whole lines of a file that hold `containing`; a line cut short by a crash is passed over."""
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            if containing in line and line.endswith("\n"):
                try:
                    yield json.loads(line)
                except ValueError:
                    continue


def _append(path: Path, lines: list[dict[str, Any]]) -> None:
    """Add lines and wait until they are on the disk."""
    if not lines:
        return
    new = not path.exists()
    with path.open("ab+") as file:
        if file.tell() and not _ends_whole(file):
            file.write(b"\n")
        file.write("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines).encode())
        file.flush()
        os.fsync(file.fileno())
    if new and os.name != "nt":  # Windows cannot open a folder for syncing
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _ends_whole(file: Any) -> bool:
    file.seek(-1, os.SEEK_END)
    return bool(file.read(1) == b"\n")
