"""Operations on what surrounds the plan: closures and lead times of meetings."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - msgspec reads the annotations
from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from cpom_desktop.domain.planification import DelaiReunion, Fermeture
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.labels import update_title
from cpom_desktop.services.operations.base import (
    Context,
    Deletion,
    Operation,
    cleaned,
    given,
    next_place,
    require_text,
    update_given,
)

if TYPE_CHECKING:
    from cpom_desktop.services.ports import Records

LONGEST_LEAD = 365
"""Days between a meeting and what is due around it."""


class AddFermeture(Operation, frozen=True):
    """Close a period to meetings, or to work; answers its id."""

    debut: date
    fin: date
    libelle: str = ""
    travail: bool = False

    def title(self) -> str:
        """Return its title."""
        return _("ajouter une fermeture")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it. Raises `RegleInvalide` (`fin-avant-debut`)."""
        _check_period(self.debut, self.fin)
        return records.insert(Fermeture(id=0, **cleaned("fermetures", given(self))))  # type: ignore[arg-type]


class UpdateFermeture(Operation, frozen=True):
    """Change a closure."""

    id: int
    debut: date | UnsetType = UNSET
    fin: date | UnsetType = UNSET
    libelle: str | UnsetType = UNSET
    travail: bool | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("fermetures", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given. Raises `RegleInvalide` (`fin-avant-debut`)."""
        before = records.get(Fermeture, self.id)
        first = before.debut if self.debut is UNSET else self.debut
        _check_period(first, before.fin if self.fin is UNSET else self.fin)
        update_given(records, "fermetures", self.id, given(self, "id"))


class DeleteFermetures(Deletion, frozen=True):
    """Open closed periods again."""

    kind = Fermeture
    words = ("supprimer une fermeture", "supprimer {n} fermetures")


class AddDelaiReunion(Operation, frozen=True):
    """Ask for something around every meeting; answers its id."""

    libelle: str
    jours: int

    def title(self) -> str:
        """Return its title."""
        return _("ajouter un délai des réunions")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it after the others."""
        require_text(self.libelle)
        _check_lead(self.jours)
        place = next_place(records.all(DelaiReunion))
        values = cleaned("delais_reunion", given(self))
        return records.insert(DelaiReunion(id=0, ordre=place, **values))  # type: ignore[arg-type]


class UpdateDelaiReunion(Operation, frozen=True):
    """Change a lead time, for every meeting at once."""

    id: int
    libelle: str | UnsetType = UNSET
    jours: int | UnsetType = UNSET
    actif: bool | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("delais_reunion", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        if self.libelle is not UNSET:
            require_text(self.libelle)
        if self.jours is not UNSET:
            _check_lead(self.jours)
        update_given(records, "delais_reunion", self.id, given(self, "id"))


class DeleteDelaisReunion(Deletion, frozen=True):
    """Ask no more for something around the meetings."""

    kind = DelaiReunion
    words = ("supprimer un délai des réunions", "supprimer {n} délais des réunions")


def _check_period(first: date, last: date) -> None:
    if last < first:
        raise RegleInvalide("fin-avant-debut", debut=first, fin=last)


def _check_lead(days: int) -> None:
    if not -LONGEST_LEAD <= days <= LONGEST_LEAD:
        raise RegleInvalide("delai-reunion", limite=LONGEST_LEAD)
