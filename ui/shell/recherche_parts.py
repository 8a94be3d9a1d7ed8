"""The parts of the search: the words looked for, the filters, what is read in place, the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cpom_desktop.i18n import _
from cpom_desktop.services.queries.recherche.entries import GROUP_WORDS, Group
from ui.kit.edit_menu import edit_menu
from ui.kit.flow import Chip, FlowLayout
from ui.kit.labels import SafeLabel
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent

    from cpom_desktop.services.queries.recherche.entries import Entry

_LONGEST = 500
"""Letters that the field takes: more is pasted by mistake."""
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_PAGES = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
_ENDS = {Qt.Key.Key_End: 1, Qt.Key.Key_Home: -1}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_CONTROL = Qt.KeyboardModifier.ControlModifier


class Words(QLineEdit):
    """The words looked for; while it has the caret no key reaches the dossier behind.

    Signals:
        stepped, paged, ended: move in the results, forwards or backwards.
        filter_moved: to the next family, or the one before.
        entered: go to what is chosen.
        left: Échap.
    """

    stepped = Signal(int)
    paged = Signal(int)
    ended = Signal(int)
    filter_moved = Signal(int)
    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "recherche")
        self.setMaxLength(_LONGEST)
        self.setPlaceholderText(_("Une page, un champ, une personne, une tâche, un mot…"))
        self.setAccessibleName(_("Rechercher dans le dossier"))

    def event(self, event: QEvent) -> bool:
        """Keep every shortcut of the window away: it would act behind."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's signature
        """Go to the next family on Tab: the caret stays here."""
        self.filter_moved.emit(1 if next else -1)
        return True

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open our own menu."""
        edit_menu(self).exec(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the results and go; the rest is typed."""
        key, control = Qt.Key(event.key()), event.modifiers() == _CONTROL
        if control and key in _ENDS:
            self.ended.emit(_ENDS[key])
        elif control and key == Qt.Key.Key_K:
            self.selectAll()
        elif key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in _PAGES:
            self.paged.emit(_PAGES[key])
        elif key in _ENTER:
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Filters(QFrame):
    """« Tout » and the families: one is chosen, by Tab from the words or by a click."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "recherche-filtres")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(5), px(12), px(5))
        chips = QWidget()
        column.addWidget(chips)
        flow = FlowLayout(chips, spacing=px(2))
        self.setAccessibleName(_("Familles de résultats"))
        self.chips: dict[Group | None, Chip] = {None: Chip(_("Tout"))}
        self.chips |= {group: Chip(_(GROUP_WORDS[group][0])) for group in Group}
        self.group: Group | None = None
        for chip in self.chips.values():
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.clicked.connect(self._on_clicked)
            flow.addWidget(chip)
        self.choose(None)

    def choose(self, group: Group | None) -> None:
        """Choose a family, without telling."""
        self.group = group
        for known, chip in self.chips.items():
            chip.setChecked(known is group)

    def move_by(self, step: int) -> None:
        """Choose the next family, or the one before, and tell."""
        groups = list(self.chips)
        self.choose(groups[(groups.index(self.group) + step) % len(groups)])
        self.chosen.emit()

    def _on_clicked(self) -> None:
        sender = self.sender()
        self.choose(next(group for group, chip in self.chips.items() if chip is sender))
        self.chosen.emit()


class Reading(QScrollArea):
    """What has no page of its own, read where it was found: a term, a notice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QFrame()
        inner.setProperty("role", "surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(8))
        self.title = SafeLabel("", "dialog-title", wrap=True)
        self.text = SafeLabel("", "body", wrap=True)
        self.place = SafeLabel("", "help", wrap=True)
        back = SafeLabel(_("Échap revient aux résultats."), "help")
        for label in (self.title, self.place, self.text, back):
            label.setMinimumWidth(1)
            column.addWidget(label)
        column.addStretch(1)
        self.setWidget(inner)

    def show_entry(self, entry: Entry) -> None:
        """Show what an entry says."""
        self.title.setText(entry.title)
        self.place.setText(entry.place)
        self.text.setText(entry.reading)
        self.verticalScrollBar().setValue(0)
        self.setAccessibleName(f"{entry.title}. {entry.reading}")

    def scroll_by(self, steps: int) -> None:
        """Go down or up by so many lines."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + steps * px(40))


class Keys(QFrame):
    """What the keys do, at the bottom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pied")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(8), px(16), px(8))
        row.setSpacing(px(8))
        for keys, words in (
            ("↑ ↓", _("choisir")),
            (_("Entrée"), _("aller au champ")),
            (_("Tab"), _("filtre suivant")),
            (_("Échap"), _("revenir où j'étais")),
        ):
            row.addWidget(SafeLabel(keys, "key"))
            row.addWidget(SafeLabel(words, "caption-2"))
            row.addSpacing(px(8))
        self.note = SafeLabel(_("sans accents ni majuscules"), "caption-2")
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.note, 1)
