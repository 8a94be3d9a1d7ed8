"""The demonstration is complete, consistent, and lives on 12 March 2027."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from cpom_desktop.bootstrap import demonstration_workspace
from cpom_desktop.domain.diagnostic import Cotation, NatureConstat
from cpom_desktop.domain.fiches_action import StatutFiche
from cpom_desktop.domain.lacunes import Lacune
from cpom_desktop.domain.raci import AnomalieRaci
from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.errors import ImportImpossible
from cpom_desktop.reports.fonts import missing_characters
from cpom_desktop.services.demonstration import demonstration_texts, read_demonstration
from cpom_desktop.services.ports import LAST_EDIT
from cpom_desktop.services.queries.diagnostic import findings, themes, total_score
from cpom_desktop.services.queries.etablissement import avertissements
from cpom_desktop.services.queries.fiches_action import fiches
from cpom_desktop.services.queries.planning import plan_view
from cpom_desktop.services.queries.raci import raci_view
from cpom_desktop.services.snapshot import RECORDS, SINGLE
from tests.outils.dossiers import copy_demonstration, frozen_clock, opened

TODAY = date(2027, 3, 12)
MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
STILL_TO_COME = {date(2030, 1, 3), date(2032, 1, 3), date(2027, 6, 30)}
"""Dates of constats that are ahead: end of the authorisation, last useful evaluation, coupe."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """Return the demonstration, open; nothing in this file changes it."""
    with opened(copy_demonstration(tmp_path_factory.mktemp("demonstration"))) as workspace:
        yield workspace


def plain(text):
    """Return a text with ordinary spaces."""
    return text.replace("\u00a0", " ")


def texts_of(snapshot):
    """Return every text of the dossier, packs aside, with where it is."""
    for table in RECORDS.keys() - {"packs_integres"}:
        rows = getattr(snapshot, table)
        for row in (rows,) if table in SINGLE else rows:
            for field in fields(row):
                value = getattr(row, field.name)
                if isinstance(value, str):
                    yield f"{table}.{row.id}.{field.name}", value


def test_it_lives_on_its_day_and_nothing_of_its_making_is_undoable(demo):
    assert demo.today == TODAY
    assert demo.undo_titles() == ("", "")
    assert dict(demo.resume()) == {
        "page": "tableau-de-bord",
        LAST_EDIT: "grille|constats.dg-h03.texte|2027-03-11T17:48",
    }


def test_every_kind_of_record_has_rows(demo):
    empty = [table for table in RECORDS if not getattr(demo.snapshot, table)]

    assert empty == ["anomalies_assumees", "confidentialite", "effacements"]


def test_every_text_is_printed_by_the_fonts(demo):
    missing = {place: missing_characters(text) for place, text in texts_of(demo.snapshot)}

    assert {place: signs for place, signs in missing.items() if signs} == {}


def test_telephones_and_addresses_belong_to_nobody(demo):
    people = demo.snapshot.acteurs

    assert all(a.telephone.startswith("01 99 00 ") for a in people if a.telephone)
    assert all(a.courriel.endswith(".example") for a in people if a.courriel)
    assert sum(bool(a.telephone) for a in people) >= 20


# stage 1


def test_two_tasks_are_late_and_the_plan_still_holds(demo):
    plan = plan_view(demo.snapshot, demo.content, demo.today)

    assert [(row.responsable, row.retard_jours) for row in plan.late_rows] == [
        ("Sophie Lemaire", 4),
        ("Thomas Girard", 7),
    ]
    assert plain(plan.marge) == "Marge restante : 16 jours ouvrés"
    assert plan.first_day >= date(2027, 2, 2)


def test_what_is_done_was_done_on_a_working_day_before_today(demo):
    done = [task for task in demo.snapshot.tasks if task.etat is EtatTache.FAIT]

    assert len(done) == 8
    for task in done:
        assert date(2027, 2, 2) <= task.fin_reelle <= TODAY, task.titre
        assert task.fin_reelle.weekday() < 5, task.titre
        assert task.avancement == 100


def test_the_matrix_has_one_finding_left_to_correct(demo):
    (finding,) = raci_view(demo.snapshot, demo.content).findings

    assert finding.constat.kind is AnomalieRaci.PLUSIEURS_RESPONSABLES
    assert "coter la grille" in finding.texte


def test_the_establishment_raises_no_doubt(demo):
    assert avertissements(demo.snapshot) == ()


# stage 2


def test_the_grid_is_answered_but_for_two_themes(demo):
    views = themes(demo.snapshot, demo.content)
    total = total_score(views)

    assert (total.criteres, total.answered, total.non_concernes) == (116, 106, 1)
    assert {v.theme.lettre: (v.score.answered, v.score.criteres) for v in views} == {
        "A": (7, 7),
        "B": (8, 8),
        "C": (16, 16),
        "D": (9, 9),
        "E": (15, 17),
        "F": (12, 12),
        "G": (7, 7),
        "H": (3, 11),
        "I": (10, 10),
        "J": (8, 8),
        "K": (5, 5),
        "L": (6, 6),
    }
    assert {v.theme.lettre: str(v.score.moyenne) for v in views} == {
        "A": "3.4",
        "B": "3.1",
        "C": "3.5",
        "D": "3.2",
        "E": "2.6",
        "F": "3.0",
        "G": "3.1",
        "H": "2.3",
        "I": "2.4",
        "J": "2.6",
        "K": "2.5",
        "L": "3.0",
    }


def test_constats_say_something_and_are_weighed(demo):
    constats = demo.snapshot.constats
    natures = Counter(constat.nature for constat in constats)

    assert all(c.texte for c in constats if c.cotation is not Cotation.NON_CONCERNE)
    assert all(c.motif for c in constats if c.cotation is Cotation.NON_CONCERNE)
    assert (natures[NatureConstat.FORCE], natures[NatureConstat.FAIBLESSE]) == (10, 11)
    assert (natures[NatureConstat.OPPORTUNITE], natures[NatureConstat.MENACE]) == (2, 2)
    assert sum(c.a_verifier for c in constats) == 3
    assert all(c.priorite for c in constats if c.nature is NatureConstat.FAIBLESSE)
    known = [c for c in constats if c.position_ars or c.position_departement]
    assert 12 <= len(known) <= 20


def test_the_first_weaknesses_are_those_that_the_fiches_answer(demo):
    urgent = findings(demo.snapshot, demo.content, NatureConstat.FAIBLESSE)[:3]
    answered = {link.critere for link in demo.snapshot.fiches_constats}

    assert {view.critere.slug for view in urgent} == {"dg-e05", "dg-e08", "dg-h03"} <= answered


def dates_in(text):
    found = re.findall(rf"\b(\d\d?|1er) ({'|'.join(MONTHS)}) (\d{{4}})", plain(text))
    for day, month, year in found:
        yield date(int(year), MONTHS.index(month) + 1, int(day.removesuffix("er")))


def test_no_constat_speaks_of_a_day_that_has_not_come(demo):
    ahead = {
        day
        for constat in demo.snapshot.constats
        for text in (constat.texte, constat.preuve)
        for day in dates_in(text)
        if day > TODAY
    }

    assert ahead == STILL_TO_COME


RATIOS = {
    "dg-b01": [("94,00 %", 28820, 30660, 100, 2), ("96,00 %", 29434, 30660, 100, 2)],
    "dg-b02": [("70,00 %", 1050, 1500, 100, 2), ("73,01 %", 533, 730, 100, 2)],
    "dg-b04": [("707,78", 57330, 81, 1, 2)],
    "dg-b06": [("912,0", 21888, 24, 1, 1), ("930,0", 23250, 25, 1, 1)],
    "dg-d01": [("91,36 %", 74, 81, 100, 2), ("73,42 %", 58, 79, 100, 2)],
    "dg-e08": [("6,49", 191, 29434, 1000, 2), ("7,49", 216, 28820, 1000, 2)],
    "dg-h01": [("66,79", "56.1", 84, 100, 2)],
    "dg-h02": [("4,10 %", "2.4", "58.5", 100, 2), ("25,00 %", 16, 64, 100, 2)],
    "dg-h03": [("12,63 %", 2490, "19710", 100, 2), ("11,04 %", 2260, "20476.5", 100, 2)],
    "dg-i02": [("5,44 %", 221271, 4070771, 100, 2), ("39,2", 413808, 3849500, 365, 1)],
    "dg-i03": [("3,7", 818500, 221271, 1, 1)],
    "dg-j01": [("54,71 %", 3994000, 7300000, 100, 2), ("66,01 %", 802000, 1215000, 100, 2)],
    "dg-j07": [("195,0", 1014000, 5200, 1, 1), ("215,0", 1118000, 5200, 1, 1)],
}
"""Criterion → (figure as written, numerator, denominator, factor, decimals), of the sample year.

Source: the worked example of the trade dossier (figures 2023–2025 of « Les Tilleuls »).
"""


@pytest.mark.parametrize("critere", RATIOS)
def test_ratios_of_the_constats_are_those_of_the_figures(demo, critere):
    text = plain(demo.snapshot.constats_by_critere[critere].texte)

    for written, above, below, factor, places in RATIOS[critere]:
        exact = Decimal(above) / Decimal(below) * factor
        rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        assert written.removesuffix(" %") == f"{rounded}".replace(".", ",")
        assert written in text


AMOUNTS = {
    "dg-c12": ["quatre fois en 2025"],
    "dg-e17": ["33 hospitalisations", "41 en 2023", "37 en 2024"],
    "dg-f08": ["Deux événements", "trois en 2024"],
    "dg-i01": ["−91 082 €", "−50 381 €", "−12 229 €", "−19 024 €"],
    "dg-i05": ["64,60 €", "5 757,61 €"],
    "dg-i06": ["309 900 €", "184 500 €"],
    "dg-b07": ["25 entrées", "24 sorties", "20 décès", "105 personnes"],
    "dg-h02": ["38 000 €"],
    "dg-h03": ["97 CDD"],
}


@pytest.mark.parametrize("critere", AMOUNTS)
def test_counts_of_the_constats_are_those_of_the_figures(demo, critere):
    text = plain(demo.snapshot.constats_by_critere[critere].texte)

    assert [words for words in AMOUNTS[critere] if words not in text] == []


# stage 3


def test_each_fiche_costs_each_year_what_is_said_and_is_paid_in_full(demo):
    euros = {2028: 28260, 2029: 9300, 2030: 9300, 2031: 9300, 2032: 9300}
    staff = {2028: 61700, 2029: 47600, 2030: 45000, 2031: 43800, 2032: 45000}
    nights = {2028: 19267, 2029: 15600, 2030: 14000, 2031: 14000, 2032: 14000}
    views = fiches(demo.snapshot)

    assert [view.cout_centimes for view in views] == [6_546_000, 24_310_000, 7_686_700]
    for view, expected in zip(views, (euros, staff, nights), strict=True):
        assert dict(view.cout_par_annee) == {y: e * 100 for y, e in expected.items()}
        assert sum(view.cout_par_annee.values()) == view.cout_centimes == view.finance_centimes


def test_fiches_are_first_drafts_written_before_today(demo):
    for fiche in demo.snapshot.fiches_action:
        assert fiche.statut in {StatutFiche.BROUILLON, StatutFiche.PROPOSEE}
        assert fiche.version in {"0.1", "0.2", "0.3"}
        assert fiche.redigee_le <= TODAY
        assert (fiche.validee_le, fiche.validee_par) == (None, "")


def test_only_the_last_fiche_lacks_something(demo):
    first, second, third = fiches(demo.snapshot)

    assert first.lacunes == second.lacunes == ()
    assert third.lacunes == (Lacune.ECHEANCE, Lacune.MODE_CALCUL, Lacune.SUIVI)


def test_steps_and_targets_stand_within_the_contract(demo):
    snapshot = demo.snapshot

    for etape in snapshot.etapes:
        assert etape.debut.year >= 2028, etape.libelle
        assert etape.fin is None or etape.debut < etape.fin <= date(2032, 12, 31), etape.libelle
    assert {cible.annee for cible in snapshot.cibles_indicateurs} == set(range(2028, 2033))


@pytest.mark.parametrize(
    ("libelle", "initiale", "cible"),
    [
        ("Chutes pour 1 000 journées", "6.49", "5.2"),
        ("Taux d’absentéisme hors formation", "11.04", "9.0"),
        ("Taux de rotation du personnel", "25.00", "18.2"),
    ],
)
def test_indicators_start_from_the_figures_of_2025(demo, libelle, initiale, cible):
    (view,) = (
        view
        for fiche in fiches(demo.snapshot)
        for view in fiche.indicateurs
        if plain(view.indicateur.libelle) == libelle
    )

    assert view.indicateur.annee_initiale == 2025
    assert view.indicateur.valeur_initiale == Decimal(initiale)
    assert view.final == (2032, Decimal(cible))
    assert list(view.cibles.values()) == sorted(view.cibles.values(), reverse=True)


def test_figures_of_2026_are_told_as_such(demo):
    for indicateur in demo.snapshot.indicateurs:
        if indicateur.annee_initiale == 2026:
            assert "Relevé interne 2026" in indicateur.definition


def test_everyone_named_by_a_fiche_is_a_person_of_the_dossier(demo):
    people = demo.snapshot.acteurs_by_id

    for fiche in demo.snapshot.fiches_action:
        assert people[fiche.responsable_id].nom
        assert people[fiche.suppleant_id].nom
    assert all(people[etape.responsable_id].nom for etape in demo.snapshot.etapes)


# reading


FAULTS = {
    "unknown section": ('[acteurs]\n[voisins]\nnom = "x"', "champ inconnu", "voisins"),
    "not TOML": ("acteurs = ", "TOML", ""),
    "bad slug": ('constats = [{critere = "a", cotation = "bof"}]', "cotation", "bof"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_a_file_is_told_with_its_key(fault):
    extra, *words = FAULTS[fault]

    with pytest.raises(ImportImpossible) as caught:
        read_demonstration((*demonstration_texts(), extra))

    for word in words:
        assert word in caught.value.sentence


WRONG = {
    "acteurs.inconnu": ("[acteurs.carsat]", "[acteurs.inconnu]", "inconnu"),
    "acteurs.carsat": ("[acteurs.carsat]", "[acteurs.carsat]\nage = 4", "[acteurs.carsat]"),
}


@pytest.mark.parametrize("change", WRONG)
def test_a_wrong_name_or_field_leaves_no_dossier(monkeypatch, tmp_path, change):
    before, after, told = WRONG[change]
    texts = tuple(text.replace(before, after) for text in demonstration_texts())
    monkeypatch.setattr("cpom_desktop.services.demonstration.demonstration_texts", lambda: texts)

    with pytest.raises(ImportImpossible) as caught:
        demonstration_workspace(tmp_path / "essai.cpom", clock=frozen_clock)

    assert told in caught.value.sentence
    assert list(tmp_path.iterdir()) == []


def test_what_was_said_of_the_deadlines_agrees_with_the_diagnosis(demo):
    from cpom_desktop.services.queries.echeancier import echeancier

    view = echeancier(demo.snapshot, demo.content, demo.today)

    assert view.line("annexe-activite:2027").fait_le == date(2026, 10, 28)
    assert view.line("cvs-trois-reunions:2027").moved
    assert view.line("evaluation-has:2").jour == date(2029, 10, 15)
    assert view.line("reglement-fonctionnement:2").jour == date(2030, 5, 18)
    assert view.line("projet-etablissement:1").jour == date(2027, 12, 31)
