"""The bootstrap: what it installs and when, what it starts, how it ends, what it says when it cannot."""

from __future__ import annotations

import ast
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

import run
from bootstrap import environment, system_parts
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


@pytest.mark.parametrize(
    "path", [ROOT / "run.py", *sorted((ROOT / "bootstrap").glob("*.py"))], ids=lambda p: p.name
)
def test_old_pythons_can_read_the_message_meant_for_them(path: Path):
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_old_python_is_refused_in_words():
    with pytest.raises(BootstrapError, match=r"Cần Python 3\.11 trở lên, máy đang dùng 3\.10\.13"):
        check_python((3, 10, 13))
    check_python((3, 11, 0))
    check_python((3, 14, 1))


def test_every_requirement_is_pinned():
    lines = [line for name in TEST for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]
    packages = [line for line in lines if line and not line.startswith("#")]
    assert [line for line in packages if line.count("==") < 1 or "*" in line] == []
    names = [line.split("==")[0].lower() for line in packages]
    assert len(names) == len(set(names))


def test_installs_once_and_again_only_when_the_requirements_change(project: Environment, installer):
    project.install(RUN)
    project.install(RUN)
    assert len(installer) == 1
    assert installer[0][-2:] == ["--requirement", str(project.root / "requirements.txt")]
    (project.root / "requirements.txt").write_text("first==2\n", encoding="utf-8")
    project.install(RUN)
    assert len(installer) == 2


def test_what_tests_need_is_installed_on_top_and_covers_the_run(project: Environment, installer):
    project.install(RUN)
    project.install(TEST)
    assert [command.count("--requirement") for command in installer] == [1, 2]
    project.install(TEST)
    project.install(RUN)
    assert len(installer) == 2
    (project.root / "requirements-dev.txt").write_text("second==2\n", encoding="utf-8")
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


def test_a_change_that_fails_to_install_does_not_leave_the_old_stamp(
    project: Environment, installer, monkeypatch
):
    project.install(RUN)
    before = (project.root / "requirements.txt").read_text(encoding="utf-8")
    (project.root / "requirements.txt").write_text("nonsense==0\n", encoding="utf-8")
    monkeypatch.setattr(environment, "call", lambda command, folder: 1)
    with pytest.raises(BootstrapError, match="Cài thư viện không thành công"):
        project.install(RUN)
    (project.root / "requirements.txt").write_text(before, encoding="utf-8")
    assert not project.is_installed(RUN), "half of the failed installation may be in place"


def test_a_moved_project_is_installed_anew(project: Environment, installer, tmp_path_factory):
    project.install(RUN)
    moved = tmp_path_factory.mktemp("elsewhere") / "project"
    project.root.rename(moved)
    assert not Environment(moved).is_installed(RUN)


def test_environment_is_really_made_and_remade_when_broken(tmp_path: Path):
    (tmp_path / "requirements.txt").write_text("# nothing\n", encoding="utf-8")
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


class Steps:
    """Stands for the machine while `run.start` and `run.test` are looked at."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, root: Path, **codes: int) -> None:
        self.commands: list[list[str]] = []
        self.codes = codes
        monkeypatch.setattr(run, "ROOT", root)
        monkeypatch.setattr(Environment, "install", lambda self, names: None)
        monkeypatch.setattr(run, "ensure_system_parts", lambda folder: "/somewhere/chromium")
        monkeypatch.setattr(run, "call", self.call)

    def call(self, command: list[str], folder: Path, settings: dict[str, str] | None = None) -> int:
        self.commands.append(command[1:])
        return self.codes.get(command[2], 0)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize(("flag", "folder"), [([], "warehouse"), (["--demo"], "warehouse-demo")])
def test_start_builds_what_changed_and_then_serves_it(
    monkeypatch, tmp_path: Path, flag: list[str], folder: str
):
    steps = Steps(monkeypatch, tmp_path)
    port = str(free_port())
    assert run.main(["--port", port, *flag]) == 0
    build, serve = steps.commands
    assert build == ["-m", "etl", "build", "--if-changed", "--warehouse", str(tmp_path / folder), *flag]
    assert serve == [
        "-m",
        "server",
        "--host",
        "127.0.0.1",
        "--port",
        port,
        "--warehouse",
        str(tmp_path / folder),
    ]


def test_refused_data_leave_the_last_good_warehouse_served(monkeypatch, tmp_path: Path, capsys):
    steps = Steps(monkeypatch, tmp_path, etl=1)
    arguments = ["--port", str(free_port())]
    assert run.main(arguments) == 1
    assert "Chưa dựng được kho dữ liệu" in capsys.readouterr().err
    assert [command[1] for command in steps.commands] == ["etl"]
    (tmp_path / "warehouse").mkdir()
    (tmp_path / "warehouse/current.json").touch()
    assert run.main(arguments) == 0
    assert "dùng bản gần nhất" in capsys.readouterr().out
    assert [command[1] for command in steps.commands] == ["etl", "etl", "server"]


def test_a_taken_port_is_said_before_anything_is_installed(monkeypatch, tmp_path: Path, capsys):
    steps = Steps(monkeypatch, tmp_path)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert run.main(["--port", str(port)]) == 1
    message = capsys.readouterr().err
    assert f"Không dùng được cổng {port}" in message
    assert f"--port {port + 1}" in message
    assert steps.commands == []


@pytest.mark.parametrize("failing", ["ruff", "mypy", "pytest"])
def test_any_failing_check_fails_the_whole(monkeypatch, tmp_path: Path, capsys, failing: str):
    steps = Steps(monkeypatch, tmp_path, **{failing: 1})
    assert run.main(["test"]) == 1
    assert "KHÔNG ĐẠT" in capsys.readouterr().out
    assert [command[1] for command in steps.commands] == ["ruff", "ruff", "mypy", "pytest"]


def test_tests_that_pass_end_with_the_words_of_pytest(monkeypatch, tmp_path: Path, capsys):
    steps = Steps(monkeypatch, tmp_path)
    assert run.main(["test", "-k", "path"]) == 0
    assert steps.commands[-1] == ["-m", "pytest", "-k", "path"]
    assert capsys.readouterr().out.splitlines()[-1] == "== pytest"


@pytest.mark.parametrize(
    "arguments", [["--port", "0"], ["--port", "70000"], ["--port", "tám"], ["--prot", "1"], ["stat"]]
)
def test_wrong_usage_ends_with_code_2(arguments: list[str], capsys):
    with pytest.raises(SystemExit) as ended:
        run.parse(arguments)
    assert ended.value.code == 2
    assert arguments[-1] in capsys.readouterr().err


def test_missing_system_parts_are_named_where_they_cannot_be_installed(monkeypatch, tmp_path: Path):
    monkeypatch.setenv(system_parts.CHROMIUM_VARIABLE, str(tmp_path / "nowhere"))
    monkeypatch.setattr(system_parts, "has_vietnamese_font", lambda: False)
    monkeypatch.setattr(system_parts, "may_install", lambda: False)
    with pytest.raises(BootstrapError, match="chromium fonts-noto-core"):
        system_parts.ensure_system_parts(tmp_path)


def test_missing_system_parts_are_installed_on_debian_as_root(monkeypatch, tmp_path: Path):
    browser = tmp_path / "chromium"
    commands: list[list[str]] = []

    def apt(command: list[str], folder: Path, settings: dict[str, str]) -> int:
        commands.append(command)
        if "install" in command:
            browser.touch()
        return 0

    monkeypatch.setenv(system_parts.CHROMIUM_VARIABLE, str(browser))
    monkeypatch.setattr(system_parts, "has_vietnamese_font", browser.exists)
    monkeypatch.setattr(system_parts, "may_install", lambda: True)
    monkeypatch.setattr(system_parts, "call", apt)
    assert system_parts.ensure_system_parts(tmp_path) == str(browser)
    assert [command[-1] for command in commands] == ["update", "fonts-noto-core"]
    assert "chromium" in commands[1]


_DRIVER = """
import sys
sys.path.insert(0, {root!r})
import run
child = [sys.executable, "-c", {child!r}]
run.start = lambda options: run.call(child, run.ROOT)
run.test = lambda extra: run.call(child, run.ROOT)
sys.exit(run.main({arguments!r}))
"""
_CHILD = """
import subprocess, sys, time
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print("pids", __import__("os").getpid(), grandchild.pid, flush=True)
time.sleep(60)
"""


def has_ended(pid: int) -> bool:
    for _ in range(50):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        state = Path(f"/proc/{pid}/stat")
        if state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(("arguments", "code"), [([], 0), (["test"], 130)])
def test_a_signal_ends_children_and_grandchildren_without_a_trace(
    number: signal.Signals, arguments: list[str], code: int
):
    driver = _DRIVER.format(root=str(ROOT), child=_CHILD, arguments=arguments)
    parent = subprocess.Popen(
        [sys.executable, "-c", driver], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    pids = [int(word) for word in parent.stdout.readline().split()[1:]]
    parent.send_signal(number)
    output, errors = parent.communicate(timeout=20)
    assert parent.returncode == code
    assert "Đã dừng." in output
    assert errors == ""
    assert [pid for pid in pids if not has_ended(pid)] == []
