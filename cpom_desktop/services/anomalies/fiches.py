"""Rules about the fiches actions: what they answer, who does what by when, at what cost."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from cpom_desktop.domain.fiches_action import StatutFiche
from cpom_desktop.domain.lacunes import MOST_INDICATEURS, lacunes
from cpom_desktop.domain.objectifs import TypeIndicateur
from cpom_desktop.i18n import _
from cpom_desktop.services.anomalies.regles import Gravite, Registre, Releve
from cpom_desktop.services.labels import label
from cpom_desktop.services.queries.fiches_action import TABLES, all_parts
from cpom_desktop.services.queries.recherche.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.domain.fiches_action import Etape
    from cpom_desktop.domain.lacunes import FicheParts
    from cpom_desktop.domain.moyens import Moyen
    from cpom_desktop.services.anomalies.regles import Ground

REGISTRE = Registre()
PAGE = "fiches-action"
UNDECIDED = re.compile(r"\bà (préciser|définir|compléter|déterminer)\b", re.IGNORECASE)
TEXTS = (
    "etat_des_lieux",
    "resultats_attendus",
    "acteurs_mobilises",
    "modalites_suivi",
    "risques",
    "conditions_reussite",
)


def parts_of(ground: Ground) -> tuple[FicheParts, ...]:
    """Return the fiches that are not given up, each with its own rows."""
    kept = (StatutFiche.ABANDONNEE,)
    return tuple(p for p in all_parts(ground.snapshot) if p.fiche.statut not in kept)


def fiche_releve(parts: FicheParts, phrase: str, que_faire: str, champ: str) -> Releve:
    """Return what is found of a fiche, in a field or a part of it."""
    fiche = parts.fiche
    return Releve(
        objet=f"fiches_action.{fiche.id}",
        phrase=_("{repere} : {phrase}", repere=fiche.repere, phrase=phrase),
        que_faire=que_faire,
        page=PAGE,
        champ=f"fiches_action.{fiche.id}.{champ}",
        ou=_("Fiche {repere}", repere=fiche.repere),
    )


def part_releve(
    parts: FicheParts, row: Etape | Moyen, champ: str, phrase: str, que_faire: str
) -> Releve:
    """Return what is found of a step or of a mean."""
    table = "moyens" if hasattr(row, "nature") else "etapes"
    repere = parts.fiche.repere
    return Releve(
        objet=f"{table}.{row.id}",
        phrase=_("{repere}, « {nom} » : {phrase}", repere=repere, nom=row.libelle, phrase=phrase),
        que_faire=que_faire,
        page=PAGE,
        champ=f"{table}.{row.id}.{champ}",
        ou=_("Fiche {repere}", repere=repere),
    )


@REGISTRE.regle(
    "fiche-sans-objectif",
    Gravite.A_VERIFIER,
    stage=3,
    titre="Chaque fiche est rattachée à un objectif",
    pourquoi="Une action sans objectif n'a pas sa place dans l'annexe des objectifs.",
    tables=TABLES,
)
def fiche_sans_objectif(ground: Ground) -> Iterator[Releve]:
    """Find the fiches that hang from nothing."""
    for parts in parts_of(ground):
        if parts.fiche.objectif_id is None:
            phrase = _("cette action n'est rattachée à aucun objectif du CPOM.")
            yield fiche_releve(parts, phrase, _("Choisissez son objectif."), "objectif_id")


@REGISTRE.regle(
    "fiche-sans-constat",
    Gravite.A_VERIFIER,
    stage=3,
    titre="Chaque fiche cite un constat du diagnostic",
    pourquoi="Le constat prouve que l'action répond à un besoin.",
    tables=TABLES,
)
def fiche_sans_constat(ground: Ground) -> Iterator[Releve]:
    """Find the fiches that no finding founds."""
    for parts in parts_of(ground):
        if not parts.criteres:
            phrase = _("aucun constat du diagnostic n'est cité.")
            yield fiche_releve(
                parts, phrase, _("Citez le critère auquel elle répond."), "constats"
            )


@REGISTRE.regle(
    "fiche-sans-responsable",
    Gravite.BLOQUANT,
    stage=3,
    titre="Chaque fiche a un responsable",
    pourquoi="Sans responsable, personne ne répond de l'action devant le COPIL.",
    tables=TABLES,
)
def fiche_sans_responsable(ground: Ground) -> Iterator[Releve]:
    """Find the fiches for which nobody answers."""
    for parts in parts_of(ground):
        if parts.fiche.responsable_id is None:
            phrase = _("personne ne répond de l'action.")
            yield fiche_releve(parts, phrase, _("Nommez un responsable."), "responsable_id")


@REGISTRE.regle(
    "fiche-sans-etat-des-lieux",
    Gravite.A_VERIFIER,
    stage=3,
    titre="Chaque fiche décrit l'état des lieux et les résultats attendus",
    pourquoi="Ce sont les deux premières choses que lit l'agent qui instruit.",
    tables=TABLES,
)
def fiche_sans_texte(ground: Ground) -> Iterator[Releve]:
    """Find the fiches whose situation or expected results are not written."""
    for parts in parts_of(ground):
        empty = [
            f for f in ("etat_des_lieux", "resultats_attendus") if not getattr(parts.fiche, f)
        ]
        if empty:
            named = _(" et ").join(f"« {label('fiches_action', name)} »" for name in empty)
            phrase = _("{champs} : rien n'est écrit.", champs=named)
            yield fiche_releve(
                parts, phrase, _("Écrivez deux phrases, un chiffre et sa date."), empty[0]
            )


@REGISTRE.regle(
    "etat-des-lieux-sans-chiffre",
    Gravite.CONSEIL,
    stage=3,
    titre="L'état des lieux de chaque fiche est chiffré",
    pourquoi="Un état des lieux sans chiffre ne permettra pas de montrer le chemin parcouru.",
    tables=TABLES,
)
def etat_des_lieux_sans_chiffre(ground: Ground) -> Iterator[Releve]:
    """Find the situations told without any number."""
    for parts in parts_of(ground):
        text = parts.fiche.etat_des_lieux
        if text and not any(character.isdigit() for character in text):
            phrase = _("l'état des lieux ne donne aucun chiffre.")
            yield fiche_releve(
                parts, phrase, _("Ajoutez un chiffre et son année."), "etat_des_lieux"
            )


@REGISTRE.regle(
    "texte-a-preciser",
    Gravite.BLOQUANT,
    stage=3,
    titre="Aucun texte de fiche ne dit « à préciser »",
    pourquoi="Un contrat sur cinq part avec des « à préciser » : ils ne le sont jamais ensuite.",
    tables=TABLES,
)
def texte_a_preciser(ground: Ground) -> Iterator[Releve]:
    """Find the texts that say that they are still to be written."""
    for parts in parts_of(ground):
        for name in TEXTS:
            if UNDECIDED.search(getattr(parts.fiche, name)):
                where = label("fiches_action", name)
                phrase = _("« {champ} » dit « à préciser ».", champ=where)
                yield fiche_releve(parts, phrase, _("Écrivez-le, ou retirez ces mots."), name)


@REGISTRE.regle(
    "fiche-a-adapter",
    Gravite.A_VERIFIER,
    stage=3,
    titre="Les fiches rédigées d'après la bibliothèque sont adaptées",
    pourquoi="Un brouillon type ne décrit pas votre établissement.",
    tables=TABLES,
)
def fiche_a_adapter(ground: Ground) -> Iterator[Releve]:
    """Find the fiches drafted from the library and not yet made hers."""
    for parts in parts_of(ground):
        if parts.fiche.a_adapter:
            phrase = _("le brouillon de la bibliothèque reste à adapter.")
            que_faire = _("Relisez chaque champ, puis retirez la marque « à adapter ».")
            yield fiche_releve(parts, phrase, que_faire, "titre")


@REGISTRE.regle(
    "fiche-en-double",
    Gravite.A_VERIFIER,
    stage=3,
    titre="Aucune fiche n'a le titre d'une autre",
    pourquoi="Deux fiches de même titre se confondent au COPIL.",
    tables=TABLES,
)
def fiche_en_double(ground: Ground) -> Iterator[Releve]:
    """Find the fiches that have the title of another."""
    everything = parts_of(ground)
    titles = Counter(fold(parts.fiche.titre) for parts in everything)
    for parts in everything:
        if titles[fold(parts.fiche.titre)] > 1:
            phrase = _("une autre fiche porte le même titre.")
            yield fiche_releve(parts, phrase, _("Dites ce qui les distingue."), "titre")


@REGISTRE.regle(
    "fiche-validee-incomplete",
    Gravite.BLOQUANT,
    stage=3,
    titre="Une fiche validée en COPIL est complète",
    pourquoi="Le COPIL aurait validé une fiche sans cible, sans coût ou sans échéance.",
    tables=TABLES,
)
def fiche_validee_incomplete(ground: Ground) -> Iterator[Releve]:
    """Find the fiches agreed to that lack something."""
    for parts in parts_of(ground):
        validated = parts.fiche.statut is StatutFiche.VALIDEE_COPIL
        lacking = lacunes(parts) if validated else ()
        if lacking:
            phrase = _("validée en COPIL, il lui manque {n} éléments.", n=len(lacking))
            yield fiche_releve(parts, phrase, _("Complétez-la, puis faites-la revoir."), "statut")


@REGISTRE.regle(
    "fiche-sans-origine",
    Gravite.CONSEIL,
    stage=3,
    titre="Chaque fiche dit d'où elle vient",
    pourquoi="Une action née d'une inspection ou de l'évaluation HAS compte deux fois.",
    tables=(*TABLES, "fiches_origines"),
)
def fiche_sans_origine(ground: Ground) -> Iterator[Releve]:
    """Find the fiches whose origin is not said."""
    told = {row.fiche_id for row in ground.snapshot.fiches_origines}
    for parts in parts_of(ground):
        if parts.fiche.id not in told:
            phrase = _("son origine n'est pas dite.")
            yield fiche_releve(
                parts, phrase, _("Cochez CPOM, HAS, projet, inspection…"), "origines"
            )


@REGISTRE.regle(
    "indicateurs-de-la-fiche",
    Gravite.BLOQUANT,
    stage=3,
    titre="Chaque fiche a un indicateur de résultat",
    pourquoi="Sans indicateur de résultat, l'objectif ne pourra être dit ni atteint, ni manqué.",
    tables=TABLES,
)
def indicateurs_de_la_fiche(ground: Ground) -> Iterator[Releve]:
    """Find the fiches that no indicator of result follows."""
    for parts in parts_of(ground):
        if not any(i.type is TypeIndicateur.RESULTAT for i in parts.indicateurs):
            phrase = _("aucun indicateur de résultat ne la suit.")
            yield fiche_releve(
                parts, phrase, _("Ajoutez un indicateur de résultat."), "indicateurs"
            )


@REGISTRE.regle(
    "trop-d-indicateurs",
    Gravite.CONSEIL,
    stage=3,
    titre="Trois indicateurs par fiche au plus",
    pourquoi="Chaque indicateur se renseigne cinq fois : peu, mais tenus.",
    tables=TABLES,
)
def trop_d_indicateurs(ground: Ground) -> Iterator[Releve]:
    """Find the fiches that more indicators follow than can be kept."""
    for parts in parts_of(ground):
        number = len(parts.indicateurs)
        if number > MOST_INDICATEURS:
            phrase = _("{n} indicateurs, c'est beaucoup à tenir cinq ans.", n=number)
            yield fiche_releve(parts, phrase, _("Gardez les trois plus parlants."), "indicateurs")
