"""The criteria of hers: added to a theme, changed, deleted with their answer; undo gives back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from cpom_desktop.i18n import _
from cpom_desktop.services.operations import AddCritere, DeleteCriteres, UpdateCritere
from ui.asking import AskingDialog
from ui.kit.buttons import IconButton
from ui.kit.combo import ChoiceField
from ui.kit.fields import LineField, TextField

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.criteres import Critere
    from cpom_desktop.services.queries.grille import Place
    from ui.session import Session


class CritereDialog(AskingDialog):
    """A criterion of hers: its name, what it asks, what proves, its theme.

    Args:
        session: the dossier.
        theme: slug of the theme proposed.
        critere: the one to change; None to add one.
        parent: the page.
    """

    def __init__(
        self, session: Session, theme: str, critere: Critere | None, parent: QWidget
    ) -> None:
        adding = critere is None
        super().__init__(
            session,
            _("Quel critère voulez-vous ajouter ?") if adding else _("Changer votre critère"),
            _("Il se cote, compte et s'imprime comme ceux de la grille, à la fin de son thème."),
            "list-checks",
            _("Ajouter le critère") if adding else _("Enregistrer le critère"),
            parent,
        )
        self._critere = critere
        self.titre = LineField(_("Critère"))
        self.question = TextField(_("Question"), lines=2)
        self.preuve = LineField(_("Preuve attendue"))
        themes = session.content.grille.themes
        choices = [(t.slug, f"{t.lettre}. {t.titre}") for t in themes]
        self.theme = ChoiceField(_("Thème"), choices, none_label=None)
        self.theme.set_value(theme)
        if critere is not None:
            self.titre.set_raw(critere.titre)
            self.question.set_raw(critere.question)
            self.preuve.set_raw(critere.preuve)
        self._ask(_("Critère"), self.titre)
        self._ask(_("Question (facultatif)"), self.question)
        self._ask(_("Preuve attendue (facultatif)"), self.preuve)
        self._ask(_("Thème"), self.theme)
        self._begin(self.titre)

    def _operation(self) -> Operation | None:
        titre = self.titre.raw().strip()
        if not titre:
            self._lack(_("Écrivez le nom du critère."), self.titre)
            return None
        values = {
            "theme": str(self.theme.value()),
            "titre": titre,
            "question": self.question.raw(),
            "preuve": self.preuve.raw(),
        }
        if self._critere is None or self._critere.propre_id is None:
            return AddCritere(**values)
        return UpdateCritere(id=self._critere.propre_id, **values)


class OwnButton(IconButton):
    """What may be done with a criterion of hers; hidden on those of the grid.

    Signals:
        edit_asked, delete_asked: a line of its menu.
    """

    edit_asked = Signal()
    delete_asked = Signal()

    def __init__(self) -> None:
        super().__init__("ellipsis-vertical", _("Actions sur votre critère"))
        menu = QMenu(self)
        menu.addAction(_("Changer ce critère…")).triggered.connect(self.edit_asked)
        menu.addAction(_("Supprimer ce critère et sa réponse")).triggered.connect(
            self.delete_asked
        )
        self.setMenu(menu)


class OwnCriteres(QObject):
    """Asks, then changes the dossier; the page shows what came of it.

    Args:
        session: the dossier.
        place: the criterion shown; the page keeps it true.
        page: what the dialogs stand over.

    Signals:
        made: slug of a criterion to show.
        told: a sentence on what was done, that undo gives back.
    """

    made = Signal(str)
    told = Signal(str)

    def __init__(self, session: Session, place: Place, page: QWidget) -> None:
        super().__init__(page)
        self.place = place
        self._session, self._page = session, page

    def add(self) -> None:
        """Ask for a criterion in the theme shown, then show it."""
        self._ask(None)

    def edit(self) -> None:
        """Ask what changes in the criterion shown."""
        self._ask(self.place.critere)

    def delete(self) -> None:
        """Delete the criterion shown with its answer."""
        critere = self.place.critere
        if critere.propre_id is None:
            return
        if self._session.attempt(DeleteCriteres(ids=[critere.propre_id])) is not None:
            self.told.emit(_("« {titre} » est supprimé.", titre=critere.titre))

    def _ask(self, critere: Critere | None) -> None:
        dialog = CritereDialog(self._session, self.place.theme.slug, critere, self._page)
        dialog.exec()
        made = dialog.result_id
        dialog.deleteLater()
        if critere is None and isinstance(made, int):
            self.made.emit(f"propre-{made}")
