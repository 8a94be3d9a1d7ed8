"""Over the RACI matrix: what each letter means, and what a check of the matrix found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cpom_desktop.domain.dossier import LectureRaci
from cpom_desktop.domain.raci import LETTERS, ORDER, Sens
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.queries.raci import legend, reading_note
from cpom_desktop.services.queries.words import choices
from ui.kit.buttons import KitButton, SecondaryButton, TextButton
from ui.kit.flow import FlowLayout
from ui.kit.labels import IconLabel, SafeLabel, set_tooltip
from ui.kit.raci_delegate import Tile, tile_pixmap
from ui.kit.restyle import Restyled
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFontMetrics, QResizeEvent

    from cpom_desktop.services.queries.raci import RaciFinding, RaciView


def short_legend() -> dict[Sens, str]:
    """Return the words of each meaning beside its tile."""
    return {
        Sens.RESPONSABLE: _("Responsable, un seul"),
        Sens.REALISATEUR: _("Acteur, réalise"),
        Sens.CONSULTE: _("Consulté avant"),
        Sens.INFORME: _("Informé après"),
    }


class RaciLegend(Restyled, QWidget):
    """Each letter of the present reading, with what it means; always visible.

    Args:
        reading: the button that changes the reading, at its end.
    """

    def __init__(self, reading: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, spacing=px(12))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._tiles: list[tuple[SafeLabel, tuple[Sens, ...]]] = []
        self._lecture: LectureRaci | None = None
        for sens, words in short_legend().items():
            self._flow.addWidget(self._item((sens,), words))
            if sens is Sens.REALISATEUR:
                both = (Sens.RESPONSABLE, Sens.REALISATEUR)
                self._flow.addWidget(self._item(both, _("les deux")))
        self.take(reading)

    def take(self, widget: QWidget) -> None:
        """Put a button at the end."""
        self._flow.addWidget(widget)
        self.updateGeometry()

    def _item(self, meanings: tuple[Sens, ...], words: str) -> QWidget:
        item, picture = QWidget(), SafeLabel()
        row = QHBoxLayout(item)
        row.setContentsMargins(0, px(6), 0, px(6))
        row.setSpacing(px(6))
        row.addWidget(picture)
        row.addWidget(SafeLabel(words, "small-2"))
        self._tiles.append((picture, meanings))
        return item

    def sizeHint(self) -> QSize:
        """Ask for one line; the items go to the next one when room lacks."""
        items = [self._flow.itemAt(place) for place in range(self._flow.count())]
        widths = [item.sizeHint().width() for item in items if item is not None]
        width = sum(widths) + self._flow.spacing() * (len(widths) - 1)
        return QSize(width, self._flow.heightForWidth(width))

    def show_reading(self, lecture: LectureRaci) -> None:
        """Show the letters of a reading."""
        self._lecture = lecture
        whole = [f"{letter} : {words}" for letter, words in legend(lecture)]
        told = "\n".join((*whole, reading_note(lecture)))
        self.setAccessibleName(_("Légende"))
        self.setAccessibleDescription(told)
        set_tooltip(self, told)
        self.restyle()

    def restyle(self) -> None:
        """Paint the tiles again for the theme and the text scale."""
        if self._lecture is None:
            return
        known = LETTERS[self._lecture]
        for picture, meanings in self._tiles:
            tiles = tuple(Tile(sens, known[sens]) for sens in ORDER if sens in meanings)
            picture.setPixmap(tile_pixmap(tiles))
            picture.setAccessibleName(" ".join(tile.letter for tile in tiles))


class ReadingButton(TextButton):
    """Which letters show the meanings: a menu of the two readings."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.set_dense()
        menu = QMenu(self)
        self.actions_by_reading = {
            reading: menu.addAction(words, self._on_chosen)
            for reading, words in choices(LectureRaci)
        }
        for action in self.actions_by_reading.values():
            action.setCheckable(True)
        self.setMenu(menu)

    def show_reading(self, lecture: LectureRaci, *, locked: bool) -> None:
        """Name the present reading and tick it in the menu."""
        kit = lecture is LectureRaci.KIT
        self.setText(_("Lecture du kit") if kit else _("Lecture anglaise"))
        set_tooltip(self, reading_note(lecture))
        self.setAccessibleDescription(reading_note(lecture))
        for reading, action in self.actions_by_reading.items():
            action.setChecked(reading is lecture)
            action.setEnabled(not locked)

    def _on_chosen(self) -> None:
        chosen = self.sender()
        for reading, action in self.actions_by_reading.items():
            if action is chosen:
                self.chosen.emit(reading)


class _FirstFinding(KitButton):
    """The first finding as a link that shortens when room lacks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", "link", parent=parent)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for the whole sentence."""
        width = self.fontMetrics().horizontalAdvance(self._whole) + px(16)
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Accept a part of it."""
        return QSize(px(120), super().sizeHint().height())

    def set_whole_text(self, text: str) -> None:
        """Show a sentence, shortened to the width there is."""
        self._whole = text
        self.setAccessibleName(text)
        self.setAccessibleDescription(_("Entrée : aller à cet endroit de la matrice."))
        self.updateGeometry()
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten again."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = max(self.width() - px(12), 1)
        shown = shortened(self._whole, self.fontMetrics(), room)
        self.setText(shown.replace("&", "&&"))
        set_tooltip(self, self._whole)


def shortened(sentence: str, metrics: QFontMetrics, room: int) -> str:
    """Return a sentence that fits: what it quotes « … » is shortened before the rest."""
    before, opening, rest = sentence.partition("«")
    quoted, closing, after = rest.partition("»")
    if closing:
        others = metrics.horizontalAdvance(f"{before}{opening}{closing}{after}")
        least = metrics.horizontalAdvance("n" * 14)
        right = Qt.TextElideMode.ElideRight
        quoted = metrics.elidedText(quoted.rstrip(), right, max(room - others - px(8), least))
        sentence = f"{before}{opening}{quoted}\u00a0{closing}{after}"
    return metrics.elidedText(sentence, Qt.TextElideMode.ElideRight, room)


class FindingBar(QWidget):
    """The first finding, and a button that lists the others.

    Signals:
        asked: place of the finding to go to, in the list shown.
    """

    asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[RaciFinding, ...] = ()
        self._icon = IconLabel("circle-check", "succes", 18)
        self.calm = SafeLabel(_("Aucune anomalie"), "success")
        self.first = _FirstFinding(self)
        self.others = TextButton("").set_dense()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(4))
        row.addStretch(1)
        row.addWidget(self._icon)
        row.addWidget(self.calm)
        row.addWidget(self.first)
        row.addWidget(self.others)
        self.first.clicked.connect(self._on_first)
        self.others.clicked.connect(self.open_list)
        self.setMinimumHeight(self.others.sizeHint().height())
        self.show_findings(())

    def show_findings(self, findings: Sequence[RaciFinding]) -> None:
        """Tell the first finding and count the others."""
        self._findings = tuple(findings)
        severe = any(found.severe for found in findings)
        name, role = ("octagon-x", "erreur") if severe else ("triangle-alert", "attention")
        self._icon.set_icon(*((name, role) if findings else ("circle-check", "succes")))
        self.calm.setVisible(not findings)
        self.first.setVisible(bool(findings))
        self.others.setVisible(len(findings) > 1)
        if findings:
            self.first.set_whole_text(findings[0].texte)
        others = ngettext("{n} autre", "{n} autres", max(len(findings) - 1, 0))
        self.others.setText(others)
        self.others.setAccessibleName(_("Voir les anomalies : {n}", n=others))

    def open_list(self) -> None:
        """Open the list of all findings under the bar."""
        self.list = FindingList(self._findings, self)
        self.list.asked.connect(self.asked)
        self.list.open_under(self)

    def _on_first(self) -> None:
        self.asked.emit(0)


class RaciTop(QWidget):
    """The legend and the findings: side by side, or one above the other when room lacks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reading = ReadingButton()
        self.legend = RaciLegend(self.reading)
        self.findings = FindingBar()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(8))
        self._row.addWidget(self.legend)
        self._row.addWidget(self.findings, 1)

    def show_view(self, view: RaciView, *, locked: bool) -> None:
        """Show the letters and the findings of a matrix."""
        self.reading.show_reading(view.lecture, locked=locked)
        self.legend.show_reading(view.lecture)
        self.findings.show_findings(view.findings)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the findings under the legend when they would be too narrow."""
        super().resizeEvent(event)
        beside = self.width() >= self.legend.sizeHint().width() + px(230)
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if beside else way.TopToBottom)


class FindingList(QFrame):
    """Every finding, each with the way to its line."""

    asked = Signal(int)

    def __init__(self, findings: Sequence[RaciFinding], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "bulle")
        count = ngettext("{n} anomalie", "{n} anomalies", len(findings))
        self.setAccessibleName(count)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(12), px(10), px(2), px(10))
        outer.addWidget(SafeLabel(count, "label"))
        inner = QFrame()
        inner.setProperty("role", "surface")
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, px(10), 0)
        lines.setSpacing(px(2))
        self.buttons = [self._line(lines, found) for found in findings]
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inner)
        self._inner = inner
        outer.addWidget(self._area)

    def _line(self, lines: QVBoxLayout, found: RaciFinding) -> KitButton:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        look = ("octagon-x", "erreur") if found.severe else ("triangle-alert", "attention")
        row.addWidget(IconLabel(*look, 16))
        row.addWidget(SafeLabel(found.texte, "small", wrap=True), 1)
        on_role = found.constat.activite_id is None
        words = _("Aller à la colonne") if on_role else _("Aller à la ligne")
        button = SecondaryButton(words, icon_name="arrow-right").set_dense()
        button.setAccessibleName(f"{words} : {found.texte}")
        button.clicked.connect(self._on_clicked)
        row.addWidget(button)
        lines.addLayout(row)
        return button

    def open_under(self, bar: QWidget) -> None:
        """Open with its right edge at that of the bar, at most 60 % of the window high."""
        width = px(560)
        inner = self._inner
        inner.setFixedWidth(width - px(24))
        wanted = max(inner.sizeHint().height(), inner.heightForWidth(width - px(24)))
        self._area.setFixedHeight(min(wanted, bar.window().height() * 6 // 10))
        self.setFixedWidth(width)
        self.adjustSize()
        corner = bar.mapToGlobal(QPoint(bar.width() - width, bar.height()))
        left = bar.window().mapToGlobal(QPoint(0, 0)).x()
        self.move(max(corner.x(), left), corner.y())
        self.show()
        self.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, KitButton):
            self.asked.emit(self.buttons.index(button))
            self.close()
