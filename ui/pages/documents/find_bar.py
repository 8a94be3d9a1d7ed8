"""Looking for words in the document shown: Ctrl+F, Entrée and Maj+Entrée, Échap."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from cpom_desktop.i18n import _
from ui.kit.buttons import IconButton
from ui.kit.labels import SafeLabel
from ui.kit.pdf_search import PdfSearch, folded_query
from ui.kit.scrolling import bring_into_view
from ui.kit.search_field import SearchField
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ui.kit.pdf_search import Spot
    from ui.pages.documents.paper import Paper

SLICE_S = 0.012
"""Longest time that pages are read without giving the hand back."""


class FindField(SearchField):
    """The words looked for; Échap is its own, whatever else the page does with it.

    Signals:
        walked: 1 for the next place, -1 for the one before.
        given_up: Échap.
    """

    walked = Signal(int)
    given_up = Signal()

    def event(self, event: QEvent) -> bool:
        """Keep Échap from the shortcuts of the page."""
        if event.type() == QEvent.Type.ShortcutOverride and _key(event) == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Entrée and Échap; leave the rest to the field."""
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.walked.emit(-1 if back else 1)
            case Qt.Key.Key_Escape:
                self.given_up.emit()
            case _:
                super().keyPressEvent(event)


def _key(event: QEvent) -> int:
    return int(getattr(event, "key", int)())


class FindBar(QFrame):
    """A field, « 3 sur 12 », the next place and the one before; pages are read by slices."""

    def __init__(self, paper: Paper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "carte-entete")
        self._paper = paper
        self._search: PdfSearch | None = None
        self._left: list[int] = []
        self.spots: list[Spot] = []
        self.field = FindField(_("Rechercher dans le document"), _("Rechercher"))
        self.count = SafeLabel("", "small-2")
        self.before = IconButton("chevron-up", _("Précédent"), shortcut=_("Maj+Entrée"))
        self.after = IconButton("chevron-down", _("Suivant"), shortcut=_("Entrée"))
        self.leave = IconButton("x", _("Fermer la recherche"), shortcut=_("Échap"))
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._slice)
        self._lay_out()
        self.field.textChanged.connect(self._restart)
        self.field.walked.connect(self.walk)
        self.field.given_up.connect(self.close_bar)
        self.before.clicked.connect(self._on_before)
        self.after.clicked.connect(self._on_after)
        self.leave.clicked.connect(self.close_bar)
        self.hide()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(px(14), px(2), px(8), px(2))
        row.setSpacing(px(4))
        row.addWidget(self.field, 1)
        for widget in (self.count, self.before, self.after, self.leave):
            row.addWidget(widget)

    # --- opening and closing

    def open_bar(self) -> None:
        """Show the field, its words selected, and look for them again."""
        if not self._paper.count:
            return
        self.show()
        QTimer.singleShot(0, self, self._bring)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._restart()

    def _bring(self) -> None:
        bring_into_view(self)

    def close_bar(self) -> None:
        """Hide the field; the words found are marked no longer."""
        self.stop()
        self.hide()
        self._paper.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """Look no further, and forget what was found: the document goes."""
        self._timer.stop()
        self._search, self._left, self.spots = None, [], []
        self._paper.show_spots((), None)

    def look_again(self) -> None:
        """Look in the document that has just come, if she was looking for something."""
        self.stop()
        if not self.isHidden():
            self._restart()

    # --- looking

    def _restart(self) -> None:
        """Look for other words, from the page shown on."""
        self.spots = []
        self._paper.show_spots((), None)
        count, first = self._paper.count, self._paper.page
        wanted = bool(folded_query(self.field.text()))
        self._left = [(first + step) % count for step in range(count)] if wanted else []
        if self._left:
            self._timer.start()
        self._tell()

    def _slice(self) -> None:
        """Read pages for a moment, then give the hand back."""
        pages, query = self._paper.pages, folded_query(self.field.text())
        if pages is None:
            return
        self._search = self._search or PdfSearch(pages)
        end = monotonic() + SLICE_S
        while self._left and monotonic() < end:
            self.spots += self._search.find(self._left.pop(0), query)
        if self._left:
            self._timer.start()
        self._show_found()

    def _show_found(self) -> None:
        """Mark what is found so far; the first place is shown as soon as it is known."""
        chosen = self._paper.spot
        first = self.spots[0] if self.spots else None
        self.spots.sort()
        self._paper.show_spots(tuple(self.spots), chosen)
        if chosen is None and first is not None:
            self._paper.show_spot(first)
        self._tell()

    def _on_before(self) -> None:
        self.walk(-1)

    def _on_after(self) -> None:
        self.walk(1)

    def walk(self, step: int) -> None:
        """Go to the next place, or the one before; from the last to the first."""
        chosen = self._paper.spot
        if not self.spots or chosen is None:
            return
        rank = (self.spots.index(chosen) + step) % len(self.spots)
        self._paper.show_spot(self.spots[rank])
        self._tell()

    def _tell(self) -> None:
        """Say where she is: « 3 sur 12 », « Aucun résultat »."""
        chosen, wanted = self._paper.spot, bool(folded_query(self.field.text()))
        told = ""
        if chosen is not None:
            more = "…" if self._left else ""
            rank = self.spots.index(chosen) + 1
            told = _("{n} sur {total}", n=rank, total=f"{len(self.spots)}{more}")
        elif wanted:
            told = _("Recherche…") if self._left else _("Aucun résultat")
        self.count.setText(told)
        self.field.setAccessibleDescription(told)
        self.field.set_state("erreur" if wanted and not (chosen or self._left) else "")
        for button in (self.before, self.after):
            button.setEnabled(len(self.spots) > 1)
