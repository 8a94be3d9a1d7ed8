"""Over the RACI matrix: what each letter means, in which reading, and the findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QSizePolicy, QWidget

from cpom_desktop.domain.dossier import LectureRaci
from cpom_desktop.domain.raci import LETTERS, ORDER, Sens
from cpom_desktop.i18n import _
from cpom_desktop.services.queries.raci import legend, reading_note
from cpom_desktop.services.queries.words import choices
from ui.kit.buttons import TextButton
from ui.kit.flow import FlowLayout
from ui.kit.labels import SafeLabel, set_tooltip
from ui.kit.raci_delegate import Tile, tile_pixmap
from ui.kit.raci_findings import FindingBar
from ui.kit.restyle import Restyled
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.services.queries.raci import RaciView


def short_legend() -> dict[Sens, str]:
    """Return the words of each meaning beside its tile."""
    return {
        Sens.RESPONSABLE: _("Responsable, un seul"),
        Sens.REALISATEUR: _("Acteur, réalise"),
        Sens.CONSULTE: _("Consulté avant"),
        Sens.INFORME: _("Informé après"),
    }


class RaciLegend(Restyled, QWidget):
    """Each letter of the present reading, with what it means; always visible.

    Args:
        reading: the button that changes the reading, at its end.
    """

    def __init__(self, reading: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, spacing=px(12))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._tiles: list[tuple[SafeLabel, tuple[Sens, ...]]] = []
        self._lecture: LectureRaci | None = None
        for sens, words in short_legend().items():
            self._flow.addWidget(self._item((sens,), words))
            if sens is Sens.REALISATEUR:
                both = (Sens.RESPONSABLE, Sens.REALISATEUR)
                self._flow.addWidget(self._item(both, _("les deux")))
        self.take(reading)

    def take(self, widget: QWidget) -> None:
        """Put a button at the end."""
        self._flow.addWidget(widget)
        self.updateGeometry()

    def _item(self, meanings: tuple[Sens, ...], words: str) -> QWidget:
        item, picture = QWidget(), SafeLabel()
        row = QHBoxLayout(item)
        row.setContentsMargins(0, px(6), 0, px(6))
        row.setSpacing(px(6))
        row.addWidget(picture)
        row.addWidget(SafeLabel(words, "small-2"))
        self._tiles.append((picture, meanings))
        return item

    def sizeHint(self) -> QSize:
        """Ask for one line; the items go to the next one when room lacks."""
        items = [self._flow.itemAt(place) for place in range(self._flow.count())]
        widths = [item.sizeHint().width() for item in items if item is not None]
        width = sum(widths) + self._flow.spacing() * (len(widths) - 1)
        return QSize(width, self._flow.heightForWidth(width))

    def show_reading(self, lecture: LectureRaci) -> None:
        """Show the letters of a reading."""
        if lecture is self._lecture:
            return
        self._lecture = lecture
        whole = [f"{letter} : {words}" for letter, words in legend(lecture)]
        told = "\n".join((*whole, reading_note(lecture)))
        self.setAccessibleName(_("Légende"))
        self.setAccessibleDescription(told)
        set_tooltip(self, told)
        self.restyle()

    def restyle(self) -> None:
        """Paint the tiles again for the theme and the text scale."""
        if self._lecture is None:
            return
        known = LETTERS[self._lecture]
        for picture, meanings in self._tiles:
            tiles = tuple(Tile(sens, known[sens]) for sens in ORDER if sens in meanings)
            picture.setPixmap(tile_pixmap(tiles))
            picture.setAccessibleName(" ".join(tile.letter for tile in tiles))


class ReadingButton(TextButton):
    """Which letters show the meanings: a menu of the two readings."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.set_dense()
        menu = QMenu(self)
        self.actions_by_reading = {
            reading: menu.addAction(words, self._on_chosen)
            for reading, words in choices(LectureRaci)
        }
        for action in self.actions_by_reading.values():
            action.setCheckable(True)
        self.setMenu(menu)

    def show_reading(self, lecture: LectureRaci, *, locked: bool) -> None:
        """Name the present reading and tick it in the menu."""
        kit = lecture is LectureRaci.KIT
        self.setText(_("Lecture du kit") if kit else _("Lecture anglaise"))
        set_tooltip(self, reading_note(lecture))
        self.setAccessibleDescription(reading_note(lecture))
        for reading, action in self.actions_by_reading.items():
            action.setChecked(reading is lecture)
            action.setEnabled(not locked)

    def _on_chosen(self) -> None:
        chosen = self.sender()
        for reading, action in self.actions_by_reading.items():
            if action is chosen:
                self.chosen.emit(reading)


class RaciTop(QWidget):
    """The legend and the findings: side by side, or one above the other when room lacks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reading = ReadingButton()
        self.legend = RaciLegend(self.reading)
        self.findings = FindingBar()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(8))
        self._row.addWidget(self.legend)
        self._row.addWidget(self.findings, 1)

    def show_view(self, view: RaciView, *, locked: bool) -> None:
        """Show the letters and the findings of a matrix."""
        self.reading.show_reading(view.lecture, locked=locked)
        self.legend.show_reading(view.lecture)
        self.findings.show_findings(view, locked=locked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the findings under the legend when they would be too narrow."""
        super().resizeEvent(event)
        beside = self.width() >= self.legend.sizeHint().width() + px(230)
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if beside else way.TopToBottom)
