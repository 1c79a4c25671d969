"""The command line of the data: python -m etl build | check | status | diff | restore | bundle | brief | sql.

Only the options stand here. What a command needs is loaded when it runs, so that none waits for another's libraries.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

DEFAULT_DATA = Path(__file__).resolve().parent.parent / "data"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 refused or different, 2 wrong usage."""
    words = sys.argv[1:] if arguments is None else arguments
    options = _parser(words).parse_args(words)
    return int(import_module("cli.commands").run(options))


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m etl", description="Dựng và tra cứu kho dữ liệu.")
    parser.add_argument("--language", choices=("vi", "en"), default="vi", help="ngôn ngữ của báo lỗi")
    commands = parser.add_subparsers(dest="command", required=True, metavar="lệnh")

    def command(name: str, help_text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=help_text)
        sub.add_argument("--data", type=Path, default=DEFAULT_DATA, help="thư mục dữ liệu")
        sub.add_argument("--warehouse", type=Path, default=None, help="thư mục kho")
        return sub

    sub = command("build", "dựng kho và công bố")
    sub.add_argument("--demo", action="store_true", help="thay số liệu thực hiện bằng số liệu minh họa")
    sub.add_argument("--if-changed", action="store_true", help="chỉ dựng khi đầu vào hoặc chương trình đổi")
    command("check", "kiểm tra dữ liệu, không công bố")
    sub = command("status", "bản chụp hiện hành và các bản cũ")
    sub.add_argument("--stale", action="store_true", help="mã thoát 1 khi cần dựng lại")
    sub.add_argument("--served", action="store_true", help="mã thoát 1 khi không có bản chụp nào dùng được")
    sub = command("diff", "so hai bản chụp")
    sub.add_argument("a")
    sub.add_argument("b")
    sub = command("restore", "đưa một bản chụp cũ trở lại")
    sub.add_argument("id")
    sub = command("bundle", "đóng gói cả bộ dữ liệu để dùng khi không có mạng")
    sub.add_argument("--out", type=Path, required=True, help="tệp zip sẽ ghi")
    sub = command("brief", "bản tin: pptx, docx, xlsx, pdf")
    if "brief" in words:  # only the makers of briefings know its options, and loading them takes long
        import_module("cli.brief").add_arguments(sub)
    sub = command("sql", "truy vấn chỉ đọc trên bản chụp hiện hành")
    sub.add_argument("query")
    sub.add_argument("--format", choices=("table", "csv", "json"), default="table")
    return parser


def _leave(ended: list[int]) -> None:
    """End the process with the code in `ended` without freeing, object by object, what it loaded.

    Does nothing when `main` did not return, or when output cannot be written: then Python's own end tells of it.
    """
    with suppress(OSError):
        if ended:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(ended[0])


def run() -> None:
    """Run the command that the process was started for, and end the process with its exit code."""
    # A command lives for seconds: looking for garbage, and freeing all memory at the end, is time that people wait for.
    gc.disable()
    code: list[int] = []
    atexit.register(_leave, code)  # the first to be registered is the last to run, after the libraries' own handlers
    code.append(main())
    sys.exit(code[0])


if __name__ == "__main__":
    run()
