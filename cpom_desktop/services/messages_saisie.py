"""The French sentences of refused or doubtful input, by code.

Source of the exact texts: reliability §7.1 to §7.4; the others follow their manner.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, format_number

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    # dates
    "date-vide": "Indiquez une date, par exemple 15/03/2026.",
    "date-incomprise": "Cette date n'est pas comprise. Exemple : 15/03/2026 ou 15 mars 2026.",
    "date-inexistante": "Cette date n'existe pas. Exemple : 15/03/2026.",
    "jour-inexistant": "Le {jour} {mois} n'existe pas. {mois_majuscule} compte {jours} jours.",
    "annee-courte": "{annee} n'est pas une année bissextile : février s'arrête au 28.",
    "mois-inexistant": "Il n'y a pas de mois {mois}. Écrivez le jour puis le mois : {exemple}.",
    "jour-manquant": "Précisez le jour, par exemple {exemple}.",
    "jour-manquant-trimestre": (
        "Choisissez un jour. Le {trimestre} trimestre {annee} va du {debut} au {fin}."
    ),
    "annee-manquante": "Précisez l'année, par exemple {exemple}.",
    "annee-hors-bornes": "L'année doit être comprise entre {premiere} et {derniere}.",
    "heure": "Indiquez une heure, par exemple 14 h 30.",
    "heure-hors-bornes": "L'heure va de 00 h 00 à 23 h 59. Exemple : 14 h 30.",
    "duree-jours": "La durée est un nombre entier de jours, au moins 1.",
    # nombres
    "chiffres-autres": "Utilisez les chiffres 0 à 9.",
    "nombre-incompris": "Indiquez un nombre, par exemple 12,5.",
    "nombre-en-chiffres": "Indiquez un nombre écrit en chiffres.",
    "nombre-ambigu": "Voulez-vous dire {milliers} ou {decimal} ?",
    "nombre-anglais": "Écrivez {exemple}.",
    "nombre-groupes": "Les espaces doivent séparer des groupes de trois chiffres.",
    "nombre-virgules": "Un nombre ne peut avoir qu'une virgule.",
    "nombre-entier-incompris": "Indiquez un nombre entier, par exemple 12.",
    "nombre-entier": "Indiquez un nombre entier, sans virgule.",
    "nombre-trop-petit": "Indiquez un nombre d'au moins {minimum}.",
    "nombre-trop-grand": "Indiquez un nombre d'au plus {maximum}.",
    "nombre-limite": "Ce nombre dépasse la limite (999 999 999,99).",
    "montant-limite": "Ce montant dépasse la limite (999 999 999,99 €).",
    "taux-negatif": "Un taux ne peut pas être négatif.",
    "etp-negatif": "Un ETP ne peut pas être négatif.",
    # cellules d'un tableur
    "cellule-formule": "« {saisie} » est une formule : copiez son résultat.",
    "cellule-erreur": "« {saisie} » n'est pas une valeur.",
    "cellule-etroite": "« #### » cache le nombre : élargissez la colonne, puis copiez de nouveau.",
    "unite-autre": "« {saisie} » n'est pas l'unité de cette donnée.",
    # textes
    "nom-vide": "Donnez un nom.",
    "nom-trop-long": (
        "Le nom est limité à {limite} caractères ({saisis} saisis). "
        "Mettez le détail dans la description."
    ),
    "ligne-trop-longue": "Ce champ est limité à {limite} caractères ({saisis} saisis).",
    "texte-trop-long": "Texte trop long ({saisis} caractères, limite {limite}).",
    "collage-trop-long": (
        "Texte trop long ({saisis} caractères, limite {limite}). Rien n'a été collé."
    ),
    "minutes": "Écrivez une durée, de 1 minute à 24 heures. Exemples : 2 h 30, 45 min.",
    # contacts
    "courriel-incomplet": "Cette adresse est incomplète. Exemple : nom@organisme.fr",
    "telephone-caracteres": "Un numéro de téléphone s'écrit avec des chiffres.",
    "telephone-court": "Il manque des chiffres : {attendus} attendus, {saisis} saisis.",
    "telephone-long": "Il y a trop de chiffres : {attendus} attendus, {saisis} saisis.",
    # identifiants : des constats, jamais des refus
    "finess-longueur": "Un numéro FINESS compte 9 caractères ({saisis} saisis).",
    "finess-caracteres": (
        "Un numéro FINESS s'écrit en chiffres ; seul le début peut être 2A ou 2B, en Corse."
    ),
    "finess-cle": (
        "La clé de ce numéro FINESS semble fausse. Vérifiez-le : elle devrait être {cle}."
    ),
    "siren-longueur": "Un SIREN compte 9 chiffres ({saisis} saisis).",
    "siren-caracteres": "Un SIREN s'écrit en chiffres.",
    "siren-cle": "Ce SIREN est erroné : la clé de contrôle ne correspond pas.",
    "siret-longueur": "Un SIRET compte 14 chiffres ({saisis} saisis).",
    "siret-caracteres": "Un SIRET s'écrit en chiffres.",
    "siret-est-siren": (
        "Ceci est un SIREN (9 chiffres). Ajoutez les 5 chiffres de l'établissement."
    ),
    "siret-cle": "Ce SIRET est erroné : la clé de contrôle ne correspond pas.",
    "code-postal-longueur": "Un code postal compte 5 chiffres.",
    "code-postal-caracteres": "Un code postal s'écrit en chiffres.",
}


def sentence_of(code: str, values: Mapping[str, object]) -> str:
    """Return the sentence of a code, its numbers written the French way, typeset.

    Raises:
        KeyError: when the code is not one of input.
    """
    shown = {name: _shown(value) for name, value in values.items()}
    return _(SENTENCES[code], **shown)


def _shown(value: object) -> object:
    return format_number(value) if isinstance(value, int | Decimal) else value
