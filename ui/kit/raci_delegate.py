"""How the cells of the RACI matrix are painted: tiles, phases, faults, load of each role."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from cpom_desktop.domain.raci import Sens
from cpom_desktop.i18n import NNBSP
from ui.kit.cells import CellDelegate
from ui.theme.fonts import body_font
from ui.theme.icons import device_ratio, pixmap
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_USER = Qt.ItemDataRole.UserRole
TILES_ROLE = _USER + 301
"""`Tile`s of a cell, responsible first."""
RING_ROLE = _USER + 302
"""True for a responsible who is one too many."""
SEVERE_ROLE = _USER + 303
"""True for a line that a finding marks."""
PHASE_ROLE = _USER + 304
"""True for the title of a phase."""
HOLDER_ROLE = _USER + 305
"""Name written under the role, in its header."""
LOAD_ROLE = _USER + 306
"""`Load` of a role."""

LINK_ROLE = _USER + 307
"""True when the second line of a title is pressed to show something else."""

PAINT_ROLE = _USER + 308
"""`Paint`: all that the painter of a cell needs, at once."""

AnyIndex = QModelIndex | QPersistentModelIndex
LOOKS: Mapping[Sens, tuple[str, str]] = {
    Sens.RESPONSABLE: ("primaire", "sur-primaire"),
    Sens.REALISATEUR: ("repere", "sur-repere"),
    Sens.CONSULTE: ("info-fond", "info"),
    Sens.INFORME: ("neutre-fond", "neutre"),
}
"""Meaning → ground and ink; the colour follows the meaning, whatever the letter."""
_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Tile(NamedTuple):
    """One meaning of a cell and the letter that shows it."""

    sens: Sens
    letter: str


class Paint(NamedTuple):
    """What a cell is painted from: a phase or not, marked or not, its letters, a fault, a link."""

    phase: bool = False
    severe: bool = False
    tiles: tuple[Tile, ...] = ()
    ring: bool = False
    linked: bool = False


class Load(NamedTuple):
    """Lines a role answers for and does, out of the largest sum; too many or not."""

    responsable: int
    realisateur: int
    largest: int
    heavy: bool


def tile_size(count: int) -> QSize:
    """Return the size of a tile of `count` letters."""
    height = max(px(24), QFontMetrics(body_font(px(14), semibold=True)).height() + px(2))
    return QSize(px(30) if count < 2 else px(20) * count, height)


def paint_tiles(painter: QPainter, room: QRect, tiles: Sequence[Tile]) -> QRectF:
    """Paint the letters of a cell side by side in one rounded tile; return where it is."""
    picture = tile_pixmap(tiles)
    size = picture.deviceIndependentSize().toSize()
    left = room.left() + (room.width() - size.width()) // 2
    top = room.top() + (room.height() - size.height()) // 2
    painter.drawPixmap(left, top, picture)
    return QRectF(left, top, size.width(), size.height())


def _draw_tiles(painter: QPainter, tile: QRectF, tiles: Sequence[Tile]) -> None:
    theme, path = current_theme(), QPainterPath()
    path.addRoundedRect(tile, 4, 4)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    painter.setFont(body_font(px(14), semibold=True))
    part = tile.width() / len(tiles)
    for place, (sens, letter) in enumerate(tiles):
        ground, ink = LOOKS[sens]
        half = QRectF(tile.left() + place * part, tile.top(), part, tile.height())
        painter.fillRect(half, theme.colour(ground))
        painter.setPen(theme.colour(ink))
        painter.drawText(half, _CENTRE, letter)


def tile_pixmap(tiles: Sequence[Tile]) -> QPixmap:
    """Return a tile as a picture, drawn once for a theme and a size of text."""
    theme = current_theme()
    told = "".join(f"{sens.value}={letter};" for sens, letter in tiles)
    key = f"raci:{theme.name}:{theme.scale}:{device_ratio()}:{told}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    size = tile_size(len(tiles))
    picture = QPixmap(size * device_ratio())
    picture.setDevicePixelRatio(device_ratio())
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _draw_tiles(painter, QRectF(0, 0, size.width(), size.height()), tiles)
    painter.end()
    QPixmapCache.insert(key, picture)
    return picture


class RaciDelegate(CellDelegate):
    """Paints every cell of the matrix; the caret's ring shows while `view` has the focus."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self.held = False
        """Whether the caret shows though the focus is elsewhere: in the popup of the cell."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint the ground, what the cell holds, its lines and its ring."""
        told = index.data(PAINT_ROLE)
        what = told if isinstance(told, Paint) else Paint()
        first = index.column() == 0
        painter.save()
        painter.setClipRect(option.rect)
        painter.fillRect(option.rect, _ground(option, what))
        if what.phase:
            _paint_phase(painter, option.rect, str(index.data() or ""))
        elif first:
            here = self._view.currentIndex().row() == index.row()
            _paint_title(painter, option.rect, str(index.data()), what, icon=here and what.linked)
        elif what.tiles:
            tile = paint_tiles(painter, option.rect, what.tiles)
            if what.ring:
                _paint_fault(painter, tile)
        paint_lines(painter, option.rect, left=not first)
        if self._has_caret(index):
            self._ring(painter, option)
        painter.restore()

    def _has_caret(self, index: AnyIndex) -> bool:
        shown = self.held or self._view.hasFocus()
        return shown and self._view.currentIndex() == index

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        """Edit the title of an activity as a line."""
        editor = super().createEditor(parent, option, index)
        editor.setAccessibleName(str(index.model().headerData(0, Qt.Orientation.Horizontal)))
        return editor


def _ground(option: QStyleOptionViewItem, what: Paint) -> QColor:
    role = "surface"
    if what.phase:
        role = "surface-2"
    elif option.state & QStyle.StateFlag.State_Selected:
        role = "selection"
    elif what.severe:
        role = "erreur-fond"
    return current_theme().colour(role)


class LoadDelegate(RaciDelegate):
    """Paints the load of each role: a count in letters over a stacked bar."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint the title at the left, the loads after it."""
        painter.save()
        painter.setClipRect(option.rect)
        painter.fillRect(option.rect, current_theme().colour("surface-2"))
        load = index.data(LOAD_ROLE)
        if isinstance(load, Load):
            _paint_load(painter, option.rect, str(index.data()), load)
        else:
            first, _newline, second = str(index.data()).partition("\n")
            _paint_two_lines(painter, option.rect, first, second, link=bool(index.data(LINK_ROLE)))
        paint_lines(painter, option.rect, left=index.column() > 0, bottom=False)
        painter.drawLine(option.rect.topLeft(), option.rect.topRight())
        if self._has_caret(index):
            self._ring(painter, option)
        painter.restore()


def paint_lines(painter: QPainter, rect: QRect, *, left: bool, bottom: bool = True) -> None:
    """Draw the line under a cell, and the one at its left."""
    painter.setPen(QPen(current_theme().colour("bordure"), 1))
    if bottom:
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    if left:
        painter.drawLine(rect.topLeft(), rect.bottomLeft())


def _text(painter: QPainter, rect: QRect, text: str, flags: Qt.AlignmentFlag = _LEFT) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, flags, shown)


def _paint_phase(painter: QPainter, rect: QRect, text: str) -> None:
    painter.setFont(body_font(px(14), semibold=True))
    painter.setPen(current_theme().colour("texte-2"))
    _text(painter, rect.adjusted(px(10), 0, -px(4), 0), text)


def _paint_title(painter: QPainter, rect: QRect, text: str, what: Paint, *, icon: bool) -> None:
    """Paint a title; that of the caret's line shows that it has tasks (Ctrl+L)."""
    room, severe = rect.adjusted(px(10), 0, -px(6), 0), what.severe
    if icon:
        room.setRight(room.right() - px(18))
        top = rect.top() + (rect.height() - px(14)) // 2
        painter.drawPixmap(room.right() + px(4), top, pixmap("link", "texte-3", 14))
    if severe:
        top = rect.top() + (rect.height() - px(16)) // 2
        painter.drawPixmap(room.left(), top, pixmap("octagon-x", "erreur", 16))
        room.setLeft(room.left() + px(22))
    painter.setFont(body_font(px(14), semibold=severe))
    painter.setPen(current_theme().colour("erreur" if severe else "texte"))
    _text(painter, room, text)


def _paint_fault(painter: QPainter, tile: QRectF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(current_theme().colour("erreur"), 2))
    painter.drawRoundedRect(tile.adjusted(-2, -2, 2, 2), 6, 6)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _paint_two_lines(
    painter: QPainter, rect: QRect, first: str, second: str, *, link: bool
) -> None:
    room = rect.adjusted(px(10), px(4), -px(6), -px(4))
    painter.setFont(body_font(px(14), semibold=True))
    painter.setPen(current_theme().colour("texte"))
    top = QRect(room.left(), room.top(), room.width(), room.height() // 2)
    _text(painter, top, first)
    painter.setFont(body_font(px(13), semibold=link))
    painter.setPen(current_theme().colour("lien" if link else "texte-2"))
    _text(painter, top.translated(0, room.height() // 2), second)


def _paint_load(painter: QPainter, rect: QRect, text: str, load: Load) -> None:
    painter.setFont(body_font(px(12), semibold=True))
    painter.setPen(current_theme().colour("attention" if load.heavy else "texte"))
    room = rect.adjusted(px(1), px(4), -px(1), -px(16))
    _text(painter, room, text.replace(" ", NNBSP), _CENTRE)
    bar = QRect(rect.left() + px(6), rect.bottom() - px(15), rect.width() - px(12), px(6))
    _paint_bar(painter, bar, load)


def _paint_bar(painter: QPainter, bar: QRect, load: Load) -> None:
    theme, path = current_theme(), QPainterPath()
    path.addRoundedRect(QRectF(bar), bar.height() / 2, bar.height() / 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    painter.fillRect(bar, theme.colour("creux"))
    unit = bar.width() / max(load.largest, 1)
    left = QRectF(bar.left(), bar.top(), unit * load.responsable, bar.height())
    painter.fillRect(left, theme.colour("primaire"))
    right = QRectF(left.right(), bar.top(), unit * load.realisateur, bar.height())
    painter.fillRect(right, theme.colour("repere"))
    painter.restore()
