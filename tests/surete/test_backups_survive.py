"""Backups under kills, a full disk and a clock that jumps; each of them restores (A.8)."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest

from cpom_desktop.bootstrap import restorer
from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.errors import DisquePlein
from cpom_desktop.services import operations as ops
from cpom_desktop.services.backups import NEVER_BELOW, Reason
from cpom_desktop.services.dump import dump
from db.backup_names import backups_in
from db.beside import restore_mark
from db.copies import check_copy
from tests.outils.dossiers import copy_tilleuls, every_row, frozen_clock, opened, raw
from tests.outils.petit_disque import needs_mount, small_disk
from tests.outils.sources import ROOT

CHILD = ROOT / "tests" / "outils" / "child_backups.py"


@pytest.fixture
def dossier(tmp_path):
    folder = tmp_path / "dossiers"
    folder.mkdir()
    return copy_tilleuls(folder)


@pytest.fixture
def root(tmp_path):
    return tmp_path / "sauvegardes"


def killed_round(dossier, root, start, dice):
    """Let the child work, kill it; return what it told."""
    command = [sys.executable, str(CHILD), str(dossier), str(root), str(start)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as child:
        first = child.stdout.readline()
        time.sleep(dice.uniform(0, 0.6))
        child.send_signal(signal.SIGKILL)
        told = (first + child.stdout.read()).decode().splitlines(keepends=True)
        errors = child.stderr.read().decode()
    assert "Traceback" not in errors, errors
    return [line.strip() for line in told if line.endswith("\n")]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_kill_leaves_whole_backups_and_a_dossier_that_opens(dossier, root, count):
    """Killed while it edits, backs up and restores: no told backup missing, none that is not."""
    dice, told = random.Random(20270312), 0
    for number in range(count(200)):
        lines = killed_round(dossier, root, number, dice)

        with opened(dossier, backups=root, clock=frozen_clock) as workspace:
            folder = workspace.backups.folder
            names = {info.path.name for info in workspace.backups.list()}
            assert {line.split(" ", 1)[1] for line in lines if line != "restored"} <= names
            workspace.backups.write(Reason.AUTOMATIQUE).verify()
        assert list(folder.glob("*.part")) == []
        assert not restore_mark(dossier).exists()
        for info in backups_in(folder)[:12]:
            check_copy(info.path)
        for info in backups_in(folder)[12:]:
            info.path.unlink()
        told += len(lines)
        for path in dossier.parent.glob("*avant restauration*"):
            path.unlink()
    assert told >= count(200)


@needs_mount
@pytest.mark.parametrize("share", [0.01, 0.2, 0.5, 0.9, 0.99, 1.5])
def test_a_full_disk_of_backups_leaves_the_dossier_and_no_half_file(dossier, tmp_path, share):
    """Room for a share of one backup only: told as a full disk, and made once there is room."""
    size = dossier.stat().st_size
    with small_disk(tmp_path / "petit", 4 * size // 4096 * 4096) as disk:
        ballast = disk / "lest"
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        ballast.write_bytes(bytes(free - int(share * size) - 3 * 4096))
        with opened(dossier, backups=disk / "s") as workspace:
            if share > 1:
                workspace.backups.write(Reason.AUTOMATIQUE).verify()
            workspace.run(ops.UpdateActeur(id=1, nom="Ana"))
            expected, before = every_row(dossier), workspace.backups.list()

            with pytest.raises(DisquePlein) as refused:
                workspace.back_up()

            assert refused.value.code == "sauvegarde-disque-plein"
            assert list(disk.rglob("*.part")) == []
            assert workspace.backups.list() == before
            assert workspace.backups.state().failing_since
            assert every_row(dossier) == expected
            ballast.unlink()
            assert workspace.back_up()
            check_copy(workspace.backups.list()[0].path)
            assert workspace.backups.state().failing_since is None


@pytest.mark.slow
def test_a_clock_that_jumps_deletes_no_backup_that_counts(dossier, root, count):
    """1999, 2031, an hour of summer time, a day back: five valid ones, the newest among them."""
    dice, moment = random.Random(20270312), frozen_clock()
    jumps = [
        timedelta(minutes=10),
        timedelta(hours=5),
        timedelta(days=1),
        timedelta(days=-1),
        timedelta(hours=-1),
        timedelta(days=1500),
        timedelta(days=-9000),
        timedelta(days=9000),
    ]
    with opened(dossier, backups=root, clock=lambda: moment) as workspace:
        for number in range(count(600)):
            moment += dice.choice(jumps if 1990 < moment.year < 2060 else [jumps[0]])
            moment = moment if 1990 < moment.year < 2060 else frozen_clock()
            workspace.run(ops.UpdateActeur(id=1, nom=f"n{number}"))
            assert workspace.back_up()

            infos = workspace.backups.list()
            assert [info.sequence for info in infos][: min(number + 1, NEVER_BELOW)] == list(
                range(number + 1, max(number + 1 - NEVER_BELOW, 0), -1)
            )
            assert raw(infos[0].path, "SELECT nom FROM acteurs WHERE id = 1") == [(f"n{number}",)]


@pytest.mark.slow
def test_every_backup_restores_to_what_the_dossier_was(dossier, root, tmp_path, count):
    """Reliability A.8: in an empty profile, the same JSON as at the moment of the backup."""
    dice, then = random.Random(20270312), {}
    with opened(dossier, backups=root) as workspace:
        for number in range(count(150)):
            match dice.randrange(5):
                case 0:
                    workspace.run(ops.AddActeur(famille=Famille.SOCIAL, nom=f"n{number}"))
                case 1:
                    task = dice.choice(workspace.snapshot.tasks)
                    workspace.run(ops.UpdateTask(id=task.id, note=f"{number} " + "é" * 5000))
                case 2:
                    workspace.run(ops.DeleteTasks(ids=[workspace.snapshot.tasks[-1].id]))
                case 3:
                    workspace.undo()
                case _:
                    workspace.run(ops.UpdateEtablissement(commune=f"n{number}"))
            info = workspace.backups.write(Reason.DEMANDE).verify()
            then[info.path] = dump(workspace.snapshot, workspace.uuid)
        assert len(workspace.backups.list()) == len(then)

    service = restorer(tmp_path / "profil vide", clock=frozen_clock)
    place = tmp_path / "ailleurs"
    place.mkdir()
    for path, expected in then.items():
        target = place / "Les Tilleuls.cpom"
        service.restore(path, target)
        with opened(target, backups=tmp_path / "profil vide") as workspace:
            assert dump(workspace.snapshot, workspace.uuid) == expected
            assert workspace.undo() or path == next(iter(then))
        target.unlink()
