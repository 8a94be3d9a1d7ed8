"""The rules of the échéancier are those of the notes, each with its text and how it was read."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.content.loader import Content
from cpom_desktop.content.packs import ADDED_LATER, embed
from cpom_desktop.content.schema import Confiance
from cpom_desktop.domain.occurrences import occurrences
from cpom_desktop.domain.regles_echeances import DatesContrat, GenreRegle
from cpom_desktop.services.operations.echeances import check_reminders

VU, SECONDAIRE, MEMOIRE = Confiance.VU, Confiance.SECONDAIRE, Confiance.MEMOIRE
# numbers §4 : confiance de chaque échéance
CONFIANCES = {
    "EC01": VU,
    "EC02": VU,
    "EC03": SECONDAIRE,
    "EC04": SECONDAIRE,
    "EC05": SECONDAIRE,
    "EC06": SECONDAIRE,
    "EC07": VU,
    "EC08": SECONDAIRE,
    "EC09": VU,
    "EC10": MEMOIRE,  # lu dans une version ancienne : à confirmer
    "EC11": SECONDAIRE,
    "EC12": SECONDAIRE,
    "EC13": SECONDAIRE,
    "EC14": SECONDAIRE,
    "EC15": SECONDAIRE,
    "EC17": SECONDAIRE,
    "EC18": SECONDAIRE,
    "EC19": SECONDAIRE,
    "EC20": SECONDAIRE,
    "EC21": MEMOIRE,
    "EC22": MEMOIRE,
    "EC23": MEMOIRE,
    "EC24": MEMOIRE,
    "EC25": MEMOIRE,
    "EC26": SECONDAIRE,
}


@pytest.fixture(scope="module")
def echeances():
    return Content.bundled().echeances


def test_every_deadline_of_the_notes_has_its_rule_and_its_confidence(echeances):
    read = {
        number: regle.confiance
        for regle in echeances.regles
        for number in regle.repere.split(", ")
        if number.startswith("EC") and number != "EC16"
    }

    assert read == CONFIANCES


def test_the_two_meetings_of_the_follow_up_are_read_unequally(echeances):
    assert echeances.regle("comite-mi-parcours").confiance is VU
    assert echeances.regle("comite-final").confiance is MEMOIRE


def test_the_recurring_tasks_of_the_kit_are_rules_and_the_others_tasks(echeances):
    rules = {number for regle in echeances.regles for number in regle.repere.split(", ")}
    plan = Content.bundled().retroplanning.plans[0]

    assert {"RP44", "RP45", "RP46", "RP47", "RP48", "RP49", "RP56"} <= rules
    assert {task.repere for task in plan.vie_du_contrat} == {
        *(f"RP{n}" for n in range(41, 44)),
        *(f"RP{n}" for n in range(50, 56)),
    }


def test_what_is_from_memory_says_so_in_its_own_words(echeances):
    for regle in echeances.regles:
        if regle.confiance is MEMOIRE:
            told = f"{regle.texte} {regle.a_noter}"
            assert "de mémoire" in told or "à confirmer" in told, regle.slug
        assert regle.legal is (regle.confiance is not Confiance.PROPOSE)


def test_reminders_are_those_of_the_notes_and_read_well(echeances):
    assert check_reminders(echeances.rappels) == (60, 30, 7)
    for regle in echeances.regles:
        if regle.rappels is not None:
            assert check_reminders(regle.rappels)


def test_only_rules_about_a_year_name_it(echeances):
    yearly = {GenreRegle.EXERCICE, GenreRegle.SUITE, GenreRegle.DEMANDE}
    for regle in echeances.regles:
        words = f"{regle.titre} {regle.court} {regle.resume}"
        assert words.count("{") == words.count("{exercice}"), regle.slug
        if "{exercice}" in words:
            assert regle.calcul.genre in yearly, regle.slug


def test_the_rules_of_the_pack_date_the_demonstration(echeances):
    dates = DatesContrat(
        signature=date(2027, 12, 15),
        effet=date(2028, 1, 1),
        fin=date(2032, 12, 31),
        fin_actuel=date(2027, 12, 31),
    )
    rules = [regle.rule for regle in echeances.regles]
    told = {o.cle: o.jour for o in occurrences(rules, dates, date(2027, 3, 12), {})}

    assert told["errd:2026"] == date(2027, 4, 30)
    assert told["eprd:2027"] == date(2027, 6, 30)
    assert told["tableau-de-bord:2026"] == date(2027, 6, 30)
    assert told["gir-pmp-tarif:2028"] == date(2027, 6, 30)
    assert told["prorogation:fin_contrat_actuel"] == date(2027, 6, 30)
    assert told["annexe-activite:2028"] == date(2027, 10, 31)
    assert told["coupe-mi-contrat:effet"] == date(2030, 12, 31)
    assert told["comite-final:fin_contrat"] == date(2032, 12, 31)


def test_a_dossier_made_before_borrows_the_rules_of_the_program():
    texts = {name: text for name, text in embed().items() if name != ADDED_LATER["echeances"]}
    older = Content.from_texts(texts)

    assert older.borrowed == {"echeances"}
    assert older.echeances == Content.bundled().echeances
    assert older.echeances.regles[0].source in older.sources
