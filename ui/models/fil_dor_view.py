"""The threads on the screen: one line each, walked along with the arrows. Picture 23."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from cpom_desktop.i18n import _
from ui.kit.restyle import Restyled
from ui.kit.row_paint import draw_text, paint_icon, small_font
from ui.models.fil_dor import FOLD, ICONS, LINKS, FilDorModel, FoldRow, GapRow, HeadRow, LineRow
from ui.models.fil_dor_paint import (
    ICON,
    INSIDE,
    SIDE,
    FilDorDelegate,
    column_widths,
    frame_of,
    head_height,
    link_height,
)
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent

WIDE, MIDDLE = 780, 420
"""Widths at 100 % from which a thread stands on one row, or on two."""
_UP = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def links_per_line(width: int) -> int:
    """Return how many links stand on a row of this width in pixels."""
    if width >= px(WIDE):
        return len(LINKS)
    return 3 if width >= px(MIDDLE) else 2


class LinkNames(QHeaderView):
    """The names of the links over their columns, each with its icon."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(0)

    def sizeHint(self) -> QSize:
        """Return the height of one line and some air."""
        height = QFontMetrics(small_font(strong=True)).height() + px(14)
        return QSize(super().sizeHint().width(), height)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint the icon, then the name, where the frames begin."""
        theme = current_theme()
        painter.save()
        painter.fillRect(rect, theme.colour("fond"))
        left = rect.left() + px(SIDE if section == 0 else 0)
        paint_icon(painter, left, rect, ICONS[LINKS[section]])
        painter.setFont(small_font(strong=True))
        painter.setPen(theme.colour("texte-2"))
        words = QRect(left + px(ICON + 6), rect.top(), 0, rect.height())
        words.setRight(rect.right())
        name = self.model().headerData(section, Qt.Orientation.Horizontal)
        draw_text(painter, words, str(name or ""))
        painter.restore()


class FilDorView(Restyled, QTableView):
    """The table of threads: arrows walk along one, Alt and an arrow go to another.

    Signals:
        opened: a click or Entrée on a link, the index of its cell.
        folded: the same on the row of the weaknesses that nobody retained.
        narrowed: another number of links now stands on a row.
    """

    opened = Signal(QModelIndex)
    folded = Signal()
    narrowed = Signal()

    def __init__(self, model: FilDorModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.setProperty("role", "fils")
        self.setHorizontalHeader(LinkNames(self))
        self.setModel(model)
        self.setItemDelegate(FilDorDelegate(self))
        self.setAccessibleName(_("Fil d'or"))
        self.setAccessibleDescription(
            _("Flèches gauche et droite : suivre un fil. Flèches haut et bas, ou Alt+flèches : "
              "changer de fil. Entrée : ouvrir.")
        )  # fmt: skip
        self._dress()
        self.clicked.connect(self._on_clicked)
        model.modelReset.connect(self.fit)
        self.restyle()

    def _dress(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(0)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    # --- sizes

    def restyle(self) -> None:
        """Measure rows and columns again for the present text scale."""
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width again, on more rows where it lacks."""
        super().resizeEvent(event)
        if self.per_line() != self._rows.per_line:
            self.narrowed.emit()
        self._fit_columns()

    def per_line(self) -> int:
        """Return how many links should stand on a row of the present width."""
        return links_per_line(self.viewport().width())

    def fit(self) -> None:
        """Give every row its height; headings and the fold take their whole row."""
        captioned = self._rows.per_line < len(LINKS)
        self.horizontalHeader().setVisible(not captioned)
        self.clearSpans()
        head = head_height()
        self.verticalHeader().setDefaultSectionSize(link_height(captioned=captioned))
        for rank, row in enumerate(self._rows.rows):
            if isinstance(row, LineRow):
                continue
            self.setRowHeight(rank, px(10) if isinstance(row, GapRow) else head)
            self.setSpan(rank, 0, 1, self._rows.per_line)
        self._fit_columns()

    def _fit_columns(self) -> None:
        widths = column_widths(self.viewport().width(), self._rows.per_line)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)

    # --- where she is

    def place(self) -> tuple[str, int]:
        """Return the thread that has the cursor, and the rank of its link."""
        return self._rows.place_of(self.currentIndex())

    def go_to(self, cle: str, link: int = 0) -> bool:
        """Put the cursor on a link of a thread; tell whether it is shown."""
        index = self._rows.index_of(cle, link)
        if index.isValid():
            self.setCurrentIndex(index)
            self._reveal(index)
        return index.isValid()

    def _reveal(self, index: QModelIndex) -> None:
        """Scroll to a cell, and to the heading just over it."""
        above = index.row() - 1
        if above >= 0 and isinstance(self._rows.rows[above], HeadRow):
            self.scrollTo(index.siblingAtRow(above).siblingAtColumn(0))
        self.scrollTo(index)

    def go_first(self) -> bool:
        """Put the cursor on the first thread; tell whether there is one."""
        stops = self._rows.stops()
        return bool(stops) and self.go_to(*self._rows.place_of(self._rows.index(stops[0], 0)))

    def step_thread(self, step: int) -> None:
        """Go to the same link of another thread."""
        index = self._beside(step)
        if index.isValid():
            self.setCurrentIndex(index)
            self._reveal(index)

    # --- keys and mouse

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Walk along the thread, or to another one; headings are skipped."""
        actions, control = QAbstractItemView.CursorAction, Qt.KeyboardModifier.ControlModifier
        cle, link = self.place()
        page = max(self.viewport().height() // max(self.rowHeight(0), 1) - 2, 1)
        whole, last = self._rows.rowCount(), len(LINKS) - 1
        ends = bool(modifiers & control)
        if action in {actions.MoveHome, actions.MoveEnd} and not ends:
            return self._along(cle, 0 if action is actions.MoveHome else last)
        steps = {
            actions.MoveUp: -1,
            actions.MoveDown: 1,
            actions.MovePageUp: -page,
            actions.MovePageDown: page,
            actions.MoveHome: -whole,
            actions.MoveEnd: whole,
        }
        if action in steps:
            return self._beside(steps[action])
        back = action in {actions.MoveLeft, actions.MovePrevious}
        return self._along(cle, max(link - 1, 0) if back else min(link + 1, last))

    def _along(self, cle: str, link: int) -> QModelIndex:
        found = self._rows.index_of(cle, 0 if cle == FOLD else link)
        return found if found.isValid() else self.currentIndex()

    def _beside(self, step: int) -> QModelIndex:
        """Return the same link of the thread `step` further, of the last one at most."""
        stops = self._rows.stops()
        if not stops:
            return QModelIndex()
        cle, link = self.place()
        here = self._rows.index_of(cle)
        rank = stops.index(here.row()) if here.isValid() else 0
        row = stops[min(max(rank + step, 0), len(stops) - 1)]
        there, _link = self._rows.place_of(self._rows.index(row, 0))
        return self._rows.index_of(there, 0 if there == FOLD else link)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Entrée or Espace, go to another thread on Alt and an arrow."""
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in _UP:
            self.step_thread(_UP[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._on_clicked(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the hand over what leads somewhere."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        link = self._rows.maillon(index)
        fold = index.isValid() and isinstance(self._rows.rows[index.row()], FoldRow)
        leads = fold or (link is not None and link.mene)
        shape = Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def _on_clicked(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        if isinstance(self._rows.rows[index.row()], FoldRow):
            self.folded.emit()
        elif self._rows.maillon(index) is not None:
            self.opened.emit(index)

    def menu_place(self, index: QModelIndex) -> QPoint:
        """Return where the choices of a link open, under its frame."""
        frame = frame_of(self.visualRect(index), index.column(), self._rows.per_line)
        corner = frame.bottomLeft() + QPoint(px(INSIDE), 0)
        return self.viewport().mapToGlobal(corner)
