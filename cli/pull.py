"""What `python -m etl pull` and `accept` do: actuals fetched, shown, and stored once a person has looked at them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from cli.output import Output
from etl.connectors.config import Connector, known_connectors, read_connector
from etl.connectors.errors import PullError
from etl.connectors.periods import Period, every_period, period_of
from etl.connectors.pull import Result, accept, pull, raw_folder, waiting
from kpi.model import clock
from kpi.words import message

WAITS = 3
"""The exit code where a person has to look: a scheduler can tell it from a refusal (1)."""
_SHOWN = 40
_HEADS = ("place", "actual", "before", "after", "difference", "why")


def run_pull(options: argparse.Namespace, output: Output) -> int:
    """Fetch; returns 0 stored or nothing new, 1 refused, 3 waiting for a person. A refusal ends a source at once."""
    codes = [_pull_source(options, name, output) for name in options.names or known_connectors(options.data)]
    return 1 if 1 in codes else max(codes, default=0)


def _pull_source(options: argparse.Namespace, name: str, output: Output) -> int:
    code, today = 0, clock.today()
    try:
        connector = read_connector(options.data, name)
        asked = [period_of(options.period, connector, today)] if options.period else every_period(connector, today)
        for period in asked:
            found = _pull(options, connector, period, output)
            _tell(name, found, output, dry_run=options.dry_run)
            code = max(code, WAITS if found.waiting else 0)
    except PullError as error:
        output.complain(error.told(output.lang), strong=True)
        return 1
    return code


def _pull(options: argparse.Namespace, connector: Connector, period: Period, output: Output) -> Result:
    title = message("pull_said.fetching", output.lang, name=connector.name, period=period.name)
    with output.progress(title, 1) as (bar, task):

        def step(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        return pull(options.data, _raw(options), connector, period, dry_run=options.dry_run, progress=step)


def run_accept(options: argparse.Namespace, output: Output) -> int:
    """Store a pull that waits; returns 0 stored, 1 refused."""
    raw = _raw(options)
    try:
        if not options.period:
            raise PullError("which_period", waiting=", ".join(waiting(raw, options.name)) or "–")
        _tell(options.name, accept(options.data, raw, options.name, options.period), output, dry_run=False)
    except PullError as error:
        output.complain(error.told(output.lang), strong=True)
        return 1
    return 0


def _raw(options: argparse.Namespace) -> Path:
    return options.raw or raw_folder(options.data)


def _tell(name: str, found: Result, output: Output, *, dry_run: bool) -> None:
    facts: dict[str, Any] = {"name": name, "period": found.period, "count": len(found.changes)}
    if found.waiting or dry_run:
        _table(found, output)
    if found.stored is not None:
        output.say("pull_said.stored", strong=True, file=found.stored, **facts)
    elif found.waiting:
        output.say("pull_said.waits", strong=True, **facts)
    elif dry_run and found.changes:
        output.say("pull_said.dry_run", **facts)
    else:
        output.say("pull_said.nothing_new", name=name, period=found.period)


def _table(found: Result, output: Output) -> None:
    """Old, new, difference of each actual; those that make a pull wait first."""
    rows = []
    for change in sorted(found.changes, key=lambda one: not one.why)[:_SHOWN]:
        row, before = change.row, change.before
        why = message(f"pull_said.{change.why}", output.lang) if change.why else ""
        difference = "" if before is None else f"{change.value - before:+.2f}"
        actual = f"{row['indicator_id']} / {row['series']}"
        rows.append((row["province_id"], actual, "" if before is None else before, row["value"], difference, why))
    output.table("", [message(f"pull_said.{key}", output.lang) for key in _HEADS], rows)
