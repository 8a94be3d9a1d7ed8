"""The Guide: what to do here, why, who can answer, an example, the source and its date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.queries.words import word
from ui.kit.buttons import IconButton
from ui.kit.cards import Rule
from ui.kit.labels import IconLabel, SafeLabel
from ui.kit.later import Later
from ui.kit.scrolling import show_instead
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.content.loader import Content
    from cpom_desktop.content.schema import Guide

WIDTH = 256


class GuidePanel(Later, QFrame):
    """The panel at the right of a page."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None, *, closable: bool = True) -> None:
        super().__init__(parent)
        self.setProperty("role", "guide")
        self.setFixedWidth(px(WIDTH))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(16), px(12), px(6), px(12))
        header = QHBoxLayout()
        header.addWidget(IconLabel("book-open", "lien", 20))
        header.addWidget(SafeLabel(_("Guide"), "section"), 1)
        self.close_button = IconButton("x", _("Fermer le guide"), shortcut="F1")
        self.close_button.clicked.connect(self.closed)
        if not closable:  # never shown from here: without a parent it would be a window
            self.close_button.hide()
        header.addWidget(self.close_button)
        outer.addLayout(header)
        self._filled: Guide | None = None
        self._detail_labels: dict[str, SafeLabel] = {}
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(_("Texte du guide"))
        outer.addWidget(self._area, 1)

    def show_page(
        self, content: Content, page: str, details: Sequence[tuple[str, str]] = ()
    ) -> bool:
        """Show the note of a page under what it adds now; tell whether it has a note."""
        guide = content.guide(page)
        if guide is None:
            return False
        shown = self._detail_labels
        if guide is self._filled and [*shown] == [title for title, _text in details]:
            for title, text in details:
                shown[title].setText(text)
            return True
        self._note = content, guide, details
        self._filled = None
        self.later(self._fill)
        return True

    def _fill(self) -> None:
        content, guide, details = self._note
        inner = QWidget()
        inner.setProperty("role", "guide-texte")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, px(4), px(10), 0)
        column.setSpacing(px(4))
        labels = [_add_part(column, *part) for part in (*details, *_parts(guide))]
        self._detail_labels = {
            title: label for (title, _text), label in zip(details, labels, strict=False)
        }
        self._filled = guide
        column.addSpacing(px(8))
        column.addWidget(Rule())
        column.addWidget(SafeLabel(_("Source"), "caption-strong"))
        column.addWidget(SafeLabel(_source(content, guide), "caption", wrap=True))
        column.addStretch(1)
        show_instead(self._area, inner)


def _add_part(column: QVBoxLayout, title: str, text: str) -> SafeLabel:
    """Add a title and its text; return the label of the text."""
    words = SafeLabel(text, "small", wrap=True)
    column.addSpacing(px(8))
    column.addWidget(SafeLabel(title, "label"))
    column.addWidget(words)
    return words


def _parts(guide: Guide) -> list[tuple[str, str]]:
    parts = [
        (_("Ce que vous faites ici"), guide.ce_que_vous_faites),
        (_("Pourquoi"), guide.pourquoi),
        (_("Qui peut répondre"), guide.qui_peut_repondre),
        (_("Exemple"), guide.exemple),
        (_("À noter"), guide.a_noter),
    ]
    return [(title, text) for title, text in parts if text]


def _source(content: Content, guide: Guide) -> str:
    source = content.sources.get(guide.source)
    title = source.titre if source else guide.source
    return _(
        "{titre} ({confiance}). Vérifié le {jour}.",
        titre=title,
        confiance=word(guide.confiance),
        jour=format_date(guide.verifie_le),
    )
