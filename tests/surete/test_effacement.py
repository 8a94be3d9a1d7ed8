"""A person erased: nothing of the name stays; and all that the dossier holds of them is found.

Goals S12 and S13 of reliability §6.2.
"""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import time
import zipfile
from collections import Counter

import pytest

from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.reports.maker import Documents
from cpom_desktop.services.documents import DocumentFormat, DocumentOptions
from cpom_desktop.services.dump import dump
from cpom_desktop.services.operations import (
    AddActeur,
    AttachFichiers,
    DeleteActeurs,
    FichierLu,
    TransmitDocument,
    UpdatePoint,
    UpdateTask,
)
from cpom_desktop.services.operations.effacement import ErasePersonne
from cpom_desktop.services.personne.effacer import erase
from cpom_desktop.services.personne.fichiers import may_name
from cpom_desktop.services.personne.noms import OVERLAP, PIECE, Identite, identity
from cpom_desktop.services.personne.partout import gather, search
from cpom_desktop.services.personne.trouve import Source
from cpom_desktop.services.snapshot import RECORDS
from db import digest
from db.whitelist import check_integrity
from tests.outils.dossiers import copy_demonstration, every_row, opened
from tests.outils.enfant_tue import killed
from tests.outils.personnes import (
    ALONE,
    COURRIEL,
    FAMILLE,
    NOM,
    PRENOM,
    SURE,
    TELEPHONE,
    all_bytes,
    found_in,
    needles,
    places,
    plant,
)

SECONDS = 5
"""What looking everywhere takes at most (S13)."""


def lived(workspace, rng, words=SURE):
    """Name a person everywhere: in texts as they are and were, deleted, refused, in a version."""
    theirs = workspace.run(
        AddActeur(famille=Famille.SOCIAL, nom=NOM, courriel=COURRIEL, telephone=TELEPHONE)
    ).result
    gone = workspace.run(AddActeur(famille=Famille.SOCIAL, nom=f"Amie de {NOM}")).result
    workspace.run(DeleteActeurs(ids=[gone]))
    task = workspace.snapshot.tasks[0].id
    workspace.run(UpdateTask(id=task, note=f"Vu avec {NOM.upper()}."))
    workspace.run(UpdateTask(id=task, note="Vu."))
    workspace.keep_version(f"Avant {NOM}")
    planted = plant(workspace, rng, 12, words)
    workspace.run(UpdateTask(id=task, livrable=f"Note de {NOM}"))
    workspace.undo()
    workspace.keep_draft("acteurs.1.courriel", f"{NOM} @", f"« {NOM} @ » n'est pas une adresse.")
    workspace.set_resume("recherche", NOM)
    return theirs, gone, task, planted


@pytest.fixture
def lives(tmp_path, count):
    """Return folders, each for one life: two, twenty with `--long`."""
    folders = [tmp_path / str(life) for life in range(count(20))]
    for folder in folders:
        folder.mkdir()
    return folders


def test_everything_planted_is_found_and_quickly(lives):
    for life, folder in enumerate(lives):
        find_everything(folder, random.Random(life))


def find_everything(folder, rng):
    with opened(copy_demonstration(folder)) as workspace:
        theirs, gone, task, planted = lived(workspace, rng, (*SURE, *ALONE))
        start = time.perf_counter()
        found = search(gather(workspace), NOM, theirs)
        elapsed = time.perf_counter() - start

    told = {each.place for each in found.occurrences}
    expected = {*planted, f"acteurs.{theirs}.nom", f"acteurs.{gone}.nom", f"tasks.{task}.note"}
    assert expected <= told
    assert {"versions.1.nom", "brouillons.acteurs.1.courriel"} <= told
    assert elapsed < SECONDS


def test_a_plain_search_would_miss_most_of_it(tmp_path):
    """The witness: the ways to name somebody are not all the name as it is written."""
    with opened(copy_demonstration(tmp_path)) as workspace:
        planted = plant(workspace, random.Random(1), 60)
        said = {f"{t}.{i}.{f}" for t, i, f, text in places(workspace.snapshot) if NOM in text}

    assert len(said & planted.keys()) < len(planted) / 2


def test_no_byte_of_the_name_stays_once_erased(lives):
    for life, folder in enumerate(lives):
        erase_everything(folder, life)


def erase_everything(tmp_path, life):
    path, folder = copy_demonstration(tmp_path), tmp_path / "sauvegardes"
    sought = needles() | needles(FAMILLE) | {COURRIEL.encode(), TELEPHONE.encode()}
    with opened(path, backups=folder) as workspace:
        theirs, *_rest = lived(workspace, random.Random(life), (*SURE, *ALONE))
        workspace.back_up()
        assert found_in(all_bytes(path), needles())  # the witness
        backups = list(folder.rglob("*.cpom"))
        assert all(found_in(p.read_bytes(), needles()) for p in backups)
        operation = ErasePersonne(nom=NOM, acteur_id=theirs, partout=True, confirme=True)
        erase(workspace, operation, purge=True)
        assert workspace.undo_titles() == ("", "")
        assert digest.check(workspace._storage._connection) == ()
        assert check_integrity(workspace._storage._connection) == ()
        (line,) = workspace.snapshot.effacements
        assert (line.numero, line.versions, line.brouillons) == (1, 1, 1)
        assert (line.sauvegardes, line.sauvegardes_gardees) == (len(backups), 0)

    assert not found_in(all_bytes(path), sought)
    remaining = sorted(folder.rglob("*.cpom"))
    assert len(remaining) == 1
    assert not any(found_in(all_bytes(p), sought) for p in remaining)
    assert not any(found_in(p.read_bytes(), sought) for p in tmp_path.rglob("*") if p.is_file())
    with opened(path) as again:
        assert not search(gather(again), NOM, None).occurrences


def texts_now(workspace):
    return dump(workspace.snapshot, workspace.uuid).decode()


def test_minutes_keep_their_sense_and_others_keep_their_names(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        new = AddActeur(famille=Famille.SOCIAL, nom=NOM, courriel=COURRIEL)
        theirs = workspace.run(new).result
        other = workspace.run(AddActeur(famille=Famille.SANITAIRE, nom=NOM)).result
        point = workspace.snapshot.reunions_points[0].id
        notes = f"Mme {NOM} présente le calendrier. M. {FAMILLE} le valide. Claire Morel aussi."
        workspace.run(UpdatePoint(id=point, notes=notes))
        kept = f"reunions_points.{point}.titre"
        workspace.run(UpdatePoint(id=point, titre=f"Exposé de {NOM}"))

        workspace.run(ErasePersonne(nom=NOM, acteur_id=theirs, garder=[kept], confirme=True))

        row = next(p for p in workspace.snapshot.reunions_points if p.id == point)
        assert row.notes.replace("\u00a0", " ") == (
            f"Personne effacée n° 1 présente le calendrier. M. {FAMILLE} le valide. "
            "Claire Morel aussi."
        )
        assert row.titre == f"Exposé de {NOM}"
        assert workspace.snapshot.acteurs_by_id[theirs].courriel == ""
        assert workspace.snapshot.acteurs_by_id[other].nom == NOM
        assert workspace.snapshot.effacements[0].gardes == 2


def test_nothing_is_done_without_a_confirmation(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        before = texts_now(workspace)
        with pytest.raises(RegleInvalide, match="effacement-non-confirme"):
            workspace.run(ErasePersonne(nom="Sophie Lemaire"))
        assert texts_now(workspace) == before


def sent(workspace, slug, nom):
    """Note that a document was sent, its very file kept; return the id of this file."""
    data = Documents().prepare(workspace, slug).render().data
    workspace.run(
        TransmitDocument(
            jour=workspace.today,
            titre=slug,
            noms=["ARS"],
            document=slug,
            fichier=FichierLu(nom=nom, contenu=data),
        )
    )
    return workspace.snapshot.fichiers[-1].id


def test_a_sent_document_that_names_them_is_forgotten_and_its_line_stays(tmp_path):
    path = copy_demonstration(tmp_path)
    with opened(path) as workspace:
        naming = sent(workspace, "annuaire", "annuaire.pdf")
        naming_nobody = sent(workspace, "fiche-vierge", "vierge.pdf")
        attached = AttachFichiers(
            fichiers=[FichierLu(nom="note.txt", contenu=b"Vu avec SOPHIE LEMAIRE.")],
            piece_id=workspace.snapshot.pieces[0].id,
        )
        workspace.run(attached)
        rows = len(workspace.snapshot.envois)
        found = search(gather(workspace), "Sophie Lemaire")
        assert {"transmis", "fichier"} <= {each.source for each in found.occurrences}

        workspace.run(ErasePersonne(nom="Sophie Lemaire", confirme=True))

        (line,) = workspace.snapshot.effacements
        assert (line.envois, line.fichiers) == (1, 1)
        kept = {fichier.id for fichier in workspace.snapshot.fichiers}
        assert naming not in kept
        assert naming_nobody in kept
        assert len(workspace.snapshot.envois) == rows
    with opened(path) as again:  # nothing names the bytes that are gone
        left = search(gather(again), "Sophie Lemaire").of(Source.TEXTE)
        assert [each.extrait[:12] for each in left] == ["Mme Lemaire "]


def test_the_words_of_every_document_of_ours_are_read(tmp_path):
    """Pages, Word, workbook: what was sent in any format is known to name somebody, or nobody."""
    qui = identity("Sophie Lemaire")
    with opened(copy_demonstration(tmp_path)) as workspace:
        for kind in (DocumentFormat.PDF, DocumentFormat.DOCX, DocumentFormat.XLSX):
            for slug, named in (("annuaire", True), ("fiche-vierge", False)):
                prepared = Documents().prepare(workspace, slug, DocumentOptions(format=kind))
                path = tmp_path / f"{slug}.{kind}"
                data = prepared.write(path).data
                assert may_name(qui, path.name, data) is named, path.name
    assert may_name(qui, "photo.png", b"\x89PNG") is None
    assert may_name(qui, "abime.docx", b"PK\x03\x04 rien") is None


TRIGGERS, GESTURES = 9 * len(RECORDS) + 10, 420
"""Events of an opening with its triggers, and of what follows: statements and acts on files."""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_kill_while_erasing_erases_all_or_nothing(tmp_path, count):
    """Each child is killed at another event of the same erasure; the file is sound each time."""
    model = copy_demonstration(tmp_path, "modele.cpom")
    with opened(model) as workspace:
        theirs, *_rest = lived(workspace, random.Random(3))
    before = every_row(model)
    path = tmp_path / "essai.cpom"

    def live(moment, tell):
        with opened(path) as workspace:
            moment.arm(workspace)
            operation = ErasePersonne(nom=NOM, acteur_id=theirs, partout=True, confirme=True)
            workspace.run(operation)
            tell("erased")

    ends = Counter()
    tries = count(80)
    for events in range(TRIGGERS, TRIGGERS + GESTURES, max(1, GESTURES // tries)):
        shutil.copyfile(model, path)
        told = killed(live, events)
        with opened(path) as workspace:
            done = bool(workspace.snapshot.effacements)
            assert check_integrity(workspace._storage._connection) == ()
        ends[done] += 1
        assert done or "erased" not in told
        if done:
            assert not found_in(all_bytes(path), needles())
        else:
            assert every_row(path) == before
    assert ends[True]
    assert ends[False]


def test_a_document_damaged_inside_is_one_to_look_at():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<w:p>Rien</w:p>" * 500)
    data = bytearray(packed.getvalue())
    start = data.index(b"document.xml") + len(b"document.xml")
    data[start : start + 12] = bytes(byte ^ 0xFF for byte in data[start : start + 12])

    assert may_name(identity("Claire Morel"), "abime.docx", bytes(data)) is None


@pytest.mark.parametrize(
    "text",
    [
        f"Vu\n{PRENOM[0]}. {FAMILLE[0]}.",
        f"Vu\tZ. A.\n{FAMILLE[0]}.",
        "06\n99 00 81 27",
        f"{NOM.upper()}\n",
        f"{'é' * (PIECE - 5)} {NOM} {'x' * PIECE}",
        f"{'x' * (2 * PIECE - OVERLAP - 3)} {COURRIEL}",
    ],
)
def test_no_row_that_names_them_is_passed_over_for_its_form(text):
    """Rows of the history are looked at as JSON first, and long texts by pieces."""
    qui = Identite(PRENOM, FAMILLE, (COURRIEL,), (TELEPHONE,))
    told = json.dumps({"note": text}, ensure_ascii=False)

    assert qui.may_be_in(text)
    assert qui.may_be_in(told)
    assert not qui.may_be_in(json.dumps({"note": "Les zèbres assistent, quelques-uns."}))
