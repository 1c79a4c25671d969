"""Ways to spoil a warehouse, and how its readers are asked what they see."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import duckdb

from cli.__main__ import main
from kpi.store.warehouse import Snapshot, list_snapshots, served_snapshot, snapshot_path

ROOT = Path(__file__).resolve().parent.parent.parent


def flip(path: Path, share: float = 0.5) -> None:
    """Flip one bit of a file in place, as a failing disk does."""
    with path.open("r+b") as file:
        file.seek(int(path.stat().st_size * share))
        byte = file.read(1)
        file.seek(-1, 1)
        file.write(bytes([byte[0] ^ 1]))


def halve(path: Path) -> None:
    """Cut a file in two."""
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def empty(path: Path) -> None:
    """Leave nothing of a file."""
    path.write_bytes(b"")


def replace_by_folder(path: Path) -> None:
    """Put a folder where a file was."""
    path.unlink()
    path.mkdir()


def overwrite(path: Path) -> None:
    """Put other bytes in."""
    path.write_bytes(b"no database at all" * 1000)


DAMAGES: tuple[Callable[[Path], None], ...] = (flip, halve, empty, Path.unlink, replace_by_folder, overwrite)


def twins(built: Path, folder: Path) -> tuple[Snapshot, Snapshot]:
    """A warehouse in `folder` with two whole snapshots, made from the newest of `built`: the current, the older."""
    source = list_snapshots(built)[0].path
    (folder / "snapshots").mkdir(parents=True)
    for name in ("20260102T000000Z-b", "20260101T000000Z-a"):
        shutil.copyfile(source, snapshot_path(folder, name))
        with duckdb.connect(str(snapshot_path(folder, name))) as connection:
            connection.execute("UPDATE snapshot SET snapshot_id = ?", [name])
    newest, older = list_snapshots(folder)
    etl("restore", newest.snapshot_id, "--warehouse", str(folder))
    return newest, older


def foreign(folder: Path, change: str, snapshot_id: str = "20260103T000000Z-c") -> str:
    """Put a snapshot into the warehouse, make it current, and give its id; `change` is SQL on a copy of the newest."""
    path = snapshot_path(folder, snapshot_id)
    shutil.copyfile(list_snapshots(folder)[0].path, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE snapshot SET snapshot_id = ?", [snapshot_id])
        connection.execute(change)
    (folder / "current.json").write_text(json.dumps({"snapshot_id": snapshot_id}), encoding="utf-8")
    return snapshot_id


OLDER_LAYOUT = "ALTER TABLE snapshot DROP COLUMN schema_version; DROP TABLE path_breaks"
"""As the programs built snapshots before layouts had numbers."""
NEWER_LAYOUT = "UPDATE snapshot SET schema_version = schema_version + 1"


@dataclass(frozen=True)
class Done:
    """What a command ended with and said."""

    returncode: int
    stdout: str
    stderr: str


def etl(*arguments: str) -> Done:
    """Run a command of the data in this process; an exception that leaves it would be a trace on the screen."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(arguments)
    return Done(code, out.getvalue(), err.getvalue())


def served_whole(folder: Path) -> str:
    """The id of what readers are served, after every table of it was read."""
    served = served_snapshot(folder).snapshot
    for row in served.rows("SELECT table_name FROM duckdb_tables() WHERE NOT internal"):
        served.rows(f'SELECT max(hash(t)) AS h FROM "{row["table_name"]}" AS t')
    assert served.rows("SELECT count(*) AS n FROM targets")[0]["n"] > 200
    return served.snapshot_id
