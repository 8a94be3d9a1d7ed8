"""What each field is called, once: on screen, in undo titles, in history and in warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.services import labels_diagnostic as diagnostic
from cpom_desktop.services import labels_documents as documents
from cpom_desktop.services import labels_objectifs as objectifs
from cpom_desktop.services import labels_relations as relations

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
    **relations.TABLES,
    **diagnostic.TABLES,
    **objectifs.TABLES,
    **documents.TABLES,
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
        "civilite": "Civilité",
        "adresse": "Adresse",
        "phases": "Phases concernées",
        "depuis": "En poste depuis le",
        "convention": "Convention",
        "convention_signee_le": "Convention signée le",
        "convention_echeance": "Fin de la convention",
        "convention_evaluee_le": "Convention évaluée le",
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
    "raci_activites": {
        "phase": "Phase",
        "titre": "Activité",
        "autorites_attendues": "Part des autorités attendue",
    },
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
        "importance": "Importance",
        "faisabilite": "Faisabilité",
        "date_preuve": "Date de la preuve",
        "echeance": "À revoir le",
        "acteur_id": "Qui vérifie",
    },
    "anomalies_assumees": {"motif": "Raison"},
    **relations.FIELDS,
    **diagnostic.FIELDS,
    **objectifs.FIELDS,
    **documents.FIELDS,
}
"""Table → field → label. An update is titled « modifier « label » »."""

LONG_TEXTS = frozenset(
    {
        ("acteurs", "adresse"),
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
        *relations.LONG_TEXTS,
        *diagnostic.LONG_TEXTS,
        *objectifs.LONG_TEXTS,
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
