"""Meetings for the tests: in « Les Tilleuls », the COPIL that was held and the one to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from cpom_desktop.domain.acteurs import Civilite
from cpom_desktop.domain.reunions import EtatDecision, EtatReunion, NaturePoint, Presence
from cpom_desktop.reports.catalogue import entry_for
from cpom_desktop.services.operations import (
    AddDecision,
    AddPoint,
    AddReunion,
    SetEtatReunion,
    UpdateActeur,
    UpdatePoint,
    UpdatePresence,
)
from tests.outils.editions import edition_of, texts_of, tilleuls, with_snapshot
from tests.outils.fenetre import plain

FIRST = (("Rétroplanning et dates des comités", 60, NaturePoint.DECISION),)
AGENDA = (
    ("Méthode, calendrier et contrat en cours", 10, NaturePoint.INFORMATION),
    ("Forces et faiblesses, thème par thème", 60, NaturePoint.AVIS),
    ("Faiblesses retenues comme axes du contrat", 60, NaturePoint.DECISION),
    ("Suite : objectifs, COPIL n° 3 du 1er juillet", 15, NaturePoint.INFORMATION),
)
LONG = "Le comité échange longuement sur ce point, chiffres à l'appui. " * 32
"""Two thousand characters said on one point."""
SAID = "La signature est visée le 15 décembre 2027."


def acteur_of(workspace, slug):
    """Return a stakeholder by the name it has in the pack."""
    return next(a for a in workspace.snapshot.acteurs if a.slug == slug)


def add_copil(workspace, agenda=AGENDA, **values):
    """Add a COPIL to come with its agenda; return its id."""
    copil = next(i for i in workspace.snapshot.instances if i.slug == "copil")
    given = {
        "titre": "COPIL n° 2 : diagnostic partagé",
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
    cd = acteur_of(workspace, "departement-etablissements-pa")
    address = "1, place du Département\n99000 Les Vallées"
    workspace.run(
        UpdateActeur(
            id=cd.id,
            nom="Anne Delmas",
            fonction="Cheffe de service",
            civilite=Civilite.MADAME,
            adresse=address,
        )
    )
    reunion_id = add_copil(
        workspace,
        FIRST,
        titre="COPIL n° 1 : lancement",
        objet="au lancement",
        jour=date(2027, 2, 4),
    )
    point = next(p for p in workspace.snapshot.reunions_points if p.reunion_id == reunion_id)
    workspace.run(UpdatePoint(id=point.id, notes=SAID, traite=True))
    for presence in workspace.snapshot.reunions_presences:
        away = presence.qualite == "Représente le département"
        came = Presence.EXCUSE if away else Presence.PRESENT
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


def crowded(edition):
    """Return an edition with forty participants, thirty decisions, and long notes."""
    first = edition.snapshot.reunions[0]
    presence = edition.snapshot.reunions_presences[0]
    decision = edition.snapshot.decisions[0]
    return with_snapshot(
        edition,
        reunions_presences=tuple(
            replace(presence, id=100 + n, reunion_id=r.id, nom=f"Personne numéro {n}")
            for r in edition.snapshot.reunions
            for n in range(40)
        ),
        decisions=tuple(
            replace(decision, id=100 + n, numero=n, reunion_id=first.id, texte=LONG[:240])
            for n in range(1, 31)
        ),
        reunions_points=tuple(
            replace(p, notes=LONG, titre=p.titre * 3) for p in edition.snapshot.reunions_points
        ),
    )


def with_rows(edition, table, change):
    """Return an edition of which every row of a table goes through `change`."""
    rows = tuple(change(row) for row in getattr(edition.snapshot, table))
    return with_snapshot(edition, **{table: rows})


def with_reunion(edition, reunion, **values):
    """Return an edition of which one meeting holds other values."""
    return with_rows(
        edition, "reunions", lambda r: replace(r, **values) if r.id == reunion.id else r
    )


def state_of(slug, edition):
    """Return how ready a document is, and why."""
    status = entry_for(slug, edition).status
    found = status(edition.snapshot, edition.content, edition.now.date())
    return found.state, [plain(reason) for reason in found.reasons]


def told(document):
    """Return every text of a document, spaces alike."""
    return [plain(text) for text in texts_of(document.blocks)]
