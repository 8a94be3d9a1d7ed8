"""What the contract aims at: axes, objectives under them, and the indicators that measure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - storage reads the annotations
from decimal import Decimal  # noqa: TC003 - storage reads the annotations
from enum import StrEnum
from typing import TYPE_CHECKING

from cpom_desktop.domain.donnees import Polarite  # noqa: TC001 - storage reads the annotations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Axe:
    """A large field of action of the contract; `modele` is its slug in the library."""

    id: int
    ordre: int = 0
    libelle: str
    modele: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objectif:
    """An objective of an axis.

    Attributes:
        strategique_id: the strategic objective that an operational one carries out; None for a
            strategic one.
        domaine: slug of the legal domain that it answers; empty when not said.
        priorite: 1 (first) to 3; None when not decided.
        modele: its slug in the library it was taken from.
        a_adapter: taken from the library and not yet made hers.
    """

    id: int
    axe_id: int
    strategique_id: int | None = None
    ordre: int = 0
    libelle: str
    domaine: str = ""
    priorite: int | None = None
    note: str = ""
    modele: str = ""
    a_adapter: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectifConstat:
    """A criterion of the diagnosis that founds an objective."""

    id: int
    objectif_id: int
    critere: str


class TypeIndicateur(StrEnum):
    """What an indicator measures (kit §1.10): at least one of result for each fiche."""

    RESULTAT = "resultat"
    PROCESSUS = "processus"
    STRUCTURE = "structure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicateur:
    """A measure with its calculation.

    Attributes:
        mode_calcul: the formula in words.
        unite: unit of its values, as printed after them.
        valeur_initiale, annee_initiale: where it starts from, and the year of that value.
        date_initiale: the day that value was read.
        numerateur, denominateur, exclusions: the formula taken apart, in words.
        donnee: slug of the indicator of the figures whose values are its own; empty when none.
        polarite: which way is better; None when not said.
        decimales: of its values; None, as they were typed.
        seuil_alerte: value beyond which it is to be looked at.
        modele, a_adapter: as those of an objective.
    """

    id: int
    libelle: str
    type: TypeIndicateur = TypeIndicateur.RESULTAT
    definition: str = ""
    mode_calcul: str = ""
    unite: str = ""
    source: str = ""
    periodicite: str = ""
    valeur_initiale: Decimal | None = None
    annee_initiale: int | None = None
    numerateur: str = ""
    denominateur: str = ""
    exclusions: str = ""
    donnee: str = ""
    polarite: Polarite | None = None
    decimales: int | None = None
    date_initiale: date | None = None
    responsable_id: int | None = None
    seuil_alerte: Decimal | None = None
    commentaire: str = ""
    modele: str = ""
    a_adapter: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CibleIndicateur:
    """What an indicator should reach at the end of one year."""

    id: int
    indicateur_id: int
    annee: int
    valeur: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Realisation:
    """What an indicator really was in one year, when the figures do not give it."""

    id: int
    indicateur_id: int
    annee: int
    valeur: Decimal
    source: str = ""
    date_source: date | None = None
    commentaire: str = ""


def cibles_of(cibles: Iterable[CibleIndicateur], indicateur_id: int) -> Mapping[int, Decimal]:
    """Return the yearly targets of an indicator, in the order of years."""
    found = {c.annee: c.valeur for c in cibles if c.indicateur_id == indicateur_id}
    return dict(sorted(found.items()))


@dataclass(frozen=True, slots=True)
class Rattachement:
    """What a fiche hangs from; absent parts are None."""

    axe: Axe | None = None
    strategique: Objectif | None = None
    operationnel: Objectif | None = None


def rattachement(
    objectif_id: int | None, axes: Iterable[Axe], objectifs: Iterable[Objectif]
) -> Rattachement:
    """Return the axis and objectives above a fiche attached to `objectif_id`."""
    by_id = {objectif.id: objectif for objectif in objectifs}
    found = by_id.get(objectif_id) if objectif_id is not None else None
    if found is None:
        return Rattachement()
    axe = next((a for a in axes if a.id == found.axe_id), None)
    if found.strategique_id is None:
        return Rattachement(axe, found)
    return Rattachement(axe, by_id.get(found.strategique_id), found)


def numeros(axes: Iterable[Axe], objectifs: Iterable[Objectif]) -> Mapping[int, str]:
    """Return the number of each objective by id: « 2.1 » strategic, « 2.1.3 » operational."""
    strategic: dict[int, list[Objectif]] = {}
    below: dict[int, list[Objectif]] = {}
    for objectif in objectifs:
        if objectif.strategique_id is None:
            strategic.setdefault(objectif.axe_id, []).append(objectif)
        else:
            below.setdefault(objectif.strategique_id, []).append(objectif)
    found: dict[int, str] = {}
    for rank, axe in enumerate(axes, start=1):
        for place, objectif in enumerate(strategic.get(axe.id, ()), start=1):
            number = f"{rank}.{place}"
            found[objectif.id] = number
            rows = enumerate(below.get(objectif.id, ()), start=1)
            found |= {o.id: f"{number}.{n}" for n, o in rows}
    return found
