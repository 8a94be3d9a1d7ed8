"""What may be done with a dossier that she composed: a button, and a menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from cpom_desktop.i18n import _
from ui.kit.buttons import IconButton, TextButton

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint


class DossierActions(QWidget):
    """What may be done with a dossier: over its options, and in the menu of the list.

    Signals:
        modify_asked, rename_asked, copy_asked, delete_asked: each for the dossier shown.
    """

    modify_asked = Signal()
    rename_asked = Signal()
    copy_asked = Signal()
    delete_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.modify = TextButton(_("Modifier le dossier…"), icon_name="pencil")
        self.more = IconButton("ellipsis-vertical", _("Autres actions sur le dossier"))
        self.menu = QMenu(self.more)
        for words, keys, signal in (
            (_("Modifier le dossier…"), _("Entrée"), self.modify_asked),
            (_("Renommer…"), "F2", self.rename_asked),
            (_("Dupliquer"), "Ctrl+D", self.copy_asked),
            (_("Supprimer"), _("Suppr"), self.delete_asked),
        ):
            self.menu.addAction(f"{words}\t{keys}").triggered.connect(signal)
        self.more.setMenu(self.menu)
        self.modify.clicked.connect(self.modify_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.modify, 1, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self.more)

    def show_menu(self, place: QPoint) -> None:
        """Open the menu at a place of the screen."""
        self.menu.popup(place)
