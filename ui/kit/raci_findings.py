"""What a check of the RACI matrix found: the first finding, the list, what to do of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.queries.raci_corrections import correction_of
from ui.kit.buttons import KitButton, SecondaryButton, TextButton
from ui.kit.labels import IconLabel, SafeLabel, set_tooltip
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetrics, QResizeEvent

    from cpom_desktop.services.queries.raci import RaciFinding, RaciView


class _FirstFinding(KitButton):
    """The first finding as a link that shortens when room lacks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", "link", parent=parent)
        self._whole = self._short = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for the whole sentence."""
        width = self.fontMetrics().horizontalAdvance(self._short) + px(16)
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Accept a part of it."""
        return QSize(px(120), super().sizeHint().height())

    def set_whole_text(self, text: str, short: str) -> None:
        """Show a short sentence, cut to the width there is; the whole one is said."""
        self._whole, self._short = text, short
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
        shown = shortened(self._short, self.fontMetrics(), room)
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
    """The first finding, « Corriger », and a button that lists them all.

    Signals:
        asked, correct, assume: the finding to go to, to correct, to keep.
        withdraw: one that she keeps no more.
    """

    asked = Signal(object)
    correct = Signal(object)
    assume = Signal(object)
    withdraw = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: RaciView | None = None
        self._locked = False
        self._icon = IconLabel("circle-check", "succes", 18)
        self.calm = SafeLabel(_("Aucune anomalie"), "success")
        self.first = _FirstFinding(self)
        self.fix = TextButton(_("Corriger…")).set_dense()
        self.others = TextButton("").set_dense()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(4))
        row.addStretch(1)
        for widget in (self._icon, self.calm, self.first, self.fix, self.others):
            row.addWidget(widget)
        self.first.clicked.connect(self._on_first)
        self.fix.clicked.connect(self._on_fix)
        self.others.clicked.connect(self.open_list)
        self.setMinimumHeight(self.others.sizeHint().height())

    def show_findings(self, view: RaciView, *, locked: bool) -> None:
        """Tell the first finding and count the others; those she assumes are in the list."""
        self._view, self._locked = view, locked
        findings, kept = view.findings, len(view.assumed)
        severe = any(found.severe for found in findings)
        name, role = ("octagon-x", "erreur") if severe else ("triangle-alert", "attention")
        self._icon.set_icon(*((name, role) if findings else ("circle-check", "succes")))
        self.calm.setVisible(not findings)
        self.first.setVisible(bool(findings))
        if findings:
            self.first.set_whole_text(findings[0].texte, findings[0].court)
        fixable = bool(findings) and can_correct(view, findings[0])
        self.fix.setVisible(fixable and not locked)
        self.fix.setAccessibleName(_("Corriger : {quoi}", quoi=self.first.accessibleName()))
        self._count_others(len(findings), kept)

    def _count_others(self, count: int, kept: int) -> None:
        words = ngettext("{n} autre", "{n} autres", count - 1) if count > 1 else ""
        if not count and kept:
            words = ngettext("{n} assumée", "{n} assumées", kept)
        self.others.setVisible(bool(count or kept))
        self.others.setText(words)
        self.others.set_icon("" if words else "chevron-down")
        told = words or ngettext("{n} anomalie", "{n} anomalies", count)
        self.others.setAccessibleName(_("Voir les anomalies : {n}", n=told))
        set_tooltip(self.others, _("Toutes les anomalies : y aller, corriger, assumer."))

    def open_list(self) -> None:
        """Open the list of all findings under the bar."""
        if self._view is None:
            return
        self.list = FindingList(self._view, self, locked=self._locked)
        self.list.asked.connect(self.asked)
        self.list.correct.connect(self.correct)
        self.list.assume.connect(self.assume)
        self.list.withdraw.connect(self.withdraw)
        self.list.open_under(self)

    def _on_first(self) -> None:
        if self._view is not None and self._view.findings:
            self.asked.emit(self._view.findings[0])

    def _on_fix(self) -> None:
        if self._view is not None and self._view.findings:
            self.correct.emit(self._view.findings[0])


def can_correct(view: RaciView, found: RaciFinding) -> bool:
    """Tell whether a finding has answers to choose from."""
    correction = correction_of(view, found.constat)
    return correction is not None and bool(correction.choix)


class FindingList(QFrame):
    """Every finding: the way to its line, « Corriger » and « J'assume »; then those assumed."""

    asked = Signal(object)
    correct = Signal(object)
    assume = Signal(object)
    withdraw = Signal(object)

    def __init__(self, view: RaciView, parent: QWidget, *, locked: bool) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "bulle")
        self._view, self._locked = view, locked
        self._does: dict[KitButton, tuple[str, RaciFinding]] = {}
        count = ngettext("{n} anomalie", "{n} anomalies", len(view.findings))
        self.setAccessibleName(count)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(12), px(10), px(2), px(10))
        outer.addWidget(SafeLabel(count, "label"))
        inner = QFrame()
        inner.setProperty("role", "surface")
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, px(10), 0)
        lines.setSpacing(px(4))
        self.buttons = [self._open_line(lines, found) for found in view.findings]
        if view.assumed:
            lines.addWidget(SafeLabel(_("Assumées"), "label"))
        self.kept = [self._kept_line(lines, found) for found in view.assumed]
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inner)
        self._inner = inner
        outer.addWidget(self._area)

    def _open_line(self, lines: QVBoxLayout, found: RaciFinding) -> KitButton:
        look = ("octagon-x", "erreur") if found.severe else ("triangle-alert", "attention")
        answers = self._line(lines, look, found.texte)
        on_role = found.constat.activite_id is None
        words = _("Aller à la colonne") if on_role else _("Aller à la ligne")
        go = self._answer(answers, words, "asked", found)
        if not self._locked:
            if can_correct(self._view, found):
                self._answer(answers, _("Corriger…"), "correct", found)
            self._answer(answers, _("J'assume…"), "assume", found)
        return go

    def _kept_line(self, lines: QVBoxLayout, found: RaciFinding) -> KitButton | None:
        told = _("{constat} Vous l'assumez : « {motif} ».", constat=found.texte, motif=found.motif)
        answers = self._line(lines, ("check", "texte-3"), told)
        if self._locked:
            return None
        return self._answer(answers, _("Ne plus assumer"), "withdraw", found)

    def _line(self, lines: QVBoxLayout, look: tuple[str, str], text: str) -> QHBoxLayout:
        row, column = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(IconLabel(*look, 16), 0, Qt.AlignmentFlag.AlignTop)
        column.setSpacing(0)
        column.addWidget(SafeLabel(text, "small", wrap=True))
        answers = QHBoxLayout()
        answers.setSpacing(px(2))
        answers.addStretch(1)
        column.addLayout(answers)
        row.addLayout(column, 1)
        lines.addLayout(row)
        return answers

    def _answer(
        self, answers: QHBoxLayout, words: str, does: str, found: RaciFinding
    ) -> KitButton:
        button = SecondaryButton(words) if does == "asked" else TextButton(words)
        button.set_dense()
        button.setAccessibleName(f"{words} : {found.texte}")
        button.clicked.connect(self._on_clicked)
        answers.addWidget(button)
        self._does[button] = does, found
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
        first = next(iter(self._does), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_clicked(self) -> None:
        button = self.sender()
        if not isinstance(button, KitButton):
            return
        does, found = self._does[button]
        self.close()
        getattr(self, does).emit(found)
