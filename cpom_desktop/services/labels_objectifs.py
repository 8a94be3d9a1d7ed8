"""Labels of the objectives, of the fiches actions and of what measures them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLES: Mapping[str, str] = {
    "fiches_versions": "la version de la fiche",
    "realisations": "la valeur réalisée",
}

FIELDS: Mapping[str, Mapping[str, str]] = {
    "axes": {"libelle": "Axe"},
    "objectifs": {
        "libelle": "Objectif",
        "domaine": "Domaine",
        "priorite": "Priorité",
        "note": "Note",
        "a_adapter": "À adapter",
    },
    "fiches_action": {
        "titre": "Intitulé de l'action",
        "objectif_id": "Objectif",
        "statut": "Statut",
        "priorite": "Priorité",
        "version": "Version",
        "redigee_le": "Rédigée le",
        "responsable_id": "Responsable",
        "suppleant_id": "Suppléant",
        "acteurs_mobilises": "Acteurs à mobiliser",
        "demarches_liees": "Démarches liées",
        "etat_des_lieux": "État des lieux",
        "resultats_attendus": "Résultats attendus",
        "modalites_suivi": "Modalités de suivi et d'évaluation",
        "risques": "Risques et parades",
        "conditions_reussite": "Conditions de réussite",
        "validee_par": "Validée par",
        "validee_le": "Validée le",
        "impact": "Impact",
        "effort": "Effort",
        "justification_cout": "Pourquoi cette action ne coûte rien",
        "a_adapter": "À adapter",
    },
    "fiches_versions": {
        "version": "Version",
        "jour": "Date",
        "statut": "Statut",
        "par": "Par",
        "reunion_id": "Réunion",
        "note": "Note",
    },
    "etapes": {
        "libelle": "Étape",
        "responsable_id": "Responsable",
        "debut": "Début",
        "fin": "Fin",
        "livrable": "Livrable",
        "avancement": "Avancement",
    },
    "moyens": {
        "libelle": "Moyen",
        "categorie": "Catégorie",
        "nature": "Nature du coût",
        "montant_centimes": "Montant",
        "premiere_annee": "Première année",
        "derniere_annee": "Dernière année",
        "section": "Section tarifaire",
        "quantite": "Quantité",
        "unite": "Compté en",
        "cout_unitaire_centimes": "Coût unitaire",
    },
    "financements": {
        "source": "Financeur",
        "precision": "Précision",
        "montant_centimes": "Montant",
        "etat": "État",
        "montant_obtenu_centimes": "Montant obtenu",
        "premiere_annee": "Première année",
        "derniere_annee": "Dernière année",
    },
    "indicateurs": {
        "libelle": "Indicateur",
        "type": "Type",
        "definition": "Définition",
        "mode_calcul": "Mode de calcul",
        "unite": "Unité",
        "source": "Source",
        "periodicite": "Périodicité",
        "valeur_initiale": "Valeur initiale",
        "annee_initiale": "Année de la valeur initiale",
        "numerateur": "Numérateur",
        "denominateur": "Dénominateur",
        "exclusions": "Ce qui n'est pas compté",
        "donnee": "Repris des données",
        "polarite": "Sens favorable",
        "decimales": "Décimales",
        "date_initiale": "Date de la valeur initiale",
        "responsable_id": "Responsable de la donnée",
        "seuil_alerte": "Seuil d'alerte",
        "commentaire": "Commentaire",
        "a_adapter": "À adapter",
    },
    "cibles_indicateurs": {"valeur": "Valeur"},
    "realisations": {
        "valeur": "Valeur réalisée",
        "source": "Source",
        "date_source": "Date de la source",
        "commentaire": "Commentaire",
    },
}

LONG_TEXTS = frozenset(
    {
        ("objectifs", "note"),
        ("fiches_action", "acteurs_mobilises"),
        ("fiches_action", "conditions_reussite"),
        ("fiches_action", "demarches_liees"),
        ("fiches_action", "etat_des_lieux"),
        ("fiches_action", "justification_cout"),
        ("fiches_action", "modalites_suivi"),
        ("fiches_action", "resultats_attendus"),
        ("fiches_action", "risques"),
        ("fiches_versions", "note"),
        ("indicateurs", "commentaire"),
        ("indicateurs", "definition"),
        ("indicateurs", "denominateur"),
        ("indicateurs", "exclusions"),
        ("indicateurs", "mode_calcul"),
        ("indicateurs", "numerateur"),
        ("realisations", "commentaire"),
    }
)
