"""The size of the text: a slider of six steps, and what the text will look like."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from cpom_desktop.i18n import _
from ui.kit.buttons import paint_ring
from ui.shell.settings import SCALES
from ui.theme.fonts import body_font
from ui.theme.theme import current_theme, px

HANDLE = 20
GROOVE = 4


def percent(scale: float) -> str:
    """Return a size of text as she reads it: « 125 % »."""
    return f"{round(scale * 100)}\u00a0%"


class TextScaleSlider(QSlider):
    """Six steps; a click or a drag goes to the nearest, the arrows to the next.

    Signals:
        settled: the scale to apply: the mouse is released, or a key was pressed.
    """

    settled = Signal(float)

    def __init__(self, scale: float, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, len(SCALES) - 1)
        self.setPageStep(1)
        self.setAccessibleName(_("Taille du texte"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setValue(min(range(len(SCALES)), key=lambda n: abs(SCALES[n] - scale)))
        self._tell()
        self.valueChanged.connect(self._on_moved)
        self.sliderReleased.connect(self._settle)

    @property
    def scale(self) -> float:
        """The scale that the handle is on."""
        return SCALES[self.value()]

    def _on_moved(self) -> None:
        self._tell()
        if not self.isSliderDown():
            self._settle()

    def _tell(self) -> None:
        self.setAccessibleDescription(percent(self.scale))
        self.update()

    def _settle(self) -> None:
        self.settled.emit(self.scale)

    def sizeHint(self) -> QSize:
        """Return room for the handle and the words under it."""
        words = QFontMetrics(body_font(px(13), semibold=True)).horizontalAdvance(percent(2))
        return QSize((words + px(8)) * len(SCALES), px(HANDLE + 34))

    def minimumSizeHint(self) -> QSize:
        """Keep the words apart."""
        return self.sizeHint()

    # --- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the step under the mouse."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self.setValue(self._step_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse; nothing is applied yet."""
        if self.isSliderDown():
            self.setValue(self._step_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Apply the step."""
        if event.button() == Qt.MouseButton.LeftButton and self.isSliderDown():
            self.setSliderDown(False)

    def _ends(self) -> tuple[float, float]:
        """Return where the first and the last step are."""
        margin = self.sizeHint().width() / len(SCALES) / 2
        return margin, self.width() - margin

    def _place(self, step: int) -> float:
        left, right = self._ends()
        return left + (right - left) * step / self.maximum()

    def _step_at(self, x: float) -> int:
        left, right = self._ends()
        share = (x - left) / max(right - left, 1)
        return min(max(round(share * self.maximum()), 0), self.maximum())

    # --- paint

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the groove, the handle, a word under each step."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current_theme()
        middle, side = px(HANDLE) / 2 + 4, px(HANDLE)
        left, right = self._ends()
        here = self._place(self.value())
        painter.setPen(Qt.PenStyle.NoPen)
        for start, end, role in ((left, right, "bordure-forte"), (left, here, "primaire")):
            painter.setBrush(theme.colour(role))
            box = QRectF(start, middle - px(GROOVE) / 2, end - start, px(GROOVE))
            painter.drawRoundedRect(box, px(2), px(2))
        painter.setBrush(theme.colour("surface"))
        painter.setPen(QPen(theme.colour("primaire"), 2))
        handle = QRectF(here - side / 2, middle - side / 2, side, side)
        painter.drawEllipse(handle.adjusted(2, 2, -2, -2))
        if self.hasFocus():
            paint_ring(painter, handle.adjusted(-1, -1, 1, 1), radius=side / 2 + 1)
        self._paint_words(painter)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        theme, width = current_theme(), self.sizeHint().width() / len(SCALES)
        for step, scale in enumerate(SCALES):
            here = step == self.value()
            painter.setPen(theme.colour("texte" if here else "texte-2"))
            painter.setFont(body_font(px(13), semibold=here))
            box = QRectF(self._place(step) - width / 2, px(HANDLE + 12), width, px(20))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, percent(scale))


class TextSample(QWidget):
    """Two lines at the size that the slider is on, whatever the size of the window."""

    def __init__(self, scale: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_scale(scale)

    def show_scale(self, scale: float) -> None:
        """Show another size."""
        self._scale = scale
        self.setAccessibleName("\n".join(self._lines()))
        self.updateGeometry()
        self.update()

    def _lines(self) -> tuple[str, str]:
        return _("Aperçu à {n}", n=percent(self._scale)), _("COPIL n° 2, jeudi 15 avril")

    def sizeHint(self) -> QSize:
        """Return room for the two lines."""
        bold = QFontMetrics(body_font(round(17 * self._scale), semibold=True))
        plain = QFontMetrics(body_font(round(15 * self._scale)))
        first, second = self._lines()
        width = max(bold.horizontalAdvance(first), plain.horizontalAdvance(second))
        return QSize(width + px(26), bold.height() + plain.height() + px(20))

    def minimumSizeHint(self) -> QSize:
        """Keep the lines whole."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame and the two lines."""
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("surface"))
        painter.setPen(QPen(theme.colour("bordure"), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        first, second = self._lines()
        box = self.rect().adjusted(px(12), px(10), 0, -px(10))
        painter.setPen(theme.colour("texte"))
        painter.setFont(body_font(round(17 * self._scale), semibold=True))
        painter.drawText(box, Qt.AlignmentFlag.AlignTop, first)
        painter.setFont(body_font(round(15 * self._scale)))
        painter.drawText(box, Qt.AlignmentFlag.AlignBottom, second)
        painter.end()
