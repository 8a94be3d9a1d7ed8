"""The tasks of the plan and their links, as the dossier keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - rows are read by these annotations
from enum import StrEnum


class ModePlanification(StrEnum):
    """Whether a task is done as late, or as early, as its links allow."""

    AU_PLUS_TARD = "au_plus_tard"
    AU_PLUS_TOT = "au_plus_tot"


class EtatTache(StrEnum):
    """What she says of a task; lateness is computed, never typed."""

    A_FAIRE = "a_faire"
    EN_COURS = "en_cours"
    FAIT = "fait"
    SANS_OBJET = "sans_objet"


class UniteDuree(StrEnum):
    """What a duration counts."""

    CALENDAIRES = "calendaires"
    OUVRES = "ouvres"


class Ancre(StrEnum):
    """Date of the contract from which a task of its life is counted."""

    SIGNATURE = "signature"
    EFFET = "effet"
    FIN_CONTRAT = "fin_contrat"


LIFE_PHASE = "vie-du-contrat"
"""Phase of what comes after the signature: each of its tasks is counted from an anchor."""

CLOSED = frozenset({EtatTache.FAIT, EtatTache.SANS_OBJET})
"""States that need no more work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task or milestone of the plan.

    Attributes:
        duree_jours: days of `unite`, at least 1.
        reunion: a milestone held as a meeting: it keeps off the periods closed to meetings, and
            has its lead times (`DelaiReunion`).
        limite_jours: days before the target by which it must be over at the latest, if fixed.
        ancre: a task of the life of the contract, due `decalage_mois` months then
            `decalage_jours` days after that date (either may be negative); None for a task that
            prepares the target.
        date_epinglee: finish date that she fixed by hand; links no longer move it.
        debut_reel: when it really began, if she told.
        fin_reelle: when it really ended.
        avancement: 0 to 100, in percent.
    """

    id: int
    slug: str = ""
    ordre: int = 0
    phase: str
    titre: str
    duree_jours: int = 5
    unite: UniteDuree = UniteDuree.CALENDAIRES
    mode: ModePlanification = ModePlanification.AU_PLUS_TARD
    jalon: bool = False
    reunion: bool = False
    limite_jours: int | None = None
    ancre: Ancre | None = None
    decalage_mois: int = 0
    decalage_jours: int = 0
    acteur_id: int | None = None
    livrable: str = ""
    etat: EtatTache = EtatTache.A_FAIRE
    avancement: int = 0
    date_epinglee: date | None = None
    debut_reel: date | None = None
    fin_reelle: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLink:
    """A task waits for the end of another."""

    id: int
    task_id: int
    predecessor_id: int
