"""Lucide icons in the colours of the theme. Names are those of `resources/icons`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from ui.theme.theme import current_theme

_STROKE = ('stroke-width="2"', 'stroke-width="1.75"')


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    path = Path(resources.__file__).parent / "icons" / f"{name}.svg"
    return path.read_text(encoding="utf-8").replace(*_STROKE)


@lru_cache(maxsize=1024)
def _image(name: str, size: int, colour: str, ratio: float) -> QPixmap:
    svg = _source(name).replace("currentColor", colour)
    side = round(size * ratio)
    image = QPixmap(side, side)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def device_ratio() -> float:
    """Return the pixels of the screen for one pixel of the window."""
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


def pixmap(name: str, role: str = "texte-2", size: int = 18) -> QPixmap:
    """Return an icon as a picture; `size` is in pixels at 100 %."""
    theme = current_theme()
    return _image(name, theme.px(size), theme.hex(role), device_ratio())


def icon(name: str, role: str = "texte-2", size: int = 18) -> QIcon:
    """Return an icon with its disabled state; `size` is in pixels at 100 %."""
    result = QIcon(pixmap(name, role, size))
    disabled = pixmap(name, "texte-3", size)
    result.addPixmap(disabled, QIcon.Mode.Disabled, QIcon.State.Off)
    result.addPixmap(disabled, QIcon.Mode.Disabled, QIcon.State.On)
    return result


def spaced_icon(name: str, role: str, size: int, *, trailing: bool = False) -> tuple[QIcon, QSize]:
    """Return an icon with four more pixels between it and the text of a button, and its size.

    Qt leaves four fixed pixels; the design wants eight.
    """
    theme = current_theme()
    gap, side = theme.px(4), theme.px(size)
    result = QIcon()
    for mode, colour in ((QIcon.Mode.Normal, role), (QIcon.Mode.Disabled, "texte-3")):
        picture = QPixmap(QSize(side + gap, side) * device_ratio())
        picture.setDevicePixelRatio(device_ratio())
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.drawPixmap(gap if trailing else 0, 0, pixmap(name, colour, size))
        painter.end()
        result.addPixmap(picture, mode)
    return result, QSize(side + gap, side)
