"""What each field is called, once: on screen, in undo titles, in history and in warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLES: Mapping[str, str] = {
    "dossier": "le contrat",
    "etablissement": "l'établissement",
    "capacites": "la capacité",
    "acteurs": "l'acteur",
    "tasks": "la tâche",
    "fermetures": "la fermeture",
    "delais_reunion": "le délai des réunions",
    "plans_reference": "le plan de référence",
    "echeances": "l'échéance",
    "raci_roles": "le rôle",
    "raci_activites": "l'activité",
    "raci_cases": "la matrice RACI",
    "constats": "le constat",
    "axes": "l'axe",
    "objectifs": "l'objectif",
    "fiches_action": "la fiche action",
    "etapes": "l'étape",
    "moyens": "le moyen",
    "financements": "le financement",
    "indicateurs": "l'indicateur",
    "cibles_indicateurs": "la cible",
}

FIELDS: Mapping[str, Mapping[str, str]] = {
    "dossier": {
        "piste": "Votre situation",
        "date_reference": "Date de référence",
        "date_signature": "Date visée",
        "date_effet": "Date d'effet",
        "duree_annees": "Durée du contrat",
        "contrat_actuel": "Contrat en cours",
        "fin_contrat_actuel": "Fin du contrat en cours",
        "prolonge_jusqu_au": "Prolongé jusqu'au",
        "lecture_raci": "Lecture des lettres RACI",
        "debut_demarche": "Début de la démarche",
        "reporter_reunions": "Déplacer les réunions qui tombent un jour fermé",
        "eviter_ete": "Pas de réunion du 15 juillet au 31 août",
        "eviter_fin_annee": "Pas de réunion du 20 décembre au 4 janvier",
        "eviter_ponts": "Pas de réunion pendant les ponts",
        "eviter_vacances": "Pas de réunion pendant les vacances scolaires",
    },
    "etablissement": {
        "nom": "Nom de l'établissement",
        "gestionnaire": "Organisme gestionnaire",
        "statut_juridique": "Statut juridique",
        "finess_et": "FINESS établissement (ET)",
        "finess_ej": "FINESS gestionnaire (EJ)",
        "siret": "SIRET",
        "adresse": "Adresse",
        "code_postal": "Code postal",
        "commune": "Commune",
        "departement": "Département",
        "ars": "Agence régionale de santé",
        "collectivite": "Département ou métropole",
        "collectivite_signataire": "Le département signe le contrat",
        "regime_tarifaire": "Régime tarifaire",
        "option_soins": "Option de soins",
        "zone_scolaire": "Vacances scolaires",
        "autorise_depuis": "Autorisé depuis le",
        "projet_perimetre": "Projets qui changeraient les places",
    },
    "capacites": {
        "autorisees": "Places autorisées",
        "installees": "Places installées",
        "financees": "Places financées",
        "aide_sociale": "Places d'aide sociale",
    },
    "acteurs": {
        "famille": "Famille",
        "structure": "Structure",
        "service": "Service",
        "nom": "Nom",
        "fonction": "Fonction",
        "telephone": "Téléphone",
        "courriel": "Courriel",
        "statut_contrat": "Rôle dans le contrat",
        "relation": "Lien avec l'établissement",
        "attentes": "Attentes et points d'attention",
        "influence": "Influence",
        "interet": "Intérêt",
        "position": "Position",
    },
    "tasks": {
        "phase": "Phase",
        "titre": "Tâche",
        "duree_jours": "Durée",
        "unite": "Durée comptée en",
        "mode": "Placement",
        "jalon": "Jalon",
        "reunion": "Se tient en réunion",
        "limite_jours": "Au plus tard",
        "ancre": "Comptée depuis",
        "decalage_mois": "Mois après",
        "decalage_jours": "Jours après",
        "acteur_id": "Responsable",
        "livrable": "Livrable",
        "etat": "État",
        "avancement": "Avancement",
        "date_epinglee": "Date fixée",
        "debut_reel": "Commencée le",
        "fin_reelle": "Terminée le",
        "note": "Note",
    },
    "fermetures": {
        "libelle": "Fermeture",
        "debut": "Du",
        "fin": "Au",
        "travail": "Personne ne travaille",
    },
    "delais_reunion": {
        "libelle": "Délai",
        "jours": "Jours autour de la réunion",
        "actif": "Actif",
    },
    "plans_reference": {"nom": "Nom du plan de référence"},
    "echeances": {
        "titre": "Échéance",
        "jour": "Date",
        "motif": "Raison de la date",
        "acteur_id": "Qui s'en charge",
        "rappels": "Me rappeler",
        "fait_le": "Fait le",
        "sans_objet": "Sans objet",
        "note": "Note",
    },
    "raci_roles": {"libelle": "Rôle", "abrege": "Abrégé", "acteur_id": "Titulaire"},
    "raci_activites": {"phase": "Phase", "titre": "Activité"},
    "constats": {
        "cotation": "Cotation",
        "motif": "Motif",
        "texte": "Constat",
        "preuve": "Preuve",
        "nature": "Ce critère est plutôt",
        "priorite": "Priorité",
        "a_verifier": "À vérifier avant l'envoi",
        "position_ars": "Position de l'ARS",
        "note_ars": "Ce que dit l'ARS",
        "position_departement": "Position du département",
        "note_departement": "Ce que dit le département",
    },
    "axes": {"libelle": "Axe"},
    "objectifs": {"libelle": "Objectif"},
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
    },
    "financements": {
        "source": "Financeur",
        "precision": "Précision",
        "montant_centimes": "Montant",
        "etat": "État",
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
    },
    "cibles_indicateurs": {"valeur": "Valeur"},
    "anomalies_assumees": {"motif": "Raison"},
}
"""Table → field → label. An update is titled « modifier « label » »."""

LONG_TEXTS = frozenset(
    {
        ("acteurs", "attentes"),
        ("acteurs", "relation"),
        ("etablissement", "projet_perimetre"),
        ("tasks", "note"),
        ("tasks", "livrable"),
        ("echeances", "motif"),
        ("echeances", "note"),
        ("anomalies_assumees", "motif"),
        ("constats", "motif"),
        ("constats", "note_ars"),
        ("constats", "note_departement"),
        ("constats", "preuve"),
        ("constats", "texte"),
        ("fiches_action", "acteurs_mobilises"),
        ("fiches_action", "conditions_reussite"),
        ("fiches_action", "demarches_liees"),
        ("fiches_action", "etat_des_lieux"),
        ("fiches_action", "modalites_suivi"),
        ("fiches_action", "resultats_attendus"),
        ("fiches_action", "risques"),
        ("indicateurs", "definition"),
        ("indicateurs", "mode_calcul"),
    }
)
"""Fields that take several lines; every other text is one line of 200 characters at most."""


def label(table: str, field: str) -> str:
    """Return what a field is called."""
    return _(FIELDS[table][field])


def update_title(table: str, fields: Mapping[str, object]) -> str:
    """Return the title of an update: its only field, or the thing itself."""
    known = [name for name in fields if name in FIELDS[table]]
    if len(known) == 1:
        return _("modifier « {champ} »", champ=label(table, known[0]))
    return _("modifier {chose}", chose=_(TABLES[table]))
