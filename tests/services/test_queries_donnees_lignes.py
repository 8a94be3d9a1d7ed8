"""The rows of the page of figures, and what founds an indicator in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cpom_desktop.domain.donnees import Unite
from cpom_desktop.domain.valeurs import Valeur
from cpom_desktop.services import operations as ops
from cpom_desktop.services.operations import ValeurSaisie
from cpom_desktop.services.queries.donnees import donnees_vue, donnees_vue_entiere
from cpom_desktop.services.queries.donnees_detail import (
    MEANINGLESS,
    calcul_of,
    change,
    evolution_of,
    source_of_formula,
    sources_of,
)
from cpom_desktop.services.queries.donnees_lignes import (
    FiltreDonnees,
    Sorte,
    count_of,
    lignes_of,
    shown_figure,
    spoken_figure,
    typed_figure,
)
from cpom_desktop.services.queries.donnees_types import DonneeLue
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import plain

TODAY = date(2027, 3, 12)


@pytest.fixture
def ws(tmp_path):
    """Return the demonstration, open to write."""
    with opened(copy_demonstration(tmp_path)) as found:
        yield found


@pytest.fixture
def vue(ws):
    return donnees_vue(ws.snapshot, ws.content, TODAY)


def figure(unite=Unite.JOURS, **values):
    rows = {
        int(year[1:]): Valeur(
            id=1, donnee="x", annee=2025, valeur=None if text is None else Decimal(text)
        )
        for year, text in values.items()
    }
    return DonneeLue("x", "Jours d’absence", unite, 0, "", False, rows)


def test_figures_that_begin_alike_go_under_what_they_share(vue):
    rows = lignes_of(vue, FiltreDonnees.TOUS, {"absenteisme"})
    under = [(row.sorte, row.libelle) for row in rows if row.cle.startswith("absenteisme/")]

    assert under[0] == (Sorte.PARTIE, "Jours d’absence")
    assert under[1] == (Sorte.DONNEE, "Maladie ordinaire ou courte")
    assert (Sorte.PARTIE, "ETP réels au 31 décembre") in under


def test_a_filter_keeps_what_she_is_filling_and_counts_the_others(vue):
    rows = lignes_of(vue, FiltreDonnees.A_SAISIR, gardes={"occupation-hp"})
    slugs = [row.cle for row in rows if row.sorte is Sorte.INDICATEUR]

    assert "occupation-hp" in slugs
    assert len(slugs) == count_of(vue, FiltreDonnees.A_SAISIR) + 1


def test_every_figure_of_the_pack_is_typed_somewhere_and_once(vue, ws):
    rows = lignes_of(vue, FiltreDonnees.NOMBRES)
    slugs = [row.donnee.slug for row in rows if row.donnee]

    assert len(slugs) == len(set(slugs)) == count_of(vue, FiltreDonnees.NOMBRES)
    assert {donnee.slug for donnee in ws.content.donnees.donnees} <= set(slugs)


def test_a_row_shows_the_decimals_it_needs_and_hides_none():
    assert shown_figure(figure(_2024="54", _2025="56.1"), 2024) == "54,0"
    assert typed_figure(figure(_2024="54", _2025="56.1"), 2024) == "54"
    euros = figure(Unite.EUROS, _2024="1200.00")
    assert plain(shown_figure(euros, 2024)) == "1 200"
    cents = figure(Unite.EUROS, _2024="1200.00", _2025="0.50")
    assert plain(shown_figure(cents, 2024)) == "1 200,00"


def test_a_cell_says_its_figure_its_year_and_its_unit():
    known = figure(_2025="2260", _2026=None)

    assert plain(spoken_figure(known, 2025)) == "Jours d’absence, 2025, 2 260 jours"
    assert spoken_figure(known, 2026) == "Jours d’absence, 2026, non connu"
    assert spoken_figure(known, 2024) == "Jours d’absence, 2024, à saisir"


def test_a_share_changes_in_points_the_rest_in_percent(vue):
    assert plain(evolution_of(vue.indicateur("occupation-hp"))) == (
        "+0,09 point en 2026, +2,09 points depuis 2023"
    )
    assert plain(evolution_of(vue.indicateur("etp-reels"))).startswith("−")
    assert "%" in evolution_of(vue.indicateur("gmp"))


def test_a_change_that_means_nothing_says_so(ws):
    cells = [
        ValeurSaisie(donnee="eig", annee=annee, valeur=Decimal(valeur))
        for annee, valeur in ((2023, 3000), (2024, 0), (2025, 3), (2026, 3))
    ]
    ws.run(ops.SetValeurs(valeurs=cells))
    found = donnees_vue(ws.snapshot, ws.content, TODAY).indicateur("eig")

    assert change(found, found.annees[2024], found.annees[2025]) == MEANINGLESS
    assert plain(change(found, found.annees[2025], found.annees[2026])) == "0,0 %"
    assert plain(change(found, found.annees[2023], found.annees[2025])) == "−99,9 %"
    assert change(found, found.annees[2025], found.annees[2023]) == MEANINGLESS


def test_what_lacks_in_a_calculation_is_named(vue):
    found = vue.indicateur("gmp")
    (line,) = [line for line in calcul_of(found) if line.annee == 2026] or [None]

    assert line is None or "À saisir" in line.calcul
    ht = [line for line in calcul_of(vue.indicateur("occupation-ht")) if line.annee == 2026]
    assert plain(ht[0].calcul).startswith("À saisir : ")


def test_sources_are_said_once_with_their_date(vue):
    found = vue.indicateur("absenteisme")

    told = sources_of(found.donnees, 2025)
    assert len(told) == 1
    assert "2026" in told[0]
    assert "(" in source_of_formula(found)


def test_earlier_years_are_known_and_shown_when_asked(ws):
    cell = ValeurSaisie(donnee="eig", annee=2020, valeur=Decimal(1))
    ws.run(ops.SetValeurs(valeurs=[cell]))

    assert donnees_vue(ws.snapshot, ws.content, TODAY).anterieures
    whole = donnees_vue_entiere(ws.snapshot, ws.content, TODAY)
    assert whole.annees[0] == 2020
    assert not whole.anterieures
