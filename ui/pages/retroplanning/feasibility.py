"""« Le plan ne tient pas. Que voulez-vous changer ? »: three ways out, side by side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cpom_desktop.i18n import _, format_date
from ui.kit.buttons import PrimaryButton, SecondaryButton, TextButton
from ui.kit.cards import Rule
from ui.kit.dialogs import KitDialog
from ui.kit.labels import ElidedLabel, IconLabel, SafeLabel
from ui.kit.restyle import Restyled
from ui.kit.states import Strip
from ui.pages.retroplanning.fitting import fit_over
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cpom_desktop.services.queries.plan_faisabilite import (
        AvantApres,
        FeasibilityView,
        Note,
        PropositionView,
    )
    from ui.kit.labels import LabelRole

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
WIDTH, CARD = 1008, 300
"""Pixels at 100 %: of the dialog, and of a card at least."""


class ProposalCard(Restyled, QAbstractButton):
    """One way out: what it changes, each date before and after, what it supposes.

    Signals:
        stepped: −1 or +1, an arrow goes to the card before or after.
    """

    stepped = Signal(int)

    def __init__(self, proposal: PropositionView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.proposal = proposal
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(proposal.titre)
        self.setAccessibleDescription(" ".join(_spoken(proposal)))
        self._column = QVBoxLayout(self)
        self._fill()
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.restyle()

    def _fill(self) -> None:
        self._title = SafeLabel(self.proposal.titre, "section", wrap=True)
        self._column.addWidget(self._title)
        self._column.addWidget(SafeLabel(self.proposal.texte, "small-2", wrap=True))
        self._column.addStretch(1)
        self._column.addLayout(self._dates())
        self._column.addWidget(Rule())
        for note in self.proposal.notes:
            self._column.addLayout(_note_line(note))

    def _dates(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(6))
        grid.setColumnStretch(0, 1)
        grid.addWidget(SafeLabel(_("avant"), "caption-2"), 0, 1)
        grid.addWidget(SafeLabel(_("après"), "caption-2"), 0, 3)
        for place, line in enumerate(self.proposal.jalons, start=1):
            _add_line(grid, place, _short(line.titre), *_days(line))
        before, after = self.proposal.marge_avant, self.proposal.marge_apres
        _add_line(grid, len(self.proposal.jalons) + 1, _("Marge"), before, after)
        return grid

    def restyle(self) -> None:
        """Set the margins for the present text scale."""
        self._column.setContentsMargins(px(14), px(12), px(14), px(12))
        self._column.setSpacing(px(8))
        self._title.setContentsMargins(px(26), 0, 0, 0)
        self.setMinimumWidth(px(CARD))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the dialog: they choose the card beside."""
        if event.key() in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return what its texts ask for."""
        return self._column.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return what its texts ask for at least."""
        return self._column.minimumSize()

    def height_in(self, width: int) -> int:
        """Return the height that its texts take in a width."""
        return self._column.heightForWidth(width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card, its disc, and the ring of focus."""
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "focus" if self.hasFocus() else "primaire"
        pen = QPen(theme.colour(edge), 2) if self.isChecked() or self.hasFocus() else QPen(
            theme.colour("bordure-forte"), 1
        )  # fmt: skip
        painter.setPen(pen)
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        self._paint_disc(painter)
        painter.end()

    def _paint_disc(self, painter: QPainter) -> None:
        theme, side = current_theme(), px(18)
        disc = QRectF(px(14), self._title.y() + (self._title.height() - side) / 2, side, side)
        chosen = theme.colour("primaire" if self.isChecked() else "bordure-forte")
        painter.setPen(QPen(chosen, 2 if self.isChecked() else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(disc)
        if self.isChecked():
            painter.setBrush(chosen)
            inner = side / 4
            painter.drawEllipse(disc.adjusted(inner, inner, -inner, -inner))


class FeasibilityDialog(KitDialog):
    """Chooses a way out, or keeps the date as it is typed; Échap changes nothing.

    Args:
        view: why it does not fit, and the proposals.
        notes: what is odd in the date itself.
        target: the date that would be kept.
        room: size of the window, in pixels.
    """

    def __init__(
        self,
        view: FeasibilityView,
        target: date,
        room: QSize,
        *,
        notes: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _("Le plan ne tient pas. Que voulez-vous changer ?"),
            view.constat,
            icon_name="calendar-clock",
            icon_role="erreur",
            parent=parent,
        )
        wide = min(px(WIDTH), max(room.width() - px(32), px(CARD) + px(120)))
        self.setFixedWidth(wide)
        self._room = room
        self.kept = self.printing = False
        self.notes = notes
        for note in notes:
            self.body.addWidget(Strip("alerte", note))
        self.cards = [ProposalCard(proposal) for proposal in view.propositions]
        self._add_cards(beside=wide >= len(self.cards) * px(CARD) + px(100))
        self._add_buttons(target)
        self.cards[0].setChecked(True)
        self._on_chosen()

    @property
    def chosen(self) -> PropositionView:
        """The proposal chosen."""
        return next(card.proposal for card in self.cards if card.isChecked())

    def _add_cards(self, *, beside: bool) -> None:
        way = QBoxLayout.Direction
        holder = QWidget()
        box = QBoxLayout(way.LeftToRight if beside else way.TopToBottom, holder)
        box.setContentsMargins(0, px(4), 0, px(4))
        box.setSpacing(px(12))
        self._beside = beside
        for card in self.cards:
            box.addWidget(card, 1)
            card.toggled.connect(self._on_chosen)
            card.stepped.connect(self._on_stepped)
        area = self._area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(holder)
        area.viewport().setAutoFillBackground(False)
        holder.setAutoFillBackground(False)
        self.body.addWidget(area, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the cards the height of their texts, known once they have their fonts."""
        super().showEvent(event)
        count = len(self.cards) if self._beside else 1
        room = self.width() - px(20 + 24 + 12 + 20) - (count - 1) * px(12)
        heights = [card.height_in(room // count) for card in self.cards]
        for card, height in zip(self.cards, heights, strict=True):
            card.setMinimumHeight(max(heights) if self._beside else height)
        wanted = max(heights) + px(10) if self._beside else sum(heights) + px(40)
        fit_over(self, self._area, wanted, self._room.height())

    def offer_print(self) -> None:
        """Offer to print the three proposals, which are then those of the dossier."""
        button = TextButton(_("Imprimer les trois propositions"), icon_name="printer")
        button.setAutoDefault(False)
        button.clicked.connect(self._on_print)
        self._buttons.insertWidget(0, button)
        self.print_button = button

    def _on_print(self) -> None:
        self.printing = True
        self.reject()

    def _add_buttons(self, target: date) -> None:
        words = _("Garder le {jour}, j'assume", jour=format_date(target))
        self.keep = self.add_button(SecondaryButton(words))
        self.keep.clicked.connect(self._on_keep)
        self.apply = self.add_button(PrimaryButton(""), default=True)
        self.apply.clicked.connect(self.accept)

    def _on_chosen(self, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's signal
        if any(card.isChecked() for card in self.cards):
            self.apply.setText(self.chosen.action)

    def _on_stepped(self, step: int) -> None:
        place = next(n for n, card in enumerate(self.cards) if card.isChecked()) + step
        if 0 <= place < len(self.cards):
            card = self.cards[place]
            card.setChecked(True)
            card.setFocus(Qt.FocusReason.TabFocusReason)
            self._area.ensureWidgetVisible(card)

    def _on_keep(self) -> None:
        self.kept = True
        self.accept()


def _add_line(grid: QGridLayout, place: int, title: str, before: str, after: str) -> None:
    role: LabelRole = "caption-strong" if before != after else "caption-2"
    name = ElidedLabel("", "small")
    name.set_whole_text(title)
    arrow = IconLabel("arrow-right", "texte-3", 14)
    for column, widget in enumerate((name, SafeLabel(before, "caption-2"), arrow)):
        grid.addWidget(widget, place, column, Qt.AlignmentFlag.AlignVCenter)
    grid.addWidget(SafeLabel(after, role), place, 3)


def _short(title: str) -> str:
    """Return what a milestone is called before its colon: « COPIL n° 2 »."""
    return re.split(r"\s+:", title)[0]


def _days(line: AvantApres) -> tuple[str, str]:
    days = (line.avant, line.apres)
    style = "short" if len({day.year for day in days if day}) < 2 else "medium"
    return format_date(line.avant, style), format_date(line.apres, style)


def _note_line(note: Note) -> QHBoxLayout:
    look = ("triangle-alert", "attention") if note.attention else ("circle-check", "succes")
    line = QHBoxLayout()
    line.setSpacing(px(6))
    line.addWidget(IconLabel(*look, 16), 0, Qt.AlignmentFlag.AlignTop)
    role: LabelRole = "warning-strong" if note.attention else "caption-strong"
    line.addWidget(SafeLabel(note.texte, role, wrap=True), 1)
    return line


def _spoken(proposal: PropositionView) -> Sequence[str]:
    """Return all that a card says, for a screen reader."""
    lines = [(line.titre, *_days(line)) for line in proposal.jalons]
    lines.append((_("Marge"), proposal.marge_avant, proposal.marge_apres))
    return [
        proposal.texte,
        *(_("{quoi} : {avant}, puis {apres}.", quoi=q, avant=a, apres=b) for q, a, b in lines),
        *(f"{note.texte}." for note in proposal.notes),
    ]
