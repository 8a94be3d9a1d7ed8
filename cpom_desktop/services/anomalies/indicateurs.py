"""Rules about indicators: defined, started from somewhere, aimed at something, followed by one."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from cpom_desktop.domain.donnees import Polarite, arrondi
from cpom_desktop.domain.objectifs import cibles_of
from cpom_desktop.i18n import _, format_number, ngettext
from cpom_desktop.services.anomalies.fiches import UNDECIDED
from cpom_desktop.services.anomalies.regles import Gravite, Registre, Releve, some, together
from cpom_desktop.services.queries.donnees import TABLES as FIGURES
from cpom_desktop.services.queries.donnees import donnees_vue
from cpom_desktop.services.queries.recherche.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cpom_desktop.domain.objectifs import CibleIndicateur, Indicateur
    from cpom_desktop.services.anomalies.regles import Ground

REGISTRE = Registre()
PAGE = "indicateurs"
BASE = ("indicateurs", "cibles_indicateurs", "fiches_indicateurs")
HUNDRED = Decimal(100)


def _of(indicateur: Indicateur, phrase: str, que_faire: str, champ: str) -> Releve:
    return Releve(
        objet=f"indicateurs.{indicateur.id}",
        phrase=_("« {nom} » : {phrase}", nom=indicateur.libelle, phrase=phrase),
        que_faire=que_faire,
        page=PAGE,
        champ=f"indicateurs.{indicateur.id}.{champ}",
        ou=_("Indicateurs"),
    )


def _cibles(ground: Ground) -> Iterator[tuple[Indicateur, Mapping[int, Decimal]]]:
    """Yield each indicator with its targets, in the order of years."""
    targets: dict[int, list[CibleIndicateur]] = {}
    for cible in ground.snapshot.cibles_indicateurs:
        targets.setdefault(cible.indicateur_id, []).append(cible)
    for indicateur in ground.snapshot.indicateurs:
        yield indicateur, cibles_of(targets.get(indicateur.id, ()), indicateur.id)


@REGISTRE.regle(
    "indicateur-sans-formule",
    Gravite.BLOQUANT,
    stage=3,
    titre="Chaque indicateur dit son mode de calcul",
    pourquoi="Aucun des contrats relus par KPMG ne donne le calcul : chacun compte à sa façon.",
    tables=BASE,
)
def indicateur_sans_formule(ground: Ground) -> Iterator[Releve]:
    """Find the indicators without a formula, or whose formula is to be written."""
    for indicateur in ground.snapshot.indicateurs:
        told = indicateur.mode_calcul or (indicateur.numerateur and indicateur.denominateur)
        if not told:
            phrase = _("le mode de calcul n'est pas écrit.")
            yield _of(indicateur, phrase, _("Dites ce qu'on divise par quoi."), "mode_calcul")
        elif UNDECIDED.search(f"{indicateur.mode_calcul} {indicateur.definition}"):
            phrase = _("la définition dit « à préciser ».")
            yield _of(indicateur, phrase, _("Précisez-la maintenant."), "mode_calcul")


@REGISTRE.regle(
    "indicateur-sans-unite",
    Gravite.A_VERIFIER,
    stage=3,
    titre="Chaque indicateur a une unité",
    pourquoi="Une valeur sans unité se lit de deux façons.",
    tables=BASE,
)
def indicateur_sans_unite(ground: Ground) -> Iterator[Releve]:
    """Find the indicators without a unit."""
    for indicateur in ground.snapshot.indicateurs:
        if not indicateur.unite:
            yield _of(indicateur, _("l'unité manque."), _("Écrivez %, jours, nombre…"), "unite")


@REGISTRE.regle(
    "indicateur-sans-depart",
    Gravite.BLOQUANT,
    stage=3,
    titre="Chaque indicateur a une valeur de départ, et son année",
    pourquoi="Sans valeur de départ, l'évolution ne peut pas être calculée.",
    tables=BASE,
)
def indicateur_sans_depart(ground: Ground) -> Iterator[Releve]:
    """Find the indicators that start from nowhere, or from no known year."""
    for indicateur in ground.snapshot.indicateurs:
        if indicateur.valeur_initiale is None:
            phrase = _("la valeur de départ manque.")
            yield _of(indicateur, phrase, _("Donnez la dernière connue."), "valeur_initiale")
        elif indicateur.annee_initiale is None and indicateur.date_initiale is None:
            phrase = _("l'année de la valeur de départ manque.")
            yield _of(indicateur, phrase, _("Donnez son année."), "annee_initiale")


@REGISTRE.regle(
    "indicateur-sans-cible",
    Gravite.BLOQUANT,
    stage=3,
    titre="Chaque indicateur a une cible en fin de contrat",
    pourquoi="L'annexe des objectifs demande une cible : sans elle, rien n'est promis.",
    tables=(*BASE, "dossier"),
)
def indicateur_sans_cible(ground: Ground) -> Iterator[Releve]:
    """Find the indicators without a target, and those whose last year has none."""
    last = ground.snapshot.dossier.date_fin
    for indicateur, cibles in _cibles(ground):
        if not cibles:
            phrase = _("aucune cible n'est donnée.")
            yield _of(indicateur, phrase, _("Donnez une cible par année."), "cibles")
        elif last is not None and max(cibles) < last.year:
            phrase = _("la dernière année du contrat ({annee}) n'a pas de cible.", annee=last.year)
            yield _of(indicateur, phrase, _("Donnez la cible de la dernière année."), "cibles")


@REGISTRE.regle(
    "cible-hors-contrat",
    Gravite.A_VERIFIER,
    stage=3,
    titre="Les cibles tombent dans les années du contrat",
    pourquoi="Une cible d'une autre année n'engage personne.",
    tables=(*BASE, "dossier"),
)
def cible_hors_contrat(ground: Ground) -> Iterator[Releve]:
    """Find the targets of a year that the contract does not cover."""
    dossier = ground.snapshot.dossier
    first, last = dossier.date_effet, dossier.date_fin
    if first is None or last is None:
        return
    for indicateur, cibles in _cibles(ground):
        outside = [year for year in cibles if not first.year <= year <= last.year]
        if outside:
            phrase = _("la cible de {annee} est hors du contrat.", annee=outside[0])
            yield _of(indicateur, phrase, _("Déplacez-la, ou retirez-la."), "cibles")


@REGISTRE.regle(
    "cible-egale-depart",
    Gravite.A_VERIFIER,
    stage=3,
    titre="La cible finale n'est pas la valeur de départ",
    pourquoi="Une cible égale au départ ne montre aucun progrès, sauf si vous voulez maintenir.",
    tables=BASE,
)
def cible_egale_depart(ground: Ground) -> Iterator[Releve]:
    """Find the indicators that aim at where they are."""
    for indicateur, cibles in _cibles(ground):
        if not cibles or indicateur.valeur_initiale != list(cibles.values())[-1]:
            continue
        if indicateur.polarite is not Polarite.NEUTRE:
            phrase = _("la cible finale est égale à la valeur de départ.")
            todo = _("Changez la cible, ou dites qu'il s'agit de maintenir.")
            yield _of(indicateur, phrase, todo, "cibles")


@REGISTRE.regle(
    "cible-a-rebours",
    Gravite.A_VERIFIER,
    stage=3,
    titre="Les cibles vont dans le sens favorable",
    pourquoi="Une cible à rebours du sens choisi est le plus souvent une inversion.",
    tables=BASE,
)
def cible_a_rebours(ground: Ground) -> Iterator[Releve]:
    """Find the indicators whose last target is worse than their start."""
    for indicateur, cibles in _cibles(ground):
        start, way = indicateur.valeur_initiale, indicateur.polarite
        if start is None or not cibles or way in {None, Polarite.NEUTRE}:
            continue
        target = list(cibles.values())[-1]
        if target != start and (target > start) is (way is Polarite.BAISSE):
            words = (
                "la cible ({cible}) est inférieure au départ ({depart}), alors que la hausse est "
                "le sens favorable."
                if target < start
                else "la cible ({cible}) est supérieure au départ ({depart}), alors que la baisse "
                "est le sens favorable."
            )
            phrase = _(words, cible=format_number(target), depart=format_number(start))
            todo = _("Vérifiez la cible et le sens favorable.")
            yield _of(indicateur, phrase, todo, "polarite")


@REGISTRE.regle(
    "cibles-en-dents-de-scie",
    Gravite.A_VERIFIER,
    stage=3,
    titre="Les cibles progressent d'année en année",
    pourquoi="Une cible qui recule en cours de contrat demande une explication.",
    tables=BASE,
)
def cibles_en_dents_de_scie(ground: Ground) -> Iterator[Releve]:
    """Find the targets that go up then down."""
    for indicateur, cibles in _cibles(ground):
        steps = {after > before for before, after in pairwise(cibles.values()) if after != before}
        if len(steps) > 1:
            phrase = _("ses cibles montent puis descendent.")
            yield _of(indicateur, phrase, _("Vérifiez les cibles de chaque année."), "cibles")


@REGISTRE.regle(
    "indicateur-sans-sens",
    Gravite.A_VERIFIER,
    stage=3,
    titre="Chaque indicateur dit le sens favorable",
    pourquoi="Sans lui, on ne peut dire si une hausse est une bonne nouvelle.",
    tables=BASE,
)
def indicateur_sans_sens(ground: Ground) -> Iterator[Releve]:
    """Find the indicators of which it is not said which way is better."""
    for indicateur in ground.snapshot.indicateurs:
        if indicateur.polarite is None:
            phrase = _("le sens favorable n'est pas dit.")
            yield _of(indicateur, phrase, _("Choisissez hausse, baisse ou maintien."), "polarite")


@REGISTRE.regle(
    "indicateur-sans-source",
    Gravite.A_VERIFIER,
    stage=3,
    titre="Chaque indicateur dit sa source et sa périodicité",
    pourquoi="Celui qui le renseignera dans trois ans ne sera peut-être pas vous.",
    tables=BASE,
)
def indicateur_sans_source(ground: Ground) -> Iterator[Releve]:
    """Find the indicators read nowhere, or no one knows how often."""
    for indicateur in ground.snapshot.indicateurs:
        if not indicateur.source:
            phrase = _("sa source n'est pas dite.")
            yield _of(indicateur, phrase, _("Dites où on le lit."), "source")
        elif not indicateur.periodicite:
            phrase = _("sa périodicité n'est pas dite.")
            yield _of(indicateur, phrase, _("Dites quand on le relève."), "periodicite")


@REGISTRE.regle(
    "indicateur-sans-responsable",
    Gravite.CONSEIL,
    stage=3,
    titre="Chaque indicateur a un responsable",
    pourquoi="Une valeur que personne ne relève manque au dialogue de gestion.",
    tables=BASE,
)
def indicateur_sans_responsable(ground: Ground) -> Iterator[Releve]:
    """Find the indicators that nobody answers for, told together."""
    alone = [i for i in ground.snapshot.indicateurs if i.responsable_id is None]
    if alone:
        phrase = ngettext(
            "{n} indicateur n'a pas de responsable : {noms}.",
            "{n} indicateurs n'ont pas de responsable : {noms}.",
            len(alone),
            noms=some([i.libelle for i in alone]),
        )
        yield Releve(
            objet=together("indicateurs", (i.id for i in alone)),
            phrase=phrase,
            que_faire=_("Nommez qui répond de chaque donnée."),
            page=PAGE,
            champ=f"indicateurs.{alone[0].id}.responsable_id",
            ou=_("Indicateurs"),
        )


@REGISTRE.regle(
    "indicateur-orphelin",
    Gravite.A_VERIFIER,
    stage=3,
    titre="Chaque indicateur suit une fiche",
    pourquoi="Un indicateur sans action ne mesure l'effet de rien.",
    tables=BASE,
)
def indicateur_orphelin(ground: Ground) -> Iterator[Releve]:
    """Find the indicators that follow no fiche."""
    used = {link.indicateur_id for link in ground.snapshot.fiches_indicateurs}
    for indicateur in ground.snapshot.indicateurs:
        if indicateur.id not in used:
            phrase = _("aucune fiche ne s'en sert.")
            yield _of(indicateur, phrase, _("Attachez-le à une fiche, ou retirez-le."), "libelle")


@REGISTRE.regle(
    "indicateur-en-double",
    Gravite.A_VERIFIER,
    stage=3,
    titre="Aucun indicateur n'est écrit deux fois",
    pourquoi="Deux indicateurs de même nom donneront deux valeurs : partagez-en un seul.",
    tables=BASE,
)
def indicateur_en_double(ground: Ground) -> Iterator[Releve]:
    """Find the indicators that have the name of another."""
    names = Counter(fold(indicateur.libelle) for indicateur in ground.snapshot.indicateurs)
    for indicateur in ground.snapshot.indicateurs:
        if names[fold(indicateur.libelle)] > 1:
            phrase = _("un autre indicateur porte ce nom.")
            yield _of(indicateur, phrase, _("Gardez-en un et partagez-le."), "libelle")


@REGISTRE.regle(
    "taux-impossible",
    Gravite.A_VERIFIER,
    stage=3,
    titre="Les taux vont de 0 à 100 %",
    pourquoi="Un taux au-delà de 100 % est le plus souvent une virgule mal placée.",
    tables=BASE,
)
def taux_impossible(ground: Ground) -> Iterator[Releve]:
    """Find the percentages under zero or above a hundred."""
    for indicateur, cibles in _cibles(ground):
        known = [v for v in (indicateur.valeur_initiale, *cibles.values()) if v is not None]
        odd = [value for value in known if not 0 <= value <= HUNDRED]
        if indicateur.unite.strip() == "%" and odd:
            phrase = _("{valeur} % sort de 0 à 100 %.", valeur=format_number(odd[0]))
            yield _of(indicateur, phrase, _("Vérifiez la virgule."), "valeur_initiale")


@REGISTRE.regle(
    "depart-different-des-donnees",
    Gravite.A_VERIFIER,
    stage=3,
    titre="La valeur de départ est celle des données",
    pourquoi="Deux chiffres pour une même année dans un dossier : l'agent le verra.",
    tables=(*BASE, *FIGURES),
)
def depart_different_des_donnees(ground: Ground) -> Iterator[Releve]:
    """Find the starts that are not what the figures give for their year."""
    linked = [i for i in ground.snapshot.indicateurs if i.donnee and i.annee_initiale]
    figures = donnees_vue(ground.snapshot, ground.content, ground.today) if linked else None
    for indicateur in linked:
        found = figures.indicateur(indicateur.donnee) if figures else None
        year = found.annees.get(indicateur.annee_initiale or 0) if found else None
        start = indicateur.valeur_initiale
        if found is None or year is None or year.valeur is None or start is None:
            continue
        if arrondi(year.valeur, found.decimales) != arrondi(start, found.decimales):
            phrase = _(
                "départ {depart}, mais les données disent {donnee} en {annee}.",
                depart=format_number(start),
                donnee=year.texte,
                annee=year.annee,
            )
            yield _of(indicateur, phrase, _("Reprenez la valeur des données."), "valeur_initiale")


@REGISTRE.regle(
    "indicateur-a-adapter",
    Gravite.A_VERIFIER,
    stage=3,
    titre="Les indicateurs pris dans la bibliothèque sont adaptés",
    pourquoi="Les cibles de la bibliothèque sont des ordres de grandeur, pas des engagements.",
    tables=BASE,
)
def indicateur_a_adapter(ground: Ground) -> Iterator[Releve]:
    """Find the indicators taken from the library and not yet made hers."""
    for indicateur in ground.snapshot.indicateurs:
        if indicateur.a_adapter:
            phrase = _("l'indicateur de la bibliothèque reste à adapter.")
            todo = _("Relisez-le, puis retirez la marque « à adapter ».")
            yield _of(indicateur, phrase, todo, "libelle")
