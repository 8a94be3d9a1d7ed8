"""Several names in one field: typed with completion, each then a token that may be taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCompleter, QSizePolicy, QWidget
from shiboken6 import isValid

from cpom_desktop.i18n import _
from cpom_desktop.services.queries.recherche.folding import query_words, telling, words_of
from ui.kit.buttons import KitButton
from ui.kit.fields import LineField
from ui.kit.flow import FlowLayout
from ui.kit.proposals import dressed_popup
from ui.kit.restyle import Restyled
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.kit.fields import FieldState

SHOWN = 8
"""Names offered at once."""
LEAST_LINE = 90
"""Pixels at 100 % that the text being typed always has."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def matching(choices: Sequence[tuple[object, str]], typed: str) -> list[tuple[object, str]]:
    """Return the choices of which each word typed begins a word, without accents nor capitals.

    Words that tell nothing (« de », « la ») count for nothing.
    """
    wanted = query_words(typed)
    found = []
    for value, label in choices:
        known = telling(words_of(label))
        if all(any(word.startswith(mark) for word in known) for mark in wanted):
            found.append((value, label))
    return found


class _Line(LineField):
    """The text being typed, after the tokens; the border is that of the whole field.

    Signals:
        taken: Entrée or a comma: make a token of what is typed.
        erased: Retour arrière before the first letter: take the last token out.
    """

    taken = Signal()
    erased = Signal()

    def __init__(self, accessible_name: str, parent: QWidget) -> None:
        super().__init__(accessible_name, parent=parent)
        self.setProperty("role", "jeton")
        self.popup: QWidget | None = None

    @property
    def is_offering(self) -> bool:
        """Whether names are offered under the line: Entrée and Tab then choose among them."""
        return self.popup is not None and self.popup.isVisible()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's signature
        """Leave Tab to the names offered."""
        return False if self.is_offering else super().focusNextPrevChild(next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that make a token or take one out."""
        if self.is_offering and event.key() in {*_ENTER, Qt.Key.Key_Tab}:
            event.ignore()
            return
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        if plain and self.text().strip() and (event.key() in _ENTER or event.text() in {",", ";"}):
            self.taken.emit()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.erased.emit()
        else:
            super().keyPressEvent(event)


class _Flow(FlowLayout):
    """Tokens one after the other, then the line, which takes what is left of the last row."""

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        if place:
            rect = rect.marginsRemoved(self.contentsMargins())
        x, y, height = rect.x(), rect.y(), 0
        last = self._items[-1] if self._items else None
        row = last.sizeHint().height() if last is not None else 0
        for item in self._items:
            hint = item.sizeHint()
            wanted = px(LEAST_LINE) if item is last else min(hint.width(), rect.width())
            if x > rect.x() and x + wanted > rect.right() + 1:
                x, y, height = rect.x(), y + height + self._between, 0
            width = rect.right() + 1 - x if item is last else wanted
            if place:
                top = y + max((row - hint.height()) // 2, 0)
                item.setGeometry(QRect(x, top, max(width, 1), hint.height()))
            x, height = x + width + self.spacing(), max(height, hint.height())
        return y + height - rect.y()

    def minimumSize(self) -> QSize:
        """Return the room of one name; the tokens are shortened to it."""
        return QSize(px(LEAST_LINE), 0)


class TokensField(Restyled, QWidget):
    """Names chosen among a list, several of them; others may be kept as they are typed.

    Retour arrière takes the last one out; a click on one takes that one out.

    Args:
        accessible_name: who or what is named.
        choices: values with their words.
        free: what is not in the list may be kept, as its text.
    """

    entered = Signal()
    edited = Signal()
    left = Signal()
    flush_requested = Signal()

    def __init__(
        self,
        accessible_name: str,
        choices: Sequence[tuple[object, str]] = (),
        *,
        free: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._choices = list(choices)
        self._free, self._read_only = free, False
        self._state: FieldState = ""
        self._values: tuple[object, ...] = ()
        self.tokens: list[KitButton] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.line = _Line(accessible_name, self)
        self._flow = _Flow(self, spacing=px(4), between=px(2))
        self._flow.addWidget(self.line)
        self.setFocusProxy(self.line)
        self.setAccessibleName(accessible_name)
        self._build_completer()
        self.line.entered.connect(self._on_entered)
        self.line.left.connect(self._on_left)
        self.line.flush_requested.connect(self._take_typed)
        self.line.textEdited.connect(self._offer)
        self.line.taken.connect(self._take_typed)
        self.line.erased.connect(self._erase)
        self.restyle()

    def _build_completer(self) -> None:
        self._offered: list[tuple[object, str]] = []
        self._names = QStringListModel(self)
        self.completer = QCompleter(self._names, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setMaxVisibleItems(SHOWN)
        self.completer.setWidget(self.line)
        self.completer.activated.connect(self._on_offered)
        popup = self.completer.popup()
        assert popup is not None
        self.popup = self.line.popup = popup

    # --- value

    def value(self) -> object:
        """Return the values named, in order; a text for who is not in the list."""
        return self._values

    def set_value(self, value: object) -> None:
        """Show other names, without telling that it was edited."""
        self._values = tuple(dict.fromkeys(value)) if isinstance(value, tuple | list) else ()
        self._show()

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Replace the list; the names shown follow."""
        if list(choices) != self._choices:
            self._choices = list(choices)
            self._show()

    def set_state(self, state: FieldState) -> None:
        """Show an error or a lock by the border."""
        self._state = state
        self.update()

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - mirrors Qt's setter
        """Keep the names as they are, whatever is pressed."""
        self._read_only = read_only
        self.line.set_read_only(read_only)
        for token in self.tokens:
            token.setEnabled(not read_only)

    def setAccessibleName(self, name: str) -> None:
        """Give the spoken name to the line too: it has the caret."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def setAccessibleDescription(self, text: str) -> None:
        """Tell who is named, then what is wrong or how to go on."""
        super().setAccessibleDescription(text)
        self._describe()

    def _describe(self) -> None:
        names = ", ".join(self._words(value) for value in self._values)
        how = _("Retour arrière retire le dernier nom.") if self._values else ""
        parts = (names, self.accessibleDescription(), how)
        self.line.setAccessibleDescription(" ".join(filter(None, parts)))

    # --- typing

    def _offer(self, typed: str) -> None:
        known = [pair for pair in self._choices if pair[0] not in self._values]
        self._offered = matching(known, typed)[:SHOWN] if typed.strip() else []
        self._names.setStringList([label for _value, label in self._offered])
        if not self._offered:
            self.popup.hide()
            return
        dressed_popup(self.completer)
        self.completer.complete(QRect(0, 0, max(self.width(), px(240)), self.line.height()))
        self.popup.setCurrentIndex(self.completer.completionModel().index(0, 0))

    def _on_offered(self, label: str) -> None:
        found = (value for value, known in self._offered if known == label)
        value = next(found, None)
        if value is not None:
            self._add(value)

    def _take_typed(self) -> None:
        """Make a token of what is typed: the only one it may be, else its text."""
        typed = " ".join(self.line.text().split()).strip(",; ")
        if not typed:
            return
        known = [pair for pair in self._choices if pair[0] not in self._values]
        found = matching(known, typed)
        if len(found) == 1:
            self._add(found[0][0])
        elif self._free:
            self._add(typed)
        else:
            self.line.clear()

    def _add(self, value: object) -> None:
        if isValid(self.popup):  # at closing Qt deletes it before the caret leaves
            self.popup.hide()
        self.line.clear()
        if not self._read_only and value not in self._values:
            self._values = (*self._values, value)
            self._show()
            self.edited.emit()

    def _erase(self) -> None:
        if self._values and not self._read_only:
            self._values = self._values[:-1]
            self._show()
            self.edited.emit()

    def _on_token(self) -> None:
        token = self.sender()
        if token in self.tokens and not self._read_only:
            place = self.tokens.index(token)
            self._values = self._values[:place] + self._values[place + 1 :]
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show()
            self.edited.emit()

    def _on_entered(self) -> None:
        self.entered.emit()
        self.update()

    def _on_left(self) -> None:
        self._take_typed()
        self.left.emit()
        self.update()

    # --- showing

    def _words(self, value: object) -> str:
        return next((label for known, label in self._choices if known == value), str(value))

    def _show(self) -> None:
        for token in self.tokens:
            self._flow.removeWidget(token)
            token.hide()
            token.deleteLater()
        self._flow.removeWidget(self.line)
        self.tokens = [self._token(value) for value in self._values]
        self._flow.addWidget(self.line)
        self._describe()
        self._flow.invalidate()
        self.updateGeometry()

    def _token(self, value: object) -> KitButton:
        words = self._words(value)
        token = KitButton(words, "chip", icon_name="x", trailing=True, parent=self)
        token.setProperty("role", "jeton")
        token.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        token.setAccessibleName(_("Retirer {nom}", nom=words))
        token.clicked.connect(self._on_token)
        token.setEnabled(not self._read_only)
        self._flow.addWidget(token)
        token.show()
        return token

    def restyle(self) -> None:
        """Set the margins for the present text scale."""
        side = px(4)
        self._flow.setContentsMargins(side, 1, side, 1)
        self.line.setMinimumWidth(px(LEAST_LINE))
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Tell Qt that the tokens take more lines where the field is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines, that of a field at least."""
        margins = self._flow.contentsMargins()
        rows = self._flow.heightForWidth(width - margins.left() - margins.right())
        return max(rows + margins.top() + margins.bottom(), px(34))

    def sizeHint(self) -> QSize:
        """Return the height for the width it has."""
        return QSize(px(160), self.heightForWidth(max(self.width(), px(160))))

    def minimumSizeHint(self) -> QSize:
        """Return one name wide."""
        return QSize(px(LEAST_LINE), self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the caret in the line wherever the field is pressed."""
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the caret to the line."""
        self.line.setFocus(event.reason())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the border of a field around tokens and line."""
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.line.hasFocus()
        wide = focused or self._state == "erreur"
        role = "focus" if focused else "erreur" if self._state == "erreur" else "bordure-forte"
        if self._read_only and not focused:
            role = "bordure"
        painter.setPen(QPen(theme.colour(role), 2 if wide else 1))
        painter.setBrush(theme.colour("creux" if self._read_only else "surface"))
        inset = 1.0 if wide else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 4, 4)
        painter.end()
