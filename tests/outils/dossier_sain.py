"""The demonstration mended until no rule of the contrôle has anything to say, and its edits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cpom_desktop.domain.acteurs import StatutContrat
from cpom_desktop.domain.moyens import SectionTarifaire
from cpom_desktop.domain.pieces import EtatPiece
from cpom_desktop.domain.raci import Sens
from cpom_desktop.domain.reunions import EtatDecision
from cpom_desktop.domain.tasks import EtatTache

LATE = ("contact-autorites", "tableau-bord-performance")
"""Tasks of the demonstration that are late."""


def edited(snapshot, table, row_id, **values):
    """Return a snapshot with fields of one row changed."""
    rows = tuple(replace(r, **values) if r.id == row_id else r for r in getattr(snapshot, table))
    return replace(snapshot, **{table: rows})


def each(snapshot, table, **values):
    """Return a snapshot with fields of every row of a table changed."""
    rows = tuple(replace(row, **values) for row in getattr(snapshot, table))
    return replace(snapshot, **{table: rows})


def without(snapshot, table, **values):
    """Return a snapshot without the rows of a table that hold these values; all, without any."""
    kept = tuple(
        row
        for row in getattr(snapshot, table)
        if any(getattr(row, name) != value for name, value in values.items())
    )
    return replace(snapshot, **{table: kept})


def added(snapshot, table, like, **values):
    """Return a snapshot with one more row, like another but for these values."""
    rows = getattr(snapshot, table)
    model = next(row for row in rows if row.id == like)
    row = replace(model, **{"id": max(r.id for r in rows) + 1, **values})
    return replace(snapshot, **{table: (*rows, row)})


HANGING = (
    "etapes",
    "moyens",
    "financements",
    "fiches_constats",
    "fiches_origines",
    "fiches_indicateurs",
)


def copied(snapshot, like, **values):
    """Return a snapshot with one more fiche, like another with all that hangs from it."""
    number = max(fiche.numero for fiche in snapshot.fiches_action) + 1
    snapshot = added(snapshot, "fiches_action", like, **{"numero": number, **values})
    made = snapshot.fiches_action[-1].id
    for table in HANGING:
        for row in [row for row in getattr(snapshot, table) if row.fiche_id == like]:
            snapshot = added(snapshot, table, row.id, fiche_id=made)
    return snapshot


def sound(snapshot):
    """Return the demonstration, with nothing left that a rule could find."""
    return answered(followed(_carried_out(snapshot)))


def followed(snapshot):
    """Return a snapshot whose people, tasks, documents and exchanges are up to date."""
    for acteur in snapshot.acteurs:
        if acteur.statut_contrat is StatutContrat.SIGNATAIRE and not acteur.nom:
            snapshot = edited(snapshot, "acteurs", acteur.id, nom=f"Alix {acteur.slug.title()}")
    for task in snapshot.tasks:
        if task.slug in LATE:
            done = {"etat": EtatTache.FAIT, "fin_reelle": date(2027, 3, 11)}
            snapshot = edited(snapshot, "tasks", task.id, **done)
    snapshot = without(snapshot, "raci_cases", activite_id=14, role_id=3, sens=Sens.RESPONSABLE)
    held = {"etat": EtatPiece.DISPONIBLE, "valable_jusqu_au": date(2040, 1, 1)}
    snapshot = each(snapshot, "pieces", **held)
    snapshot = each(snapshot, "echanges", clos_le=date(2027, 3, 11), suite="")
    return each(snapshot, "decisions", etat=EtatDecision.FAITE)


def answered(snapshot):
    """Return a snapshot whose diagnosis and figures leave nothing to say."""
    snapshot = each(snapshot, "constats", a_verifier=False)
    snapshot = each(snapshot, "valeurs", confirmee=True)
    said = snapshot.explications[0].id
    return added(snapshot, "explications", said, indicateur="vetuste-equipements")


def _carried_out(snapshot):
    """Return the demonstration, its objectives carried out, its indicators whole."""
    stay = next(o for o in snapshot.objectifs if o.domaine == "activite")
    first, last = snapshot.fiches_action[0].id, snapshot.fiches_action[-1].objectif_id
    snapshot = copied(snapshot, first, titre="Remplir l'accueil de jour", objectif_id=stay.id)
    snapshot = edited(snapshot, "objectifs", last, domaine="had-palliatif")
    other = snapshot.fiches_action[1].objectif_id
    snapshot = edited(snapshot, "objectifs", other, domaine="accompagnement")
    carried = {fiche.objectif_id for fiche in snapshot.fiches_action}
    kept = [o for o in snapshot.objectifs if o.strategique_id is None or o.id in carried]
    above = {o.strategique_id for o in kept}
    kept = [o for o in kept if o.strategique_id is not None or o.id in above]
    axes = {o.axe_id for o in kept}
    snapshot = replace(
        snapshot,
        objectifs=tuple(kept),
        axes=tuple(axe for axe in snapshot.axes if axe.id in axes),
    )
    for indicateur in snapshot.indicateurs:
        snapshot = edited(
            snapshot,
            "indicateurs",
            indicateur.id,
            mode_calcul=indicateur.mode_calcul or "Dossiers à jour ÷ résidents × 100",
            responsable_id=indicateur.responsable_id or snapshot.acteurs[0].id,
        )
    for etape in snapshot.etapes:
        if etape.fin is None:
            snapshot = edited(snapshot, "etapes", etape.id, fin=date(2032, 12, 31))
    for fiche in snapshot.fiches_action:
        text = fiche.modalites_suivi or "Revue chaque semestre."
        snapshot = edited(snapshot, "fiches_action", fiche.id, modalites_suivi=text)
    for moyen in snapshot.moyens:
        section = moyen.section or SectionTarifaire.SOINS
        snapshot = edited(snapshot, "moyens", moyen.id, section=section)
    return snapshot
