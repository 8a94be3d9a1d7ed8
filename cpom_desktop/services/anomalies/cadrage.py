"""Rules about the establishment, its places, its numbers, and the dates of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.anomalies.regles import Gravite, Registre, Releve, some, together
from cpom_desktop.services.labels import label
from cpom_desktop.services.queries.etablissement import OVERLAP, TABLES, avertissements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cpom_desktop.services.anomalies.regles import Ground

REGISTRE = Registre()
PAGE = "etablissement"
PLACE = "Établissement et périmètre"
IDENTITY = ("nom", "gestionnaire", "statut_juridique", "finess_et", "finess_ej", "siret")
"""What every page of the contract repeats of the establishment."""
LENGTH = "dossier.duree_annees"


def _doubts(ground: Ground, told: Callable[[str], bool], que_faire: str) -> Iterator[Releve]:
    """Yield the doubts of the page about some fields, under the name it keeps them by.

    Two contracts over the same days have a rule of their own.
    """
    for doubt in avertissements(ground.snapshot):
        if told(doubt.champ) and OVERLAP not in doubt.cle:
            yield Releve(
                objet=doubt.champ,
                phrase=doubt.texte if doubt.texte.endswith(".") else _asked(doubt.texte),
                que_faire=que_faire,
                page=PAGE,
                champ=doubt.champ,
                ou=_(PLACE),
                cle=doubt.cle,
            )


def _asked(texte: str) -> str:
    """Return a doubt without the question it ends by: what to do says it."""
    return f"{texte.rpartition('. ')[0]}." if ". " in texte else texte


@REGISTRE.regle(
    "identite-incomplete",
    Gravite.A_VERIFIER,
    stage=1,
    titre="L'identité de l'établissement est complète",
    pourquoi="L'article 1 du contrat et l'en-tête de chaque document la reprennent.",
    tables=("etablissement",),
)
def identite_incomplete(ground: Ground) -> Iterator[Releve]:
    """Find what lacks of the identity, told together."""
    lacking = [name for name in IDENTITY if not getattr(ground.snapshot.etablissement, name)]
    if lacking:
        names = some([label("etablissement", name) for name in lacking])
        yield Releve(
            objet=together("etablissement", lacking),
            phrase=_("L'identité est incomplète : {champs}.", champs=names.rstrip(".")),
            que_faire=_("Complétez ces champs."),
            page=PAGE,
            champ=f"etablissement.{lacking[0]}",
            ou=_(PLACE),
        )


@REGISTRE.regle(
    "identifiant-douteux",
    Gravite.A_VERIFIER,
    stage=1,
    titre="FINESS, SIRET et code postal sont bien formés",
    pourquoi="Un numéro faux fait rejeter le dossier par les systèmes de l'ARS.",
    tables=TABLES,
)
def identifiant_douteux(ground: Ground) -> Iterator[Releve]:
    """Find the numbers that do not look right."""
    yield from _doubts(ground, _is_number, _("Relisez le numéro sur l'arrêté ou sur FINESS."))


def _is_number(champ: str) -> bool:
    return champ.startswith("etablissement.")


@REGISTRE.regle(
    "places-non-saisies",
    Gravite.A_VERIFIER,
    stage=1,
    titre="Les places autorisées sont saisies",
    pourquoi="La capacité figure au contrat et sert à tous les calculs d'activité.",
    tables=("capacites",),
)
def places_non_saisies(ground: Ground) -> Iterator[Releve]:
    """Find that no authorised place is typed."""
    if not any(capacite.autorisees for capacite in ground.snapshot.capacites):
        key = "capacites.hebergement_permanent.autorisees"
        yield Releve(
            objet="capacites",
            phrase=_("Aucune place autorisée n'est saisie."),
            que_faire=_("Reprenez les places de l'arrêté d'autorisation."),
            page=PAGE,
            champ=key,
            ou=_(PLACE),
        )


@REGISTRE.regle(
    "capacites-incoherentes",
    Gravite.A_VERIFIER,
    stage=1,
    titre="Les capacités s'accordent entre elles",
    pourquoi="La capacité est la première chose que l'ARS compare à l'arrêté.",
    tables=TABLES,
)
def capacites_incoherentes(ground: Ground) -> Iterator[Releve]:
    """Find the places that do not agree with each other."""
    yield from _doubts(ground, _is_place, _("Vérifiez les places sur l'arrêté."))


def _is_place(champ: str) -> bool:
    return champ.startswith("capacites.")


@REGISTRE.regle(
    "contrat-sans-date",
    Gravite.A_VERIFIER,
    stage=1,
    titre="Le contrat a une date d'effet",
    pourquoi="Les années du contrat, les cibles et les coûts s'y rattachent.",
    tables=("dossier",),
)
def contrat_sans_date(ground: Ground) -> Iterator[Releve]:
    """Find that the contract is not dated."""
    if ground.snapshot.dossier.date_effet is None:
        yield Releve(
            objet="dossier",
            phrase=_("La date d'effet du contrat n'est pas dite."),
            que_faire=_("Donnez la date d'effet visée."),
            page=PAGE,
            champ="dossier.date_effet",
            ou=_(PLACE),
        )


@REGISTRE.regle(
    "dates-du-contrat",
    Gravite.A_VERIFIER,
    stage=1,
    titre="La signature, l'effet et la fin du contrat en cours se suivent",
    pourquoi="Un contrat qui prend effet avant sa signature, ou laisse un vide, sera questionné.",
    tables=TABLES,
)
def dates_du_contrat(ground: Ground) -> Iterator[Releve]:
    """Find the dates of the contract that do not follow each other."""
    yield from _doubts(ground, _is_date, _("Vérifiez les dates du contrat."))


def _is_date(champ: str) -> bool:
    return champ.startswith("dossier.") and champ != LENGTH


@REGISTRE.regle(
    "duree-inhabituelle",
    Gravite.A_VERIFIER,
    stage=1,
    titre="Le contrat dure cinq ans",
    pourquoi="Un CPOM couvre d'ordinaire cinq ans : une autre durée se justifie.",
    tables=TABLES,
)
def duree_inhabituelle(ground: Ground) -> Iterator[Releve]:
    """Find a contract of another length than five years (reliability §7.1, row 19)."""
    yield from _doubts(ground, LENGTH.__eq__, _("Vérifiez la durée, ou dites pourquoi."))


@REGISTRE.regle(
    "contrats-qui-se-chevauchent",
    Gravite.BLOQUANT,
    stage=1,
    titre="Le nouveau contrat commence après la fin du contrat en cours",
    pourquoi="Deux CPOM ne peuvent pas couvrir la même période.",
    tables=("dossier",),
)
def contrats_qui_se_chevauchent(ground: Ground) -> Iterator[Releve]:
    """Find that the contract begins before the end of the present one (row 18)."""
    dossier = ground.snapshot.dossier
    end = dossier.prolonge_jusqu_au or dossier.fin_contrat_actuel
    if dossier.date_effet and end and dossier.date_effet <= end:
        yield Releve(
            objet=f"dossier.{dossier.date_effet}.{end}",
            phrase=_(
                "Le contrat prend effet le {effet}, avant la fin du contrat en cours ({fin}).",
                effet=format_date(dossier.date_effet),
                fin=format_date(end),
            ),
            que_faire=_("Reculez la date d'effet, ou corrigez la fin du contrat en cours."),
            page=PAGE,
            champ="dossier.date_effet",
            ou=_(PLACE),
        )
