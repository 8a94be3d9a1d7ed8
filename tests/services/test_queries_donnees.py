"""The indicators as they are shown: by year, with her numbers, their doubts and references."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cpom_desktop.content.loader import Content
from cpom_desktop.domain.donnees import Unite
from cpom_desktop.i18n import NBSP
from cpom_desktop.services import operations as ops
from cpom_desktop.services.operations import ValeurSaisie
from cpom_desktop.services.queries.donnees import donnees_vue, shown
from cpom_desktop.services.queries.donnees_types import EtatIndicateur
from tests.outils.dossiers import copy_demonstration, opened

TODAY = date(2027, 3, 12)


@pytest.fixture
def ws(tmp_path):
    """Return the demonstration, open to write."""
    with opened(copy_demonstration(tmp_path)) as found:
        yield found


def view(ws):
    return donnees_vue(ws.snapshot, ws.content, TODAY)


def plain(text):
    return text.replace(NBSP, " ").replace("\N{NARROW NO-BREAK SPACE}", " ").replace("’", "'")


def typed(ws, **figures):
    cells = [
        ValeurSaisie(donnee=slug, annee=2026, valeur=None if v is None else Decimal(v))
        for slug, v in figures.items()
    ]
    ws.run(ops.SetValeurs(valeurs=cells))


def test_an_indicator_says_its_years_and_the_calculation_with_her_numbers(ws):
    found = view(ws).indicateur("absenteisme")

    assert [plain(a.texte) for a in found.annees.values()] == [
        "12,63 %",
        "11,72 %",
        "11,04 %",
        "13,08 %",
    ]
    assert plain(found.annees[2025].detail) == "2 260 ÷ 20 476,5 = 11,04 %"
    assert [(plain(r.texte), r.annee) for r in found.reperes] == [
        ("11,40 %", 2023),
        ("13,00 %", 2020),
        ("11,50 %", 2019),
    ]
    assert found.reperes[0].source


def test_a_figure_that_changed_a_lot_is_asked_about_until_she_says_why(ws):
    (question,) = view(ws).indicateur("etp-reels").questions
    assert plain(question.texte) == "11,3 ETP en 2026, contre 21,0 en 2025 : est-ce exact ?"
    assert plain(question.suite) == "Baisse de 46 % en un an."

    ws.run(
        ops.UpdateValeur(
            donnee="etp_aides_soignants", annee=2026, commentaire="Dix postes", confirmee=True
        )
    )
    assert view(ws).indicateur("etp-reels").etat is EtatIndicateur.COMPLET
    typed(ws, etp_aides_soignants="11.2")

    assert view(ws).indicateur("etp-reels").etat is EtatIndicateur.A_VERIFIER


def test_what_is_not_typed_differs_from_zero(ws):
    assert view(ws).indicateur("eig").etat is EtatIndicateur.A_SAISIR
    typed(ws, eig="0")
    assert view(ws).indicateur("eig").annees[2026].texte == "0"

    ws.run(ops.SetValeurs(valeurs=[ValeurSaisie(donnee="eig", annee=2026, inconnue=True)]))

    assert view(ws).indicateur("eig").annees[2026].valeur is None
    row = next(v for v in ws.snapshot.valeurs if (v.donnee, v.annee) == ("eig", 2026))
    assert row.valeur is None
    typed(ws, eig=None)
    assert all((v.donnee, v.annee) != ("eig", 2026) for v in ws.snapshot.valeurs)


def test_a_divisor_of_zero_is_told(ws):
    typed(ws, places_aj="0", journees_aj="0")

    found = view(ws).indicateur("occupation-aj").annees[2026]

    assert found.texte == "–"
    assert plain(found.detail) == "0 ÷ 0 : le diviseur est nul"


def test_the_sum_of_the_girs_is_compared_with_the_residents(ws):
    typed(ws, presents="81", gir_1="9", gir_2="35", gir_3="16", gir_4="15", gir_5="4", gir_6="1")

    told = [plain(q.texte) for q in view(ws).indicateur("gmp").questions]

    assert told == ["80 résidents évalués en 2026, pour 81 présents : est-ce exact ?"]


def test_an_indicator_of_hers_is_computed_and_takes_its_own_references(ws):
    made = ws.run(
        ops.AddIndicateurPropre(
            libelle="Repas mixés",
            groupe="qualite",
            numerateur="Repas mixés",
            denominateur="Repas servis",
            unite=Unite.POUR_CENT,
            decimales=1,
        )
    ).result
    slug = f"propre-{made}"
    typed(ws, **{f"{slug}-num": "15", f"{slug}-den": "40"})
    ws.run(ops.AddRepere(indicateur=slug, valeur=Decimal(30), annee=2025, source="Fédération"))

    found = view(ws).indicateur(slug)
    assert plain(found.annees[2026].texte) == "37,5 %"
    assert found.formule_mots == "Repas mixés ÷ Repas servis"
    assert [r.source for r in found.reperes] == ["Fédération"]

    ws.run(ops.DeleteIndicateursPropres(ids=[made]))

    assert view(ws).indicateur(slug) is None
    assert all(not v.donnee.startswith(slug) for v in ws.snapshot.valeurs)
    assert all(r.indicateur != slug for r in ws.snapshot.reperes)


def test_every_indicator_has_a_unit_a_formula_in_words_and_a_source(ws):
    for found in view(ws).indicateurs:
        assert found.unite
        assert found.source
        assert found.formule_mots or len(found.donnees) == 1
        assert found.donnees


def test_a_value_is_rounded_half_up_when_it_is_shown():
    assert plain(shown(Decimal("11.035"), Unite.POUR_CENT, 2)) == "11,04 %"
    assert shown(Decimal("66.785"), Unite.ETP_POUR_CENT_PLACES, 2, brief=True) == "66,79"
    assert shown(None, Unite.EUROS, 0) == "–"


def test_references_name_their_year_and_their_source():
    kit = Content.bundled().donnees

    for repere in kit.reperes:
        assert repere.champ
        assert kit.indicateur(repere.indicateur)


@pytest.mark.parametrize(
    ("figures", "slug", "told"),
    [
        (
            {"journees_ht": "2000", "places_ht": "2", "jours_ouverture": "365"},
            "occupation-ht",
            "274 % d'occupation en 2026 : est-ce exact ?",
        ),
        ({"gmp_valide": "7400"}, "gmp-valide", "7 400 points en 2026 : est-ce exact ?"),
        ({"etp_ash": "564"}, "etp-reels", "ETP en tout en 2026 : est-ce exact ?"),
    ],
)
def test_what_is_implausible_is_asked_never_refused(ws, figures, slug, told):
    typed(ws, **figures)

    asked = [plain(question.texte) for question in view(ws).indicateur(slug).questions]
    assert any(text.endswith(told) for text in asked)


def test_a_figure_not_known_makes_its_ratios_not_computable_not_to_type(ws):
    cell = ValeurSaisie(donnee="chutes", annee=2026, inconnue=True)
    ws.run(ops.SetValeurs(valeurs=[cell]))

    assert view(ws).indicateur("chutes").etat is EtatIndicateur.NON_CALCULABLE
    typed(ws, chutes=None)
    assert view(ws).indicateur("chutes").etat is EtatIndicateur.A_SAISIR


def test_references_of_other_kinds_of_houses_are_left_out_once_hers_is_known(ws):
    def told(slug):
        return [plain(r.champ) for r in view(ws).indicateur(slug).reperes]

    assert told("occupation-hp")[0] == "EHPAD privés non lucratifs"
    assert told("hospitalisation") == ["EHPAD en tarif partiel sans PUI"]

    ws.run(ops.UpdateEtablissement(statut_juridique=None, option_soins=None))

    assert "EHPAD publics" in told("occupation-hp")
    assert len(told("hospitalisation")) == 4
