"""The search (Ctrl+K): over the window, by the keyboard alone, down to the exact field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.queries.recherche.folding import fold
from cpom_desktop.services.queries.recherche.index import Results
from ui.kit.buttons import IconButton
from ui.kit.labels import IconLabel, SafeLabel
from ui.models.recherche import FoundRow, Sort, nothing_rows, query_rows, result_rows, spoken
from ui.models.recherche_view import FoundList
from ui.shell.former_caret import FormerCaret
from ui.shell.indexing import Indexing
from ui.shell.recherche_parts import Filters, Keys, Reading, Words
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QModelIndex

    from cpom_desktop.services.documents import DocumentMaker
    from ui.session import Session

WIDTH, TOP, TALLEST = 772, 66, 640
"""Width, room above and greatest height of the frame, in pixels at 100 %."""
KEYS_FROM = 480
"""Height of the window from which the keys are told, in pixels at 100 %."""
_VEIL = 0.45
_KEPT = 5


class SearchPopup(QWidget):
    """What is looked for and what answers, over a veil that covers the dossier.

    Signals:
        chosen: page, key of the field, and whether the Guide is to be opened there.
        lost: it was left, and where the caret was is no longer there.

    Args:
        view: what it covers.
        session: the dossier.
        documents: what knows the documents that it makes.
    """

    chosen = Signal(str, str, bool)
    lost = Signal()

    def __init__(
        self,
        view: QWidget,
        session: Session,
        documents: Callable[[], DocumentMaker],
    ) -> None:
        super().__init__(view)
        self.hide()
        self._view = view
        self._stage = 0
        self._caret: FormerCaret | None = None
        self._recent: list[str] = []
        self.results = Results()
        self.indexing = Indexing(session, documents, self)
        self.words = Words()
        self.count = SafeLabel("", "caption-2")
        self.filters = Filters()
        self.list = FoundList()
        self.reading = Reading()
        self.keys = Keys()
        self.setAccessibleName(_("Recherche"))
        self._lay_out()
        self._connect()
        view.installEventFilter(self)

    # --- opening, closing

    def open(self, text: str = "", *, stage: int = 0) -> None:
        """Open over the window, the caret in the words looked for.

        Args:
            text: what was already typed.
            stage: the stage where she is.
        """
        self._stage = stage
        if not self.isVisible():
            self._caret = FormerCaret()
            self.filters.choose(None)
            self.words.clear()
        self.indexing.start()
        self._place()
        self.show()
        self.raise_()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.setText(text or self.words.text())
        self._search()

    def leave(self) -> None:
        """Close, the caret where it was."""
        caret = self._close()
        if caret is not None and not caret.come_back():
            self.lost.emit()

    def _close(self) -> FormerCaret | None:
        self.indexing.stop()
        self.hide()
        caret, self._caret = self._caret, None
        return caret

    # --- building

    def _lay_out(self) -> None:
        self.frame = QFrame(self)
        self.frame.setProperty("role", "recherche")
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.filters)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.reading)
        column.addWidget(self.stack, 1)
        column.addWidget(self.keys)

    def _head(self) -> QFrame:
        head = QFrame()
        head.setProperty("role", "recherche-tete")
        row = QHBoxLayout(head)
        row.setContentsMargins(px(16), px(6), px(10), px(6))
        row.setSpacing(px(10))
        row.addWidget(IconLabel("search", "texte-2", 20))
        row.addWidget(self.words, 1)
        row.addWidget(self.count)
        close = IconButton("x", _("Fermer la recherche"), shortcut=_("Échap"))
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(self.leave)
        row.addWidget(close)
        return head

    def _connect(self) -> None:
        words = self.words
        words.textChanged.connect(self._search)
        words.stepped.connect(self._on_step)
        words.paged.connect(self._on_page)
        words.ended.connect(self._on_end)
        words.filter_moved.connect(self.filters.move_by)
        words.entered.connect(self._on_enter)
        words.left.connect(self._on_left)
        self.filters.chosen.connect(self._on_filter)
        self.list.clicked.connect(self._on_clicked)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.indexing.advanced.connect(self._on_advanced)

    # --- searching

    def _search(self) -> None:
        """Show what answers now."""
        self.stack.setCurrentWidget(self.list)
        query, group = self.words.text(), self.filters.group
        if not query.strip():
            self.results = Results()
            self.count.setText("")
            self.list.show_rows(query_rows(self._recent, self._examples()), choose_first=False)
            return
        self.results = self.indexing.index.search(query, group=group, stage=self._stage)
        rows = result_rows(self.results, group)
        if not rows and self.results.whole:
            rows = nothing_rows(query.strip(), self.results.elsewhere)
        self.count.setText(self._counted())
        self.list.show_rows(rows, choose_first=True)
        self._say(self.count.text())

    def _examples(self) -> Sequence[tuple[str, str]]:
        return self.indexing.examples

    def _counted(self) -> str:
        results = self.results
        if not results.whole:
            return _("Recherche en cours…")
        if results.near:
            return ngettext("{n} résultat approchant", "{n} résultats approchants", results.total)
        return ngettext("{n} résultat", "{n} résultats", results.total)

    def _on_filter(self) -> None:
        self._say(self.filters.chips[self.filters.group].accessibleName())
        self._search()

    def _on_advanced(self) -> None:
        """Search again in what has just been read, the cursor where it was."""
        row = self.list.current()
        self._search()
        index = self.list.found.index_of(row) if row is not None else None
        if index is not None and index.isValid():
            self.list.setCurrentIndex(index)

    # --- keys and mouse

    @property
    def _is_reading(self) -> bool:
        return self.stack.currentWidget() is self.reading

    def _on_step(self, step: int) -> None:
        if self._is_reading:
            self.reading.scroll_by(step)
        else:
            self.list.step(step)

    def _on_page(self, step: int) -> None:
        self._on_step(step * self.list.page_length())

    def _on_end(self, step: int) -> None:
        self._on_step(step * self.list.found.rowCount())

    def _on_left(self) -> None:
        """Go back to the results from what is read, else to the dossier."""
        if self._is_reading:
            self.stack.setCurrentWidget(self.list)
        else:
            self.leave()

    def _on_enter(self) -> None:
        row = self.list.current()
        if self._is_reading:
            self.stack.setCurrentWidget(self.list)
        elif row is not None:
            self._go(row)

    def _on_clicked(self, index: QModelIndex) -> None:
        del index
        self._on_enter()

    def _go(self, row: FoundRow) -> None:
        """Do what a row promises."""
        match row.sort:
            case Sort.QUERY:
                self.words.setText(row.words)
            case Sort.MORE:
                self.filters.choose(row.group)
                self._search()
            case Sort.HIT if row.hit is not None:
                self._keep()
                entry = row.hit.entry
                if entry.page:
                    self._close()
                    self.chosen.emit(entry.page, row.hit.field, entry.guide)
                else:
                    self.reading.show_entry(entry)
                    self.stack.setCurrentWidget(self.reading)
                    self._say(self.reading.accessibleName())
            case _:
                pass

    def _keep(self) -> None:
        """Remember a search that led somewhere, until the dossier is closed; nowhere on disk."""
        query = " ".join(self.words.text().split())
        others = [kept for kept in self._recent if fold(kept) != fold(query)]
        self._recent = [query, *others][:_KEPT]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let no key go through to the dossier."""
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close on a press beside the frame."""
        if not self.frame.geometry().contains(event.position().toPoint()):
            self.leave()
        event.accept()

    # --- what a screen reader says

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        del index
        row = self.list.current()
        told = spoken(row) if row is not None else ""
        self.words.setAccessibleDescription(told)
        self._say(told)

    def _say(self, words: str) -> None:
        """Have it said aloud: the caret stays in the words, the list is never entered."""
        if words and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.words, words))

    # --- place

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the window whatever its size."""
        if watched is self._view and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.setGeometry(self._view.rect())
        width = min(px(WIDTH), self.width() - 48)
        top = min(px(TOP), self.height() // 12)
        height = min(px(TALLEST), self.height() - 2 * top)
        self.keys.setVisible(self.height() >= px(KEYS_FROM))
        left = (self.width() - width) // 2
        self.frame.setGeometry(
            QRect(QPoint(left, top), QPoint(left + width - 1, top + height - 1))
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the veil."""
        theme = current_theme()
        veil = theme.colour("fond" if theme.dark else "texte")
        veil.setAlphaF(_VEIL)
        painter = QPainter(self)
        painter.fillRect(self.rect(), veil)
        painter.end()
