"""A backup looked at, opened beside, put in the place of the dossier, and back."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
from dataclasses import asdict

import pytest

from cpom_desktop.bootstrap import restorer
from cpom_desktop.errors import DossierVerrouille, ErreurStockage
from cpom_desktop.services.backups import Reason
from cpom_desktop.services.operations import UpdateActeur
from cpom_desktop.services.ports import Holder
from db import restore as module
from db import swap as swap_module
from db.beside import restore_mark
from db.lock import lock_path
from tests.outils.dossiers import every_row, frozen_clock, opened, patched, raw, state_of

ASIDE = "Les Tilleuls (avant restauration 2027-03-12 14h32).cpom"


@pytest.fixture
def root(tmp_path):
    return tmp_path / "sauvegardes"


@pytest.fixture
def service(root):
    return restorer(root, clock=frozen_clock)


@pytest.fixture
def backup(dossier, root):
    """Return a backup of the dossier, which has changed since."""
    with opened(dossier, backups=root) as workspace:
        workspace.run(UpdateActeur(id=1, nom="Avant"))
        workspace.back_up()
        workspace.run(UpdateActeur(id=1, nom="Après"))
        return workspace.backups.list()[0]


def name_in(path, root):
    with opened(path, backups=root) as workspace:
        return workspace.snapshot.acteurs_by_id[1].nom


def test_a_restored_dossier_is_the_backup_and_what_it_was_stays(dossier, root, service, backup):
    now, then = every_row(dossier), every_row(backup.path)

    aside = service.restore(backup.path, dossier)

    assert aside == dossier.with_name(ASIDE)
    assert every_row(dossier) == then
    assert every_row(aside) == now
    assert sorted(p.name for p in dossier.parent.iterdir()) == sorted([dossier.name, ASIDE])
    assert name_in(dossier, root) == "Avant"
    newest = service.backups_of(dossier)[0]
    assert (newest.reason, newest.pinned) == (Reason.RESTAURATION, True)
    assert every_row(newest.path) == now


def test_a_restore_is_undone_and_undone_again(dossier, root, service, backup):
    aside = service.restore(backup.path, dossier)
    away = service.undo(dossier, aside)

    assert name_in(dossier, root) == "Après"
    assert not aside.exists()
    assert name_in(away, root) == "Avant"
    service.undo(dossier, away)
    assert name_in(dossier, root) == "Avant"


def test_no_backup_is_deleted_after_a_restore_until_she_agrees(dossier, root, service, backup):
    service.restore(backup.path, dossier)

    with opened(dossier, backups=root) as workspace:
        assert workspace.backups.held
        workspace.backups.release()
        assert not workspace.backups.held


def test_a_damaged_dossier_goes_aside_with_its_journal(dossier, root, service, backup):
    patched(dossier, 9000, os.urandom(6000))
    journal = dossier.with_name(f"{dossier.name}-journal")
    journal.write_bytes(b"its journal")
    damaged = dossier.read_bytes()

    aside = service.restore(backup.path, dossier)

    assert aside.read_bytes() == damaged
    assert aside.with_name(f"{aside.name}-journal").read_bytes() == b"its journal"
    assert not journal.exists()
    assert name_in(dossier, root) == "Avant"
    service.undo(dossier, aside)
    assert dossier.read_bytes() == damaged
    assert journal.read_bytes() == b"its journal"


@pytest.mark.parametrize("harm", ["gone", "empty", "header", "cut"])
def test_the_backups_of_a_damaged_or_lost_dossier_are_found(dossier, root, service, backup, harm):
    match harm:
        case "gone":
            dossier.unlink()
        case "empty":
            dossier.write_bytes(b"")
        case "header":
            patched(dossier, 0, b"\x00" * 100)
        case "cut":
            os.truncate(dossier, 3000)

    assert service.backups_of(dossier) == (backup,)
    service.restore(backup.path, dossier)
    assert name_in(dossier, root) == "Avant"


def test_the_backups_of_a_dossier_that_does_not_open_are_all_kept(dossier, root, backup):
    whole = dossier.read_bytes()
    patched(dossier, 9000, os.urandom(6000))
    with pytest.raises(ErreurStockage), opened(dossier, backups=root):
        pass

    dossier.write_bytes(whole)
    with opened(dossier, backups=root) as workspace:
        assert workspace.backups.held
        assert workspace.backups.prune() == ()


def test_a_dossier_that_was_moved_finds_its_backups_by_what_it_is(dossier, service, backup):
    moved = dossier.rename(dossier.with_name("Ailleurs.cpom"))

    (found,) = service.backups_of(moved)
    assert (found.path, found.origin) == (backup.path, str(dossier))
    assert service.backups_of(dossier.with_name("Inconnu.cpom")) == ()


def test_a_backup_is_looked_at_without_a_byte_written(service, backup, root):
    before = state_of(backup.path.parent)

    snapshot = service.look(backup.path)

    assert snapshot.acteurs_by_id[1].nom == "Avant"
    assert state_of(backup.path.parent) == before


def test_a_copy_opens_beside_once_and_replaces_nothing(dossier, root, service, backup):
    before = dossier.read_bytes()

    copies = [service.copy_beside(backup.path, dossier, backup.moment) for _ in range(2)]
    with opened(copies[1], backups=root) as workspace:
        workspace.run(UpdateActeur(id=1, nom="Ici"))
    copies[1] = service.copy_beside(backup.path, dossier, backup.moment)

    name = "Les Tilleuls (copie du 12\N{NO-BREAK SPACE}mars 2027 14h32)"
    assert [p.name.replace(" mars", "\N{NO-BREAK SPACE}mars") for p in copies] == [
        f"{name}.cpom",
        f"{name} 2.cpom",
    ]
    assert name_in(copies[1], root) == "Avant"
    assert dossier.read_bytes() == before


def test_a_damaged_backup_is_never_put_in_place(dossier, service, backup):
    patched(backup.path, 9000, os.urandom(6000))
    before = state_of(dossier.parent)

    for attempt in (
        lambda: service.restore(backup.path, dossier),
        lambda: service.look(backup.path),
        lambda: service.copy_beside(backup.path, dossier, backup.moment),
    ):
        with pytest.raises(ErreurStockage):
            attempt()

    assert state_of(dossier.parent) == before


def test_an_open_dossier_is_not_replaced(dossier, root, service, backup):
    with opened(dossier, backups=root):
        before = dossier.read_bytes()
        with pytest.raises(DossierVerrouille):
            service.restore(backup.path, dossier)
        assert dossier.read_bytes() == before


def test_without_room_nothing_is_changed(dossier, service, backup, monkeypatch):
    before = state_of(dossier.parent)

    def full(_source, part):
        part.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "copy_whole", full)
    with pytest.raises(ErreurStockage) as refused:
        service.restore(backup.path, dossier)

    assert refused.value.code == "restauration-disque-plein"
    assert "comme avant" in refused.value.sentence
    assert state_of(dossier.parent) == before


def test_what_is_no_longer_aside_cannot_come_back(dossier, service, backup):
    before = dossier.read_bytes()
    with pytest.raises(ErreurStockage):
        service.undo(dossier, dossier.with_name("parti.cpom"))
    assert dossier.read_bytes() == before


@pytest.mark.parametrize("moment", range(1, 9))
def test_a_restore_that_is_cut_is_ended_at_the_next_opening(
    dossier, root, service, backup, monkeypatch, moment
):
    """Stop it before each of its moves: either nothing was done, or all of it is done later."""
    journal = dossier.with_name(f"{dossier.name}-journal")
    shutil.copy(dossier, dossier.with_name("témoin"))
    now = dossier.with_name("témoin").read_bytes()
    steps = iter(range(1, 100))

    class Cut(BaseException):
        """The power is cut."""

    def counted(call):
        def wrapped(self, *args, **kwargs):
            if self.parent == dossier.parent and next(steps) == moment:
                raise Cut
            return call(self, *args, **kwargs)

        return wrapped

    path = type(dossier)
    with monkeypatch.context() as patch:
        for name in ("rename", "replace", "unlink"):
            patch.setattr(path, name, counted(getattr(path, name)))
        patch.setattr(swap_module, "sync_folder", lambda _folder: None)
        with contextlib.suppress(Cut):
            service.restore(backup.path, dossier)

    assert name_in(dossier, root) in {"Avant", "Après"}
    assert not restore_mark(dossier).exists()
    assert not journal.exists()
    aside = dossier.with_name(ASIDE)
    assert aside.exists() == (name_in(dossier, root) == "Avant")
    if aside.exists():
        assert aside.read_bytes() == now


def test_an_unreadable_mark_of_a_restore_is_forgotten(dossier, root):
    restore_mark(dossier).write_bytes(b"{")
    assert name_in(dossier, root) == ""
    assert not restore_mark(dossier).exists()


def test_a_file_put_in_the_way_of_a_cut_restore_is_hers(dossier, root):
    new, aside = dossier.with_name("neuf.part"), dossier.with_name("écarté.cpom")
    new.write_bytes(b"x")
    aside.write_bytes(b"y")
    restore_mark(dossier).write_text('{"nouveau": "neuf.part", "ecarte": "écarté.cpom"}', "utf-8")
    rows = raw(dossier, "SELECT nom FROM acteurs")

    with opened(dossier, backups=root):
        pass

    assert raw(dossier, "SELECT nom FROM acteurs") == rows
    assert (new.read_bytes(), aside.read_bytes()) == (b"x", b"y")


def leave_its_lock(dossier):
    killed = Holder(socket.gethostname(), "claire", 4242, "2027-03-12 14:02")
    lock_path(dossier).write_text(json.dumps(asdict(killed)), "utf-8")


def leave_its_work(dossier):
    """A power cut may take the lock away, and leave what it was taken for."""
    dossier.with_name(f"{dossier.name}.restauration.part").touch()


@pytest.mark.parametrize("leave_a_sign", [leave_its_lock, leave_its_work])
def test_what_a_killed_program_was_copying_is_removed_and_no_file_of_hers(
    dossier, root, service, leave_a_sign
):
    name, stem = dossier.name, dossier.stem
    left = {
        f".{name}.restauration.part",
        f"{stem} (copie du 12 mars 2027 14h32).cpom.part",
        f"{stem} (copie du 12 mars 2027 14h32) 2.cpom.part",
    }
    hers = {f"{stem}.part", f"{stem} (copie).cpom", f"Autre {name}.restauration.part"}
    for found in left | hers:
        dossier.with_name(found).touch()

    with opened(dossier, backups=root):
        pass
    assert {path.name for path in dossier.parent.iterdir()} == left | hers | {name}

    leave_a_sign(dossier)
    with opened(dossier, backups=root) as workspace:
        assert workspace.stopped == (leave_a_sign is leave_its_lock)

    assert {path.name for path in dossier.parent.iterdir()} == hers | {name}
