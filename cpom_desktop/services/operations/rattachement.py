"""Attaching a fiche to an objective that is made with it, in one step.

Not a public operation: `add_axe`, `add_objectif` and `update_fiche_action` say the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.services.operations.base import Context, Operation
from cpom_desktop.services.operations.fiches_action import UpdateFicheAction
from cpom_desktop.services.operations.objectifs import AddAxe, AddObjectif

if TYPE_CHECKING:
    from cpom_desktop.services.ports import Records


class AttachNewObjectif(Operation, frozen=True):
    """Make an operational objective and attach a fiche to it; answers the id of the objective.

    `axe`, `strategique`: the id of what is known, or the words of a new one.
    """

    fiche_id: int
    axe: int | str
    strategique: int | str
    libelle: str

    def title(self) -> str:
        """Return its title."""
        return _("ajouter un objectif")

    def apply(self, records: Records, context: Context) -> int:
        """Add what is new, then attach the fiche.

        Raises:
            RegleInvalide: as each of its parts.
        """
        axe, above = self.axe, self.strategique
        if isinstance(axe, str):
            axe = AddAxe(libelle=axe).apply(records, context)
        if isinstance(above, str):
            above = AddObjectif(axe_id=axe, libelle=above).apply(records, context)
        made = AddObjectif(axe_id=axe, strategique_id=above, libelle=self.libelle)
        objectif = made.apply(records, context)
        UpdateFicheAction(id=self.fiche_id, objectif_id=objectif).apply(records, context)
        return objectif
