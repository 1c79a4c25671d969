"""The virtual environment `.venv`: made once, filled again only when the locked requirements change."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
import sys
from pathlib import Path

from bootstrap.messages import BootstrapError, say
from bootstrap.processes import call

OLDEST_PYTHON = (3, 11)


def check_python(version: tuple[int, ...]) -> None:
    """Raise BootstrapError when the running Python `version` is too old."""
    if version < OLDEST_PYTHON:
        wanted = ".".join(map(str, OLDEST_PYTHON))
        found = ".".join(map(str, version[:3]))
        raise BootstrapError(
            f"Cần Python {wanted} trở lên, máy đang dùng {found}. Hãy cài bản mới rồi chạy lại.\n"
            f"Python {wanted} or newer is needed, this is {found}."
        )


class Environment:
    """The virtual environment of the project in the folder `root`; `.venv` there, if no other `folder` is named."""

    def __init__(self, root: Path, folder: Path | None = None) -> None:
        self.root = root
        self.folder = folder or root / ".venv"
        self.python = self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def digest(self, names: tuple[str, ...]) -> str:
        """Return a hash of the requirement files `names`, this Python and the place of the project.

        The place counts because a virtual environment that was moved is broken.
        """
        summary = hashlib.sha256(f"{sys.version}|{platform.machine()}|{self.root}".encode())
        for name in names:
            summary.update(hashlib.sha256((self.root / name).read_bytes()).digest())
        return summary.hexdigest()

    def stamp(self, names: tuple[str, ...]) -> Path:
        """Return the file that tells which state of the requirement files `names` is installed."""
        return self.folder / f".installed-{Path(names[-1]).stem}"

    def is_installed(self, names: tuple[str, ...]) -> bool:
        """Tell whether exactly the present state of the requirement files is installed."""
        stamp = self.stamp(names)
        if not stamp.is_file() or not self.python.exists():
            return False
        return stamp.read_text(encoding="ascii").strip() == self.digest(names)

    def install(self, names: tuple[str, ...]) -> None:
        """Make the environment and install the requirement files `names`, unless that was done already.

        The stamps go before anything is touched and come back after everything succeeded, so an installation
        that was cut short is repeated. Raises BootstrapError when it fails.
        """
        if self.is_installed(names):
            return
        for stale in self.folder.glob(".installed-*"):
            stale.unlink()
        say("Đang cài thư viện (chỉ lần đầu hoặc khi danh sách thay đổi)…", "installing libraries…")
        if not self._works():
            self._make()
        command = [str(self.python), "-m", "pip", "install", "-qq", "--no-input"]
        # A file that is not the one that was locked is refused, wherever it comes from.
        command += ["--disable-pip-version-check", "--require-hashes"]
        for name in names:
            command += ["--requirement", str(self.root / name)]
        if call(command, self.root) != 0:
            raise BootstrapError(
                "Cài thư viện không thành công (xem lỗi ở trên). Kiểm tra kết nối mạng rồi chạy lại.\n"
                "The libraries could not be installed (see above). Check the network and run again."
            )
        for count in range(1, len(names) + 1):
            self._write_stamp(names[:count])

    def _works(self) -> bool:
        """Tell whether the environment has a pip and runs on the Python that runs us."""
        if not self.python.exists():
            return False
        probe = [str(self.python), "-c", "import pip, sys; print(sys.version)"]
        answer = subprocess.run(probe, capture_output=True, text=True, check=False)
        return answer.returncode == 0 and answer.stdout.strip() == sys.version.strip()

    def _make(self) -> None:
        command = [sys.executable, "-m", "venv", "--clear", str(self.folder)]
        made = subprocess.run(command, capture_output=True, text=True, check=False)
        if made.returncode != 0:
            raise BootstrapError(
                "Không tạo được môi trường .venv. Trên Debian/Ubuntu: sudo apt-get install python3-venv\n"
                f"The environment .venv could not be made:\n{made.stdout}{made.stderr}"
            )

    def _write_stamp(self, names: tuple[str, ...]) -> None:
        stamp = self.stamp(names)
        temporary = stamp.with_name(f"{stamp.name}.new")
        temporary.write_text(self.digest(names), encoding="ascii")
        temporary.replace(stamp)
