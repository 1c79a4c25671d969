"""What the commands of `python -m etl` do, and what they say when they refuse."""

from __future__ import annotations

import argparse
import errno
from pathlib import Path

import duckdb
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from cli import report
from etl.build import ChecksFailedError, Outcome, build, check, is_stale
from etl.diff import diff
from etl.findings import Finding, InputRefusedError
from etl.publish import restore
from kpi.store.warehouse import (
    Served,
    WarehouseError,
    current_snapshot,
    list_snapshots,
    served_snapshot,
    warehouse_folder,
)

_STEPS = {
    "extract": "Đọc và kiểm tra dữ liệu",
    "load": "Nạp bảng",
    "derive": "Tính lộ trình và tiến độ",
    "check": "Kiểm tra chéo",
    "publish": "Công bố",
}
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_RIGHT = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_FULL_WORDS = ("No space left", "Disk quota", "File too large")
_NO_RIGHT_WORDS = ("Read-only file system", "Permission denied")

_out = Console()
_err = Console(stderr=True)


def run(options: argparse.Namespace) -> int:
    """Run the command that `options` name; returns the exit code: 0 done, 1 refused or different."""
    try:
        return _COMMANDS[options.command](options)
    except InputRefusedError as refused:
        report.print_findings(_err, refused.findings, options.language)
        _err.print(
            f"Từ chối: {len(refused.findings)} lỗi. Bản chụp hiện hành giữ nguyên.", style="bold red", soft_wrap=True
        )
    except ChecksFailedError as failed:
        report.print_violations(_err, failed.violations)
        _err.print(
            "Từ chối: dữ liệu không qua kiểm tra. Bản chụp hiện hành giữ nguyên.", style="bold red", soft_wrap=True
        )
    except WarehouseError as error:
        _refuse(Finding(f"warehouse_{error.code}", error.subject), options.language)
    except OSError as error:
        _refuse(_disk_fault(error, _warehouse(options)), options.language)
    except duckdb.Error as error:
        _refuse(_database_fault(error, _warehouse(options)), options.language)
    return 1


def _refuse(fault: Finding, lang: str) -> None:
    """Say what stops the command, and how to mend it."""
    said = f"{fault.problem(lang)} {fault.mend(lang)}"
    _err.print(said, style="bold red", soft_wrap=True, markup=False, highlight=False)


def _disk_fault(error: OSError, folder: Path) -> Finding:
    """What the operating system says of a file; `folder` stands for one that it does not name."""
    file = str(error.filename or folder)
    if error.errno in _FULL:
        return Finding("disk_full", file)
    if error.errno in _NO_RIGHT:
        return Finding("disk_read_only", file)
    return Finding("disk_failed", file, facts={"cell": error.strerror or str(error)})


def _database_fault(error: duckdb.Error, folder: Path) -> Finding:
    """What the database says when it cannot read or write its file."""
    said = str(error)
    if any(words in said for words in _FULL_WORDS):
        return Finding("disk_full", str(folder))
    if any(words in said for words in _NO_RIGHT_WORDS):
        return Finding("disk_read_only", str(folder))
    return Finding("disk_failed", str(folder), facts={"cell": said.splitlines()[0]})


def _warehouse(options: argparse.Namespace) -> Path:
    return options.warehouse.resolve() if options.warehouse else warehouse_folder()


def _build(options: argparse.Namespace) -> int:
    folder = _warehouse(options)
    if options.if_changed and not is_stale(options.data, folder):
        _out.print(f"Kho dữ liệu đã mới nhất: {current_snapshot(folder).snapshot_id}")
        return 0
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=_err) as bar:
        task = bar.add_task("", total=len(_STEPS))

        def step(name: str) -> None:
            bar.update(task, description=_STEPS[name], completed=list(_STEPS).index(name))

        outcome = build(options.data, folder, demo=options.demo, progress=step)
        bar.update(task, description="Xong", completed=len(_STEPS))
    assert outcome.snapshot is not None
    report.print_loaded(_out, outcome.snapshot)
    _print_warnings(outcome)
    _out.print(f"Đã công bố bản chụp {outcome.snapshot.snapshot_id}", style="bold")
    return 0


def _print_warnings(outcome: Outcome) -> None:
    if outcome.warnings:
        report.print_findings(_out, outcome.warnings, "vi")
    if outcome.violations:
        report.print_violations(_out, outcome.violations)


def _check(options: argparse.Namespace) -> int:
    outcome = check(options.data)
    if outcome.warnings:
        report.print_findings(_out, outcome.warnings, options.language)
    report.print_violations(_out, outcome.violations)
    _out.print("Dữ liệu đạt mọi kiểm tra bắt buộc.", style="bold")
    return 0


def _status(options: argparse.Namespace) -> int:
    folder = _warehouse(options)
    if options.served:
        return _tell_served(served_snapshot(folder), options.language)
    stale = is_stale(options.data, folder)
    if options.stale:
        return int(stale)
    served = served_snapshot(folder)
    for snapshot in list_snapshots(folder):
        mark = "→" if snapshot.snapshot_id == served.snapshot.snapshot_id else " "
        _out.print(f"{mark} {snapshot.snapshot_id}", highlight=False)
    report.print_loaded(_out, served.snapshot)
    _out.print("Đầu vào đã đổi: cần dựng lại." if stale else "Khớp với đầu vào hiện tại.")
    _tell_served(served, options.language)
    return int(served.fault is not None)


def _tell_served(served: Served, lang: str) -> int:
    """Say why the current snapshot is not the one that is served, when that is so; always 0: one is served."""
    if served.fault:
        _refuse(Finding(f"warehouse_{served.fault.code}", served.fault.subject), lang)
        _refuse(Finding("warehouse_serving", served.snapshot.snapshot_id), lang)
    return 0


def _diff(options: argparse.Namespace) -> int:
    tables = diff(_warehouse(options), options.a, options.b)
    report.print_diff(_out, tables)
    if not tables:
        _out.print("Hai bản chụp có cùng nội dung.")
    return int(bool(tables))


def _restore(options: argparse.Namespace) -> int:
    snapshot = restore(_warehouse(options), options.id)
    _out.print(f"Bản chụp hiện hành: {snapshot.snapshot_id}", style="bold")
    return 0


def _bundle(options: argparse.Namespace) -> int:
    from kpi.export.bundle.bundle import write_bundle  # noqa: PLC0415 - loads only when a bundle is asked for

    try:
        size = write_bundle(current_snapshot(_warehouse(options)), options.out)
    except OSError as error:
        _err.print(f"Không ghi được {options.out}: {error.strerror or error}", style="bold red", markup=False)
        return 1
    _out.print(f"Đã ghi {options.out} ({size / 1e6:.1f} MB)", highlight=False, markup=False)
    return 0


def _brief(options: argparse.Namespace) -> int:
    from cli import brief  # noqa: PLC0415 - loads only when a briefing is asked for

    return brief.run(options, _warehouse(options), _out, _err)


def _sql(options: argparse.Namespace) -> int:
    snapshot = current_snapshot(_warehouse(options))
    try:
        statements = duckdb.extract_statements(options.query)
        if len(statements) == 1:
            report.print_frame(snapshot.query(options.query), options.format, _out)
            return 0
        fault = Finding("sql_several" if statements else "sql_empty", "")
    except (duckdb.Error, ValueError) as error:  # a statement that the library does not know is a ValueError
        fault = Finding("sql_failed", "", facts={"cell": str(error)})
    _refuse(fault, options.language)
    return 1


_COMMANDS = {
    "build": _build,
    "check": _check,
    "status": _status,
    "diff": _diff,
    "restore": _restore,
    "bundle": _bundle,
    "brief": _brief,
    "sql": _sql,
}
