"""What the server asks of the C library's allocator: seen in a process of its own, for it cannot be taken back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from server.memory import HEAPS
from tests.conftest import ROOT

PROGRAM = """
import ctypes, sys, threading
from server.memory import share_heaps

def heaps():
    library = ctypes.CDLL(None)
    library.fopen.restype = ctypes.c_void_p
    opened = ctypes.c_void_p(library.fopen(sys.argv[1].encode(), b"w"))
    library.malloc_info(0, opened)
    library.fclose(opened)
    return open(sys.argv[1]).read().count("<heap nr=")

if sys.argv[2] == "shared":
    share_heaps()
begin = threading.Barrier(12)

def work():
    begin.wait()
    kept = [bytearray(2000) for _ in range(500)]
    begin.wait()

threads = [threading.Thread(target=work) for _ in range(12)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(heaps())
"""


def heaps(tmp_path: Path, mode: str) -> int:
    command = [sys.executable, "-c", PROGRAM, str(tmp_path / "heaps.xml"), mode]
    return int(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def test_many_threads_share_a_few_heaps(tmp_path: Path):
    assert heaps(tmp_path, "own") > HEAPS
    assert heaps(tmp_path, "shared") <= HEAPS
