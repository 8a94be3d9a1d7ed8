"""The French sentence of every code that the domain and the operations raise."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cpom_desktop.errors import RapportImpossible
from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.messages_saisie import SENTENCES as SAISIE
from cpom_desktop.services.messages_saisie import sentence_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.errors import ErreurCpom

SENTENCES: Mapping[str, str] = {
    "effacement-non-confirme": (
        "Effacer une personne ne s'annule pas. Rien n'a été fait : confirmez-le."
    ),
    "parties-en-double": "Un document n'est qu'une fois dans un dossier.",
    "parties-trop-nombreuses": "Un dossier réunit au plus {maximum} documents.",
    "introuvable": "Cet élément n'est plus dans le dossier. Il a pu être supprimé entre-temps.",
    "valeur-ancienne": (
        "Cette valeur vient d'une version plus ancienne du logiciel : elle ne peut plus être "
        "reprise. Recopiez-la à la main."
    ),
    "deja-restaure": "Cet élément est déjà de nouveau dans le dossier : {nom}.",
    "parent-supprime": (
        "Ce dont cet élément fait partie a été supprimé aussi : restaurez-le d'abord."
    ),
    "cycle": "Ces tâches s'attendent l'une l'autre : {titres}. Retirez un lien.",
    "dependance-soi-meme": "Une tâche ne peut pas dépendre d'elle-même.",
    "plan-trop-long": (
        "Le plan sortirait de notre calendrier (de 1900 à 2199) : raccourcissez des tâches."
    ),
    "trop-d-acteurs": "Un fichier ajoute {limite} acteurs au plus à la fois.",
    "fusion-soi-meme": "Choisissez un autre acteur : on ne fusionne pas un acteur avec lui-même.",
    "trop-de-lignes": "Une liste ajoute {limite} tâches au plus à la fois.",
    "duree": "La durée est un nombre entier de jours, au moins 1 et au plus 3 650.",
    "fin-avant-debut": "La fin ({fin}) précède le début ({debut}).",
    "delai-reunion": "Un délai va de 0 à {limite} jours avant ou après la réunion.",
    "decalage": "Le décalage va de 0 à 3 650 jours ou mois.",
    "rappels": (
        "Écrivez cinq nombres de jours au plus, entre 1 et {limite}, séparés par des virgules. "
        "Exemple : 60, 30, 7."
    ),
    "plan-sans-date": "Dites d'abord à quelle date vous voulez signer : le plan n'a pas de date.",
    "echeance-sans-date": "Une échéance a une date. Exemple : 15/03/2027.",
    "limite-jours": "Le délai avant la date visée va de 0 à 3 650 jours.",
    "avancement": "L'avancement va de 0 à 100 %.",
    "donnee-inconnue": "Cette donnée n'existe pas : {donnee}.",
    "donnee-vide": "Saisissez d'abord la valeur.",
    "groupe-inconnu": "Ce groupe de données n'existe pas : {groupe}.",
    "indicateur-inconnu": "Cet indicateur n'existe pas : {indicateur}.",
    "source-vide": "Dites d'où vient ce repère : un document, et sa date.",
    "theme-inconnu": "Ce thème n'existe pas : {theme}.",
    "trop-de-priorites": (
        "La feuille de route tient en {limite} priorités. Retirez-en une d'abord."
    ),
    "code-vide": "Chaque critère de l'autoévaluation porte un code, par exemple 1.1.1.",
    "cotation-has": "« {saisie} » n'est pas une cotation : 1 à 4, NC, RI ou *.",
    "imperatif-has": "« {saisie} » ne dit pas si le critère est impératif : oui ou non.",
    "code-deux-fois": "Le code {code_has} est écrit deux fois.",
    "deja-membre": "Cette personne siège déjà dans cette instance.",
    "deja-participant": "Cette personne est déjà convoquée à cette réunion.",
    "suppleant-soi-meme": "Une personne ne peut pas être sa propre suppléante.",
    "reunion-sans-date": "Donnez d'abord une date à la réunion.",
    "ordre-du-jour-inconnu": "Ce modèle d'ordre du jour n'existe pas : {modele}.",
    "decision-vide": "Écrivez ce qui est décidé.",
    "decision-deja-suivie": "Cette décision a déjà sa tâche ou sa fiche action.",
    "motif-vide": "Dites pourquoi, en une phrase.",
    "echange-vide": "Écrivez en quelques mots ce qui a été dit.",
    "echange-sans-suite": "Dites d'abord ce qu'il faut faire ensuite.",
    "echange-deja-suivi": "La suite de cet échange est déjà une tâche.",
    "envoi-sans-destinataire": "Dites à qui le document est transmis.",
    "echange-soi-meme": "Un échange ne peut pas répondre à lui-même.",
    "interlocuteur-avant": (
        "La personne en poste est arrivée ce jour-là ou après. Choisissez une date plus tardive."
    ),
    "fichier-sans-attache": "Un fichier se joint à une pièce, à un échange ou à une réunion.",
    "fichier-vide": "Ce fichier est vide.",
    "fichier-trop-grand": "Ce fichier est trop grand : {limite} Mo au plus.",
    "trop-de-pieces": "Une liste ajoute {limite} pièces au plus à la fois.",
    "themes-inconnus": "La grille n'a pas de thème {lettres}. Exemple : A, L.",
    "attendue-avant": "La pièce serait attendue avant d'avoir été demandée.",
    "fichier-type": "Ce type de fichier n'est pas accepté : {type}.",
    "fichier-programme": "Ce fichier est un programme, quel que soit son nom : {nom}.",
    "fichier-macros": "Ce fichier contient des macros, quel que soit son nom : {nom}.",
    "logo-vide": "Ce fichier ne contient aucune image : il est vide.",
    "logo-trop-lourd": "Un logo ne dépasse pas {limite} Mo : enregistrez-le plus léger.",
    "logo-type": "Un logo est une image PNG ou JPEG.",
    "logo-trop-grand": "Un logo ne dépasse pas {limite} pixels de côté : réduisez-le.",
    "logo-illisible": "Cette image ne se lit pas : ouvrez-la et enregistrez-la de nouveau.",
    "fichiers-trop-lourds": (
        "Les fichiers joints d'un dossier ne dépassent pas {limite} Mo en tout."
    ),
    "fichier-empreinte": "Ce fichier n'a pas pu être vérifié. Joignez-le de nouveau.",
    "cotation": "La cotation va de 1 à {limite}.",
    "places": "Un nombre de places va de 0 à {limite}.",
    "duree-contrat": "La durée du contrat va de 1 à {limite} ans, prorogations comprises.",
    "raci-exclusif": (
        "Un acteur consulté (C) ou informé (I) sur une activité n'y a pas d'autre rôle."
    ),
    "phase-inconnue": "Cette phase n'existe pas dans ce dossier : {phase}.",
    "piste-manquante": "Dites d'abord quelle est votre situation, dans la partie Autorités.",
    "dossier-deja-commence": "Ce dossier est déjà commencé.",
    "pack-inconnu": "Le dossier n'a pas de grille régionale de ce nom : {pack}.",
    "critere-inconnu": "Ce critère n'est pas dans la grille de ce dossier : {critere}.",
    "priorite": "La priorité va de 1 à {limite}.",
    "objectif-autre-axe": "Choisissez un objectif stratégique du même axe.",
    "objectif-inconnu": "La bibliothèque n'a pas cet objectif : {objectif}.",
    "objectif-deja-pris": "« {objectif} » est déjà dans vos objectifs.",
    "objectif-porteur": (
        "Cet objectif en porte d'autres : il reste stratégique. Déplacez-les d'abord."
    ),
    "montant-negatif": "Un montant ne peut pas être négatif.",
    "departement-inconnu": "Ce département n'est pas connu : {code_departement}.",
}


def sentence(error: ErreurCpom) -> str:
    """Return what to show of an error: its own sentence, or that of its code."""
    if error.sentence:
        return error.sentence
    if error.code in SAISIE:
        return sentence_of(error.code, error.values)
    shown = {
        name: format_date(value) if isinstance(value, date) else value
        for name, value in error.values.items()
    }
    return _(SENTENCES[error.code], **shown)


REASONS: Mapping[str, str] = {
    "disque-plein": "disque plein",
    "deplace": "fichier déplacé",
    "support": "le support ne répond plus",
    "relecture-dossier": "le dossier ne se relit pas",
    "lecture-seule": "emplacement protégé",
    "occupe": "fichier utilisé ailleurs",
    "memoire": "mémoire insuffisante",
    "M-02": "fichier endommagé",
}
"""Code of a failed write → the few words that follow « Non enregistré : »."""


def reason(error: ErreurCpom) -> str:
    """Return in a few words why something was not written."""
    return _(REASONS.get(error.code, "écriture refusée"))


def no_memory(detail: str = "") -> RapportImpossible:
    """Return what is said of a work that the memory of the computer did not allow."""
    return RapportImpossible(
        "memoire",
        _("L'ordinateur manque de mémoire : ce travail n'a pas pu être terminé."),
        remedy=_(
            "Fermez d'autres applications, puis recommencez. Ce qui était enregistré est intact."
        ),
        detail=detail,
    )
