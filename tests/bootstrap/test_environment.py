"""The environment that the bootstrap makes: what is installed, when, and when again."""

from __future__ import annotations

import ast
import contextlib
import hashlib
import re
import subprocess
import sys
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import run
from bootstrap import environment, supply
from bootstrap.environment import Environment, check_python
from bootstrap.messages import BootstrapError
from tests.conftest import ROOT

RUN = run.RUN_REQUIREMENTS
TEST = run.TEST_REQUIREMENTS


@pytest.fixture
def project(tmp_path: Path) -> Environment:
    """A project folder whose environment runs on the interpreter of the tests."""
    (tmp_path / RUN[0]).write_text("first==1\n", encoding="utf-8")
    (tmp_path / TEST[1]).write_text("second==1\n", encoding="utf-8")
    made = Environment(tmp_path)
    made.python.parent.mkdir(parents=True)
    made.python.symlink_to(sys.executable)
    return made


@pytest.fixture
def installer(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that would have been run; every one of them succeeds."""
    commands: list[list[str]] = []

    def record(command: list[str], folder: Path, settings: dict[str, str] | None = None) -> int:
        commands.append(command)
        return 0

    monkeypatch.setattr(environment, "call", record)
    return commands


@pytest.mark.parametrize("path", [ROOT / "run.py", *sorted((ROOT / "bootstrap").glob("*.py"))], ids=lambda p: p.name)
def test_old_pythons_can_read_the_message_meant_for_them(path: Path):
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_old_python_is_refused_in_words():
    with pytest.raises(BootstrapError, match=r"Cần Python 3\.11 trở lên, máy đang dùng 3\.10\.13"):
        check_python((3, 10, 13))
    check_python((3, 11, 0))
    check_python((3, 14, 1))


def pins(name: str) -> dict[str, str]:
    """The versions of a list by package, both as pip compares them."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    packages = [re.split(r"[ ;\\]", line)[0] for line in lines if line and not line.startswith(("#", " "))]
    return {name.lower().replace("_", "-"): version for name, version in (line.split("==") for line in packages)}


@pytest.mark.parametrize("name", supply.LISTS)
def test_every_library_is_locked_in_the_version_that_the_list_names(name: str):
    listed, locked = pins(f"{name}.txt"), pins(f"{name}.lock")
    unlocked = {package: version for package, version in listed.items() if locked.get(package) != version}
    assert unlocked == {}, "run: python3 -m bootstrap.supply lock"
    assert name == supply.TOOLS or locked.keys() == listed.keys(), "the lists name everything that is installed"
    assert not [version for version in listed.values() if "*" in version]


@pytest.mark.parametrize("name", supply.LISTS)
def test_every_locked_library_has_the_hashes_of_its_files(name: str):
    blocks = re.split(r"\n(?=\S)", (ROOT / f"{name}.lock").read_text(encoding="utf-8").strip())
    assert [block for block in blocks if not re.search(r"--hash=sha256:[0-9a-f]{64}", block)] == []


def test_a_file_that_was_not_locked_is_not_installed(tmp_path: Path):
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    with zipfile.ZipFile(wheels / "first-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("first.py", "")
        wheel.writestr("first-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: first\nVersion: 1\n")
        wheel.writestr("first-1.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("first-1.dist-info/RECORD", "")
    digest = hashlib.sha256((wheels / "first-1-py3-none-any.whl").read_bytes()).hexdigest()
    here = f"--no-index\n--find-links {wheels}\n"
    made = Environment(tmp_path)
    for hashes, holds in ((f"--hash=sha256:{'0' * 64}", False), ("", False), (f"--hash=sha256:{digest}", True)):
        (tmp_path / RUN[0]).write_text(f"{here}first==1 {hashes}\n", encoding="utf-8")
        with contextlib.suppress(BootstrapError):
            made.install(RUN)
        assert made.is_installed(RUN) is holds, hashes


def test_installs_once_and_again_only_when_the_requirements_change(project: Environment, installer):
    project.install(RUN)
    project.install(RUN)
    assert len(installer) == 1
    assert installer[0][-2:] == ["--requirement", str(project.root / "requirements.lock")]
    (project.root / "requirements.lock").write_text("first==2\n", encoding="utf-8")
    project.install(RUN)
    assert len(installer) == 2


def test_what_tests_need_is_installed_on_top_and_covers_the_run(project: Environment, installer):
    project.install(RUN)
    project.install(TEST)
    assert [command.count("--requirement") for command in installer] == [1, 2]
    project.install(TEST)
    project.install(RUN)
    assert len(installer) == 2
    (project.root / "requirements-dev.lock").write_text("second==2\n", encoding="utf-8")
    assert project.is_installed(RUN)
    assert not project.is_installed(TEST)


@pytest.mark.parametrize("end", [KeyboardInterrupt, lambda: None])
def test_an_installation_that_did_not_finish_is_repeated(project: Environment, monkeypatch, end):
    project_was_installed = []

    def cut_short(command: list[str], folder: Path) -> int:
        project_was_installed.append(project.is_installed(RUN))
        if end is KeyboardInterrupt:
            raise KeyboardInterrupt
        return 1

    monkeypatch.setattr(environment, "call", cut_short)
    for _ in range(2):
        with pytest.raises((KeyboardInterrupt, BootstrapError)):
            project.install(RUN)
    assert project_was_installed == [False, False]
    assert not project.is_installed(RUN)


def test_a_change_that_fails_to_install_does_not_leave_the_old_stamp(project: Environment, installer, monkeypatch):
    project.install(RUN)
    before = (project.root / "requirements.lock").read_text(encoding="utf-8")
    (project.root / "requirements.lock").write_text("nonsense==0\n", encoding="utf-8")
    monkeypatch.setattr(environment, "call", lambda command, folder: 1)
    with pytest.raises(BootstrapError, match="Cài thư viện không thành công"):
        project.install(RUN)
    (project.root / "requirements.lock").write_text(before, encoding="utf-8")
    assert not project.is_installed(RUN), "half of the failed installation may be in place"


def test_a_moved_project_is_installed_anew(project: Environment, installer, tmp_path_factory):
    project.install(RUN)
    moved = tmp_path_factory.mktemp("elsewhere") / "project"
    project.root.rename(moved)
    assert not Environment(moved).is_installed(RUN)


def test_environment_is_really_made_and_remade_when_broken(tmp_path: Path):
    (tmp_path / "requirements.lock").write_text("# nothing\n", encoding="utf-8")
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "left-behind").touch()
    made = Environment(tmp_path)
    made.install(RUN)
    assert made.is_installed(RUN)
    assert not (tmp_path / ".venv" / "left-behind").exists()
    answer = subprocess.run(
        [made.python, "-c", "import sys; print(sys.prefix)"], capture_output=True, text=True, check=True
    )
    assert Path(answer.stdout.strip()) == tmp_path / ".venv"


def third_party_imports(folders: list[str]) -> set[str]:
    found: set[str] = set()
    for path in [path for folder in folders for path in (ROOT / folder).rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {name.name.split(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    own = {path.stem for path in ROOT.iterdir()}
    return found - own - set(sys.stdlib_module_names)


@pytest.mark.parametrize(
    ("files", "folders"),
    [(RUN, ["cli", "etl", "kpi", "pages", "server", "ui"]), (TEST, ["benchmarks", "tests"])],
    ids=["run", "test"],
)
def test_every_library_that_the_code_names_is_pinned(files: tuple[str, ...], folders: list[str]):
    lines = [line for name in files for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in lines if "==" in line}
    providers = packages_distributions()
    missing = {
        name
        for name in third_party_imports(folders)
        if not pinned & {provider.lower().replace("_", "-") for provider in providers.get(name, [name])}
    }
    assert missing == set()
