"""What a fiche lacks before the COPIL can agree to it: each sentence goes to its field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cpom_desktop.domain.lacunes import MOST_INDICATEURS
from cpom_desktop.i18n import _
from cpom_desktop.services.queries.fiches_action import (
    LACUNE_FIELDS,
    lacune_sentence,
    lacunes_count,
)
from ui.kit.buttons import TextButton
from ui.kit.cards import Rule
from ui.kit.labels import IconLabel, SafeLabel
from ui.kit.link_line import LinkLine
from ui.kit.restyle import set_state
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.domain.lacunes import Lacune
    from cpom_desktop.services.queries.fiches_action import FicheView

WIDTH = 256


class LacksPanel(QFrame):
    """« Ce qui manque avant validation »; it never blocks.

    Signals:
        asked: name of the field or of the part to fill.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.links: list[LinkLine] = []
        self._shown: tuple[Lacune, ...] | None = None
        self._outer = QVBoxLayout(self)
        self._outer.setSpacing(px(4))
        title = QHBoxLayout()
        title.setSpacing(px(8))
        self._icon = IconLabel("list-checks", "lien", 20)
        title.addWidget(self._icon)
        self.title = SafeLabel(_("Ce qui manque avant validation"), "strong", wrap=True)
        title.addWidget(self.title, 1)
        self.count = SafeLabel("", "small-2", wrap=True)
        self.toggle = TextButton(_("Voir les points")).set_dense()
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._on_toggled)
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.advice = SafeLabel("", "caption-2", wrap=True)
        title.addWidget(self.toggle)
        self._outer.addLayout(title)
        self._outer.addWidget(self.count)
        self._outer.addWidget(self._list)
        self._outer.addWidget(self.advice)
        self._rule = Rule()
        self._outer.addWidget(self._rule)
        told = _("D'après le kit ANAP, modèle de fiche action. Rien n'est bloqué.")
        self._source = SafeLabel(told, "caption", wrap=True)
        self._outer.addWidget(self._source)
        self._outer.addStretch(1)
        self._beside = True
        self._fit()

    def set_beside(self, *, beside: bool) -> None:
        """Look as the Guide beside the page, or as a short card over the fields."""
        if beside != self._beside:
            self._beside = beside
            self._fit()

    def _fit(self) -> None:
        set_state(self, "role", "guide-texte" if self._beside else "carte")
        side, top = (px(16), px(12)) if self._beside else (px(12), px(4))
        self._outer.setContentsMargins(side, top, side, top)
        for widget in (self._rule, self._source):
            widget.setVisible(self._beside)
        self.toggle.setVisible(not self._beside and bool(self.links))
        self._list.setVisible(self._beside or self.toggle.isChecked())

    def _on_toggled(self, checked: bool) -> None:  # noqa: FBT001 - signature of the Qt signal
        self.toggle.setText(_("Masquer les points") if checked else _("Voir les points"))
        self._fit()

    def stops(self) -> list[QWidget]:
        """Return what Tab stops on, in reading order."""
        return [self.toggle, *self.links]

    def show_fiche(self, view: FicheView) -> None:
        """Show what a fiche lacks now."""
        many = len(view.indicateurs) > MOST_INDICATEURS
        told = _("Plus de {n} indicateurs : une fiche se suit mal au-delà.", n=MOST_INDICATEURS)
        self.advice.setText(told if many else "")
        self.advice.setVisible(many)
        if view.lacunes == self._shown:
            return
        self._shown = view.lacunes
        self.count.setText(
            lacunes_count(view.lacunes) if view.lacunes else _("La fiche est complète.")
        )
        self._icon.set_icon(*(("list-checks", "lien") if view.lacunes
                              else ("circle-check", "succes")))  # fmt: skip
        for link in self.links:
            self._column.removeWidget(link)
            link.hide()
            link.deleteLater()
        self.links = [self._link(lacune) for lacune in view.lacunes]
        self._fit()

    def _link(self, lacune: Lacune) -> LinkLine:
        link = LinkLine(lacune_sentence(lacune), "circle-dashed", "texte-2")
        link.setProperty("champ", LACUNE_FIELDS[lacune])
        link.clicked.connect(self._on_link)
        self._column.addWidget(link)
        return link

    def _on_link(self) -> None:
        link = self.sender()
        if link is not None:
            self.asked.emit(str(link.property("champ")))


class SidePanel(QFrame):
    """The place of the panel beside the page, at the width of the Guide."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "guide")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self.area)
