"""Two to six choices side by side, and the scale from 1 to 4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from cpom_desktop.i18n import _
from ui.kit.buttons import KitButton
from ui.kit.restyle import Restyled, set_state
from ui.theme.fonts import body_font
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.kit.fields import FieldState

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_AZERTY = {
    Qt.Key.Key_Ampersand: 1,
    Qt.Key.Key_Eacute: 2,
    Qt.Key.Key_QuoteDbl: 3,
    Qt.Key.Key_Apostrophe: 4,
}
"""What the keys 1 to 4 of a French keyboard send without the capital key."""
_CLEARING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


def digit_of(event: QKeyEvent) -> int | None:
    """Return the digit that a key means, on a French keyboard too; None when it is no digit."""
    digit = event.key() - Qt.Key.Key_0
    return digit if 0 <= digit <= 9 else _AZERTY.get(Qt.Key(event.key()))


class Segment(KitButton):
    """One part; the keys that move or clear go to the group."""

    entered = Signal()
    left = Signal()

    def __init__(
        self, text: str, place: str, *, tall: bool, ticked: bool = True, parent: QWidget
    ) -> None:
        self._words, self._ticked = text, ticked
        super().__init__(text, "segment", parent=parent)
        self.setProperty("place", place)
        self.setProperty("tall", tall)
        self._alone = len(text) == 1
        self.setProperty("figure", self._alone)
        self.setCheckable(True)

    def show_chosen(self, chosen: bool) -> None:  # noqa: FBT001 - mirrors Qt's setter
        """Show the tick and the semibold of the part chosen."""
        self.setChecked(chosen)
        self.set_icon("check" if chosen and self._ticked else "", "texte")

    def set_words(self, words: str) -> None:
        """Say the same value in other words."""
        self._words = words
        self.setText(words.replace("&", "&&"))
        self.updateGeometry()

    def nextCheckState(self) -> None:
        """Let the group alone decide which part is chosen."""

    def sizeHint(self) -> QSize:
        """Keep the width of the chosen state, so that nothing moves when choosing."""
        words = QFontMetrics(body_font(px(14), semibold=True)).horizontalAdvance(self._words)
        room = px(18 + 4 + 4 + 20 + 4) if self._ticked else px(20 + 4)
        if self._alone:
            room = px(18 + 4 + 8 + 4)
        return QSize(words + room, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave arrows, digits and Suppr to the group."""
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Count a double click once: the second would clear what the first chose."""
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the group that the caret is here."""
        self.entered.emit()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the group that the caret has left."""
        super().focusOutEvent(event)
        self.left.emit()


class SegmentedChoice(Restyled, QWidget):
    """One choice among a few, all visible: « Semaines | Mois ».

    One stop of Tab for the whole; arrows change the choice.

    Args:
        accessible_name: what is chosen; compulsory.
        choices: values with their words, in order.
        tall: 44 pixels high, for rating.
        clearable: Suppr, or a press on the part chosen, chooses nothing.
        ticked: the part chosen has a tick; without one it takes less room.
    """

    chosen = Signal(object)
    entered = Signal()
    edited = Signal()
    left = Signal()
    flush_requested = Signal()

    def __init__(
        self,
        accessible_name: str,
        choices: Sequence[tuple[object, str]],
        *,
        tall: bool = False,
        clearable: bool = False,
        ticked: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = accessible_name
        self._values = [value for value, _words in choices]
        self._value: object = None
        self._read_only = False
        self._tall, self._clearable, self._ticked = tall, clearable, ticked
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(accessible_name)
        if clearable:
            self.setAccessibleDescription(_("Suppr pour effacer."))
        self.parts = self._make_parts([words for _value, words in choices])
        for part in self.parts:
            self.follow(part)
        self.set_value(None)

    def follow(self, part: Segment) -> None:
        """Take what is pressed on a part as a choice of the group."""
        part.clicked.connect(self._on_clicked)
        part.entered.connect(self.entered)
        part.left.connect(self.left)

    def set_words(self, labels: Sequence[str]) -> None:
        """Say the same values in other words."""
        for part, words in zip(self.parts, labels, strict=True):
            part.set_words(words)
            part.setAccessibleName(f"{self._name}, {words}")
        self.updateGeometry()

    def _make_parts(self, labels: Sequence[str]) -> list[Segment]:
        """Return the parts, already placed side by side."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        parts = [self._make_part(rank, labels) for rank in range(len(labels))]
        for part in parts:
            row.addWidget(part)
        return parts

    def _make_part(self, rank: int, labels: Sequence[str]) -> Segment:
        last = len(labels) - 1
        place = "only" if not last else {0: "first", last: "last"}.get(rank, "middle")
        part = Segment(labels[rank], place, tall=self._tall, ticked=self._ticked, parent=self)
        part.setAccessibleName(f"{self._name}, {labels[rank]}")
        return part

    def value(self) -> object:
        """Return the value chosen, None when nothing is."""
        return self._value

    def set_value(self, value: object) -> None:
        """Choose a value, without telling; one that is not offered chooses nothing."""
        self._value = value if value in self._values else None
        row = self._row()
        for index, part in enumerate(self.parts):
            part.show_chosen(index == row)
            stop = index == max(row, 0)
            policy = Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus
            part.setFocusPolicy(policy)
        if self.parts:
            self.setFocusProxy(self.parts[max(row, 0)])
        self.updateGeometry()

    def set_state(self, state: FieldState) -> None:
        """Show a lock or an error on every part."""
        for part in self.parts:
            set_state(part, "etat", state)

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - mirrors Qt's setter
        """Keep the choice as it is, whatever is pressed."""
        self._read_only = read_only
        for part in self.parts:
            part.setEnabled(not read_only)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows; empty with Suppr what may be empty."""
        if self._clearable and event.key() in _CLEARING:
            self.choose(None)
            return
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or self._read_only:
            event.ignore()
            return
        row = min(max(self._row() + step, 0), len(self.parts) - 1)
        self.choose(self._values[row])
        self.parts[row].setFocus(Qt.FocusReason.TabFocusReason)

    def _row(self) -> int:
        return self._values.index(self._value) if self._value in self._values else -1

    def _on_clicked(self, _checked: bool) -> None:  # noqa: FBT001 - signature of the Qt signal
        part = self.sender()
        if isinstance(part, Segment):
            value = self._values[self.parts.index(part)]
            self.choose(None if self._clearable and value == self._value else value)

    def choose(self, value: object) -> None:
        """Choose a value as she would, and tell it; None empties."""
        if value == self._value or self._read_only:
            return
        self.set_value(value)
        self.chosen.emit(value)
        self.edited.emit()


class RatingScale(SegmentedChoice):
    """A rating from 1 to 4 or none: keys 1 to 4, Suppr empties.

    Args:
        accessible_name: what is rated; compulsory.
        words: the words under which each figure is known, an empty one for the figure alone;
            four figures alone when left out.
    """

    def __init__(
        self, accessible_name: str, words: Sequence[str] = (), *, parent: QWidget | None = None
    ) -> None:
        labels = [f"{n}  {word}".rstrip() for n, word in enumerate(words or ("",) * 4, 1)]
        choices = list(enumerate(labels, 1))
        super().__init__(accessible_name, choices, tall=any(words), clearable=True, parent=parent)
        told = _("Touches 1 à {n} pour noter, Suppr pour effacer.", n=len(labels))
        self.setAccessibleDescription(told)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rate with a digit; one that is no mark does nothing."""
        digit = digit_of(event)
        if digit is None:
            super().keyPressEvent(event)
        elif 1 <= digit <= len(self.parts):
            self.choose(digit)
            self.parts[digit - 1].setFocus(Qt.FocusReason.TabFocusReason)
