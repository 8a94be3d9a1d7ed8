"""What is sent is frozen: numbered, with the dossier it was made from and the very file."""

from __future__ import annotations

import hashlib
from datetime import date

import msgspec
import pytest

from cpom_desktop.domain.pieces import TRANSMIS
from cpom_desktop.errors import ErreurStockage, RegleInvalide
from cpom_desktop.services import operations as ops
from cpom_desktop.services.operations.public import AnyOperation
from cpom_desktop.services.queries.envois import needing, sendings, sendings_of
from cpom_desktop.services.queries.journal import journal
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import plain

DAY = date(2027, 3, 12)
PDF = b"%PDF-1.7 a document"


@pytest.fixture
def ws(tmp_path):
    with opened(copy_demonstration(tmp_path)) as found:
        yield found


def send(ws, document="synthese-diagnostic", **changes):
    """Note a sending and return it."""
    values = {
        "jour": DAY,
        "titre": "Synthèse du diagnostic",
        "noms": ["Anne Delmas"],
        "document": document,
        "contenu": "ab" * 32,
        "fichier": ops.FichierLu(nom="synthese.pdf", contenu=PDF),
    }
    noted = ws.run(ops.TransmitDocument(**(values | changes))).result
    (found,) = [s for s in sendings(ws.snapshot) if s.envoi.echange_id == noted]
    return found


def rename(ws, nom):
    ws.run(ops.UpdateEtablissement(nom=nom))


def test_each_sending_of_a_document_has_its_rank(ws):
    ranks = [send(ws).numero, send(ws).numero, send(ws, "raci", titre="RACI").numero]

    assert ranks == [1, 2, 1]
    assert [s.numero for s in sendings_of(ws.snapshot, "synthese-diagnostic")] == [2, 1]


def test_names_that_a_command_gives_are_those_that_a_json_may_hold(ws):
    sent = send(ws, "synthese\n", contenu="ab\n")
    assert (sent.envoi.document, sent.envoi.contenu) == ("synthese", "ab")
    with pytest.raises(RegleInvalide, match="ligne-trop-longue"):
        send(ws, "x" * 5000)


def test_the_file_that_was_sent_is_in_the_dossier_as_it_was(ws):
    sent = send(ws)

    assert sent.fichier.usage == TRANSMIS
    assert sent.fichier.empreinte == hashlib.sha256(PDF).hexdigest()
    assert ws.read_file(sent.fichier) == PDF


def test_the_version_kept_is_the_dossier_from_before_the_sending(ws):
    before = ws.snapshot
    sent = send(ws)

    (version,) = ws.versions
    assert sent.envoi.version_id == version.id
    assert plain(version.nom) == "Transmis : Synthèse du diagnostic, n° 1, 12 mars 2027"
    assert ws.read_version(version.id) == before


def test_one_version_serves_the_sendings_made_from_the_same_state(ws):
    first, second = send(ws), send(ws, "raci", titre="RACI")
    rename(ws, "Les Tilleuls blancs")
    third = send(ws)

    assert first.envoi.version_id == second.envoi.version_id != third.envoi.version_id
    assert len(ws.versions) == 2
    assert needing(ws.snapshot, first.envoi.version_id) == (second, first)


def test_a_sending_undone_leaves_no_row_and_its_version_serves_again(ws):
    before = ws.snapshot
    sent = send(ws)
    ws.undo()
    assert ws.snapshot == before

    ws.redo()
    assert sendings_of(ws.snapshot, "synthese-diagnostic") == (sent,)
    ws.undo()

    assert send(ws).envoi.version_id == sent.envoi.version_id
    assert len(ws.versions) == 1


def test_the_file_of_a_sending_undone_comes_back_after_the_dossier_was_closed(tmp_path):
    path = copy_demonstration(tmp_path)
    with opened(path) as ws:
        send(ws)
        ws.undo()
    with opened(path) as ws:
        ws.redo()
        (sent,) = sendings(ws.snapshot)
        assert ws.read_file(sent.fichier) == PDF


def test_a_version_that_a_sending_names_may_be_gone_and_its_number_names_no_other(ws):
    sent = send(ws)
    ws.delete_version(sent.envoi.version_id)
    with pytest.raises(RegleInvalide, match="introuvable"):
        ws.read_version(sent.envoi.version_id)

    again = send(ws)
    assert again.envoi.version_id > sent.envoi.version_id
    assert ws.keep_version("La mienne") > again.envoi.version_id


def test_the_versions_of_a_file_loaded_elsewhere_take_no_number_already_named(ws):
    envoi = send(ws).envoi
    ws.delete_version(envoi.version_id)
    ws._storage._connection.execute("DELETE FROM sqlite_sequence WHERE name = 'versions'")

    assert ws.keep_version("La mienne") > envoi.version_id


def test_a_version_that_does_not_read_serves_no_more(ws, monkeypatch):
    sent = send(ws)
    broken = ErreurStockage("version", "Cette version ne se lit pas.")

    def refuse(*_args):
        raise broken

    monkeypatch.setattr("cpom_desktop.services.versions.unpack_version", refuse)
    assert send(ws).envoi.version_id > sent.envoi.version_id


def test_without_a_name_in_the_catalogue_nothing_is_frozen(ws):
    former = {
        "operation": "transmit_document",
        "jour": "2027-03-12",
        "titre": "Courrier",
        "noms": ["Anne Delmas"],
        "empreinte": "cd" * 32,
    }
    noted = ws.run(msgspec.convert(former, AnyOperation)).result

    (envoi,) = [e for e in ws.snapshot.envois if e.echange_id == noted]
    assert (envoi.document, envoi.numero, envoi.contenu, envoi.version_id) == ("", None, "", None)
    assert ws.versions == ()
    assert sendings(ws.snapshot) == ()


def test_a_document_made_from_a_former_state_keeps_no_version(ws):
    assert send(ws, version_gardee=False).envoi.version_id is None
    assert ws.versions == ()


def test_what_is_refused_keeps_neither_version_nor_file(ws):
    before = ws.snapshot
    with pytest.raises(RegleInvalide, match="envoi-sans-destinataire"):
        send(ws, noms=[])
    with pytest.raises(RegleInvalide, match="fichier-vide"):
        send(ws, fichier=ops.FichierLu(nom="vide.pdf", contenu=b""))

    assert ws.versions == ()
    assert ws.snapshot == before


def test_what_is_kept_of_a_sending_is_no_other_line_of_its_slip(ws):
    sent = send(ws)
    ws.run(ops.PrepareBordereau(echange_id=sent.envoi.echange_id))

    listed = [e for e in ws.snapshot.envois if e.echange_id == sent.envoi.echange_id]
    assert listed == [sent.envoi]


def test_a_long_title_leaves_room_for_the_number_in_the_name_of_the_version(ws):
    send(ws, titre="Dossier " * 20)

    assert plain(ws.versions[0].nom).endswith(", n° 1, 12 mars 2027")


def test_a_document_sent_and_the_file_kept_of_it_count_for_one_in_the_journal(ws):
    sent = send(ws)
    lines = journal(ws.snapshot, DAY).lignes

    assert [line.joints for line in lines if line.echange_id == sent.envoi.echange_id] == [1]
