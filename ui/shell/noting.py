"""Ctrl+J: note an exchange from anywhere, then go on where the caret was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout

from cpom_desktop.i18n import _
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.dialogs import KitDialog
from ui.pages.journal.form import FIRST, EchangeForm
from ui.shell.dossier_view import DossierView
from ui.shell.former_caret import FormerCaret
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget

    from ui.session import Session
    from ui.shell.open_view import OpenView

JOURNAL = "journal"
AROUND = 190
"""Pixels at 100 % that the window keeps for the title and the buttons."""


class NoteDialog(KitDialog):
    """The form of the journal, over whatever page she is on.

    What is half typed is kept when she closes it: the page and the next Ctrl+J show it again.
    """

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(
            _("Noter un échange"),
            _("Il s'ajoute au journal. Ctrl+Entrée l'ajoute, Échap le garde pour plus tard."),
            icon_name="message-square-text",
            parent=parent,
        )
        self.content = EchangeForm(session)
        self.result_id = 0
        self.content.added.connect(self._on_added)
        close = self.add_button(SecondaryButton(_("Fermer")))
        close.clicked.connect(self.reject)
        self.add = self.add_button(PrimaryButton(_("Ajouter au journal"), icon_name="check"))
        self.add.clicked.connect(self.content.add)
        self.area = self._scroller(parent.window().height())
        self.body.addWidget(self.area)
        self.content.focus()

    def _scroller(self, room: int) -> QScrollArea:
        """Return the form, which scrolls where the window is too low for it."""
        frame = QFrame()
        frame.setProperty("role", "surface")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(0, 0, px(8), px(4))
        inner.addWidget(self.content)
        inner.addStretch(1)
        area.setWidget(frame)
        wanted = self.content.heightForWidth(px(440)) + px(16)
        area.setFixedHeight(max(min(wanted, room - px(AROUND)), px(120)))
        return area

    def _on_added(self, echange_id: int) -> None:
        self.result_id = echange_id
        self.accept()

    def showEvent(self, event: QShowEvent) -> None:
        """Show the field that has the caret, where the window is too low for them all."""
        super().showEvent(event)
        self.area.ensureWidgetVisible(self.content.rows[FIRST], 0, px(24))

    def done(self, result: int) -> None:
        """Keep what is typed before the window goes."""
        self.content.form.flush()
        super().done(result)


def note(view: OpenView) -> None:
    """Ask what was exchanged: on the page of the journal when it is shown, else over the page."""
    if not isinstance(view, DossierView):
        return
    if view.places.page == JOURNAL or view.session.read_only:
        view.show_page(JOURNAL, "echanges.nouveau.texte")
        return
    view.flush()
    caret = FormerCaret()
    dialog = NoteDialog(view.session, view)
    dialog.exec()
    noted = dialog.result_id
    dialog.deleteLater()
    if not caret.come_back():
        view.page.focus_first()
    if noted:
        view.toast.show_message(
            _("Échange noté dans le journal."), _("Annuler"), view.session.undo
        )
