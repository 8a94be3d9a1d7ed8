"""Power cuts, modelled: no image of a cut is damaged, none lost what was said to be saved."""

from __future__ import annotations

import random
import shutil
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cpom_desktop.errors import ErreurStockage
from cpom_desktop.services.operations import UpdateEtablissement
from db import connection as connection_module
from db import digest
from db.connection import connect, sqlite3
from db.former import make_former
from db.migrations import SCHEMA_VERSION
from db.whitelist import check_integrity
from tests.outils import coupures
from tests.outils.dossiers import opened

pytestmark = pytest.mark.slow
EDITS = 30
NAME = "d.cpom"


@pytest.fixture
def memory(tmp_path):
    """Return a folder in memory where there is one: an image is a file of a moment."""
    shared = Path("/dev/shm")
    with TemporaryDirectory(dir=shared if shared.is_dir() else tmp_path) as folder:
        yield Path(folder)


def recorded(folder, monkeypatch):
    """Edit a dossier through the recorder; return its bytes before, the events, the promises.

    A promise is (number of events when the edit was said to be saved, number of the edit).
    """
    path = folder / NAME
    make_former(path, SCHEMA_VERSION, "EHPAD")
    with opened(path) as workspace:
        workspace.run(UpdateEtablissement(commune="v0"))
    base = {NAME: path.read_bytes()}
    disk, promises = coupures.Recorder(), []
    with monkeypatch.context() as patch:
        patch.setattr(connection_module.sqlite3, "connect", coupures.connect)
        with opened(path) as workspace:
            for number in range(1, EDITS + 1):
                text = f"v{number}"
                workspace.run(UpdateEtablissement(commune=text, adresse=text * (number % 200)))
                promises.append((len(disk.events), number))
    disk.unregister()
    return base, disk.events, promises


def written(folder, files):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder / NAME


def edit_in(path):
    """Return the number of the last edit of a file, recovered and sound; None when damaged."""
    try:
        with closing(connect(path, write=False)) as found:
            if check_integrity(found) or digest.check(found):
                return None
            return int(found.execute("SELECT commune FROM etablissement").fetchone()[0][1:])
    except (sqlite3.Error, ErreurStockage):
        return None


def tried(folder, record, images, dice):
    """Return how many images are damaged, and how many lost an edit said to be saved."""
    from tests.outils.coupures import image

    base, events, promises = record
    damaged = lost = 0
    for _image in range(images):
        cut = dice.randrange(1, len(events) + 1)
        promised = max((n for at, n in promises if at <= cut), default=0)
        found = edit_in(written(folder / "image", image(base, events, cut, dice)))
        damaged += found is None
        lost += found is not None and not promised <= found <= promised + 1
    return damaged, lost


def test_no_power_cut_damages_a_dossier_or_loses_what_was_saved(
    tmp_path, monkeypatch, memory, pytestconfig
):
    record = recorded(tmp_path, monkeypatch)
    images = 100_000 if pytestconfig.getoption("--long") else 2000

    damaged, lost = tried(memory, record, images, random.Random(20270312))

    sys.stdout.write(f"{images} images of a power cut: {damaged} damaged, {lost} lost\n")
    assert (damaged, lost) == (0, 0)


def test_a_recovery_cut_short_is_recovered_too(tmp_path, monkeypatch, memory, count):
    base, events, promises = recorded(tmp_path, monkeypatch)
    dice, failures = random.Random(1), 0
    for _cut in range(count(5000)):
        cut = dice.randrange(1, len(events) + 1)
        promised = max((n for at, n in promises if at <= cut), default=0)
        first = {n: bytes(d) for n, d in coupures.image(base, events, cut, dice).items()}
        path = written(memory / "image", first)
        disk = coupures.Recorder()
        with monkeypatch.context() as patch:
            patch.setattr(connection_module.sqlite3, "connect", coupures.connect)
            with closing(connect(path, write=True)) as again:
                again.execute("SELECT count(*) FROM meta").fetchone()
        disk.unregister()
        second = dice.randrange(len(disk.events) + 1)
        files = coupures.image(first, disk.events, second, dice)
        found = edit_in(written(memory / "image", files))
        failures += found is None or not promised <= found <= promised + 1

    assert failures == 0


def test_the_model_does_damage_a_file_that_is_not_synchronised(tmp_path, monkeypatch):
    lax = tuple(
        ("synchronous", "OFF", 0) if name == "synchronous" else (name, value, back)
        for name, value, back in connection_module.PRAGMAS
    )
    with monkeypatch.context() as patch:
        patch.setattr(connection_module, "PRAGMAS", lax)
        record = recorded(tmp_path, monkeypatch)

    assert sum(tried(tmp_path, record, 100, random.Random(2))) > 50
