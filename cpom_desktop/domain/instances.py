"""The instances of the procedure (comitologie): who sits, how often, by which rules (kit §1.7)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.acteurs import Acteur, Famille

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

COPIL = "copil"
"""Slug of the instance that both authorities are expected in."""


class Confidentialite(StrEnum):
    """To whom the documents of an instance may go (kit §6)."""

    INTERNE = "interne"
    COPIL = "copil"
    AUTORITES = "autorites"
    PUBLIQUE = "publique"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """A committee, a team or a council.

    Attributes:
        slug: name in the pack it was copied from (`copil`, `cvs`…); empty for her own.
        abrege: what its meetings are called by, « COPIL » in « COPIL n° 2 ».
        composition: who should sit, in words, before anybody is named.
        frequence, phase: in words.
        quorum: members with a vote who must be present; None when no rule asks for any.
        delai_convocation, delai_dossier: days before a meeting; None keeps that of the plan.
        delai_compte_rendu: days after it.
        president_id, secretaire_id: stakeholders.
    """

    id: int
    slug: str = ""
    ordre: int = 0
    nom: str
    abrege: str = ""
    objet: str = ""
    composition: str = ""
    phase: str = ""
    frequence: str = ""
    quorum: int | None = None
    delai_convocation: int | None = None
    delai_dossier: int | None = None
    delai_compte_rendu: int | None = None
    regle_validation: str = ""
    confidentialite: Confidentialite = Confidentialite.COPIL
    president_id: int | None = None
    secretaire_id: int | None = None

    @property
    def display_name(self) -> str:
        """Return its short name, else the whole."""
        return self.abrege or self.nom


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceMembre:
    """A stakeholder who sits in an instance.

    Attributes:
        qualite: in what quality (« représente l'ARS », « présidente »).
        suppleant_id: who replaces them.
        voix: whether they vote, and count for the quorum.
    """

    id: int
    instance_id: int
    ordre: int = 0
    acteur_id: int
    qualite: str = ""
    suppleant_id: int | None = None
    voix: bool = True


class AnomalieInstance(StrEnum):
    """What the composition of an instance calls for; never a block."""

    SANS_MEMBRE = "instance-sans-membre"
    SANS_ARS = "instance-sans-ars"
    SANS_COLLECTIVITE = "instance-sans-collectivite"
    SANS_PRESIDENT = "instance-sans-president"
    QUORUM = "instance-quorum"
    SANS_NOM = "instance-sans-nom"


class ConstatInstance(NamedTuple):
    """What is found of an instance; `acteur_id` of whom, when it is of someone."""

    kind: AnomalieInstance
    acteur_id: int | None = None


def is_ars(acteur: Acteur) -> bool:
    """Tell whether an authority is the ARS: those of the kit by their slug, hers by the words."""
    named = re.search(r"\bars\b|agence régionale de santé", acteur.structure.casefold())
    known = acteur.slug.startswith("ars-") or acteur.slug == "dgars"
    return acteur.famille is Famille.AUTORITES and (known or named is not None)


def is_collectivite(acteur: Acteur) -> bool:
    """Tell whether an authority is the département, the métropole or the like."""
    told = rf"{acteur.slug} {acteur.structure}".casefold()
    named = re.search(r"d[ée]partement|m[ée]tropole|collectivit[ée]", told)
    if is_ars(acteur) or acteur.famille is not Famille.AUTORITES:
        return False
    return named is not None


def voters(membres: Sequence[InstanceMembre]) -> int:
    """Return how many members vote."""
    return sum(membre.voix for membre in membres)


def check_instance(
    instance: Instance,
    membres: Sequence[InstanceMembre],
    acteurs: Mapping[int, Acteur],
    *,
    collectivite_signs: bool,
) -> tuple[ConstatInstance, ...]:
    """Return what the composition of an instance calls for, the gravest first.

    Args:
        instance: the instance.
        membres: who sits in it.
        acteurs: every stakeholder by id.
        collectivite_signs: the département signs the contract: it is expected in the COPIL.
    Source: kit §1.7 (the COPIL has members of each signing party).
    """
    if not membres:
        return (ConstatInstance(AnomalieInstance.SANS_MEMBRE),)
    seated = [acteurs[m.acteur_id] for m in membres if m.acteur_id in acteurs]
    found = list(_absent_authorities(instance, seated, collectivite_signs=collectivite_signs))
    if instance.president_id is None:
        found.append(ConstatInstance(AnomalieInstance.SANS_PRESIDENT))
    if instance.quorum is not None and instance.quorum > voters(membres):
        found.append(ConstatInstance(AnomalieInstance.QUORUM))
    found += [ConstatInstance(AnomalieInstance.SANS_NOM, a.id) for a in seated if not a.nom]
    return tuple(found)


def _absent_authorities(
    instance: Instance, seated: Sequence[Acteur], *, collectivite_signs: bool
) -> Iterator[ConstatInstance]:
    if instance.slug != COPIL:
        return
    if not any(is_ars(acteur) for acteur in seated):
        yield ConstatInstance(AnomalieInstance.SANS_ARS)
    if collectivite_signs and not any(is_collectivite(acteur) for acteur in seated):
        yield ConstatInstance(AnomalieInstance.SANS_COLLECTIVITE)
