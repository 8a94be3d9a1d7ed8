"""The four counters over the list: what is blocking, to check, advised, and what holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.anomalies.controle import REGLES
from cpom_desktop.services.anomalies.regles import Gravite
from ui.kit.cards import Card
from ui.kit.labels import IconLabel, SafeLabel
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.services.anomalies.controle import Controle

LEAST = 236
"""Pixels at 100 % under which the counters stand two by two."""


class Counter(Card):
    """An icon, a number, what is counted and what to do of it."""

    def __init__(self, icon: str, ink: str) -> None:
        super().__init__(flush=True)
        self.number = SafeLabel("", "figure")
        self.words = SafeLabel("", "strong")
        self.note = SafeLabel("", "small-2", wrap=True)
        row = QHBoxLayout()
        row.setContentsMargins(px(14), px(7), px(12), px(7))
        row.setSpacing(px(12))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch(1)
        texts.addWidget(self.words)
        texts.addWidget(self.note)
        texts.addStretch(1)
        row.addWidget(IconLabel(icon, ink, 24))
        row.addWidget(self.number)
        row.addLayout(texts, 1)
        self.add(row)

    def show_count(self, number: int, words: str, note: str) -> None:
        """Tell another number."""
        self.number.setText(str(number))
        self.words.setText(words)
        self.note.setText(note)
        self.setAccessibleName(f"{number} {words}, {note}")


class Counters(QWidget):
    """The counters in a row, or two by two."""

    def __init__(self) -> None:
        super().__init__()
        self.bloquants = Counter("octagon-x", "erreur")
        self.a_verifier = Counter("triangle-alert", "attention")
        self.conseils = Counter("info", "info")
        self.tenus = Counter("circle-check", "succes")
        self.all = (self.bloquants, self.a_verifier, self.conseils, self.tenus)
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(px(12))
        self._place(len(self.all))

    def show_controle(self, found: Controle, meeting: str) -> None:
        """Tell the counts; `meeting` is the next one, by which what is to check is due."""
        blocking, check, advice = (len(found.of(gravite)) for gravite in Gravite)
        due = (
            _("à traiter avant {reunion}", reunion=meeting) if meeting else _("à traiter ensuite")
        )
        self.bloquants.show_count(
            blocking,
            ngettext("point bloquant", "points bloquants", blocking),
            _("à corriger d'abord"),
        )
        self.a_verifier.show_count(
            check, ngettext("point à vérifier", "points à vérifier", check), due
        )
        solid = _("pour un dossier plus solide")
        self.conseils.show_count(advice, ngettext("conseil", "conseils", advice), solid)
        held = len(found.tenues)
        self.tenus.show_count(
            held,
            ngettext("contrôle réussi", "contrôles réussis", held),
            _("sur {n}", n=len(REGLES)),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand two by two where room lacks."""
        super().resizeEvent(event)
        self._place(4 if self.width() >= 4 * px(LEAST) else 2)

    def _place(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for rank, counter in enumerate(self.all):
            self._grid.addWidget(counter, rank // across, rank % across)
        for column in range(len(self.all)):
            self._grid.setColumnStretch(column, 1 if column < across else 0)
