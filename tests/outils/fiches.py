"""One of everything that hangs from the diagnosis and from the objectives, by operations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cpom_desktop.domain.diagnostic import Cotation, NatureConstat
from cpom_desktop.domain.moyens import NatureCout, SourceFinancement
from cpom_desktop.services import operations as ops


def add_fiche(workspace, titre="Prévenir les chutes"):
    """Answer two criteria, then add a fiche with a row of each kind; return its id."""
    run = workspace.run
    run(
        ops.UpdateConstat(
            critere="dg-e08",
            cotation=Cotation.PARTIEL,
            texte="191 chutes en 2025.",
            nature=NatureConstat.FAIBLESSE,
            priorite=1,
        )
    )
    run(ops.UpdateConstat(critere="dg-d01", cotation=Cotation.MAITRISE))
    axe = run(ops.AddAxe(libelle="Soins, prévention et sécurité")).result
    above = run(ops.AddObjectif(axe_id=axe, libelle="Prévenir la perte d'autonomie")).result
    objectif = run(
        ops.AddObjectif(axe_id=axe, strategique_id=above, libelle="Réduire les chutes")
    ).result
    fiche = run(ops.AddFicheAction(titre=titre, objectif_id=objectif)).result
    run(ops.SetFicheConstats(fiche_id=fiche, criteres=["dg-e08"]))
    run(ops.AddEtape(fiche_id=fiche, libelle="Former", fin=date(2028, 10, 31)))
    run(
        ops.AddMoyen(
            fiche_id=fiche,
            libelle="Ergothérapeute",
            nature=NatureCout.EXPLOITATION_RECURRENTE,
            montant_centimes=930_000,
            premiere_annee=2028,
            derniere_annee=2032,
        )
    )
    run(ops.AddFinancement(fiche_id=fiche, source=SourceFinancement.COMPLEMENTAIRE_ARS))
    indicateur = run(
        ops.AddIndicateur(
            fiche_id=fiche,
            libelle="Chutes pour 1 000 journées",
            valeur_initiale=Decimal("6.49"),
            annee_initiale=2025,
        )
    ).result
    run(ops.SetCible(indicateur_id=indicateur, annee=2032, valeur=Decimal("5.2")))
    return fiche
