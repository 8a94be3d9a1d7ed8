"""What is asked of a figure, and what a cell refused: over the rest of the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, ngettext
from ui.kit.buttons import SecondaryButton
from ui.kit.flow import FlowLayout
from ui.kit.labels import IconLabel, SafeLabel
from ui.kit.restyle import Restyled
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.services.queries.donnees_types import Question


class QuestionCard(Restyled, QFrame):
    """An amber card: a doubt, what it means, and the two answers; it never blocks.

    Signals:
        correct_asked: go to the cell.
        explain_asked: it is right, and she says why.
    """

    correct_asked = Signal()
    explain_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "alerte")
        self.question: Question | None = None
        self._outer = QVBoxLayout(self)
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(IconLabel("triangle-alert", "attention", 18), 0, Qt.AlignmentFlag.AlignTop)
        self.title = SafeLabel("", "warning-strong", wrap=True)
        head.addWidget(self.title, 1)
        self._outer.addLayout(head)
        self.meaning = SafeLabel("", "small", wrap=True)
        self._outer.addWidget(self.meaning)
        self.correct = SecondaryButton(_("Corriger"), icon_name="pencil")
        self.correct.clicked.connect(self.correct_asked)
        self.explain = SecondaryButton(_("C'est exact, j'explique…"))
        self.explain.clicked.connect(self.explain_asked)
        self._buttons = QWidget()
        row = FlowLayout(self._buttons, spacing=px(2))
        for button in (self.correct, self.explain):
            row.addWidget(button.set_dense())
        self._outer.addWidget(self._buttons)
        self.restyle()

    def show_questions(
        self, questions: Sequence[Question], consequence: str, *, writes: bool
    ) -> None:
        """Show the first question and how many others there are; none hides the card."""
        self.question = questions[0] if questions else None
        self.setVisible(self.question is not None)
        if self.question is None:
            return
        self.title.setText(self.question.texte)
        others = len(questions) - 1
        more = ngettext("Une autre question suit.", "{n} autres questions suivent.", others)
        parts = (self.question.suite, consequence, more if others else "")
        self.meaning.setText(" ".join(filter(None, parts)))
        self.meaning.setVisible(bool(self.meaning.text()))
        self.setAccessibleName(self.question.texte)
        self._buttons.setVisible(writes)

    def restyle(self) -> None:
        """Set the margins for the present text scale."""
        self._outer.setContentsMargins(px(9), px(10), px(4), px(8))
        self._outer.setSpacing(px(6))
