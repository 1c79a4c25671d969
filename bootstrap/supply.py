"""What the product is made of: `python3 -m bootstrap.supply lock`, `sbom` or `licences`.

`lock` writes the lists of all libraries with the hashes of their files on PyPI, for every system, beside the lists
that people edit. `sbom` writes a bill of materials in the form of CycloneDX, `licences` a table of all licences, of
what the environment of the product holds; each to the file that it is given.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from bootstrap.environment import Environment
from bootstrap.messages import BootstrapError, say

ROOT = Path(__file__).resolve().parent.parent
TOOLS = "requirements-tools"
LISTS = ("requirements", "requirements-dev", TOOLS)
_OLDEST = "3.11"
_INDEX = "https://pypi.org/simple"
_FOLDER = ".tools"


def lock_command(name: str) -> list[str]:
    """The command of uv, without uv itself, that writes the lock of the list `name`."""
    # The development list names what the tests need besides; all of it is listed, so nothing is to be looked for.
    closed = ["--no-deps"] if name == "requirements-dev" else []
    settings = ["--universal", "--python-version", _OLDEST, "--default-index", _INDEX]
    quiet = ["--generate-hashes", "--no-annotate", "--no-header", "--quiet"]
    return ["pip", "compile", f"{name}.txt", *closed, *settings, *quiet, "--output-file", f"{name}.lock"]


def tool(name: str) -> str:
    """The path of a tool of `requirements-tools`; the environment of the tools is made where it is missing."""
    folder = ROOT / _FOLDER
    environment = Environment(ROOT, folder)
    environment.install((f"{TOOLS}.lock",))
    return str(environment.python.with_name(name + environment.python.suffix))


def lock() -> None:
    """Write all lock files. Raises CalledProcessError when a list contradicts itself."""
    uv = tool("uv")
    for name in LISTS:
        subprocess.run([uv, *lock_command(name)], cwd=str(ROOT), check=True)


def sbom(target: Path) -> None:
    """Write the bill of materials of the product's environment."""
    python = str(Environment(ROOT).python)
    command = [tool("cyclonedx-py"), "environment", "--of", "JSON", "--output-reproducible", "-o", str(target), python]
    subprocess.run(command, cwd=str(ROOT), check=True)


def licences(target: Path) -> None:
    """Write the licences of the product's environment."""
    python = str(Environment(ROOT).python)
    command = [tool("pip-licenses"), "--python", python, "--format=markdown", "--with-urls", "--order=license"]
    subprocess.run([*command, f"--output-file={target}"], cwd=str(ROOT), check=True)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit code."""
    parser = argparse.ArgumentParser(prog="python3 -m bootstrap.supply", description=__doc__)
    parser.add_argument("command", choices=("lock", "sbom", "licences"))
    parser.add_argument("target", nargs="?", type=Path, help="file to write (sbom, licences)")
    options = parser.parse_args(arguments)
    if options.command != "lock" and options.target is None:
        parser.error(f"{options.command}: cần tên tệp / a file to write is needed")
    try:
        if options.command == "lock":
            lock()
        else:
            {"sbom": sbom, "licences": licences}[options.command](options.target.resolve())
    except (BootstrapError, subprocess.CalledProcessError) as error:
        say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
