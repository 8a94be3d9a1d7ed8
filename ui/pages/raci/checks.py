"""What is done of the findings of the matrix: gone to, corrected, assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from cpom_desktop.i18n import _
from cpom_desktop.services.operations import AssumeAnomalie
from cpom_desktop.services.queries.raci_corrections import correction_of
from ui.kit.doubts import ask_reason
from ui.kit.raci_dialogs import CorrectionDialog

if TYPE_CHECKING:
    from cpom_desktop.services.queries.raci import RaciFinding
    from cpom_desktop.services.queries.raci_corrections import Correction
    from ui.pages.raci.page import RaciPage


class Checks(QObject):
    """Gestures on the findings of a page; each is one step to undo."""

    def __init__(self, page: RaciPage) -> None:
        super().__init__(page)
        self._page = page
        self._correction: Correction | None = None
        self._assumed: RaciFinding | None = None
        page.findings.asked.connect(self.go_to)
        page.findings.correct.connect(self.correct)
        page.findings.assume.connect(self.assume)
        page.findings.withdraw.connect(self._on_withdraw)

    def go_to(self, found: RaciFinding) -> None:
        """Put the caret where a finding is: its line, the fault itself, or its column."""
        constat, page = found.constat, self._page
        roles = constat.roles or ((constat.role_id,) if constat.role_id else ())
        on_line = constat.activite_id is not None
        column = page.column_of(roles[-1 if on_line else 0]) if roles else 0
        line = page.model.place_of(constat.activite_id) if on_line else -1
        page.go_to(line, column)

    def correct(self, found: RaciFinding) -> None:
        """Ask how to correct a finding."""
        self.go_to(found)
        correction = correction_of(self._page.view, found.constat)
        if correction is None or not correction.choix or self._page.session.read_only:
            return
        self._correction = correction
        self.dialog = CorrectionDialog(correction, self._page)
        self.dialog.chosen.connect(self._on_chosen)
        self.dialog.open()

    def _on_chosen(self, rank: int) -> None:
        if self._correction is not None and 0 <= rank < len(self._correction.choix):
            self._page.run(self._correction.choix[rank].operation)
            self._page.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def assume(self, found: RaciFinding) -> None:
        """Ask why a finding is kept as it is."""
        self._assumed = found
        self.reason_dialog = ask_reason(
            self._page,
            found.texte,
            question=_("Garder la matrice ainsi ?"),
            example=_("Exemple : la directrice et la référente en répondent ensemble"),
        )
        self.reason_dialog.given.connect(self._on_reason)

    def _on_reason(self, motif: str) -> None:
        if self._assumed is not None:
            self._page.run(AssumeAnomalie(cle=self._assumed.constat.cle, motif=motif))

    def _on_withdraw(self, found: RaciFinding) -> None:
        self._page.run(AssumeAnomalie(cle=found.constat.cle, motif=""))
