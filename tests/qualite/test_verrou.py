"""The lock and what is installed are one; an audit that asked nothing never passes."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime

import pytest

import dev
from tests.outils.sources import ROOT

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WANTED = {"jinja2": "2.4.1", "click": "8.5.1"}
DIGEST = f"--hash=sha256:{'a' * 64}"
ALONE = ["unshare", "--user", "--map-root-user", "--net"]
"""A process that has no network at all."""


def loaded(name):
    """Import a script of `.ci`, which stands in no package."""
    sys.path.insert(0, str(ROOT / ".ci"))
    try:
        spec = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(ROOT / ".ci"))
    return module


@pytest.fixture(scope="module")
def lock():
    return loaded("verrou")


@pytest.fixture(scope="module")
def audit():
    return loaded("audit")


# P01: the environment is the lock


def test_what_is_installed_is_what_is_locked(lock):
    text = lock.LOCK.read_text("utf-8")

    assert lock.unsound(text) == []
    assert lock.differences(lock.expected(text), lock.installed()) == []
    assert len(lock.expected(text)) > 90


def test_the_checks_of_every_submission_compare_them():
    assert dev.CHECKS["lock"] == (".ci/verrou.py",)
    done = subprocess.run(
        [sys.executable, ROOT / ".ci" / "verrou.py"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ({"jinja2": "2.4.1"}, "click 8.5.1 est dans le verrou, mais n'est pas installé."),
        (WANTED | {"click": "8.5.2"}, "click : 8.5.2 est installé, le verrou dit 8.5.1."),
        (WANTED | {"requests": "1.0"}, "requests 1.0 est installé sans être dans le verrou."),
    ],
)
def test_a_difference_is_told_and_fails(lock, monkeypatch, tmp_path, capsys, found, told):
    path = tmp_path / "requirements.lock"
    path.write_text(f"click==8.5.1 {DIGEST}\nJinja2==2.4.1 {DIGEST}\n", "utf-8")
    monkeypatch.setattr(lock, "LOCK", path)
    monkeypatch.setattr(lock, "installed", lambda: found)

    assert lock.main() == 1
    assert capsys.readouterr().err.splitlines() == [told]


def test_pip_that_makes_the_environment_is_no_stranger(lock):
    assert lock.differences(WANTED, WANTED | {"pip": "24.0"}) == []
    assert lock.differences(WANTED | {"pip": "26.3"}, WANTED | {"pip": "24.0"}) != []


@pytest.mark.parametrize(
    "line",
    [
        "click==8.5.1",
        f"click>=8.5 {DIGEST}",
        "click==8.5.1 --hash=md5:0123",
        f"click==8.5.1 {DIGEST} --hash=sha256:court",
        f"click @ file:///tmp/click.whl {DIGEST}",
    ],
)
def test_a_lock_that_does_not_hold_is_told(lock, line):
    assert lock.unsound(f"{line}\n") != []


# S17: known flaws


def report(*components):
    return json.dumps({"dependencies": list(components), "fixes": []})


def asked(name, version, *flaws):
    return {"name": name, "version": version, "vulns": list(flaws)}


SOUND = (asked("jinja2", "2.4.1"), asked("click", "8.5.1"))
FLAW = {
    "id": "PYSEC-2014-8",
    "fix_versions": ["2.7.2"],
    "aliases": ["CVE-2014-1402"],
    "description": "",
}


def test_an_audit_of_everything_without_flaw_passes_and_counts(audit):
    verdict = audit.judge(WANTED, report(*SOUND), "", NOON)

    assert verdict.code == 0
    assert verdict.lines[0] == "2 composants demandés, 0 laissé de côté, 0 faille connue."
    assert "22/11/2026 à 12:00 UTC" in verdict.lines[1]


def test_a_known_flaw_fails_and_is_named(audit):
    flawed = report(asked("jinja2", "2.4.1", FLAW), SOUND[1])

    verdict = audit.judge(WANTED, flawed, "", NOON)

    assert verdict.code == 1
    assert verdict.lines[1].strip() == "jinja2 2.4.1 : PYSEC-2014-8, corrigée en 2.7.2"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (report(SOUND[0], {"name": "click", "skip_reason": "not found"}), "click"),
        (report(SOUND[0]), "1 composant(s) sans réponse (click)"),
        (report(SOUND[0], asked("click", "8.5.0")), "1 composant(s) sans réponse (click)"),
        (report(), "2 composant(s) sans réponse"),
        ("", "n'a pas donné de réponse complète"),
        ("No known vulnerabilities found", "n'a pas donné de réponse complète"),
        ("{}", "n'a pas donné de réponse complète"),
        ('{"dependencies": [{"version": "1"}]}', "n'a pas donné de réponse complète"),
    ],
)
def test_an_audit_that_asked_nothing_or_not_all_never_passes(audit, told, words):
    verdict = audit.judge(WANTED, told, "ERROR", NOON)

    assert verdict.code == 2
    assert "L'audit n'a pas été fait" in verdict.lines[0]
    assert words in verdict.lines[0]
    assert verdict.lines[1] == "Détail : ERROR"


def test_nothing_to_ask_is_no_success(audit):
    assert audit.judge({}, report(), "", NOON).code == 2


def test_each_component_of_the_lock_for_this_computer_is_asked_about_and_no_other(audit, lock):
    text = lock.LOCK.read_text("utf-8")
    lines = audit.for_this_system(text).splitlines()

    assert [line.split()[0] for line in lines] == [
        f"{name}=={version}" for name, version in lock.expected(text).items()
    ]
    assert all(line.count("--hash=sha256:") >= 1 for line in lines)
    assert any(line.startswith("sqlcipher3==") for line in lines)


@pytest.mark.skipif(
    shutil.which("unshare") is None
    or subprocess.run([*ALONE, "true"], capture_output=True, check=False).returncode != 0,
    reason="needs a network namespace of its own",
)
def test_without_a_network_the_audit_fails_with_a_sentence():
    done = subprocess.run(
        [*ALONE, sys.executable, ROOT / ".ci" / "audit.py"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert "L'audit n'a pas été fait" in done.stderr
    assert "Recommencez sur un ordinateur relié à Internet." in done.stderr
    assert "0 faille" not in done.stdout + done.stderr


def test_dev_runs_it_and_the_continuous_check_does_not(monkeypatch):
    started = []
    monkeypatch.setattr(dev, "python", lambda *words: started.append(words) or 2)

    assert dev.COMMANDS["audit"](["-s", "osv"]) == 2
    assert started == [(ROOT / ".ci" / "audit.py", "-s", "osv")]
    assert not any("audit" in word for command in dev.CHECKS.values() for word in command)
