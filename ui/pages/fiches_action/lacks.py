"""The SMART help beside a fiche: five questions, each sentence goes to the field to fill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.queries.fiches_action import (
    LACUNE_FIELDS,
    lacune_sentence,
    lacunes_count,
)
from cpom_desktop.services.queries.smart import aussi, smart
from ui.kit.buttons import TextButton
from ui.kit.cards import Rule
from ui.kit.labels import IconLabel, SafeLabel
from ui.kit.link_line import LinkLine
from ui.kit.restyle import set_state
from ui.pages.fiches_action.fields import FICHES, field_key
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.domain.lacunes import Lacune
    from cpom_desktop.services.queries.fiches_action import FicheView
    from cpom_desktop.services.queries.smart import QuestionLue, RaisonLue
    from ui.session import Session

WIDTH = 256
MOST_REASONS = 3
"""Reasons shown of one question; the first ones answered, the next come up."""


class LacksPanel(QFrame):
    """« Contrôle SMART », and what else lacks before validation; it never blocks.

    Signals:
        asked: key of the field or of the part to fill.
    """

    asked = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.links: list[LinkLine] = []
        self._shown: tuple[int, Sequence[QuestionLue], Sequence[Lacune]] | None = None
        self._outer = QVBoxLayout(self)
        self._outer.setSpacing(px(4))
        self._outer.addLayout(self._head())
        self.count = SafeLabel("", "small-2", wrap=True)
        self._outer.addWidget(self.count)
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, px(4), 0, 0)
        self._column.setSpacing(px(2))
        self._outer.addWidget(self._list)
        self._rule = Rule()
        self._outer.addWidget(self._rule)
        told = _("D'après le kit ANAP, modèle de fiche action. Rien n'est bloqué.")
        self._source = SafeLabel(told, "caption", wrap=True)
        self._outer.addWidget(self._source)
        self._outer.addStretch(1)
        self._blocks: list[QWidget] = []
        self._beside = True
        self._fit()

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(px(8))
        self._icon = IconLabel("target", "lien", 20)
        head.addWidget(self._icon)
        self.title = SafeLabel(_("Contrôle SMART"), "strong", wrap=True)
        head.addWidget(self.title, 1)
        self.toggle = TextButton(_("Voir les points")).set_dense()
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._on_toggled)
        head.addWidget(self.toggle)
        return head

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
        self.toggle.setVisible(not self._beside and bool(self._blocks))
        self._list.setVisible(self._beside or self.toggle.isChecked())

    def _on_toggled(self, checked: bool) -> None:  # noqa: FBT001 - signature of the Qt signal
        self.toggle.setText(_("Masquer les points") if checked else _("Voir les points"))
        self._fit()

    def stops(self) -> list[QWidget]:
        """Return what Tab stops on, in reading order."""
        return [self.toggle, *self.links]

    def show_fiche(self, view: FicheView) -> None:
        """Show the questions of a fiche as they stand now."""
        questions = smart(self.session.snapshot, self.session.content, view)
        wanted = (view.fiche.id, questions, aussi(view))
        if wanted == self._shown:
            return
        self._shown = wanted
        self.count.setText(
            lacunes_count(view.lacunes) if view.lacunes else _("La fiche est complète.")
        )
        self._icon.set_icon(*(("target", "lien") if view.lacunes
                              else ("circle-check", "succes")))  # fmt: skip
        self._clear()
        for question in questions:
            self._add(self._question(question))
        if wanted[2]:
            self._add(self._others(view.fiche.id, wanted[2]))
        self._fit()

    def _clear(self) -> None:
        for block in self._blocks:
            self._column.removeWidget(block)
            block.hide()
            block.deleteLater()
        self._blocks, self.links = [], []

    def _add(self, block: QWidget) -> None:
        self._column.addWidget(block)
        self._blocks.append(block)

    def _question(self, question: QuestionLue) -> QWidget:
        """Return a question: what answers it, or why it is open and what to write."""
        block, column = _block(question.nom, answered=not question.raisons)
        if not question.raisons:
            column.addWidget(_under(question.reponse))
        shown = question.raisons[:MOST_REASONS]
        for rank, raison in enumerate(shown):
            column.addWidget(self._link(raison.phrase, raison.champ, raison))
            alike = rank + 1 < len(shown) and shown[rank + 1].ecrire == raison.ecrire
            if not alike:
                column.addWidget(_under(advice(raison)))
        more = len(question.raisons) - len(shown)
        if more:
            told = ("Et {n} autre point.", "Et {n} autres points.")
            column.addWidget(_under(ngettext(*told, more)))
        return block

    def _others(self, fiche_id: int, lacks: Sequence[Lacune]) -> QWidget:
        block, column = _block(_("À compléter aussi"), answered=False)
        for lacune in lacks:
            champ = field_key(FICHES, fiche_id, LACUNE_FIELDS[lacune])
            column.addWidget(self._link(lacune_sentence(lacune), champ))
        return block

    def _link(self, words: str, champ: str, raison: RaisonLue | None = None) -> LinkLine:
        link = LinkLine(words, "arrow-right", "texte-2")
        link.setProperty("champ", champ)
        if raison is not None:
            link.setAccessibleDescription(advice(raison))
        link.clicked.connect(self._on_link)
        self.links.append(link)
        return link

    def _on_link(self) -> None:
        link = self.sender()
        if link is not None:
            self.asked.emit(str(link.property("champ")))


def advice(raison: RaisonLue) -> str:
    """Return what to write, and an example."""
    return _("{ecrire} Exemple : {exemple}.", ecrire=raison.ecrire, exemple=raison.exemple)


def _block(name: str, *, answered: bool) -> tuple[QWidget, QVBoxLayout]:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, px(4), 0, px(4))
    column.setSpacing(px(2))
    head = QHBoxLayout()
    head.setSpacing(px(8))
    look = ("circle-check", "succes") if answered else ("triangle-alert", "attention")
    head.addWidget(IconLabel(*look, 18))
    title = SafeLabel(name, "label", wrap=True)
    title.setAccessibleName(
        _("{question} : répondu", question=name) if answered else _("{question} : à voir",
                                                                    question=name)
    )  # fmt: skip
    head.addWidget(title, 1)
    column.addLayout(head)
    return block, column


def _under(text: str) -> SafeLabel:
    """Return words that stand under a question, after its icon."""
    label = SafeLabel(text, "caption-2", wrap=True)
    label.setContentsMargins(px(26), 0, 0, 0)
    return label


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
