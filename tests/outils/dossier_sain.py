"""The demonstration mended until no rule of the objectives has anything to say, and its edits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cpom_desktop.domain.moyens import SectionTarifaire


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
