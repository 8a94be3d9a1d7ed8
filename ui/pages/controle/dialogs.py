"""Why an anomalie is kept as it is: the reason is printed with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.services.operations import AssumeAnomalie
from ui.asking import AskingDialog
from ui.kit.fields import TextField

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.anomalies.controle import Anomalie
    from cpom_desktop.services.operations import Operation
    from ui.session import Session


class IgnoreDialog(AskingDialog):
    """Asks why a point is ignored, or for another reason."""

    def __init__(self, session: Session, anomalie: Anomalie, parent: QWidget) -> None:
        super().__init__(
            session,
            _("Pourquoi ignorer ce point ?"),
            _(
                "{phrase} Votre raison est gardée, et imprimée avec la liste.",
                phrase=anomalie.releve.phrase,
            ),
            "circle-help",
            _("Ignorer ce point"),
            parent,
        )
        self._cle = anomalie.cle
        self.motif = TextField(_("Raison"), lines=2)
        self.motif.setPlainText(anomalie.motif)
        self._ask(_("Raison"), self.motif)
        self._begin(self.motif)

    def _operation(self) -> Operation | None:
        motif = self.motif.raw().strip()
        if not motif:
            self._lack(_("Dites en une phrase pourquoi."), self.motif)
            return None
        return AssumeAnomalie(cle=self._cle, motif=motif)
