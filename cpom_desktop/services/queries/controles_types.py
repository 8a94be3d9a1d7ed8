"""What a point of a check-list is once read, and what the dossier answers of it by itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.controles import EtatControle
from cpom_desktop.i18n import EMPTY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.controles import Controle
    from cpom_desktop.domain.planning import ScheduledTask
    from cpom_desktop.domain.tasks import Task
    from cpom_desktop.services.snapshot import DossierSnapshot


class Coche(StrEnum):
    """How the box of a point is drawn."""

    VIDE = "vide"
    PARTIEL = "partiel"
    DOSSIER = "dossier"
    MAIN = "main"
    SANS_OBJET = "sans_objet"


class Trouve(NamedTuple):
    """What the dossier says of a point.

    Attributes:
        etat: done, under way, or to do.
        phrase: which datum says it, or what lacks.
        page, champ: where that datum is, or is to be filled.
    """

    etat: EtatControle
    phrase: str
    page: str = ""
    champ: str = ""


class Terrain(NamedTuple):
    """What every answer reads; tasks by the slug of the kit, dated where the plan dates them."""

    snapshot: DossierSnapshot
    content: Content
    today: date
    tasks: Mapping[str, Task]
    dated: Mapping[int, ScheduledTask]


@dataclass(frozen=True, slots=True, kw_only=True)
class PointLu:
    """A point of a check-list on one day.

    Attributes:
        row: what is kept of it.
        etape: its group, in words.
        etat: what holds: hers, else what the dossier answers, else to do.
        aide: what there is to look at.
        phrase: why, on the second line.
        trouve: what the dossier answers; None when it cannot tell.
        acteur_id, echeance: hers, else those of the task of the plan; `par_le_plan` tells it of
            the date.
    """

    row: Controle
    etape: str
    etat: EtatControle
    repere: str = ""
    aide: str = ""
    phrase: str = ""
    trouve: Trouve | None = None
    acteur_id: int | None = None
    qui: str = EMPTY
    echeance: date | None = None
    par_le_plan: bool = False

    @property
    def id(self) -> int:
        """Its id."""
        return self.row.id

    @property
    def a_la_main(self) -> bool:
        """Whether she said it herself."""
        return self.row.etat is not None

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return self.etat in {EtatControle.A_FAIRE, EtatControle.EN_COURS}

    @property
    def coche(self) -> Coche:
        """How its box is drawn."""
        match self.etat:
            case EtatControle.SANS_OBJET:
                return Coche.SANS_OBJET
            case EtatControle.FAIT:
                return Coche.MAIN if self.a_la_main else Coche.DOSSIER
            case EtatControle.EN_COURS:
                return Coche.PARTIEL
            case EtatControle.A_FAIRE:
                return Coche.VIDE

    @property
    def against(self) -> bool:
        """Whether she decided otherwise than the dossier."""
        return self.a_la_main and self.trouve is not None and self.trouve.etat is not self.etat
