"""The five questions of SMART, answered by what a fiche says (kit §1.10): reasons, no score.

A reason is a code and the values that its sentence needs; the sentence is worded elsewhere.
Nothing here refuses: an objective may have its reasons to be told otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from cpom_desktop.domain.atteinte import is_at_least
from cpom_desktop.domain.donnees import Polarite
from cpom_desktop.domain.lacunes import MOST_INDICATEURS, is_costed, is_reckoned
from cpom_desktop.domain.moyens import total_cost, total_funding
from cpom_desktop.domain.objectifs import TypeIndicateur
from cpom_desktop.domain.verbes import is_vague, verbes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from cpom_desktop.domain.lacunes import FicheParts


class QuestionSmart(StrEnum):
    """The five questions, in the order of the word."""

    SPECIFIQUE = "specifique"
    MESURABLE = "mesurable"
    ACCEPTABLE = "acceptable"
    REALISTE = "realiste"
    TEMPOREL = "temporel"


class CodeSmart(StrEnum):
    """Why a question is not answered yet."""

    SANS_OBJECTIF = "sans_objectif"
    SANS_VERBE = "sans_verbe"
    PLUSIEURS_VERBES = "plusieurs_verbes"
    VERBE_VAGUE = "verbe_vague"
    SANS_INDICATEUR = "sans_indicateur"
    SANS_RESULTAT = "sans_resultat"
    SANS_VALEUR_INITIALE = "sans_valeur_initiale"
    SANS_CIBLE = "sans_cible"
    SANS_MODE_CALCUL = "sans_mode_calcul"
    TROP_INDICATEURS = "trop_indicateurs"
    CIBLE_EGALE = "cible_egale"
    CIBLE_MOINS_BONNE = "cible_moins_bonne"
    SANS_ACTEURS = "sans_acteurs"
    SANS_RESPONSABLE = "sans_responsable"
    SANS_MOYEN = "sans_moyen"
    MOYEN_NON_CHIFFRE = "moyen_non_chiffre"
    COUT_SANS_FINANCEMENT = "cout_sans_financement"
    SANS_ETAPE = "sans_etape"
    ETAPE_SANS_FIN = "etape_sans_fin"
    ETAPE_APRES_CONTRAT = "etape_apres_contrat"


@dataclass(frozen=True, slots=True)
class RaisonSmart:
    """One reason: its code, and what its sentence names.

    Attributes:
        ligne: id of the indicator, of the mean or of the step it is about; 0 for the fiche.
    """

    code: CodeSmart
    valeurs: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    ligne: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamenSmart:
    """What the questions read.

    Attributes:
        parts: the fiche with all that hangs from it.
        objectif: words of its operational objective; empty when it has none.
        cibles: last target of each indicator, by id.
        polarites: what is better for each indicator, by id; what is not told is neutral.
        fin_contrat: last day of the contract, when it is known.
    """

    parts: FicheParts
    objectif: str = ""
    cibles: Mapping[int, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    polarites: Mapping[int, Polarite] = field(default_factory=lambda: MappingProxyType({}))
    fin_contrat: date | None = None


def raisons_smart(examen: ExamenSmart) -> Mapping[QuestionSmart, tuple[RaisonSmart, ...]]:
    """Return the reasons of each question, all five in order; none when it is answered."""
    return {
        QuestionSmart.SPECIFIQUE: tuple(_specifique(examen)),
        QuestionSmart.MESURABLE: tuple(_mesurable(examen)),
        QuestionSmart.ACCEPTABLE: tuple(_acceptable(examen)),
        QuestionSmart.REALISTE: tuple(_realiste(examen)),
        QuestionSmart.TEMPOREL: tuple(_temporel(examen)),
    }


def _specifique(examen: ExamenSmart) -> Iterator[RaisonSmart]:
    if not examen.objectif:
        yield RaisonSmart(CodeSmart.SANS_OBJECTIF)
    libelle = examen.objectif or examen.parts.fiche.titre
    found = verbes(libelle)
    if not found:
        yield RaisonSmart(CodeSmart.SANS_VERBE, {"libelle": libelle})
    elif len(found) > 1:
        yield RaisonSmart(CodeSmart.PLUSIEURS_VERBES, {"verbes": found})
    if found and is_vague(found[0]) and not _is_measured(examen):
        yield RaisonSmart(CodeSmart.VERBE_VAGUE, {"verbe": found[0]})


def _mesurable(examen: ExamenSmart) -> Iterator[RaisonSmart]:
    measures = examen.parts.indicateurs
    if not measures:
        yield RaisonSmart(CodeSmart.SANS_INDICATEUR)
        return
    if all(measure.type is not TypeIndicateur.RESULTAT for measure in measures):
        yield RaisonSmart(CodeSmart.SANS_RESULTAT)
    if len(measures) > MOST_INDICATEURS:
        yield RaisonSmart(
            CodeSmart.TROP_INDICATEURS, {"n": len(measures), "maximum": MOST_INDICATEURS}
        )
    for measure in measures:
        missing = {
            CodeSmart.SANS_VALEUR_INITIALE: measure.valeur_initiale is None,
            CodeSmart.SANS_CIBLE: measure.id not in examen.cibles,
            CodeSmart.SANS_MODE_CALCUL: not is_reckoned(measure),
        }
        for code, is_missing in missing.items():
            if is_missing:
                yield RaisonSmart(code, {"indicateur": measure.libelle}, measure.id)


def _acceptable(examen: ExamenSmart) -> Iterator[RaisonSmart]:
    """Yield why those concerned could not agree: a target that asks nothing, nobody to agree."""
    for measure in examen.parts.indicateurs:
        start, target = measure.valeur_initiale, examen.cibles.get(measure.id)
        if start is None or target is None:
            continue
        values = {"indicateur": measure.libelle, "initiale": start, "cible": target}
        polarite = examen.polarites.get(measure.id, Polarite.NEUTRE)
        if target == start:
            yield RaisonSmart(CodeSmart.CIBLE_EGALE, values, measure.id)
        elif polarite is not Polarite.NEUTRE and not is_at_least(target, start, polarite):
            yield RaisonSmart(CodeSmart.CIBLE_MOINS_BONNE, values, measure.id)
    if not examen.parts.fiche.acteurs_mobilises:
        yield RaisonSmart(CodeSmart.SANS_ACTEURS)


def _realiste(examen: ExamenSmart) -> Iterator[RaisonSmart]:
    parts = examen.parts
    if parts.fiche.responsable_id is None:
        yield RaisonSmart(CodeSmart.SANS_RESPONSABLE)
    if not parts.moyens and not is_costed(parts):
        yield RaisonSmart(CodeSmart.SANS_MOYEN)
    for moyen in parts.moyens:
        if moyen.montant is None and not parts.fiche.justification_cout:
            yield RaisonSmart(CodeSmart.MOYEN_NON_CHIFFRE, {"moyen": moyen.libelle}, moyen.id)
    cost, funded = total_cost(parts.moyens), total_funding(parts.financements)
    if cost > funded:
        values = {"cout_centimes": cost, "finance_centimes": funded}
        yield RaisonSmart(CodeSmart.COUT_SANS_FINANCEMENT, values)


def _temporel(examen: ExamenSmart) -> Iterator[RaisonSmart]:
    if not examen.parts.etapes:
        yield RaisonSmart(CodeSmart.SANS_ETAPE)
    for etape in examen.parts.etapes:
        if etape.fin is None:
            yield RaisonSmart(CodeSmart.ETAPE_SANS_FIN, {"etape": etape.libelle}, etape.id)
        elif examen.fin_contrat is not None and etape.fin > examen.fin_contrat:
            values = {"etape": etape.libelle, "fin": etape.fin, "fin_contrat": examen.fin_contrat}
            yield RaisonSmart(CodeSmart.ETAPE_APRES_CONTRAT, values, etape.id)


def _is_measured(examen: ExamenSmart) -> bool:
    """Return whether an indicator says where it starts and where it goes."""
    return any(
        measure.valeur_initiale is not None and measure.id in examen.cibles
        for measure in examen.parts.indicateurs
    )
