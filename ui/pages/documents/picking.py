"""The left of the page while she composes: every document that the dossier may take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.queries.recherche.folding import query_words, words_of
from ui.kit.buttons import SecondaryButton
from ui.kit.cards import Card, Rule
from ui.kit.labels import SafeLabel
from ui.kit.search_field import SearchField
from ui.models.documents import DocumentsModel, rows_of
from ui.models.documents_view import DocumentsView
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from PySide6.QtGui import QKeyEvent

    from cpom_desktop.services.documents import DocumentInfo, DocumentStatus

ALWAYS = frozenset({"", "Réunion", "Envoi"})
"""What the documents listed before anything is typed are about: the others are too many."""
PAUSE_MS = 150
"""Pause before the list follows what is typed."""


class WantedField(SearchField):
    """What she looks for: the down arrow leads to the list, Entrée adds the first found."""

    down = Signal()
    first = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead to what was found."""
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.first.emit()
        else:
            super().keyPressEvent(event)


class Picking(Card):
    """The documents by stage, those of the dossier left out.

    Signals:
        picked: slug of the document to add.
    """

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Ajouter des documents"), flush=True, parent=parent)
        self._infos: Sequence[DocumentInfo] = ()
        self._status: Callable[[str], DocumentStatus] | None = None
        self._taken: Collection[str] = ()
        self.search = WantedField(_("Rechercher un document"), _("Rechercher un document"))
        self.model = DocumentsModel(self)
        self.view = DocumentsView(self.model)
        self.view.setAccessibleName(_("Documents à ajouter, par étape"))
        self.view.setAccessibleDescription(_("Entrée ou un double clic ajoute le document."))
        self.found = SafeLabel("", "caption-2", wrap=True)
        self.add_button = SecondaryButton(_("Ajouter"), icon_name="plus")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top, foot = QWidget(), QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(px(12), px(10), px(12), px(6))
        column.addWidget(self.search)
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(16), px(6), px(10), px(6))
        row.addWidget(self.found, 1)
        row.addWidget(self.add_button)
        self.add(top)
        self.add(self.view, 1)
        self.add(Rule())
        self.add(foot)

    def _connect(self) -> None:
        self.search.edited.connect(self._pause.start)
        self._pause.timeout.connect(self._show)
        self.search.down.connect(self._to_list)
        self.search.first.connect(self._on_first)
        self.view.opened.connect(self.picked)
        self.add_button.clicked.connect(self._on_add)

    def show_documents(
        self,
        infos: Sequence[DocumentInfo],
        status: Callable[[str], DocumentStatus],
        taken: Collection[str],
    ) -> None:
        """Show what may be added: every document but those taken already."""
        self._infos, self._status, self._taken = infos, status, taken
        self._show()

    def stops(self) -> list[QWidget]:
        """Return what Tab stops on, in reading order."""
        return [self.search, self.view, self.add_button]

    def clear(self) -> None:
        """Forget what was looked for."""
        self._pause.stop()
        self.search.clear()

    def _show(self) -> None:
        if self._status is None:
            return
        place = self.view.currentIndex().row()
        infos = self._wanted()
        reset = self.model.show_rows(rows_of(infos, self._status))
        told = "{n} document à ajouter", "{n} documents à ajouter"
        self.found.setText(ngettext(*told, len(infos)) if infos else self._why_nothing())
        if reset:
            self.view.choose(self._near(place))
        self.add_button.setEnabled(bool(infos))

    def _answering(self) -> list[DocumentInfo]:
        words = query_words(self.search.raw())
        return [i for i in self._infos if (_answers(i, words) if words else i.about in ALWAYS)]

    def _wanted(self) -> list[DocumentInfo]:
        return [info for info in self._answering() if info.slug not in self._taken]

    def _why_nothing(self) -> str:
        if self._answering():
            return _("Ce qui répond est déjà dans le dossier.")
        return _("Aucun document ne répond : essayez un autre mot.")

    def _near(self, place: int) -> QModelIndex:
        """Return the first document from a place on, the last one under it; none at first."""
        model = self.model
        rows = [row for row in range(model.rowCount()) if model.index(row).flags()]
        after = next((row for row in rows if row >= max(place, 0)), rows[-1] if rows else -1)
        return model.index(after) if after >= 0 else QModelIndex()

    def _to_list(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_first(self) -> None:
        self._show()
        rows = self.model.documents()
        if rows and self.search.raw().strip():
            self.picked.emit(rows[0].info.slug)
            self.search.selectAll()
        else:
            self._to_list()

    def _on_add(self) -> None:
        if slug := self.view.current_slug():
            self.picked.emit(slug)


def _answers(info: DocumentInfo, words: Sequence[str]) -> bool:
    """Tell whether each word begins one of the title, or of what describes it."""
    known = words_of(f"{_(info.title)} {_(info.description)}")
    return all(any(mine.startswith(word) for mine in known) for word in words)
