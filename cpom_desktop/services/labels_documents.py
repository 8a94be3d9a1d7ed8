"""Labels of the dossiers of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.fiches_action import repere
from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TABLES: Mapping[str, str] = {"dossiers_nommes": "le dossier de documents"}

FIELDS: Mapping[str, Mapping[str, str]] = {
    "dossiers_nommes": {
        "nom": "Nom du dossier",
        "mention": "Mention",
        "classe": "Diffusion",
        "papier": "Papier",
        "noir_et_blanc": "Noir et blanc",
        "couverture": "Page de couverture",
        "sommaire": "Sommaire",
        "logo": "Logo de l'établissement",
        "noms": "Noms des personnes",
        "sources": "Sources",
    },
}

TITLES: Mapping[str, str] = {
    "dossier-lancement": "Dossier de lancement",
    "etablissement": "Établissement et périmètre",
    "acteurs": "Cartographie des acteurs",
    "comitologie": "Comitologie",
    "retroplanning": "Rétroplanning",
    "retroplanning-detaille": "Rétroplanning détaillé",
    "raci": "Matrice RACI",
    "annuaire": "Annuaire",
    "acteurs-strategie": "Stratégie d'association",
    "fiches-mission": "Fiches mission",
    "fiche-mission": "Fiche mission",
    "raci-atelier": "Feuille d'atelier RACI",
    "passation": "Dossier de passation",
    "faisabilite": "Propositions pour tenir la date",
    "synthese-diagnostic": "Synthèse du diagnostic",
    "diagnostic": "Diagnostic détaillé",
    "dossier-diagnostic": "Dossier de diagnostic partagé",
    "synthese-annexe": "Annexe de la synthèse",
    "feuille-de-route": "Feuille de route du diagnostic",
    "methode-sources": "Méthode et sources des chiffres",
    "negociation-diagnostic": "Tableau de négociation",
    "pv-diagnostic": "PV de validation du diagnostic",
    "vue-ars": "Vue ARS",
    "grille-complete": "Grille complète",
    "grille-atelier": "Grille d'atelier",
    "donnees-chiffrees": "Données chiffrées",
    "modele-donnees": "Modèle de données à faire remplir",
    "arbre-objectifs": "Arbre des objectifs",
    "fiches-action": "Recueil des fiches actions",
    "fiche-vierge": "Fiche action vierge",
    "plan-actions": "Plan d'actions",
    "tableau-couts": "Tableau des coûts",
    "feuilles-route-personnes": "Feuilles de route par personne",
    "feuille-route-personne": "Feuille de route d'une personne",
    "fil-dor": "Fil d'or",
    "fiches-indicateurs": "Fiches indicateurs",
    "fiche-indicateur": "Fiche indicateur",
    "annexe-objectifs": "Annexe évolutive des objectifs",
    "echeancier": "Échéancier de l'année",
    "pieces": "Pièces à réunir",
    "pieces-demandees": "Pièces demandées, par personne",
    "check-list": "Check-list du CPOM",
    "check-list-vierge": "Check-list du CPOM, à remplir",
    "check-list-lancement": "Check-list de la réunion de lancement",
    "check-list-lancement-vierge": "Check-list de la réunion de lancement, à remplir",
    "fiche-role-referent": "Fiche rôle du référent CPOM",
    "convocation": "Convocation",
    "ordre-du-jour": "Ordre du jour",
    "emargement": "Feuille d'émargement",
    "compte-rendu": "Compte rendu",
    "releve-decisions": "Relevé de décisions",
    "suivi-decisions": "Suivi des décisions",
    "registre-echanges": "Registre des échanges",
    "bordereau-envoi": "Bordereau d'envoi",
    "registre-envois": "Registre des envois",
    "controle-dossier": "Contrôle du dossier",
    "fiche-registre": "Fiche de registre (données personnelles)",
    "attestation-effacement": "Attestation d'effacement",
    "dossier-complet": "Dossier CPOM",
}
"""Slug of a document of the catalogue → its title: what the history and the corbeille call it."""
FICHE = "fiche-action-"


def document_title(slug: str, about: Callable[[str], str]) -> str:
    """Return what a document is called from its slug alone: « Ordre du jour (COPIL n° 3) ».

    Args:
        slug: with what it is about, if it is about something.
        about: the words of a meeting, from the end of the slug (« copil-3 »).
    """
    if slug in TITLES:
        return _(TITLES[slug])
    numero = slug.removeprefix(FICHE)
    if numero != slug and numero.isdecimal():
        return _("Fiche action {repere}", repere=repere(int(numero)))
    bases = [base for base in TITLES if slug.startswith(f"{base}-")]
    if not bases:
        return slug
    base = max(bases, key=len)
    return _(
        "{titre} ({sujet})", titre=_(TITLES[base]), sujet=about(slug.removeprefix(f"{base}-"))
    )
