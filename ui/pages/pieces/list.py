"""The left of the page: filters, how far it is, and the list of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _
from cpom_desktop.services.queries.pieces import Filtre, progress_words
from ui.kit.bars import Bar
from ui.kit.buttons import KitButton
from ui.kit.cards import Card
from ui.kit.filter_chips import ChoiceChips
from ui.kit.flow import FlowLayout
from ui.kit.labels import SafeLabel
from ui.models.pieces import PiecesModel, rows_of
from ui.models.pieces_view import PiecesView
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.services.queries.pieces import Pieces

NAMES: Mapping[Filtre, str] = {
    Filtre.TOUTES: "Toutes",
    Filtre.MANQUANTES: "Manquantes",
    Filtre.DEMANDEES: "Demandées",
    Filtre.TROP_ANCIENNES: "Trop anciennes",
}
BAR = 120


class FilterChips(ChoiceChips[Filtre]):
    """The filters with their counts, exactly one chosen; a theme beside, when one is.

    Signals:
        chosen: another filter, or another theme.
    """

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Filtre, _("Filtre"), parent)
        self.filtre, self.theme = Filtre.TOUTES, ""
        row = FlowLayout(self, spacing=px(2))
        self.place(row)
        self.theme_chip = KitButton("", "chip", icon_name="x", trailing=True, parent=self)
        self.theme_chip.clicked.connect(self._on_theme_closed)
        row.addWidget(self.theme_chip)

    def show_counts(self, found: Pieces) -> None:
        """Show how many documents each filter keeps."""
        for filtre in self.chips:
            words = f"{_(NAMES[filtre])} ({found.count(filtre, self.theme)})"
            self.show_chip(filtre, words, words, chosen=filtre is self.filtre)
        self.theme_chip.setVisible(bool(self.theme))
        self.theme_chip.setText(_("Thème {lettre}", lettre=self.theme))
        self.theme_chip.setAccessibleName(_("Ne plus filtrer par le thème {l}", l=self.theme))
        self.updateGeometry()

    def on_chosen(self, choice: Filtre) -> None:
        """Choose a filter, the theme kept."""
        self.choose(choice, self.theme)

    def choose(self, choice: Filtre, theme: str = "") -> None:
        """Choose what is shown, and tell."""
        self.filtre, self.theme = choice, theme
        self.chosen.emit()

    def _on_theme_closed(self) -> None:
        self.choose(self.filtre)


class PiecesList(QWidget):
    """Chooses what is shown, and shows it.

    Signals:
        filtered: another filter: the documents shown are others.
    """

    filtered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips = FilterChips()
        self.model = PiecesModel(self)
        self.view = PiecesView(self.model)
        self.nothing = SafeLabel("", "small-2", wrap=True)
        self.count = SafeLabel("", "label")
        self.rest = SafeLabel("", "small-2")
        self.bar = Bar(0.0)
        self.bar.setFixedWidth(px(BAR))
        self._lay_out()
        self.chips.chosen.connect(self.filtered)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self._progress = QWidget()
        row = QHBoxLayout(self._progress)
        row.setContentsMargins(px(3), 0, 0, 0)
        row.setSpacing(px(4))
        row.addWidget(self.count)
        row.addWidget(self.rest)
        row.addSpacing(px(6))
        row.addWidget(self.bar)
        self.top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.top.setSpacing(px(6))
        self.top.addWidget(self.chips, 1)
        self.top.addWidget(self._progress)
        card = Card(flush=True)
        card.add(self.view.header)
        card.add(self.view, 1)
        self.nothing.setContentsMargins(px(14), px(12), px(14), px(12))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        card.add(self.nothing, 1)
        column.addWidget(card, 1)

    def show_pieces(self, found: Pieces, chosen: Sequence[int]) -> None:
        """Show the documents again; those of `chosen` still shown stay chosen."""
        self.chips.show_counts(found)
        kept = found.kept(self.chips.filtre, self.chips.theme)
        if self.model.show_rows(rows_of(kept)):
            self.view.choose([i for i in chosen if i in self.shown()])
        told, rest = progress_words(found)
        self.count.setText(told)
        self.rest.setText(rest)
        self.bar.share = found.part
        self.bar.update()
        self.view.setVisible(bool(kept))
        self.nothing.setVisible(not kept)
        self.nothing.setText(self._why_nothing())

    def fit(self, room: int) -> None:
        """Put the progress under the filters when room lacks."""
        chips = sum(c.sizeHint().width() + px(2) for c in self.chips.chips.values())
        roomy = chips + self._progress.sizeHint().width() + px(12) <= room
        directions = QBoxLayout.Direction
        self.top.setDirection(directions.LeftToRight if roomy else directions.TopToBottom)
        side = Qt.AlignmentFlag.AlignRight if roomy else Qt.AlignmentFlag.AlignLeft
        self.top.setAlignment(self._progress, side | Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the top again for another width."""
        super().resizeEvent(event)
        self.view.header.update()

    def shown(self) -> list[int]:
        """Return the ids of the documents shown, in order."""
        return self.model.ids()

    def reveal(self, piece_id: int) -> None:
        """Show everything when the filter hides a document."""
        if piece_id not in self.shown():
            self.chips.choose(Filtre.TOUTES)

    def _why_nothing(self) -> str:
        match self.chips.filtre:
            case Filtre.MANQUANTES:
                return _("Aucune pièce ne manque : chacune est là, demandée ou sans objet.")
            case Filtre.DEMANDEES:
                return _("Aucune pièce n'est attendue de quelqu'un.")
            case Filtre.TROP_ANCIENNES:
                return _("Aucune pièce n'est trop ancienne.")
            case Filtre.TOUTES:
                return _("Aucune pièce ne sert à ce thème.")
