"""« Copies automatiques » and « Second endroit pour les copies », in the card of folders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.queries.restauration import size_words
from ui.kit.buttons import SecondaryButton
from ui.kit.when import when
from ui.shell.reglages.folder_row import FolderRow
from ui.theme.theme import px

if TYPE_CHECKING:
    from ui.copies import Copies
    from ui.shell.settings import Settings


class AutomaticCopies(FolderRow):
    """Where the backups of the open dossier are, how many, how big; nothing to choose."""

    def __init__(self, copies: Copies, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Copies automatiques"),
            change_name=_("Copies automatiques"),
            reset_label="",
            parent=parent,
        )
        self._copies = copies
        self.change.hide()
        copies.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Show what is kept now."""
        infos = self._copies.backups.list()
        if not infos:
            words = _("La première se fait juste après l'ouverture du dossier.")
            self.show_folder(None, _("Aucune pour l'instant"), start=Path(), note=words)
            return
        told = _(
            "{copies}, {taille}. Les plus anciennes sont éclaircies.",
            copies=ngettext("{n} copie", "{n} copies", len(infos)),
            taille=size_words(sum(info.size for info in infos)),
        )
        self.show_folder(None, str(infos[0].path.parent), start=Path(), note=told)


class SecondPlace(QWidget):
    """The folder of another support, what was copied there, « Copier maintenant ».

    `copies` is None from the home page: the place may be chosen, there is nothing to copy.
    """

    def __init__(
        self, settings: Settings, copies: Copies | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._settings, self._copies = settings, copies
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        self.row = FolderRow(
            _("Second endroit pour les copies"),
            change_name=_("Changer le second endroit pour les copies"),
            reset_label=_("Ne plus copier ailleurs"),
        )
        self.row.changed.connect(settings.set_copies_folder)
        column.addWidget(self.row)
        self.copy = SecondaryButton(_("Copier maintenant")).set_dense()
        self.row.told.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        settings.copies_folder_changed.connect(self.show_state)
        if copies is not None:
            self.copy.clicked.connect(copies.copy_now)
            copies.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Show the place, whether it can be used, and when the last copy was made."""
        place = self._settings.copies_folder
        self.row.show_folder(
            place,
            _("Aucun endroit choisi"),
            start=place or Path.home(),
            note=self._note(place),
            meanwhile=_("En attendant, les copies restent sur cet ordinateur."),
        )
        busy = self._copies is not None and self._copies.copying
        self.copy.setText(_("Copie en cours…") if busy else _("Copier maintenant"))
        self.copy.setVisible(self._copies is not None and place is not None)
        self.copy.setEnabled(not busy and self.row.mark.isHidden())

    def _note(self, place: Path | None) -> str:
        if place is None:
            return _("Une clé ou un autre disque : une panne ou un vol ne prend pas tout.")
        state = self._copies.state() if self._copies is not None else None
        if state is None or self._copies is None:
            return _("Branché. La copie se demande depuis un dossier ouvert.")
        if state.second_last is None:
            return _("Branché. Ce dossier n'y a pas encore été copié.")
        moment = when(state.second_last, self._copies.now)
        return _(
            "Branché. Dernière copie : {quand}. Rappel si rien depuis 7 jours.",
            quand=moment[:1].lower() + moment[1:],
        )
