"""The middle of the page: the document as it will be printed, or why it cannot be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cpom_desktop.i18n import NBSP, _
from ui.kit.buttons import IconButton
from ui.kit.cards import Card
from ui.kit.labels import SafeLabel
from ui.kit.pdf_pages import PdfPages
from ui.kit.states import EmptyState
from ui.pages.documents.find_bar import FindBar
from ui.pages.documents.page_number import PageNumber
from ui.pages.documents.paper import ZOOMS, Paper
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

ROOMY = 430
"""Width from which the bar holds every button."""


class Preview(Card):
    """A document: its pages, or what stands in their place.

    Signals:
        retry_asked: prepare again what failed.
        page_asked: go and type what the document lacks.
    """

    retry_asked = Signal()
    page_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(flush=True, parent=parent)
        self.paper = Paper()
        self.number = PageNumber(self.paper)
        self.total = SafeLabel("", "small")
        self.finder = FindBar(self.paper)
        self.size_label = SafeLabel("", "small-2")
        self.waiting = SafeLabel("", "body-2", wrap=True)
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.failure = EmptyState(
            "octagon-x",
            _("L'aperçu n'a pas pu être préparé"),
            "",
            _("Réessayer"),
            primary=False,
        )
        self.nothing = EmptyState(
            "circle-dashed",
            _("Ce document est vide pour l'instant"),
            "",
            _("Ouvrir la page à remplir"),
            primary=False,
        )
        for state, icon_name in ((self.failure, "refresh-cw"), (self.nothing, "arrow-right")):
            if state.button is not None:
                state.button.set_icon(icon_name)
        self.failure.triggered.connect(self.retry_asked)
        self.nothing.triggered.connect(self.page_asked)
        self.states = QStackedWidget()
        for widget in (self.paper, self.waiting, self.failure, self.nothing):
            self.states.addWidget(widget)
        self.add(self._bar())
        self.add(self.finder)
        self.add(self.states, 1)
        self.paper.turned.connect(self._refresh)
        self._refresh()

    def _bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("role", "carte-entete")
        row = QHBoxLayout(bar)
        row.setContentsMargins(px(14), px(2), px(8), px(2))
        row.setSpacing(0)
        self.look = IconButton("search", _("Rechercher dans le document"), shortcut="Ctrl+F")
        self.previous = IconButton("chevron-up", _("Page précédente"), shortcut=_("Pg préc."))
        self.following = IconButton("chevron-down", _("Page suivante"), shortcut=_("Pg suiv."))
        self.smaller = IconButton("zoom-out", _("Réduire la page"), shortcut="Ctrl+−")
        self.larger = IconButton("zoom-in", _("Agrandir la page"), shortcut="Ctrl++")
        self.whole = IconButton("maximize", _("Voir la page entière"), shortcut="Ctrl+0")
        paper = self.paper
        for button, slot in (
            (self.look, self.finder.open_bar),
            (self.previous, paper.previous),
            (self.following, paper.following),
            (self.smaller, paper.zoom_out),
            (self.larger, paper.zoom_in),
            (self.whole, paper.fit),
        ):
            button.clicked.connect(slot)
        row.addWidget(self.number)
        row.addSpacing(px(6))
        row.addWidget(self.total, 1)
        for widget in (
            self.look,
            self.previous,
            self.following,
            _separator(),
            self.smaller,
            self.size_label,
            self.larger,
            self.whole,
        ):
            row.addWidget(widget)
        return bar

    def show_pages(self, pages: PdfPages, title: str, *, keep: bool) -> None:
        """Show a document that is ready; `keep` stays on the same page."""
        self.finder.stop()
        self.paper.show_pages(pages, title, keep=keep)
        self._show_state(self.paper)
        self.finder.look_again()

    def show_first(self, data: bytes) -> None:
        """Show the first page of a document whose others are awaited."""
        self.show_pages(PdfPages(data), _("Première page"), keep=False)
        self.number.hide()
        self.total.setText(_("Le document se prépare…"))

    def show_blank(self) -> None:
        """Show an empty ground while another document is awaited."""
        self._close_pages()
        self._show_state(self.paper)

    def show_waiting(self) -> None:
        """Say that the document is on its way, unless its former state is on the screen."""
        if self.paper.count == 0:
            self.waiting.setText(_("Le document se prépare…"))
            self._show_state(self.waiting)

    def show_failure(self, sentence: str) -> None:
        """Say why the document cannot be shown."""
        self._close_pages()
        self.failure.text.setText(sentence)
        self._show_state(self.failure)

    def show_nothing(self, sentence: str) -> None:
        """Say that the document has nothing to print yet."""
        self._close_pages()
        self.nothing.text.setText(sentence)
        self._show_state(self.nothing)

    def _close_pages(self) -> None:
        self.finder.stop()
        self.paper.close_pages()

    def listen(self, page: QWidget) -> None:
        """Look for words on Ctrl+F, wherever the caret is while a page is shown."""
        keys = QShortcut(QKeySequence("Ctrl+F"), page)
        keys.activated.connect(self.finder.open_bar)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the button of the search out where room lacks: Ctrl+F stays."""
        super().resizeEvent(event)
        self.look.setVisible(self.width() >= px(ROOMY))

    def _show_state(self, widget: QWidget) -> None:
        self.states.setCurrentWidget(widget)
        self._refresh()

    def _refresh(self) -> None:
        """Tell the page and its size; what leads nowhere is disabled."""
        paper = self.paper
        known = paper.count > 0 and self.states.currentWidget() is paper
        self.number.show_page()
        self.number.setVisible(known)
        self.total.setText(_("sur {total}", total=paper.count) if known else "")
        self.look.setEnabled(known)
        self.size_label.setText(f"{round(paper.zoom * 100)}{NBSP}%" if known else "")
        self.previous.setEnabled(known and paper.page > 0)
        self.following.setEnabled(known and paper.page < paper.count - 1)
        self.smaller.setEnabled(known and paper.zoom > ZOOMS[0])
        self.larger.setEnabled(known and paper.zoom < ZOOMS[-1])
        self.whole.setEnabled(known and not paper.fits)


def _separator() -> QWidget:
    holder = QWidget()
    around = QVBoxLayout(holder)
    around.setContentsMargins(px(6), 0, px(6), 0)
    line = QFrame()
    line.setProperty("role", "filet-vertical")
    line.setFixedSize(1, px(24))
    around.addWidget(line)
    return holder
