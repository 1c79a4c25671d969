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
from itertools import pairwise
from pathlib import Path

from kpi.words import LANGUAGES, message

DEFAULT_DATA = Path(__file__).resolve().parent.parent / "data"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 refused or different, 2 wrong usage."""
    words = sys.argv[1:] if arguments is None else arguments
    options = _parser(words).parse_args(words)
    return int(import_module("cli.commands").run(options))


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    lang = _language(words)

    def explained(name: str) -> str:
        return message(f"command.{name}", lang)

    parser = argparse.ArgumentParser(prog="python -m etl", description=explained("description"))
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0], help=explained("language"))
    commands = parser.add_subparsers(dest="command", required=True, metavar=explained("commands"))

    def command(name: str, *, report: bool = False) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=explained(name), description=explained(name))
        # Said before the command or after it, the language counts.
        sub.add_argument("--language", choices=LANGUAGES, default=argparse.SUPPRESS, help=explained("language"))
        sub.add_argument("--data", type=Path, default=DEFAULT_DATA, help=explained("data"))
        sub.add_argument("--warehouse", type=Path, default=None, help=explained("warehouse"))
        if report:
            forms, words = ("text", "json", "csv"), explained("report_format")
            sub.add_argument("--format", dest="report_format", choices=forms, default=forms[0], help=words)
        return sub

    sub = command("build", report=True)
    sub.add_argument("--demo", action="store_true", help=explained("demo"))
    sub.add_argument("--if-changed", action="store_true", help=explained("if_changed"))
    sub = command("check", report=True)
    sub.add_argument("--past-days", action="store_true", help=explained("past_days"))
    sub = command("status", report=True)
    sub.add_argument("--stale", action="store_true", help=explained("stale"))
    sub.add_argument("--served", action="store_true", help=explained("served"))
    sub = command("diff", report=True)
    sub.add_argument("a", help=explained("snapshot_a"))
    sub.add_argument("b", help=explained("snapshot_b"))
    sub = command("restore")
    sub.add_argument("id", help=explained("snapshot_id"))
    sub = command("bundle")
    sub.add_argument("--out", type=Path, required=True, help=explained("bundle_out"))
    sub = command("brief")
    if "brief" in words:  # only the makers of briefings know its options, and loading them takes long
        import_module("cli.brief").add_arguments(sub, lang)
    sub = command("pull")
    sub.add_argument("names", nargs="*", help=explained("pull_names"))
    sub.add_argument("--period", help=explained("pull_period"))
    sub.add_argument("--dry-run", action="store_true", help=explained("pull_dry_run"))
    sub.add_argument("--raw", type=Path, default=None, help=explained("pull_raw"))
    sub = command("accept")
    sub.add_argument("name", help=explained("pull_names"))
    sub.add_argument("--period", help=explained("pull_period"))
    sub.add_argument("--raw", type=Path, default=None, help=explained("pull_raw"))
    sub = command("sql")
    sub.add_argument("query", help=explained("query"))
    sub.add_argument("--format", choices=("table", "csv", "json"), default="table", help=explained("query_format"))
    return parser


def _language(words: Sequence[str]) -> str:
    """The language that the words ask for, wherever they say it; the first one where they ask for none."""
    asked = [word.partition("=")[2] for word in words if word.startswith("--language=")]
    asked += [after for word, after in pairwise(words) if word == "--language"]
    return next((lang for lang in asked if lang in LANGUAGES), LANGUAGES[0])


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
