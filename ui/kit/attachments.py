"""The files attached to something: their list, and what one may do with each.

It knows nothing of a dossier: see `ui.models.attachments`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from cpom_desktop.i18n import _
from ui.kit.buttons import IconButton, TextButton
from ui.kit.labels import SafeLabel
from ui.kit.link_line import LinkLine
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent, QDropEvent


class AttachedFile(NamedTuple):
    """A file as it is told: its id, its name, its size in words."""

    id: int
    nom: str
    taille: str


class FileLine(QWidget):
    """One file: its name opens it, a menu does the rest.

    Signals:
        open_asked, save_asked, remove_asked: the id of the file.
    """

    open_asked = Signal(int)
    save_asked = Signal(int)
    remove_asked = Signal(int)

    def __init__(self, file: AttachedFile, *, writes: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = file.id
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(2))
        words = _("{nom} ({taille})", nom=file.nom, taille=file.taille)
        self.link = LinkLine(words, "paperclip", "texte-2")
        self.link.setAccessibleName(_("Ouvrir {nom}", nom=words))
        self.link.clicked.connect(self._open)
        row.addWidget(self.link, 1)
        self.more = IconButton("ellipsis-vertical", _("Actions sur {nom}", nom=file.nom))
        self.more.setMenu(self._menu(writes=writes))
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)

    def _menu(self, *, writes: bool) -> QMenu:
        menu = QMenu(self.more)
        self.open_action = menu.addAction(_("Ouvrir…"))
        self.open_action.triggered.connect(self._open)
        self.save_action = menu.addAction(_("Enregistrer une copie…"))
        self.save_action.triggered.connect(self._save)
        self.remove_action = menu.addAction(_("Retirer du dossier"))
        self.remove_action.triggered.connect(self._remove)
        self.remove_action.setVisible(writes)
        return menu

    def _open(self) -> None:
        self.open_asked.emit(self._id)

    def _save(self) -> None:
        self.save_asked.emit(self._id)

    def _remove(self) -> None:
        self.remove_asked.emit(self._id)


class Attachments(QWidget):
    """A title, « Joindre… », and the files; files are dropped on it too.

    Signals:
        choose_asked: « Joindre… » was pressed.
        dropped: the paths of the files dropped, as a list.
        open_asked, save_asked, remove_asked: the id of a file.

    Args:
        title: words above the list.
        writes: whether files may be attached and removed.
    """

    choose_asked = Signal()
    dropped = Signal(object)
    open_asked = Signal(int)
    save_asked = Signal(int)
    remove_asked = Signal(int)

    def __init__(self, title: str, *, writes: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._writes = writes
        self.setAcceptDrops(writes)
        self.lines: list[FileLine] = []
        self._shown: tuple[AttachedFile, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(SafeLabel(title, "label"), 1)
        self.add_button = TextButton(_("Joindre…"), icon_name="paperclip").set_dense()
        self.add_button.setAccessibleName(_("Joindre un fichier, {a}", a=title))
        self.add_button.clicked.connect(self.choose_asked)
        head.addWidget(self.add_button)
        column.addLayout(head)
        self.add_button.setVisible(writes)  # once inside: alone it would open a window
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column.addLayout(self._list)
        self.nothing = SafeLabel(_("Aucun fichier. Déposez-en ici, ou joignez-en."), "caption-2")
        self.nothing.setWordWrap(True)
        if not writes:
            self.nothing.setText(_("Aucun fichier."))
        column.addWidget(self.nothing)

    def show_files(self, files: Sequence[AttachedFile]) -> None:
        """Show these files; nothing moves when they are those shown."""
        if tuple(files) == self._shown:
            return
        self._shown = tuple(files)
        for line in self.lines:
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [self._line(file) for file in files]
        self.nothing.setVisible(not files)

    def _line(self, file: AttachedFile) -> FileLine:
        line = FileLine(file, writes=self._writes, parent=self)
        line.open_asked.connect(self.open_asked)
        line.save_asked.connect(self.save_asked)
        line.remove_asked.connect(self.remove_asked)
        self._list.addWidget(line)
        return line

    # --- files dropped on it

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this computer, and nothing else."""
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which files were dropped."""
        if paths := local_files(event.mimeData()):
            event.acceptProposedAction()
            self.dropped.emit(paths)


def local_files(data: QMimeData) -> list[Path]:
    """Return the files of this computer that are dragged; none of an address."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
