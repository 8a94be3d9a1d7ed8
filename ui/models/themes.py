"""The list of themes of the grid: their names on two lines, and how far each is."""

from __future__ import annotations

import html
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cpom_desktop.i18n import _, ngettext
from ui.kit.restyle import Restyled
from ui.kit.row_paint import paint_caret, paint_ground, two_lines
from ui.kit.segmented import digit_of
from ui.theme.fonts import body_font
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from cpom_desktop.services.queries.diagnostic import ThemeView

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ThemeRole(IntEnum):
    """What a row holds beside its text."""

    SLUG = Qt.ItemDataRole.UserRole
    LETTER = Qt.ItemDataRole.UserRole + 1
    TITLE = Qt.ItemDataRole.UserRole + 2
    COUNT = Qt.ItemDataRole.UserRole + 3
    COMPLETE = Qt.ItemDataRole.UserRole + 4


class ThemesModel(QAbstractListModel):
    """The themes of the grid, in its order; their number never changes in a dossier."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._views: tuple[ThemeView, ...] = ()

    def show_views(self, views: Sequence[ThemeView]) -> None:
        """Show the themes again."""
        if len(views) != len(self._views):
            self.beginResetModel()
            self._views = tuple(views)
            self.endResetModel()
            return
        former, self._views = self._views, tuple(views)
        for rank, (before, after) in enumerate(zip(former, views, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(rank), self.index(rank))

    def index_of(self, slug: str) -> QModelIndex:
        """Return where a theme is shown; an invalid index when it is not."""
        found = (n for n, view in enumerate(self._views) if view.theme.slug == slug)
        rank = next(found, -1)
        return self.index(rank) if rank >= 0 else QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many themes there are."""
        return 0 if parent.isValid() else len(self._views)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows or says."""
        if not index.isValid():
            return None
        return _shown(self._views[index.row()], role)


def _shown(view: ThemeView, role: int) -> object:
    theme, score = view.theme, view.score
    told: dict[int, object] = {
        Qt.ItemDataRole.DisplayRole: f"{theme.lettre}. {theme.titre}",
        Qt.ItemDataRole.ToolTipRole: f"<qt>{html.escape(theme.titre)}<br>{_progress(view)}</qt>",
        Qt.ItemDataRole.AccessibleTextRole: f"{theme.lettre}. {theme.titre}, {_progress(view)}",
        ThemeRole.SLUG: theme.slug,
        ThemeRole.LETTER: theme.lettre,
        ThemeRole.TITLE: theme.titre,
        ThemeRole.COUNT: f"{score.answered}/{score.criteres}",
        ThemeRole.COMPLETE: score.is_complete,
    }
    return told.get(role)


def _progress(view: ThemeView) -> str:
    done, total = view.score.answered, view.score.criteres
    words = ("{n} critère coté sur {total}", "{n} critères cotés sur {total}")
    return ngettext(*words, done, total=total)


class ThemesDelegate(QStyledItemDelegate):
    """Paints the letter, the name on two lines, the tick of a complete theme, the count."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of two lines."""
        del index
        return QSize(option.rect.width(), 2 * _line_height() + px(4))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        painter.save()
        rect, chosen = option.rect, paint_ground(painter, option)
        self._paint_words(painter, rect, index, chosen=chosen)
        painter.setPen(current_theme().colour("bordure"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        paint_caret(painter, option)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        theme = current_theme()
        painter.setPen(theme.colour("texte"))
        painter.setFont(_font(semibold=True))
        painter.drawText(rect.adjusted(px(14), 0, 0, 0), _LEFT, str(index.data(ThemeRole.LETTER)))
        painter.setFont(_font(semibold=chosen))
        complete = bool(index.data(ThemeRole.COMPLETE))
        room = rect.adjusted(px(32), 0, -px(78 if complete else 54), 0)
        lines = two_lines(
            str(index.data(ThemeRole.TITLE)), QFontMetrics(painter.font()), room.width()
        )
        top = rect.center().y() - len(lines) * _line_height() // 2
        for rank, line in enumerate(lines):
            place = QRect(room.left(), top + rank * _line_height(), room.width(), _line_height())
            painter.drawText(place, _LEFT, line)
        painter.setPen(theme.colour("texte-2"))
        painter.setFont(_font(semibold=False))
        painter.drawText(rect.adjusted(0, 0, -px(10), 0), _RIGHT, str(index.data(ThemeRole.COUNT)))
        if complete:
            side = px(16)
            spot = rect.right() - px(56) - side, rect.center().y() - side // 2
            painter.drawPixmap(*spot, pixmap("circle-check", "succes", 16))


def _font(*, semibold: bool) -> QFont:
    return body_font(px(13), semibold=semibold)


def _line_height() -> int:
    return QFontMetrics(_font(semibold=True)).height()


class ThemesList(Restyled, QListView):
    """The themes; a letter goes to its theme, the keys that rate go up to the page.

    Signals:
        theme_chosen: slug of the theme now under the cursor, by a key or a press.
        opened: Entrée was pressed: go to the criterion.
    """

    theme_chosen = Signal(str)
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes = ThemesModel(self)
        self.setModel(self.themes)
        self.setItemDelegate(ThemesDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Thèmes de la grille"))
        self.selectionModel().currentChanged.connect(self._on_current)
        self._telling = True

    def choose(self, slug: str) -> None:
        """Put the cursor on a theme, without telling."""
        self._telling = False
        self.setCurrentIndex(self.themes.index_of(slug))
        self._telling = True

    def restyle(self) -> None:
        """Measure the rows again for the present text scale."""
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys that rate to the page; Entrée goes to the criterion."""
        rates = digit_of(event) is not None or event.key() == Qt.Key.Key_Delete
        if rates or event.key() in {Qt.Key.Key_N, Qt.Key.Key_R}:
            event.ignore()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def _on_current(self, index: QModelIndex, _previous: QModelIndex) -> None:
        if self._telling and index.isValid():
            self.theme_chosen.emit(str(index.data(ThemeRole.SLUG)))
