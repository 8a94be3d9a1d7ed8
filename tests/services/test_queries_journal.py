"""The journal as it is read: order, chips, meetings, follow-ups, contacts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cpom_desktop.domain.acteurs import Acteur, Famille
from cpom_desktop.domain.echanges import Echange, EchangePersonne, Envoi, objet_of
from cpom_desktop.domain.reunions import EtatReunion, Reunion, ReunionPresence
from cpom_desktop.domain.tasks import EtatTache, Task
from cpom_desktop.services.queries.contacts import contacts
from cpom_desktop.services.queries.journal import (
    EtatSuite,
    Filtre,
    Part,
    autorite_of,
    journal,
    open_demands,
)
from cpom_desktop.services.snapshot import DossierSnapshot

TODAY = date(2027, 3, 12)
ARS = Acteur(
    id=1, famille=Famille.AUTORITES, slug="ars-dd", structure="ARS, délégation", nom="P. C."
)
DEP = Acteur(id=2, famille=Famille.AUTORITES, structure="Conseil départemental", nom="A. Delmas")
CVS = Acteur(id=3, famille=Famille.PERSONNES_ACCOMPAGNEES, nom="Mme Roux")


def echange(number, day, **fields):
    return Echange(id=number, jour=day, objet=f"Objet {number}", **fields)


def with_whom(number, acteur, nom=""):
    nom = nom or (acteur.nom if acteur else "")
    return EchangePersonne(
        id=number * 10 + (acteur.id if acteur else 9),
        echange_id=number,
        acteur_id=acteur.id if acteur else None,
        nom=nom,
    )


def dossier(*echanges, people=(), **tables):
    return DossierSnapshot(
        acteurs=(ARS, DEP, CVS), echanges=echanges, echanges_personnes=tuple(people), **tables
    )


def test_the_newest_comes_first_and_the_hour_tells_within_a_day():
    found = journal(
        dossier(
            echange(1, date(2027, 3, 4), heure="11:20"),
            echange(2, date(2027, 3, 12), heure="09:40"),
            echange(3, date(2027, 3, 4), heure="16:05"),
        ),
        TODAY,
    )

    assert [line.cle for line in found.lignes] == ["2", "3", "1"]


def test_chips_count_what_they_show():
    snapshot = dossier(
        echange(1, date(2027, 3, 4), attend_reponse=True),
        echange(2, date(2027, 3, 5)),
        echange(3, date(2027, 3, 6), attend_reponse=True, clos_le=TODAY),
        people=[with_whom(1, DEP), with_whom(2, ARS), with_whom(2, DEP), with_whom(3, CVS)],
    )
    found = journal(snapshot, TODAY)

    assert found.comptes == {
        Part.TOUS: 3,
        Part.ARS: 1,
        Part.DEPARTEMENT: 2,
        Part.SANS_REPONSE: 1,
    }
    assert [li.cle for li in found.chosen(Filtre(Part.DEPARTEMENT))] == ["2", "1"]
    both = found.lignes[1]
    assert (both.structures, both.personnes) == ("ARS, Dép.", "P. C., A. Delmas")


def test_a_person_keeps_the_name_of_that_day_and_one_who_is_gone_stays():
    snapshot = dossier(
        echange(1, TODAY),
        echange(2, TODAY),
        people=[with_whom(1, DEP, "Jean Avant"), with_whom(2, None, "Une Inconnue")],
    )
    found = {line.cle: line for line in journal(snapshot, TODAY).lignes}

    assert (found["1"].structures, found["1"].personnes) == ("Dép.", "Jean Avant")
    assert (found["2"].structures, found["2"].personnes) == ("Une Inconnue", "")
    assert journal(snapshot, TODAY).personnes() == (("Jean Avant", 1), ("Une Inconnue", 1))


def test_person_and_period_filter_together():
    snapshot = dossier(
        echange(1, date(2026, 12, 11)),
        echange(2, date(2027, 1, 6)),
        echange(3, date(2027, 1, 7)),
        people=[with_whom(1, ARS), with_whom(2, ARS), with_whom(3, DEP)],
    )
    found = journal(snapshot, TODAY)
    wanted = Filtre(personne="P. C.", depuis=date(2027, 1, 1), jusqu_au=date(2027, 12, 31))

    assert [li.cle for li in found.chosen(wanted)] == ["2"]
    assert found.annees() == (2027, 2026)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, EtatSuite.AUCUNE),
        ({"attend_reponse": True}, EtatSuite.SANS_REPONSE),
        ({"attend_reponse": True, "clos_le": TODAY}, EtatSuite.CLOS),
        ({"suite": "Envoyer", "suite_le": date(2027, 3, 31)}, EtatSuite.A_FAIRE),
        ({"suite": "Envoyer", "suite_le": TODAY}, EtatSuite.A_FAIRE),
        ({"suite": "Envoyer", "suite_le": date(2027, 3, 11)}, EtatSuite.EN_RETARD),
        ({"suite": "Envoyer"}, EtatSuite.A_FAIRE),
        ({"suite": "Envoyer", "suite_faite_le": TODAY}, EtatSuite.CLOS),
        ({"suite": "Envoyer", "task_id": 7}, EtatSuite.CLOS),
        ({"suite": "Envoyer", "task_id": 8}, EtatSuite.A_FAIRE),
    ],
)
def test_what_is_still_asked_for(fields, expected):
    tasks = (
        Task(id=7, phase="p", titre="Faite", duree_jours=1, etat=EtatTache.FAIT),
        Task(id=8, phase="p", titre="À faire", duree_jours=1),
    )
    snapshot = dossier(echange(1, date(2027, 3, 1), **fields), tasks=tasks)

    assert journal(snapshot, TODAY).lignes[0].suite is expected


MEETING = Reunion(
    id=4,
    titre="COPIL n° 1",
    jour=date(2027, 2, 4),
    heure="14:00",
    etat=EtatReunion.CLOSE,
    convoquee_le=date(2027, 1, 14),
    diffusee_le=date(2027, 2, 19),
)
PRESENCES = (
    ReunionPresence(id=1, reunion_id=4, acteur_id=1, nom="P. C."),
    ReunionPresence(id=2, reunion_id=4, acteur_id=2, nom="A. Delmas"),
)


def test_a_meeting_adds_its_convocation_itself_and_its_minutes():
    snapshot = dossier(reunions=(MEETING,), reunions_presences=PRESENCES)
    found = journal(snapshot, TODAY).lignes

    assert [(li.cle, li.jour, li.suite) for li in found] == [
        ("reunion:4:compte_rendu", date(2027, 2, 19), EtatSuite.AUCUNE),
        ("reunion:4:tenue", date(2027, 2, 4), EtatSuite.CLOS),
        ("reunion:4:convocation", date(2027, 1, 14), EtatSuite.AUCUNE),
    ]
    assert {li.structures for li in found} == {"ARS, Dép."}


def test_a_meeting_to_come_adds_nothing_but_its_convocation():
    to_come = replace(MEETING, etat=EtatReunion.CONVOQUEE, diffusee_le=None)
    snapshot = dossier(reunions=(to_come,), reunions_presences=PRESENCES)

    assert [li.cle for li in journal(snapshot, TODAY).lignes] == ["reunion:4:convocation"]


def test_what_she_wrote_of_a_meeting_stands_in_its_place():
    sent = echange(1, date(2027, 2, 19), nature="document", reunion_id=4)
    snapshot = dossier(
        sent, reunions=(MEETING,), reunions_presences=PRESENCES, envois=(envoi(1, 1),)
    )
    found = journal(snapshot, TODAY).lignes

    assert [li.cle for li in found] == ["1", "reunion:4:tenue", "reunion:4:convocation"]
    assert found[0].joints == 1


def envoi(number, echange_id):
    return Envoi(id=number, echange_id=echange_id, titre="Compte rendu")


def test_only_demands_with_that_person_may_be_closed():
    snapshot = dossier(
        echange(1, date(2027, 2, 22), attend_reponse=True),
        echange(2, date(2027, 3, 4), attend_reponse=True),
        echange(3, date(2027, 3, 5), attend_reponse=True),
        echange(4, date(2027, 3, 6), attend_reponse=True, clos_le=TODAY),
        people=[with_whom(1, DEP), with_whom(2, DEP), with_whom(3, ARS), with_whom(4, DEP)],
    )

    assert [e.id for e in open_demands(snapshot, [2])] == [2, 1]
    assert [e.id for e in open_demands(snapshot, [2], but=2)] == [1]
    assert open_demands(snapshot, []) == ()


def test_contacts_say_how_often_when_last_and_what_is_next():
    snapshot = dossier(
        echange(1, date(2027, 2, 22), attend_reponse=True),
        echange(2, date(2027, 3, 4), suite="Rappeler", suite_le=date(2027, 4, 2)),
        echange(3, date(2027, 3, 20), suite="Envoyer", suite_le=date(2027, 3, 31)),
        people=[with_whom(1, DEP, "Jean Avant"), with_whom(2, DEP), with_whom(3, DEP)],
        reunions=(MEETING,),
        reunions_presences=PRESENCES,
    )
    found = contacts(snapshot, TODAY)

    dep = found[DEP.id]
    assert (dep.nombre, dep.dernier, dep.dernier_objet) == (4, date(2027, 3, 4), "Objet 2")
    assert (dep.suite, dep.suite_le, dep.sans_reponse) == ("Envoyer", date(2027, 3, 31), 1)
    assert dep.par_nom == {"Jean Avant": 1, "A. Delmas": 2}
    assert found[ARS.id].nombre == 1
    assert CVS.id not in found


@pytest.mark.parametrize(
    ("slug", "structure", "expected"),
    [
        ("dgars", "", Part.ARS),
        ("", "Agence régionale de santé", Part.ARS),
        ("", "ARS, délégation départementale", Part.ARS),
        ("president-departement", "", Part.DEPARTEMENT),
        ("", "Métropole de Lyon", Part.DEPARTEMENT),
        ("", "Préfecture", None),
    ],
)
def test_an_authority_is_known_by_its_slug_or_its_name(slug, structure, expected):
    acteur = Acteur(id=9, famille=Famille.AUTORITES, slug=slug, structure=structure)

    assert autorite_of(acteur) is expected
    assert autorite_of(replace(acteur, famille=Famille.SANITAIRE)) is None


@pytest.mark.parametrize(
    ("texte", "expected"),
    [
        ("Retient le 15 avril à 14 h. Demande le diagnostic.", "Retient le 15 avril à 14 h."),
        ("M. Caron confirme. Il viendra.", "M. Caron confirme."),
        ("\n\n  Une ligne  \nDeux", "Une ligne"),
        ("Le COPIL n° 2. Et après", "Le COPIL n° 2."),
        ("x" * 300, "x" * 159 + "…"),
        ("mot " * 60, ("mot " * 39).strip() + "…"),
        (" \n ", ""),
    ],
)
def test_the_subject_is_the_first_sentence_of_what_was_said(texte, expected):
    assert objet_of(texte) == expected
