"""Rules about the figures and the Vue ARS: certain, agreeing, explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.dossier import TypeCapacite
from cpom_desktop.i18n import _, format_number, ngettext
from cpom_desktop.services.anomalies.regles import Gravite, Registre, Releve, some, together
from cpom_desktop.services.queries.donnees import TABLES as FIGURES
from cpom_desktop.services.queries.donnees import donnees_vue
from cpom_desktop.services.queries.vue_ars import TABLES as SHEET
from cpom_desktop.services.queries.vue_ars import vue_ars

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.services.anomalies.regles import Ground
    from cpom_desktop.services.queries.donnees_types import Question

REGISTRE = Registre()
PAGE = "donnees"
TABLES = (*FIGURES, "packs_integres")
AGREEMENTS = frozenset({"gir_1", "deces"})
"""Figures asked about because another one says otherwise."""
PLACES = {
    "places_hp": (TypeCapacite.HEBERGEMENT_PERMANENT, "HP"),
    "places_ht": (TypeCapacite.HEBERGEMENT_TEMPORAIRE, "HT"),
    "places_aj": (TypeCapacite.ACCUEIL_DE_JOUR, "AJ"),
}
"""Figure → the places it repeats, and what they are called shortly."""


def _questions(ground: Ground) -> dict[tuple[str, int, str], Question]:
    """Return what is asked about the figures, each once."""
    view = donnees_vue(ground.snapshot, ground.content, ground.today)
    return {
        (question.donnee, question.annee, question.texte): question
        for groupe in view.groupes
        for figure in groupe.donnees
        for question in figure.questions
    }


def _releve(question: Question, que_faire: str) -> Releve:
    words, _colon, _rest = question.texte.rpartition(":")
    key = f"valeurs.{question.donnee}.{question.annee}"
    told = words.strip() or question.texte
    return Releve(
        objet=key,
        phrase=f"{told}.",
        que_faire=que_faire,
        page=PAGE,
        champ=key,
        ou=_("Données, {annee}", annee=question.annee),
    )


@REGISTRE.regle(
    "donnee-douteuse",
    Gravite.A_VERIFIER,
    stage=2,
    titre="Aucun chiffre ne surprend sans être confirmé",
    pourquoi="Un chiffre faux fausse chaque taux et chaque indicateur qui en part.",
    tables=TABLES,
)
def donnee_douteuse(ground: Ground) -> Iterator[Releve]:
    """Find the figures out of their bounds, or that changed a lot, not confirmed."""
    for question in _questions(ground).values():
        if question.donnee not in AGREEMENTS:
            todo = _("Corrigez-le, ou confirmez-le en disant pourquoi.")
            yield _releve(question, todo)


@REGISTRE.regle(
    "donnees-en-desaccord",
    Gravite.A_VERIFIER,
    stage=2,
    titre="La somme des GIR égale les résidents, les décès ne dépassent pas les sorties",
    pourquoi="Deux chiffres qui se contredisent font douter de tous les autres.",
    tables=TABLES,
)
def donnees_en_desaccord(ground: Ground) -> Iterator[Releve]:
    """Find the figures of one year that contradict each other, not confirmed."""
    for question in _questions(ground).values():
        if question.donnee in AGREEMENTS:
            yield _releve(question, _("Vérifiez les deux chiffres."))


@REGISTRE.regle(
    "places-differentes",
    Gravite.A_VERIFIER,
    stage=2,
    titre="Les places des données sont celles du périmètre",
    pourquoi="Les deux nombres doivent être identiques.",
    tables=("valeurs", "capacites"),
)
def places_differentes(ground: Ground) -> Iterator[Releve]:
    """Find the places of the last year typed that are not those of the perimeter."""
    authorised = {c.type: c.autorisees for c in ground.snapshot.capacites}
    for slug, (kind, short) in PLACES.items():
        typed = [v for v in ground.snapshot.valeurs if v.donnee == slug and v.valeur is not None]
        last = max(typed, key=lambda valeur: valeur.annee, default=None)
        known = authorised.get(kind)
        if last is not None and known is not None and last.valeur != known:
            key = f"valeurs.{slug}.{last.annee}"
            yield Releve(
                objet=key,
                phrase=_(
                    "{n} places {type} au périmètre, {p} dans les données {annee}.",
                    n=known,
                    type=short,
                    p=format_number(last.valeur or 0),
                    annee=last.annee,
                ),
                que_faire=_("Corrigez l'un des deux, ou dites ce qui a changé."),
                page=PAGE,
                champ=key,
                ou=_("Données, {annee}", annee=last.annee),
            )


@REGISTRE.regle(
    "derniere-annee-non-saisie",
    Gravite.A_VERIFIER,
    stage=2,
    titre="Les données de la dernière année sont commencées",
    pourquoi="Les indicateurs et la Vue ARS se lisent sur la dernière année.",
    tables=TABLES,
)
def derniere_annee_non_saisie(ground: Ground) -> Iterator[Releve]:
    """Find that nothing is typed for the last year, though something is before."""
    view = donnees_vue(ground.snapshot, ground.content, ground.today)
    if ground.snapshot.valeurs and not view.saisies:
        year = view.annees[-1]
        yield Releve(
            objet=f"annee.{year}",
            phrase=_("Aucun chiffre n'est saisi pour {annee}.", annee=year),
            que_faire=_("Saisissez les nombres de base de l'année."),
            page=PAGE,
            ou=_("Données, {annee}", annee=year),
        )


@REGISTRE.regle(
    "point-ars-sans-explication",
    Gravite.A_VERIFIER,
    stage=2,
    titre="Chaque valeur atypique de la Vue ARS a son explication",
    pourquoi="L'agent posera la question : la réponse écrite la désamorce.",
    tables=(*SHEET, "packs_integres"),
)
def point_ars_sans_explication(ground: Ground) -> Iterator[Releve]:
    """Find what the agent will ask about and that nothing explains, told together."""
    sheet = vue_ars(ground.snapshot, ground.content, ground.today)
    bare = [point for point in sheet.points if point.is_signalee and not point.is_prete]
    if bare:
        yield Releve(
            objet=together("explications", (point.slug for point in bare)),
            phrase=ngettext(
                "{n} valeur atypique n'est pas expliquée : {noms}.",
                "{n} valeurs atypiques ne sont pas expliquées : {noms}.",
                len(bare),
                noms=some([point.indicateur.libelle for point in bare]),
            ),
            que_faire=_("Écrivez la réponse que vous ferez à l'agent."),
            page="vue-ars",
            champ=f"explications.{bare[0].slug}.texte",
            ou=_("Vue ARS"),
        )
