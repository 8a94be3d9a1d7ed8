"""A diagnosis answered on every criterion and three fiches actions, by operations alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cpom_desktop.domain.diagnostic import Cotation, NatureConstat, PositionAutorite
from cpom_desktop.domain.fiches_action import Priorite, StatutFiche
from cpom_desktop.domain.moyens import (
    CategorieMoyen,
    EtatFinancement,
    NatureCout,
    SourceFinancement,
)
from cpom_desktop.domain.objectifs import TypeIndicateur
from cpom_desktop.services import operations as ops

NOT_CONCERNED = "dg-b08"
MARKS = (Cotation.EN_PLACE, Cotation.MAITRISE, Cotation.PARTIEL, Cotation.EN_PLACE)
FINDINGS = {
    "dg-a01": (NatureConstat.FORCE, "Autorisation valide jusqu'en 2032, 84 places exploitées."),
    "dg-c05": (NatureConstat.FORCE, "Conseil de la vie sociale actif : quatre réunions en 2025."),
    "dg-d01": (NatureConstat.FORCE, "Projets personnalisés de moins d'un an : 74 sur 81."),
    "dg-e08": (NatureConstat.FAIBLESSE, "191 chutes en 2025, 35 % analysées par écrit."),
    "dg-h02": (NatureConstat.FAIBLESSE, "Absentéisme de 11,04 %, sans pool de remplaçants."),
    "dg-i03": (NatureConstat.FAIBLESSE, "Trésorerie de 39 jours, en recul : 47 en 2023."),
    "dg-j01": (NatureConstat.MENACE, "Équipements vétustes à 66 %."),
    "dg-l01": (NatureConstat.OPPORTUNITE, "Le groupement de coopération cherche un partenaire."),
}
SPOKEN = {
    "dg-e08": (PositionAutorite.PARTAGEE, PositionAutorite.PARTAGEE),
    "dg-h02": (PositionAutorite.NUANCEE, None),
    "dg-i03": (PositionAutorite.PARTAGEE, PositionAutorite.CONTESTEE),
}
STORY = (
    "Le constat repose sur les relevés de 2025, comparés à ceux de 2023 et de 2024 ; les équipes "
    "l'ont relu en réunion. "
)


def fill(workspace):
    """Put a whole diagnosis and three fiches in place of what the dossier holds."""
    snapshot = workspace.snapshot
    workspace.run(ops.DeleteFichesAction(ids=[fiche.id for fiche in snapshot.fiches_action]))
    workspace.run(ops.DeleteAxes(ids=[axe.id for axe in snapshot.axes]))
    fill_diagnostic(workspace)
    fill_fiches(workspace)


def fill_diagnostic(workspace):
    """Answer every criterion of the grid: marks, one not concerned, findings, positions."""
    for rank, critere in enumerate(workspace.content.grille.criteres):
        workspace.run(answer(rank, critere.slug))


def answer(rank, slug):
    """Return the answer given to one criterion."""
    if slug == NOT_CONCERNED:
        return ops.UpdateConstat(
            critere=slug, cotation=Cotation.NON_CONCERNE, motif="Aucun accueil de nuit."
        )
    nature, texte = FINDINGS.get(slug, (None, STORY * (1 + rank % 2)))
    ars, departement = SPOKEN.get(slug, (None, None))
    return ops.UpdateConstat(
        critere=slug,
        cotation=MARKS[rank * 7 % 11 % 4],
        motif="",
        texte=texte,
        preuve="Tableau de bord ANAP 2025, bureau de la direction.",
        nature=nature,
        priorite=rank % 3 + 1 if nature is NatureConstat.FAIBLESSE else None,
        a_verifier=rank % 17 == 3,
        position_ars=ars,
        note_ars="Demande le détail par mois." if ars else "",
        position_departement=departement,
        note_departement="Compare à la moyenne du territoire." if departement else "",
    )


def begin(workspace):
    """Answer a few criteria of two themes and open a fiche that has nothing but its title."""
    for slug in ("dg-a01", "dg-a02", "dg-e08"):
        workspace.run(ops.UpdateConstat(critere=slug, cotation=Cotation.PARTIEL))
    workspace.run(ops.UpdateConstat(critere="dg-e01", cotation=Cotation.A_RECHERCHER))
    workspace.run(ops.AddFicheAction(titre="Prévenir les chutes"))


def fill_fiches(workspace):
    """Add an axis, its objectives and three whole fiches; return their ids."""
    run = workspace.run
    axe = run(ops.AddAxe(libelle="Soins, prévention et sécurité")).result
    above = run(ops.AddObjectif(axe_id=axe, libelle="Prévenir la perte d'autonomie")).result
    below = run(
        ops.AddObjectif(
            axe_id=axe,
            strategique_id=above,
            libelle="Réduire les chutes d'un cinquième",
        )
    ).result
    return [fill_fiche(workspace, titre, below) for titre in TITLES]


TITLES = (
    "Prévenir les chutes par l'activité physique et l'aménagement des chambres",
    "Prévenir les troubles musculosquelettiques",
    "Mettre en place une astreinte infirmière de nuit mutualisée",
)


def fill_fiche(workspace, titre, objectif):
    """Add one fiche with all its fields and a few rows of each kind; return its id."""
    people = {a.slug: a.id for a in workspace.snapshot.acteurs}
    chief = people.get("direction")
    fiche = workspace.run(ops.AddFicheAction(titre=titre, objectif_id=objectif)).result
    workspace.run(fiche_texts(fiche, chief))
    workspace.run(ops.SetFicheConstats(fiche_id=fiche, criteres=["dg-e08", "dg-h02"]))
    for operation in (*_steps(fiche, chief), *_means(fiche), *_fundings(fiche)):
        workspace.run(operation)
    for operation, targets in _indicateurs(fiche):
        indicateur = workspace.run(operation).result
        for annee, valeur in targets.items():
            workspace.run(
                ops.SetCible(indicateur_id=indicateur, annee=annee, valeur=Decimal(valeur))
            )
    return fiche


def fiche_texts(fiche, chief):
    """Return the update that fills the long texts of a fiche, as long as usual ones."""
    return ops.UpdateFicheAction(
        id=fiche,
        statut=StatutFiche.PROPOSEE,
        priorite=Priorite.HAUTE,
        responsable_id=chief,
        acteurs_mobilises="Médecin coordonnateur, IDEC, ergothérapeute, référente qualité, CVS.",
        demarches_liees="Évaluation HAS 2026, projet d'établissement 2027–2031, DUERP.",
        etat_des_lieux=(
            "191 chutes en 2025 pour 29 430 journées, soit 6,49 pour 1 000 ; 35 % seulement font "
            "l'objet d'une analyse écrite. Deux chutes sur trois surviennent en chambre, entre 17 "
            "et 21 heures. 14 chambres sur 80 ont un éclairage de chevet à détecteur."
        ),
        resultats_attendus=(
            "Fin 2032 : 5,2 chutes pour 1 000 journées ; 90 % des chutes analysées par écrit ; "
            "toutes les chambres équipées."
        ),
        modalites_suivi="Comité des chutes chaque trimestre, bilan au COPIL chaque année.",
        risques="Recrutement difficile de l'ergothérapeute : mutualiser avec deux EHPAD voisins.",
        conditions_reussite="Accord de l'ARS sur le financement complémentaire avant juin 2028.",
        validee_par="",
    )


def _steps(fiche, chief):
    rows = (
        ("Former 30 agents au repérage du risque", (2028, 1), (2028, 10), "Attestations"),
        ("Recruter une ergothérapeute à 0,2 ETP", (2028, 3), (2028, 6), "Contrat signé"),
        ("Équiper 66 chambres d'un éclairage à détecteur", (2028, 9), (2029, 12), "Réception"),
        ("Analyser par écrit chaque chute", (2028, 1), (2032, 12), "Registre à jour"),
    )
    for libelle, debut, fin, livrable in rows:
        yield ops.AddEtape(
            fiche_id=fiche,
            libelle=libelle,
            responsable_id=chief,
            debut=date(*debut, 1),
            fin=date(*fin, 28),
            livrable=livrable,
        )


def _means(fiche):
    yield ops.AddMoyen(
        fiche_id=fiche,
        libelle="Ergothérapeute, 0,2 ETP",
        categorie=CategorieMoyen.HUMAIN,
        nature=NatureCout.EXPLOITATION_RECURRENTE,
        montant_centimes=930_000,
        premiere_annee=2028,
        derniere_annee=2032,
    )
    yield ops.AddMoyen(
        fiche_id=fiche,
        libelle="Éclairage à détecteur, 66 chambres",
        nature=NatureCout.INVESTISSEMENT,
        montant_centimes=1_584_050,
        premiere_annee=2029,
    )
    yield ops.AddMoyen(
        fiche_id=fiche,
        libelle="Formation de 30 agents",
        categorie=CategorieMoyen.FORMATION,
        montant_centimes=720_000,
        premiere_annee=2028,
    )


def _fundings(fiche):
    rows = (
        (SourceFinancement.COMPLEMENTAIRE_ARS, "Demande de 2028", 4_650_000, "demande"),
        (SourceFinancement.CREDITS_NON_RECONDUCTIBLES, "", 1_584_050, "demande"),
        (SourceFinancement.OPCO, "Plan de formation 2028", 500_000, "acquis"),
    )
    for source, precision, montant, etat in rows:
        yield ops.AddFinancement(
            fiche_id=fiche,
            source=source,
            precision=precision,
            montant_centimes=montant,
            etat=EtatFinancement(etat),
        )


def _indicateurs(fiche):
    """Yield the operations that add indicators, each with its targets."""
    yield (
        ops.AddIndicateur(
            fiche_id=fiche,
            libelle="Chutes pour 1 000 journées",
            mode_calcul="Chutes de l'année × 1 000 / journées réalisées",
            unite="",
            source="Registre des chutes",
            periodicite="Chaque trimestre",
            valeur_initiale=Decimal("6.49"),
            annee_initiale=2025,
        ),
        {2028: "6.2", 2030: "5.7", 2032: "5.2"},
    )
    yield (
        ops.AddIndicateur(
            fiche_id=fiche,
            libelle="Chutes analysées par écrit",
            type=TypeIndicateur.PROCESSUS,
            mode_calcul="Chutes analysées / chutes de l'année",
            unite="%",
            source="Registre des chutes",
            valeur_initiale=Decimal(35),
            annee_initiale=2025,
        ),
        {2032: "90"},
    )
    yield (
        ops.AddIndicateur(
            fiche_id=fiche,
            libelle="Chambres équipées",
            type=TypeIndicateur.STRUCTURE,
            mode_calcul="Nombre de chambres équipées au 31 décembre",
            source="Inventaire",
            valeur_initiale=Decimal(14),
            annee_initiale=2026,
        ),
        {2029: "80"},
    )
