"""The establishment as the agent sees it: lines, points, identity, and what lacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from cpom_desktop.content.loader import Content
from cpom_desktop.domain.dossier import TypeCapacite
from cpom_desktop.i18n import NBSP
from cpom_desktop.services import operations as ops
from cpom_desktop.services.operations import ValeurSaisie
from cpom_desktop.services.queries.donnees_types import Lecture
from cpom_desktop.services.queries.vue_ars import vue_ars, years_read
from cpom_desktop.services.queries.vue_ars_types import Tendance
from cpom_desktop.services.snapshot import DossierSnapshot
from tests.outils.dossiers import copy_demonstration, opened

TODAY = date(2027, 3, 12)


@pytest.fixture
def ws(tmp_path):
    """Return the demonstration, open to write."""
    with opened(copy_demonstration(tmp_path)) as found:
        yield found


def view(ws, today=TODAY):
    return vue_ars(ws.snapshot, ws.content, today)


def plain(text):
    return text.replace(NBSP, " ").replace("\N{NARROW NO-BREAK SPACE}", " ").replace("’", "'")


def typed(ws, annee, **figures):
    cells = [
        ValeurSaisie(donnee=slug, annee=annee, valeur=None if v is None else Decimal(v))
        for slug, v in figures.items()
    ]
    ws.run(ops.SetValeurs(valeurs=cells))


def test_the_sheet_of_the_demonstration_has_four_points_in_the_order_of_the_recto(ws):
    found = view(ws)

    assert [(p.numero, p.slug, p.lecture) for p in found.points] == [
        (1, "occupation-aj", Lecture.A_EXPLIQUER),
        (2, "rotation", Lecture.A_EXPLIQUER),
        (3, "resultat", Lecture.ATYPIQUE),
        (4, "vetuste-equipements", Lecture.A_EXPLIQUER),
    ]
    assert (found.compte(Lecture.ATYPIQUE), found.compte(Lecture.A_EXPLIQUER)) == (1, 3)
    assert found.pretes == 3
    assert [d.slug for d in found.domaines] == ["activite", "rh", "finances", "qualite"]


def test_the_year_that_is_read_is_the_last_one_that_is_mostly_known(ws):
    assert (view(ws).annees, view(ws).en_cours) == ((2023, 2024, 2025), 2026)
    line = view(ws).ligne("absenteisme")
    assert plain(line.derniere.texte) == "11,04 %"
    assert line.tendance is Tendance.BAISSE


@pytest.mark.parametrize(
    ("slug", "motif"),
    [
        ("resultat", "négatif trois ans de suite"),
        ("occupation-hp", "seuil de modulation des forfaits : 95 %"),
        ("tresorerie-jours", "alerte proposée : 30 jours"),
        ("encadrement", "médiane des EHPAD, 2018 : 63,4 ETP pour 100 places"),
        ("rotation", "proche du repère, et se dégrade (EHPAD, 2023 : 25,6 %)"),
        ("eig", "aucune valeur nationale datée n'est connue"),
    ],
)
def test_every_reading_says_why(ws, slug, motif):
    assert plain(view(ws).ligne(slug).motif) == motif


def test_every_reference_says_its_source(ws):
    for line in view(ws).lignes:
        assert (line.reference is None) is (line.lecture is Lecture.SANS_REPERE)
        if line.reference is not None:
            assert line.reference.source
            assert line.reference.mot


def test_a_threshold_from_memory_never_makes_a_value_atypical(ws):
    for annee in (2023, 2024, 2025):
        typed(ws, annee, reunions_cvs="1")

    line = view(ws).ligne("reunions-cvs")

    assert line.lecture is Lecture.A_EXPLIQUER
    assert plain(line.motif) == "sous 3 trois ans de suite (minimum par an, de mémoire)"


def test_a_reference_of_hers_stands_for_a_threshold_that_was_not_read(ws):
    ws.run(ops.AddRepere(indicateur="reunions-cvs", valeur=Decimal(6), annee=2025, source="CVS"))
    ws.run(ops.AddRepere(indicateur="occupation-hp", valeur=Decimal(98), annee=2025, source="ARS"))

    assert view(ws).ligne("reunions-cvs").reference.court == "6 (2025)"
    assert view(ws).ligne("reunions-cvs").lecture is Lecture.A_EXPLIQUER
    assert view(ws).ligne("occupation-hp").reference.mot == "seuil"


def test_her_answer_is_beside_its_indicator_and_undone_with_it(ws):
    ws.run(ops.SetExplication(indicateur="eig", texte="Deux chutes.", question="Et après ?"))

    point = view(ws).ligne("eig")
    assert (point.texte, point.question, point.numero) == ("Deux chutes.", "Et après ?", 5)
    ws.undo()

    assert view(ws).ligne("eig").numero == 0
    assert view(ws).ligne("eig").question.startswith("Qu’avez-vous changé")


def test_what_she_proposes_is_a_fiche_by_its_name_else_her_words(ws):
    fiche = ws.snapshot.fiches_action[0]
    assert view(ws).ligne("resultat").action == "Remplir l’accueil de jour"

    ws.run(ops.SetExplication(indicateur="resultat", fiche_id=fiche.id))

    assert view(ws).ligne("resultat").action == f"{fiche.repere} {fiche.titre}"


def test_the_identity_says_the_places_the_tariff_and_the_contract(ws):
    found = view(ws).identite

    assert plain(found.finess) == "99 000 002 8"
    assert found.places == "84 HP + 2 HT + 6 AJ"
    assert found.precisions == "dont PASA 12, aide sociale totale"
    assert found.tarif == "3 sections, tarif partiel sans PUI"
    assert plain(found.cpom) == "CPOM jusqu'au 31 décembre 2027"
    ws.run(ops.UpdateCapacite(type=TypeCapacite.HEBERGEMENT_PERMANENT, installees=80))
    assert "80 HP installées" in plain(view(ws).identite.precisions)


def test_a_date_that_lacks_is_said_to_lack(ws):
    evaluation, inspection = view(ws).faits

    assert evaluation.le == date(2024, 10, 17)
    assert inspection.le is None


def test_an_empty_dossier_has_its_lines_and_no_reading():
    found = vue_ars(DossierSnapshot(), Content.bundled(), TODAY)

    assert found.is_vide
    assert found.annees == (2024, 2025, 2026)
    assert found.points == ()
    assert found.identite.places == ""
    assert {plain(line.motif) for line in found.lignes} == {"valeur à saisir dans Données"}


def test_what_the_state_crosses_to_inspect_is_marked(ws):
    marked = {line.slug for line in view(ws).lignes if line.ciblage}

    assert {"absenteisme", "rotation", "etp-vacants", "eig", "encadrement"} <= marked
    assert "gmp" not in marked


@dataclass(frozen=True)
class Known:
    """An indicator known in some years only."""

    known: tuple[int, ...]

    @property
    def annees(self):
        """Its years, as the sheet reads them."""
        years = range(2023, 2027)
        return {n: SimpleNamespace(valeur=1 if n in self.known else None) for n in years}


@pytest.mark.parametrize(
    ("known", "years"),
    [
        ([(2023, 2024, 2025), (2025, 2026)], (2024, 2025, 2026)),
        ([(2023, 2024, 2025), (2025, 2026), (2025,)], (2023, 2024, 2025)),
        ([(2024,), (2023,), ()], (2023, 2024, 2025)),
        ([(), ()], (2024, 2025, 2026)),
        ([], (2024, 2025, 2026)),
    ],
)
def test_the_last_year_is_the_last_of_which_half_of_the_indicators_are_known(known, years):
    assert years_read([Known(one) for one in known], (2023, 2024, 2025, 2026)) == years


def test_the_bound_told_is_that_of_the_year_read(ws):
    typed(ws, 2025, journees_hp="40000")
    typed(ws, 2026, journees_hp="29000")

    line = view(ws).ligne("occupation-hp")

    assert line.lecture is Lecture.ATYPIQUE
    assert plain(line.motif) == "au-delà de la borne de vérification : 120 %"


def test_what_is_not_known_is_not_said_to_be_typed(ws):
    cell = ValeurSaisie(donnee="eig", annee=2025, inconnue=True)
    ws.run(ops.SetValeurs(valeurs=[cell]))
    typed(ws, 2025, places_aj="0")
    found = view(ws)

    assert plain(found.ligne("eig").motif) == "valeur dite non connue dans Données"
    assert plain(found.ligne("occupation-aj").motif) == (
        "valeur non calculable : le diviseur est nul"
    )
    assert found.ligne("eig").is_non_calculable
    typed(ws, 2025, eig=None)
    assert not view(ws).ligne("eig").is_non_calculable
    assert plain(view(ws).ligne("eig").motif) == "valeur à saisir dans Données"
