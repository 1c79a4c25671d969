"""The bootstrap: what it starts, how it ends, what it says when it cannot."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fontTools import subset

import run
from bootstrap import ports, system_parts
from bootstrap.environment import Environment
from bootstrap.messages import BootstrapError
from tests.conftest import ROOT


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
        return self.codes.get(command[3] if command[2] == "etl" else command[2], 0)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize(("flag", "folder"), [([], "warehouse"), (["--demo"], "warehouse-demo")])
def test_start_builds_what_changed_and_then_serves_it(monkeypatch, tmp_path: Path, flag: list[str], folder: str):
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


def test_names_and_switches_reach_the_server(monkeypatch, tmp_path: Path):
    steps = Steps(monkeypatch, tmp_path)
    options = ["--allow-host", "bang.example", "--allow-host", "khac.example", "--no-sql"]
    assert run.main(["--port", str(free_port()), *options]) == 0
    assert steps.commands[-1][-5:] == options


def test_the_long_part_of_the_attack_is_run_apart(monkeypatch, tmp_path: Path):
    steps = Steps(monkeypatch, tmp_path)
    assert run.main(["test", "--attack", "-q"]) == 0
    assert steps.commands[-1] == ["-m", "pytest", "-m", "attack", "-q"]


def test_refused_data_leave_the_last_good_warehouse_served(monkeypatch, tmp_path: Path, capsys):
    steps = Steps(monkeypatch, tmp_path, build=1, status=1)
    arguments = ["--port", str(free_port())]
    assert run.main(arguments) == 1
    assert "Chưa dựng được kho dữ liệu" in capsys.readouterr().err
    assert [command[2] for command in steps.commands] == ["build", "status"]
    assert "--served" in steps.commands[1]
    steps.codes["status"] = 0
    assert run.main(arguments) == 0
    assert "dùng bản gần nhất" in capsys.readouterr().out
    assert [command[1] for command in steps.commands[2:]] == ["etl", "etl", "server"]


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


@pytest.mark.parametrize(
    ("failure", "said", "unsaid"),
    [
        (OSError(errno.EACCES, "Permission denied"), "không được phép mở cổng 80", "một chương trình khác"),
        (OSError(errno.EADDRNOTAVAIL, "Cannot assign"), "không có địa chỉ 10.9.8.7", "một chương trình khác"),
        (socket.gaierror(-2, "Name or service not known"), "không có địa chỉ 10.9.8.7", "một chương trình khác"),
        (OSError(errno.EADDRINUSE, "in use"), "một chương trình khác đang chạy", "không được phép"),
        (OSError(errno.ENETDOWN, "down"), "Không dùng được cổng 80", "một chương trình khác"),
    ],
)
def test_an_address_that_cannot_be_had_is_told_with_its_own_reason(
    monkeypatch, failure: OSError, said: str, unsaid: str
):
    def refuse(self: socket.socket, where: object) -> None:
        raise failure

    monkeypatch.setattr("socket.socket.bind", refuse)
    with pytest.raises(BootstrapError) as told:
        ports.bind("10.9.8.7", 80)
    assert said in str(told.value)
    assert unsaid not in str(told.value)


@pytest.mark.parametrize("failing", ["ruff", "mypy", "pytest"])
def test_any_failing_check_fails_the_whole(monkeypatch, tmp_path: Path, capsys, failing: str):
    steps = Steps(monkeypatch, tmp_path, **{failing: 1})
    assert run.main(["test"]) == 1
    assert "KHÔNG ĐẠT" in capsys.readouterr().out
    assert [command[1] for command in steps.commands] == ["ruff", "ruff", "mypy", "pytest"]


def test_tests_that_pass_end_with_the_words_of_pytest(monkeypatch, tmp_path: Path, capsys):
    steps = Steps(monkeypatch, tmp_path)
    assert run.main(["test", "-k", "path"]) == 0
    assert steps.commands[-1] == ["-m", "pytest", "--numprocesses=2", "-k", "path"]
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
    monkeypatch.setenv(system_parts.OFFICE_VARIABLE, str(tmp_path / "nowhere"))
    monkeypatch.setattr(system_parts, "has_font", lambda family: False)
    monkeypatch.setattr(system_parts, "may_install", lambda: False)
    named = "chromium fonts-noto-core fonts-liberation2 libreoffice-writer libreoffice-calc libreoffice-impress"
    with pytest.raises(BootstrapError, match=named):
        system_parts.ensure_system_parts(tmp_path)


@pytest.mark.parametrize(("letters", "serves"), [("Tiếng Việt", True), ("Ting Vit", False)])
def test_a_font_serves_only_with_every_vietnamese_letter(monkeypatch, tmp_path: Path, letters: str, serves: bool):
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    source = run.ROOT / "kpi/export/fonts/InterViet-Regular.ttf"
    subset.main([str(source), f"--text={letters}", f"--output-file={fonts / 'some.ttf'}"])
    settings = tmp_path / "fonts.conf"
    settings.write_text(
        f"<fontconfig><dir>{fonts}</dir><cachedir>{tmp_path / 'cache'}</cachedir></fontconfig>", encoding="utf-8"
    )
    monkeypatch.setenv("FONTCONFIG_FILE", str(settings))
    assert system_parts.has_font("Inter Viet") is serves
    assert not system_parts.has_font("Noto Sans")


def test_missing_system_parts_are_installed_on_debian_as_root(monkeypatch, tmp_path: Path):
    program = tmp_path / "program"
    commands: list[list[str]] = []

    def apt(command: list[str], folder: Path, settings: dict[str, str]) -> int:
        commands.append(command)
        if "install" in command:
            program.touch()
        return 0

    monkeypatch.setenv(system_parts.CHROMIUM_VARIABLE, str(program))
    monkeypatch.setenv(system_parts.OFFICE_VARIABLE, str(program))
    monkeypatch.setattr(system_parts, "has_font", lambda family: program.exists())
    monkeypatch.setattr(system_parts, "may_install", lambda: True)
    monkeypatch.setattr(system_parts, "call", apt)
    assert system_parts.ensure_system_parts(tmp_path) == str(program)
    assert commands[0][-1] == "update"
    assert {"chromium", "fonts-noto-core", "libreoffice-calc"} <= set(commands[1])
    assert "--no-install-recommends" in commands[1]


_DRIVER = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # A shell lets what it starts in the background ignore it.
sys.path.insert(0, {root!r})
import run
child = [sys.executable, "-c", {child!r}]
run.start = lambda options: run.call(child, run.ROOT)
run.test = lambda extra, attack: run.call(child, run.ROOT)
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
    parent = subprocess.Popen([sys.executable, "-c", driver], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pids = [int(word) for word in parent.stdout.readline().split()[1:]]
    parent.send_signal(number)
    output, errors = parent.communicate(timeout=20)
    assert parent.returncode == code
    assert "Đã dừng." in output
    assert errors == ""
    assert [pid for pid in pids if not has_ended(pid)] == []
