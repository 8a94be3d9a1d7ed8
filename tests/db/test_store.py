"""Creating, opening, reading beside a writer, losing the file, coming back after a crash."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys

import pytest

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.errors import DossierVerrouille, ErreurStockage, LectureSeule
from cpom_desktop.services.ports import Draft
from db.creation import create_dossier
from db.store import open_dossier
from tests.outils.dossiers import every_row, raw, state_of, without_privilege
from tests.outils.sources import ROOT

posix = pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")


def rename_acteur(store, nom, acteur_id=1, **options):
    with store.step(title="modifier", operation="update_acteur", **options) as step:
        step.records.update(Acteur, acteur_id, {"nom": nom})
    return step


def nom_of(store, acteur_id=1):
    return next(a.nom for a in store.load("acteurs") if a.id == acteur_id)


# creating


def test_a_new_dossier_is_one_file_that_only_she_may_read(tmp_path, clock):
    path = tmp_path / "neuf.cpom"
    store = create_dossier(path, clock)
    store.close()

    assert list(tmp_path.iterdir()) == [path]
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_new_dossier_keeps_the_identity_given_or_has_its_own(tmp_path, clock):
    given = create_dossier(tmp_path / "a.cpom", clock, uuid="0000-1")
    own = create_dossier(tmp_path / "b.cpom", clock)

    assert given.uuid == "0000-1"
    assert len(own.uuid) == 36
    given.close()
    own.close()


def test_a_file_that_exists_is_never_replaced(dossier, clock):
    before = state_of(dossier.parent)

    with pytest.raises(ErreurStockage) as caught:
        create_dossier(dossier, clock)
    assert caught.value.code == "existe-deja"
    assert state_of(dossier.parent) == before


def test_a_place_that_is_not_there_is_refused(tmp_path, clock):
    with pytest.raises(LectureSeule) as caught:
        create_dossier(tmp_path / "absent" / "neuf.cpom", clock)
    assert caught.value.code == "emplacement"


def test_a_creation_that_fails_leaves_nothing(tmp_path, clock):
    def broken_clock():
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        create_dossier(tmp_path / "neuf.cpom", broken_clock)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_creation_left_does_not_hinder_the_next(tmp_path, clock):
    (tmp_path / "neuf.cpom.part").write_bytes(b"reste")
    (tmp_path / "neuf.cpom.part-journal").write_bytes(b"reste")

    create_dossier(tmp_path / "neuf.cpom", clock).close()

    assert [p.name for p in tmp_path.iterdir()] == ["neuf.cpom"]


# rights


@posix
def test_the_journal_and_the_lock_are_hers_alone_too(dossier, store):
    store.set_resume("page", "raci")
    store._connection.execute("BEGIN IMMEDIATE")
    store._connection.execute("DELETE FROM reprise")
    store._connection.execute("UPDATE meta SET plancher_annulation = 0")
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in dossier.parent.iterdir()}
    store._connection.execute("ROLLBACK")

    assert len(modes) == 3
    assert set(modes.values()) == {0o600}


@posix
@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "code"),
    [
        (0o444, 0o777, "fichier-protege"),
        (0o666, 0o555, "dossier-protege"),
        (0o000, 0o777, "droit-de-lecture"),
    ],
    ids=["file", "folder", "unreadable"],
)
def test_a_protected_place_is_refused_in_its_own_words_and_untouched(
    dossier, file_mode, folder_mode, code
):
    folder = dossier.parent
    before = state_of(folder)
    dossier.chmod(file_mode)
    folder.chmod(folder_mode)

    asked_to_write = opened_without_rights(dossier, read_only=False)
    asked_to_read = opened_without_rights(dossier, read_only=True)
    folder.chmod(0o777)
    dossier.chmod(0o600)

    assert asked_to_write == code
    assert asked_to_read == ("EHPAD Les Tilleuls" if file_mode else code)
    assert state_of(folder) == before


def opened_without_rights(path, *, read_only):
    child = """
import sys
from pathlib import Path
from cpom_desktop.clock import system_clock
from cpom_desktop.errors import ErreurStockage
from db.store import open_dossier
try:
    store = open_dossier(Path(sys.argv[1]), system_clock, read_only=sys.argv[2] == "True")
    print(store.load("etablissement")[0].nom)
    store.close()
except ErreurStockage as error:
    print(error.code)
"""
    done = subprocess.run(
        [*without_privilege(), sys.executable, "-c", child, str(path), str(read_only)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.strip()


def test_a_protected_file_is_refused_without_a_lock(dossier, clock, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_args: False)
    before = state_of(dossier.parent)

    with pytest.raises(LectureSeule) as caught:
        open_dossier(dossier, clock)
    assert caught.value.code == "fichier-protege"
    assert state_of(dossier.parent) == before


# reading beside a writer


def test_a_reader_takes_no_lock_and_leaves_no_byte(dossier, clock):
    before = state_of(dossier.parent)

    reader = open_dossier(dossier, clock, read_only=True)
    assert nom_of(reader, 1) == ""
    assert state_of(dossier.parent) == before
    reader.close()

    assert state_of(dossier.parent) == before


def test_a_reader_sees_each_commit_of_the_writer_beside_it(dossier, clock, store):
    reader = open_dossier(dossier, clock, read_only=True)

    rename_acteur(store, "Claire Morel")

    assert nom_of(reader) == "Claire Morel"
    assert reader.read_only
    reader.close()


WRITES = {
    "step": lambda reader: rename_acteur(reader, "Autre"),
    "undo": lambda reader: reader.undo(),
    "draft": lambda reader: reader.keep_draft("acteurs.nom", Draft("x", "y")),
    "resume": lambda reader: reader.set_resume("page", "acteurs"),
    "forget": lambda reader: reader.forget_undo(),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_reader_writes_nothing(dossier, clock, store, write):
    rename_acteur(store, "Claire Morel")
    reader = open_dossier(dossier, clock, read_only=True)
    before = every_row(dossier)

    with pytest.raises(LectureSeule) as caught:
        write(reader)
    reader.close()

    assert caught.value.code == "lecture-seule"
    assert every_row(dossier) == before


def test_a_reader_of_a_file_held_for_long_says_that_it_is_busy(dossier, clock, store):
    reader = open_dossier(dossier, clock, read_only=True)
    reader._connection.execute("PRAGMA busy_timeout=1")
    store.set_resume("page", "raci")
    store._connection.execute("BEGIN EXCLUSIVE")

    with pytest.raises(DossierVerrouille) as caught:
        reader.load("acteurs")
    store._connection.execute("ROLLBACK")
    reader.close()

    assert caught.value.code == "occupe"


# losing the file


def lose_by_unlink(dossier):
    dossier.unlink()


def lose_by_rename(dossier):
    dossier.rename(dossier.with_name("ailleurs.cpom"))


def lose_by_replace(dossier):
    other = dossier.with_name("copie.cpom")
    shutil.copy(dossier, other)
    other.replace(dossier)


def lose_by_moving_the_folder(dossier):
    dossier.parent.rename(dossier.parent.with_name("ailleurs"))


@posix
@pytest.mark.parametrize(
    "lose", [lose_by_unlink, lose_by_rename, lose_by_replace, lose_by_moving_the_folder]
)
def test_a_file_moved_behind_us_refuses_the_next_edit_and_keeps_the_others(dossier, store, lose):
    rename_acteur(store, "Claire Morel")
    lose(dossier)

    with pytest.raises(ErreurStockage) as caught:
        rename_acteur(store, "Perdue")

    assert caught.value.code == "deplace"
    assert caught.value.sentence == (
        "Le fichier du dossier n’est plus à sa place\u00a0: il a été déplacé ou remplacé, ou "
        "sa clé est débranchée. Rien n’y a été écrit."
    )
    assert nom_of(store) == "Claire Morel"
    for left in dossier.parent.parent.rglob("*.cpom"):
        assert raw(left, "SELECT nom FROM acteurs WHERE id = 1") == [("Claire Morel",)]


@posix
def test_a_file_put_back_in_its_place_takes_edits_again(dossier, store):
    away = dossier.with_name("ailleurs.cpom")
    dossier.rename(away)
    with pytest.raises(ErreurStockage):
        rename_acteur(store, "Perdue")

    away.rename(dossier)
    rename_acteur(store, "Claire Morel")

    assert nom_of(store) == "Claire Morel"


@posix
def test_the_path_guard_stands_even_where_sqlite_notices_nothing(dossier, store):
    """The file goes away between the edit and the commit."""

    def edit_and_lose():
        with store.step(title="t", operation="o") as step:
            step.records.update(Acteur, 1, {"nom": "Perdue"})
            lose_by_replace(dossier)

    with pytest.raises(ErreurStockage) as caught:
        edit_and_lose()

    assert caught.value.code == "deplace"
    assert raw(dossier, "SELECT nom FROM acteurs WHERE id = 1") == [("",)]


# crashes


CRASHING = """
import os, signal, sys
from pathlib import Path
from cpom_desktop.clock import system_clock
from cpom_desktop.domain.acteurs import Acteur
from db.store import open_dossier
store = open_dossier(Path(sys.argv[1]), system_clock)
store._connection.execute("PRAGMA cache_size=2")
with store.step(title="t", operation="o") as step:
    for acteur in step.records.all(Acteur):
        step.records.update(Acteur, acteur.id, {"attentes": "x" * 20000})
    print("spilled", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@posix
@pytest.mark.parametrize("read_only", [True, False], ids=["reader", "writer"])
def test_a_hot_journal_is_played_back_at_the_next_opening(dossier, clock, read_only):
    expected = every_row(dossier)
    done = subprocess.run(
        [sys.executable, "-c", CRASHING, str(dossier)], cwd=ROOT, capture_output=True, check=False
    )
    journal = dossier.with_name(f"{dossier.name}-journal")
    assert done.stdout == b"spilled\n", done.stderr
    assert journal.exists()
    assert dossier.stat().st_size > 700_000

    open_dossier(dossier, clock, read_only=read_only).close()

    assert not journal.exists()
    assert every_row(dossier) == expected


def test_an_edit_that_raises_leaves_no_trace(store, dossier):
    before = every_row(dossier)

    def edit_and_raise():
        with store.step(title="t", operation="o") as step:
            step.records.update(Acteur, 1, {"nom": "Perdue"})
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        edit_and_raise()

    assert every_row(dossier) == before
    assert rename_acteur(store, "Claire Morel").changes.tables == {"acteurs": frozenset({1})}


# drafts and place


def test_a_refused_text_is_kept_as_it_was_typed_outside_undo(dossier, clock, store):
    typed = "31/04/2027 <b>'); DROP TABLE acteurs;-- \x00\u202e👩‍⚕️"
    store.keep_draft("dossier.date_effet", Draft("premier", "non"))
    store.keep_draft("dossier.date_effet", Draft(typed, "Le 31 avril n’existe pas."))
    assert store.undo() is None
    store.close()

    again = open_dossier(dossier, clock)
    assert again.drafts() == {
        "dossier.date_effet": Draft(typed, "Le 31 avril n’existe pas."),
    }
    again.keep_draft("dossier.date_effet", None)
    assert again.drafts() == {}
    again.close()


def test_half_a_character_in_a_refused_text_is_replaced(store):
    store.keep_draft("acteurs.nom", Draft("a\ud800b", "illisible"))

    assert store.drafts()["acteurs.nom"].raw == "a\N{REPLACEMENT CHARACTER}b"


def test_the_place_where_she_was_is_remembered_outside_undo(dossier, clock, store):
    store.set_resume("page", "acteurs")
    store.set_resume("page", "raci")
    assert store.undo() is None
    store.close()

    again = open_dossier(dossier, clock, read_only=True)
    assert again.resume() == {"page": "raci"}
    again.close()


def test_the_history_says_when_in_the_local_time(dossier, store):
    rename_acteur(store, "Claire Morel")

    assert raw(dossier, "SELECT quand FROM journal_etapes ORDER BY id DESC LIMIT 1") == [
        ("2027-03-12T14:32:00+00:00",)
    ]
    (row,) = raw(dossier, "SELECT apres FROM journal ORDER BY seq DESC LIMIT 1")
    assert json.loads(row[0])["nom"] == "Claire Morel"
