"""What she does to a point or to a heading: each gesture is one step that « Annuler » undoes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cpom_desktop.domain.controles import EtatControle
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.operations import (
    CopyFromKit,
    DeleteControles,
    DeleteRubriques,
    UpdateControle,
)
from cpom_desktop.services.queries.fiche_role import FICHE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpom_desktop.domain.controles import ListeControle, Rubrique
    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.operations.reprise_kit import PartieKit
    from cpom_desktop.services.queries.controles_types import PointLu
    from ui.asking import AskingDialog
    from ui.session import Session

QUESTIONS = {
    EtatControle.SANS_OBJET: "Pourquoi ce point est-il sans objet pour vous ?",
    EtatControle.FAIT: "Pourquoi ce point est-il fait ?",
    EtatControle.A_FAIRE: "Pourquoi ce point reste-t-il à faire ?",
}


class Gestes(QObject):
    """The gestures of the page.

    Signals:
        made: key of what was just added.
        told: a sentence to show, with « Annuler ».
    """

    made = Signal(str)
    told = Signal(str)

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._page = session, page

    def toggle(self, point: PointLu) -> None:
        """Tick a point by hand, or untick it; against the dossier, ask why."""
        if point.a_la_main:
            self.leave_to_dossier(point)
        elif point.trouve is None:
            self._run(UpdateControle(id=point.id, etat=EtatControle.FAIT))
        else:
            done = point.etat is EtatControle.FAIT
            self.ask_why(point, EtatControle.A_FAIRE if done else EtatControle.FAIT)

    def leave_to_dossier(self, point: PointLu) -> None:
        """Forget what she said: the dossier answers again, or the point is to do."""
        self._run(UpdateControle(id=point.id, etat=None, motif=""))

    def ask_why(self, point: PointLu, etat: EtatControle) -> None:
        """Ask for a reason, and say so of the point."""
        from ui.pages.check_list.dialogs import ReasonDialog  # noqa: PLC0415 - when asked

        words = _(QUESTIONS[etat])
        self._ask(ReasonDialog(self._session, point, etat, words, self._page), "")

    def delete(self, point: PointLu) -> None:
        """Delete a point; undone at once if she wants it back."""
        if self._run(DeleteControles(ids=[point.id])):
            self.told.emit(_("« {texte} » est supprimé.", texte=point.row.texte))

    def add_point(self, liste: ListeControle, etape: str) -> None:
        """Ask for a point of hers."""
        from ui.pages.check_list.dialogs import PointDialog  # noqa: PLC0415 - when asked

        self._ask(PointDialog(self._session, liste, etape, self._page), "controles.{}")

    def add_heading(self) -> None:
        """Ask for a heading of hers."""
        from ui.pages.check_list.dialogs import RubriqueDialog  # noqa: PLC0415 - when asked

        self._ask(RubriqueDialog(self._session, FICHE, None, self._page), "rubriques.{}.texte")

    def rename(self, rubrique_id: int) -> None:
        """Ask for another title of a heading."""
        from ui.pages.check_list.dialogs import RubriqueDialog  # noqa: PLC0415 - when asked

        row = self._rubrique(rubrique_id)
        if row is not None:
            self._ask(RubriqueDialog(self._session, FICHE, row, self._page), "")

    def delete_heading(self, rubrique_id: int) -> None:
        """Delete a heading of the sheet; undone at once if she wants it back."""
        row = self._rubrique(rubrique_id)
        if row is not None and self._run(DeleteRubriques(ids=[rubrique_id])):
            self.told.emit(_("« {titre} » est supprimée.", titre=row.titre))

    def copy_from_kit(self, partie: PartieKit) -> None:
        """Copy what the kit proposes, and the dossier lacks."""
        if self._run(CopyFromKit(parties=[partie])):
            self.told.emit(_("La feuille du kit est reprise : adaptez-la."))

    def _rubrique(self, rubrique_id: int) -> Rubrique | None:
        rows = self._session.snapshot.rubriques
        return next((row for row in rows if row.id == rubrique_id), None)

    def _ask(self, dialog: AskingDialog, key: str) -> None:
        dialog.exec()
        made = dialog.result_id
        dialog.deleteLater()
        if isinstance(made, int) and key:
            self.made.emit(key.format(made))

    def _run(self, operation: Operation) -> bool:
        """Run an operation; tell whether it is written."""
        try:
            return self._session.run(operation) is not None
        except RegleInvalide as error:
            self._session.refused.emit(self._session.sentence(error))
            return False
