"""What a line of the échéancier is, wherever it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.content.schema import Confiance
    from cpom_desktop.content.schema_echeances import RegleModele
    from cpom_desktop.domain.occurrences import Occurrence
    from cpom_desktop.domain.planification import DelaiReunion


class Origine(StrEnum):
    """Where a line comes from."""

    REGLE = "regle"
    REUNION = "reunion"
    TACHE = "tache"
    RAPPEL = "rappel"
    DOSSIER = "dossier"


class EtatEcheance(StrEnum):
    """Where a deadline stands on a day."""

    A_SAISIR = "a_saisir"
    A_FAIRE = "a_faire"
    EN_RETARD = "en_retard"
    FAITE = "faite"
    SANS_OBJET = "sans_objet"


OVER = frozenset({EtatEcheance.FAITE, EtatEcheance.SANS_OBJET})
"""States that ask for nothing more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ligne:
    """One date of the échéancier.

    Attributes:
        cle: `errd:2026`, `reunion:12:convocation`, `tache:12`, `rappel:3`, `convention:5`,
            `decision:7`, `constat:dg-h03`, `contacts:2027`; stable.
        titre, court, resume: its name, that of the panel, why this date in a few words.
        jour: the date that holds; None while she has not given it.
        jour_calcule: that of the rule or of the plan, beside which hers stands.
        confiance: how far its rule was checked; None for what comes from her dossier alone.
        information: a date of the authorities, never late.
        rappels: days before, the farthest first; `rappels_proposes` those of the rule.
        regle, occurrence: for a rule; `task_id`, `delai`: for what comes from the plan.
        explication: the sentence of the plan, for a task or around a meeting; for a date kept
            elsewhere in the dossier, where. `page` and `champ`: where that is.
    """

    cle: str
    origine: Origine
    titre: str
    resume: str
    etat: EtatEcheance
    jour: date | None
    jour_calcule: date | None = None
    court: str = ""
    motif: str = ""
    note: str = ""
    confiance: Confiance | None = None
    legale: bool = False
    information: bool = False
    acteur_id: int | None = None
    qui: str = EMPTY
    rappels: tuple[int, ...] = ()
    rappels_proposes: tuple[int, ...] = ()
    fait_le: date | None = None
    jalon: bool = False
    echeance_id: int = 0
    task_id: int = 0
    tache_liee: int = 0
    regle: RegleModele | None = field(default=None, repr=False)
    occurrence: Occurrence | None = None
    delai: DelaiReunion | None = None
    explication: str = ""
    page: str = ""
    champ: str = ""

    @property
    def open(self) -> bool:
        """Whether something is still to be done or given."""
        return self.etat not in OVER

    @property
    def moved(self) -> bool:
        """Whether she chose another date than the one computed."""
        return self.jour_calcule is not None and self.jour != self.jour_calcule
