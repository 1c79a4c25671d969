"""What the tests need of the system: Chromium, LibreOffice, pdftotext, fonts with every Vietnamese letter."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from bootstrap.messages import BootstrapError, say
from bootstrap.processes import call

CHROMIUM_VARIABLE = "THUOC_DO_57_CHROMIUM"
OFFICE_VARIABLE = "THUOC_DO_57_SOFFICE"
_CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
_WINDOWS_CHROME = "Google/Chrome/Application/chrome.exe"
_OFFICE_NAMES = ("soffice", "libreoffice")
_MAC_OFFICE = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
_WINDOWS_OFFICE = "LibreOffice/program/soffice.exe"
_OFFICE_PARTS = {"writer": "libswlo.so", "calc": "libsclo.so", "impress": "libsdlo.so"}
_FONTS = {"fonts-noto-core": "Noto Sans", "fonts-liberation2": "Liberation Serif"}
"""By Debian package: letters for the browser, and the widths of Times New Roman and Arial for LibreOffice."""
_RAREST_LETTER = "1ebf"
"""The letter ế, in hexadecimal. The older package fonts-liberation has families of the same names without it."""


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
            "Kiểm thử cần Chromium (hoặc Chrome), LibreOffice (Writer, Calc, Impress), pdftotext (poppler) và "
            "phông đủ chữ Việt. "
            f"Còn thiếu (tên gói Debian): {' '.join(missing)}\n"
            f"Cài rồi chạy lại; biến {CHROMIUM_VARIABLE} và {OFFICE_VARIABLE} có thể chỉ đường dẫn tới trình duyệt "
            "và soffice.\n"
            "The tests need Chromium (or Chrome), LibreOffice, pdftotext and fonts with every Vietnamese letter: "
            "names above."
        )
    return find_chromium()


def may_install() -> bool:
    """Tell whether this is a Debian on which we are root."""
    return bool(shutil.which("apt-get")) and hasattr(os, "geteuid") and os.geteuid() == 0


def missing_packages() -> list[str]:
    """Return the Debian names of the system parts that the tests need and this machine lacks."""
    parts = {"chromium": bool(find_chromium())}
    parts.update({name: has_font(family) for name, family in _FONTS.items()})
    parts.update({f"libreoffice-{part}": has_office_part(part) for part in _OFFICE_PARTS})
    parts["fontconfig"] = bool(shutil.which("fc-list")) or sys.platform in {"darwin", "win32"}
    parts["poppler-utils"] = bool(shutil.which("pdftotext"))
    return [name for name, present in parts.items() if not present]


def find_chromium() -> str:
    """Return the path of a Chromium or Chrome, or an empty string."""
    return _find(CHROMIUM_VARIABLE, _CHROMIUM_NAMES, _MAC_CHROME, _WINDOWS_CHROME)


def find_office() -> str:
    """Return the path of LibreOffice's `soffice`, or an empty string."""
    return _find(OFFICE_VARIABLE, _OFFICE_NAMES, _MAC_OFFICE, _WINDOWS_OFFICE)


def _find(variable: str, names: tuple[str, ...], on_mac: str, on_windows: str) -> str:
    named = os.environ.get(variable, "")
    if named:
        return named if Path(named).is_file() else ""
    places = [shutil.which(name) or "" for name in names] + [on_mac]
    homes = [os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
    places += [str(Path(home) / on_windows) for home in homes]
    return next((place for place in places if place and Path(place).is_file()), "")


def has_office_part(part: str) -> bool:
    """Tell whether LibreOffice is there with its `part`, which Debian packages apart."""
    office = find_office()
    if not office or shutil.which("dpkg") is None:
        return bool(office)
    folder = Path(office).resolve().parent
    return (folder / _OFFICE_PARTS[part]).is_file() or "libreoffice" not in folder.parts


def has_font(family: str) -> bool:
    """Tell whether the system has the font `family` with every Vietnamese letter.

    macOS and Windows come with fonts that serve.
    """
    if sys.platform in {"darwin", "win32"}:
        return True
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    pattern = f":family={family}:charset={_RAREST_LETTER}"
    found = subprocess.run([lister, pattern, "file"], capture_output=True, text=True, check=False)
    return found.returncode == 0 and bool(found.stdout.strip())
