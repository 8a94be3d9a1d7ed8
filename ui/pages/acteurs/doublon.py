"""What is said of someone who seems to be there twice, and what she may do of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _
from ui.kit.buttons import SecondaryButton, TextButton
from ui.kit.flow import FlowLayout
from ui.kit.labels import IconLabel, SafeLabel
from ui.theme.theme import px


class DoublonStrip(QFrame):
    """Amber: opens the other, makes one of the two, or keeps both; hidden when all is well.

    Signals:
        opened, merged, kept: id of the other.
    """

    opened = Signal(int)
    merged = Signal(int)
    kept = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "alerte")
        self.other = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(8), px(8), px(6))
        row.setSpacing(px(8))
        icon = IconLabel("triangle-alert", "attention", 18)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(px(4))
        self.text = SafeLabel("", "small", wrap=True)
        column.addWidget(self.text)
        self.open_button = SecondaryButton(_("Ouvrir celui-ci")).set_dense()
        self.merge_button = SecondaryButton(_("Fusionner…")).set_dense()
        self.keep_button = TextButton(_("Créer un doublon")).set_dense()
        flow = FlowLayout(spacing=px(4))
        for button in (self.open_button, self.merge_button, self.keep_button):
            flow.addWidget(button)
        column.addLayout(flow)
        row.addLayout(column, 1)
        self.open_button.clicked.connect(self._on_open)
        self.merge_button.clicked.connect(self._on_merge)
        self.keep_button.clicked.connect(self._on_keep)
        self.hide()

    def show_doublon(self, other: int, sentence: str, read_only: bool) -> None:  # noqa: FBT001 - a lock
        """Tell who seems to be the same; 0 hides all."""
        self.other = other
        self.text.setText(sentence)
        self.merge_button.setHidden(read_only)
        self.keep_button.setHidden(read_only)
        self.setVisible(other != 0)

    def _on_open(self) -> None:
        self.opened.emit(self.other)

    def _on_merge(self) -> None:
        self.merged.emit(self.other)

    def _on_keep(self) -> None:
        self.kept.emit(self.other)
