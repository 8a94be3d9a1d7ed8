"""The instances of the procedure (comitologie): who sits, how often, by which rules (kit §1.7)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
