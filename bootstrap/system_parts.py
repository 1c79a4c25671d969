"""What the browser tests need of the system: Chromium and a font with every Vietnamese letter."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from bootstrap.messages import BootstrapError, say
from bootstrap.processes import call

CHROMIUM_VARIABLE = "THUOC_DO_57_CHROMIUM"
_CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
_WINDOWS_CHROME = "Google/Chrome/Application/chrome.exe"
_FONT_FILE = "NotoSans-Regular.ttf"


def ensure_system_parts(folder: Path) -> str:
    """Return the path of a Chromium; on Debian as root, first install what is missing, run from `folder`.

    Raises BootstrapError naming what is missing where it cannot be installed from here.
    """
    missing = missing_packages()
    if missing and may_install():
        say(f"Đang cài: {' '.join(missing)}", "installing")
        apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        call([*apt, "update"], folder, quiet)
        call([*apt, "install", "-y", "--no-install-recommends", *missing], folder, quiet)
        missing = missing_packages()
    if missing:
        raise BootstrapError(
            "Kiểm thử cần Chromium (hoặc Chrome) và một phông đủ chữ Việt. "
            f"Còn thiếu (tên gói Debian): {' '.join(missing)}\n"
            f"Cài rồi chạy lại; biến {CHROMIUM_VARIABLE} có thể chỉ đường dẫn tới trình duyệt.\n"
            "The tests need Chromium (or Chrome) and a font with every Vietnamese letter: names above."
        )
    return find_chromium()


def may_install() -> bool:
    """Tell whether this is a Debian on which we are root."""
    return bool(shutil.which("apt-get")) and hasattr(os, "geteuid") and os.geteuid() == 0


def missing_packages() -> list[str]:
    """Return the Debian names of the system parts that the tests need and this machine lacks."""
    parts = {"chromium": bool(find_chromium()), "fonts-noto-core": has_vietnamese_font()}
    return [name for name, present in parts.items() if not present]


def find_chromium() -> str:
    """Return the path of a Chromium or Chrome, or an empty string."""
    named = os.environ.get(CHROMIUM_VARIABLE, "")
    if named:
        return named if Path(named).is_file() else ""
    places = [shutil.which(name) or "" for name in _CHROMIUM_NAMES] + [_MAC_CHROME]
    homes = [os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
    places += [str(Path(home) / _WINDOWS_CHROME) for home in homes]
    return next((place for place in places if place and Path(place).is_file()), "")


def has_vietnamese_font() -> bool:
    """Tell whether the system has a font that holds every Vietnamese letter, as macOS and Windows do."""
    if sys.platform in {"darwin", "win32"}:
        return True
    folders = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
    return any(any(folder.rglob(_FONT_FILE)) for folder in folders if folder.is_dir())
