"""Meetings for the tests: in « Les Tilleuls », the COPIL that was held and the one to come."""

from __future__ import annotations

from datetime import date
from functools import cache

from cpom_desktop.domain.reunions import EtatDecision, EtatReunion, NaturePoint, Presence
from cpom_desktop.services.operations import (
    AddDecision,
    AddPoint,
    AddReunion,
    SetEtatReunion,
    UpdatePoint,
    UpdatePresence,
)
from tests.outils.editions import edition_of, tilleuls

FIRST = (("Rétroplanning et dates des comités", 60, NaturePoint.DECISION),)
AGENDA = (
    ("Approbation du compte rendu du 4 février 2027", 10, NaturePoint.DECISION),
    ("Méthode, calendrier et contrat en cours", 10, NaturePoint.INFORMATION),
    ("Forces et faiblesses, thème par thème", 60, NaturePoint.AVIS),
    ("Faiblesses retenues comme axes du contrat", 55, NaturePoint.DECISION),
    ("Suite : objectifs, COPIL n° 3 du 1er juillet", 15, NaturePoint.INFORMATION),
)
SAID = "La signature est visée le 15 décembre 2027."


def acteur_of(workspace, slug):
    """Return a stakeholder by the name it has in the pack."""
    return next(a for a in workspace.snapshot.acteurs if a.slug == slug)


def add_copil(workspace, agenda=AGENDA, **values):
    """Add a COPIL to come with its agenda; return its id."""
    copil = next(i for i in workspace.snapshot.instances if i.slug == "copil")
    given = {
        "titre": "COPIL : diagnostic partagé",
        "objet": "au partage du diagnostic",
        "jour": date(2027, 4, 15),
        "heure": "14:00",
        "duree_minutes": 150,
        "lieu": "Salle Verlaine, EHPAD Les Tilleuls",
        **values,
    }
    reunion_id = workspace.run(AddReunion(instance_id=copil.id, **given)).result
    speaker = acteur_of(workspace, "direction").id
    for titre, minutes, nature in agenda:
        workspace.run(
            AddPoint(
                reunion_id=reunion_id,
                titre=titre,
                duree_minutes=minutes,
                nature=nature,
                rapporteur_id=speaker,
            )
        )
    return reunion_id


def hold_first_copil(workspace):
    """Add the first COPIL, held on 4 February, with what was said and decided; return its id."""
    reunion_id = add_copil(
        workspace, FIRST, titre="COPIL : lancement", objet="au lancement", jour=date(2027, 2, 4)
    )
    point = next(p for p in workspace.snapshot.reunions_points if p.reunion_id == reunion_id)
    workspace.run(UpdatePoint(id=point.id, notes=SAID, traite=True))
    for presence in workspace.snapshot.reunions_presences:
        came = Presence.EXCUSE if presence.nom == "Anne Delmas" else Presence.PRESENT
        workspace.run(UpdatePresence(id=presence.id, presence=came))
    for texte, etat, echeance in (
        ("Transmettre une synthèse du diagnostic.", EtatDecision.A_FAIRE, date(2027, 3, 1)),
        ("Le rétroplanning est adopté.", EtatDecision.ACTEE, None),
        ("Fixer la date du COPIL n° 2.", EtatDecision.A_FAIRE, date(2027, 4, 1)),
    ):
        workspace.run(
            AddDecision(
                reunion_id=reunion_id,
                point_id=point.id,
                texte=texte,
                etat=etat,
                echeance=echeance,
                responsable_id=acteur_of(workspace, "referent-cpom").id,
            )
        )
    for etat, day in (
        (EtatReunion.CONVOQUEE, date(2027, 1, 14)),
        (EtatReunion.TENUE, date(2027, 2, 4)),
        (EtatReunion.CLOSE, date(2027, 2, 12)),
    ):
        workspace.run(SetEtatReunion(id=reunion_id, etat=etat, le=day))
    return reunion_id


def add_both_copils(workspace):
    """Add the COPIL that was held and the one to come; return their ids."""
    return hold_first_copil(workspace), add_copil(workspace)


@cache
def both_copils():
    """Return the edition of the demonstration with its two COPIL."""
    with tilleuls() as workspace:
        add_both_copils(workspace)
        return edition_of(workspace)
