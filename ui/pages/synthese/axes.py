"""The dialog that creates axes from the weaknesses retained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import AddAxes
from ui.asking import AskingDialog
from ui.kit.fields import LineField
from ui.kit.labels import SafeLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.synthese_axes import AxePropose
    from ui.session import Session

LONGEST = 90
"""Letters of the names of criteria told over a field."""


class AxesDialog(AskingDialog):
    """Proposes an axis for each theme of what is retained; an empty name creates none."""

    def __init__(
        self,
        session: Session,
        proposed: Sequence[AxePropose],
        there: Sequence[str],
        parent: QWidget,
    ) -> None:
        new = [axe for axe in proposed if not axe.existe]
        super().__init__(
            session,
            ngettext("Créer cet axe ?", "Créer ces {n} axes ?", len(new)),
            _(
                "Les faiblesses d'un même thème vont dans le même axe. Changez un nom si besoin ; "
                "videz-le pour ne pas créer l'axe."
            ),
            "target",
            _("Créer les axes"),
            parent,
        )
        self.fields = [self._field(axe) for axe in new]
        if there:
            told = _("Vos axes : {noms}.", noms=" ; ".join(there))
            self.body.addWidget(SafeLabel(told, "small-2", wrap=True))
        self._begin(self.fields[0])

    def _field(self, axe: AxePropose) -> LineField:
        field = LineField(_("Nom de l'axe"))
        field.set_raw(axe.libelle)
        names = " ; ".join(lu.titre for lu in axe.constats)
        words = names if len(names) <= LONGEST else f"{names[:LONGEST]}…"
        self._ask(_("Pour : {noms}", noms=words), field)
        return field

    def _operation(self) -> Operation | None:
        names = [field.raw().strip() for field in self.fields]
        kept = [name for name in names if name]
        if not kept:
            self._lack(_("Gardez au moins un nom, ou annulez."), self.fields[0])
            return None
        return AddAxes(libelles=kept)
