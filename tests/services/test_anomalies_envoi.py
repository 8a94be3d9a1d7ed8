"""Before a document leaves: what is blocking is told, what she assumes is kept."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.reports.catalogue import CATALOGUE
from cpom_desktop.services.anomalies.envoi import assumed, before_leaving, leaves, sendings
from tests.outils.dossier_sain import sound
from tests.outils.dossiers import copy_demonstration, opened

TODAY = date(2027, 3, 12)
DIAGNOSTIC = CATALOGUE["diagnostic"].info


@pytest.fixture
def tilleuls(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


def told(workspace, info=DIAGNOSTIC, mention=Mention.PROJET):
    return before_leaving(workspace.snapshot, workspace.content, TODAY, info, mention)


def test_what_is_blocking_is_told_before_a_document_leaves(tilleuls):
    envoi = told(tilleuls)
    assert envoi.points.startswith("2 points bloquants")
    assert "conseil" not in envoi.points
    assert len(envoi.bloquants) == 2


def test_what_stays_in_the_house_or_carries_its_own_mention_is_not_held(tilleuls):
    assert told(tilleuls, mention=Mention.INTERNE) is None
    assert told(tilleuls, CATALOGUE["check-list-vierge"].info) is None
    assert not leaves(CATALOGUE["controle-dossier"].info, Mention.PROJET)


def test_nothing_is_told_when_nothing_is_blocking(tilleuls):
    whole = sound(tilleuls.snapshot)
    found = before_leaving(whole, tilleuls.content, TODAY, DIAGNOSTIC, Mention.COPIL)
    assert found is None


def test_an_export_that_she_assumes_leaves_its_trace(tilleuls):
    tilleuls.run(assumed(told(tilleuls), "PROJET", TODAY))
    tilleuls.run(assumed(told(tilleuls), "PROJET", TODAY))
    (trace,) = sendings(tilleuls.snapshot)
    assert trace.cle == "envoi:diagnostic"
    assert "exporté le 12 mars 2027 avec 2 points bloquants" in trace.motif
    assert told(tilleuls) is not None
