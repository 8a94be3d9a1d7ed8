"""The bytes of attached files: kept once, sealed, saved from a wreck, whole after a kill."""

from __future__ import annotations

import hashlib
import os
import random
import time

import pytest

from cpom_desktop.domain.fichiers import LARGEST_FILE
from cpom_desktop.domain.pieces import Fichier, Piece, TypePiece
from cpom_desktop.errors import DossierCorrompu
from cpom_desktop.services.operations import AddPiece, AttachFichiers, DeleteFichiers, FichierLu
from cpom_desktop.services.snapshot import RECORDS
from db import digest
from db.connection import connect
from db.contents import SqlContents, keep, purge
from db.rescue import rescue
from db.store import open_dossier
from tests.outils.dossiers import frozen_clock, opened, raw
from tests.outils.enfant_tue import killed


def attach(workspace, *contents):
    piece_id = workspace.run(AddPiece(titre="Pièce", type=TypePiece.RH)).result
    files = [FichierLu(nom=f"{n}.pdf", contenu=data) for n, data in enumerate(contents)]
    return workspace.run(AttachFichiers(fichiers=files, piece_id=piece_id)).result


def noise(size, seed=0):
    return random.Random(seed).randbytes(size)


def test_the_same_bytes_are_kept_once_and_read_back(store):
    with store.step(title="t", operation="o") as step:
        first, again = step.records.keep_content(b"a"), step.records.keep_content(b"a")
        step.records.insert(_fichier(first, 1, step))

    assert first == again == hashlib.sha256(b"a").hexdigest()
    assert store.contents.read(first) == b"a"


def _fichier(empreinte, taille, step):
    piece_id = step.records.insert(Piece(id=0, titre="P", type=TypePiece.RH))
    day = frozen_clock().date()
    return Fichier(
        id=0, nom="a.pdf", empreinte=empreinte, taille=taille, ajoute_le=day, piece_id=piece_id
    )


def test_nothing_is_kept_of_a_step_that_is_refused(store):
    def stopped():
        with store.step(title="t", operation="o") as step:
            step.records.keep_content(b"a")
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        stopped()

    assert store._one("SELECT count(*) FROM contenus") == 0


def test_the_digests_follow_the_bytes(dossier):
    with opened(dossier) as workspace:
        attach(workspace, b"a", b"b")
    connection = connect(dossier, write=False)
    assert digest.check(connection) == ()
    connection.close()
    raw(dossier, "UPDATE contenus SET contenu = x'00'")

    with pytest.raises(DossierCorrompu):
        open_dossier(dossier, frozen_clock)


def test_a_purge_leaves_what_is_named_and_takes_the_rest(store):
    with store.step(title="t", operation="o") as step:
        named = step.records.keep_content(b"a")
        step.records.insert(_fichier(named, 1, step))
        keep(store._connection, b"nobody's")

    purge(store._connection, store._transaction)

    assert store._connection.execute("SELECT empreinte FROM contenus").fetchall() == [(named,)]
    assert SqlContents(store._connection).read(named) == b"a"


def test_an_ordinary_closing_reads_no_bytes(store):
    """The list of what is kept comes from its index: files are not read to close a dossier."""
    plan = store._connection.execute("EXPLAIN QUERY PLAN SELECT empreinte FROM contenus")
    assert "COVERING INDEX" in plan.fetchone()[3]


def test_a_rescue_gives_every_file_back(dossier, tmp_path):
    contents = (noise(100_000, 1), noise(30, 2), noise(7_000, 3))
    with opened(dossier) as workspace:
        attach(workspace, *contents)

    found = rescue(dossier, tmp_path / "neuf.cpom", frozen_clock)

    assert found.lost == 0
    with opened(tmp_path / "neuf.cpom") as workspace:
        assert [workspace.read_file(f) for f in workspace.snapshot.fichiers] == list(contents)


def test_a_rescue_tells_the_file_that_is_lost_and_gives_the_others_back(dossier, tmp_path):
    contents = (noise(100_000, 1), noise(90_000, 2))
    with opened(dossier) as workspace:
        attach(workspace, *contents)
    data = bytearray(dossier.read_bytes())
    at = data.index(contents[0][50_000:50_020])
    data[at] ^= 0xFF
    dossier.write_bytes(data)

    found = rescue(dossier, tmp_path / "neuf.cpom", frozen_clock)

    told = next(table for table in found.tables if table.table == "contenus")
    assert (told.saved, told.intact) == (2, False)
    with opened(tmp_path / "neuf.cpom") as workspace:
        spoilt, sound = workspace.snapshot.fichiers
        assert workspace.read_file(sound) == contents[1]
        assert list(workspace.readable_files()) == [sound.empreinte]
        assert spoilt.nom == "0.pdf"


def test_the_largest_file_is_saved_and_reopened_within_reason(dossier):
    data = noise(LARGEST_FILE)
    began = time.perf_counter()
    with opened(dossier) as workspace:
        attach(workspace, data)
    saved = time.perf_counter()

    with opened(dossier) as workspace:
        opened_again = time.perf_counter()
        (fichier,) = workspace.snapshot.fichiers
        assert workspace.read_file(fichier) == data
        workspace.run(DeleteFichiers(ids=[fichier.id]))
        workspace.undo()
        assert workspace.read_file(fichier) == data

    assert saved - began < 10
    assert opened_again - saved < 5


TRIGGERS = 7 * len(RECORDS)
"""Events of a child once its triggers are made: about seven a table."""
GESTURES = 250
"""Events of what it does then, at most."""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_kill_while_attaching_leaves_all_of_it_or_nothing(dossier, count):
    """Each child is killed at another event of the same gestures; the file is sound each time."""
    whole = noise(300_000, 5)

    def live(moment, tell):
        with opened(dossier) as workspace:
            moment.arm(workspace)
            attach(workspace, whole)
            tell("attached")
            workspace.run(DeleteFichiers(ids=[workspace.snapshot.fichiers[-1].id]))
            workspace.undo()
            workspace.undo()
            workspace.run(AddPiece(titre="Autre", type=TypePiece.RH))
            tell("undone")

    half_way = 0
    for events in range(TRIGGERS, TRIGGERS + GESTURES, max(1, GESTURES // count(GESTURES))):
        told = killed(live, events)
        with opened(dossier) as workspace:
            for fichier in workspace.snapshot.fichiers:
                assert workspace.read_file(fichier) == whole
            half_way += "attached" in told and "fini" not in told
        named = raw(dossier, "SELECT count(DISTINCT empreinte) FROM fichiers")
        assert raw(dossier, "SELECT count(*) FROM contenus")[0][0] <= 1 >= named[0][0]
    assert half_way
