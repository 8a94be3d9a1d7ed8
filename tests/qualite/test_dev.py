"""The developer's command: what it finds missing, what it says, what it does not redo."""

from __future__ import annotations

import stat
import subprocess
from collections import namedtuple

import pytest

import dev
from tests.outils.sources import ROOT

VersionInfo = namedtuple("VersionInfo", "major minor")
EVERY_LIBRARY = "".join(
    f"\t{name} (libc6,x86-64) => /usr/lib/{name}\n"
    for name in [*dev.QT_LIBRARIES, *dev.WINDOW_LIBRARIES]
)


@pytest.fixture
def bare_machine(monkeypatch):
    """A Debian that has Python alone, and an ordinary user."""
    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.setattr(dev, "known_libraries", str)
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(dev, "is_installed", lambda _tool: False)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)


@pytest.fixture
def no_command_runs(monkeypatch):
    """Fail the test when a process starts."""

    def refuse(*arguments, **_options):
        pytest.fail(f"a process was started: {arguments}")

    monkeypatch.setattr(dev.subprocess, "run", refuse)
    monkeypatch.setattr(dev.subprocess, "call", refuse)


def test_a_bare_machine_lacks_what_each_command_needs(bare_machine):
    qt, window = set(dev.QT_LIBRARIES.values()), set(dev.WINDOW_LIBRARIES.values())
    tools = set(dev.TEST_TOOLS.values())

    assert set(dev.missing_packages(window=False, tests=False)) == qt | {"python3-venv"}
    assert set(dev.missing_packages(window=True, tests=False)) == qt | window | {"python3-venv"}
    assert set(dev.missing_packages(window=False, tests=True)) == (
        qt | window | tools | {"python3-venv"}
    )


def test_a_machine_that_has_everything_installs_nothing(monkeypatch, no_command_runs):
    monkeypatch.setattr(dev, "known_libraries", lambda: EVERY_LIBRARY)
    monkeypatch.setattr(dev, "is_installed", lambda _tool: True)

    dev.ensure_system(window=True, tests=True)

    assert dev.missing_packages(window=True, tests=True) == []


def test_an_ordinary_user_is_told_the_line_to_type(bare_machine, no_command_runs, capsys):
    with pytest.raises(dev.SetupImpossible) as fault:
        dev.ensure_system(window=False, tests=False)

    sentence = str(fault.value)
    assert "sudo apt-get install -y --no-install-recommends libglib2.0-0 " in sentence
    assert sentence.count("\n") == 0


def test_a_command_stops_with_2_when_the_machine_lacks_something(
    bare_machine, no_command_runs, monkeypatch, capsys
):
    monkeypatch.setattr(dev.sys, "argv", ["dev.py", "check"])

    assert dev.main() == 2
    assert "sudo apt-get install" in capsys.readouterr().err


def test_an_old_python_is_told_in_one_sentence(monkeypatch, capsys):
    monkeypatch.setattr(dev.sys, "version_info", VersionInfo(3, 10))

    assert dev.main() == 2
    assert capsys.readouterr().err == "CPOM Desktop demande Python 3.11 ou plus récent.\n"


def test_the_environment_is_made_again_only_when_the_lock_changes(monkeypatch, tmp_path):
    started = []
    lock, venv = tmp_path / "requirements.lock", tmp_path / ".venv"
    venv.mkdir()
    lock.write_text("a==1\n", "utf-8")
    for name, value in {"LOCK": lock, "VENV": venv, "STAMP": venv / "lock.sha256"}.items():
        monkeypatch.setattr(dev, name, value)
    monkeypatch.setattr(dev.subprocess, "run", lambda command, **_options: started.append(command))

    dev.ensure_venv()
    first = len(started)
    dev.ensure_venv()
    second = len(started)
    lock.write_text("a==2\n", "utf-8")
    dev.ensure_venv()

    assert (first, second, len(started)) == (2, 2, 4)
    assert "--require-hashes" in started[1]


def test_a_failed_install_is_tried_again_next_time(monkeypatch, tmp_path):
    monkeypatch.setattr(dev, "STAMP", tmp_path / "lock.sha256")

    def fail(command, **_options):
        raise subprocess.CalledProcessError(1, command)

    monkeypatch.setattr(dev.subprocess, "run", fail)
    with pytest.raises(subprocess.CalledProcessError):
        dev.ensure_venv()

    assert not dev.STAMP.exists()


@pytest.fixture
def commands(monkeypatch, tmp_path):
    """Return the commands that would run, with whether out of sight; none runs."""
    known = []

    def note(*command, offscreen=True):
        known.append((*map(str, command), offscreen))
        return 0

    monkeypatch.setattr(dev, "python", note)
    monkeypatch.setattr(dev, "DEMONSTRATION", tmp_path / "demonstration")
    return known


@pytest.mark.parametrize("display", [True, False])
def test_run_writes_the_demonstration_anew_and_opens_it_where_there_is_a_screen(
    monkeypatch, commands, display
):
    monkeypatch.setattr(dev, "has_display", lambda: display)
    folder = dev.DEMONSTRATION
    folder.mkdir()
    (folder / "ancien.pdf").write_bytes(b"")

    assert dev.run([]) == 0

    assert not folder.exists()
    written = ("-m", "cpom_desktop", "demo", str(folder), True)
    opened = ("-m", "cpom_desktop", "open", str(folder / dev.DOSSIER), False)
    assert commands == ([written, opened] if display else [written])


def test_run_with_words_is_the_program_with_these_words(monkeypatch, commands):
    monkeypatch.setattr(dev, "has_display", lambda: False)

    assert dev.run(["verify", "a.cpom"]) == 0

    assert commands == [("-m", "cpom_desktop", "verify", "a.cpom", True)]


def test_the_window_opens_what_demo_writes():
    from cpom_desktop.cli.demo import NAME

    assert dev.DOSSIER == NAME


def test_every_check_runs_even_after_one_fails(monkeypatch, capsys):
    monkeypatch.setattr(dev, "python", lambda *command: int("mypy" in command))

    assert dev.check([]) == 1
    assert capsys.readouterr().out.count("── ") == len(dev.CHECKS)


def test_a_failed_check_fails_the_tests(monkeypatch):
    monkeypatch.setattr(dev, "python", lambda *command: int("vulture" in command))

    assert dev.test([]) == 1


def test_the_continuous_check_is_the_developers_own():
    script = ROOT / ".ci" / "run"

    assert script.stat().st_mode & stat.S_IXUSR
    assert script.read_text("utf-8").splitlines()[-1] == "exec python3 dev.py test"
