"""Answers as they came: compressed, named by what they hold, and a list for each pull of what was asked when.

A list is written once all its answers are there, so that a pull that was killed leaves no list and nothing half.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from etl.connectors.errors import PullError
from etl.connectors.fetch import Answer
from kpi.model import clock


@dataclass(frozen=True)
class Pull:
    """One pull: the period that was asked for, when, and every answer."""

    connector: str
    period: str
    at: datetime
    answers: tuple[Answer, ...]

    @property
    def day(self) -> date:
        """The day of the pull, in Viet Nam."""
        return clock.day_of(self.at)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


class RawStore:
    """A folder of answers and lists of pulls."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, pull: Pull) -> Path:
        """Keep every answer of a pull, then its list; returns the list."""
        told = []
        for answer in pull.answers:
            name = hashlib.sha256(answer.content).hexdigest()
            path = self._blob(name)
            if not path.is_file():
                write_whole(path, gzip.compress(answer.content, mtime=0))
            told.append({"path": answer.path, "body": answer.body, "sha256": name})
        head = {"connector": pull.connector, "period": pull.period, "at": pull.at.isoformat(), "answers": told}
        target = self._folder / pull.connector / pull.period / f"{pull.at:%Y%m%dT%H%M%SZ}.json"
        write_whole(target, json.dumps(head, ensure_ascii=False, indent=1).encode())
        return target

    def read(self, listed: Path) -> Pull:
        """A pull again, from its list. Raises PullError where an answer is missing or is not what it was."""
        head = json.loads(listed.read_text(encoding="utf-8"))
        answers = tuple(Answer(one["path"], one["body"], self._content(one["sha256"])) for one in head["answers"])
        return Pull(head["connector"], head["period"], datetime.fromisoformat(head["at"]), answers)

    def _blob(self, name: str) -> Path:
        return self._folder / "answers" / name[:2] / f"{name}.json.gz"

    def _content(self, name: str) -> bytes:
        try:
            content = gzip.decompress(self._blob(name).read_bytes())
        except (OSError, EOFError) as error:
            raise PullError("raw_damaged", name=name[:12], why=error) from None
        if hashlib.sha256(content).hexdigest() != name:
            raise PullError("raw_damaged", name=name[:12], why="sha256")
        return content
