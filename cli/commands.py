"""What the commands of `python -m etl` do, and what they say when they refuse."""

from __future__ import annotations

import argparse
import json
from functools import partial
from pathlib import Path

import duckdb

from cli.claims import false_claims_in
from cli.faults import disk_fault
from cli.findings import told
from cli.loaded import print_loaded
from cli.output import Output
from etl.build import ChecksFailedError, Outcome, build, check, is_stale
from etl.diff import diff
from etl.findings import InputRefusedError
from etl.publish import restore
from kpi.store.warehouse import (
    Served,
    WarehouseError,
    current_snapshot,
    list_snapshots,
    served_snapshot,
    warehouse_folder,
)
from kpi.words import message

_STEPS = ("extract", "load", "derive", "check", "publish")
_SHOWN_ROWS = 20
_TEXT = "text"


def run(options: argparse.Namespace) -> int:
    """Run the command that `options` name; returns the exit code: 0 done, 1 refused or different."""
    output = Output(options.language)
    form = getattr(options, "report_format", _TEXT)
    try:
        return _COMMANDS[options.command](options, output)
    except InputRefusedError as refused:
        output.findings(told(refused.findings, (), output.lang), form, refused=True)
        output.refuse("cli.refused_input", count=len(refused.findings))
    except ChecksFailedError as failed:
        output.findings(told((), failed.violations, output.lang), form, refused=True)
        output.refuse("cli.refused_checks")
    except WarehouseError as error:
        _refuse_warehouse(error, output)
    except (OSError, duckdb.Error) as error:
        key, facts = disk_fault(error, _warehouse(options))
        output.refuse(key, **facts)
    return 1


def _refuse_warehouse(error: WarehouseError, output: Output) -> None:
    key = "no_warehouse" if error.code == "missing" else error.code
    output.refuse(f"cli.{key}", subject=error.subject)


def _warehouse(options: argparse.Namespace) -> Path:
    return options.warehouse.resolve() if options.warehouse else warehouse_folder()


def _build(options: argparse.Namespace, output: Output) -> int:
    folder = _warehouse(options)
    if options.if_changed and not is_stale(options.data, folder):
        output.say("cli.up_to_date", snapshot=current_snapshot(folder).snapshot_id)
        return 0
    with output.progress("", len(_STEPS)) as (bar, task):

        def step(name: str) -> None:
            bar.update(task, description=message(f"step.{name}", output.lang), completed=_STEPS.index(name))

        outcome = build(options.data, folder, demo=options.demo, progress=step, inspect=false_claims_in)
        bar.update(task, description=message("step.done", output.lang), completed=len(_STEPS))
    assert outcome.snapshot is not None
    print_loaded(output, outcome.snapshot)
    _tell(outcome, output)
    output.say("cli.published", strong=True, snapshot=outcome.snapshot.snapshot_id)
    return 0


def _tell(outcome: Outcome, output: Output, form: str = _TEXT) -> None:
    rows = told(outcome.warnings, outcome.violations, output.lang)
    if rows or form != _TEXT:
        output.findings(rows, form)


def _check(options: argparse.Namespace, output: Output) -> int:
    outcome = check(options.data, inspect=partial(false_claims_in, past_days=options.past_days))
    _tell(outcome, output, options.report_format)
    if options.report_format == _TEXT:
        output.say("cli.passed", strong=True)
    return 0


def _status(options: argparse.Namespace, output: Output) -> int:
    folder = _warehouse(options)
    if options.served:
        return _tell_served(served_snapshot(folder), output)
    stale = is_stale(options.data, folder)
    if options.stale:
        return int(stale)
    served = served_snapshot(folder)
    current = served.snapshot.snapshot_id
    known = [snapshot.snapshot_id for snapshot in list_snapshots(folder)]
    if options.report_format == "json":
        fault = {"fault": served.fault.code, "subject": served.fault.subject} if served.fault else {}
        output.line(json.dumps({"current": current, "snapshots": known, "stale": stale} | fault))
        return int(served.fault is not None)
    for snapshot_id in known:
        output.line(f"{'→' if snapshot_id == current else ' '} {snapshot_id}")
    print_loaded(output, served.snapshot)
    output.say("cli.stale" if stale else "cli.fresh")
    _tell_served(served, output)
    return int(served.fault is not None)


def _tell_served(served: Served, output: Output) -> int:
    """Say why the current snapshot is not the one that is served, when that is so; always 0: one is served."""
    if served.fault:
        _refuse_warehouse(served.fault, output)
        output.refuse("cli.serving", snapshot=served.snapshot.snapshot_id)
    return 0


def _diff(options: argparse.Namespace, output: Output) -> int:
    tables = diff(_warehouse(options), options.a, options.b)
    if options.report_format == "json":
        for table in tables:
            rows = json.loads(table.rows.to_json(orient="records", date_format="iso", double_precision=15))
            output.line(json.dumps({"table": table.table, "rows": rows}, ensure_ascii=False))
        return int(bool(tables))
    for table in tables:
        output.line(f"{table.table}: -{table.only_a} +{table.only_b}")
        output.frame(table.rows.head(_SHOWN_ROWS), "table")
        if len(table.rows) > _SHOWN_ROWS:
            output.say("cli.more_rows", count=len(table.rows) - _SHOWN_ROWS)
    if not tables:
        output.say("cli.same_content")
    return int(bool(tables))


def _restore(options: argparse.Namespace, output: Output) -> int:
    output.say("cli.current", strong=True, snapshot=restore(_warehouse(options), options.id).snapshot_id)
    return 0


def _bundle(options: argparse.Namespace, output: Output) -> int:
    from kpi.export.bundle.bundle import write_bundle  # noqa: PLC0415 - loads only when a bundle is asked for

    try:
        size = write_bundle(current_snapshot(_warehouse(options)), options.out)
    except OSError as error:
        output.refuse("cli.not_written", path=options.out, why=error.strerror or error)
        return 1
    output.say("cli.written", path=options.out, size=f"{size / 1e6:.1f}")
    return 0


def _brief(options: argparse.Namespace, output: Output) -> int:
    from cli import brief  # noqa: PLC0415 - loads only when a briefing is asked for

    return brief.run(options, _warehouse(options), output)


def _pull(options: argparse.Namespace, output: Output) -> int:
    from cli import pull  # noqa: PLC0415 - loads only when actuals are fetched

    return pull.run_pull(options, output)


def _accept(options: argparse.Namespace, output: Output) -> int:
    from cli import pull  # noqa: PLC0415 - loads only when actuals are accepted

    return pull.run_accept(options, output)


def _sql(options: argparse.Namespace, output: Output) -> int:
    snapshot = current_snapshot(_warehouse(options))
    try:
        statements = duckdb.extract_statements(options.query)
        if len(statements) != 1:
            output.refuse("cli.query_several" if statements else "cli.query_empty")
            return 1
        frame = snapshot.query(options.query)
    except (duckdb.Error, ValueError) as error:  # a kind of statement that the library does not know is a ValueError
        output.refuse("cli.query_failed", why=error)
        return 1
    output.frame(frame, options.format)
    return 0


_COMMANDS = {
    "build": _build,
    "check": _check,
    "status": _status,
    "diff": _diff,
    "restore": _restore,
    "bundle": _bundle,
    "brief": _brief,
    "pull": _pull,
    "accept": _accept,
    "sql": _sql,
}
