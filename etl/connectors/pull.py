"""One pull: fetch everything, check everything, and only then store; what is new to us waits for a person."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from etl.connectors.config import Connector, places_of, read_connector
from etl.connectors.errors import PullError
from etl.connectors.fetch import Door
from etl.connectors.json_form import read_answers, requests_for
from etl.connectors.periods import Period, period_of
from etl.connectors.raw_store import Pull, RawStore, write_whole
from etl.connectors.rows import Change, changes_of, store
from kpi.model import clock

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Result:
    """What came of a pull: the actuals that are new or restated, and where they were stored.

    Not stored: a dry run, nothing new, or `waiting` for a person.
    """

    period: str
    changes: tuple[Change, ...]
    stored: Path | None = None
    waiting: bool = False


def raw_folder(data: Path) -> Path:
    """Where answers are kept: beside the data folder, never in it."""
    return data.resolve().parent / "pulled"


def pull(
    data: Path,
    raw: Path,
    connector: Connector,
    period: Period,
    *,
    dry_run: bool = False,
    progress: Progress = lambda _done, _all: None,
) -> Result:
    """Fetch one period, check it, and store what is new. Raises PullError; then nothing was stored as an actual."""
    with _alone(raw, connector.name):
        places = places_of(data, connector)
        wanted = list(requests_for(connector, period, places))
        answers = []
        with Door(connector) as door:
            for done, (path, body) in enumerate(wanted):
                progress(done, len(wanted))
                answers.append(door.ask(path, body))
        progress(len(wanted), len(wanted))
        got = Pull(connector.name, period.name, datetime.now(UTC).replace(microsecond=0), tuple(answers))
        kept = None if dry_run else RawStore(raw).keep(got)
        changes = _read(data, connector, period, got)
        if kept is None or not changes:
            return Result(period.name, tuple(changes))
        if any(change.why for change in changes):
            _wait(raw, connector.name, period.name, kept)
            return Result(period.name, tuple(changes), waiting=True)
        return Result(period.name, tuple(changes), store(data, got, changes))


def accept(data: Path, raw: Path, name: str, period_name: str) -> Result:
    """Store a pull that a person has looked at. Raises PullError where none waits, or where it no longer holds."""
    connector = read_connector(data, name)
    with _alone(raw, name):
        mark = _mark(raw, name, period_name)
        if not mark.is_file():
            raise PullError(
                "nothing_waits", name=name, period=period_name, waiting=", ".join(waiting(raw, name)) or "–"
            )
        listed = raw / name / period_name / json.loads(mark.read_text(encoding="utf-8"))["pull"]
        got = RawStore(raw).read(listed)
        period = period_of(period_name, connector, clock.today())
        changes = _read(data, connector, period, got)
        stored = store(data, got, changes) if changes else None
        mark.unlink()
        return Result(period_name, tuple(changes), stored)


def waiting(raw: Path, name: str) -> list[str]:
    """The periods of a connector that wait for a person."""
    return sorted(path.stem for path in (raw / name / "waiting").glob("*.json"))


def _read(data: Path, connector: Connector, period: Period, got: Pull) -> list[Change]:
    actuals = read_answers(connector, period, places_of(data, connector), got.answers)
    return changes_of(connector, period, got, actuals, data)


def _wait(raw: Path, name: str, period: str, listed: Path) -> None:
    write_whole(_mark(raw, name, period), json.dumps({"pull": listed.name}).encode())


def _mark(raw: Path, name: str, period: str) -> Path:
    return raw / name / "waiting" / f"{period}.json"


@contextmanager
def _alone(raw: Path, name: str) -> Iterator[None]:
    """One pull of a connector at a time; a second one is told so at once."""
    raw.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(raw / f"{name}.lock", timeout=0):
            yield
    except Timeout:
        raise PullError("busy", name=name) from None
