r"""« Copie de travail de Les Tilleuls.cpom, dans E:\CPOM », under the top bar; the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from cpom_desktop.i18n import _
from ui.kit.buttons import TextButton
from ui.kit.labels import ElidedLabel, IconLabel
from ui.theme.theme import px

if TYPE_CHECKING:
    from pathlib import Path


class WorkingLine(QFrame):
    """A thin line: where the original is, and « Remettre en place… »."""

    put_back_asked = Signal()

    def __init__(self, original: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "barre")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(24), px(2), px(16), px(2))
        row.setSpacing(px(8))
        row.addWidget(IconLabel("hard-drive", "texte-2", 16))
        self.label = ElidedLabel("", "small-2")
        row.addWidget(self.label, 1)
        self.put_back = TextButton(_("Remettre en place…"), icon_name="upload").set_dense()
        self.put_back.clicked.connect(self.put_back_asked)
        row.addWidget(self.put_back)
        self.show_original(original)

    def show_original(self, original: Path) -> None:
        """Say where the original is."""
        name, folder = original.name, str(original.parent)
        words = _("Copie de travail de {nom}, dans {lieu}", nom=name, lieu=folder)
        self.label.set_whole_text(words)
        told = _("Remet votre copie à la place de {chemin}, qui est gardé à côté.")
        self.put_back.setAccessibleDescription(told.format(chemin=str(original)))
