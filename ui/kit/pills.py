"""Status pills: an icon and a word, on their own soft colour, as a widget or in a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cpom_desktop.i18n import _
from ui.kit.labels import SafeLabel
from ui.theme.fonts import body_font
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px

PillKind = Literal[
    "fait",
    "en-cours",
    "a-faire",
    "a-verifier",
    "en-retard",
    "bloquant",
    "conseil",
    "atteint",
    "en-partie",
    "non-atteint",
    "a-saisir",
    "neutre",
]


@dataclass(frozen=True, slots=True)
class PillLook:
    """The icon of a status, the role of its ink (its ground is `<role>-fond`), its word."""

    icon: str
    role: str
    word: str


@dataclass(frozen=True, slots=True)
class Pill:
    """What a cell of a table shows as a pill; an empty word takes that of the status."""

    kind: PillKind
    word: str = ""
    icon: str = ""


def pill_look(kind: PillKind) -> PillLook:
    """Return how a status looks; each icon has one meaning (DESIGN §1.4)."""
    looks: dict[PillKind, PillLook] = {
        "fait": PillLook("circle-check", "succes", _("Fait")),
        "en-cours": PillLook("clock", "info", _("En cours")),
        "a-faire": PillLook("circle-dashed", "neutre", _("À faire")),
        "a-verifier": PillLook("triangle-alert", "attention", _("À vérifier")),
        "en-retard": PillLook("alarm-clock", "erreur", _("En retard")),
        "bloquant": PillLook("octagon-x", "erreur", _("Bloquant")),
        "conseil": PillLook("info", "info", _("Conseil")),
        "atteint": PillLook("circle-check", "succes", _("Atteint")),
        "en-partie": PillLook("triangle-alert", "attention", _("En partie")),
        "non-atteint": PillLook("octagon-x", "erreur", _("Non atteint")),
        "a-saisir": PillLook("circle-dashed", "neutre", _("À saisir")),
        "neutre": PillLook("minus", "neutre", "–"),
    }
    return looks[kind]


def pill_text(pill: Pill) -> str:
    """Return the word of a pill."""
    return pill.word or pill_look(pill.kind).word


def pill_size(pill: Pill) -> QSize:
    """Return the room that a pill takes, at the present text scale."""
    metrics = QFontMetrics(body_font(px(13), semibold=True))
    width = metrics.horizontalAdvance(pill_text(pill)) + px(14 + 4 + 9 + 7)
    return QSize(width, max(px(22), metrics.height() + px(4)))


def paint_pill(painter: QPainter, origin: QPoint, pill: Pill) -> None:
    """Paint a pill with its top left corner at `origin`."""
    theme, look = current_theme(), pill_look(pill.kind)
    rect = QRect(origin, pill_size(pill))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(f"{look.role}-fond"))
    radius = rect.height() / 2
    painter.drawRoundedRect(rect, radius, radius)
    side = theme.px(14)
    top = rect.top() + (rect.height() - side) // 2
    painter.drawPixmap(
        rect.left() + theme.px(7), top, pixmap(pill.icon or look.icon, look.role, 14)
    )
    painter.setPen(theme.colour(look.role))
    painter.setFont(body_font(theme.px(13), semibold=True))
    words = rect.adjusted(theme.px(7 + 14 + 4), 0, 0, 0)
    painter.drawText(
        words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, pill_text(pill)
    )
    painter.restore()


class StatusPill(SafeLabel):
    """A status on a page; screen readers read its word."""

    def __init__(
        self, kind: PillKind, word: str = "", *, icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("", "caption-strong", parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_pill(Pill(kind, word, icon))

    @property
    def pill(self) -> Pill:
        """What is shown."""
        return self._pill

    def set_pill(self, pill: Pill) -> None:
        """Show another status."""
        self._pill = pill
        self.setText(pill_text(pill))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the pill."""
        return pill_size(self._pill)

    def minimumSizeHint(self) -> QSize:
        """Never shrink: a cut word is no status."""
        return pill_size(self._pill)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pill instead of a plain text."""
        painter = QPainter(self)
        paint_pill(painter, QPoint(0, 0), self._pill)
        painter.end()
