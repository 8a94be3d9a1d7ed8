"""The left of the page: her dossiers, the documents by stage, and what their icons mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.documents import NAMED_STAGE, STATE_WORDS
from ui.kit.buttons import TextButton
from ui.kit.cards import Card, Rule
from ui.kit.labels import IconLabel, SafeLabel, set_tooltip
from ui.models.documents import STATE_LOOKS, DocumentsModel
from ui.models.documents_view import DocumentsView
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.models.documents import Row


class DocumentsList(Card):
    """The list under its count, and the legend of the states under it.

    Signals:
        compose_asked: compose a dossier out of documents.
    """

    compose_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Documents"), flush=True, parent=parent)
        self.model = DocumentsModel(self)
        self.view = DocumentsView(self.model)
        words = _("Ce qui a été transmis…")
        self.sent_button = TextButton(_("Envois…"), icon_name="send")
        self.sent_button.setAccessibleName(words)
        set_tooltip(self.sent_button, words)
        self.add_action(self.sent_button)
        self.compose = TextButton(_("Composer un dossier…"), icon_name="plus")
        self.none = SafeLabel(_("Aucun dossier composé"), "small-2")
        self.top = self._top()
        self.add(self.top)
        self.add(self.view, 1)
        self.add(Rule())
        self.add(_legend())
        self.compose.clicked.connect(self.compose_asked)

    def _top(self) -> QWidget:
        """Return what composes a dossier, under what says that there is none yet."""
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(px(10), px(8), px(8), px(4))
        column.setSpacing(0)
        self.none.setContentsMargins(px(6), 0, 0, 0)
        column.addWidget(self.none)
        column.addWidget(self.compose, 0, Qt.AlignmentFlag.AlignLeft)
        return top

    def allow_composing(self, *, allowed: bool) -> None:
        """Offer to compose, in a dossier that is written in."""
        self.top.setVisible(allowed)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show the documents again, and how many they are."""
        self.model.show_rows(rows)
        documents = self.model.documents()
        self.none.setVisible(all(row.info.stage != NAMED_STAGE for row in documents))
        count = len(documents)
        self.set_title(ngettext("{n} document", "{n} documents", count))


def _legend() -> QWidget:
    """Return the four states, each an icon and its word."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(px(16), px(8), px(8), px(8))
    grid.setVerticalSpacing(px(2))
    for rank, (state, look) in enumerate(STATE_LOOKS.items()):
        pair = QHBoxLayout()
        pair.setSpacing(px(6))
        pair.addWidget(IconLabel(*look, 16))
        pair.addWidget(SafeLabel(_(STATE_WORDS[state]), "caption-2"), 1)
        grid.addLayout(pair, rank // 2, rank % 2)
    return made
