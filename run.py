#!/usr/bin/env python3
"""Install, build and start Thước đo 57, or test it: `python3 run.py`, `python3 run.py test`.

Standard library only, on Linux, macOS and Windows. The file must parse on Python versions that are too old
to run the product, because it is the one that tells their users so.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bootstrap.environment import Environment, check_python
from bootstrap.messages import BootstrapError, say
from bootstrap.ports import bind
from bootstrap.processes import call, end_like_ctrl_c
from bootstrap.system_parts import CHROMIUM_VARIABLE, ensure_system_parts

ROOT = Path(__file__).resolve().parent
RUN_REQUIREMENTS = ("requirements.lock",)
TEST_REQUIREMENTS = ("requirements.lock", "requirements-dev.lock")


def start(options: argparse.Namespace) -> int:
    """Install, build what changed, serve until stopped; return the exit code."""
    bind(options.host, options.port).close()
    environment = Environment(ROOT)
    environment.install(RUN_REQUIREMENTS)
    python = str(environment.python)
    warehouse = ROOT / ("warehouse-demo" if options.demo else "warehouse")
    build = [python, "-m", "etl", "build", "--if-changed", "--warehouse", str(warehouse)]
    if call(build + (["--demo"] if options.demo else []), ROOT) != 0:
        if call([python, "-m", "etl", "status", "--served", "--warehouse", str(warehouse)], ROOT) != 0:
            raise BootstrapError(
                "Chưa dựng được kho dữ liệu (xem lỗi ở trên).\nThe warehouse could not be built (see above)."
            )
        say("Số liệu mới bị từ chối (xem ở trên); dùng bản gần nhất.", "new data refused, last good one used")
    serve = [python, "-m", "server", "--host", options.host, "--port", str(options.port)]
    serve += ["--warehouse", str(warehouse)]
    for name in options.allow_host:
        serve += ["--allow-host", name]
    return call(serve + (["--no-sql"] if options.no_sql else []), ROOT)


def test(extra: list[str], attack: bool) -> int:
    """Install what tests need, run style, types and all tests; return 0 only when everything passed.

    With `attack`, the tests are those that take the whole machine for minutes, and no others.
    """
    environment = Environment(ROOT)
    environment.install(TEST_REQUIREMENTS)
    settings = {CHROMIUM_VARIABLE: ensure_system_parts(ROOT), "PYTHONUTF8": "1"}
    python = str(environment.python)
    failed = []
    for name, command in (
        ("ruff check", [python, "-m", "ruff", "check", "."]),
        ("ruff format", [python, "-m", "ruff", "format", "--check", "."]),
        ("mypy", [python, "-m", "mypy"]),
        ("pytest", [python, "-m", "pytest", *(["-m", "attack"] if attack else ["--numprocesses=2"]), *extra]),
    ):
        say(f"== {name}")
        if call(command, ROOT, settings) != 0:
            failed.append(name)
    if failed:
        say(f"KHÔNG ĐẠT: {', '.join(failed)}", "FAILED")
    return 1 if failed else 0


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(
        prog="run.py", description="Cài đặt, dựng dữ liệu và chạy Thước đo 57 (install, build and run)."
    )
    parser.add_argument("command", nargs="?", choices=("start", "test"), default="start")
    parser.add_argument("--host", default="127.0.0.1", help="địa chỉ phục vụ (mặc định 127.0.0.1)")
    parser.add_argument("--port", type=port_number, default=8501, help="cổng (mặc định 8501)")
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="TÊN",
        help="tên máy chủ được chấp nhận (lặp lại được)",
    )
    parser.add_argument("--no-sql", action="store_true", help="không cho truy vấn SQL")
    parser.add_argument("--attack", action="store_true", help="chỉ chạy phần thử tấn công dài (với lệnh test)")
    parser.add_argument("--demo", action="store_true", help="dùng số liệu minh họa, tách khỏi số liệu thật")
    options, extra = parser.parse_known_args(arguments)
    if extra and options.command != "test":
        parser.error(f"không hiểu: {' '.join(extra)}")
    options.extra = extra
    return options


def port_number(text: str) -> int:
    """Return the port that `text` names. Raises argparse.ArgumentTypeError for anything but 1-65535."""
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"cổng phải là số từ 1 đến 65535, không phải '{text}'")
    return int(text)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = parse(arguments)
    end_like_ctrl_c()
    try:
        check_python(sys.version_info[:3])
        return test(options.extra, options.attack) if options.command == "test" else start(options)
    except BootstrapError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("Đã dừng.", "Stopped.")
        # A dashboard is meant to be stopped this way; a test run is not.
        return 130 if options.command == "test" else 0


if __name__ == "__main__":
    sys.exit(main())
