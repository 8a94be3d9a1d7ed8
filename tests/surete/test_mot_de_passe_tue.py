"""Protect, change, take away a password, killed at each system call: nothing is lost (S14).

The former password opens the dossier, or the new one, and each backup too; the rows are the same
to the last. Nothing plain is ever on the disk but what was there before. Then: commands killed
at random on a protected dossier, and the canary looked for everywhere.
"""

from __future__ import annotations

import contextlib
import json
import random
import signal
import subprocess
import sys
import time

import pytest

from cpom_desktop.bootstrap import open_workspace, protector
from cpom_desktop.errors import DossierProtege
from cpom_desktop.services import operations as ops
from cpom_desktop.services.backups import Reason
from cpom_desktop.services.protection import Secret
from db import keys
from db.backup_names import backups_in
from db.connection import connect
from tests.outils.appels_systeme import calls_of, killed_at, moments, needs_strace
from tests.outils.dossiers import copy_tilleuls, frozen_clock, opened
from tests.outils.proteges import CANARY, OTHER, PASSWORD, opened_with, protect, untold
from tests.outils.sources import ROOT
from tests.surete.test_appels_tues import Place

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("quick_key")]
SHORT = 5
"""Kills of one change in the short form."""
KINDS = {"protéger": ("", PASSWORD), "changer": (PASSWORD, OTHER), "retirer": (PASSWORD, "")}
"""What is done → the password before, and after; "" for a plain dossier."""


@pytest.fixture
def place(tmp_path):
    """Return a plain dossier that holds the canary, and its backup, closed."""
    found = Place(tmp_path / "lieu")
    found.folder.mkdir(parents=True)
    copy_tilleuls(found.folder)
    with found.opened() as workspace:
        workspace.run(ops.AddActeur(famille="social", nom=CANARY))
        workspace.backups.write(Reason.DEMANDE).verify()
    return found


def names_in(path, passwords, backups):
    """Return which of two passwords opens a file, and the names of its acteurs."""
    for password in passwords:
        if bool(password) is not keys.is_protected(path):
            continue
        secret = Secret(password) if password else None
        with (
            contextlib.suppress(DossierProtege),
            opened(path, read_only=True, backups=backups, secret=secret) as workspace,
        ):
            return password, sorted(acteur.nom for acteur in workspace.snapshot.acteurs)
    raise AssertionError(f"no password opens {path.name}")


def holds_canary(path):
    return CANARY.encode() in path.read_bytes()


def convert(place, before, after):
    made = protector(place.backups, clock=frozen_clock)
    done = made.convert(place.path, Secret(before), after, untold)
    if done.key is not None:
        done.key.release()
    return done


@needs_strace
@pytest.mark.parametrize("kind", KINDS)
def test_a_change_of_password_killed_at_each_call_loses_nothing(place, kind, pytestconfig):
    before, after = KINDS[kind]
    most = sys.maxsize if pytestconfig.getoption("--long") else SHORT
    if before:
        convert(place, "", before)
    _which, expected = names_in(place.path, [before], place.backups)

    def action(tell, wait):
        wait()
        convert(place, before, after)
        tell("done")

    place.keep()
    convert(place, before, after)  # what is imported late is imported now
    place.as_before()
    counted = calls_of(action, place.root.parent)
    chosen, found = moments(counted, random.Random(20261122), most), []
    for call, number in chosen:
        place.as_before()
        plain_before = {path for path in place.root.rglob("*.cpom") if holds_canary(path)}
        was, told = killed_at(action, call, number)
        try:
            found += [_check(place, (before, after), expected, told, plain_before)] * was
        except BaseException:
            sys.stdout.write(f"{kind}, killed at {call} {number}: {told}\n")
            raise
    sys.stdout.write(
        f"{kind}: {len(found)} kills of {sum(counted.values())} calls, {found.count(before)} "
        f"times the former password, {found.count(after)} times the new one\n"
    )
    assert len(found) > 0.8 * len(chosen)


def _check(place, passwords, expected, told, plain_before):
    """Look at what a kill left, then go on as she would; return which password opens it."""
    after = passwords[1]
    if after:
        plain = {path for path in place.root.rglob("*") if path.is_file() and holds_canary(path)}
        assert plain <= plain_before
    for info in backups_in(place.backups / _only(place.backups)):
        assert names_in(info.path, passwords, place.backups)[1] == expected
    password, found = names_in(place.path, passwords, place.backups)
    assert found == expected
    assert "done" not in told or password == after
    secret = Secret(password) if password else None
    with place.opened(secret=secret, take_over=True) as workspace:
        workspace.run(ops.UpdateEtablissement(commune="Après"))
        workspace.backups.write(Reason.DEMANDE).verify()
    assert place.left() == []
    if password and password == after:
        assert not any(holds_canary(path) for path in place.root.rglob("*.cpom"))
    return password


def _only(folder):
    (found,) = (path.name for path in folder.iterdir() if path.is_dir())
    return found


# --- a protected dossier killed while it is written in


def killed_round(dossier, stream, dice):
    """Apply a stream of operations with the password first; return the answers that came out."""
    words = [sys.executable, "-m", "cpom_desktop", "apply", str(dossier), "--mot-de-passe-stdin"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with (
        stream.open("rb") as read,
        subprocess.Popen(words, stdin=read, cwd=ROOT, **pipes) as child,
    ):
        first = child.stdout.readline()
        time.sleep(dice.uniform(0, 0.12))
        child.send_signal(signal.SIGKILL)
        answers = (first + child.stdout.read()).splitlines(keepends=True)
        assert child.stderr.read() == b""
    return [json.loads(answer) for answer in answers if answer.endswith(b"\n")]


def test_a_protected_dossier_killed_as_it_is_written_loses_nothing(
    tmp_path, pytestconfig, monkeypatch
):
    """Kills at random: what was acknowledged is there, whole, and nothing plain beside it."""
    monkeypatch.undo()  # the commands derive as she has it done
    dice = random.Random(20261122)
    folder = tmp_path / "dossiers"
    folder.mkdir()
    dossier = copy_tilleuls(folder)
    protect(dossier)
    rounds = 200 if pytestconfig.getoption("--long") else 2
    told = hot = 0
    for number in range(rounds):
        stream = tmp_path / "flux.jsonl"
        lines = [
            {"operation": "add_acteur", "famille": "social", "nom": f"{CANARY} {number} {n}"}
            for n in range(2000)
        ]
        text = "\n".join(json.dumps(line) for line in lines)
        stream.write_text(f"{PASSWORD}\n{text}\n", "utf-8")

        answers = killed_round(dossier, stream, dice)

        hot += dossier.with_name(f"{dossier.name}-journal").exists()
        left = [path.name for path in folder.iterdir() if holds_canary(path)]
        assert left == []
        with opened_with(dossier) as workspace:
            names = {acteur.nom for acteur in workspace.snapshot.acteurs}
            ids = [acteur.id for acteur in workspace.snapshot.acteurs if CANARY in acteur.nom]
            assert all(f"{CANARY} {number} {n}" in names for n in range(len(answers)))
            assert len(ids) - len(answers) in {0, 1}
            workspace.run(ops.DeleteActeurs(ids=tuple(ids)))
        told += len(answers)
    sys.stdout.write(f"{rounds} kills, {told} operations told, {hot} hot journals\n")
    assert told > rounds


def test_a_hot_journal_is_played_back_with_the_password_only(tmp_path, monkeypatch):
    """A wrong password changes nothing: neither the file nor its journal."""
    from tests.outils.enfant_tue import die, killed

    dossier = copy_tilleuls(tmp_path)
    protect(dossier)

    def action(_moment, _tell):
        with opened_with(dossier) as workspace:
            workspace.run(ops.UpdateEtablissement(commune="Enregistrée"))
            connection = connect(dossier, write=True)  # without the triggers of a step
            connection.execute("PRAGMA cache_size=1")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("UPDATE acteurs SET nom = nom || hex(zeroblob(4000))")
            die()

    killed(action, 10**9)
    journal = dossier.with_name(f"{dossier.name}-journal")
    assert journal.exists()
    held = dossier.read_bytes(), journal.read_bytes()

    for secret in (Secret(OTHER), None):
        with pytest.raises(DossierProtege):
            open_workspace(dossier, secret=secret, clock=frozen_clock)
        assert (dossier.read_bytes(), journal.read_bytes()) == held

    with opened_with(dossier) as workspace:
        assert workspace.snapshot.etablissement.commune == "Enregistrée"
        assert not any("0000" in acteur.nom for acteur in workspace.snapshot.acteurs)
    assert not journal.exists()
