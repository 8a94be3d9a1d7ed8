"""What a document tells is one number, whatever its dress; another when it tells otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cpom_desktop.domain.dossiers_nommes import Mention, Paper
from cpom_desktop.reports.catalogue import CATALOGUE
from cpom_desktop.reports.contenu import contenu_of
from cpom_desktop.reports.documents.context import Edition
from cpom_desktop.services.documents import DocumentFormat, DocumentOptions
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
