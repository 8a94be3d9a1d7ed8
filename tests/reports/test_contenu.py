"""What a document tells is one number, whatever its dress; another when it tells otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cpom_desktop.domain.dossiers_nommes import Mention, Paper
from cpom_desktop.reports.catalogue import CATALOGUE
from cpom_desktop.reports.contenu import contenu_of, tables_read
from cpom_desktop.reports.documents.context import Edition
from cpom_desktop.reports.maker import Documents
from cpom_desktop.services.documents import DocumentFormat, DocumentOptions
from cpom_desktop.services.operations import UpdateEtape
from tests.outils.dossiers import copy_demonstration, opened

NOW = datetime(2027, 3, 12, 14, 32, tzinfo=UTC)


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    with opened(copy_demonstration(tmp_path_factory.mktemp("demo"))) as workspace:
        return Edition(workspace.snapshot, workspace.content, NOW)


@pytest.mark.parametrize("slug", ["dossier-lancement", "retroplanning", "annuaire", "vue-ars"])
def test_the_hour_the_mention_and_the_dress_change_nothing(edition, slug):
    options = DocumentOptions(
        Mention.AUCUNE,
        True,
        cover=False,
        contents=False,
        paper=Paper.A3,
    )
    told = contenu_of(slug, edition)
    later = replace(edition, now=NOW.replace(hour=18), place="/ailleurs", options=options)

    assert contenu_of(slug, later) == told
    workbook = DocumentOptions(format=DocumentFormat.XLSX)
    assert contenu_of(slug, replace(edition, options=workbook)) == told


def test_another_value_tells_otherwise_where_it_is_read_and_nowhere_else(edition):
    (first, *others) = edition.snapshot.fiches_action
    fiches = (replace(first, titre="Un autre titre"), *others)
    after = replace(edition, snapshot=replace(edition.snapshot, fiches_action=fiches))

    assert contenu_of("fiches-action", after) != contenu_of("fiches-action", edition)
    assert contenu_of("annuaire", after) == contenu_of("annuaire", edition)


def test_a_picture_tells_too(edition):
    (task, *others) = [t for t in edition.snapshot.tasks if t.fin_reelle is None]
    moved = replace(task, duree_jours=(task.duree_jours or 1) + 20)
    tasks = tuple(moved if t.id == task.id else t for t in edition.snapshot.tasks)
    after = replace(edition, snapshot=replace(edition.snapshot, tasks=tasks))

    assert others
    assert contenu_of("retroplanning", after) != contenu_of("retroplanning", edition)


def test_two_documents_never_tell_the_same(edition):
    empty = {"convocation", "registre-echanges"}
    told = {slug: contenu_of(slug, edition) for slug in CATALOGUE if slug not in empty}

    alone = {"fiche-mission", "fiche-indicateur", "feuille-route-personne"}
    assert len(set(told.values())) >= len(told) - len(alone)


@pytest.mark.parametrize(
    ("slug", "read", "unread"),
    [
        ("fiches-action", {"fiches_action", "etapes", "moyens"}, {"tasks", "constats", "envois"}),
        ("annuaire", {"acteurs"}, {"fiches_action", "valeurs", "tasks"}),
        ("retroplanning", {"tasks", "task_links"}, {"valeurs", "constats", "moyens"}),
    ],
)
def test_the_tables_that_a_document_reads_are_known(edition, slug, read, unread):
    found = tables_read(slug, edition)

    assert read <= found
    assert not unread & found


def test_a_document_that_is_not_there_reads_nothing(edition):
    assert tables_read("fiche-action-999", edition) == frozenset()


def test_every_document_is_made_the_same_from_a_dossier_that_is_watched(edition):
    for slug in CATALOGUE:
        assert tables_read(slug, edition), slug


def test_documents_are_told_apart_in_the_versions_of_a_dossier(tmp_path):
    maker = Documents()
    with opened(copy_demonstration(tmp_path)) as ws:
        version = ws.keep_version("Version 1")
        etape = ws.snapshot.etapes[0]
        ws.run(UpdateEtape(id=etape.id, libelle="Une autre étape"))
        wanted = [
            (s, v) for s in ("fiches-action", "annuaire", "fiche-action-999") for v in (0, 1)
        ]
        told = maker.prepare_contents(ws, [*wanted, ("annuaire", 77)]).compute()

        assert told.keys() == {(s, v) for s in ("fiches-action", "annuaire") for v in (0, version)}
        assert told["annuaire", 0] == told["annuaire", version]
        assert told["fiches-action", 0] != told["fiches-action", version]
        assert told["fiches-action", 0] == maker.contenu(ws, "fiches-action")
        former = ws.read_version(version)
        assert "etapes" in maker.tables_read(ws, "fiches-action", former)
