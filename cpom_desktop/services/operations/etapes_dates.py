"""Steps moved in time, one or all those of a fiche, as a single gesture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.decalage import shifted_day
from cpom_desktop.domain.fiches_action import Etape
from cpom_desktop.domain.saisie.dates import FIRST_YEAR, LAST_YEAR
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import ngettext
from cpom_desktop.services.operations.base import Context, Operation, check_year

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.services.ports import Records


class MoveEtapes(Operation, frozen=True):
    """Move dated steps earlier or later, by months or by days; undated ones stay so."""

    ids: list[int]
    mois: int = 0
    jours: int = 0

    def title(self) -> str:
        """Return its title."""
        return ngettext("déplacer une étape", "déplacer {n} étapes", len(self.ids))

    def apply(self, records: Records, context: Context) -> None:
        """Move them all, or none.

        Raises:
            RegleInvalide: `annee-hors-bornes`, `introuvable`.
        """
        for etape_id in dict.fromkeys(self.ids):
            etape = records.get(Etape, etape_id)
            moved = {
                name: self._moved(day)
                for name, day in (("debut", etape.debut), ("fin", etape.fin))
                if day is not None
            }
            if moved:
                records.update(Etape, etape_id, moved)

    def _moved(self, day: date) -> date:
        try:
            moved = shifted_day(day, mois=self.mois, jours=self.jours)
        except (ValueError, OverflowError) as error:
            bounds = {"premiere": str(FIRST_YEAR), "derniere": str(LAST_YEAR)}
            raise RegleInvalide("annee-hors-bornes", **bounds) from error
        check_year(moved.year)
        return moved
