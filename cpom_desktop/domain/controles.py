"""The check-lists of the kit, and the sheets of texts that she adapts (kit §1.2, §1.6, §1.8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - rows are read by these annotations
from enum import StrEnum


class ListeControle(StrEnum):
    """Which check-list: the whole procedure, or the launch meeting."""

    CPOM = "cpom"
    LANCEMENT = "lancement"


class EtatControle(StrEnum):
    """What she says of a point; None leaves the dossier to answer."""

    A_FAIRE = "a_faire"
    EN_COURS = "en_cours"
    FAIT = "fait"
    SANS_OBJET = "sans_objet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Controle:
    """A point of a check-list.

    Attributes:
        etape: the group it stands under, in words.
        etat: hers; None: what the dossier answers by itself, else to do.
        motif: why it does not concern her, or why she decides against the dossier.
        fait_le: when she ticked it.
        decision: what was decided of it at the launch meeting.
        document: what proves it, in words.
    """

    id: int
    liste: ListeControle
    slug: str = ""
    ordre: int = 0
    etape: str = ""
    texte: str
    etat: EtatControle | None = None
    motif: str = ""
    fait_le: date | None = None
    acteur_id: int | None = None
    echeance: date | None = None
    decision: str = ""
    document: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubrique:
    """A heading of a sheet and its text, copied from the kit, hers to adapt.

    Attributes:
        fiche: which sheet (`role-referent`).
    """

    id: int
    fiche: str
    slug: str = ""
    ordre: int = 0
    titre: str
    texte: str = ""
