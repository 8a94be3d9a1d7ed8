"""The list of acteurs: its lines and its search, in words."""

from __future__ import annotations

import pytest

from cpom_desktop.domain.acteurs import Acteur, Famille, StatutContrat
from cpom_desktop.services.queries.acteurs_filtres import name_is_missing
from ui.models.acteurs import matches, second_line


def make(**values):
    return Acteur(**{"id": 1, "famille": Famille.INTERNES, **values})


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({"nom": "Claire Morel", "fonction": "Directrice"}, "Directrice"),
        (
            {
                "nom": "Claire Morel",
                "fonction": "Directrice",
                "statut_contrat": StatutContrat.SIGNATAIRE,
            },
            "Directrice, signataire",
        ),
        (
            {
                "famille": Famille.AUTORITES,
                "fonction": "Directeur général de l’ARS",
                "structure": "ARS",
                "statut_contrat": StatutContrat.SIGNATAIRE,
            },
            "signataire, nom à compléter, ARS",
        ),
        ({"structure": "CARSAT", "relation": "Prévention"}, "Prévention"),
    ],
)
def test_the_second_line_tells_function_structure_and_what_is_missing(values, line):
    assert second_line(make(**values)) == line


def test_only_signatories_and_authorities_must_be_named():
    assert name_is_missing(make(famille=Famille.AUTORITES))
    assert name_is_missing(make(statut_contrat=StatutContrat.SIGNATAIRE))
    assert not name_is_missing(make())
    assert not name_is_missing(make(famille=Famille.AUTORITES, nom="Anne Delmas"))


@pytest.mark.parametrize("search", ["equipe", "ÉQUIPES", "l'ars", "l’ARS équipes", ""])
def test_search_takes_words_in_any_order_without_accents(search):
    assert matches(make(fonction="Équipes", structure="Délégation de l’ARS"), search)
