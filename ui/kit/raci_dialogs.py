"""The dialogs of the RACI matrix: an activity, a role, what a paste refuses, a correction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QPlainTextEdit

from cpom_desktop.i18n import _, ngettext
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.combo import ChoiceField
from ui.kit.dialogs import KitDialog
from ui.kit.fields import CheckBox, LineField
from ui.kit.labels import SafeLabel
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cpom_desktop.domain.raci import RaciActivite, RaciRole
    from cpom_desktop.services.queries.raci_collage import CollageRaci
    from cpom_desktop.services.queries.raci_corrections import Correction

TOLD = 200
"""Refusals told one by one; more are counted."""


class _AskingDialog(KitDialog):
    """Fields one under the other, a sentence when they are refused, « Annuler » and a verb."""

    def __init__(self, title: str, text: str, icon_name: str, parent: QWidget) -> None:
        super().__init__(title, text, icon_name=icon_name, icon_role="texte-2", parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.error = SafeLabel("", "error", wrap=True)
        self.error.hide()

    def _ask(self, words: str, editor: QWidget) -> None:
        label = SafeLabel(words, "label")
        label.setBuddy(editor)
        self.body.addSpacing(px(4))
        self.body.addWidget(label)
        self.body.addWidget(editor)

    def _end(self, verb: str, first: LineField) -> PrimaryButton:
        self.cancel = self.add_button(SecondaryButton(_("Annuler")))
        self.cancel.clicked.connect(self.reject)
        button = PrimaryButton(verb)
        self.add_button(button)
        button.clicked.connect(self._on_submit)
        first.returnPressed.connect(self._on_submit)
        first.setFocus()
        self._first = first
        return button

    def show_error(self, sentence: str) -> None:
        """Say why the words are refused, and let them be corrected."""
        self._first.set_state("erreur")
        self._first.setAccessibleDescription(sentence)
        self.error.setText(sentence)
        self.error.show()
        self._first.setFocus()

    def _on_submit(self) -> None:
        raise AssertionError(type(self).__name__)


class ActivityDialog(_AskingDialog):
    """Asks for the words of an activity, its phase, and whether the authorities have a part.

    Args:
        phases: value, words pairs.
        phase: the one proposed.
        activite: the activity to change; None for a new one.

    Signals:
        submitted: phase (slug), words, authorities; the page closes the dialog once taken.
    """

    submitted = Signal(str, str, bool)

    def __init__(
        self,
        phases: Sequence[tuple[object, str]],
        phase: object,
        parent: QWidget,
        activite: RaciActivite | None = None,
    ) -> None:
        new = activite is None
        title = _("Quelle activité ajouter ?") if new else _("Modifier l'activité")
        text = _("Elle arrive vide, à la fin de sa phase : il reste à donner les rôles.")
        super().__init__(title, text if new else "", "plus" if new else "pencil", parent)
        self.titre = LineField(_("Activité"))
        self.phase = ChoiceField(_("Phase"), phases, none_label=None)
        self.phase.set_value(phase)
        self.autorites = CheckBox(_("L'ARS ou le département doivent y avoir une part"))
        if activite is not None:
            self.titre.setText(activite.titre)
            self.autorites.set_value(activite.autorites_attendues)
        self._ask(_("Activité"), self.titre)
        self.body.addWidget(self.error)
        self._ask(_("Phase"), self.phase)
        self.body.addWidget(self.autorites)
        self.add = self._end(_("Ajouter l'activité") if new else _("Modifier"), self.titre)

    def _on_submit(self) -> None:
        self.submitted.emit(
            str(self.phase.value()), self.titre.raw(), bool(self.autorites.value())
        )


class RoleDialog(_AskingDialog):
    """Asks what a role is called, its short name, and who holds it.

    A short name that repeats the former name follows the new one.

    Signals:
        submitted: name, short name, id of the acteur or None for nobody.
    """

    submitted = Signal(str, str, object)

    def __init__(
        self,
        acteurs: Sequence[tuple[object, str]],
        parent: QWidget,
        role: RaciRole | None = None,
    ) -> None:
        if role is None:
            title = _("Quel rôle ajouter ?")
            text = _("Sa colonne arrive vide, à droite des autres.")
        else:
            title = _("Rôle « {role} »", role=role.libelle)
            text = _("Ses cases restent, quel que soit son nom et qui le tient.")
        super().__init__(title, text, "users-round", parent)
        self._former = role
        self.libelle = LineField(_("Nom du rôle"))
        self.abrege = LineField(_("Nom court, en tête de colonne (facultatif)"))
        self.acteur = ChoiceField(
            _("Titulaire"), acteurs, none_label=_("Personne : le rôle reste une fonction")
        )
        if role is not None:
            self.libelle.setText(role.libelle)
            self.abrege.setText(role.abrege)
            self.acteur.set_value(role.acteur_id)
        self._ask(_("Nom du rôle"), self.libelle)
        self.body.addWidget(self.error)
        self._ask(_("Nom court, en tête de colonne (facultatif)"), self.abrege)
        self._ask(_("Titulaire"), self.acteur)
        note = SafeLabel(_("Les personnes se nomment page Acteurs."), "caption-2")
        self.body.addWidget(note)
        self.choose = self._end(_("Modifier") if role else _("Ajouter le rôle"), self.libelle)
        self.libelle.textEdited.connect(self._on_renamed)
        self.abrege.returnPressed.connect(self._on_submit)

    def _on_renamed(self, text: str) -> None:
        """Let the short name follow while it only repeats the name."""
        former = self._former
        if former is not None and former.abrege in {former.libelle, ""}:
            self.abrege.setText(text if former.abrege else "")

    def _on_submit(self) -> None:
        former = self._former
        renamed = former is not None and self.libelle.raw().strip() != former.libelle
        short = self.abrege.raw().strip()
        if renamed and former is not None and short == former.abrege and tells(former, short):
            short = ""
        self.submitted.emit(self.libelle.raw(), short, self.acteur.value())


def tells(role: RaciRole, short: str) -> bool:
    """Tell whether a short name says the name of a role: its beginning, or the whole."""
    stem = short.rstrip(".").casefold()
    return bool(stem) and role.libelle.casefold().startswith(stem)


class CorrectionDialog(KitDialog):
    """« Corriger »: one question, its answers, one step.

    Signals:
        chosen: rank of the answer.
    """

    chosen = Signal(int)

    def __init__(self, correction: Correction, parent: QWidget) -> None:
        super().__init__(
            correction.question,
            correction.texte,
            icon_name="circle-help",
            icon_role="info",
            parent=parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.answers = QListWidget()
        self.answers.setAccessibleName(correction.question)
        self.answers.addItems([choix.libelle for choix in correction.choix])
        self.answers.setCurrentRow(0)
        row = max(self.answers.sizeHintForRow(0), px(24))
        self.answers.setFixedHeight(row * min(len(correction.choix), 9) + px(6))
        self.answers.itemDoubleClicked.connect(self._on_choose)
        self.body.addSpacing(px(4))
        self.body.addWidget(self.answers)
        self.cancel = self.add_button(SecondaryButton(_("Ne rien changer")))
        self.cancel.clicked.connect(self.reject)
        button = PrimaryButton(correction.bouton)
        self.choose = self.add_button(button)
        self.choose.setDefault(True)
        self.choose.clicked.connect(self._on_choose)
        self.answers.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_choose(self) -> None:
        self.chosen.emit(self.answers.currentRow())
        self.accept()


class RefusedPasteDialog(KitDialog):
    """What a paste refuses, each with its place; nothing is written unless she takes the rest.

    Signals:
        taken: she takes what is right.
    """

    taken = Signal()

    def __init__(self, made: CollageRaci, parent: QWidget) -> None:
        right, wrong = len(made.cells), len(made.refus)
        title = ngettext(
            "{n} case juste à coller, le reste est refusé",
            "{n} cases justes à coller, le reste est refusé",
            right,
        )
        super().__init__(
            title if right else _("Rien de ce collage ne change la matrice"),
            _("Rien n'est encore écrit. Voici ce qui n'est pas compris, à sa place :"),
            icon_name="triangle-alert",
            icon_role="attention",
            parent=parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        lines = list(made.refus[:TOLD])
        if wrong > TOLD:
            lines.append(ngettext("et {n} autre.", "et {n} autres.", wrong - TOLD))
        self.refused = QPlainTextEdit()
        self.refused.setReadOnly(True)
        self.refused.setTabChangesFocus(True)
        self.refused.setAccessibleName(ngettext("{n} refus", "{n} refus", wrong))
        self.refused.setPlainText("\n".join(lines))
        self.refused.setFixedHeight(px(28 + 24 * min(len(lines), 8)))
        self.setFixedWidth(px(640))
        self.body.addWidget(self.refused)
        words = _("Ne rien coller") if right else _("Fermer")
        self.safe = self.add_button(SecondaryButton(words), default=True)
        self.safe.clicked.connect(self.reject)
        self.take: SecondaryButton | None = None
        if right:
            self.take = SecondaryButton(
                ngettext("Coller la case juste", "Coller les {n} cases justes", right)
            )
            self.add_button(self.take)
            self.take.clicked.connect(self._on_take)

    def _on_take(self) -> None:
        self.taken.emit()
        self.accept()
