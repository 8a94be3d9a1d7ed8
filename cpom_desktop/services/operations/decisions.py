"""Operations on what meetings decided."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - msgspec reads the annotations
from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.domain.fiches_action import FicheAction
from cpom_desktop.domain.reunions import Decision, EtatDecision, Reunion, ReunionPoint
from cpom_desktop.domain.saisie import clean_text
from cpom_desktop.domain.tasks import Task
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.labels import update_title
from cpom_desktop.services.operations.base import (
    Context,
    Deletion,
    Operation,
    check_names,
    cleaned,
    given,
    update_given,
)

if TYPE_CHECKING:
    from cpom_desktop.services.ports import Records

NAMES = {
    "point_id": ReunionPoint,
    "responsable_id": Acteur,
    "task_id": Task,
    "fiche_id": FicheAction,
}


class AddDecision(Operation, frozen=True):
    """Write a decision of a meeting, numbered after the others; answers its id."""

    reunion_id: int
    texte: str
    point_id: int | None = None
    responsable_id: int | None = None
    porteur: str = ""
    echeance: date | None = None
    etat: EtatDecision = EtatDecision.A_FAIRE

    def title(self) -> str:
        """Return its title."""
        return _("ajouter une décision")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it."""
        _require_words(self.texte)
        values = cleaned("decisions", given(self))
        check_names(records, values, reunion_id=Reunion, **NAMES)
        taken = [d.numero for d in records.all(Decision) if d.reunion_id == self.reunion_id]
        return records.insert(Decision(id=0, numero=max(taken, default=0) + 1, **values))  # type: ignore[arg-type]


class UpdateDecision(Operation, frozen=True):
    """Change a decision, or say what became of it."""

    id: int
    point_id: int | UnsetType | None = UNSET
    texte: str | UnsetType = UNSET
    responsable_id: int | UnsetType | None = UNSET
    porteur: str | UnsetType = UNSET
    echeance: date | UnsetType | None = UNSET
    etat: EtatDecision | UnsetType = UNSET
    fait_le: date | UnsetType | None = UNSET
    task_id: int | UnsetType | None = UNSET
    fiche_id: int | UnsetType | None = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("decisions", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given; a decision that is done has a day."""
        _require_words(self.texte)
        values = given(self, "id")
        check_names(records, values, **NAMES)
        done = records.get(Decision, self.id).fait_le
        if self.etat is EtatDecision.FAITE and done is None:
            values.setdefault("fait_le", context.today)
        update_given(records, "decisions", self.id, values)


def _require_words(texte: object) -> None:
    """Refuse a decision without words; one of several lines is none too long."""
    if isinstance(texte, str) and not clean_text(texte):
        raise RegleInvalide("decision-vide")


class DeleteDecisions(Deletion, frozen=True):
    """Delete decisions; the others keep their numbers."""

    kind = Decision
    words = ("supprimer une décision", "supprimer {n} décisions")
