"""The register of the sendings, read as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from cpom_desktop.domain.echanges import Echange, EchangePersonne, Envoi
from cpom_desktop.domain.pieces import TRANSMIS, Fichier
from cpom_desktop.reports.blocks import Table
from cpom_desktop.reports.catalogue import CATALOGUE, build
from cpom_desktop.reports.documents.context import Edition
from cpom_desktop.services.documents import DocumentState
from cpom_desktop.services.ports import VersionInfo
from cpom_desktop.services.snapshot import DossierSnapshot
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import plain

NOW = datetime(2027, 3, 12, 14, 32, tzinfo=UTC)
REGISTRE = "registre-envois"


def envoi(number, document, titre, numero, **changes):
    return Envoi(
        id=number, echange_id=number, titre=titre, document=document, numero=numero, **changes
    )


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    """Return a dossier whose list was sent twice, and whose plan once."""
    with opened(copy_demonstration(tmp_path_factory.mktemp("demo"))) as workspace:
        snapshot = replace(
            workspace.snapshot,
            echanges=tuple(
                Echange(id=n, jour=date(2027, 3, n), objet="Envoi", bordereau=n) for n in (1, 2, 3)
            ),
            echanges_personnes=tuple(
                EchangePersonne(id=n, echange_id=n, nom="Anne Delmas") for n in (1, 2, 3)
            ),
            envois=(
                envoi(1, "raci", "Matrice RACI", 1, version_id=1),
                envoi(2, "annuaire", "Annuaire", 1, version_id=9, empreinte="3f2a90bc" * 8),
                envoi(3, "annuaire", "Annuaire", 2, version="version définitive"),
            ),
            fichiers=(
                Fichier(
                    id=1,
                    nom="a.pdf",
                    empreinte="0" * 64,
                    taille=1,
                    ajoute_le=date(2027, 3, 3),
                    echange_id=3,
                    usage=TRANSMIS,
                ),
            ),
        )
        versions = (VersionInfo(1, "Transmis", NOW),)
        yield Edition(snapshot, workspace.content, NOW, versions=versions)


def test_each_sending_is_a_line_under_its_document(edition):
    table = next(b for b in build(REGISTRE, edition).blocks if isinstance(b, Table))
    rows = [[plain(cell.content) for cell in row.cells] for row in table.rows]

    assert rows == [
        ["Annuaire"],
        ["2", "3 mars 2027", "Anne Delmas", "version définitive", "1", "3", "–", "le fichier"],
        ["1", "2 mars 2027", "Anne Delmas", "–", "1", "2", "3f2a 90bc 3f2a 90bc", "–"],
        ["Matrice RACI"],
        ["1", "1er mars 2027", "Anne Delmas", "–", "1", "1", "–", "la version"],
    ]


def test_nothing_sent_is_an_empty_register():
    status = CATALOGUE[REGISTRE].status(DossierSnapshot(), None, NOW.date())

    assert status.state is DocumentState.VIDE
    assert status.reasons == ("rien n’a encore été transmis",)


def test_it_never_leaves_without_saying_that_it_is_internal(edition):
    assert plain(build(REGISTRE, edition).watermark) == "Document interne"
