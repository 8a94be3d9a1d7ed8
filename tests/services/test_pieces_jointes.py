"""Files attached inside a dossier: taken in, named, given back, undone, and let go of."""

from __future__ import annotations

import json
import os
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpom_desktop.bootstrap import save_copy, workspace_from_dump
from cpom_desktop.domain.fichiers import LARGEST_FILE
from cpom_desktop.domain.pieces import TypePiece
from cpom_desktop.errors import ErreurStockage, ImportImpossible, RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.dump import dump, read_dump
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.operations import (
    AddFichier,
    AddPiece,
    AttachFichiers,
    DeleteFichiers,
    DeletePieces,
    FichierLu,
    decode_operation,
)
from cpom_desktop.services.pieces_jointes import read_attachment
from tests.outils.dossiers import copy_tilleuls, frozen_clock, opened, raw

BILAN = FichierLu(nom="Bilan social 2026.pdf", contenu=b"%PDF-1.7 bilan")
PLAN = FichierLu(nom="Plan bleu.txt", contenu="à jour".encode())


@pytest.fixture
def piece_id(workspace):
    """Return a document to gather, alone to have files."""
    return workspace.run(AddPiece(titre="Bilan social", type=TypePiece.RH)).result


def attached(workspace, piece_id, *files):
    workspace.run(AttachFichiers(fichiers=list(files or (BILAN,)), piece_id=piece_id))
    return [f for f in workspace.snapshot.fichiers if f.piece_id == piece_id]


def kept(path):
    return [size for (size,) in raw(path, "SELECT length(contenu) FROM contenus ORDER BY 1")]


def test_a_file_is_attached_and_read_again(workspace, piece_id):
    (fichier,) = attached(workspace, piece_id)

    assert (fichier.nom, fichier.taille) == (BILAN.nom, len(BILAN.contenu))
    assert fichier.ajoute_le == frozen_clock().date()
    assert workspace.read_file(fichier) == BILAN.contenu


def test_several_files_are_one_step(workspace, piece_id):
    assert len(attached(workspace, piece_id, BILAN, PLAN)) == 2
    assert workspace.undo_titles()[0] == "joindre 2 fichiers"

    workspace.undo()

    assert workspace.snapshot.fichiers == ()


def test_the_same_bytes_are_kept_once(dossier):
    with opened(dossier) as workspace:
        piece_id = workspace.run(AddPiece(titre="A", type=TypePiece.RH)).result
        same = FichierLu(nom="copie.pdf", contenu=BILAN.contenu)
        assert len(attached(workspace, piece_id, BILAN, same)) == 2

    assert kept(dossier) == [len(BILAN.contenu)]


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (FichierLu(nom="bilan.exe", contenu=b"x"), "Ce type de fichier n'est pas accepté : .exe."),
        (
            FichierLu(nom="bilan.pdf", contenu=b"MZ\x90\x00"),
            "Ce fichier est un programme, quel que soit son nom : bilan.pdf.",
        ),
        (FichierLu(nom="bilan.pdf", contenu=b""), "Ce fichier est vide."),
        (
            FichierLu(nom="bilan.pdf", contenu=bytes(LARGEST_FILE + 1)),
            "Ce fichier est trop grand : 20 Mo au plus.",
        ),
    ],
)
def test_a_refused_file_leaves_nothing(workspace, piece_id, found, told):
    with pytest.raises(RegleInvalide) as refused:
        workspace.run(AttachFichiers(fichiers=[BILAN, found], piece_id=piece_id))

    assert sentence(refused.value) == _(told)
    assert workspace.snapshot.fichiers == ()
    assert raw(workspace.path, "SELECT count(*) FROM contenus") == [(0,)]


def test_a_file_hangs_from_one_thing(workspace, piece_id):
    for owners in ({}, {"piece_id": piece_id, "reunion_id": None, "echange_id": None}):
        operation = AttachFichiers(fichiers=[BILAN], **owners)
        if owners:
            workspace.run(operation)
        else:
            with pytest.raises(RegleInvalide, match="fichier-sans-attache"):
                workspace.run(operation)
    with pytest.raises(RegleInvalide, match="introuvable"):
        workspace.run(AttachFichiers(fichiers=[BILAN], echange_id=999))


def test_all_the_files_of_a_dossier_have_a_limit(workspace, piece_id, monkeypatch):
    monkeypatch.setattr("cpom_desktop.services.operations.fichiers.LARGEST_TOTAL", 15)
    attached(workspace, piece_id)

    with pytest.raises(RegleInvalide, match="fichiers-trop-lourds"):
        attached(workspace, piece_id, PLAN)


def test_a_file_may_name_bytes_that_are_here_and_no_others(workspace, piece_id):
    (fichier,) = attached(workspace, piece_id)
    again = {"empreinte": fichier.empreinte, "taille": fichier.taille, "piece_id": piece_id}

    workspace.run(AddFichier(nom="../Autre nom.pdf", **again))
    assert workspace.snapshot.fichiers[-1].nom == "Autre nom.pdf"
    for wrong in ({"empreinte": "0" * 64}, {"empreinte": "../x"}, {"taille": 3}):
        with pytest.raises(RegleInvalide, match="fichier-empreinte"):
            workspace.run(AddFichier(nom="Autre.pdf", **{**again, **wrong}))
    with pytest.raises(RegleInvalide, match="fichier-type"):
        workspace.run(AddFichier(nom="Autre.exe", **again))


def test_a_command_attaches_a_file_in_base_64(workspace, piece_id):
    line = json.dumps(
        {
            "operation": "attach_fichiers",
            "piece_id": piece_id,
            "fichiers": [{"nom": "note.txt", "contenu": "Ym9uam91cg=="}],
        }
    )

    workspace.run(decode_operation(line.encode()))

    assert workspace.read_file(workspace.snapshot.fichiers[-1]) == b"bonjour"


def test_detaching_undoing_and_redoing_give_the_bytes_back(workspace, piece_id):
    (fichier,) = attached(workspace, piece_id)
    workspace.run(DeleteFichiers(ids=[fichier.id]))
    assert workspace.snapshot.fichiers == ()

    workspace.undo()
    assert workspace.read_file(workspace.snapshot.fichiers[0]) == BILAN.contenu

    workspace.undo()
    assert workspace.snapshot.fichiers == ()
    workspace.redo()
    assert workspace.read_file(workspace.snapshot.fichiers[0]) == BILAN.contenu


def test_undo_gives_the_bytes_back_after_a_restart(dossier):
    with opened(dossier) as workspace:
        piece_id = workspace.run(AddPiece(titre="A", type=TypePiece.RH)).result
        attached(workspace, piece_id)
        workspace.run(DeletePieces(ids=[piece_id]))

    with opened(dossier) as workspace:
        workspace.undo()
        assert workspace.read_file(workspace.snapshot.fichiers[0]) == BILAN.contenu


def test_bytes_that_nothing_can_bring_back_go_at_closing(dossier):
    with opened(dossier) as workspace:
        piece_id = workspace.run(AddPiece(titre="A", type=TypePiece.RH)).result
        attached(workspace, piece_id)
        workspace.undo()
    assert kept(dossier) == [len(BILAN.contenu)]  # redo may bring it back

    with opened(dossier) as workspace:
        workspace.run(AddPiece(titre="B", type=TypePiece.RH))  # what was undone is forgotten
    assert kept(dossier) == []
    with opened(dossier, read_only=True):
        pass


def test_bytes_that_a_named_version_names_stay(dossier):
    with opened(dossier) as workspace:
        piece_id = workspace.run(AddPiece(titre="A", type=TypePiece.RH)).result
        attached(workspace, piece_id)
        version = workspace.keep_version("Avant")
        workspace.undo()
        workspace.run(AddPiece(titre="B", type=TypePiece.RH))
    assert kept(dossier) == [len(BILAN.contenu)]

    with opened(dossier) as workspace:
        fichier = workspace.version_to_restore(version).fichiers[0]
        assert workspace.read_file(fichier) == BILAN.contenu
        workspace.delete_version(version)
    assert kept(dossier) == []


def test_damaged_bytes_are_told_and_the_others_read(dossier):
    with opened(dossier) as workspace:
        piece_id = workspace.run(AddPiece(titre="A", type=TypePiece.RH)).result
        bilan, plan = attached(workspace, piece_id, BILAN, PLAN)
    spoil = "UPDATE contenus SET contenu = ? WHERE empreinte = ?"
    raw(dossier, spoil, b"%PDF-1.7 bilam", bilan.empreinte, sealed=True)

    with opened(dossier) as workspace:
        with pytest.raises(ErreurStockage) as told:
            workspace.read_file(bilan)
        assert told.value.code == "fichier-abime"
        assert "Le reste du dossier est intact." in told.value.sentence
        assert workspace.read_file(plan) == PLAN.contenu
        assert list(workspace.readable_files()) == [plan.empreinte]


def test_bytes_that_are_gone_are_told(dossier):
    with opened(dossier) as workspace:
        piece_id = workspace.run(AddPiece(titre="A", type=TypePiece.RH)).result
        (bilan,) = attached(workspace, piece_id)
    raw(dossier, "DELETE FROM contenus", sealed=True)

    with opened(dossier) as workspace, pytest.raises(ErreurStockage, match="plus dans le dossier"):
        workspace.read_file(bilan)


def test_the_json_holds_the_files_and_gives_them_back(workspace, piece_id, tmp_path):
    (fichier,) = attached(workspace, piece_id)
    data = dump(workspace.snapshot, workspace.uuid, workspace.readable_files())

    again = workspace_from_dump(tmp_path / "recree.cpom", data, clock=frozen_clock)
    try:
        assert again.read_file(fichier) == BILAN.contenu
        assert dump(again.snapshot, again.uuid, again.readable_files()) == data
    finally:
        again.close()


def test_a_json_whose_file_is_damaged_is_refused(workspace, piece_id):
    attached(workspace, piece_id)
    data = dump(workspace.snapshot, workspace.uuid, workspace.readable_files())
    document = json.loads(data)
    document["contenus"] = dict.fromkeys(document["contenus"], "Ym9uam91cg==")

    with pytest.raises(ImportImpossible, match="un fichier joint est abîmé"):
        read_dump(json.dumps(document).encode())


def test_a_copy_elsewhere_holds_the_files(workspace, piece_id, tmp_path):
    (fichier,) = attached(workspace, piece_id)
    save_copy(workspace, tmp_path / "copie.cpom", clock=frozen_clock)

    with opened(tmp_path / "copie.cpom") as copy:
        assert copy.read_file(fichier) == BILAN.contenu


def test_a_backup_holds_the_files(tmp_path):
    root = tmp_path / "sauvegardes"
    dossier = copy_tilleuls(tmp_path)
    with opened(dossier, backups=root) as workspace:
        piece_id = workspace.run(AddPiece(titre="A", type=TypePiece.RH)).result
        (fichier,) = attached(workspace, piece_id)
        assert workspace.back_up()
        (backup,) = workspace.backups.list()

    with opened(backup.path, read_only=True, backups=root) as copy:
        assert copy.read_file(fichier) == BILAN.contenu


def test_a_file_is_opened_from_a_private_folder_that_goes_away(dossier, tmp_path):
    with opened(dossier, backups=tmp_path / "prive" / "sauvegardes") as workspace:
        piece_id = workspace.run(AddPiece(titre="A", type=TypePiece.RH)).result
        (fichier,) = attached(workspace, piece_id)
        first, second = workspace.open_file(fichier), workspace.open_file(fichier)

        assert first.read_bytes() == second.read_bytes() == BILAN.contenu
        assert (first.name, second.name) == (BILAN.nom, "Bilan social 2026 2.pdf")
        assert first.is_relative_to(tmp_path / "prive" / "fichiers-ouverts")
        if os.name == "posix":
            assert stat.S_IMODE(first.parent.stat().st_mode) == 0o700
            assert stat.S_IMODE(first.stat().st_mode) == 0o400

    assert list((tmp_path / "prive" / "fichiers-ouverts").iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="a process is asked for by its number")
def test_what_a_killed_program_left_goes_at_the_next_closing(dossier, tmp_path):
    root = tmp_path / "prive" / "fichiers-ouverts"
    left, others = root / "99999999-abc", root / f"{os.getppid()}-abc"
    for folder in (left, others):
        folder.mkdir(parents=True)
        (folder / "bilan.pdf").write_bytes(b"x")
        (folder / "bilan.pdf").chmod(0o400)
    (root / "99999998-lien").symlink_to(tmp_path)

    with opened(dossier, backups=tmp_path / "prive" / "sauvegardes"):
        pass

    assert not left.exists()
    assert (others / "bilan.pdf").exists()
    assert dossier.exists()


def test_a_copy_is_saved_where_she_wants_it_and_never_over_a_dossier(
    workspace, piece_id, dossier, tmp_path
):
    (fichier,) = attached(workspace, piece_id)

    workspace.save_file(fichier, tmp_path / "chez moi.pdf")

    assert (tmp_path / "chez moi.pdf").read_bytes() == BILAN.contenu
    with pytest.raises(Exception, match="est un dossier"):
        workspace.save_file(fichier, dossier)


HOSTILE = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(["..", "/", "\\", "C:", "CON", "a", ".", "\0", "~", "%00"])).map(
        "".join
    ),
)


class Written:
    """Which files the interpreter opens to write, makes or renames, while `on`."""

    def __init__(self):
        self.on, self.paths = False, []
        sys.addaudithook(self._heard)

    def _heard(self, event, arguments):
        made = event in {"os.mkdir", "os.rename", "os.symlink", "os.link"}
        if (
            self.on
            and not isinstance(arguments[0], int)
            and (made or (event == "open" and _writes(arguments[2])))
        ):
            self.paths.append(arguments[0])


def _writes(flags):
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def test_two_hundred_hostile_names_write_nothing_outside_the_folder(dossier, tmp_path, count):
    heard = Written()
    with opened(dossier, backups=tmp_path / "prive" / "sauvegardes") as workspace:
        piece_id = workspace.run(AddPiece(titre="A", type=TypePiece.RH)).result
        (bilan,) = attached(workspace, piece_id)

        @settings(max_examples=max(200, count(1000)))
        @given(HOSTILE)
        def opened_under(name):
            heard.on = True
            try:
                path = workspace.open_file(replace(bilan, nom=name))
            except RegleInvalide:  # a program, by its name
                return
            finally:
                heard.on = False
            assert path.read_bytes() == BILAN.contenu
            assert path.parent == workspace.extraction._folder

        opened_under()
        folder = workspace.extraction._folder

    written = [Path(os.fsdecode(path)) for path in heard.paths]
    assert len(written) > 100
    assert [p for p in written if folder not in {p, *p.parents} and p not in folder.parents] == []


def test_a_file_of_the_computer_is_read(tmp_path):
    path = tmp_path / "Bilan.pdf"
    path.write_bytes(BILAN.contenu)

    assert read_attachment(path) == FichierLu(nom="Bilan.pdf", contenu=BILAN.contenu)


@pytest.mark.parametrize("name", ["absent.pdf", "un dossier.pdf"])
def test_what_is_no_file_is_refused(tmp_path, name):
    (tmp_path / "un dossier.pdf").mkdir()

    with pytest.raises(ImportImpossible, match="pas pu être joint"):
        read_attachment(tmp_path / name)


def test_a_file_too_large_is_refused_without_being_read(tmp_path):
    path = tmp_path / "film.mp4"
    with path.open("wb") as stream:
        stream.truncate(500 * 1024 * 1024)

    with pytest.raises(RegleInvalide, match="fichier-trop-grand"):
        read_attachment(path)
