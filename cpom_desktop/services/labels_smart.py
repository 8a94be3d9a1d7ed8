"""The words of the SMART help: each question, why it is not answered, what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.smart import CodeSmart, QuestionSmart

if TYPE_CHECKING:
    from collections.abc import Mapping


class MotsRaison(NamedTuple):
    """The words of a reason.

    Attributes:
        phrase: why; it names what the reason is about between braces.
        ecrire: what to write.
        exemple: one that would do.
        champ: where: a field of the fiche, a part of it, or « part.field » of the row concerned.
    """

    phrase: str
    ecrire: str
    exemple: str
    champ: str


QUESTIONS: Mapping[QuestionSmart, str] = {
    QuestionSmart.SPECIFIQUE: "Spécifique",
    QuestionSmart.MESURABLE: "Mesurable",
    QuestionSmart.ACCEPTABLE: "Acceptable",
    QuestionSmart.REALISTE: "Réaliste",
    QuestionSmart.TEMPOREL: "Temporel",
}

RAISONS: Mapping[CodeSmart, MotsRaison] = {
    CodeSmart.SANS_OBJECTIF: MotsRaison(
        "Cette action n'est rattachée à aucun objectif du CPOM.",
        "Choisissez l'objectif que cette action réalise.",
        "Réduire les chutes graves",
        "objectif_id",
    ),
    CodeSmart.SANS_VERBE: MotsRaison(
        "« {libelle} » ne dit pas ce qui sera fait.",
        "Commencez par un verbe à l'infinitif.",
        "Réduire les chutes graves",
        "titre",
    ),
    CodeSmart.PLUSIEURS_VERBES: MotsRaison(
        "L'objectif en réunit plusieurs : {verbes}.",
        "Gardez un seul verbe ; l'autre fait l'objet d'un second objectif.",
        "Réduire les chutes graves",
        "objectif_id",
    ),
    CodeSmart.VERBE_VAGUE: MotsRaison(
        "« {verbe} » ne dit pas de combien.",
        "Prenez un verbe qui se mesure, ou donnez une valeur de départ et une cible.",
        "Ramener l'absentéisme de 11,8 % à 9 %",
        "titre",
    ),
    CodeSmart.SANS_INDICATEUR: MotsRaison(
        "Aucun indicateur ne mesure le résultat.",
        "Ajoutez un indicateur, ou attachez-en un du dossier.",
        "Chutes pour 1 000 journées",
        "indicateurs",
    ),
    CodeSmart.SANS_RESULTAT: MotsRaison(
        "Aucun indicateur ne mesure un résultat.",
        "Un indicateur de résultat dit ce qui aura changé pour les résidents.",
        "Chutes pour 1 000 journées, plutôt que nombre d'agents formés",
        "indicateurs.type",
    ),
    CodeSmart.SANS_VALEUR_INITIALE: MotsRaison(
        "« {indicateur} » : sans valeur de départ, l'évolution ne peut pas être calculée.",
        "Écrivez la dernière valeur connue, et son année.",
        "6,5 en 2025",
        "indicateurs.valeur_initiale",
    ),
    CodeSmart.SANS_CIBLE: MotsRaison(
        "« {indicateur} » n'a pas de cible.",
        "Écrivez la valeur attendue la dernière année du contrat.",
        "5,2 en 2032",
        "indicateurs.cible",
    ),
    CodeSmart.SANS_MODE_CALCUL: MotsRaison(
        "« {indicateur} » ne dit pas comment il se calcule.",
        "Écrivez le numérateur, le dénominateur et la période.",
        "Chutes de l'année ÷ journées réalisées × 1 000",
        "indicateurs.mode_calcul",
    ),
    CodeSmart.TROP_INDICATEURS: MotsRaison(
        "{n} indicateurs : une fiche se suit mal au-delà de {maximum}.",
        "Gardez ceux que vous relevez déjà.",
        "Un indicateur de résultat et un de moyens",
        "indicateurs",
    ),
    CodeSmart.CIBLE_EGALE: MotsRaison(
        "« {indicateur} » : la cible ({cible}) est égale au départ.",
        "Changez la cible, ou dites qu'il s'agit de maintenir.",
        "Maintenir l'occupation à 97 %",
        "indicateurs.cible",
    ),
    CodeSmart.CIBLE_MOINS_BONNE: MotsRaison(
        "« {indicateur} » : la cible ({cible}) est {rang} au départ ({initiale}), alors que "
        "l'objectif est {sens}.",
        "Vérifiez la cible, ou le sens favorable de l'indicateur.",
        "De 6,5 à 5,2, baisse attendue",
        "indicateurs.cible",
    ),
    CodeSmart.SANS_ACTEURS: MotsRaison(
        "Personne n'est cité parmi ceux qui devront s'y associer.",
        "Citez les équipes et les partenaires qui donnent leur accord.",
        "IDE, aides-soignants, kinésithérapeute, CVS",
        "acteurs_mobilises",
    ),
    CodeSmart.SANS_RESPONSABLE: MotsRaison(
        "Personne ne répond de l'action.",
        "Nommez une seule personne.",
        "La cadre de santé",
        "responsable_id",
    ),
    CodeSmart.SANS_MOYEN: MotsRaison(
        "Aucun moyen n'est prévu.",
        "Ajoutez un moyen et son coût, ou dites pourquoi l'action ne coûte rien.",
        "Formation de 12 agents, 3 200 €",
        "moyens",
    ),
    CodeSmart.MOYEN_NON_CHIFFRE: MotsRaison(
        "« {moyen} » n'est pas chiffré.",
        "Écrivez un montant, même 0 €, ou une quantité et un coût unitaire.",
        "0,20 ETP à 46 500 € par an",
        "moyens.montant_centimes",
    ),
    CodeSmart.COUT_SANS_FINANCEMENT: MotsRaison(
        "{finance_centimes} de financement pour {cout_centimes} de coût.",
        "Dites qui finance le reste, même si ce n'est que demandé.",
        "Crédits non reconductibles, 12 000 €, demandés",
        "financements",
    ),
    CodeSmart.SANS_ETAPE: MotsRaison(
        "Aucune étape n'est prévue.",
        "Ajoutez une étape, son responsable et sa fin.",
        "Former 12 agents, fin octobre 2028",
        "etapes",
    ),
    CodeSmart.ETAPE_SANS_FIN: MotsRaison(
        "« {etape} » n'a pas de date de fin.",
        "Écrivez le jour où elle sera achevée.",
        "31/10/2028",
        "etapes.fin",
    ),
    CodeSmart.ETAPE_APRES_CONTRAT: MotsRaison(
        "« {etape} » finit le {fin}, après le contrat ({fin_contrat}).",
        "Avancez sa fin, ou réservez-la au contrat suivant.",
        "31/12/2032",
        "etapes.fin",
    ),
}

SENS_CONTRAIRE: Mapping[bool, tuple[str, str]] = {
    True: ("supérieure", "de diminuer"),
    False: ("inférieure", "d'augmenter"),
}
"""Whether a target that is worse is above the start: how it stands, what was meant."""
