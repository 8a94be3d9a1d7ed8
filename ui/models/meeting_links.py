"""Where a task is held, and the decision that a task or a fiche came out of, as links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.link_line import LinkLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.services.queries.reunions_liens import Lien


class MeetingLinks(QWidget):
    """Lines that lead to the page « Réunions »; hidden when there is none.

    Signals:
        opened: slug of a page and key of a field.
    """

    opened = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Lien, ...] = ()
        self.lines: list[LinkLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def show_links(self, links: Sequence[Lien]) -> None:
        """Show links in place of the former ones."""
        if tuple(links) == self._shown:
            return
        self._shown = tuple(links)
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = [self._line(link) for link in links]
        self.setVisible(bool(links))

    def _line(self, link: Lien) -> LinkLine:
        line = LinkLine(link.words, link.icon, "lien", parent=self)
        line.setProperty("field", link.field)
        line.setProperty("page", link.page)
        line.clicked.connect(self._on_clicked)
        self._column.addWidget(line)
        line.show()
        return line

    def _on_clicked(self) -> None:
        line = self.sender()
        if line is not None:
            self.opened.emit(str(line.property("page")), str(line.property("field")))
