"""The popup of a RACI cell: four roles that one ticks, and « Vider »."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout, QWidget

from cpom_desktop.domain.raci import EXCLUSIVE, LETTERS, ORDER, Sens
from cpom_desktop.i18n import _
from ui.kit.labels import SafeLabel
from ui.kit.raci_delegate import Tile, paint_tiles, tile_size
from ui.theme.fonts import body_font
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtGui import QCloseEvent, QEnterEvent, QPaintEvent

    from cpom_desktop.domain.dossier import LectureRaci

_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
_EMPTY = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
_PRESS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


def role_words(sens: Sens) -> str:
    """Return the words of a meaning in the popup."""
    return {
        Sens.RESPONSABLE: _("Responsable"),
        Sens.REALISATEUR: _("Acteur (réalise)"),
        Sens.CONSULTE: _("Consulté"),
        Sens.INFORME: _("Informé"),
    }[sens]


class _Choice(QAbstractButton):
    """A line of the popup: tile or icon, words, tick, key."""

    def __init__(self, sens: Sens | None, words: str, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.sens = sens
        self._key = key
        self.setText(words)
        self.setCheckable(sens is not None)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("{mots}, touche {touche}", mots=words, touche=key))

    def nextCheckState(self) -> None:
        """Let the dossier decide what is ticked."""

    def sizeHint(self) -> QSize:
        """Leave room for the tile, the words, the tick and the key."""
        words = QFontMetrics(body_font(px(14))).horizontalAdvance(self.text())
        key = QFontMetrics(body_font(px(12))).horizontalAdvance(self._key)
        return QSize(words + key + px(116), max(px(34), tile_size(1).height() + px(8)))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Follow the mouse."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().enterEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the line that Entrée would press."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(current_theme().colour("selection"))
            painter.drawRoundedRect(self.rect(), 4, 4)
        self._paint_mark(painter)
        painter.setFont(body_font(px(14)))
        painter.setPen(current_theme().colour("texte"))
        painter.drawText(self.rect().adjusted(px(48), 0, -px(66), 0), _LEFT, self.text())
        self._paint_key(painter)
        painter.end()

    def _paint_mark(self, painter: QPainter) -> None:
        room = QRect(px(6), 0, px(34), self.height())
        if self.sens is not None:
            paint_tiles(painter, room, (Tile(self.sens, self._key),))
        else:
            spot = QPoint(px(15), (self.height() - px(16)) // 2)
            painter.drawPixmap(spot, pixmap("x", "texte-2", 16))

    def _paint_key(self, painter: QPainter) -> None:
        theme, font = current_theme(), body_font(px(12))
        metrics = QFontMetrics(font)
        width = metrics.horizontalAdvance(self._key) + px(10)
        height = metrics.height() + px(2)
        cap = QRect(self.width() - px(6) - width, (self.height() - height) // 2, width, height)
        painter.setFont(font)
        painter.setPen(theme.colour("bordure"))
        painter.setBrush(theme.colour("surface-2"))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(theme.colour("texte-2"))
        painter.drawText(cap, _CENTRE, self._key)
        if self.isChecked():
            spot = QPoint(cap.left() - px(26), (self.height() - px(18)) // 2)
            painter.drawPixmap(spot, pixmap("check", "texte", 18))


class RaciPopup(QFrame):
    """Roles of a cell to tick: R and A go together, C and I alone; letters do the same.

    It stays open after R or A, which combine, and closes after the others.
    """

    toggled = Signal(object)
    emptied = Signal()
    closed = Signal()

    def __init__(self, lecture: LectureRaci, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "bulle")
        self.setAccessibleName(_("Rôle dans cette case"))
        self._letters = LETTERS[lecture]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(6), px(6), px(6), px(8))
        layout.setSpacing(0)
        self.choices = [self._choice(s, role_words(s), self._letters[s]) for s in ORDER]
        line = QFrame()
        line.setProperty("role", "filet")
        self.choices.append(self._choice(None, _("Vider"), _("Suppr")))
        for choice in self.choices[:-1]:
            layout.addWidget(choice)
        layout.addSpacing(px(5))
        layout.addWidget(line)
        layout.addSpacing(px(5))
        layout.addWidget(self.choices[-1])
        first, second = (self._letters[s] for s in ORDER if s not in EXCLUSIVE)
        words = _("{premier} et {second} peuvent aller ensemble.", premier=first, second=second)
        note = SafeLabel(words, "caption-2")
        note.setContentsMargins(px(8), px(4), px(8), 0)
        layout.addWidget(note)

    def _choice(self, sens: Sens | None, words: str, key: str) -> _Choice:
        choice = _Choice(sens, words, key, self)
        choice.clicked.connect(self._on_clicked)
        return choice

    def show_meanings(self, meanings: Collection[Sens]) -> None:
        """Tick what the cell holds."""
        for choice in self.choices:
            choice.setChecked(choice.sens in meanings)

    def open_at(self, cell: QRect) -> None:
        """Open under a cell given in pixels of the screen, above it when room lacks."""
        self.adjustSize()
        screen = QGuiApplication.screenAt(cell.center()) or QGuiApplication.primaryScreen()
        room, size = screen.availableGeometry(), self.sizeHint()
        top = cell.bottom() + px(2)
        if top + size.height() > room.bottom():
            top = cell.top() - size.height() - px(2)
        left = min(max(cell.left(), room.left()), room.right() - size.width())
        self.move(left, max(top, room.top()))
        self.show()
        first = next((c for c in self.choices if c.isChecked()), self.choices[0])
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the cell is left."""
        super().closeEvent(event)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, tick with a letter, empty with Suppr, close with Échap."""
        key = Qt.Key(event.key())
        letter = event.text().upper()
        found = next((c for c in self.choices if c.sens and self._letters[c.sens] == letter), None)
        if found is not None:
            found.click()
        elif key in _STEPS:
            self._move(_STEPS[key])
        elif key in _EMPTY:
            self.choices[-1].click()
        elif key in _PRESS:
            self._press()
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's signature
        """Keep Tab inside the popup."""
        self._move(1 if next else -1)
        return True

    def _move(self, step: int) -> None:
        place = self.choices.index(self._current()) + step
        chosen = self.choices[place % len(self.choices)]
        chosen.setFocus(Qt.FocusReason.TabFocusReason)

    def _current(self) -> _Choice:
        return next((c for c in self.choices if c.hasFocus()), self.choices[0])

    def _press(self) -> None:
        self._current().click()
        self.close()

    def _on_clicked(self) -> None:
        choice = self.sender()
        if not isinstance(choice, _Choice):
            return
        if choice.sens is None:
            self.emptied.emit()
        else:
            self.toggled.emit(choice.sens)
        if choice.sens is None or choice.sens in EXCLUSIVE:
            self.close()
