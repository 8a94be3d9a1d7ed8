"""The findings that have a date stand in the échéancier, with who checks them."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.domain.diagnostic import Cotation
from cpom_desktop.services.operations import (
    AddActeur,
    AddCritere,
    DeleteCriteres,
    UpdateConstat,
)
from cpom_desktop.services.queries.echeancier import echeancier
from tests.outils.fenetre import plain


@pytest.fixture
def who(workspace):
    """Return the id of somebody of the house."""
    return workspace.run(AddActeur(nom="Claire Morel", famille=Famille.INTERNES)).result


def lines(ws):
    found = echeancier(ws.snapshot, ws.content, ws.today)
    return [line for line in found.lignes if line.cle.startswith("constat:")]


def test_a_finding_to_do_again_has_its_line_with_who_and_where(workspace, who):
    workspace.run(
        UpdateConstat(
            critere="dg-f01",
            echeance=date(2030, 1, 3),
            date_preuve=date(2024, 10, 17),
            acteur_id=who,
        )
    )
    (line,) = lines(workspace)
    assert line.cle == "constat:dg-f01"
    assert (line.jour, line.qui) == (date(2030, 1, 3), "Claire Morel")
    assert plain(line.titre).startswith("Revoir : ")
    assert plain(line.resume) == "critère DG-F01, preuve du 17 octobre 2024"
    assert (line.page, line.champ) == ("grille", "constats.dg-f01.echeance")


def test_one_set_aside_or_without_a_date_has_none(workspace):
    workspace.run(UpdateConstat(critere="dg-f01", echeance=date(2030, 1, 3)))
    workspace.run(UpdateConstat(critere="dg-f02", texte="Rien à dater."))
    workspace.run(UpdateConstat(critere="dg-f01", cotation=Cotation.NON_CONCERNE))
    assert lines(workspace) == []


def test_a_date_gone_by_is_late(workspace):
    workspace.run(UpdateConstat(critere="dg-f01", echeance=date(2020, 1, 3)))
    (line,) = lines(workspace)
    assert line.etat == "en_retard"


def test_a_criterion_of_hers_has_its_line_until_it_is_deleted(workspace):
    made = workspace.run(AddCritere(theme="a", titre="nuits calmes")).result
    workspace.run(UpdateConstat(critere=f"propre-{made}", echeance=date(2030, 1, 3)))
    (line,) = lines(workspace)
    assert plain(line.titre) == "Revoir : nuits calmes"
    workspace.run(DeleteCriteres(ids=[made]))
    assert lines(workspace) == []
