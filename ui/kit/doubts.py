"""What looks wrong and may be kept: amber strips with « Corriger » and « J'assume… »."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _
from ui.kit.buttons import KitButton, PrimaryButton, SecondaryButton, TextButton
from ui.kit.dialogs import KitDialog
from ui.kit.fields import LineField
from ui.kit.labels import IconLabel, SafeLabel
from ui.kit.restyle import Restyled, set_state
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.services.queries.etablissement import Avertissement

REASON_LIMIT = 200
LARGE = 1.5
"""Text scale from which words and buttons no longer fit on one line."""


class DoubtStrip(Restyled, QFrame):
    """One doubt: amber while it is open, quiet with her reason once she keeps it."""

    correct = Signal(str)
    assume = Signal(str)
    withdraw = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, stacked: bool = False) -> None:
        super().__init__(parent)
        self._champ = self._cle = ""
        self._stacked = stacked
        self._icon = IconLabel("triangle-alert", "attention", 18)
        self.lead = SafeLabel("", "label")
        self.text = SafeLabel("", "small", wrap=True)
        self._words, self._answers = QHBoxLayout(), QHBoxLayout()
        self._words.addWidget(self.lead)
        self._words.addWidget(self.text, 1)
        self.correct_button = TextButton(_("Corriger")).set_dense()
        self.assume_button = SecondaryButton(_("J'assume…")).set_dense()
        self.withdraw_button = TextButton(_("Ne plus assumer")).set_dense()
        self.correct_button.clicked.connect(self._on_correct)
        self.assume_button.clicked.connect(self._on_assume)
        self.withdraw_button.clicked.connect(self._on_withdraw)
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._icon)
        self._layout.addLayout(self._words, 1)
        self._layout.addLayout(self._answers)
        for button in self._buttons():
            self._answers.addWidget(button)
        self.restyle()

    def show_doubt(self, name: str, doubt: Avertissement, *, read_only: bool) -> None:
        """Show a doubt about the field called `name`."""
        self._champ, self._cle = doubt.champ, doubt.cle
        assumed = bool(doubt.motif)
        lead = _("{champ} :", champ=name)
        kept = _("{doute} Vous l'assumez : « {motif} ».", doute=doubt.texte, motif=doubt.motif)
        self.lead.setText(lead)
        self.text.setText(kept if assumed else doubt.texte)
        self._dress(assumed=assumed)
        self.correct_button.setVisible(not assumed and not read_only)
        self.assume_button.setVisible(not assumed and not read_only)
        self.withdraw_button.setVisible(assumed and not read_only)
        for button in self._buttons():
            button.setAccessibleDescription(f"{lead} {doubt.texte}")

    def restyle(self) -> None:
        """Set the margins; put words and buttons one under the other when the text is large."""
        stacked = self._stacked or current_theme().scale >= LARGE
        self._layout.setContentsMargins(px(12), px(2), px(9), px(2))
        self._layout.setSpacing(px(8))
        self._words.setSpacing(px(0 if stacked else 8))
        self._answers.setSpacing(px(2))
        side, under = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        for box in (self._words, self._answers):
            box.setDirection(under if stacked else side)
        self.setMinimumHeight(px(44))

    def _dress(self, *, assumed: bool) -> None:
        set_state(self, "role", "surface" if assumed else "alerte")
        name, ink = ("check", "texte-3") if assumed else ("triangle-alert", "attention")
        self._icon.set_icon(name, ink)
        self.lead.set_role("small-2" if assumed else "label")
        self.text.set_role("small-2" if assumed else "small")

    def _buttons(self) -> tuple[KitButton, ...]:
        return (self.correct_button, self.assume_button, self.withdraw_button)

    def _on_correct(self) -> None:
        self.correct.emit(self._champ)

    def _on_assume(self) -> None:
        self.assume.emit(self._cle)

    def _on_withdraw(self) -> None:
        self.withdraw.emit(self._cle)


class Doubts(QWidget):
    """The doubts about a group of fields, one strip each; hidden when there is none.

    Args:
        stacked: name over sentence and buttons over each other, for a narrow card.
    """

    correct = Signal(str)
    """« Corriger »: the field, « table.field »."""
    assume = Signal(str)
    """« J'assume… »: the key of the doubt."""
    withdraw = Signal(str)
    """« Ne plus assumer »: the key of the doubt."""

    def __init__(self, parent: QWidget | None = None, *, stacked: bool = False) -> None:
        super().__init__(parent)
        self._stacked = stacked
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(px(4))
        self.strips: list[DoubtStrip] = []
        self.shown: list[Avertissement] = []
        self.hide()

    def show_doubts(self, doubts: Sequence[tuple[str, Avertissement]], *, read_only: bool) -> None:
        """Show (name of the field, doubt) pairs."""
        self.shown = [doubt for _name, doubt in doubts]
        while len(self.strips) < len(doubts):
            self._add_strip()
        for strip, (name, doubt) in zip(self.strips, doubts, strict=False):
            strip.show_doubt(name, doubt, read_only=read_only)
        for rank, strip in enumerate(self.strips):
            strip.setVisible(rank < len(doubts))
        self.setVisible(bool(doubts))

    def _add_strip(self) -> None:
        strip = DoubtStrip(self, stacked=self._stacked)
        strip.correct.connect(self.correct)
        strip.assume.connect(self.assume)
        strip.withdraw.connect(self.withdraw)
        self._layout.addWidget(strip)
        self.strips.append(strip)


class ReasonDialog(KitDialog):
    """Asks, in one sentence, why a doubt is kept; `given` tells it.

    Args:
        doubt: the sentence that she keeps as it is.
        question, example: of a doubt that is not about a value.
    """

    given = Signal(str)

    def __init__(
        self, doubt: str, parent: QWidget | None = None, *, question: str = "", example: str = ""
    ) -> None:
        told = "{doute} Dites pourquoi vous la gardez : votre phrase reste avec le dossier."
        other = "{doute} Dites pourquoi : votre phrase reste avec le dossier."
        super().__init__(
            question or _("Garder cette valeur ?"),
            _(other if question else told, doute=doubt),
            icon_name="triangle-alert",
            icon_role="attention",
            parent=parent,
        )
        self.label = SafeLabel(_("Votre raison, en une phrase"), "label")
        self.line = LineField(self.label.text())
        self.line.setMaxLength(REASON_LIMIT)
        self.line.returnPressed.connect(self._on_keep)
        self.line.setPlaceholderText(
            example or _("Exemple : numéro recopié de l'arrêté d'autorisation")
        )
        self.label.setBuddy(self.line)
        self.refusal = SafeLabel("", "error", wrap=True)
        self.refusal.hide()
        for widget in (self.label, self.line, self.refusal):
            self.body.addWidget(widget)
        self.safe = self.add_button(SecondaryButton(_("Annuler")))
        self.safe.clicked.connect(self.reject)
        self.keep = self.add_button(PrimaryButton(_("J'assume")))
        self.keep.clicked.connect(self._on_keep)
        self.line.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_keep(self) -> None:
        reason = self.line.text().strip()
        if reason:
            self.given.emit(reason)
            self.accept()
            return
        self.refusal.setText(_("Écrivez une phrase : elle dira à un lecteur pourquoi."))
        self.refusal.show()
        self.line.set_state("erreur")
        self.line.setAccessibleDescription(self.refusal.text())
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)


def ask_reason(
    parent: QWidget, doubt: str, *, question: str = "", example: str = ""
) -> ReasonDialog:
    """Open the question over `parent`, and return it; `given` comes if she answers."""
    dialog = ReasonDialog(doubt, parent, question=question, example=example)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
